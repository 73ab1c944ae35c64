"""All revisions of the schema in turn make what a new store has, and stores of released versions open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, select, text

from onrecord.errors import NewerStore
from onrecord.query.verify import Failure, verify_store
from onrecord.store import schema
from onrecord.store.expected import expected_schema, read_schema
from onrecord.store.migrations import make_config, upgrade
from onrecord.store.migrations.freeze import list_statements
from onrecord.store.opening import REVISION, Store, open_store
from onrecord.store.records import read_record

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
def test_the_frozen_schema_is_that_of_now_until_there_is_a_second_revision(dialect: str) -> None:
    if REVISION != "0001":
        pytest.skip("there is a second revision")
    from onrecord.store.migrations.versions import revision_0001

    script = Path(revision_0001.__file__).with_name(f"schema_0001_{dialect}.sql")
    frozen = script.read_text("utf-8").strip().split(revision_0001.SEPARATOR)
    assert sorted(frozen) == sorted(list_statements(dialect))  # indexes of a table come in any order


def test_a_store_of_a_newer_version_is_refused(store: Store, store_location: str) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerStore, match="pip install --upgrade"):
        open_store(store_location)


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.stem)
def test_a_store_of_a_released_version_opens(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    shutil.copy(kept, path)
    with open_store(path) as store:
        assert [one for one in verify_store(store) if isinstance(one, Failure)] == []
        with store.reading() as connection:
            keys = connection.execute(select(schema.documents.c.key)).scalars().all()
            assert len(keys) >= 3
            assert all(read_record(connection, key).statements for key in keys)


def test_there_is_a_store_to_open() -> None:
    assert KEPT
