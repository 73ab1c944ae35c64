"""Timelines, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.errors import InputError
from onrecord.query.timeline import Entry, Timeline, timeline
from onrecord.store.opening import Store
from tests.query.press import add, happening, quote
from tests.records import Sketch

PEOPLE = {"lee": "Ann Lee"}


def look(store: Store, **given: Any) -> Timeline:
    with store.reading() as connection:
        return timeline(connection, "Ann Lee", **given)


@pytest.fixture
def press(store: Store) -> Store:
    arrest = Sketch("arrest", "arrested", {"person": "lee"}, time="t0")
    month = Sketch("travel", "travelled", {"person": "lee"}, time="t0")
    add(
        store,
        quote("a", "Ann Lee", "“Yes.”", day="2018-08-05"),
        happening(
            "b",
            "Police arrested [e:lee Ann Lee] on [t:2018-07-30 Monday].",
            [arrest],
            PEOPLE,
            day="2018-09-01",
        ),
        happening("c", "[e:lee Ann Lee] travelled in [t:2018-08 August].", [month], PEOPLE, day="2018-10-01"),
        quote("d", "Ann Lee", "“No.”", day="2018"),
        quote("e", "Ann Lee", "“Undated.”", day=None),
    )
    return store


def test_lines_stand_where_it_was_and_not_where_it_was_told(press: Store) -> None:
    assert [(one.hit.id, one.earliest, one.latest, one.basis) for one in look(press).entries] == [
        ("d-s", "2018", "2018", "published"),
        ("b-v0", "2018-07-30", "2018-07-30", "told"),
        ("c-v0", "2018-08-01", "2018-08-31", "told"),
        ("a-s", "2018-08-05", "2018-08-05", "published"),
    ]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2018-08", "2018-08-04", ["d-s", "c-v0"]),
        ("2018-08-31", None, ["d-s", "c-v0"]),
        ("2018-09-01", None, ["d-s"]),
        (None, "2018-07-31", ["d-s", "b-v0"]),
        (None, "2018-07", ["d-s", "b-v0"]),
        ("2019", None, []),
    ],
)
def test_what_may_have_been_in_the_range_is_listed(
    press: Store, since: str | None, until: str | None, found: list[str]
) -> None:
    assert [one.hit.id for one in look(press, since=since, until=until).entries] == found


def test_pages_are_the_whole(press: Store) -> None:
    found: list[str] = []
    token: str | None = None
    for _ in range(4):
        page = look(press, limit=1, after=token)
        found += [one.hit.id for one in page.entries]
        token = page.next
    assert token is None
    assert found == [one.hit.id for one in look(press).entries]


@pytest.mark.parametrize("token", ["", "x", "2018", "2018-08-05.xyz", ".1f", "2018.0x1", f"2018.{'f' * 17}"])
def test_what_is_no_token_is_refused(press: Store, token: str) -> None:
    with pytest.raises(InputError, match=r"token|date"):
        look(press, after=token)


def test_an_event_made_of_a_statement_of_theirs_is_there_once(store: Store) -> None:
    import msgspec

    record = quote("a", "Ann Lee", "“Bob Marsh lied.”", about="Bob Marsh")
    accusation = happening(
        "b", "Ann Lee said: “Bob Marsh lied.”", [Sketch("accusation", "lied", {"accuser": "Ann"})], {}
    ).events[0]
    entity = record.statements[0].source
    assert entity is not None
    made = msgspec.structs.replace(
        accusation,
        trigger=record.statements[0].content[0],
        arguments=(
            msgspec.structs.replace(accusation.arguments[0], entities=entity.entities, start=None, end=None),
        ),
        statement=record.statements[0].id,
    )
    add(store, msgspec.structs.replace(record, events=(made,)))
    assert [one.hit.id for one in look(store).entries] == ["a-s"]


def test_pages_together_are_the_whole(store: Store) -> None:
    told, untold = (
        "Police arrested [e:lee Ann Lee] on [t:2018-08-03 Friday].",
        "Police arrested [e:lee Ann Lee].",
    )
    then, some_day = (Sketch("arrest", "arrested", {"person": "lee"}, time=time) for time in ("t0", None))
    for number, day in enumerate(("2018", "2018-08", "2018-08-01", "2018-08-02", "2018-08-03", "2018-08-04")):
        add(
            store,
            quote(f"a{number}", "Ann Lee", "“Yes.”", day=day),
            quote(f"b{number}", "Bob Marsh", "“She.”", about="Ann Lee", day=day),
            quote(f"c{number}", "Ann Lee", "“No.”", day=day),
            happening(f"d{number}", told, [then], PEOPLE, day=day),
            happening(f"e{number}", untold, [some_day], PEOPLE, day=day),
        )
    add(store, quote("f", "Ann Lee", "“Undated.”", day=None))
    whole = look(store, limit=100).entries
    assert len(whole) == 6 * 4
    assert [one.earliest for one in whole] == sorted(one.earliest for one in whole)
    for size in (1, 2, 3, 7):
        found: list[Entry] = []
        page = look(store, limit=size)
        while page.next is not None:
            found += page.entries
            page = look(store, limit=size, after=page.next)
        assert (*found, *page.entries) == whole
