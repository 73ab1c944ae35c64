"""Nouns and names for persons, and for the bodies that act and speak like them: institutions and outlets.

The vocabulary is in `people.toml`, `given_names.toml`, `institutions.toml` and `outlets.toml`. Nouns are
lemmas, in phrases with spaces; plurals are understood too. What is not found whole is looked up by its head:
"deputy defence minister" and "minister of defence" by "minister", "ex-wife" by "wife".
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache, lru_cache, partial, reduce
from itertools import product
from operator import getitem
from typing import Literal

from onrecord.analyse.lexicon.geography import by_demonym, by_seat, is_place_name, key_name, plain_name
from onrecord.analyse.lexicon.words import read_lexicon

Gender = Literal["m", "f"]

_COMPLEMENT = re.compile(r"(.+)_(?:of|for|to|in|at|on|from|with|and)_")
_GENDERS: dict[str, Gender] = {"m": "m", "f": "f"}
_INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,3}")


def classes_of(lemma: str) -> frozenset[str]:
    """The classes of a noun for persons, as `people.toml` names them ("legislator", "relative"), or none.

    The class "person" says only that it is one, and is compatible with all others.
    """
    return _read_noun(lemma)[1]


def is_person_noun(lemma: str) -> bool:
    """Whether a noun denotes one person by itself; "figure" and "model", which can, only have classes."""
    form, classes = _read_noun(lemma)
    return bool(classes) and classes != {"group"} and form not in _words("people", "shape", "doubtful")


def is_group_noun(lemma: str) -> bool:
    """Whether a noun in the singular denotes several persons: "couple", "family", "crowd"."""
    return "group" in classes_of(lemma)


def gender_of_noun(lemma: str) -> Gender | None:
    """The gender of a noun for persons where the noun alone settles it; "chairman" and "actor" do not."""
    form, classes = _read_noun(lemma)
    if not classes or form in _words("people", "genders", "neutral"):
        return None
    if form in _words("people", "genders", "f") or form.endswith(("woman", "girl")):
        return "f"
    if form in _words("people", "genders", "m") or form.endswith(("man", "boy")):
        return "m"
    return None


@lru_cache(maxsize=1 << 13)
def is_post(lemma: str) -> bool:
    """Whether a noun denotes the holder of a post: "foreign minister", "head of the agency"."""
    return _find_form(lemma, _words("people", "posts", "nouns")) is not None


@lru_cache(maxsize=1 << 13)
def is_title(words: str) -> bool:
    """Whether words can stand before a person's name as its title: "Mr", "Detective Inspector", "US Sen."."""
    rest = plain_name(words).replace(".", "").split()
    while rest:
        form = "_".join(rest).lower()
        if form in _words("people", "titles", "ranks") or form in _pairs("people", "titles", "honorifics"):
            return True
        rest = rest[_measure_qualifier(rest) or len(rest) :]
    return False


def gender_of_title(words: str) -> Gender | None:
    """The gender that a title shows: "m" for "Mr" and "Prince", None for "Dr" and "Lord Mayor"."""
    parts = plain_name(words).replace(".", "").lower().split()
    # The first word settles "Mr Justice" and "Sir Prof."; that of "Lord Mayor" says nothing of who bears it.
    decisive = [part for part in parts if part in {"mr", "mrs", "ms", "miss", "sir", "dame"}]
    known = _pairs("people", "titles", "honorifics")
    for form in ("_".join(parts), *decisive, *parts[-1:]):
        if form in known:
            return _GENDERS.get(known[form])
    return gender_of_noun(words)


def gender_of_given_name(name: str) -> Gender | None:
    """The gender of a given name; None for one not known, or borne by men and women."""
    plain = plain_name(name)
    genders = _given_genders() if plain[:1].isupper() else {}
    whole = genders.get(plain.lower())
    if whole:
        return whole
    parts = {genders[part] for part in plain.lower().split("-") if part in genders}
    return parts.pop() if len(parts) == 1 else None


