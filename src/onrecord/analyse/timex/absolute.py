"""Dates that name their day, month, year, decade or century."""

from __future__ import annotations

from onrecord.analyse.timex.calendar import bounds, shift
from onrecord.analyse.timex.clause import Tense
from onrecord.analyse.timex.context import OPEN, Context, Reading
from onrecord.analyse.timex.grammar import BEFORE, BEFORE_NOUN, Found, rule
from onrecord.analyse.timex.holidays import HOLIDAYS
from onrecord.analyse.timex.lexicon import DECADES, MONTHS, WEEKDAYS
from onrecord.analyse.timex.numbers import parse_spoken_year
from onrecord.analyse.timex.placing import place_in_year, place_yearly

_STEPS = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
_FROM_ANCHOR = {"that": 0, "same": 0, "previous": -1, "following": 1}
_TENSES: dict[str, Tense | None] = {
    "last": "past",
    "past": "past",
    "this": None,
    "next": "future",
    "coming": "future",
}

# What stands behind "the Sept. 11" and makes it that of 2001.
_ATTACKS = frozenset("attack terror terrorist hijacker hijacking memorial victim plot commission".split())


def month_number(word: str) -> int:
    """The number of a month's name or abbreviation in lower case."""
    return MONTHS[word.rstrip(".")]


def read_year(word: str, context: Context) -> str | None:
    """The year of "2016" or "'16"; two digits mean the latest such year that is not ten years ahead."""
    digits = word.strip("'’`‘")
    if len(digits) == 4:
        return digits
    if len(digits) != 2:
        return None
    if context.published is None:
        return f"XX{digits}"
    newest = int(context.published[:4]) + 10
    return f"{newest - (newest - int(digits)) % 100:04}"


def _date(value: str, *, leads: bool = True) -> Reading | None:
    """A DATE, if there is such a day."""
    return Reading("DATE", value, leads) if "X" in value or bounds(value) else None


def read_day(found: Found, context: Context) -> Reading | None:
    """The day that the groups `day`, `month` and perhaps `year` and `weekday` name."""
    number = found.number("day")
    month = month_number(found.word("month"))
    if number is None or bounds(f"2000-{month:02}-{int(number):02}") is None:
        return None
    suffix = f"{month:02}-{int(number):02}"
    year = read_year(found.word("year"), context)
    if year is None and suffix == "09-11" and _is_attack(found, context):
        year = "2001"
    # What "the quarter ended Sept. 30" is compared with is a quarter and no day.
    leads = not found.follows("ENDED")
    if year is not None:
        return _date(f"{year}-{suffix}", leads=leads)
    weekday = WEEKDAYS.get(found.word("weekday"))
    if weekday is not None:
        return _date(_place_on_weekday(context, suffix, weekday))
    return _date(place_in_year(context, context.tense(found), suffix), leads=leads)


def _is_attack(found: Found, context: Context) -> bool:
    """Whether this is the day of "the Sept. 11 attacks", read after them."""
    return (context.published or "9999") > "2001-09" and context.modifies(found, _ATTACKS)


def _place_on_weekday(context: Context, suffix: str, weekday: int) -> str:
    """The value of "Saturday, April 25": the nearest year in which that day is a Saturday."""

    def in_year(year: int) -> str | None:
        span = bounds(f"{year:04}-{suffix}")
        return span[0].isoformat() if span and span[0].weekday() == weekday else None

    return place_yearly(context, None, in_year, f"XXXX-{suffix}")


def _read_iso(found: Found, context: Context) -> Reading | None:
    del context
    year, month, day = found.word("date").split("-")
    return _date(f"{year}-{int(month):02}-{int(day):02}")


def _read_slashes(found: Found, context: Context) -> Reading | None:
    """A date in figures; its day and month stay open where both orders make one."""
    first, second, last = (found.word("date").replace(".", "/")).split("/")
    year = read_year(last, context)
    orders = {(int(first), int(second)), (int(second), int(first))}
    values = {f"{year}-{month:02}-{day:02}" for month, day in orders if bounds(f"2000-{month:02}-{day:02}")}
    if not values:
        return None
    return _date(values.pop() if len(values) == 1 else f"{year}-XX-XX")


