"""Dates that are told from the publication, or from a date before them in the text."""

from __future__ import annotations

from datetime import timedelta

from onrecord.analyse.timex.calendar import bounds, shift, weekday_near
from onrecord.analyse.timex.context import OPEN, Context, Reading
from onrecord.analyse.timex.duration import write_period
from onrecord.analyse.timex.grammar import BEFORE, Found, rule
from onrecord.analyse.timex.lexicon import PARTS, UNITS, WEEKDAYS
from onrecord.analyse.timex.placing import place_weekday

_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_FROM_PUBLICATION = {
    "last": -1,
    "past": -1,
    "this": 0,
    "current": 0,
    "present": 0,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "forthcoming": 1,
}
_FROM_ANCHOR = {
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "that": 0,
    "same": 0,
    "following": 1,
    "ensuing": 1,
    "subsequent": 1,
    "succeeding": 1,
}


def _with_part(value: str, part: str) -> Reading:
    return Reading("TIME", f"{value}T{PARTS[part]}") if part else Reading("DATE", value)


def _read_deictic_day(found: Found, context: Context) -> Reading | None:
    if context.is_title(found):
        return None
    word = found.word("which")
    value = context.from_publication("day", _DAYS[word])
    return _with_part(value, "night" if word == "tonight" else found.word("part"))


def _read_part(found: Found, context: Context) -> Reading | None:
    """ "this morning", "last night", "that evening", "the next morning"."""
    which, part = found.word("which"), found.word("part")
    if context.is_title(found):
        return None
    if which in ("this", "last"):
        return _with_part(context.from_publication("day", -1 if which == "last" else 0), part)
    steps = 1 if which == "next" else _FROM_ANCHOR[which]
    return _with_part(shift(context.day, "day", steps) or OPEN["day"], part)


def _read_weekday(found: Found, context: Context) -> Reading | None:
    weekday = WEEKDAYS[found.word("weekday")]
    which, week = found.word("which"), found.word("week")
    if week:
        span = bounds(context.from_publication("week", _FROM_PUBLICATION[week]))
        value = (span[0] + timedelta(weekday)).isoformat() if span else None
    elif which in _FROM_ANCHOR:
        value = _weekday_from(context.day, weekday, _FROM_ANCHOR[which])
    elif _FROM_PUBLICATION.get(which):
        value = _weekday_from(context.published, weekday, _FROM_PUBLICATION[which])
    else:
        value = place_weekday(context, context.tense(found), weekday)
    return _with_part(value or f"XXXX-WXX-{weekday + 1}", found.word("part"))


def _weekday_from(value: str | None, weekday: int, direction: int) -> str | None:
    """The nearest such weekday before (-1) or after (1) a day, or nearest to it (0)."""
    span = bounds(value) if value else None
    if span is None or span[0] != span[1]:
        return None
    try:
        if direction == 0:
            return weekday_near(span[0] - timedelta(3), weekday, direction=1)
        return weekday_near(span[0], weekday, direction=direction, strictly=True)
    except OverflowError:  # The calendar has an end.
        return None


def _read_unit(found: Found, context: Context) -> Reading | None:
    """ "last year", "the previous day", "later that month"."""
    which, unit = found.word("which"), UNITS[found.word("unit")]
    if context.is_title(found):
        return None
    if which in _FROM_ANCHOR:
        return Reading("DATE", context.from_anchor(unit, _FROM_ANCHOR[which]))
    if which == "last" and found.word("the") and (found.word("of") or found.follows("FOR")):
        return Reading("DURATION", write_period(unit, 1))  # "The last week of the campaign".
    if which == "latest":
        return Reading("DATE", context.from_publication(unit, -1))
    if which == "next" and found.word("the") and unit == "day":
        return Reading("DATE", context.from_anchor(unit, 1))
    return Reading("DATE", context.from_publication(unit, _FROM_PUBLICATION[which]))


