"""Whatever is changed in a store is found, and named."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Boolean, Connection, text, update

from onrecord.errors import OnrecordError, UnknownId
from onrecord.query.verify import Failure, Outcome, Readers, Verified, verify, verify_store
from onrecord.query.verify_derived import check_all_derived
from onrecord.query.verify_indexes import check_indexes
from onrecord.resolve.catching_up import DERIVED
from onrecord.store import schema
from onrecord.store.opening import Store, open_store
from tests.query.crowd import CROWD, crowd
from tests.query.shelf import FIRST, READERS, WARC, add_article, fill, key_of, make_article

_NO_PROMISE = {
    **{f"feeds.{column.name}": "when to ask again; nothing is cited from it" for column in schema.feeds.c},
    "captures.key": "only the order of an article's captures",
    "corrections.key": "the number by which a correction is withdrawn; nothing refers to it",
    "judgements.key": "only the order of what was judged",
    "audit.key": "only the order of what was done",
    "alerts.key": "only the order in which alerts are sent",
    **{
        f"deliveries.{name}": "whether to send again; who gets an alert twice knows it by its id"
        for name in "state attempts due status problem updated".split()
    },
}
"""Columns that no digest covers and nothing depends on, and why."""
_COLUMNS = [
    f"{table.name}.{column.name}"
    for table in schema.metadata.sorted_tables
    for column in table.c
    if f"{table.name}.{column.name}" not in _NO_PROMISE
]

_FLIPS = 30
_NULLABLE = [
    f"{table.name}.{column.name}"
    for table in schema.metadata.sorted_tables
    for column in table.c
    if column.nullable and f"{table.name}.{column.name}" not in _NO_PROMISE
]
_UNMISSED = {
    "inputs": "what was added may have been added by other means",
    "corrections": "nobody need have made one",
    "tombstones": "what was erased leaves nothing else that could tell of it",
    "feeds": "nobody need follow one",
    "deliveries": "what was not tried yet has none",
    "audit": "nobody need have done anything",
}
"""Tables that may lack any row, and why."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in SQLite with a value in every column."""
    path = tmp_path_factory.mktemp("verify") / "store.db"
    with open_store(path, create=True) as store:
        fill(store)
        crowd(store)
        assert_sound(list(verify_store(store, readers=READERS)))
    return path


