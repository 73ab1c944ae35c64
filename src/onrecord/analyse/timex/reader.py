"""From a parse to readings: all rules together, the longest match first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.analyse.parse import Parse
from onrecord.analyse.timex.absolute import ABSOLUTE
from onrecord.analyse.timex.calendar import bounds
from onrecord.analyse.timex.clock import CLOCK
from onrecord.analyse.timex.context import Context, Reading
from onrecord.analyse.timex.duration import DURATION
from onrecord.analyse.timex.grammar import Found, compile_pattern
from onrecord.analyse.timex.lexer import Lexemes, lex
from onrecord.analyse.timex.lexicon import NO_SIGN
from onrecord.analyse.timex.period import PERIOD
from onrecord.analyse.timex.relative import RELATIVE

_RULES = (*ABSOLUTE, *PERIOD, *RELATIVE, *DURATION, *CLOCK)
_RUN = re.compile(f"[^{NO_SIGN}]+")
# A run of signs without one of these holds no time expression.
_CORE = compile_pattern(
    "MONTH|MONTHABBR|WEEKDAY|WEEKDAYABBR|WEEKDAYS|YEARNUMBER|SHORTYEAR|DECADE|DECADENUMBER|<unit>|<units>|<part>"
    "|OVERNIGHT|NOON|MIDNIGHT|OCLOCK|AMPM|AMPMWORD|CLOCK|ISODATE|SLASHDATE|TODAY|YESTERDAY|TOMORROW|TONIGHT|NOW"
    "|RECENT|RECENTLY|CURRENT|SOON|FUTURE|PAST|SEASON|FREQUENCY|PERIOD|TERM|TEEN|HOLIDAY|ZONE"
)
_JOINT = re.compile(r",?\s{1,2}(?:on\s)?")


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: its place in the text and its reading."""

    start: int
    end: int
    reading: Reading


def read_times(parse: Parse, published: str | None) -> list[Expression]:
    """All time expressions of a parse, in the order of the text, none overlapping another."""
    context = Context(parse, published)
    found: list[Expression] = []
    for start, end in _stretches(parse):
        lexemes = lex(parse.text, start, end)
        for run in _RUN.finditer(lexemes.signs):
            if _CORE.search(lexemes.signs, run.start(), run.end()) is None:
                continue
            position = run.start()
            while position < run.end():
                match = _match_longest(lexemes, position, context)
                if match is None:
                    position += 1
                    continue
                found_here, reading = match
                expression = Expression(found_here.start, found_here.end, reading)
                if found and (joined := _join(parse.text, found[-1], expression)):
                    found.pop()
                    expression = joined
                found.append(expression)
                context = _advance(context, expression.reading)
                position = found_here.match.end()
    return found


def _stretches(parse: Parse) -> Iterator[tuple[int, int]]:
    """The stretches of the text that have tokens and hold no line break between sentences."""
    start = end = -1
    for first, last in parse.sentences:
        sentence_start = parse.tokens[first].start
        if (
            start < 0
            or "\n" in parse.text[end:sentence_start]
            or not parse.text[end:sentence_start].isspace()
        ):
            if start >= 0:
                yield start, end
            start = sentence_start
        end = parse.tokens[last - 1].end
    if start >= 0:
        yield start, end


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


def _join(text: str, first: Expression, second: Expression) -> Expression | None:
    """One expression of a time of the day and its day: "9 a.m." and "Tuesday", "noon" and "Saturday"."""
    day, clock = bounds(second.reading.value), first.reading
    if clock.type != "TIME" or second.reading.type != "DATE" or day is None or day[0] != day[1]:
        return None
    if not _JOINT.fullmatch(text, first.end, second.start):
        return None
    time = clock.value.partition("T")[2]
    return Expression(first.start, second.end, Reading("TIME", f"{second.reading.value}T{time}"))


def _advance(context: Context, reading: Reading) -> Context:
    """The context after a date was read: later expressions are told from it."""
    if reading.type not in ("DATE", "TIME"):
        return context
    span = bounds(reading.value)
    if span is None or not reading.leads:
        return context
    value = reading.value.partition("T")[0]
    return replace(
        context,
        anchor=value,
        day=value if span[0] == span[1] else context.day,
        quarter=value if "Q" in value else context.quarter,
    )
