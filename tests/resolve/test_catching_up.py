"""All rooms together: in whatever order articles come, what is derived is the same; a crash loses nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from random import Random
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, delete, insert, select

from bench.orders import Rows, read_derived
from onrecord.corrections.correcting import Say, retract, take_back
from onrecord.model.record import Record
from onrecord.resolve import catching_up
from onrecord.resolve.catching_up import (
    ROOMS,
    Room,
    catch_up,
    compare_waiting,
    count_waiting,
    let_go,
    start_over,
)
from onrecord.resolve.checking import check_derived
from onrecord.resolve.identities.judging import judge
from onrecord.resolve.identities.ledger import Judgement, Verdict
from onrecord.store import schema
from onrecord.store.erasing import erase_document
from onrecord.store.opening import Store
from onrecord.store.writer import add_record
from tests.query.crowd import make_press, other, release, wire

URL = "https://wire.example/dunmore"


def make_records() -> list[Record]:
    """Eight articles of which some are copies, some of one story, and two are versions of one address."""
    older, newer = at(wire("v"), URL), at(other("w"), URL)
    return [*make_press(), wire("e", outlet="Fell Ledger", day="2024-03-06"), release("f"), older, newer]


def at(record: Record, url: str) -> Record:
    document = msgspec.structs.replace(record.document, url=url)
    return msgspec.structs.replace(record, document=document)


def added(record: Record) -> str:
    """When an article is added: always the same, whatever the order, since versions are told apart by it."""
    return f"2026-11-{ord(record.document.location[0]) - ord('a') + 1:02}T12:00:00Z"


def add(connection: Connection, records: Iterable[Record], **options: Any) -> list[int]:
    keys = []
    for record in records:
        add_record(connection, record, now=added(record), **options)
        keys.append(key_of(connection, record))
    return keys


def key_of(connection: Connection, record: Record) -> int:
    query = select(schema.documents.c.key).where(schema.documents.c.id == record.document.id)
    return int(connection.execute(query).scalar_one())


def fill(store: Store, records: Iterable[Record]) -> None:
    """Add articles and compare them."""
    with store.writing() as connection:
        add(connection, records)
    list(catch_up(store))


def read(store: Store) -> Rows:
    """All that is derived, with permanent ids in place of keys."""
    with store.reading() as connection:
        return read_derived(connection)


def erase(store: Store, keys: Collection[int]) -> None:
    """Erase articles as if they had never been there."""
    with store.writing() as connection:
        for key in keys:
            erase_document(connection, key, now="2026-11-30T12:00:00Z", let_go=let_go)
        connection.execute(delete(schema.tombstones))


def read_keys(store: Store) -> list[int]:
    with store.reading() as connection:
        return list(connection.execute(select(schema.documents.c.key)).scalars())


def differences(store: Store) -> list[Any]:
    with store.writing() as connection:
        return check_derived(connection)


def test_what_waits_is_compared_in_batches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching_up, "TOGETHER", 3)
    told: list[set[int]] = []
    with store.writing() as connection:
        keys = add(connection, make_records()[:7])
    batches = catch_up(store, compared=lambda _, documents: told.append(set(documents)))
    assert next(batches) == 3
    with store.reading() as connection:
        assert count_waiting(connection) == 4
    assert list(batches) == [3, 1]
    assert len(told) == 3
    assert set.union(*told) == set(keys)
    with store.writing() as connection:
        assert compare_waiting(connection) == count_waiting(connection) == 0
    assert differences(store) == []


def test_the_order_of_arrival_makes_no_difference(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    states = []
    for seed, together, at_once in ((0, 50, 8), (1, 1, 1), (2, 2, 3), (3, 50, 2)):
        monkeypatch.setattr(catching_up, "TOGETHER", together)
        records = make_records()
        Random(seed).shuffle(records)
        for start in range(0, len(records), at_once):
            fill(store, records[start : start + at_once])
        states.append(read(store))
        assert differences(store) == []
        erase(store, read_keys(store))
        assert not any(read(store).values())
    assert states[0] == states[1] == states[2] == states[3]
    assert all(states[0][name] for name in ("copies", "stories", "claims", "disagreements", "quotations"))


def test_a_crash_in_a_batch_leaves_what_was_and_the_rest_waiting(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching_up, "TOGETHER", 3)
    records = make_records()
    fill(store, records)
    whole = read(store)
    erase(store, read_keys(store))
    with store.writing() as connection:
        add(connection, records)
    batches = catch_up(store)
    next(batches)
    before = read(store)

    def crash(connection: Connection, documents: Collection[int]) -> set[int]:
        ROOMS[-1].update(connection, documents)
        raise MemoryError

    last = Room("quotations", crash, ROOMS[-1].remove)
    with monkeypatch.context() as patched:
        patched.setattr(catching_up, "ROOMS", (*ROOMS[:-1], last))
        with pytest.raises(MemoryError):
            next(batches)
    assert read(store) == before
    with store.reading() as connection:
        assert count_waiting(connection) == 5
    assert sum(catch_up(store)) == 5
    assert read(store) == whole


@pytest.mark.parametrize("number", [0, 2, 6, 7])
def test_what_is_let_go_leaves_nothing_and_comes_back_the_same(store: Store, number: int) -> None:
    records = make_records()
    one = records.pop(number)
    fill(store, records)
    without = read(store)
    fill(store, [one])
    whole = read(store)
    with store.writing() as connection:
        key = key_of(connection, one)
        let_go(connection, key)
        connection.execute(insert(schema.unresolved), {"document": key, "seen": False})
    list(catch_up(store))
    assert read(store) == whole
    with store.reading() as connection:
        key = key_of(connection, one)
    erase(store, [key])
    list(catch_up(store))
    assert read(store) == without
    assert differences(store) == []


def test_what_waits_is_let_go_without_a_trace(store: Store) -> None:
    records = make_records()
    fill(store, records[:-2])
    before = read(store)
    with store.writing() as connection:
        (key,) = add(connection, records[-2:-1])
        let_go(connection, key)
        assert count_waiting(connection) == 0
    assert read(store) == before


def test_a_newer_analysis_takes_the_place_of_the_older(store: Store) -> None:
    records = make_records()
    fill(store, records)
    whole = read(store)
    older = msgspec.structs.replace(records[0], engine="0.1.0", events=records[0].events[:1])
    newer = msgspec.structs.replace(records[0], engine="0.2.0")
    for record in (older, newer):
        with store.writing() as connection:
            add(connection, [record], reanalyse=True, let_go=let_go)
        list(catch_up(store))
        assert differences(store) == []
        assert (read(store) == whole) == (record is newer)


def test_a_newer_version_takes_the_older_out_of_all_counts(store: Store) -> None:
    older, newer = at(wire("v"), URL), at(other("w"), URL)
    fill(store, [older, wire("x", outlet="Fell Ledger", day="2024-03-05")])
    assert count_articles(store) == {("stories", 2, 1), ("quotations", 2, 1)}
    with store.writing() as connection:
        add(connection, [newer])
        waiting = connection.execute(select(schema.unresolved).order_by(schema.unresolved.c.seen)).all()
        assert [tuple(row) for row in waiting] == [
            (key_of(connection, newer), False),
            (key_of(connection, older), True),
        ]
    list(catch_up(store))
    assert count_articles(store) == {("stories", 2, 2), ("quotations", 2, 2)}
    assert differences(store) == []


def test_a_retracted_article_is_out_of_all_counts_until_that_is_taken_back(store: Store) -> None:
    first, second = wire("a"), wire("x", outlet="Fell Ledger", day="2024-03-05")
    fill(store, [first, second])
    before, counted = read(store), count_articles(store)
    assert counted == {("stories", 2, 1), ("quotations", 2, 1)}
    with store.writing() as connection:
        said = retract(connection, second.document.id, Say(by="Bo Ash", at="2026-11-30T12:00:00Z"))
        assert count_waiting(connection) == 1
    list(catch_up(store))
    assert count_articles(store) == {("stories", 1, 1), ("quotations", 1, 1)}
    assert differences(store) == []
    with store.writing() as connection:
        take_back(connection, said.key, now="2026-11-30T13:00:00Z")
        assert count_waiting(connection) == 1
    list(catch_up(store))
    assert differences(store) == []
    assert (count_articles(store), read(store)) == (counted, before)


def count_articles(store: Store) -> set[tuple[str, int, int]]:
    """How many articles each story and quotation has, and how many of them are no copies."""
    with store.reading() as connection:
        return {
            (str(table.name), row.articles, row.independent)
            for table in (schema.stories, schema.quotations)
            for row in connection.execute(select(table.c.articles, table.c.independent))
        }


def test_all_is_derived_anew_and_judgements_stay(store: Store) -> None:
    fill(store, make_records())
    said = Judgement(
        left="a-chief", right="b-chief", judgement="same", by="Bo Ash", at="2026-11-30T12:00:00Z"
    )
    with store.writing() as connection:
        judge(connection, said)
    before = read(store)
    with store.writing() as connection:
        start_over(connection)
        assert count_waiting(connection) == 8
    assert not any(read(store).values())
    list(catch_up(store))
    assert read(store) == before
    with store.reading() as connection:
        assert connection.execute(select(schema.judgements)).one().judgement == "same"


def test_what_was_judged_of_an_erased_article_is_as_if_never_said(store: Store) -> None:
    """The ledger may name people in its notes, and says who is who to nobody any more."""
    gone, *others = make_records()
    fill(store, others)
    say_of(store, "c-chief", "e-chief", "different")
    without = read(store)
    fill(store, [gone])
    say_of(store, "a-chief", "b-chief", "same")
    say_of(store, "a-chief", "c-chief", "different")
    assert read(store) != without
    with store.reading() as connection:
        key = key_of(connection, gone)
    erase(store, [key])
    list(catch_up(store))
    assert read(store) == without
    assert differences(store) == []
    with store.reading() as connection:
        left = connection.execute(select(schema.judgements)).one()
    assert (left.left, left.right) == ("c-chief", "e-chief")


def test_what_was_judged_of_a_former_analysis_is_erased_too(store: Store) -> None:
    record, *others = make_records()
    fill(store, [record, *others])
    say_of(store, "a-town", "b-town", "same")
    less = msgspec.structs.replace(
        record, engine="0.2.0", entities=(), mentions=(), events=(), statements=(), times=()
    )
    with store.writing() as connection:
        (key,) = add(connection, [less], reanalyse=True, let_go=let_go)
    list(catch_up(store))
    erase(store, [key])
    list(catch_up(store))
    assert differences(store) == []
    with store.reading() as connection:
        assert connection.execute(select(schema.judgements)).all() == []


def say_of(store: Store, left: str, right: str, verdict: Verdict) -> None:
    """Judge of two entities, and let all that stands on it follow."""
    at = "2026-11-30T12:00:00Z"
    said = Judgement(left=left, right=right, judgement=verdict, by="Bo Ash", at=at, note="as A. Chief said")
    with store.writing() as connection:
        changed = judge(connection, said)
        for room in ROOMS[3:]:
            room.update(connection, changed)