def _read_month_of_year(found: Found, context: Context) -> Reading | None:
    year = read_year(found.word("year"), context)
    which = found.word("which")
    if which in _FROM_ANCHOR:
        year = context.from_anchor("year", _FROM_ANCHOR[which])
    elif which:
        year = context.from_publication("year", _STEPS[found.word("which")])
    return Reading("DATE", f"{year}-{month_number(found.word('month')):02}")


def _read_month(found: Found, context: Context) -> Reading | None:
    alone = found.match.end() - found.match.start() == 1
    if not context.is_name_of_time(found) or (alone and context.has_article(found)):
        return None
    month, which = month_number(found.word("month")), found.word("which")
    suffix, published = f"{month:02}", context.published_bounds
    if which == "this" and published:
        return Reading("DATE", f"{context.from_publication('year', 0)}-{suffix}")
    if which and published and published[0].month != month:
        return Reading("DATE", place_in_year(context, _TENSES[which], suffix, surely=True))
    if which and published:
        return Reading("DATE", f"{context.from_publication('year', _STEPS[which])}-{suffix}")
    return Reading("DATE", place_in_year(context, context.tense(found), suffix))


def _read_lone_year(found: Found, context: Context) -> Reading | None:
    """A year without a preposition; "1600 Pennsylvania Avenue" has none."""
    return _read_counted_year(found, context) if "1800" <= found.word("year") <= "2100" else None


def _read_counted_year(found: Found, context: Context) -> Reading | None:
    """A number that is a year unless it counts something: "the 2016 elections", not "2016 people"."""
    year = read_year(found.word("year"), context)
    return _date(year) if year and not context.counts_something(found) else None


def _read_year_in(found: Found, context: Context) -> Reading | None:
    """A year after "in" or "since"; parsers take "In 2016 workers struck" for a count."""
    year = found.word("year")
    return _date(year) if "1900" <= year <= "2050" else _read_counted_year(found, context)


def _read_spoken_year(found: Found, context: Context) -> Reading | None:
    del context
    year = parse_spoken_year(found.words("year"))
    return _date(f"{year:04}") if year and 1000 < year < 2100 else None


def read_decade(found: Found, context: Context) -> Reading | None:
    """The decade of the group `decade`: "the 1990s", "the '80s", "the nineteen sixties"."""
    word, century = found.word("decade"), found.number("century")
    if word in DECADES and century is not None:
        return Reading("DATE", f"{int(century)}{DECADES[word]}")
    if word in DECADES:
        digits = f"{DECADES[word]}0"
    else:
        digits = "".join(character for character in word if character.isdecimal())
    if len(digits) == 4:
        return Reading("DATE", digits[:3])
    if word[0].isdecimal() and not found.word("the"):
        return None  # "In their 30s".
    # "The '20s" are those of this century only once they have begun.
    begun = context.published is not None and int(context.published[:4]) >= 2000 + int(digits)
    return Reading("DATE", f"{20 if begun else 19}{digits[0]}")


def _read_century(found: Found, context: Context) -> Reading | None:
    del context
    number = found.number("number")
    return Reading("DATE", f"{int(number) - 1:02}") if number and number <= 30 else None


def _read_holiday(found: Found, context: Context) -> Reading | None:
    """ "Christmas", "last Easter", "Thanksgiving 2016", "Easter week"."""
    name = found.word("name").replace("’", "'")
    if name == "9/11":
        return Reading("DATE", "2001-09-11")
    if context.opens_title(found):
        return None  # "Easter Island".
    value = _place_holiday(name, found, context)
    unit = found.word("unit")
    return Reading("DATE", (shift(value, unit, 0) or OPEN[unit]) if unit else value)


def _place_holiday(name: str, found: Found, context: Context) -> str:
    in_year, which = HOLIDAYS[name], found.word("which")
    year = read_year(found.word("year"), context)
    if year is not None:
        return in_year(int(year)).isoformat() if year.isdecimal() else OPEN["day"]
    tense = _TENSES[which] if which else context.tense(found)
    return place_yearly(
        context, tense, lambda year: in_year(year).isoformat(), OPEN["day"], surely=bool(which)
    )


