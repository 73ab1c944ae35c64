"""Quotations in a store: in whatever order articles come and go, the same is derived."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, Text, func, insert, select, update

from onrecord.resolve.quotations import updating
from onrecord.resolve.quotations.reading import read_quotation
from onrecord.store import schema
from onrecord.store.columns import Words
from onrecord.store.opening import Store, open_store
from tests.resolve.quotations.articles import (
    Saying,
    add_articles,
    make_article,
    read_derived,
    store_articles,
)

BRIDGE = "The northern bridge will stay shut until engineers have replaced every cracked girder"
SHIPS = "We are going to sell the shipyard to the Norwegian investors"
SAYINGS = [
    Saying(BRIDGE),
    Saying(BRIDGE, outlet="Harbour Post"),
    Saying(BRIDGE.replace("shut", "open"), day="2019-03-15"),
    Saying(f"{BRIDGE}. {SHIPS}, and that is final", day="2019-03-14"),
    Saying(SHIPS, day="2019-03-15"),
    Saying("they were going to sell the shipyard to the Norwegian investors", form="indirect"),
    Saying("Our thoughts and prayers are with the families"),
    Saying("Our thoughts and prayers are with the families", speaker="Bo Ash"),
    Saying(BRIDGE, day="2019-09-01"),
    Saying(BRIDGE, day=None),
    Saying("Nobody was hurt", speaker="Bo Ash"),
]


def fill(store: Store, order: list[int], size: int) -> None:
    for first in range(0, len(order), size):
        with store.writing() as connection:
            add_articles(
                connection,
                [make_article(number, SAYINGS[number]) for number in order[first : first + size]],
            )


def derived(store: Store) -> tuple[set[Any], set[Any]]:
    with store.reading() as connection:
        return read_derived(connection)


def test_the_same_words_in_two_articles_are_a_quotation(store: Store) -> None:
    fill(store, [0, 1, 10], 3)
    pairs, groups = derived(store)
    assert pairs == {("s1", "s0", "same", 1.0)}
    assert groups == {("s0", "s0", "s0", 2, 2, 2), ("s0", "s1", "s0", 2, 2, 2)}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_arrival_does_not_matter(store: Store, tmp_path: Path, seed: int) -> None:
    fill(store, list(range(len(SAYINGS))), len(SAYINGS))
    rng = random.Random(seed)
    order = rng.sample(range(len(SAYINGS)), len(SAYINGS))
    with open_store(tmp_path / "other.db", create=True) as other:
        fill(other, order, rng.randrange(1, 5))
        assert derived(other) == derived(store)
    assert derived(store)[1]


@settings(max_examples=6)
@given(
    st.permutations(range(len(SAYINGS))),
    st.integers(1, len(SAYINGS)),
    st.sets(st.sampled_from(range(len(SAYINGS)))),
)
def test_removing_and_adding_again_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], size: int, gone: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("stores")
    with open_store(folder / "one.db", create=True) as one, open_store(folder / "two.db", create=True) as two:
        fill(one, order, size)
        before = derived(one)
        with one.writing() as connection:
            query = select(schema.documents.c.location, schema.documents.c.key)
            keys = {row.location: row.key for row in connection.execute(query)}
            removed = [keys[f"{number}.txt"] for number in sorted(gone)]
            updating.remove(connection, removed)
        fill(two, sorted(set(range(len(SAYINGS))) - gone), 4)
        assert derived(one) == derived(two)
        with one.writing() as connection:
            updating.update(connection, removed)
        assert derived(one) == before


def test_what_is_removed_can_be_erased(store: Store) -> None:
    with store.writing() as connection:
        keys = add_articles(connection, [make_article(number, SAYINGS[number]) for number in (0, 1, 2)])
        others = updating.remove(connection, keys[:1])
        assert others == set(keys[1:])
        left = select(func.count()).select_from(schema.quotation_keys)
        said = select(schema.statements.c.key).where(schema.statements.c.document == keys[0])
        gone = left.where(schema.quotation_keys.c.statement.in_(said))
        assert connection.execute(gone).scalar_one() == 0
    pairs, groups = derived(store)
    assert {pair[:3] for pair in pairs} == {("s2", "s1", "edited")}
    assert {row[0] for row in groups} == {"s1"}


def test_updating_twice_is_updating_once(store: Store) -> None:
    with store.writing() as connection:
        keys = add_articles(connection, [make_article(number, SAYINGS[number]) for number in (0, 1, 10)])
        before = read_derived(connection)
        assert updating.update(connection, keys) == set(keys)
        assert read_derived(connection) == before


def test_changed_articles_are_told(store: Store) -> None:
    with store.writing() as connection:
        keys = store_articles(connection, [make_article(number, SAYINGS[number]) for number in (0, 1, 10)])
        assert updating.update(connection, keys[:1]) == {keys[0]}
        assert updating.update(connection, keys[1:2]) == {keys[0], keys[1]}
        assert updating.update(connection, keys[2:]) == {keys[2]}


def test_copies_are_not_independent_and_their_origin_is_first(store: Store) -> None:
    with store.writing() as connection:
        keys = store_articles(connection, [make_article(number, SAYINGS[number]) for number in (0, 1)])
        connection.execute(
            insert(schema.origins),
            [{"document": keys[0], "origin": keys[1]}, {"document": keys[1], "origin": keys[1]}],
        )
        updating.update(connection, keys)
        groups = read_derived(connection)[1]
        assert groups == {("s1", "s0", "s1", 2, 1, 2), ("s1", "s1", "s1", 2, 1, 2)}
        told = read_quotation(connection, "s1").statements
    assert [(one.statement, one.is_copy) for one in told] == [("s1", False), ("s0", True)]


def test_articles_that_are_not_current_do_not_count(store: Store) -> None:
    with store.writing() as connection:
        keys = add_articles(connection, [make_article(number, SAYINGS[number]) for number in (0, 1, 2)])
        documents = schema.documents
        connection.execute(update(documents).where(documents.c.key == keys[0]).values(status="superseded"))
        updating.update(connection, keys[:1])
        assert {row[3:] for row in read_derived(connection)[1]} == {(2, 2, 2)}
        told = read_quotation(connection, "s0")
    assert (told.articles, [one.statement for one in told.statements]) == (2, ["s1", "s2"])


def test_identities_join_names_that_differ(store: Store) -> None:
    phrase = "We pray for the families of the drowned fishermen"
    records = [make_article(0, Saying(phrase)), make_article(1, Saying(phrase, speaker="Lady Blackwood"))]
    with store.writing() as connection:
        keys = add_articles(connection, records)
        assert not read_derived(connection)[0]
        entities = connection.execute(select(schema.entities.c.key, schema.entities.c.document)).all()
        same = {"identity": "e0"}
        connection.execute(
            insert(schema.identities), _fill(schema.identities, {"id": "e0", "type": "person"})
        )
        for key, document in entities:
            row = same | {"entity": key, "document": document}
            connection.execute(insert(schema.identity_entities), _fill(schema.identity_entities, row))
        updating.update(connection, keys)
        assert {row[2] for row in read_derived(connection)[0]} == {"same"}


def _fill(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The row with something in each other column that needs a value."""
    needed = (column for column in table.columns if not column.nullable)
    return {one.name: "" if isinstance(one.type, Text | Words) else 0 for one in needed} | row
