"""What kind of outlet a name or a noun tells of: newspaper, magazine, broadcaster, news agency, or outlet.

The vocabulary is in `outlets.toml`; `persons.is_outlet` says whether a name is an outlet's at all.
"""

from __future__ import annotations

from functools import cache

from onrecord.analyse.lexicon.geography import key_name, plain_name
from onrecord.analyse.lexicon.words import read_lexicon

_LISTS = {
    "agencies": "news agency",
    "broadcasters": "broadcaster",
    "magazines": "magazine",
    "sites": "outlet",
}


def is_programme(name: str) -> bool:
    """Whether a name is a programme's, not that of who broadcasts it."""
    return _is_in("programmes", name)


def kind_of_name(name: str) -> str:
    """The kind of an outlet with that name; "outlet" where neither list nor shape tells more."""
    for listed, kind in _LISTS.items():
        if _is_in(listed, name):
            return kind
    if _is_in("names", name):
        return "newspaper"
    words = set(plain_name(name).split())
    return next((kind for kind, shown in _shapes().items() if words & shown), "outlet")


def kind_of_noun(lemma: str, before: str = "") -> str | None:
    """The kind that a noun tells of, with the word in front where it needs one: "(news) agency"."""
    for kind, (alone, behind, needed) in _nouns().items():
        if lemma in alone or (lemma in behind and before in needed):
            return kind
    return None


def _is_in(listed: str, name: str) -> bool:
    plain = plain_name(name)
    return not {plain, plain.lower()}.isdisjoint(_names(listed))


@cache
def _names(key: str) -> frozenset[str]:
    names = str(read_lexicon("outlets")[key]).replace("\n", ",").split(",")
    return frozenset(key_name(plain_name(name)) for name in names if name)


@cache
def _shapes() -> dict[str, frozenset[str]]:
    return {kind: frozenset(str(words).split()) for kind, words in read_lexicon("outlets")["kinds"].items()}


@cache
def _nouns() -> dict[str, tuple[frozenset[str], ...]]:
    """By kind: nouns that tell it alone, nouns that need a word in front, and those words."""
    found = {}
    for kind, table in read_lexicon("outlets")["nouns"].items():
        found[kind] = tuple(frozenset(str(table[key]).split()) for key in ("alone", "behind", "before"))
    return found