def same_given_name(first: str, second: str) -> bool:
    """Whether two given names can be one person's: equal, forms of one name ("Bob", "Robert"), or initials.

    Initials agree with what begins like them: "J." with "John", "J." with "J.R.", but "J.R." not with "J.K.".
    """
    one, other = plain_name(first), plain_name(second)
    if _INITIALS.fullmatch(one) or _INITIALS.fullmatch(other):
        pairs = product(_read_initials(one), _read_initials(other))
        return any(a.startswith(b) or b.startswith(a) for a, b in pairs)
    return not _formal_names(one.lower()).isdisjoint(_formal_names(other.lower()))


@lru_cache(maxsize=1 << 13)
def is_institution(lemma: str) -> bool:
    """Whether a noun denotes an organisation: "ministry", "drug company", "prosecutor's office"."""
    return _key(lemma) not in _words("institutions", "others") and bool(_find_form(lemma, _institutions()))


@lru_cache(maxsize=1 << 13)
def is_state_organ(lemma: str) -> bool:
    """Whether a state's adjective or leader's name identifies the body denoted: "Russian army"."""
    return _find_form(lemma, _words("institutions", "state_organs")) is not None


@lru_cache(maxsize=1 << 13)
def has_corporate_suffix(name: str) -> bool:
    """Whether a name ends as those of companies do: "Acme Inc.", "Acme Holdings", "Acme S.p.A."."""
    words = name.replace(".", "").replace(",", " ").split()
    if len(words) < 2 or not words[0][0].isupper():
        return False
    if words[-1] in _words("institutions", "trade_words"):
        return all(map(_may_stand_in_name, words))
    return words[-1] in _words("institutions", "legal_forms")


def is_outlet(name: str, *, loosely: bool = False) -> bool:
    """Whether a name is that of a news outlet, agency or programme: listed, or shaped like "Lagos Herald".

    Names that are words as well ("Time", "The Sun") are only when read `loosely`: where an outlet is likely.
    """
    plain = plain_name(name)
    if not any(map(str.isupper, plain)):
        return False
    keys = {plain, plain.lower()}
    if keys & _names("doubtful"):
        return loosely
    if keys & _names("names") or keys & _names("programmes"):
        return True
    return not keys & _names("others") and _is_shaped_as_outlet(plain.split())


def opens_outlet(word: str) -> bool:
    """Whether names of outlets begin with a word that those of others do not: "Radio", "TV"."""
    return word in _shape("openers")


def _is_shaped_as_outlet(words: list[str]) -> bool:
    if not 2 <= len(words) <= 6 or not all(map(_may_stand_in_name, words)):
        return False
    *front, last = words
    place = " ".join(front)
    if words[0] in _shape("unlike") or "'s" in place:
        return False
    if last in _shape("strong") or words[0] in _shape("openers"):
        return True
    if front[-1] in _shape("periods"):
        return last in _shape("weak") | _shape("weakest")
    framed = front[-1] in _shape("frames") or is_place_name(place) or by_demonym(place) is not None
    return framed and last in _shape("weak")


def _may_stand_in_name(word: str) -> bool:
    return not word[0].islower() or word in {"of", "the", "and", "de", "for"}


@cache
def _words(name: str, *keys: str) -> frozenset[str]:
    """The words at a path of keys of a vocabulary file."""
    return frozenset(_text(name, *keys).split())


def _text(name: str, *keys: str) -> str:
    return str(reduce(getitem, keys, read_lexicon(name)))


_shape = partial(_words, "outlets", "shape")


@cache
def _pairs(name: str, *keys: str) -> dict[str, str]:
    """The pairs "one:other" at a path of keys of a vocabulary file, in their order."""
    return dict(pair.split(":") for pair in _text(name, *keys).split())


