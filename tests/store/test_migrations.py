"""All revisions of the schema in turn make what a new store has, and stores of released versions open."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, UniqueConstraint, create_engine, event, select, text

from onrecord.errors import NewerStore, StoreUnavailable
from onrecord.query.verify import Failure, verify_store
from onrecord.resolve.catching_up import catch_up, count_waiting
from onrecord.store import schema
from onrecord.store.expected import expected_schema, read_schema
from onrecord.store.migrations import make_config, upgrade
from onrecord.store.migrations.freeze import freeze, list_added, list_statements, read_frozen
from onrecord.store.opening import REVISION, Store, open_store
from onrecord.store.records import read_record
from onrecord.store.writer import ITEMS
from tests.query.shelf import READERS, fill

KEPT = sorted((Path(__file__).parent.parent / "kept").glob("*.db"))
"""A store of each released version, or of the schema that is to be released."""
_COLUMNS = """
    SELECT table_name, column_name, data_type, is_nullable, generation_expression
    FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> 'alembic_version'
    ORDER BY table_name, column_name
"""
_INDEXES = """
    SELECT tablename, indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    ORDER BY 1, 2
"""
_INDEX = re.compile(r"CREATE (?:UNIQUE )?INDEX (\w+) ON (\w+)")
_CREATE = re.compile(r"CREATE TABLE (\w+)")
_VIEWS = "SELECT viewname, definition FROM pg_views WHERE schemaname = 'public' ORDER BY 1"


def describe(connection: Connection) -> list[list[tuple[object, ...]]]:
    return [[tuple(row) for row in connection.execute(text(query))] for query in (_COLUMNS, _INDEXES, _VIEWS)]


def test_the_newest_revision_is_the_one_that_stores_have() -> None:
    assert ScriptDirectory.from_config(make_config()).get_current_head() == REVISION


def test_the_revisions_make_a_new_store_in_sqlite(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
    with engine.connect() as connection:
        assert upgrade(connection, None)
        made = read_schema(connection)
        counted = connection.execute(select(schema.counter)).all()
    engine.dispose()
    made.pop(("table", "alembic_version"))
    assert made == expected_schema()
    assert [tuple(row) for row in counted] == [("key", 1)]


def test_the_revisions_make_a_new_store_in_postgresql(postgresql_database: str, postgresql_url: str) -> None:
    from bench.postgresql import drop_database, new_database

    other = new_database(postgresql_url)
    engine = create_engine(other)
    try:
        with engine.begin() as connection:
            assert upgrade(connection, None)
            made = describe(connection)
        with open_store(postgresql_database, create=True) as store, store.reading() as connection:
            assert describe(connection) == made
    finally:
        engine.dispose()
        drop_database(other)


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_frozen_schema_is_that_of_now(dialect: str) -> None:
    frozen = read_frozen(dialect)  # all revisions so far add, and alter nothing
    assert sorted(frozen) == sorted(list_statements(dialect))  # indexes of a table come in any order


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_freezing_again_changes_nothing(dialect: str) -> None:
    """SQLAlchemy has the indexes of a table in another order each time."""
    added = list_added(dialect, REVISION)
    assert read_frozen(dialect)[-len(added) :] == added
    names: dict[str, list[str]] = defaultdict(list)
    for one in list_statements(dialect):
        if found := _INDEX.match(one):
            names[found[2]].append(found[1])
    for table in schema.metadata.sorted_tables:
        made = sorted(str(one.name) for one in table.indexes)
        assert names[table.name][: len(made)] == made


def test_what_is_erased_with_an_article_is_found_by_an_index() -> None:
    """PostgreSQL looks for what hangs on each erased row; without an index it reads the whole table."""
    erased = {"documents", *(table.name for table in ITEMS)}
    for table in schema.metadata.sorted_tables:
        unique = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
        sorted_by = [table.primary_key.columns, *unique, *(one.columns for one in table.indexes)]
        indexed = {next(iter(columns)) for columns in sorted_by}
        for link in table.foreign_key_constraints:
            if link._ddl_if is None and link.referred_table.name in erased:
                assert set(link.columns) <= indexed, f"{table.name}: {link.column_keys}"


def test_only_the_newest_revision_is_written_down() -> None:
    with pytest.raises(ValueError, match="0001 is as it was released"):
        freeze("0001")


def name_tables(dialect: str, revision: str) -> list[str]:
    """The tables that a revision added, in an order in which they can be dropped."""
    made = [found[1] for one in list_added(dialect, revision) if (found := _CREATE.match(one))]
    return made[::-1]


def test_a_store_of_the_first_revision_is_brought_up_to_date(store: Store, store_location: str) -> None:
    fill(store)
    with store.writing() as connection:
        for name in name_tables(connection.dialect.name, "0002"):
            connection.execute(text(f"DROP TABLE {name}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        keys = set(connection.execute(select(schema.documents.c.key)).scalars())
    with open_store(store_location) as opened:
        with opened.reading() as connection:
            waiting = connection.execute(select(schema.unresolved)).all()
        assert {(row.document, row.seen) for row in waiting} == {(key, False) for key in keys}
        list(catch_up(opened))
        outcomes = list(verify_store(opened, readers=READERS))
    assert [one.tell() for one in outcomes if isinstance(one, Failure)] == []


def test_a_store_that_cannot_be_written_says_how_it_can_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.db"
    shutil.copy(KEPT[0], path)
    before = path.read_bytes()
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with pytest.raises(StoreUnavailable, match=r"older version.* copy it to where it can be written"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_newer_store_that_cannot_be_written_asks_for_a_newer_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new.db"
    with open_store(path, create=True) as store, store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with pytest.raises(NewerStore, match="pip install --upgrade"):
        open_store(path)


def test_a_store_of_a_newer_version_is_refused(store: Store, store_location: str) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerStore, match="pip install --upgrade"):
        open_store(store_location)


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_a_store_of_a_released_version_opens(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    shutil.copy(kept, path)
    held = read_rows(path)
    with open_store(path) as store:
        now = read_rows(path)
        assert {name: now[name] for name in held} == held
        list(catch_up(store))
        with store.reading() as connection:
            assert count_waiting(connection) == 0
            assert connection.execute(select(schema.origins)).all()
        assert [one for one in verify_store(store) if isinstance(one, Failure)] == []
        with store.reading() as connection:
            keys = connection.execute(select(schema.documents.c.key)).scalars().all()
            assert len(keys) >= 3
            assert all(read_record(connection, key).statements for key in keys)


def read_rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a file, by table, but for that of its revision."""
    with closing(sqlite3.connect(path)) as file:
        made = file.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        names = [name for name, sql in made if name != "alembic_version" and "fts5" not in sql]
        return {name: file.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names}


def test_all_articles_of_the_first_revision_wait_to_be_compared(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    shutil.copy(KEPT[0], path)
    with open_store(path) as store, store.reading() as connection:
        waiting = connection.execute(select(schema.unresolved.c.document, schema.unresolved.c.seen)).all()
        keys = connection.execute(select(schema.documents.c.key)).scalars().all()
    assert sorted(map(tuple, waiting)) == [(key, False) for key in sorted(keys)]


def test_there_is_a_store_of_each_revision_to_open() -> None:
    scripts = ScriptDirectory.from_config(make_config()).walk_revisions()
    assert [path.stem for path in KEPT] == sorted(f"schema-{script.revision}" for script in scripts)


def test_the_kept_store_of_the_second_revision_has_what_is_new() -> None:
    rows = read_rows(KEPT[1])
    for name in (
        "judgements",
        "watchlists",
        "watch_entries",
        "watch_names",
        "alerts",
        "origins",
        "identities",
        "audit",
    ):
        assert rows[name], name
    assert not rows["unresolved"]