def _after(signs: str) -> str:
    """A pattern for a place behind one of the signs."""
    return "(?:" + "|".join(f"(?<={sign})" for sign in signs.split()) + ")"


# What makes a number one of something else: "5 percent", "3 weeks".
NO_COUNT = "(?! HYPHEN? (?:<unit>|<units>|PERCENT|SIGNPERCENT|MILLION|THOUSAND|HUNDRED))"
_WEEKDAY = "(?:(?:THIS? COMING|LAST|NEXT|THIS)? (?P<weekday>WEEKDAY|WEEKDAYABBR) DOT? COMMA? THE?)?"
_YEAR = "(?:COMMA? (?P<year><year>))?"
_ORDINAL = "(?P<number>TENS HYPHEN? <ordinal>|<ordinal>)"
ABSOLUTE = (
    rule("(?P<date>ISODATE)", _read_iso),
    rule("(?P<date>SLASHDATE)", _read_slashes),
    rule(
        f"{_WEEKDAY} (?:ABOUT|<phase>|LAST|NEXT)? (?P<month><month>) THE? (?P<day><day_number>)"
        f" {NO_COUNT} {_YEAR}",
        read_day,
    ),
    rule(f"{_WEEKDAY} (?P<day><day_number>) OF? (?P<month><month>) {_YEAR}", read_day),
    rule(f"{BEFORE} (?P<month><month>) (?:COMMA|OF)? (?P<year><year>)", _read_month_of_year),
    rule(f"{BEFORE} (?P<month><month>) OF? (?P<which>LAST|THIS|NEXT) YEAR", _read_month_of_year),
    rule(
        f"{BEFORE} (?P<month><month>) OF THE? (?P<which>THAT|SAME|PREVIOUS|FOLLOWING) YEAR",
        _read_month_of_year,
    ),
    rule(f"{BEFORE} (?:(?P<which>LAST|PAST|THIS|NEXT) COMING?)? (?P<month>MONTH|MONTHABBR DOT)", _read_month),
    rule(
        f"(?<!CURRENCY) (?:(?<!HYPHEN)|(?<=YEARNUMBER HYPHEN)) {BEFORE} (?:FISCAL YEAR?)?"
        f" (?P<year>YEARNUMBER) {NO_COUNT}",
        _read_lone_year,
    ),
    rule(f"{_after('IN SINCE UNTIL BY DURING')} {BEFORE} (?P<year>YEARNUMBER) {NO_COUNT}", _read_year_in),
    rule(f"{_after('OF FROM BETWEEN')} {BEFORE} (?P<year>YEARNUMBER) {NO_COUNT}", _read_counted_year),
    rule(f"{_after('IN SINCE UNTIL BY OF FROM BETWEEN')} {BEFORE} (?P<year>SHORTYEAR)", _read_counted_year),
    rule("(?:THE YEAR|(?:EARLY|LATE) IN) (?P<year>YEARNUMBER)", _read_year_in),
    rule(f"(?:{_after('IN BY OF SINCE')}|(?=THE)) (?:THE YEAR)? (?P<year><spoken_year>)", _read_spoken_year),
    rule(f"(?:(?P<the>THE) <phase>?|{BEFORE_NOUN}) (?P<decade>DECADE|DECADENUMBER)", read_decade),
    rule(f"{BEFORE_NOUN} (?P<century>TEEN) HYPHEN? (?P<decade>DECADE)", read_decade),
    rule(f"{BEFORE_NOUN} {_ORDINAL} CENTURY", _read_century),
    rule(f"<phase>? {_ORDINAL} HYPHEN CENTURY", _read_century),
    rule(
        "(?P<which>LAST|THIS|NEXT|PAST)? (?P<name>HOLIDAY)"
        " (?:COMMA? (?P<year><year>)|(?P<unit>WEEK|WEEKEND))?",
        _read_holiday,
    ),
)