@cache
def _names(key: str) -> frozenset[str]:
    names = _text("outlets", key).replace("\n", ",").split(",")
    return frozenset(key_name(plain_name(name)) for name in names if name)


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, list[str]] = {}
    for name, words in read_lexicon("people")["classes"].items():
        for word in words.split():
            found.setdefault(word, []).append(name)
    shared: dict[tuple[str, ...], frozenset[str]] = {}
    return {word: shared.setdefault(tuple(names), frozenset(names)) for word, names in found.items()}


@cache
def _institutions() -> frozenset[str]:
    organs = _words("institutions", "state_organs") - _words("institutions", "bound")
    return _words("institutions", "nouns") | organs


@cache
def _given_genders() -> dict[str, Gender]:
    keys = {"male": _GENDERS["m"], "female": _GENDERS["f"]}
    return {name: gender for key, gender in keys.items() for name in _words("given_names", key)}


@cache
def _nicknames() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in str(read_lexicon("given_names")["nicknames"]).split("\n"):
        formal, *_ = names = line.split() or [""]
        for name in names:
            found.setdefault(name, {name}).add(formal)
    return found


def _formal_names(name: str) -> set[str]:
    """The names, the given one included, that a name can be a short form or a spelling of."""
    return _nicknames().get(name, {name})


def _read_initials(name: str) -> set[str]:
    """The initials that a name is, or those that it can have: "J.R." gives "JR", "Bob" gives "B" and "R"."""
    if _INITIALS.fullmatch(name):
        return {name.replace(".", "").replace("-", "")}
    return {formal[:1].upper() for formal in _formal_names(name.lower())}


def _measure_qualifier(words: list[str]) -> int:
    """How many words at the start only qualify a title: a place, a people, a seat, or "former", "deputy"."""
    if words[0].lower() in _words("people", "titles", "qualifiers"):
        return 1
    for length in range(min(3, len(words) - 1), 0, -1):
        name = " ".join(words[:length])
        if is_place_name(name) or by_demonym(name) or by_seat(name):
            return length
    return 0


@lru_cache(maxsize=8192)
def _read_noun(lemma: str) -> tuple[str, frozenset[str]]:
    """The form under which a noun is found, and its classes."""
    known = _classes()
    word = _key(lemma).rpartition("_")[2]
    if _words("people", "shape", "impersonal").intersection(_singulars(word)):
        return word, frozenset()
    form = _find_form(lemma, known)
    return (form, known[form]) if form else _read_suffix(lemma)


def _read_suffix(lemma: str) -> tuple[str, frozenset[str]]:
    """What the end of an unknown noun shows ("boatswoman"); with a capital, only what "Frenchman" does."""
    word = _key(lemma).rpartition("_")[2]
    if lemma != lemma.lower() and not (word.endswith("man") and by_demonym(lemma)):
        return word, frozenset()
    for form, (suffix, name) in product(_singulars(word), _pairs("people", "shape", "suffixes").items()):
        if form.endswith(suffix) and len(form) > len(suffix) + 1:
            return form, frozenset((name,))
    return word, frozenset()


def _key(lemma: str) -> str:
    return "_".join(lemma.replace("’", "'").lower().split())


def _find_form(lemma: str, known: Container[str]) -> str | None:
    """The first of a noun's readings that is known: whole, in the singular, then cut down to its head."""
    phrase = _key(lemma)
    while phrase:
        for form in _singulars(phrase):
            if form in known:
                return form
        phrase = _cut_phrase(phrase)
    return None


def _cut_phrase(phrase: str) -> str:
    """A phrase with less around its head: first the last complement goes, then words in front."""
    match = _COMPLEMENT.match(phrase)
    if match:
        return match[1]
    return phrase.partition("_")[2] if "_" in phrase else phrase.partition("-")[2]


def _singulars(word: str) -> Iterator[str]:
    yield word
    yield _pairs("people", "forms", "plurals").get(word, word)
    for plural, singular in (("men", "man"), ("s", ""), ("es", ""), ("ies", "y")):
        if word.endswith(plural):
            yield word.removesuffix(plural) + singular
