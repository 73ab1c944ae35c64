"""Time expressions of whole sentences: extents, values, bounds, and what they are told from."""

from __future__ import annotations

import re

import pytest

from onrecord.analyse.times import find_times
from onrecord.model.document import Document, Published, make_document
from onrecord.model.record import Time
from tests.analyse.parsing import parse

SUNDAY = "2018-08-05"
_MARK = re.compile(r"\[(\S+) ([^\]]+)\]")


def make(text: str, published: str | None) -> Document:
    known = Published(value=published, basis="given") if published else None
    return make_document(text, location="article.txt", published=known)


def times_of(text: str, published: str | None = SUNDAY) -> tuple[Time, ...]:
    return find_times(make(text, published), parse(text))


def check(marked: str, published: str | None = SUNDAY) -> None:
    """Check that exactly the marked expressions are found: `She left [2017 last year].`"""
    text = _MARK.sub(lambda mark: mark[2], marked)
    wanted = [(mark[2], mark[1]) for mark in _MARK.finditer(marked)]
    found = [(time.slice(text), time.value) for time in times_of(text, published)]
    assert found == wanted


@pytest.mark.parametrize(
    "marked",
    [
        "The bridge was opened on [1951-08-05 5 August 1951].",
        "The bridge was opened on [1951-08-05 August 5, 1951].",
        "The bridge was opened on [1951-08-05 Aug. 5, 1951].",
        "The bridge was opened on the [1951-08-05 5th of August 1951].",
        "The bridge was opened on [1951-08-05 1951-08-05].",
        "The bridge was opened on [1951-08-25 25/08/1951].",
        "The bridge was opened on [1951-08-25 08/25/1951].",
        "The bridge was opened on [1951-03-03 03/03/1951].",
        "The bridge was opened on [1951-XX-XX 05/08/1951].",
        "The bridge was opened on [2018-08-03 Friday, 3 August].",
        "The bridge was opened in [1951-08 August 1951].",
        "The bridge was opened in [1951 1951].",
        "The bridge was opened in [1998 '98].",
        "The bridge was opened in [1066 1066].",
        "The bridge was opened in [1996 nineteen ninety-six].",
        "The bridge was opened in [2017-07 July last year].",
        "The [2018-03 March] deadline for the bridge was missed at the [2018-05 late May] meeting.",
    ],
)
def test_written_dates(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The mill thrived in [199 the 1990s] and in [198 the '80s].",
        "The mill thrived in [200 the early 2000s].",
        "The mill is a [16 17th-century] building.",
        "The mill was built in [19 the 20th century].",
        "The mill made a loss in [2018-Q2 the second quarter of 2018].",
        "The mill made a loss in [2017-H1 the first half of 2017].",
        "The mill made a loss in [2017-Q3 Q3 2017].",
        "The mill burnt down in [2016-SP the spring of 2016].",
        "The mill burnt down in [2016-SU summer 2016].",
        "The mill burnt down at [2017 the end of 2017].",
        "The mill burnt down in [2017-10 late October 2017].",
        "The mill burnt down in [1996-SU the summer of '96].",
        "The mill thrived in [198 the nineteen eighties], and in [199 the second half of the 1990s].",
        "The mill was to open by [2000 the year 2000].",
    ],
)
def test_longer_stretches(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The council met [2018-07-31 Tuesday].",
        "The council met on [2018-08-05 Sunday].",
        "The council will meet on [2018-08-07 Tuesday].",
        "The council is due to meet on [2018-08-07 Tuesday].",
        "The council agreed on [2018-07-31 Tuesday] to sell the hall.",
        "The council was told on [2018-08-03 Friday] that it may meet on [2018-08-06 Monday].",
        "The council met [2018-08-03 last Friday]; it meets again [2018-08-10 next Friday].",
        "The council sold the hall in [2018-05 May].",
        "The council will sell the hall in [2019-05 May].",
        "The council sold the hall [2017-09 last September].",
        "The council will sell the hall [2019-07 next July].",
        "The council has met since [2017-11 November].",
        "The council has met since [2018-07-21 July 21].",
        "The council said that the hall would be sold by [2018-12-15 Dec. 15].",
        "The council met on [2017-12-31 New Year's Eve] and will meet on [2018-12-25 Christmas Day].",
        "The council closed the road from [2017-11 November] to [2018-02 February].",
        "The council lost money in [2018-Q2 the second quarter].",
        "The council would sell the hall in [2019-01 January].",
        "The council could sell the hall on [2018-08-06 Monday].",
        "The council could be reached on [2018-08-04 Saturday].",
        "The council planned a vote on [2018-08-06 Monday].",
        "The council planned on [2018-08-02 Thursday] to sell the hall.",
        "The council called a meeting for [2018-08-06 Monday].",
        "The term of the council ends in [2019-06 June].",
        "The vote is on [2018-08-09 Thursday].",
    ],
)
def test_the_tense_tells_on_which_side_of_the_publication_a_date_lies(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "He left [2017 last year], was seen [2018-W30 last week], and died [2018-08-04 yesterday].",
        "He will be back [2018-08-06 tomorrow], [2018-W32 next week] or [2018-09 next month].",
        "He will be back in [2019 the next year or so].",
        "He left [2015 three years ago].",
        "He left [2018-W26 almost five weeks ago].",
        "He left [2018-02 six months ago].",
        "He left [2018-07-26 ten days ago].",
        "He left [2017-02 a year and a half ago].",
        "He left [1998 two decades ago].",
        "He left [2018-08 earlier this month].",
        "He left [2018-07-23 Monday last week].",
        "He left over [2018-W31-WE the weekend].",
        "He wrote [2018-08-04TNI last night] and [2018-08-05TMO this morning].",
        "He wrote on [2018-08-03TEV Friday evening] and [2018-08-04TAF yesterday afternoon].",
        "He wrote at [2018-08-03T18:30 6:30 p.m. on Friday] and at [2018-08-04T12:00 noon Saturday].",
        "He left [2018-07-22 two weeks ago today] or [2018-07-27 a week ago Friday].",
        "He will be back [2018-08-14 a week from Tuesday], [2018-08-19 two weeks from today].",
        "He left [2018-08-03 the day before yesterday]; he returns [2018-08-07 the day after tomorrow].",
        "He was away [2018-W30 this past week] and came back [2018-07-31 this past Tuesday].",
        "He wrote at [2018-08-03T22:00 10 p.m. Friday night] and at [2018-08-05T11:30 11:30 this morning].",
        "He wrote at [2018-08-03T07:30 0730 GMT on Friday], and at [2018-08-03T18:00 1800 GMT].",
        "He wrote at [2018-08-03T17:30 five thirty p.m. Friday].",
        "He wrote at [2018-08-05T16:00 4 p.m.].",
        "On [2018-08-03 Friday] he wrote at [2018-08-03T09:00 9 a.m.] and again at [2018-08-03T18:30 18:30].",
    ],
)
def test_what_is_told_from_the_publication(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "On [1998-05-03 3 May 1998] he fell ill. [1998-05-02 The previous day] he had been well.",
        "On [1998-05-03 3 May 1998] he fell ill. He died [1998-05-06 three days later].",
        "On [1998-05-03 3 May 1998] he fell ill; [1998-05-03 that day] the doctors came.",
        "On [1998-05-03 3 May 1998] he fell ill. He died [1998-05-04TMO the next morning].",
        "In [2010-03 March 2010] he fell ill. [2011 A year later] he was well.",
        "In [2010-03 March 2010] he fell ill. He moved [2010 later that year].",
        "In [2010-03 March 2010] he fell ill. He moved in [2010-12 December of that year].",
        "In [2010-03 March 2010] he fell ill. He moved in [2011-05 May of the following year].",
        "On [1998-05-03 3 May 1998] he fell ill, and he died on [1998-05-08 the following Friday].",
        "Following [2018-08-05 Sunday]'s vote he fell ill.",
        "In [2010-03 March 2010] he fell ill. He died in [2010-04 the following month].",
        "Sales rose in [2018-07 July] from [2017-07 the same month last year].",
        "She was barred [2016 the year before last] and left [2018-06 the month before last].",
        "Profit rose in [2018-Q2 the second quarter] from [2017-Q2 a year earlier].",
        "On [1998-05-03 3 May 1998] he fell ill, having been well [1998-05-02 the day before].",
        "On [1998-05-03 3 May 1998] he fell ill. He died [1998-05-05 two days afterward].",
        "On [1998-05-03 3 May 1998] he fell ill. He had come home [1998-05-01 two days before].",
        "On [1998-05-03 3 May 1998] he fell ill. [P2D Two days] before he had been well.",
        "[XXXX-XX-XX The previous day] he had been well.",
        "He died [XXXX-XX-XX three days later].",
    ],
)
def test_what_is_told_from_an_earlier_date_in_the_text(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Net for [2018-Q2 the quarter] ended [2018-07-31 July 31] rose from [2017-Q2 a year earlier].",
        "Net for [2017-Q3 the quarter] ended [2017-10-01 Oct. 1, 2017] rose from [2016-Q3 a year earlier].",
        "Net fell in [2018-Q2 the second quarter] ended [2018-06-30 June 30] from [2017-Q2 a year ago].",
        "Net rose in [2018-Q2 the second quarter]; for [P9M the nine months] it fell from [2017 a year ago].",
        "Net in [2018-Q2 the second quarter] beat that of [2017-Q2 the year-earlier quarter].",
        "Net rose in [2018-Q2 the second quarter]. In [2018-05 May] it fell. In [2018-Q2 the quarter],"
        " sales rose from [2017-Q2 a year ago].",
        "Net rose in [2018-Q2 the second quarter] after a flat [2018-Q1 first quarter];"
        " in [2017-Q2 the year-ago quarter] it fell.",
        "Net was higher than in [P9M the year-earlier nine months].",
        "Net rose in [1990-H1 fiscal 1990's first half] and in [1997-Q4 1997's fourth quarter].",
        "Net rose in [2017-Q4 the last quarter of 2017] and in [P1Y the year] to [2018-03 March].",
        "Prices fell in [2017-W40 the week] ended [2017-10-02 Oct. 2], and rose during [2017-W40 the week].",
        "Prices will rise by [2018-12-31 year's end] or by [2019-12-31 year-end 2019].",
        "Prices have risen since [2017-12-31 year-end].",
        "Prices fell in [1988-Q3 the third quarter 1988] and in [2018-H1 the year's first half].",
        "Prices fell [1990 early in 1990] and [2018-SP this past spring].",
    ],
)
def test_what_reports_tell_figures_of(marked: str) -> None:
    check(marked)


