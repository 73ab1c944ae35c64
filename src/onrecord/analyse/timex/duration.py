"""Durations, sets of times, and references to past, present and future as such."""

from __future__ import annotations

from onrecord.analyse.timex.context import Context, Reading
from onrecord.analyse.timex.grammar import Found, Resolver, rule
from onrecord.analyse.timex.lexicon import FREQUENCIES, MONTHS, PARTS, REFERENCES, SEASONS, UNITS, WEEKDAYS

_DESIGNATORS = {
    "second": "T{}S",
    "minute": "T{}M",
    "hour": "T{}H",
    "day": "{}D",
    "night": "{}D",
    "week": "{}W",
    "month": "{}M",
    "quarter": "{}Q",
    "year": "{}Y",
}
# Units that have no letter of their own, as so many of another.
_MULTIPLES = {
    "fortnight": ("week", 2),
    "weekend": ("day", 2),
    "decade": ("year", 10),
    "century": ("year", 100),
    "millennium": ("year", 1000),
}
_SMALLER = {
    "year": ("month", 12),
    "hour": ("minute", 60),
    "minute": ("second", 60),
    "day": ("hour", 24),
    "week": ("day", 7),
}


def write_period(unit: str, number: float | None) -> str:
    """The value of so many units (`P2W`, `PT1H30M`), or of an unknown number of them (`PXW`)."""
    larger, factor = _MULTIPLES.get(unit, (unit, 1))
    if number is None:
        return "P" + _DESIGNATORS[larger].format("X")
    whole = int(number * factor)
    rest = number * factor - whole
    if not rest or larger not in _SMALLER:
        return "P" + _DESIGNATORS[larger].format(whole)
    smaller, parts = _SMALLER[larger]
    tail = write_period(smaller, round(rest * parts))
    if not whole:
        return tail
    head = "P" + _DESIGNATORS[larger].format(whole)
    return head + (tail.removeprefix("PT") if "T" in head else tail.removeprefix("P"))


def _unit(found: Found) -> str:
    return UNITS[found.word("unit").rstrip(".")]


def _read_duration(found: Found, context: Context) -> Reading | None:
    if context.is_title(found):
        return None
    number = None if found.word("range") else found.number("number")
    return Reading("DURATION", write_period(_unit(found), number))


def _read_one_day(found: Found, context: Context) -> Reading | None:
    """ "one day": some day to come, in "she will one day be rich"."""
    before = context.token_before(found)
    if (before is None or before.pos != "ADP") and context.tense(found) in ("future", "ahead"):
        return Reading("DATE", "FUTURE_REF")
    return Reading("DURATION", "P1D")


def _read_half(found: Found, context: Context) -> Reading | None:
    """ "half an hour", "a year and a half"."""
    del context
    return Reading("DURATION", write_period(_unit(found), (found.number("number") or 0) + 0.5))


def _read_single(found: Found, context: Context) -> Reading | None:
    """ "a week", unless it is the rate of what is counted ("500 dollars a week")."""
    before = context.token_before(found)
    if before is not None and before.pos in ("NOUN", "NUM", "PROPN", "SYM"):
        return None
    return Reading("DURATION", write_period(_unit(found), None if found.word("range") else 1))


def _read_past_unit(found: Found, context: Context) -> Reading | None:
    del context
    return Reading("DURATION", write_period(_unit(found), 1))


def _read_set(found: Found, context: Context) -> Reading | None:
    del context
    unit = found.word("unit")
    number = found.number("number") if found.word("number") else 2 if found.word("other") else 1
    if unit in PARTS:
        return Reading("SET", f"XXXX-XX-XXT{PARTS[unit]}")
    return Reading("SET", write_period(UNITS[unit], number))


def _read_frequency(found: Found, context: Context) -> Reading | None:
    if context.is_title(found) or context.opens_title(found) or context.describes_name(found):
        return None  # "The Daily Mirror", "the daily Granma".
    return Reading("SET", FREQUENCIES[found.word("word")])


def _read_recurring(found: Found, context: Context) -> Reading | None:
    del context
    name, part = found.word("name").removesuffix("s"), found.word("part").removesuffix("s")
    suffix = f"T{PARTS[part]}" if part else ""
    if name in WEEKDAYS:
        return Reading("SET", f"XXXX-WXX-{WEEKDAYS[name] + 1}{suffix}")
    return Reading("SET", f"XXXX-{MONTHS[name]:02}" if name in MONTHS else f"XXXX-{SEASONS[name]}")


def _read_reference(found: Found, context: Context) -> Reading | None:
    return None if context.is_title(found) else Reading("DATE", REFERENCES[found.word("word")])


def _refer(value: str) -> Resolver:
    """A resolver that always gives `value`."""

    def read(found: Found, context: Context) -> Reading | None:
        return None if context.is_title(found) else Reading("DATE", value)

    return read