def _read_distance(found: Found, context: Context) -> Reading | None:
    """ "two years ago", "a year earlier", "three days later"."""
    way, number = found.word("way"), found.number("number")
    forward = way not in ("ago", "earlier", "before")
    from_publication = way in ("ago", "hence", "from")
    if number is None:
        return Reading("DATE", "FUTURE_REF" if forward else "PAST_REF") if from_publication else None
    unit, steps = _in_whole_units(
        UNITS[found.word("unit").rstrip(".")], number + (0.5 if found.word("half") else 0)
    )
    if unit not in OPEN:
        return Reading("TIME", "FUTURE_REF" if forward else "PAST_REF") if from_publication else None
    steps = steps if forward else -steps
    if unit == "year" and steps == -1 and context.anchor and "Q" in context.anchor:
        unit, steps, from_publication = "quarter", -4, False  # "Third-quarter profit rose from a year ago".
    if from_publication:
        # "From a year ago" compares, and nothing is told from it.
        return Reading("DATE", context.from_publication(unit, steps), leads=(unit, steps) != ("year", -1))
    value = context.from_anchor(unit, steps)
    if forward and context.is_future(value) and context.tense(found) not in ("future", "ahead"):
        value = OPEN[unit]  # Told from another date than the latest one.
    return Reading("DATE", value, leads=forward)


def _read_weeks_from_day(found: Found, context: Context) -> Reading | None:
    """ "a week ago Friday", "two weeks from Tuesday", "a week from today"."""
    direction = -1 if found.word("way") == "ago" else 1
    weekday = WEEKDAYS.get(found.word("weekday").rstrip("."))
    if weekday is None:
        start: str | None = context.from_publication("day", _DAYS[found.word("deictic")])
    else:
        start = place_weekday(context, "past" if direction < 0 else "future", weekday)
    unit, steps = _in_whole_units(UNITS[found.word("unit")], found.number("number") or 1)
    if unit == "week":
        unit, steps = "day", steps * 7
    return Reading("DATE", shift(start, unit, direction * steps) or OPEN.get(unit, OPEN["day"]))


def _read_day_but_one(found: Found, context: Context) -> Reading | None:
    """ "the day before yesterday", "the day after tomorrow"."""
    steps = _DAYS[found.word("deictic")] + (-1 if found.word("way") == "before" else 1)
    return Reading("DATE", context.from_publication("day", steps))


def _read_neighbour(found: Found, context: Context) -> Reading | None:
    """ "the year before", "the day after", with nothing behind them."""
    steps = 1 if found.word("way") == "after" else -1
    return Reading("DATE", context.from_anchor(UNITS[found.word("unit")], steps))


def _read_long_ago(found: Found, context: Context) -> Reading | None:
    del found, context
    return Reading("DATE", "PAST_REF")


def _in_whole_units(unit: str, number: float) -> tuple[str, int]:
    """The unit and the count that a date is told by: "a year and a half" is 18 months."""
    smaller = {"year": ("month", 12), "week": ("day", 7), "decade": ("year", 10), "fortnight": ("week", 2)}
    if unit in ("decade", "fortnight") or (number != round(number) and unit in smaller):
        unit, factor = smaller[unit]
        number *= factor
    return ("week" if unit == "weekend" else unit), round(number)


def _read_year_before(found: Found, context: Context) -> Reading | None:
    """ "a year-earlier loss", "the year-ago quarter": the same quarter of the year before."""
    del found
    if context.quarter and context.anchor != shift(context.quarter, "year", 0):
        return Reading("DATE", shift(context.quarter, "quarter", -4) or OPEN["quarter"], leads=False)
    return Reading("DATE", context.from_anchor("year", -1), leads=False)


def _read_same_of_last_year(found: Found, context: Context) -> Reading | None:
    """ "the same month last year"."""
    unit = UNITS.get(found.word("unit"), "quarter")
    steps = {"day": -365, "week": -52, "month": -12, "quarter": -4}[unit]
    anchor = context.quarter if unit == "quarter" and context.quarter else context.anchor
    return Reading("DATE", shift(anchor, unit, steps) or OPEN[unit], leads=False)


def _read_one_but(found: Found, context: Context) -> Reading | None:
    """ "the year before last", "the week after next", "the night before last"."""
    steps = -2 if found.word("way") == "before" else 2
    part = found.word("part")
    if part:
        return _with_part(context.from_publication("day", steps), part)
    return Reading("DATE", context.from_publication(UNITS[found.word("unit")], steps))


