"""States put together from what events tell of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from onrecord.analyse.event_types import EVENT_TYPES
from onrecord.query.states import CHANGES, DEATH, STATES, Found, Telling, find_held

_numbers = iter(range(1, 10_000))


def tell(type: str, what: str = "", other: str = "", **given: Any) -> Telling:
    """What an event tells; published in 2018-06 in the Wire, of person 1."""
    number = next(_numbers)
    told: dict[str, Any] = {
        "key": number,
        "id": f"v{number}",
        "phase": "holds" if type in STATES else "begins",
        "polarity": "positive",
        "modality": "actual",
        "holder": 1,
        "earliest": None,
        "latest": None,
        "published": "2018-06-01",
        "source": "Wire",
    }
    return Telling(type=type, what=what, other=other, **(told | given))


def ask(day: str, *tellings: Telling) -> list[tuple[str, str, str, str]]:
    return [
        (one.held.standing, one.held.type, one.held.what, one.held.other)
        for one in find_held(tellings, date.fromisoformat(day))
    ]


def stand(day: str, *tellings: Telling) -> list[str]:
    return [one[0] for one in ask(day, *tellings)]


APPOINTED = {"earliest": "2018-03-05", "latest": "2018-03-05", "published": "2018-03-06"}
RESIGNED = {"earliest": "2019-01-10", "latest": "2019-01-10", "published": "2019-01-11"}


def test_all_types_and_roles_are_those_of_events() -> None:
    assert set(STATES) == {name for name, kind in EVENT_TYPES.items() if kind.state}
    assert {*CHANGES, DEATH} <= set(EVENT_TYPES)
    for name, (holder, what, other) in STATES.items():
        assert {holder, *what, *other} <= set(EVENT_TYPES[name].roles)


def test_an_appointment_and_a_departure_bound_a_post() -> None:
    told = (
        tell("appointment", "minister", "Moss", **APPOINTED),
        tell("departure", "minister", "Moss", **RESIGNED),
    )
    assert ask("2018-10-01", *told) == [("so", "post", "minister", "Moss")]
    assert ask("2019-02-01", *told) == [("not so", "post", "minister", "Moss")]
    assert ask("2018-02-01", *told) == [("not so", "post", "minister", "Moss")]


def test_a_departure_of_nobody_in_particular_ends_the_only_post() -> None:
    only = (tell("appointment", "minister", **APPOINTED), tell("departure", **RESIGNED))
    assert stand("2019-02-01", *only) == ["not so"]
    both = (*only, tell("post", "chair", "Northern Rail", published="2018-04-01"))
    assert stand("2019-02-01", *both) == ["unknown", "unknown"]


def test_a_former_and_a_future_minister_are_none() -> None:
    assert ask("2018-06-01", tell("post", "minister", phase="ended")) == []
    serving = tell("post", "minister", published="2017-01-01")
    former = tell("post", "former minister", phase="ended")
    assert stand("2018-06-01", serving, former) == ["not so"]
    assert stand("2018-06-01", tell("post", "minister", modality="future")) == ["not so"]
    assert stand("2018-06-01", tell("post", "minister", phase="ended", modality="future")) == ["so"]
    assert ask("2018-06-01", tell("post", "minister", modality="possible")) == []


@pytest.mark.parametrize("what", ["president-elect", "President-Elect", "incoming president"])
def test_a_president_elect_is_a_president_in_the_future(what: str) -> None:
    elect = tell("post", what, phase="begins", published="2016-11-10")
    assert stand("2016-11-10", elect) == ["not so"]
    assert stand("2017-03-01", elect) == ["unknown"]
    later = tell("post", "president", "Moss", published="2017-02-01")
    assert ("so", "post", "president", "Moss") in ask("2017-03-01", elect, later)
    assert ("unknown", "post", "president", "Moss") in ask("2016-12-15", elect, later)


def test_what_is_dated_behind_its_publication_is_yet_to_come() -> None:
    inauguration = tell(
        "appointment", "president", earliest="2017-01-20", latest="2017-01-20", published="2016-11-10"
    )
    assert stand("2016-11-10", inauguration) == ["not so"]
    assert stand("2017-02-01", inauguration) == ["unknown"]
    leaving = tell(
        "departure", "president", earliest="2017-01-20", latest="2017-01-20", published="2016-11-10"
    )
    assert stand("2016-11-10", tell("post", "president", published="2016-11-09"), leaving) == ["so"]


def test_whoever_is_elected_has_still_to_take_office() -> None:
    elected = tell("election", "mayor", earliest="2018-05-01", latest="2018-05-01")
    assert stand("2018-06-01", elected) == ["not so"]
    assert stand("2018-08-01", elected) == ["unknown"]


def test_a_denial_tells_the_contrary() -> None:
    assert stand("2018-06-01", tell("membership", "", "Moss Club", polarity="negative")) == ["not so"]
    assert stand("2018-06-01", tell("post", "minister", phase="ended", polarity="negative")) == ["so"]
    assert ask("2018-06-01", tell("appointment", "minister", polarity="negative")) == []


def test_what_says_more_is_told_beside_what_says_less() -> None:
    told = (tell("post", "minister"), tell("post", "foreign minister", "Moss"))
    assert ask("2018-06-01", *told) == [
        ("so", "post", "minister", ""),
        ("so", "post", "foreign minister", "Moss"),
    ]
    ended = tell("post", "minister", phase="ended", published="2018-07-01")
    assert ask("2018-08-01", *told, ended) == [("not so", "post", "foreign minister", "Moss")]
    exact = tell("post", "foreign minister of Moss", phase="ended", published="2018-07-01")
    assert ("so", "post", "minister", "") in ask("2018-08-01", *told, exact)


def test_what_rests_on_the_same_accounts_is_told_once() -> None:
    first, second = tell("post", "minister", published="2018-01-01"), tell("post", "foreign minister")
    assert ask("2018-06-01", first, second) == [("so", "post", "foreign minister", "")]


def test_death_ends_a_post_and_no_origin() -> None:
    died = tell(DEATH, earliest="2018-07-01", latest="2018-07-01", published="2018-07-02")
    told = (tell("post", "minister"), tell("origin", "", "Moss"), died)
    assert ask("2018-08-01", *told) == [("so", "origin", "", "Moss"), ("not so", "post", "minister", "")]
    rumour = tell(DEATH, modality="possible", published="2018-07-02")
    assert stand("2018-08-01", *told[:2], rumour) == ["so", "so"]


def test_an_age_is_that_of_its_day_and_an_origin_for_ever() -> None:
    told = (tell("age", "51"), tell("origin", "", "Moss"))
    assert ask("2018-06-01", *told) == [("so", "origin", "", "Moss"), ("so", "age", "51", "")]
    assert ask("2038-06-01", *told) == [("so", "origin", "", "Moss"), ("unknown", "age", "51", "")]


def test_what_two_outlets_tell_differently_is_told_with_both() -> None:
    told = (
        tell("departure", "minister", **RESIGNED),
        tell("post", "minister", published="2019-03-01", source="Herald"),
    )
    [found] = find_held(told, date(2019, 3, 1))
    assert found.held.standing == "disputed"
    assert found.held.accounts == (told[1].id,)
    assert found.held.against == (told[0].id,)
    assert found.held.sources == ("Herald", "Wire")
    assert set(found.keys) == {told[0].key, told[1].key}


def test_people_are_told_apart() -> None:
    told = (
        tell("post", "minister"),
        tell("post", "minister", phase="ended", holder=2, published="2018-07-01"),
    )
    found: list[Found] = find_held(told, date(2018, 8, 1))
    assert [(one.holder, one.held.standing) for one in found] == [(1, "so")]


def test_what_has_no_date_at_all_tells_nothing() -> None:
    assert ask("2018-06-01", tell("post", "minister", published=None)) == []
    assert stand("2018-06-01", tell("post", "minister", published="2018-06")) == ["so"]
