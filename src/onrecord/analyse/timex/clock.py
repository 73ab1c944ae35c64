"""Times of the day."""

from __future__ import annotations

from onrecord.analyse.timex.context import OPEN, Context, Reading
from onrecord.analyse.timex.grammar import Found, Resolver, rule
from onrecord.analyse.timex.lexicon import PARTS
from onrecord.analyse.timex.numbers import parse_number


def _read_clock(found: Found, context: Context) -> Reading | None:
    word = found.word("hour")
    if word.isdecimal() and len(word) == 4:
        word = f"{word[:2]}:{word[2:]}"
    hour, _, minute = word.replace(".", ":").partition(":")
    if hour.isalpha():
        hour = f"{parse_number([hour]) or 99:.0f}"
    half = found.word("half")[:1]
    if len(hour) > 2 or int(hour) > (12 if half else 24) or int(minute[:2] or 0) > 59:
        return None
    hours = int(hour) % 12 + (12 if half == "p" else 0) if half else int(hour)
    return _at(context, f"{hours:02}:{int(minute[:2] or 0):02}")


def _read_spoken_clock(found: Found, context: Context) -> Reading | None:
    """ "five thirty p.m.", "six fifteen this morning"."""
    hour, minute = found.number("hour") or 0, found.number("minute") or 0
    part = found.word("half")[:1] or ("a" if found.word("part") == "morning" else "p")
    hours = int(hour) % 12 + (12 if part == "p" else 0)
    return _at(context, f"{hours:02}:{int(minute):02}") if minute < 60 else None


def _at(context: Context, time: str) -> Reading:
    """That time of the latest day in the text, or of the publication where no date stands before."""
    day = context.day if context.anchor else context.from_publication("day", 0)
    return Reading("TIME", f"{day or OPEN['day']}T{time}")


def _always(time: str) -> Resolver:
    def read(found: Found, context: Context) -> Reading | None:
        del found
        return _at(context, time)

    return read


def _read_part_of_day(found: Found, context: Context) -> Reading | None:
    return _at(context, PARTS[found.word("part")])


_HALF = "(?P<half>AMPM|AMPMWORD)"
_ZONE = "(?:LOCAL TIME|<zone> LOCAL? TIME?)"
_MINUTE = "(?P<minute>TEEN|TENS HYPHEN? (?:ONE|SMALL)?)"
CLOCK = (
    rule(f"<approx>? (?P<hour>N12|CLOCK|NUMBER|SMALL|ONE) {_HALF} {_ZONE}?", _read_clock),
    rule(f"<approx>? (?P<hour>N12|N24|CLOCK|SMALL|ONE) (?:OCLOCK {_ZONE}?|(?<=CLOCK) {_ZONE})", _read_clock),
    rule(f"(?P<hour>SMALL|ONE) {_MINUTE} (?:{_HALF} {_ZONE}?|(?= THIS (?P<part>PART)))", _read_spoken_clock),
    rule("(?:(?<=AT)|(?<=BY)|(?<=UNTIL)|(?<=SINCE)) (?P<hour>CLOCK) (?P<half>AMPM)?", _read_clock),
    rule("(?P<hour>NUMBER|YEARNUMBER) HOURS? UTC", _read_clock),
    rule(f"NOON {_ZONE}?", _always("12:00")),
    rule(f"MIDNIGHT {_ZONE}?", _always("24:00")),
    rule("(?P<part>OVERNIGHT)", _read_part_of_day),
    rule("(?:(?<=IN)|(?<=ON)|(?<=DURING)) THE <phase>? (?P<part>PART)", _read_part_of_day),
    rule("(?<=AT) (?P<part>DAWN)", _read_part_of_day),
)
