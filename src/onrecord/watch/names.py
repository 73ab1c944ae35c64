"""Names of lists and of articles: by which keys they meet, and how like each other they then are.

A key is a way to write a name. All ways of a list's names are in an index, and the few of an article's name
are looked up there, so that the cost of a name does not grow with the list. Keys only bring names together;
`compare` decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.catalogue.names import EntryType, Words, find_generation, is_acronym, split_name

SAME, ALIAS = "same name", "same name as an alias in the list"
MIDDLE, MIDDLES = "same name but for a middle name", "same name but for several middle names"
INITIALS, ORDER = "initials agree", "same words in another order"
ONE_WORD, ACRONYM = "one-word name", "acronym"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe"})
_SCORES = {
    SAME: 0.85,
    ALIAS: 0.8,
    MIDDLE: 0.65,
    MIDDLES: 0.5,
    INITIALS: 0.45,
    ORDER: 0.45,
    ONE_WORD: 0.35,
    ACRONYM: 0.35,
}
_MOST_WORDS, _LONGEST = 20, 300
"""Names of more words or letters are no names; the longest key has to fit into an index of PostgreSQL's."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a name of an article is like one of a list: why, and how likely that makes them one, 0 to 1."""

    reason: str
    score: float


@lru_cache(maxsize=65_536)
def find_words(name: str, kind: EntryType) -> tuple[Words, ...]:
    """A name as it is compared; a second time where its umlauts can be written as two letters."""
    found = {split_name(name, kind): None}
    if not name.isascii():
        found[split_name(name.translate(_UMLAUTS), kind)] = None
    return tuple(words for words in found if words and len(words) <= _MOST_WORDS and len(name) <= _LONGEST)


def list_keys(name: str, kind: EntryType) -> set[str]:
    """The keys under which a name of a list is kept."""
    found: set[str] = set()
    for words in find_words(name, kind):
        found.add(" ".join(words))
        if kind == "person" and len(words) > 1:
            found.add(f"{words[0]} {words[-1]}")
            if len(words[0]) > 1:
                found.add(f"{words[0][0]}. {words[-1]}")
    return found


@lru_cache(maxsize=65_536)
def article_keys(name: str, kind: EntryType) -> tuple[str, ...]:
    """The keys under which a name of an article is looked up."""
    found: dict[str, None] = {}
    for words in find_words(name, kind):
        found[" ".join(words)] = None
        if kind == "person" and len(words) > 1:
            found[f"{words[0]} {words[-1]}"] = None
            found[f"{words[-1]} {words[0]}"] = None
            # A list that has only an initial, or an article that has.
            found[f"{words[0][0]} {words[-1]}" if len(words[0]) > 1 else f"{words[0]}. {words[-1]}"] = None
    return tuple(found)


def compare(mine: str, theirs: str, kind: EntryType, *, alias: bool = False) -> Likeness | None:
    """How the name `mine` of an article is like `theirs` of a list, where `alias` is no entry's first name.

    None where they are not alike, or where one names the father and the other the son.
    """
    generations = {find_generation(mine), find_generation(theirs)} - {None}
    if kind == "person" and len(generations) > 1:
        return None
    reasons = [
        reason
        for one in find_words(mine, kind)
        for other in find_words(theirs, kind)
        if (reason := _compare_words(one, other, kind))
    ]
    if not reasons:
        return None
    best = max(reasons, key=lambda reason: _SCORES[reason])
    if best == SAME and kind == "organisation" and is_acronym(mine):
        best = ACRONYM
    elif best == SAME and alias:
        best = ALIAS
    return Likeness(best, _SCORES[best])


def _compare_words(mine: Words, theirs: Words, kind: EntryType) -> str | None:
    if mine == theirs:
        return ONE_WORD if kind == "person" and len(mine) == 1 else SAME
    if kind == "organisation" or min(len(mine), len(theirs)) < 2:
        return None
    if _is_turned(mine, theirs):
        return ORDER
    if mine[-1] != theirs[-1]:
        return None
    return _compare_given(mine[:-1], theirs[:-1])


def _is_turned(mine: Words, theirs: Words) -> bool:
    """Whether the surname stands in front in one of them: "Lee Ann", "Lee Ann Mary"."""
    return mine in ((theirs[-1], *theirs[:-1]), (*theirs[1:], theirs[0]))


def _compare_given(mine: Words, theirs: Words) -> str | None:
    """First and middle names of one surname; all of the shorter list have to be in the longer, in order."""
    short, long = sorted((mine, theirs), key=len)
    if not _agree(short[0], long[0]):
        return None
    initials = short[0] != long[0]
    place = 1
    for word in short[1:]:
        while place < len(long) and not _agree(word, long[place]):
            place += 1
        if place == len(long):
            return None
        initials = initials or (word != long[place] and len(short) == len(long))
        place += 1
    # "J. Roe" may be Jane and John; where a middle name is given too, hardly.
    if initials and not (short[0] == long[0] and len(short) > 1):
        return INITIALS
    return MIDDLE if len(long) - len(short) <= 1 else MIDDLES


def _agree(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])
