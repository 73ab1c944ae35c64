"""Arithmetic on values, holidays and numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse.timex.calendar import UNITS, bounds, iso_bounds, shift, weekday_near
from onrecord.analyse.timex.duration import write_period
from onrecord.analyse.timex.holidays import HOLIDAYS, find_easter
from onrecord.analyse.timex.numbers import parse_number, parse_spoken_year

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2018-08-05", "2018-08-05", "2018-08-05"),
        ("2018-08-05TMO", "2018-08-05", "2018-08-05"),
        ("2018-08-05T18:30", "2018-08-05", "2018-08-05"),
        ("2018-02", "2018-02-01", "2018-02-28"),
        ("2018-12", "2018-12-01", "2018-12-31"),
        ("2018-W31", "2018-07-30", "2018-08-05"),
        ("2018-W31-WE", "2018-08-04", "2018-08-05"),
        ("2017-W52", "2017-12-25", "2017-12-31"),
        ("2018-Q4", "2018-10-01", "2018-12-31"),
        ("2018-H1", "2018-01-01", "2018-06-30"),
        ("2016-SP", "2016-03-01", "2016-05-31"),
        ("2016-WI", "2016-12-01", "2017-02-28"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("199", "1990-01-01", "1999-12-31"),
        ("16", "1600-01-01", "1699-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_bounds_are_the_first_and_the_last_day(value: str, earliest: str, latest: str) -> None:
    assert iso_bounds(value) == (earliest, latest)


@pytest.mark.parametrize(
    "value", ["XXXX-09", "XXXX-WXX-1", "PAST_REF", "P8D", "2018-02-30", "2018-13", "2018-W60", "0000", ""]
)
def test_what_is_open_or_impossible_has_no_bounds(value: str) -> None:
    assert bounds(value) is None
    assert shift(value, "day", 1) is None


@pytest.mark.parametrize(
    ("value", "unit", "steps", "result"),
    [
        ("2018-08-05", "day", -5, "2018-07-31"),
        ("2018-08-05", "week", -1, "2018-W30"),
        ("2018-01-03", "week", -1, "2017-W52"),
        ("2018-08-05", "month", 5, "2019-01"),
        ("2018-08-05", "quarter", -3, "2017-Q4"),
        ("2018-Q2", "quarter", -4, "2017-Q2"),
        ("2018-08-05", "year", 0, "2018"),
        ("2018-08-05", "decade", -1, "200"),
        ("2018-08-05", "century", -1, "19"),
        ("2018-08", "day", 1, None),
        ("2018", "month", 1, None),
        ("2018-W31", "month", 0, None),
        ("2018-08-05", "year", -5000, None),
        ("2018-08-05", "day", 10**9, None),
    ],
)
def test_shifting_a_value(value: str, unit: str, steps: int, result: str | None) -> None:
    assert shift(value, unit, steps) == result


@given(DAYS, st.sampled_from(sorted(UNITS)), st.integers(-8, 8))
def test_shifting_there_and_back_gives_the_stretch_that_holds_the_day(
    day: date, unit: str, steps: int
) -> None:
    there = shift(day.isoformat(), unit, steps)
    here = shift(day.isoformat(), unit, 0)
    assert there is not None
    assert here is not None
    assert shift(there, unit, -steps) == here
    span = bounds(here)
    assert span is not None
    assert unit == "weekend" or span[0] <= day <= span[1]


@given(DAYS, st.integers(0, 6), st.sampled_from((-1, 1)), st.booleans())
def test_the_nearest_weekday_is_less_than_eight_days_away(
    day: date, weekday: int, direction: int, strictly: bool
) -> None:
    found = date.fromisoformat(weekday_near(day, weekday, direction=direction, strictly=strictly))
    assert found.weekday() == weekday
    assert int(strictly) <= (found - day).days * direction <= 6 + int(strictly)


@pytest.mark.parametrize(
    ("year", "month", "day"), [(1998, 4, 12), (2000, 4, 23), (2008, 3, 23), (2018, 4, 1), (2038, 4, 25)]
)
def test_easter(year: int, month: int, day: int) -> None:
    assert find_easter(year) == date(year, month, day)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("thanksgiving", date(2018, 11, 22)),
        ("memorial day", date(2018, 5, 28)),
        ("labor day", date(2018, 9, 3)),
        ("good friday", date(2018, 3, 30)),
        ("boxing day", date(2018, 12, 26)),
    ],
)
def test_holidays(name: str, day: date) -> None:
    assert HOLIDAYS[name](2018) == day


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("5", 5),
        ("1,200", 1200),
        ("2.5", 2.5),
        ("21st", 21),
        ("2 1/2", 2.5),
        ("twenty - four", 24),
        ("twenty - first", 21),
        ("a hundred", 100),
        ("two hundred and ten", 210),
        ("three thousand", 3000),
        ("a couple of", 2),
        ("a dozen", 12),
        ("five and a half", 5.5),
        ("an", 1),
        ("", None),
        ("several", None),
        ("1" * 400, None),
    ],
)
def test_numbers(words: str, number: float | None) -> None:
    assert parse_number(words.split()) == number


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("nineteen ninety - six", 1996),
        ("nineteen hundred", 1900),
        ("two thousand and eight", 2008),
        ("twelve", None),
    ],
)
def test_spoken_years(words: str, year: int | None) -> None:
    assert parse_spoken_year(words.split()) == year


@pytest.mark.parametrize(
    ("unit", "number", "period"),
    [
        ("day", 8, "P8D"),
        ("year", 1.5, "P1Y6M"),
        ("hour", 0.5, "PT30M"),
        ("hour", 5.5, "PT5H30M"),
        ("day", 1.5, "P1DT12H"),
        ("week", 2.5, "P2W4D"),
        ("minute", 1.5, "PT1M30S"),
        ("decade", 2, "P20Y"),
        ("decade", 1.5, "P15Y"),
        ("century", None, "PXY"),
        ("weekend", 1, "P2D"),
        ("month", None, "PXM"),
        ("second", 10, "PT10S"),
    ],
)
def test_periods(unit: str, number: float | None, period: str) -> None:
    assert write_period(unit, number) == period
