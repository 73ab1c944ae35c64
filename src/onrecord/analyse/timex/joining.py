"""Expressions that belong together: a time and its day, a range in its order, a list with one year."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.analyse.timex.calendar import shift
from onrecord.analyse.timex.context import Reading
from onrecord.analyse.timex.lexicon import MONTHS

_JOINT = re.compile(r",?\s{1,2}(?:on\s)?")
_RANGE = re.compile(r"\s?(?:to|through|until|till|[-–])\s?")
_DAY = re.compile(r"[\dX]{4}-(?:[\dX]{2}-[\dX]{2}|WXX-\d)")
_PART_OF_DAY = re.compile(_DAY.pattern + "T(?:MO|AF|EV|NI)")
_DAY_TIME = re.compile(_DAY.pattern + "T.+")
_YEARLESS = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_LIST = re.compile(r"(?:,|,?\s?(?:to|through|until|till|and|or|[-–]))\s?")


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: its place in the text and its reading."""

    start: int
    end: int
    reading: Reading


def join(text: str, found: list[Expression], second: Expression) -> Expression:
    """Take what belongs together with what was found before: the second, perhaps grown to its left."""
    first, between = found[-1], text[found[-1].end : second.start]
    if _is_clock_of(first, second) and _JOINT.fullmatch(between):
        time = found.pop().reading.value.partition("T")[2]
        day = second.reading.value.partition("T")[0]
        return Expression(first.start, second.end, Reading("TIME", f"{day}T{time}"))
    if second.reading.value[:4] in text[second.start : second.end]:
        _share_year(text, found, second)
    if _RANGE.fullmatch(between):
        found[-1] = _put_before(text, found[-1], second)
    return second


def _is_clock_of(first: Expression, second: Expression) -> bool:
    """Whether these are a time of the day and a day: "9 a.m." and "Tuesday", "11:30" and "this morning"."""
    clock = first.reading.type == "TIME" and _DAY_TIME.fullmatch(first.reading.value) is not None
    if clock and second.reading.type == "TIME":
        by_hour = first.reading.value[-1].isdecimal()
        return by_hour and _PART_OF_DAY.fullmatch(second.reading.value) is not None
    return clock and second.reading.type == "DATE" and _DAY.fullmatch(second.reading.value) is not None


def _share_year(text: str, found: list[Expression], last: Expression) -> None:
    """Give the year of the last to those before it: "July, August and September 1997"."""
    for position in reversed(range(len(found))):
        first = found[position]
        if not _LIST.fullmatch(text[first.end : last.start]) or not _lacks_year(text, first):
            return
        year, suffix = last.reading.value[:4], first.reading.value[4:]
        if suffix[:3] > last.reading.value[4:7]:
            year = f"{int(year) - 1:04}"
        last = found[position] = replace(first, reading=replace(first.reading, value=f"{year}{suffix}"))


def _lacks_year(text: str, expression: Expression) -> bool:
    """Whether this is a month, or a day of one, that names no year."""
    words = text[expression.start : expression.end].lower().split()
    named = any(word.strip(".,") in MONTHS for word in words)
    return named and not any(len(word) > 3 and word.isdecimal() for word in words)


def _put_before(text: str, first: Expression, second: Expression) -> Expression:
    """The first of a range, a year earlier where it named no year and would end up after the second.

    "From November to February", told in January, begins in the November before.
    """
    value = first.reading.value
    comparable = _YEARLESS.fullmatch(value) and len(value) == len(second.reading.value)
    if not comparable or value <= second.reading.value or value[:4] in text[first.start : first.end]:
        return first
    year = shift(value, "year", -1)
    return replace(first, reading=replace(first.reading, value=f"{year}{value[4:]}")) if year else first
