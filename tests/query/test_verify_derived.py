"""What follows from several articles, and what is watched for, is verified as the articles are."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update

from onrecord.query.verify import Failure, Outcome, Verified, verify, verify_store
from onrecord.query.verify_derived import check_all_derived, is_left_out
from onrecord.store import schema
from onrecord.store.opening import Store, open_store
from tests.query.crowd import CROWD, crowd
from tests.query.shelf import READERS


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in SQLite with what follows from its articles, in a file without a log."""
    path = tmp_path_factory.mktemp("crowded") / "store.db"
    with open_store(path, create=True) as store:
        crowd(store)
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = DELETE")
    return path


def judge(store: Store) -> list[Outcome]:
    return list(verify_store(store, readers=READERS))


def failing(outcomes: list[Outcome]) -> set[str]:
    return {one.table for one in outcomes if isinstance(one, Failure)}


def open_read_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store as who may not write to it opens it."""
    with monkeypatch.context() as patched:
        patched.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
        return open_store(path)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("origins", "parent", None),
        ("copies", "kept", 0.5),
        ("stories", "title", "Nothing"),
        ("identities", "name", "Ann Lee"),
        ("claims", "articles", 9),
        ("quotations", "quoted", 9),
        ("unresolved", "seen", True),
        ("judgements", "note", "no"),
        ("watch_entries", "name", "Ann Lee"),
        ("alerts", "independent", 9),
        ("webhooks", "url", "https://other.example/"),
        ("audit", "made_by", "somebody else"),
    ],
)
def test_a_changed_value_is_found_and_nothing_else(store: Store, table: str, column: str, value: Any) -> None:
    crowd(store)
    with store.writing() as connection:
        connection.execute(update(schema.metadata.tables[table]).values({column: value}))
    found = failing(judge(store))
    if table == "unresolved":  # an article that seems to be compared lacks what would be derived from it
        found -= {"fingerprints", "fingerprint_bands", "origins"}
    assert found == {table}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("fingerprints", "words"),
        ("story_vectors", "terms"),
        ("identity_bearers", "facts"),
        ("identity_bearers", "written"),
        ("disagreements", "told"),
        ("reversal_keys", "undoes"),
        ("watch_entries", "entry"),
        ("alerts", "alert"),
        ("unresolved", "seen"),
    ],
)
def test_malformed_rows_are_failures_and_stop_nothing(
    crowded: Path, tmp_path: Path, table: str, column: str
) -> None:
    path = tmp_path / "store.db"
    shutil.copy(crowded, path)
    with open_store(path) as store, store.writing() as connection:
        connection.execute(text(f"UPDATE {table} SET {column} = x'00ff7b'"))
        found = [*check_all_derived(connection), *verify(connection, readers=READERS)]
    assert failing(found)
    assert sum(isinstance(one, Verified) for one in found) == CROWD


def test_to_check_what_is_derived_changes_nothing(crowded: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    shutil.copy(crowded, path)
    with closing(sqlite3.connect(path)) as file:
        before = list(file.iterdump())
    with open_store(path) as store:
        assert failing(judge(store)) == set()
    with closing(sqlite3.connect(path)) as file:
        assert list(file.iterdump()) == before


def test_a_file_that_cannot_be_written_is_verified_all_the_same(
    crowded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.db"
    shutil.copy(crowded, path)
    with open_read_only(path, monkeypatch) as store:
        assert store.is_read_only
        assert failing(judge(store)) == set()
    assert path.read_bytes() == crowded.read_bytes()
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE claims SET articles = 9")
    with open_read_only(path, monkeypatch) as store:
        assert failing(judge(store)) == {"claims"}


def test_who_may_only_read_a_database_is_told_of_no_failure(postgresql_database: str) -> None:
    with open_store(postgresql_database, create=True) as store:
        crowd(store)
        with store.writing() as connection:
            name = connection.execute(text("SELECT current_database()")).scalar_one()
            connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    with open_store(postgresql_database) as store:
        with store.reading() as connection:
            assert is_left_out(connection)
        assert failing(judge(store)) == set()
