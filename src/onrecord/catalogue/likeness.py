"""How one name is like another that is not the same."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from onrecord.catalogue.names import EntryType, Words

FURTHER_NAME, INITIALS, SPELLING = "same name but for a further one", "initials agree", "similar spelling"
PART = "part of the name"
_CLOSE = 0.9
_SHORT = 4
"""Letters under which one letter makes another name: "Ann" and "Anna" are not compared by letters."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two names may be one, and how likely that looks, 0 to 1."""

    reason: str
    score: float


def compare_names(mine: Words, theirs: Words, kind: EntryType) -> Likeness | None:
    """How two names are alike, or None where they are not, or where they are the same."""
    if mine == theirs:
        return None
    return _compare_people(mine, theirs) if kind == "person" else _compare_organisations(mine, theirs)


def _compare_people(mine: Words, theirs: Words) -> Likeness | None:
    if len(mine) < 2 or len(theirs) < 2:
        return None
    short, long = sorted((mine, theirs), key=len)
    if len(short) < len(long):
        return _compare_longer(short, long)
    alike = [_compare_words(one, other) for one, other in zip(mine, theirs, strict=True)]
    if None in alike or alike[-1] == INITIALS:
        return None
    if SPELLING in alike:
        return Likeness(SPELLING, 0.5)
    return Likeness(INITIALS, 0.65 if mine[0] == theirs[0] else 0.55)


def _compare_longer(short: Words, long: Words) -> Likeness | None:
    """Names of which one has more words: "Jane Roe" and "Jane Mary Roe", or "Jane Roe Vega"."""
    if short[0] == long[0] and _is_within(short[1:], long[1:]):
        return Likeness(FURTHER_NAME, 0.65)
    ends = [_compare_words(short[0], long[0]), _compare_words(short[-1], long[-1])]
    if len(short) > 2 or None in ends or ends[1] == INITIALS:
        return None
    return Likeness(SPELLING, 0.4) if SPELLING in ends else Likeness(INITIALS, 0.5)


def _compare_words(one: str, other: str) -> str | None:
    """`""` for the same word, the reason why two may be one, or None."""
    if one == other:
        return ""
    if len(one) == 1 or len(other) == 1:
        return INITIALS if one[0] == other[0] else None
    if min(len(one), len(other)) < _SHORT:
        return None
    return SPELLING if JaroWinkler.similarity(one, other) >= _CLOSE else None


def _is_within(short: Words, long: Words) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)


def _compare_organisations(mine: Words, theirs: Words) -> Likeness | None:
    if _numbers(mine) != _numbers(theirs):
        return None
    if min(len(mine), len(theirs)) > 1 and (set(mine) <= set(theirs) or set(theirs) <= set(mine)):
        return Likeness(PART, 0.4)
    if min(len(mine), len(theirs)) == 1 and min(map(len, (*mine, *theirs))) < _SHORT:
        return None
    ratio = token_sort_ratio(" ".join(mine), " ".join(theirs), score_cutoff=100 * _CLOSE)
    return Likeness(SPELLING, 0.5) if ratio else None


def _numbers(words: Words) -> set[str]:
    return {word for word in words if any(char.isdigit() for char in word)}
