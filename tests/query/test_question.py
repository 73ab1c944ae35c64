"""What the fields of a question belong to."""

from __future__ import annotations

import pytest

from onrecord.errors import InputError
from onrecord.query.question import Kind, Question, check_date, find_kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (Question(words="bridge"), "articles"),
        (Question(outlet="Herald", since="2018"), "articles"),
        (Question(entity="Lee"), "articles"),
        (Question(speaker="Lee"), "statements"),
        (Question(hedged=False), "statements"),
        (Question(min_confidence=0.5), "statements"),
        (Question(type="arrest"), "events"),
        (Question(roles=(("person", "Lee"),)), "events"),
        (Question(voice="outlet", polarity="negative"), "events"),
        (Question(kind="events", polarity="negative"), "events"),
        (Question(kind="events", words="bridge"), "events"),
    ],
)
def test_a_question_asks_for_what_its_fields_belong_to(question: Question, kind: Kind) -> None:
    assert find_kind(question) == kind


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (Question(speaker="Lee", type="arrest"), "speaker belongs to statements and type to events"),
        (Question(kind="articles", speaker="Lee"), "speaker does not belong to articles"),
        (Question(kind="articles", polarity="negative"), "polarity does not belong to articles"),
        (Question(kind="events", act="deny"), "act does not belong to events"),
        (Question(act="denny"), "no act 'denny'; there is deny"),
        (Question(type="arest"), "no type 'arest'; there is arrest"),
        (Question(roles=(("persn", "Lee"),)), "no role 'persn'; there is person"),
        (Question(form="spoken"), "there is direct, indirect, mixed"),
        (Question(min_confidence=2.0), "from 0 to 1"),
        (Question(type="zzz"), "no type 'zzz'; 'onrecord schema --events' lists them"),
        (Question(since="2018-03", until="2017"), "the first date is behind the last"),
        (Question(since="last week"), "no date"),
        (Question(until="2018-02-30"), "no date"),
    ],
)
def test_what_makes_no_sense_is_refused(question: Question, words: str) -> None:
    with pytest.raises(InputError, match=words):
        find_kind(question)


@pytest.mark.parametrize(
    ("since", "until"), [("2018", "2018-03"), ("2018-03", "2018"), ("2018", "2018"), ("2017-12-31", "2018")]
)
def test_dates_that_overlap_make_sense(since: str, until: str) -> None:
    assert find_kind(Question(since=since, until=until)) == "articles"


@pytest.mark.parametrize("day", ["2018", "2018-08", "2018-08-05", "2016-02-29"])
def test_days_months_and_years_are_dates(day: str) -> None:
    check_date(day)


@pytest.mark.parametrize("day", ["18", "2018-13", "2018-8-5", "2017-02-29", "٢٠١٨", "2018-08-05T10:00", ""])
def test_nothing_else_is_a_date(day: str) -> None:
    with pytest.raises(InputError):
        check_date(day)