def test_a_later_date_is_not_pushed_into_the_future() -> None:
    check("He won in [2016 2016]. They did it again, [XXXX 108 years later].")


@pytest.mark.parametrize(
    "marked",
    [
        "The minister resigned [XXXX-09 last September] and left on [XXXX-WXX-1 Monday].",
        "[XXXX-XX-XX Yesterday] he spoke; [XXXX-WXX next week] he travels.",
        "It was [XXXX three years ago], in [XXXX-10 October], on [XXXX-10-03 3 October].",
        "The firm lost money in [XXXX-Q3 the third quarter of the year] and in [XXXX-SU the summer].",
        "He wrote on [XXXX-WXX-5TEV Friday evening], and [XXXX-XX-XXTNI last night].",
        "He [PAST_REF recently] wrote.",
    ],
)
def test_nothing_is_guessed_without_a_publication_date(marked: str) -> None:
    check(marked, None)
    text = _MARK.sub(lambda mark: mark[2], marked)
    assert {(time.earliest, time.latest) for time in times_of(text, None)} == {(None, None)}


def test_the_attacks_of_september_11_are_those_of_2001() -> None:
    check("He died in the [2001-09-11 Sept. 11] attacks. She will leave on [2018-09-11 Sept. 11].")
    check("It was the [1998-09-11 Sept. 11] attacks on the port.", "1998-09-14")


