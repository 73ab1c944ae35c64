"""The lemma of a word by its form and its reading; the dictionary is asked where a form is inflected."""

from __future__ import annotations

import re
from functools import lru_cache

import simplemma

from onrecord.analyse.lexicon.words import read_lexicon

_NO_E = re.compile(r".[wyx]e$|[^aeiou]ke$|[^aeiou][bdfmpt]e$|eate$|(?:elop|over|ower)e$")
"""Endings that no English verb has: slips of the dictionary."""
_TAKES_E = re.compile(r"[cuvz]$|(?<!e)at$|creat$|i[zs]$|[bcdfgkptz]l$")
_TABLES = ("auxiliaries", "verbs", "nouns", "degrees", "pronouns")


def _read_table(name: str) -> dict[str, str]:
    pairs = str(read_lexicon("lemmas")[name]).split()
    return {form: lemma for form, _, lemma in (pair.partition("=") for pair in pairs)}


_AUXILIARIES, _VERBS, _NOUNS, _DEGREES, _PRONOUNS = map(_read_table, _TABLES)
_UNCHANGED = frozenset("more most less least further rather other later former latter".split())


@lru_cache(maxsize=1 << 16)
def lemma_of(form: str, reading: str) -> str:
    """The lemma, in lower case; `reading` is as `VERB|Tense=Past|VerbForm=Fin`."""
    word = form.lower().replace("’", "'").replace("\u00ad", "").replace("\u200b", "")
    if not word:
        return form
    pos, _, feats = reading.partition("|")
    match pos:
        case "VERB" | "AUX":
            if word in _AUXILIARIES or "VerbForm=" not in feats:
                return _AUXILIARIES.get(word, word)
            if pos == "AUX":
                return {"'d": "would"}.get(word, word)
            return _verb(word, feats)
        case "NOUN":
            return _plural(word) if "Number=Plur" in feats or _looks_plural(word) else word
        case "ADJ" | "ADV":
            return _degree(word) if "Degree=Cmp" in feats or "Degree=Sup" in feats else word
        case "PRON":
            return "she" if word == "her" and "Case=Acc" in feats else _PRONOUNS.get(word, word)
        case "DET":
            return _PRONOUNS.get(word, word)
        case "PART":
            return {"n't": "not", "na": "to", "'": "'s"}.get(word, word)
    return word


def verb_of(form: str) -> str | None:
    """The verb that a form in "-ed" or "-s" is one of; None where it has no such ending."""
    word = form.lower()
    if word.endswith("ed"):
        return _verb(word, "Tense=Past|VerbForm=Fin")
    if word.endswith("s") and not word.endswith("ss"):
        return _verb(word, "Person=3|Number=Sing|Tense=Pres|VerbForm=Fin")
    return None


def _verb(word: str, feats: str) -> str:
    if "VerbForm=Inf" in feats or "Mood=Imp" in feats:
        return word if word in _VERBS else _bare(word)
    if "Tense=Past" in feats and word in _VERBS:
        return _VERBS[word]
    third = "Person=3" in feats and "Number=Sing" in feats
    if "Tense=Pres" in feats and "VerbForm=Fin" in feats and not (third and word.endswith("s")):
        return word if word in _VERBS else _bare(word)
    found = _VERBS.get(word) or _looked_up(word)
    if found == word or len(found) < 2 or (_NO_E.search(found) and len(found) > 3):
        return _regular(word)
    if found.endswith("ll") and len(found) > 5 and simplemma.is_known(found[:-1], lang="en"):
        return found[:-1]  # British "travelling", "modelled"
    if not simplemma.is_known(found, lang="en") and simplemma.is_known(found + "e", lang="en"):
        return found + "e"
    return found


def _bare(word: str) -> str:
    """The verb of a form that was read as uninflected, which its ending may belie."""
    inflected = word.endswith(("ed", "ing", "s")) and not word.endswith("ss")
    return _looked_up(word) if inflected else word


def _looks_plural(word: str) -> bool:
    """Whether a noun that was read as singular has the ending and the dictionary form of a plural."""
    return (
        word.endswith("s") and not word.endswith(("ss", "us", "is", "ics")) and _looked_up(word) == word[:-1]
    )


def _regular(word: str) -> str:
    """The verb of a form that no dictionary has, by the rules of spelling."""
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and any(letter in "aeiouy" for letter in stem):
            if ending == "ed" and stem.endswith("i"):
                return stem[:-1] + "y"
            if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiousz":
                return _undoubled(stem)
            return stem + "e" if _TAKES_E.search(stem) else stem
    return _plural(word) if word.endswith("s") and not word.endswith("ss") else word


def _plural(word: str) -> str:
    if word in _NOUNS:
        return _NOUNS[word]
    found = _looked_up(word)
    if found != word or not word.endswith("s") or word.endswith("ss"):
        return found
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes")) else word[:-1].rstrip("'")


def _undoubled(stem: str) -> str:
    """A stem without the consonant that an ending doubled ("bigg"), unless words end so ("sell")."""
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiou"
    if doubled and not simplemma.is_known(stem, lang="en"):
        return stem[:-1]
    return stem


def _degree(word: str) -> str:
    if word in _UNCHANGED or word in _DEGREES:
        return _DEGREES.get(word, word)
    found = _looked_up(word)
    ending = next((e for e in ("est", "er") if word.endswith(e)), "")
    if found == word and ending and len(word) - len(ending) > 2:
        stem = _undoubled(word.removesuffix(ending))
        if stem.endswith("i"):
            return stem[:-1] + "y"
        known = simplemma.is_known(stem + "e", lang="en") and not simplemma.is_known(stem, lang="en")
        return stem + "e" if known else stem
    return found


def _looked_up(word: str) -> str:
    return str(simplemma.lemmatize(word, lang="en"))
