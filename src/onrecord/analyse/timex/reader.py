"""From a parse to readings: all rules together, the longest match first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.analyse.parse import Parse
from onrecord.analyse.timex.absolute import ABSOLUTE
from onrecord.analyse.timex.calendar import bounds, shift
from onrecord.analyse.timex.clock import CLOCK
from onrecord.analyse.timex.context import Context, Reading
from onrecord.analyse.timex.duration import DURATION
from onrecord.analyse.timex.grammar import Found, compile_pattern
from onrecord.analyse.timex.joining import Expression, join
from onrecord.analyse.timex.lexer import Lexemes, lex
from onrecord.analyse.timex.period import PERIOD
from onrecord.analyse.timex.ranges import RANGES
from onrecord.analyse.timex.relative import RELATIVE
from onrecord.analyse.timex.signs import NO_SIGN

_RULES = (*RANGES, *ABSOLUTE, *PERIOD, *RELATIVE, *DURATION, *CLOCK)
# What any rule matches: to ask it first saves asking each where there is nothing.
_ANY = re.compile("|".join(re.sub(r"\?P<\w+>", "?:", f"(?:{rule.pattern.pattern})") for rule in _RULES))
_RUN = re.compile(f"[^{NO_SIGN}]+")
# A run of signs without one of these holds no time expression.
_CORE = compile_pattern(
    "MONTH|MONTHABBR|WEEKDAY|WEEKDAYABBR|WEEKDAYS|YEARNUMBER|SHORTYEAR|DECADE|DECADENUMBER|<unit>|<units>|<part>"
    "|OVERNIGHT|NOON|MIDNIGHT|OCLOCK|AMPM|AMPMWORD|CLOCK|ISODATE|SLASHDATE|QUARTERNAME|TODAY|YESTERDAY|TOMORROW|TONIGHT|NOW"
    "|RECENT|RECENTLY|CURRENT|SOON|FUTURE|PAST|SEASON|FREQUENCY|PERIOD|TERM|TEEN|HOLIDAY|<zone>|MOMENT|AGO"
)
_PUBLISHED = re.compile(r"[12]\d{3}(?:-\d\d){0,2}")
# Stretches that a report gives figures of, beside those of the quarter.
_REPORTED = re.compile(r"P(?:[69]M|1Y)")


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
            expression = join(lexemes.text, found, expression)
        found.append(expression)
        context = _advance(context, expression.reading)
    return context


def _match_longest(lexemes: Lexemes, position: int, context: Context) -> tuple[Found, Reading] | None:
    if not _ANY.match(lexemes.signs, position):
        return None
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


def _advance(context: Context, reading: Reading) -> Context:
    """The context after a date was read: later expressions are told from it."""
    if (
        reading.type == "DURATION"
        and _REPORTED.fullmatch(reading.value)
        and context.anchor
        and "Q" in context.anchor
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
        quarter=_reported_quarter(context, value),
    )


def _reported_quarter(context: Context, value: str) -> str | None:
    """The quarter that a report is of: the latest in it that has ended, whichever others it compares."""
    known = context.quarter
    if "Q" not in value or (known and not context.has_ended(value)):
        return known
    return max(known, value) if known and context.has_ended(known) else value
