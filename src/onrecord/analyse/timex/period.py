"""Quarters, halves, seasons, and the years and ends of years that reports speak of."""

from __future__ import annotations

from onrecord.analyse.timex.absolute import month_number, read_decade, read_year
from onrecord.analyse.timex.calendar import bounds, shift
from onrecord.analyse.timex.clause import Tense
from onrecord.analyse.timex.context import OPEN, Context, Reading
from onrecord.analyse.timex.grammar import BEFORE_NOUN, Found, rule
from onrecord.analyse.timex.lexicon import SEASONS, UNITS
from onrecord.analyse.timex.numbers import parse_spoken_year
from onrecord.analyse.timex.placing import place_in_year

_STEPS = {"last": -1, "this": 0, "current": 0, "next": 1}
# A quarter is still being reported on for so many days after its end.
_REPORTED = 92
# A quarter that ended on so early a day of a month is that of the months before.
_BARELY = 7


def _year_of(found: Found, context: Context) -> str | None:
    if found.word("year"):
        return read_year(found.word("year"), context)
    if found.word("spoken"):
        return str(parse_spoken_year(found.words("spoken")))
    if found.word("which"):
        return context.from_publication("year", _STEPS[found.word("which")])
    return None


def _suffix(found: Found) -> str | None:
    """The end of the value of a quarter or half: `Q3`, `H1`."""
    letter, parts = ("Q", 4) if found.word("quarter") else ("H", 2)
    number = parts if found.word("number") == "last" else found.number("number")
    return f"{letter}{int(number)}" if number and number <= parts else None


def _read_part_of_year(found: Found, context: Context) -> Reading | None:
    """ "the third quarter", "the first half of 1989", "this year's second quarter"."""
    quarters, suffix, year = bool(found.word("quarter")), _suffix(found), _year_of(found, context)
    if suffix is None:
        return None
    if year is not None:
        return Reading("DATE", f"{year}-{suffix}")
    if not (quarters or found.word("of") or context.quarter):
        return None  # "He scored in the second half".
    return Reading("DATE", place_in_year(context, context.tense(found), suffix, just_ended=_REPORTED))


def _read_part_of_whose_year(found: Found, context: Context) -> Reading | None:
    """ "1990's first half", which has a year that looks like a decade."""
    del context
    year, mark, _ = found.word("year").replace("’", "'").partition("'")
    suffix = _suffix(found)
    return Reading("DATE", f"{year}-{suffix}") if suffix and mark and len(year) == 4 else None


def _read_quarter_name(found: Found, context: Context) -> Reading | None:
    """ "Q3", "Q3 2018", "H1 of 2017"."""
    suffix, year = found.word("name").upper(), _year_of(found, context)
    if year is None and suffix[0] == "H":
        return None  # Too many other things are called so.
    if year is not None:
        return Reading("DATE", f"{year}-{suffix}")
    return Reading("DATE", place_in_year(context, context.tense(found), suffix, just_ended=_REPORTED))


def _read_quarter(found: Found, context: Context) -> Reading | None:
    """ "the quarter", "the latest period": that of the report, which is the last one to have ended."""
    anaphoric = bool(found.word("period")) and not found.word("latest")
    if context.is_title(found) or (anaphoric and context.quarter is None):
        return None
    return Reading("DATE", context.quarter or context.from_publication("quarter", -1))


def _read_ended_quarter(found: Found, context: Context) -> Reading | None:
    """ "the quarter ended July 31": the quarter of the calendar in which most of it lies."""
    suffix, year = f"{month_number(found.word('month')):02}", read_year(found.word("year"), context)
    tense: Tense = "past" if found.word("ended") == "ended" else "future"
    end = f"{year}-{suffix}" if year else place_in_year(context, tense, suffix)
    middle = shift(end, "month", -2 if (found.number("day") or 31) <= _BARELY else -1)
    return Reading("DATE", shift(middle, "quarter", 0) or OPEN["quarter"])


def _read_week_of_day(found: Found, context: Context) -> Reading | None:
    """ "the week ended Oct. 2", "the week of Oct. 2"."""
    suffix = f"{month_number(found.word('month')):02}-{found.number('day'):02.0f}"
    year = read_year(found.word("year"), context)
    tense: Tense | None = "past" if found.word("ended") == "ended" else context.tense(found)
    value = f"{year}-{suffix}" if year else place_in_year(context, tense, suffix)
    return Reading("DATE", shift(value, "week", 0) or OPEN["week"])


def _read_same_quarter(found: Found, context: Context) -> Reading | None:
    """ "the 1988 period", "last year's quarter": the quarter of the report, in another year."""
    year = _year_of(found, context)
    return Reading("DATE", f"{year}-{context.quarter[-2:]}" if context.quarter else f"{year}", leads=False)


def _read_edge(found: Found, context: Context) -> Reading | None:
    """ "by the end of the month", "later in the year", "for the full year".

    In the past tense it is the stretch that the story has come to, otherwise that of the publication.
    """
    unit = UNITS[found.word("unit")]
    if context.tense(found) == "past" and (value := shift(context.anchor, unit, 0)):
        return Reading("DATE", value, leads=False)
    return Reading("DATE", context.from_publication(unit, 0), leads=False)


