"""Arithmetic on TIMEX3 values: days, weeks, months, quarters, years and longer.

A value is a string of ISO 8601 as TimeML extends it: `2018-08-05`, `2018-W31`, `2018-W31-WE`, `2018-08`,
`2018-Q3`, `2018-H2`, `2018-SU`, `2018`, `201` (a decade), `20` (a century), each perhaps with a time of
the day behind it (`2018-08-05TMO`). What is not known stands as `X`, and such a value has no bounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import lru_cache

Bounds = tuple[date, date]
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?(?:T.+)?"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A way to cut the calendar into equal stretches, numbered without a gap.

    `index` numbers the stretch that holds a day, `name` gives the value of a number.
    """

    index: Callable[[date], int]
    name: Callable[[int], str]


def _name_day(index: int) -> str:
    return date.fromordinal(index).isoformat()


def _name_week(index: int) -> str:
    year, week, _ = date.fromordinal(index * 7 + 1).isocalendar()
    return f"{year:04}-W{week:02}"


def _part_of_year(letter: str, parts: int) -> Unit:
    months = 12 // parts
    return Unit(
        lambda day: day.year * parts + (day.month - 1) // months,
        lambda index: f"{index // parts:04}-{letter}{index % parts + 1}",
    )


UNITS: dict[str, Unit] = {
    "day": Unit(date.toordinal, _name_day),
    "week": Unit(lambda day: (day.toordinal() - 1) // 7, _name_week),
    "weekend": Unit(lambda day: (day.toordinal() - 1) // 7, lambda index: _name_week(index) + "-WE"),
    "month": Unit(
        lambda day: day.year * 12 + day.month - 1, lambda index: f"{index // 12:04}-{index % 12 + 1:02}"
    ),
    "quarter": _part_of_year("Q", 4),
    "half": _part_of_year("H", 2),
    "year": Unit(lambda day: day.year, lambda index: f"{index:04}"),
    "decade": Unit(lambda day: day.year // 10, lambda index: f"{index:03}"),
    "century": Unit(lambda day: day.year // 100, lambda index: f"{index:02}"),
}


def shift(value: str | None, unit: str, steps: int) -> str | None:
    """The stretch `steps` units after the one that holds `value` (before it, where negative).

    None where the value is open, spans several such stretches, or the calendar ends.
    """
    span = bounds(value) if value else None
    if span is None:
        return None
    kind = UNITS[unit]
    index = kind.index(span[0])
    if kind.index(span[1]) != index:
        return None
    return _named(kind, index + steps)


def _named(unit: Unit, index: int) -> str | None:
    try:
        name = unit.name(index)
    except (ValueError, OverflowError):
        return None
    return name if bounds(name) else None


@lru_cache(maxsize=4096)
def bounds(value: str) -> Bounds | None:
    """The first and the last day of a value; None where it leaves them open or there is no such day."""
    try:
        return _bounds(value)
    except (ValueError, OverflowError):
        return None


def _bounds(value: str) -> Bounds | None:
    if len(value) in (2, 3) and value.isdecimal():
        years = 10 ** (4 - len(value))
        first = int(value) * years
        return date(max(first, MINYEAR), 1, 1), date(first + years - 1, 12, 31)
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    year = int(match["year"])
    if match["day"]:
        day = date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["week"]:
        return _week_bounds(year, int(match["week"]), weekend=bool(match["weekend"]))
    if match["month"]:
        return _month_bounds(year, int(match["month"]), 1)
    if match["quarter"]:
        return _month_bounds(year, int(match["quarter"]) * 3 - 2, 3)
    if match["half"]:
        return _month_bounds(year, int(match["half"]) * 6 - 5, 6)
    if match["season"]:
        return _month_bounds(year, SEASONS[match["season"]], 3)
    return date(year, 1, 1), date(year, 12, 31)


def _week_bounds(year: int, week: int, *, weekend: bool) -> Bounds:
    monday = date.fromisocalendar(year, week, 1)
    return (monday + timedelta(5) if weekend else monday), monday + timedelta(6)


def _month_bounds(year: int, month: int, months: int) -> Bounds:
    after = year * 12 + month - 1 + months
    last = date.max if after // 12 > MAXYEAR else date(after // 12, after % 12 + 1, 1) - timedelta(1)
    return date(year, month, 1), last


def iso_bounds(value: str) -> tuple[str, str] | tuple[None, None]:
    """The bounds as ISO dates, both included, or a pair of None."""
    span = bounds(value)
    return (span[0].isoformat(), span[1].isoformat()) if span else (None, None)


def weekday_near(day: date, weekday: int, *, direction: int, strictly: bool = False) -> str:
    """The nearest such weekday (Monday is 0) on or before (`direction` -1) or on or after (1) a day.

    `strictly` leaves the day itself out.
    """
    distance = direction * (weekday - day.weekday()) % 7
    if strictly and distance == 0:
        distance = 7
    return (day + timedelta(direction * distance)).isoformat()