_NOT_OLD = "(?! HYPHEN? OLD)"
_WHICH = (
    "(?:THE|ALL|THESE)? (?:(?<!TO)LAST|PAST|NEXT|COMING|PREVIOUS|FOLLOWING|LATEST|ORDINAL|FULL|THAT|THIS)?"
)
_RANGE = "(?P<range>(?:TO|OR|HYPHEN|AND(?=(?:<digits>|SMALL|TEEN) <units>)) <number>)?"
_SINGLE = "DAY|WEEK|MONTHUNIT|YEAR|DECADEUNIT|CENTURY|UNIT"
DURATION = (
    rule(
        f"(?:ABOUT|ALMOST|AT LEAST)? {_WHICH} <approx>? (?P<number><number>) {_RANGE} (?:HYPHEN? PLUS)?"
        f" (?:MORE|ANOTHER|FULL)? (?P<unit><units>) {_NOT_OLD} (?:OR SO)?",
        _read_duration,
    ),
    rule(f"ONE DAY {_NOT_OLD}", _read_one_day),
    rule(f"(?P<number>ONE) (?P<unit><long_unit>|UNIT) {_NOT_OLD}", _read_duration),
    rule(
        f"(?P<number><number>) {_RANGE} HYPHEN? (?P<unit>{_SINGLE}) {_NOT_OLD}",
        _read_duration,
    ),
    rule(
        f"(?<!AS) (?:(?!OVER) <approx>)? {_WHICH} <vague> MORE? (?P<unit><units>) {_NOT_OLD}", _read_duration
    ),
    rule("(?P<number><number>) HYPHEN (?P<unit>DAY|WEEK|MONTHUNIT) HYPHEN OLD", _read_duration),
    rule("(?:AN|THE)? (?P<number><number>) HYPHEN (?P<unit><unit>) PERIOD", _read_duration),
    rule(f"FEW HYPHEN (?P<unit><unit>) {_NOT_OLD}", _read_duration),
    rule(
        "(?:THE? (?:PAST|LAST|NEXT|RECENT|PREVIOUS|EARLY|ORDINAL))?"
        " (?P<unit>UNITS|DAYS|HOURS(?! OF)|(?<=RECENT) QUARTERS) (?:(?:AND|OR) UNITS)?"
        f" {_NOT_OLD} (?:HYPHEN LONG)?",
        _read_duration,
    ),
    rule("THE (?:ORDINAL|LAST) (?P<unit>HOURS)", _read_duration),
    rule("(?<=OVER) THE (?P<unit>UNITS)", _read_duration),
    rule("THE (?P<unit>UNITS|DAYS) AHEAD", _read_duration),
    rule("THE NEXT (?P<unit><unit>) (?P<range>OR <number>)", _read_duration),
    rule("THE FISCAL? (?P<unit>YEAR) (?=ENDED|TO <month>)", _read_past_unit),
    rule("THE? YEAR HYPHEN (?:AGO|EARLIER) (?P<number><number>) (?P<unit><units>)", _read_duration),
    rule("THE? PAST (?P<unit><long_unit>)", _read_past_unit),
    rule("<approx>? HALF HYPHEN? AN? HYPHEN? (?P<unit><unit>)", _read_half),
    rule(
        "<approx>? (?P<number>AN|<number>) (?P<unit><unit>|<units>) HYPHEN? AND HYPHEN? AN HYPHEN? HALF",
        _read_half,
    ),
    rule(
        f"<approx>? (?:AN ANOTHER?|ANOTHER) FULL? (?P<unit>{_SINGLE})"
        " (?P<range>OR <number>)? (?:OR SO)? (?! HYPHEN (?:AGO|EARLIER|END|OLD|LONG|TO))",
        _read_single,
    ),
    rule("EACH (?:(?P<number><number>)|(?P<other>OTHER))? (?P<unit><unit>|<units>|NIGHT|PART)", _read_set),
    rule("PER (?P<unit><unit>)", _read_set),
    rule(
        "(?:ONCE|(?:<number>|FEW) TIMES) (?:AN|PER|EACH (?P<number><number>)?) (?P<unit><unit>|<units>)",
        _read_set,
    ),
    rule("(?P<word>FREQUENCY)", _read_frequency),
    rule("EACH (?P<name>WEEKDAY|MONTH|SEASON)", _read_recurring),
    rule("(?P<name>WEEKDAYS|WEEKDAY(?=PARTS)) (?P<part>PARTS)?", _read_recurring),
    rule("RIGHT? (?P<word>NOW)", _read_reference),
    rule("(?P<word>RECENTLY)", _read_reference),
    rule("(?<!AS) (?P<word>SOON) (?! AFTER|HYPHEN)", _read_reference),
    rule("RECENT|(?<=IN) THE PAST", _refer("PAST_REF")),
    rule("THESE DAYS", _refer("PRESENT_REF")),
    rule("THE? (?:COMING|FUTURE) <units> (?:AND <units>)?", _refer("FUTURE_REF")),
    rule("(?<=AT) THE (?:MOMENT (?! OF)|PRESENT TIME)", _refer("PRESENT_REF")),
    rule("CURRENT", _refer("PRESENT_REF")),
    rule("(?<=IN) THE SHORT? FUTURE|THE SHORT TERM", _refer("FUTURE_REF")),
)