def _read_season(found: Found, context: Context) -> Reading | None:
    if not context.is_name_of_time(found):
        return None
    suffix, year, relation = SEASONS[found.word("season")], _year_of(found, context), found.word("relation")
    other = found.word("season") in ("fall", "spring") and (found.word("more") or not found.word("fixed"))
    if other and not (year or relation):
        return None  # "A fall", "the fall in prices".
    if year is None and relation == "this":
        year = context.from_publication("year", 0)
    if year is not None:
        return Reading("DATE", f"{year}-{suffix}")
    tenses: dict[str, Tense] = {"last": "past", "past": "past", "next": "future"}
    return Reading("DATE", place_in_year(context, tenses.get(relation) or context.tense(found), suffix))


def _read_year_end(found: Found, context: Context) -> Reading | None:
    """ "by year-end", "since year-end", "at year-end 1990"."""
    year = _year_of(found, context) or context.from_publication("year", -1 if found.follows("SINCE") else 0)
    return Reading("DATE", f"{year}-12-31" if bounds(year) else OPEN["day"])


_YEAR = "(?:(?P<year><year>)|(?P<which>LAST|THIS|NEXT) YEAR)"
_OF_YEAR = f"(?:(?P<of>OF) THE? (?:{_YEAR}|(?P<spoken><spoken_year>)|YEAR))?"
_NUMBER = "(?P<number><ordinal>|LAST(?=HALF|QUARTER OF THE? (?:YEARNUMBER|LAST|THIS|NEXT)))"
_DAY = "(?P<month><month>) (?P<day><day_number>) (?:COMMA? (?P<year>YEARNUMBER))?"
_END = _DAY.replace("number>)", "number>)?", 1)
_PERIOD = "(?P<quarter>QUARTER)|HALF"
PERIOD = (
    rule(
        f"THE? FISCAL? (?P<year>DECADENUMBER) FISCAL? {_NUMBER} HYPHEN? (?:{_PERIOD})",
        _read_part_of_whose_year,
    ),
    rule("(?P<name>QUARTERNAME) (?:(?:OF|COMMA)? (?P<year>YEARNUMBER))?", _read_quarter_name),
    rule("(?P<year>YEARNUMBER) (?P<name>QUARTERNAME)", _read_quarter_name),
    rule(
        f"{BEFORE_NOUN} FISCAL? {_NUMBER} (?:{_PERIOD})"
        f" (?! OF (?:AN|THE (?:DECADE|DECADENUMBER))) {_OF_YEAR}",
        _read_part_of_year,
    ),
    rule(f"THE? {_NUMBER} HYPHEN? (?:{_PERIOD}) COMMA? (?P<year>YEARNUMBER)", _read_part_of_year),
    rule(f"THE YEAR (?P<of>POSS) {_NUMBER} (?:{_PERIOD})", _read_part_of_year),
    rule(f"FISCAL? {_NUMBER} HYPHEN (?:{_PERIOD})", _read_part_of_year),
    rule(f"THE? FISCAL? {_YEAR} POSS? FISCAL? {_NUMBER} HYPHEN? (?:{_PERIOD})", _read_part_of_year),
    rule(
        f"(?:THE LATEST?|(?<=POSSESSIVE)) FISCAL? QUARTER (?= (?P<ended>ENDED) {_END})", _read_ended_quarter
    ),
    rule("THE (?P<latest>LATEST)? (?:QUARTER|(?P<period>PERIOD)) (?! HYPHEN)", _read_quarter),
    rule(f"THE? {_YEAR} POSS? (?:QUARTER|PERIOD)", _read_same_quarter),
    rule(f"THE COMPARABLE (?:QUARTER|PERIOD) {_YEAR}", _read_same_quarter),
    rule("(?:EARLY|EARLIER|LATE|LATER) IN THE (?P<unit>DAY|WEEK|MONTHUNIT|YEAR)", _read_edge),
    rule(f"THE WEEK (?= (?:(?P<ended>ENDED)|OF) {_DAY})", _read_week_of_day),
    rule(
        "(?:(?<=FOR)|(?<=IN)|(?<=DURING)) THE (?P<unit>WEEK|MONTHUNIT)"
        " (?! HYPHEN|BEFORE|AFTER|OF|SINCE|TO|ENDED)",
        _read_edge,
    ),
    rule("THE? (?:<ordinal>|LAST) HALF OF (?P<the>THE) (?P<decade>DECADE|DECADENUMBER)", read_decade),
    rule(
        "THE (?:BEGINNING|MIDDLE|END) OF THE (?P<unit>WEEK|MONTHUNIT|QUARTER|YEAR|DECADEUNIT|CENTURY)",
        _read_edge,
    ),
    rule(
        "(?:(?<=FOR)|(?<=IN)|(?<=DURING)|(?<=UNITS OF)|(?<=DAYS OF)) THE FULL? FISCAL? (?P<unit>YEAR)"
        " (?! HYPHEN|ENDED|AN|IN|SINCE|TO)",
        _read_edge,
    ),
    rule(
        f"(?P<fixed>{BEFORE_NOUN} (?:THIS(?=PAST))? (?P<relation>LAST|PAST|THIS|NEXT)? COMING?)"
        f" (?P<season>SEASON) {_OF_YEAR} (?=(?P<more>IN|OF|TO|BY)?)",
        _read_season,
    ),
    rule("(?P<season>SEASON) (?P<year>YEARNUMBER)", _read_season),
    rule("YEAR HYPHEN? END COMMA? (?P<year>YEARNUMBER)", _read_year_end),
    rule("(?:(?P<year>YEARNUMBER)|(?P<which>THIS|LAST|NEXT))? YEAR (?:HYPHEN|POSS)? END", _read_year_end),
)