@pytest.fixture(scope="module")
def opened(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """That store, open, to change and to change back."""
    path = tmp_path_factory.mktemp("opened") / "store.db"
    shutil.copy(filled, path)
    with open_store(path) as store:
        yield store
        assert_sound(list(verify_store(store, readers=READERS)))


class _Undone(Exception):
    """Ends a transaction whose changes are to be forgotten."""


@contextmanager
def changing(store: Store) -> Iterator[Connection]:
    """A connection whose changes are undone at the end."""
    with suppress(_Undone), store.writing() as connection:
        yield connection
        raise _Undone


def is_sound(connection: Connection, table: str) -> bool:
    """Whether nothing is found; what most likely finds a change of the table is asked first."""
    checks: list[Iterator[Outcome]] = [verify(connection, readers=READERS), check_indexes(connection)]
    checks.insert(0 if schema.metadata.tables[table] in DERIVED else 2, check_all_derived(connection))
    return not any(isinstance(one, Failure) for outcomes in checks for one in outcomes)


def assert_sound(outcomes: list[Outcome], *, articles: int = 3 + CROWD) -> None:
    assert [one.tell() for one in outcomes if isinstance(one, Failure)] == []
    assert len(outcomes) == articles


def find_row(connection: Connection, table: str, column: str, order: str = "DESC") -> tuple[str, Any]:
    """What selects the last row of a table (or the first) that has a value in a column, and the value."""
    keys = ", ".join(one.name for one in schema.metadata.tables[table].primary_key)
    ordered = f"ORDER BY {keys.replace(',', f' {order},')} {order} LIMIT 1"
    here = f"({keys}) = (SELECT {keys} FROM {table} WHERE {column} IS NOT NULL {ordered})"
    return here, connection.execute(text(f"SELECT {column} FROM {table} WHERE {here}")).scalar_one()


def failures(store: Store) -> list[Failure]:
    return [one for one in verify_store(store, readers=READERS) if isinstance(one, Failure)]


def changed(value: Any, *, is_flag: bool) -> Any:
    if isinstance(value, bytes):
        return bytes([*value[:-1], value[-1] ^ 1])
    if isinstance(value, str):
        return f"{value[:-1]}{'x' if value[-1:] != 'x' else 'y'}"
    if isinstance(value, float):
        return value / 2
    return 1 - value if is_flag else value + 1_000_003


def test_all_is_as_it_should_be(store: Store) -> None:
    record = fill(store)
    crowd(store)
    outcomes = list(verify_store(store, readers=READERS))
    assert_sound(outcomes)
    items = sum(map(len, (record.entities, record.mentions, record.times, record.statements, record.events)))
    one = next(one for one in outcomes if isinstance(one, Verified) and one.document == record.document.id)
    assert (one.items, one.captures) == (items, 1)
    assert (one.located, one.unlocated) == (len(record.segments), 0)


def test_every_column_has_a_value(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as file:
        for name in [*_COLUMNS, *_NO_PROMISE]:
            table, column = name.split(".")
            query = f"SELECT count(*) FROM {table} WHERE {column} IS NOT NULL"
            assert file.execute(query).fetchone()[0], name


@pytest.mark.parametrize("name", _COLUMNS)
def test_a_changed_value_is_found(opened: Store, name: str) -> None:
    table, column = name.split(".")
    is_flag = isinstance(schema.metadata.tables[table].c[column].type, Boolean)
    with changing(opened) as connection:
        here, value = find_row(connection, table, column)
        other = 1 if name == "counter.next" else changed(value, is_flag=is_flag)
        connection.execute(text(f"UPDATE {table} SET {column} = :other WHERE {here}"), {"other": other})
        assert not is_sound(connection, table), f"{value!r} became {other!r}"


@pytest.mark.parametrize("name", _NULLABLE)
def test_a_value_that_is_gone_is_found(opened: Store, name: str) -> None:
    table, column = name.split(".")
    with changing(opened) as connection:
        here, _ = find_row(connection, table, column)
        connection.execute(text(f"UPDATE {table} SET {column} = NULL WHERE {here}"))
        assert not is_sound(connection, table)


@pytest.mark.parametrize("table", [one.name for one in schema.metadata.sorted_tables])
def test_a_row_that_is_gone_is_found(opened: Store, table: str) -> None:
    with changing(opened) as connection:
        first = next(iter(schema.metadata.tables[table].primary_key)).name
        here, _ = find_row(connection, table, first, "ASC")
        connection.execute(text(f"DELETE FROM {table} WHERE {here}"))
        assert is_sound(connection, table) == (table in _UNMISSED)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("mentions", "words", "Bob"),
        ("statements", "words", "The bridge is open."),
        ("events", "type", "opening"),
        ("texts", "text", "Nothing."),
        ("captures", "fetched", "2020-01-01T00:00:00Z"),
        ("corrections", "note", "no"),
    ],
)
def test_a_changed_value_is_found_on_both_databases(
    store: Store, table: str, column: str, value: str
) -> None:
    fill(store)
    with store.writing() as connection:
        connection.execute(update(schema.metadata.tables[table]).values({column: value}))
    assert any(one.table in (table, "documents") for one in failures(store))


def test_a_failure_names_row_and_column_and_what_was_expected(store: Store) -> None:
    record = fill(store)
    mentions, first = schema.mentions, record.mentions[0].id
    words = record.mentions[0].slice(record.document.text)
    with store.writing() as connection:
        connection.execute(update(mentions).where(mentions.c.id == first).values(words="Ann Leigh"))
    (failure,) = [one for one in failures(store) if one.table == "mentions"]
    assert failure == Failure("mentions", first, "words", repr(words), "'Ann Leigh'", record.document.id)
    assert failure.tell() == (
        f"mentions.words, row {first} (article {record.document.id}): expected {words!r}, found 'Ann Leigh'"
    )


def test_rows_that_hang_on_nothing_are_found(store: Store) -> None:
    fill(store)
    with store.writing() as connection:
        if store.is_sqlite:
            connection.execute(update(schema.captures).values(document=5))
        else:  # what PostgreSQL does not check itself
            connection.execute(update(schema.statements).values(parent=5))
    assert any("a key of" in one.expected for one in failures(store))


def test_one_article_is_verified_by_the_id_of_an_item(store: Store) -> None:
    record = fill(store)
    with store.writing() as connection:
        this = key_of(store, record.document.id)
        documents = schema.documents
        connection.execute(update(documents).where(documents.c.key != this).values(title="something else"))
    with store.reading() as connection:
        outcomes = list(
            verify(connection, [record.statements[0].id[:9], record.document.id[:8]], readers=READERS)
        )
    assert [one.document for one in outcomes if isinstance(one, Verified)] == [record.document.id]
    assert len(outcomes) == 1
    with store.reading() as connection, pytest.raises(UnknownId, match="no article or item"):
        list(verify(connection, ["s123456789"], readers=READERS))


