"""What was so on a day, asked of a store, on both databases."""

from __future__ import annotations

import msgspec
import pytest

from onrecord.corrections.correcting import Say, correct_item
from onrecord.errors import InputError
from onrecord.query.counts import count
from onrecord.query.question import Question
from onrecord.query.search import search
from onrecord.query.then import ThenSo, find_then
from onrecord.query.timeline import timeline
from onrecord.store.moments import reading_as_of
from onrecord.store.opening import Store
from tests.query.press import add, happening, quote
from tests.records import Sketch

LEE = {"lee": "Ann Lee"}
POST = {"person": "lee", "position": "minister"}


@pytest.fixture
def press(store: Store) -> Store:
    add(
        store,
        happening(
            "a",
            "[e:lee Ann Lee] was appointed minister on [t:2018-03-05 Monday].",
            [Sketch("appointment", "appointed", POST, time="t0")],
            LEE,
            day="2018-03-06",
        ),
        happening(
            "b",
            "[e:lee Ann Lee] is minister.",
            [Sketch("post", "minister", POST, phase="holds")],
            LEE,
            day="2018-06-01",
        ),
        quote("c", "Ann Lee", "“Yes.”", day="2018-08-05"),
        quote("d", "Ann Lee", "“No.”", day="2018-08"),
        quote("e", "Bob Marsh", "“She is minister.”", day="2018-08-05"),
        now="2026-01-01T00:00:00Z",
    )
    add(
        store,
        happening(
            "f",
            "[e:lee Ann Lee] resigned as minister on [t:2019-01-10 Thursday].",
            [Sketch("departure", "resigned", POST, time="t0")],
            LEE,
            day="2019-01-11",
            outlet="Herald",
        ),
        happening(
            "g",
            "[e:lee Ann Lee] travelled in [t:2018-08 August].",
            [Sketch("travel", "travelled", {"person": "lee"}, time="t0")],
            LEE,
            day="2018-10-01",
        ),
        now="2026-02-01T00:00:00Z",
    )
    return store


def look(store: Store, day: str, *, as_of: str | None = None) -> ThenSo:
    with reading_as_of(store, as_of) as connection:
        return find_then(connection, "Ann Lee", day)


def ids(store: Store, question: Question) -> list[str]:
    with store.reading() as connection:
        return [hit.id for hit in search(connection, question).hits]


def test_what_somebody_was_and_said_on_a_day(press: Store) -> None:
    found = look(press, "2018-08-05")
    [post] = found.held
    assert (post.standing, post.type, post.what) == ("so", "post", "minister")
    assert (post.basis, post.accounts) == ("told before and after", ("b-v0", "f-v0"))
    assert post.sources == ("Meridian Wire", "Herald")
    assert post.events == 3
    assert [hit.id for hit in found.said] == ["c-s", "d-s"]
    assert [hit.id for hit in found.events] == ["g-v0"]


@pytest.mark.parametrize(
    ("day", "standing"),
    [("2018-03-04", "not so"), ("2018-03-05", "so"), ("2019-01-09", "so"), ("2019-01-10", "not so")],
)
def test_a_post_begins_and_ends(press: Store, day: str, standing: str) -> None:
    assert [one.standing for one in look(press, day).held] == [standing]


def test_what_was_not_yet_known_does_not_count(press: Store) -> None:
    assert [one.standing for one in look(press, "2019-01-12").held] == ["not so"]
    [post] = look(press, "2019-01-12", as_of="2026-01-15T00:00:00Z").held
    assert (post.standing, post.basis, post.accounts) == ("so", "told before", ("b-v0",))
    assert look(press, "2019-01-12", as_of="2026-01-15T00:00:00Z").events == ()


def test_search_finds_events_of_the_day_and_states_that_held(press: Store) -> None:
    assert ids(press, Question(kind="events", on="2018-08-05")) == ["f-v0", "g-v0", "b-v0"]
    assert ids(press, Question(type="post", on="2018-08-05")) == ["b-v0"]
    assert ids(press, Question(type="post", on="2019-01-12")) == []
    assert ids(press, Question(kind="events", entity="Ann Lee", on="2018-03-05")) == ["a-v0"]
    assert ids(press, Question(type="post", roles=(("person", "Lee"),), on="2018-06-01")) == ["b-v0"]
    assert ids(press, Question(kind="events", entity="Bob Marsh", on="2018-08-05")) == []


def test_statements_and_articles_are_those_of_the_day(press: Store) -> None:
    assert ids(press, Question(kind="statements", on="2018-08-05")) == ["e-s", "c-s", "d-s"]
    assert ids(press, Question(speaker="Ann Lee", on="2018-08-05")) == ["c-s", "d-s"]
    assert ids(press, Question(kind="statements", on="2018-08-06")) == ["d-s"]
    with press.reading() as connection:
        assert count(connection, Question(on="2018-08-05")).rows == ((3,),)
        assert count(connection, Question(kind="events", on="2018-08-05"), ["type"]).rows == (
            ("departure", 1),
            ("post", 1),
            ("travel", 1),
        )


def test_a_timeline_of_a_day(press: Store) -> None:
    with press.reading() as connection:
        found = timeline(connection, "Ann Lee", on="2018-08-05")
    assert [one.hit.id for one in found.entries] == ["b-v0", "d-s", "g-v0", "c-s", "f-v0"]


def test_a_statement_whose_time_is_told_was_said_then(store: Store) -> None:
    record = happening("a", "Ann Lee said on [t:2018-07-30 Monday].", [], {})
    said = quote("b", "Ann Lee", "“Yes.”", day="2018-08-05")
    dated = msgspec.structs.replace(
        said,
        times=record.times,
        statements=(msgspec.structs.replace(said.statements[0], time=record.times[0].id),),
    )
    add(store, dated)
    assert ids(store, Question(kind="statements", on="2018-07-30")) == ["b-s"]
    assert ids(store, Question(kind="statements", on="2018-08-05")) == []


def test_what_somebody_said_is_wrong_tells_nothing(press: Store) -> None:
    with press.writing() as connection:
        correct_item(connection, "f-v0", Say(by="Bo Ash", at="2026-03-01T00:00:00Z", verdict="wrong"))
    assert [one.standing for one in look(press, "2019-01-12").held] == ["so"]
    assert [one.standing for one in look(press, "2019-01-12", as_of="2026-02-15T00:00:00Z").held] == [
        "not so"
    ]


@pytest.mark.parametrize("day", ["", "2018", "2018-08", "2018-02-30", "yesterday"])
def test_what_is_no_day_is_refused(store: Store, day: str) -> None:
    add(store, quote("c", "Ann Lee", "“Yes.”"))
    with store.reading() as connection:
        with pytest.raises(InputError, match="no day"):
            search(connection, Question(on=day))
        with pytest.raises(InputError, match="no day"):
            find_then(connection, "Ann Lee", day)
