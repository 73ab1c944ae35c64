"""When and where it was, as the tellings of one happening differ on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from onrecord.resolve.claims import families
from onrecord.resolve.claims.differences import (
    DATE,
    PLACE,
    TIME,
    Difference,
    Value,
    compare_values,
    make_said,
)
from onrecord.resolve.claims.tellings import Telling, When

_NEAR = 160
"""How far from its event a time may stand in the text and still surely be the event's."""
_LEAST_HOURS = 0.75
_RELATIVE = ("today", "tonight", "this ", "yesterday", "last night", "overnight", "now")
_WEEK = 7


def find_occasions(told: Sequence[Telling]) -> Iterator[Difference]:
    """Different dates, times of day and places of one happening."""
    if any(one.type in families.SPEECH for one in told):
        return
    timed = [one for one in told if one.when is not None and abs(one.when.start - one.start) <= _NEAR]
    timed = [one for one in timed if one.is_sure or one.when_is_clear]
    days = [_value_of(one, one.when) for one in timed if one.when and _bounds(one.when)]
    yield from compare_values(DATE, "date", days, _may_be_one_day, rises=False)
    hours = [_value_of(one, one.when) for one in timed if one.when and one.when.hour is not None]
    yield from compare_values(TIME, "time", hours, _may_be_one_hour, rises=False)
    yield from compare_values(PLACE, "place", list(_find_places(told)), _may_be_one_place, rises=False)


def _value_of(one: Telling, when: When) -> Value:
    end = when.start + len(when.words)
    return Value(telling=one, said=make_said(one, when.start, end, when.words, when.value), held=when)


def _bounds(when: When) -> tuple[date, date] | None:
    try:
        first, last = date.fromisoformat(when.earliest or ""), date.fromisoformat(when.latest or "")
    except ValueError:
        return None
    return (first, last) if (last - first).days < _WEEK else None


def _may_be_one_day(one: When, other: When) -> bool:
    """Whether two times may be one day; weekdays that were taken for a week earlier are no difference."""
    mine, theirs = _bounds(one), _bounds(other)
    if mine is None or theirs is None or (mine[0] <= theirs[1] and theirs[0] <= mine[1]):
        return True
    apart = max((theirs[0] - mine[1]).days, (mine[0] - theirs[1]).days)
    if apart % _WEEK == 0:
        return True
    is_relative = any(sign in when.words.lower() for when in (one, other) for sign in _RELATIVE)
    is_night = any("NI" in when.value or "EV" in when.value or "T0" in when.value for when in (one, other))
    return apart == 1 and (is_relative or is_night)


def _may_be_one_hour(one: When, other: When) -> bool:
    """Whether two hours may be one; before and after midnight they are of two days."""
    if one.hour is None or other.hour is None:
        return True
    apart = abs(one.hour - other.hour)
    return min(apart, 24 - apart) < _LEAST_HOURS


def _find_places(told: Sequence[Telling]) -> Iterator[Value]:
    for one in told:
        for part in one.parts:
            if part.role == "place" and part.named and part.type == "place" and part.start is not None:
                said = make_said(one, part.start, part.end or part.start, part.words, part.name)
                yield Value(telling=one, said=said, held=(part.who, part.folded, one.places))


def _may_be_one_place(one: tuple[str, str, frozenset[str]], other: tuple[str, str, frozenset[str]]) -> bool:
    """Whether one place may lie in the other, as far as may be told without a map.

    Where an article names the other's place anywhere, it may hold it to be the wider or the narrower one.
    """
    if one[0] == other[0] or set(one[1].split()) & set(other[1].split()):
        return True
    return bool(set(one[1].split()) & other[2] or set(other[1].split()) & one[2])
