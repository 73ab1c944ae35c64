"""Days that share a month with the day they stand beside: "from 2 to 5 May", "September 16-19, 2017"."""

from __future__ import annotations

from onrecord.analyse.timex.absolute import NO_COUNT, month_number, read_day
from onrecord.analyse.timex.calendar import bounds
from onrecord.analyse.timex.context import Context, Reading
from onrecord.analyse.timex.grammar import Found, compile_pattern, rule
from onrecord.analyse.timex.numbers import parse_number

_TO = "(?:TO|THROUGH|UNTIL|AND|OR|HYPHEN) THE?"
_FIRST = compile_pattern(f"(?P<month><month>) THE? (?P<day><day_number>) {_TO}")
_LONGEST = 8


def _read_first(found: Found, context: Context) -> Reading | None:
    """The day before "to" or a hyphen, where that before it is earlier in the same month."""
    first, last = found.number("day"), found.number("last")
    return read_day(found, context) if first and last and first < last else None


def _read_last(found: Found, context: Context) -> Reading | None:
    """The day behind "September 16 to": that month's, in the year of the first day or in its own."""
    signs, end = found.lexemes.signs, found.match.start()
    starts = range(max(0, end - _LONGEST), end)
    match = next(filter(None, (_FIRST.fullmatch(signs, start, end) for start in starts)), None)
    if match is None or context.counts_something(found):
        return None
    month = month_number(found.lexemes.piece(match.start("month")))
    first = parse_number([found.lexemes.piece(index) for index in range(*match.span("day"))])
    last = found.number("day")
    if first is None or last is None or not first < last or not bounds(f"2000-{month:02}-{last:02.0f}"):
        return None
    known = context.day is not None and context.day.endswith(f"-{month:02}-{first:02.0f}")
    year = found.word("year") or (context.day[:4] if known and context.day else "XXXX")
    return Reading("DATE", f"{year}-{month:02}-{last:02.0f}")


RANGES = (
    rule(
        f"(?P<month><month>) THE? (?P<day><day_number>)"
        f" (?= {_TO} (?P<last><day_number>) {NO_COUNT} COMMA? (?P<year>YEARNUMBER))",
        _read_first,
    ),
    rule(
        f"(?P<day><day_number>) (?= {_TO} (?P<last><day_number>) OF? (?P<month><month>)"
        " (?:COMMA? (?P<year>YEARNUMBER))?)",
        _read_first,
    ),
    rule(
        "(?:(?<=TO)|(?<=THROUGH)|(?<=UNTIL)|(?<=AND)|(?<=OR)|(?<=HYPHEN)|(?<=THE))"
        f" (?P<day><day_number>) {NO_COUNT} (?:COMMA? (?P<year>YEARNUMBER))?",
        _read_last,
    ),
)