def _read_weekend(found: Found, context: Context) -> Reading | None:
    span = context.published_bounds
    if span is None or span[0] != span[1]:
        return Reading("DATE", OPEN["weekend"])
    tense, weekday = context.tense(found), span[0].weekday()
    ahead = tense in ("future", "ahead") or (tense != "past" and weekday > 2)
    steps = 0 if ahead or weekday > 4 else -1
    return Reading("DATE", context.from_publication("weekend", steps))


_WHICH = "LAST|THIS|NEXT|COMING|CURRENT|PRESENT|LATEST|PREVIOUS|THAT|SAME|FOLLOWING"
# "The following Sunday", but "following Sunday's vote" is after it.
_ARTICLE = "(?:THE|(?!FOLLOWING))"
RELATIVE = (
    rule("<phase>? (?P<which>TODAY|YESTERDAY|TOMORROW|TONIGHT) (?P<part><part>)?", _read_deictic_day),
    rule("<phase>? THE? (?P<which>THIS|LAST|THAT|NEXT|PREVIOUS|SAME|FOLLOWING) (?P<part><part>)", _read_part),
    rule(
        "THE (?:(?P<unit><long_unit>)|(?P<part><part>)) (?:(?P<way>BEFORE) LAST|AFTER NEXT)",
        _read_one_but,
    ),
    rule(
        f"{BEFORE} {_ARTICLE} (?:THIS(?=PAST))? (?P<which>{_WHICH}|PAST) COMING?"
        " (?P<weekday>WEEKDAY) (?P<part><part>)?",
        _read_weekday,
    ),
    rule(f"{BEFORE} (?P<weekday>WEEKDAY) (?P<part><part>)?", _read_weekday),
    rule("(?P<weekday>WEEKDAY) OF? (?P<week>LAST|THIS|NEXT) WEEK", _read_weekday),
    rule(
        f"{BEFORE} (?P<the>THE)? (?P<which>{_WHICH}) SAME? FISCAL? FULL?"
        " (?P<unit><long_unit>) (?:OR SO)? (?=(?P<of>OF)?)",
        _read_unit,
    ),
    rule(
        "(?<!OF) <approx>? (?:(?P<number><number>|AN)|<vague>) (?P<unit><unit>|<units>)"
        " (?P<half>AND AN HALF)? (?:OR SO)?"
        " (?P<way>AGO|EARLIER|LATER|AFTERWARDS|HENCE|FROM NOW|BEFORE(?=<stop>))",
        _read_distance,
    ),
    rule(
        "(?P<number><number>|AN) (?P<unit>DAY|DAYS|WEEK|MONTHUNIT|YEAR|UNITS)"
        " (?P<way>AGO|FROM) (?:ON? (?P<weekday><weekday>)|(?P<deictic>TODAY|TOMORROW))",
        _read_weeks_from_day,
    ),
    rule("THE DAY (?P<way>BEFORE|AFTER) (?P<deictic>YESTERDAY|TOMORROW)", _read_day_but_one),
    rule(
        "THE (?P<unit>DAY|WEEK|MONTHUNIT|YEAR|DECADEUNIT) (?P<way>BEFORE|AFTER|EARLIER) (?=<stop>)",
        _read_neighbour,
    ),
    rule("(?:UNITS|DAYS|HOURS|ABOUT TIME|(?<!THAT)(?<!SO) LONG) AGO", _read_long_ago),
    rule("THIS (?P<which>PAST) (?P<unit><long_unit>)", _read_unit),
    rule("THE (?P<which>PAST) (?P<unit>WEEKEND)", _read_unit),
    rule("YEAR HYPHEN (?:AGO|EARLIER)", _read_year_before),
    rule("THE? COMPARABLE? YEAR HYPHEN? (?:AGO|EARLIER) (?:<ordinal>? QUARTER|PERIOD)", _read_year_before),
    rule(
        "THE SAME (?:(?P<unit>WEEK|MONTHUNIT|QUARTER)|PERIOD) OF? (?:LAST|THE PREVIOUS) YEAR",
        _read_same_of_last_year,
    ),
    rule("THE WEEKEND", _read_weekend),
)
