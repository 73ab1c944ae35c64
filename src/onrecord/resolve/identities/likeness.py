"""How one name is like another that is not the same, and what that is worth.

A likeness alone makes two names doubtful; where a story has both, or an article has both for one, it can make
them the same. Only another romanisation of a rare name is the same by itself.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import msgspec
from rapidfuzz.distance import JaroWinkler

from onrecord.resolve.identities.names import Name, initials_of, transliterate
from onrecord.resolve.identities.vocabulary import gender_of, share_formal_name, words_of

Decision = Literal["same", "different", "unsure"]
SAME_FROM = 0.85
"""The score from which two are the same."""
_CLOSE, _LONG = 0.9, 4
_GIVEN_CLOSE = 0.8


class Likeness(msgspec.Struct, frozen=True):
    """Why two names may be one: the score of the names alone, in one story, and where an article says it."""

    reason: str
    alone: float
    in_story: float
    as_alias: float


ROMANISED = Likeness("the same name in another romanisation", 0.88, 0.95, 0.97)
SPELLING = Likeness("similar spelling", 0.55, 0.86, 0.92)
SHORT_FORM = Likeness("short form of the given name", 0.6, 0.9, 0.95)
FURTHER = Likeness("same name but for a further one", 0.65, 0.9, 0.95)
INITIALS = Likeness("initials agree", 0.5, 0.86, 0.93)
TURNED = Likeness("the same words in another order", 0.7, 0.92, 0.95)
ACRONYM = Likeness("acronym of the name", 0.55, 0.9, 0.97)
PART = Likeness("part of the name", 0.35, 0.4, 0.6)
WIDER = Likeness("the same place with what it lies in", 0.6, 0.9, 0.95)
GENERATION = Likeness("father and son, or one of another generation", 0.02, 0.02, 0.05)
OTHER_MIDDLE = Likeness("other initials in the middle", 0.1, 0.1, 0.2)
OTHER_GENDER = Likeness("one is a man's name and one a woman's", 0.05, 0.05, 0.05)
OTHER_COUNTRY = Likeness("of different countries", 0.05, 0.05, 0.05)


@lru_cache(maxsize=16_384)
def compare_names(one: Name, other: Name) -> Likeness | None:
    """How two names that are not the same are alike, or None where they are not."""
    if one.type != other.type:
        return None
    if one.type == "person":
        return _compare_people(one, other)
    if one.country and other.country and one.country != other.country:
        return OTHER_COUNTRY if one.words == other.words else None
    if one.type == "organisation":
        return _compare_organisations(one, other)
    return _compare_places(one.words, other.words) if one.type == "place" else _spell(one.words, other.words)


def _compare_people(one: Name, other: Name) -> Likeness | None:
    if one.generation != other.generation:
        return GENERATION if one.words[-1] == other.words[-1] and _same_given(one, other) else None
    mine, theirs = one.words, other.words
    genders = gender_of(mine[0]), gender_of(theirs[0])
    if None not in genders and genders[0] != genders[1]:
        return OTHER_GENDER if mine[-1] == theirs[-1] else None
    if mine != theirs and sorted(mine) == sorted(theirs):
        return TURNED
    short, long = sorted((mine, theirs), key=len)
    if len(short) == len(long):
        return _compare_words(short, long)
    return _compare_longer(short, long)


def _same_given(one: Name, other: Name) -> bool:
    return one.words[0] == other.words[0] or share_formal_name(one.words[0], other.words[0])


def _compare_words(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Likeness | None:
    """Names of equally many words, of which each must be a form of the other's."""
    kinds = [
        _compare_word(one, other, given=at < len(mine) - 1)
        for at, (one, other) in enumerate(_zip(mine, theirs))
    ]
    if "middle" in _middles(mine, theirs):
        return OTHER_MIDDLE
    if None in kinds or kinds[-1] == "initial":
        return None
    for kind, likeness in (
        ("spelling", SPELLING),
        ("initial", INITIALS),
        ("short", SHORT_FORM),
        ("romanised", ROMANISED),
    ):
        if kind in kinds:
            rare = not (mine[-1] in words_of("family") or theirs[-1] in words_of("family"))
            return likeness if likeness is not ROMANISED or rare else SPELLING
    return None


