"""What was planned and then cancelled is undone; what took place, or only did not happen, is not."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any

import pytest
from sqlalchemy import Connection, select

from onrecord.model.record import EntityType, Record
from onrecord.resolve.claims.reading import list_disagreements
from onrecord.store import schema
from onrecord.store.opening import Store
from tests.resolve.claims.newsroom import add_articles, deed, read_derived, take_away

_PEOPLE: dict[str, tuple[EntityType, str]] = {
    "reyes": ("person", "Carla Reyes"),
    "haddad": ("person", "Omar Haddad"),
    "lee": ("person", "Ann Lee"),
}
_NAMES = {key: f"[e:{key} {name}]" for key, (_, name) in _PEOPLE.items()}
_CANCELLED: dict[str, Any] = {"phase": "ended", "polarity": "negative"}
_Found = list[tuple[str, list[str]]]


def meeting(mark: str, verb: str, *people: str, on_day: str | None = None, **options: Any) -> Record:
    """An article in which people meet, or do not."""
    day = f" on [t:{on_day} that day]" if on_day else ""
    return deed(
        mark,
        "meeting",
        f"{' and '.join(_NAMES[one] for one in people)} {verb}{day}.",
        {f"participant {number}": one for number, one in enumerate(people)},
        {one: _PEOPLE[one] for one in people},
        trigger=verb,
        time="t0" if on_day else None,
        **options,
    )


def plan(mark: str, *people: str, **options: Any) -> Record:
    return meeting(mark, "will meet", *people, **{"modality": "future", **options})


def cancel(mark: str, *people: str, **options: Any) -> Record:
    return meeting(
        mark, "cancelled", *people, **{"day": "2024-03-09", "outlet": "Post"} | _CANCELLED | options
    )


def strike(mark: str, verb: str, **options: Any) -> Record:
    """An article on a strike of a union."""
    union: tuple[EntityType, str] = ("organisation", "Rail Union")
    sentence = f"[e:union Rail Union] {verb} a strike on [t:2024-03-15 that day]."
    return deed(mark, "strike", sentence, {"striker": "union"}, {"union": union}, trigger="strike", **options)


def find(connection: Connection, *records: Record) -> _Found:
    """What was undone, as it is told, with its events, where each article is of a story of its own."""
    marks = [record.document.location.removesuffix(".txt") for record in records]
    add_articles(connection, records, {mark: f"story {mark}" for mark in marks})
    found = list_disagreements(connection, kinds=("reversal",))
    return [(one.of, [str(said.event) for said in one.said]) for one in found]


def test_what_was_planned_and_is_cancelled_is_undone(store: Store) -> None:
    with store.writing() as connection:
        found = find(connection, plan("a", "reyes", "haddad"), cancel("b", "reyes", "haddad"))
    assert found == [("meeting planned, meeting cancelled", ["a-v0", "b-v0"])]


def call_off(mark: str, day: str) -> Record:
    return strike(mark, "called off", day=day, outlet="Post", **_CANCELLED)


def test_what_is_announced_for_a_later_day_is_planned(store: Store) -> None:
    with store.writing() as connection:
        found = find(connection, strike("a", "announced", time="t0"), call_off("b", "2024-03-12"))
    assert found == [("strike planned, strike cancelled", ["a-v0", "b-v0"])]


def test_what_lasts_is_cancelled_no_later_than_on_its_day(store: Store) -> None:
    """A strike that is called off the day after it began took place."""
    with store.writing() as connection:
        assert find(connection, strike("a", "announced", time="t0"), call_off("b", "2024-03-16")) == []
        assert len(find(connection, call_off("c", "2024-03-15"))) == 1


@pytest.mark.parametrize(
    "records",
    [
        (plan("a", "reyes", "haddad"), cancel("b", "reyes", "lee")),
        (plan("a", "reyes", "haddad"), cancel("b", "reyes", "haddad", phase="begins")),
        (plan("a", "reyes", "haddad"), cancel("b", "reyes", "haddad", polarity="positive")),
        (plan("a", "reyes", "haddad"), cancel("b", "reyes", "haddad", modality="possible")),
        (plan("a", "reyes", "haddad", modality="possible"), cancel("b", "reyes", "haddad")),
        (plan("a", "reyes", "haddad", polarity="negative"), cancel("b", "reyes", "haddad")),
        (plan("a", "reyes", "haddad", day="2024-03-10"), cancel("b", "reyes", "haddad")),
        (plan("a", "reyes", "haddad", on_day="2024-03-05"), cancel("b", "reyes", "haddad", day="2024-04-09")),
        (plan("a", "reyes", "haddad"), cancel("b", "reyes", "haddad", day="2024-04-09")),
        (meeting("a", "met", "reyes", "haddad"), cancel("b", "reyes", "haddad")),
    ],
    ids="others denied-only ended maybe-cancelled maybe-planned unplanned later past weeks held".split(),
)
def test_what_was_no_plan_or_is_not_cancelled_is_not_undone(
    store: Store, records: tuple[Record, ...]
) -> None:
    with store.writing() as connection:
        assert find(connection, *records) == []


@pytest.mark.parametrize("two", list(combinations(_PEOPLE, 2)))
def test_in_whatever_order_articles_come_and_go_the_same_is_undone(
    store: Store, two: tuple[str, str]
) -> None:
    """Two and three who meet share several digests; which article came last must not choose among them."""
    records = [
        plan("a", "reyes", "haddad", "lee"),
        cancel("b", "reyes", "haddad", "lee"),
        plan("c", "reyes", "lee", day="2024-03-06"),
        cancel("d", *two, outlet="Courier"),
    ]
    states = []
    with store.writing() as connection:
        for order in permutations(records):
            transaction = connection.begin_nested()
            for record in order:
                find(connection, record)
            states.append(read_derived(connection))
            transaction.rollback()
        assert all(state == states[0] for state in states)
        assert {row[3] for row in states[0]["disagreements"]} == {"reversal"}
        find(connection, records[1], records[2])
        without = read_derived(connection)
        for record in (records[0], records[3]):
            find(connection, record)
        assert read_derived(connection) == states[0]
        take_away(connection, keys_of(connection, records[0], records[3]))
        assert read_derived(connection) == without


def keys_of(connection: Connection, *records: Record) -> list[int]:
    documents = schema.documents
    query = select(documents.c.key).where(documents.c.id.in_([record.document.id for record in records]))
    return list(connection.execute(query).scalars())
