"""Days that go by a name: feasts and public holidays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from onrecord.analyse.timex.calendar import weekday_near


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _weekday_of(month: int, weekday: int, count: int) -> Callable[[int], date]:
    """The `count`-th such weekday of a month, or its last where `count` is -1."""

    def find(year: int) -> date:
        if count < 0:
            return date.fromisoformat(weekday_near(date(year, month, 31), weekday, direction=-1))
        first = date.fromisoformat(weekday_near(date(year, month, 1), weekday, direction=1))
        return first + timedelta(7 * (count - 1))

    return find


def _after_easter(days: int) -> Callable[[int], date]:
    return lambda year: find_easter(year) + timedelta(days)


def find_easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    leap = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * leap) // 451
    month, day = divmod(epact + leap - 7 * shift + 114, 31)
    return date(year, month, day + 1)


HOLIDAYS: dict[str, Callable[[int], date]] = {
    "christmas": _fixed(12, 25),
    "christmas day": _fixed(12, 25),
    "christmas eve": _fixed(12, 24),
    "boxing day": _fixed(12, 26),
    "new year's day": _fixed(1, 1),
    "new year's eve": _fixed(12, 31),
    "new year's": _fixed(1, 1),
    "valentine's day": _fixed(2, 14),
    "st. patrick's day": _fixed(3, 17),
    "april fools' day": _fixed(4, 1),
    "may day": _fixed(5, 1),
    "halloween": _fixed(10, 31),
    "veterans day": _fixed(11, 11),
    "armistice day": _fixed(11, 11),
    "martin luther king day": _weekday_of(1, 0, 3),
    "presidents day": _weekday_of(2, 0, 3),
    "memorial day": _weekday_of(5, 0, -1),
    "labor day": _weekday_of(9, 0, 1),
    "columbus day": _weekday_of(10, 0, 2),
    "thanksgiving": _weekday_of(11, 3, 4),
    "thanksgiving day": _weekday_of(11, 3, 4),
    "easter": _after_easter(0),
    "easter sunday": _after_easter(0),
    "easter monday": _after_easter(1),
    "palm sunday": _after_easter(-7),
    "ash wednesday": _after_easter(-46),
    "good friday": _after_easter(-2),
    "pentecost": _after_easter(49),
}
