"""A short run of one writer and three readers; and that they would see half an article."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from sqlalchemy import Connection, Table, delete, select, text

from bench.concurrency import Done, run
from bench.concurrency_checks import _HALVES, count_halves, look_in_index, read_whole
from bench.store_inputs import make_ready
from onrecord.intake import Manner, take_in
from onrecord.model.record import Record
from onrecord.store import schema
from onrecord.store.opening import Store, open_store

TRIES = 40


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return make_ready(3)


@pytest.fixture
def filled(store: Store, records: list[Record]) -> Store:
    assert all(one.outcome == "added" for one in take_in(store, records, Manner()))
    return store


def find_faults(store: Store, check: Callable[[Store, Random], object]) -> set[str]:
    rng, done = Random(1), Done()
    for _ in range(TRIES):
        done.attempt("check", lambda: list(check(store, rng)))  # type: ignore[call-overload]
    return set(done.faults)


def test_readers_and_a_writer(store_location: str) -> None:
    written, read = run(store_location, seconds=4, readers=3, seed=11)
    assert written.faults == []
    assert read.faults == []
    assert written.counts["added"] + written.counts["analysed anew"] > 0
    assert read.counts.total() > 3
    with open_store(store_location) as store, store.reading() as connection:
        assert connection.execute(select(schema.documents.c.key)).first() is not None


def test_whole_articles_are_right(filled: Store) -> None:
    for check in (read_whole, count_halves, look_in_index):
        assert find_faults(filled, check) == set()


@pytest.mark.parametrize("table", [schema.event_arguments, schema.statement_parts, schema.segments])
def test_halves_are_seen(filled: Store, table: Table) -> None:
    with filled.writing() as connection:
        connection.execute(delete(table))
    assert find_faults(filled, read_whole)
    assert find_faults(filled, count_halves)


def test_an_index_that_finds_what_is_gone_is_seen(filled: Store) -> None:
    if not filled.is_sqlite:
        pytest.skip("PostgreSQL's indexes are part of the rows")
    with filled.writing() as connection:
        drop_unindexing(connection)
        connection.execute(delete(schema.events))
    assert any("event_search finds" in fault for fault in find_faults(filled, look_in_index))


def drop_unindexing(connection: Connection) -> None:
    connection.execute(text("DROP TRIGGER event_unindexed"))


def test_every_query_for_halves_runs(filled: Store) -> None:
    with filled.outside() as connection:
        for query in _HALVES.values():
            assert (
                connection.exec_driver_sql(
                    query.replace("%", "%%") if not filled.is_sqlite else query
                ).scalar_one()
                == 0
            )