def test_a_known_date_needs_no_publication_date() -> None:
    check("It opened on [2016-05-03 3 May 2016]; [2016-05-04 the next day] it shut.", None)


def test_a_publication_date_without_a_day_gives_what_it_can() -> None:
    check("He left [2017 last year], [XXXX-09 last September], [XXXX-XX-XX yesterday].", "2018")
    check("He left [2017-09 last September], [2018-07 last month], on [XXXX-WXX-2 Tuesday].", "2018-08")


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("The trip took [P8D eight days].", "DURATION"),
        ("The trip came after a [P2Y two-year] wait.", "DURATION"),
        ("The trip took [P3Y the past three years].", "DURATION"),
        ("The trip took [PXY decades].", "DURATION"),
        ("The trip took [PXD a few days].", "DURATION"),
        ("The trip took [PT1H30M an hour and a half].", "DURATION"),
        ("The trip took [PT30M half an hour].", "DURATION"),
        ("The trip took [P2Y6M 2 1/2 years].", "DURATION"),
        ("The trip took [PXM 12 to 18 months].", "DURATION"),
        ("The trip took [P24D twenty-four days].", "DURATION"),
        ("The trip took [P2W a fortnight].", "DURATION"),
        ("The bus leaves [P1D every day].", "SET"),
        ("The bus is checked [P1Y annually].", "SET"),
        ("The bus leaves [XXXX-WXX-4 each Thursday].", "SET"),
        ("The bus leaves on [XXXX-WXX-1 Mondays].", "SET"),
        ("The trip took [P15Y 15-plus years].", "DURATION"),
        ("The trip began in [PTXH the first hours] of the war.", "DURATION"),
        ("The trip took up [P3Y a three-year period].", "DURATION"),
        ("The trip goes on over [PXW the next few weeks].", "DURATION"),
        ("The trip ended a [P8M 8-month-old] quarrel.", "DURATION"),
        ("The trip takes [PXD the next day or two].", "DURATION"),
        ("The trip was put off for [P1W the last week].", "DURATION"),
        ("The bus leaves [P1W twice a week].", "SET"),
        ("The bus leaves [P1D three times a day].", "SET"),
        ("He [PRESENT_REF now] lives here.", "DATE"),
        ("He lives here [PRESENT_REF these days].", "DATE"),
        ("He lives here at [PRESENT_REF the moment].", "DATE"),
        ("He lived here [PAST_REF years ago].", "DATE"),
        ("He will [FUTURE_REF one day] live here.", "DATE"),
        ("He stayed for [P1D one day].", "DURATION"),
        ("He may live here in [FUTURE_REF the coming weeks and months].", "DATE"),
        ("He will [FUTURE_REF soon] live here.", "DATE"),
        ("He may live here in [FUTURE_REF the future].", "DATE"),
    ],
)
def test_durations_sets_and_references(marked: str, kind: str) -> None:
    check(marked)
    text = _MARK.sub(lambda mark: mark[2], marked)
    (time,) = times_of(text)
    assert (time.type, time.earliest, time.latest) == (kind, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "About 2016 people came.",
        "The flat cost $2016.",
        "He lives at 1600 Pennsylvania Avenue.",
        "The 66-year-old actor, aged 66, is 66 years old.",
        "Theresa May spoke; Mrs May left.",
        "It may be so, and they march on.",
        "A quarter of the voters stayed at home.",
        "He is in his 30s.",
        "The Daily Mirror printed it.",
        "He said so on the programme 60 Minutes.",
        "She read it in USA Today at breakfast.",
        "Prices saw a fall in the south.",
        "He earned 500 dollars a week.",
        "The team lost 3:12.",
        "He scored in the second half.",
        "The second minister spoke first.",
        "She sailed to Easter Island.",
        "The annual March for Peace fills the streets.",
        "The daily Granma wrote so.",
        "She runs the firm on a day-to-day basis.",
        "She told the programme This Morning so.",
    ],
)
def test_what_is_no_time_expression(text: str) -> None:
    assert times_of(text) == ()


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("in September 2017", "2017-09-01", "2017-09-30"),
        ("in February 2016", "2016-02-01", "2016-02-29"),
        ("last week", "2018-07-23", "2018-07-29"),
        ("in the spring of 2016", "2016-03-01", "2016-05-31"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("in the 17th century", "1600-01-01", "1699-12-31"),
        ("on Friday evening", "2018-08-03", "2018-08-03"),
        ("in the third quarter of 2017", "2017-07-01", "2017-09-30"),
        ("in the second half of 2017", "2017-07-01", "2017-12-31"),
        ("in the '80s", "1980-01-01", "1989-12-31"),
        ("this month", "2018-08-01", "2018-08-31"),
        ("earlier this month", "2018-08-01", "2018-08-05"),
        ("earlier in the year", "2018-01-01", "2018-08-05"),
        ("later this year", "2018-08-05", "2018-12-31"),
        ("later in the year", "2018-01-01", "2018-12-31"),
        ("earlier in August 2017", "2017-08-01", "2017-08-31"),
        ("at the end of last year", "2017-01-01", "2017-12-31"),
        ("last weekend", "2018-07-28", "2018-07-29"),
        ("in the winter of 2016", "2016-12-01", "2017-02-28"),
    ],
)
def test_bounds(words: str, earliest: str, latest: str) -> None:
    (time,) = times_of(f"The hall was sold {words}.")
    assert (time.earliest, time.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "marked",
    [
        "The bridge was closed from [2018-05-02 2] to [2018-05-05 5 May].",
        "The bridge was closed between [2017-05-02 2] and [2017-05-05 5 May 2017].",
        "The bridge was closed on [2017-09-16 September 16]-[2017-09-19 19, 2017].",
        "The bridge was closed from [2018-07-19 July 19] to [2018-07-22 22].",
        "The bridge was closed on [2018-05-03 May 3]-[2018-05-05 5].",
        "The bridge was closed from [2018-05-12 12 May] to [2018-06-15 15 June].",
        "The bridge was closed in [2015 2015]-[2017 2017].",
        "The bridge was closed in [2018-05 May] to 5,000 people.",
        "The bridge was closed from [2016-01 January] to [2016-03 March 2016].",
        "The bridge was closed in [2015-11 November], [2015-12 December] and [2016-01 January 2016].",
        "The bridge was closed on [2014-10-13 Oct. 13] and [2014-10-16 Oct. 16, 2014].",
        "The bridge was closed in [2018-05 May]; in [2016-06 June 2016] it was open.",
    ],
)
def test_both_ends_of_a_range(marked: str) -> None:
    check(marked)


def test_the_end_of_a_range_stays_as_open_as_its_beginning() -> None:
    check("It was closed from [XXXX-07-19 July 19] to [XXXX-07-22 22].", None)


def test_ids_stay_the_same_and_differ_from_each_other() -> None:
    text = "He left on Friday, came back on Friday, and left again yesterday."
    first, second = times_of(text), times_of(text)
    assert first == second
    assert len({time.id for time in first}) == len(first) == 3


def test_text_without_tokens_is_not_looked_at() -> None:
    text = "He left in 2016.\nHe came back in 2017."
    whole = parse(text)
    document = make(text, SUNDAY)
    assert [time.value for time in find_times(document, whole)] == ["2016", "2017"]
    half = parse("He left in 2016.")
    assert [time.value for time in find_times(document, half)] == ["2016"]


def test_an_expression_does_not_cross_a_line() -> None:
    check("He was seen in [2018-05 May]\n12 people came.")
