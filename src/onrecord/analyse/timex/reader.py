"""From a parse to readings: all rules together, the longest match first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.analyse.parse import Parse
from onrecord.analyse.timex.absolute import ABSOLUTE
from onrecord.analyse.timex.calendar import bounds, shift
from onrecord.analyse.timex.clock import CLOCK
from onrecord.analyse.timex.context import Context, Reading
from onrecord.analyse.timex.duration import DURATION
from onrecord.analyse.timex.grammar import Found, compile_pattern
from onrecord.analyse.timex.lexer import Lexemes, lex
from onrecord.analyse.timex.period import PERIOD
from onrecord.analyse.timex.ranges import RANGES
from onrecord.analyse.timex.relative import RELATIVE
from onrecord.analyse.timex.signs import NO_SIGN

_RULES = (*RANGES, *ABSOLUTE, *PERIOD, *RELATIVE, *DURATION, *CLOCK)
_RUN = re.compile(f"[^{NO_SIGN}]+")
# A run of signs without one of these holds no time expression.
_CORE = compile_pattern(
    "MONTH|MONTHABBR|WEEKDAY|WEEKDAYABBR|WEEKDAYS|YEARNUMBER|SHORTYEAR|DECADE|DECADENUMBER|<unit>|<units>|<part>"
    "|OVERNIGHT|NOON|MIDNIGHT|OCLOCK|AMPM|AMPMWORD|CLOCK|ISODATE|SLASHDATE|QUARTERNAME|TODAY|YESTERDAY|TOMORROW|TONIGHT|NOW"
    "|RECENT|RECENTLY|CURRENT|SOON|FUTURE|PAST|SEASON|FREQUENCY|PERIOD|TERM|TEEN|HOLIDAY|<zone>"
)
_JOINT = re.compile(r",?\s{1,2}(?:on\s)?")
_RANGE = re.compile(r"\s?(?:to|through|until|till|[-–])\s?")
_PUBLISHED = re.compile(r"[12]\d{3}(?:-\d\d){0,2}")
_DAY = re.compile(r"[\dX]{4}-(?:[\dX]{2}-[\dX]{2}|WXX-\d)")
_DAY_TIME = re.compile(_DAY.pattern + "T.+")
# Stretches that a report gives figures of, beside those of the quarter.
_REPORTED = re.compile(r"P(?:[69]M|1Y)")
_YEARLESS = re.compile(r"\d{4}-\d\d(?:-\d\d)?")


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: its place in the text and its reading."""

    start: int
    end: int
    reading: Reading


def read_times(parse: Parse, published: str | None) -> list[Expression]:
    """All time expressions of a parse, in the order of the text, none overlapping another.

    `published` is an ISO date, perhaps without day or month; a year outside of 1000 to 2999 is taken for a
    mistake in somebody's metadata, and for unknown.
    """
    context = Context(parse, published if published and _PUBLISHED.fullmatch(published) else None)
    found: list[Expression] = []
    for start, end in _stretches(parse):
        lexemes = lex(parse.text, start, end)
        for first, last in _runs(lexemes.signs):
            context = _read_run(lexemes, first, last, context, found)
    return found


def _stretches(parse: Parse) -> Iterator[tuple[int, int]]:
    """The stretches of the text that have tokens, cut at line breaks between sentences."""
    start = end = -1
    for first, last in parse.sentences:
        here = parse.tokens[first].start
        gap = parse.text[end:here] if start >= 0 else ""
        if gap and (not gap.isspace() or "\n" in gap):
            yield start, end
            start = here
        if start < 0:
            start = here
        end = parse.tokens[last - 1].end
    if start >= 0:
        yield start, end


def _runs(signs: str) -> Iterator[tuple[int, int]]:
    """The runs of signs in which there may be time expressions."""
    for run in _RUN.finditer(signs):
        if _CORE.search(signs, run.start(), run.end()):
            yield run.span()


def _read_run(lexemes: Lexemes, first: int, last: int, context: Context, found: list[Expression]) -> Context:
    """Append the expressions of a run; the context behind it."""
    position = first
    while position < last:
        match = _match_longest(lexemes, position, context)
        if match is None:
            position += 1
            continue
        position = match[0].match.end()
        expression = Expression(match[0].start, match[0].end, match[1])
        if found:
            expression = _join(lexemes.text, found, expression)
        found.append(expression)
        context = _advance(context, expression.reading)
    return context


def _match_longest(lexemes: Lexemes, position: int, context: Context) -> tuple[Found, Reading] | None:
    matches = [
        (match, rule)
        for rule in _RULES
        if (match := rule.pattern.match(lexemes.signs, position)) and match.end() > position
    ]
    for match, rule in sorted(matches, key=lambda pair: -pair[0].end()):
        found = Found(lexemes, match)
        reading = rule.resolve(found, context)
        if reading is not None:
            return found, reading
    return None


def _join(text: str, found: list[Expression], second: Expression) -> Expression:
    """Take what belongs together with what was found before: a time with its day, a range in its order."""
    first, between = found[-1], text[found[-1].end : second.start]
    if _is_clock_of(first, second) and _JOINT.fullmatch(between):
        time = found.pop().reading.value.partition("T")[2]
        return Expression(first.start, second.end, Reading("TIME", f"{second.reading.value}T{time}"))
    if _RANGE.fullmatch(between):
        found[-1] = _put_before(text, first, second)
    return second


def _is_clock_of(first: Expression, second: Expression) -> bool:
    """Whether these are a time of the day and a day: "9 a.m." and "Tuesday", "noon" and "Saturday"."""
    clock = first.reading.type == "TIME" and _DAY_TIME.fullmatch(first.reading.value) is not None
    return clock and second.reading.type == "DATE" and _DAY.fullmatch(second.reading.value) is not None


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


def _advance(context: Context, reading: Reading) -> Context:
    """The context after a date was read: later expressions are told from it."""
    if (
        reading.type == "DURATION"
        and _REPORTED.fullmatch(reading.value)
        and context.anchor == context.quarter
    ):
        return replace(context, anchor=shift(context.anchor, "year", 0))
    span = bounds(reading.value) if reading.type in ("DATE", "TIME") else None
    if span is None or not reading.leads:
        return context
    value = reading.value.partition("T")[0]
    return replace(
        context,
        anchor=value,
        day=value if span[0] == span[1] else context.day,
        quarter=value if "Q" in value else context.quarter,
    )
