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
    ],
)
def test_the_tense_tells_on_which_side_of_the_publication_a_date_lies(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "He left [2017 last year], was seen [2018-W30 last week], and died [2018-08-04 yesterday].",
        "He will be back [2018-08-06 tomorrow], [2018-W32 next week] or [2018-09 next month].",
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
        "In [2010-03 March 2010] he fell ill. He died in [2010-04 the following month].",
        "Sales rose in [2018-07 July] from [2017-07 the same month last year].",
        "Profit rose in [2018-Q2 the second quarter] from [2017-Q2 a year earlier].",
        "[XXXX-XX-XX The previous day] he had been well.",
        "He died [XXXX-XX-XX three days later].",
    ],
)
def test_what_is_told_from_an_earlier_date_in_the_text(marked: str) -> None:
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
        ("He [PRESENT_REF now] lives here.", "DATE"),
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
    ],
)
def test_bounds(words: str, earliest: str, latest: str) -> None:
    (time,) = times_of(f"The hall was sold {words}.")
    assert (time.earliest, time.latest) == (earliest, latest)


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