def _zip(mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(zip(mine, theirs, strict=True))


def _middles(mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[str]:
    """ "middle" where words between the first and the last begin with different letters."""
    if (
        len(mine) < 3
        or mine[-1] != theirs[-1]
        or not (mine[0] == theirs[0] or share_formal_name(mine[0], theirs[0]))
    ):
        return []
    return ["middle" for one, other in _zip(mine, theirs)[1:-1] if one[0] != other[0]]


def _compare_word(one: str, other: str, *, given: bool) -> str | None:
    """`""` for the same word, how two words are forms of one, or None."""
    if one == other:
        return ""
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[0] == other[0] else None
    if transliterate(one) == transliterate(other):
        return "romanised"
    like = JaroWinkler.similarity(one, other)
    if given and share_formal_name(one, other):
        return "romanised" if like >= _GIVEN_CLOSE and min(len(one), len(other)) >= _LONG + 1 else "short"
    if (
        min(len(one), len(other)) < _LONG
        or {one[-1], other[-1]} == {"a", "o"}
        or one + "a" == other
        or other + "a" == one
    ):
        return None
    return "spelling" if like >= _CLOSE else None


def _compare_longer(short: tuple[str, ...], long: tuple[str, ...]) -> Likeness | None:
    """Names of which one has more words: "Jane Roe" and "Jane Mary Roe", or "Jane Roe Vega"."""
    given = _compare_word(short[0], long[0], given=True)
    if given not in ("", "short", "romanised") or len(short) < 2:
        return None
    if short[-1] == long[-1] and _is_within(short[1:], long[1:]):
        return FURTHER
    return PART if _is_within(short[1:], long[1:]) else None


def _is_within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(
        any(word == one or (len(word) == 1 and one.startswith(word)) for one in rest) for word in short
    )


def _compare_organisations(one: Name, other: Name) -> Likeness | None:
    mine, theirs = one.words, other.words
    for short, long in ((one, other), (other, one)):
        if short.acronym and len(long.words) > 1 and not long.acronym:
            return ACRONYM if is_acronym_of(short.words[0], long) else None
    if mine == theirs:
        return PART  # one names a country and one does not
    if one.acronym or other.acronym:
        return None
    return _spell(mine, theirs)


def is_acronym_of(letters: str, name: Name) -> bool:
    """Whether letters are the acronym of a name, the word that names its country in it or not."""
    initials = initials_of(name.words)
    if letters in name.words:
        return False
    return letters == initials or (name.country is not None and letters[1:] == initials)


def _compare_places(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Likeness | None:
    short, long = sorted((mine, theirs), key=len)
    if len(short) < len(long) and long[: len(short)] == short:
        return WIDER if len(short) > 1 else PART
    return _spell(mine, theirs)


def _spell(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Likeness | None:
    """How names are alike that have no order of given and family name."""
    if len(mine) == len(theirs):
        if all(_is_near(one, other) for one, other in _zip(mine, theirs)):
            found = SPELLING if sum(map(len, mine)) >= 2 * _LONG else None
        else:
            found = TURNED if sorted(mine) == sorted(theirs) else None
    else:
        found = PART if set(mine) <= set(theirs) or set(theirs) <= set(mine) else None
    return found if found is None or _numbers(mine) == _numbers(theirs) else None


def _is_near(one: str, other: str) -> bool:
    if one == other:
        return True
    return (
        one[0] == other[0]
        and min(len(one), len(other)) >= _LONG
        and JaroWinkler.similarity(one, other) >= _CLOSE
    )


def _numbers(words: tuple[str, ...]) -> set[str]:
    return {word for word in words if any(letter.isdigit() for letter in word)}