def test_a_warc_file_that_says_something_else_is_a_failure(store: Store) -> None:
    fill(store)
    other = Readers(read_warc=lambda _: WARC + b" ")
    found = [one for one in verify_store(store, readers=other) if isinstance(one, Failure)]
    assert {(one.table, one.column) for one in found} == {("captures", "size"), ("captures", "content")}


def test_a_warc_file_that_is_gone_is_a_failure(store: Store) -> None:
    fill(store)

    def read(_: object) -> bytes:
        raise FileNotFoundError("moss.warc is gone")

    found = [one for one in verify_store(store, readers=Readers(read_warc=read)) if isinstance(one, Failure)]
    assert [(one.table, one.found) for one in found] == [("captures", "FileNotFoundError: moss.warc is gone")]


def test_ids_that_an_engine_gave_are_derived_again(store: Store) -> None:
    """A record whose rows and digests are in step, but whose ids an engine cannot have given."""
    record = make_article()
    add_article(store, record, FIRST)
    found = failures(store)
    assert {one.table for one in found} == {"mentions", "entities", "times", "statements"}
    assert {one.column for one in found} == {"id"}


def test_progress_is_told(store: Store) -> None:
    fill(store)
    told: list[tuple[int, int]] = []
    list(verify_store(store, readers=READERS, progress=lambda done, total: told.append((done, total))))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_an_index_that_lacks_words_is_found(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "changed.db"
    shutil.copy(filled, path)
    with open_store(path) as store:
        with store.writing() as connection:
            connection.execute(text("DELETE FROM statement_search_data WHERE id > 10"))
        assert any(one.table == "statement_search" for one in failures(store))


def test_an_index_that_has_another_word_is_found(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "changed.db"
    shutil.copy(filled, path)
    with closing(sqlite3.connect(path)) as file:
        (old,) = file.execute("SELECT block FROM statement_search_data WHERE id > 10").fetchone()
        with file:
            new = old.replace(b"e", b"f")
            file.execute("UPDATE statement_search_data SET block = ? WHERE id > 10", (new,))
    with open_store(path) as store:
        assert any(one.table == "statement_search" for one in failures(store))


def test_a_changed_trigger_is_found(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "changed.db"
    shutil.copy(filled, path)
    with open_store(path) as store:
        with store.writing() as connection:
            connection.execute(text("DROP TRIGGER statement_indexed"))
        assert [one.row for one in failures(store)] == ["trigger statement_indexed"]


def dump(path: Path) -> list[str]:
    """All that a store tells: its schema, its rows, and the words and places in its full-text indexes.

    The pages of these indexes are left out as such: they have bytes that nobody reads. So are rows of tables
    of which nothing is promised.
    """
    with closing(sqlite3.connect(path)) as file:
        told = [line for line in file.iterdump() if "_search_data" not in line or "CREATE" in line]
        told = [
            line for line in told if not line.startswith(('INSERT INTO "feeds"', 'INSERT INTO "deliveries"'))
        ]
        for name in ("statement_search", "event_search", "document_search"):
            file.execute(f"CREATE VIRTUAL TABLE temp.v_{name} USING fts5vocab(main, {name}, instance)")
            try:
                told += sorted(map(str, file.execute(f"SELECT * FROM temp.v_{name}")))
            except sqlite3.DatabaseError as error:
                told.append(f"{name}: {error}")
    return told


def test_a_byte_that_is_changed_in_the_file_is_found_or_means_nothing(filled: Path, tmp_path: Path) -> None:
    whole, before = filled.read_bytes(), dump(filled)
    random, path = Random(1), tmp_path / "changed.db"
    used = [place for place, byte in enumerate(whole) if byte]  # most of so small a file is empty pages
    outcomes = Counter[str]()
    for _ in range(_FLIPS):
        place = random.choice(used)
        content = bytearray(whole)
        content[place] ^= 1 << random.randrange(8)
        path.write_bytes(content)
        kind = judge(path, before)
        outcomes[kind] += 1
        assert kind != "missed", place
        for rest in tmp_path.glob("changed.db-*"):
            rest.unlink()
    assert outcomes["found"] > 0


def judge(path: Path, before: list[str]) -> str:
    """Whether a damaged file is refused, the damage found, or there is none in what the file tells."""
    try:
        with open_store(path) as store:
            found = failures(store)
    except OnrecordError:
        return "refused"
    if found:
        return "found"
    return "unused" if dump(path) == before else "missed"
