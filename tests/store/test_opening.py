"""Opening a store: where it is, what is no store, and who waits for whom."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import URL, Connection, delete, func, select
from sqlalchemy.exc import TimeoutError as NoneFree

from onrecord.errors import NotAStore, StoreBusy, StoreError, StoreUnavailable
from onrecord.store import engines, schema
from onrecord.store.opening import Store, open_store


@pytest.mark.parametrize("location", ["", ".", "no/such/folder/news.db", "a\0b"])
def test_what_is_no_name_of_a_file_is_no_store(
    location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotAStore):
        open_store(location, create=True)


def test_a_store_is_made_only_when_it_is_to_be(store_location: str) -> None:
    with pytest.raises(NotAStore, match="onrecord add"):
        open_store(store_location)
    open_store(store_location, create=True).close()
    open_store(store_location).close()


def test_the_environment_names_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_STORE", str(tmp_path / "named.db"))
    open_store(create=True).close()
    assert (tmp_path / "named.db").exists()


def test_a_database_of_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    with other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    with pytest.raises(NotAStore, match="something else"):
        open_store(path, create=True)


def test_a_file_that_was_never_finished_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    open_store(path, create=True).close()
    open_store(path).close()


def test_a_store_in_a_folder_that_cannot_be_written_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "disc #1" / "news.db"
    path.parent.mkdir()
    open_store(path, create=True).close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        if os.geteuid() == 0:  # who may write anywhere
            monkeypatch.setattr(os, "access", lambda *_: False)
        with open_store(path) as store:
            with store.reading() as connection:
                assert connection.execute(select(func.count()).select_from(schema.documents)).scalar() == 0
            with pytest.raises(StoreUnavailable, match="cannot be written"), store.writing() as connection:
                connection.execute(delete(schema.documents))
            assert [one.name for one in path.parent.iterdir()] == ["news.db"]
        with pytest.raises(StoreUnavailable, match="name another folder"):
            open_store(path.with_name("other.db"), create=True)
    finally:
        path.parent.chmod(0o755)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    open_store(path, create=True).close()
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 4000)
    with pytest.raises(StoreError):
        open_store(path)


def test_passwords_are_not_told() -> None:
    with pytest.raises(StoreError) as raised:
        open_store("postgresql://ann:secret@127.0.0.1:1/news")
    assert "secret" not in str(raised.value)


def test_a_second_writer_waits_for_the_first_and_gives_up(
    store: Store, store_location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_WAIT", 200)
    busy = threading.Event()
    told: list[BaseException] = []

    def write() -> None:
        try:
            with open_store(store_location) as second, second.writing():
                pass
        except StoreBusy as error:
            told.append(error)
        busy.set()

    with store.writing():
        thread = threading.Thread(target=write)
        thread.start()
        assert busy.wait(30)
    thread.join()
    assert [type(error) for error in told] == [StoreBusy]


def test_readers_do_not_wait_for_a_writer(store: Store, store_location: str) -> None:
    with store.writing(), open_store(store_location) as second, second.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM documents").scalar_one() == 0


@pytest.mark.parametrize(("readers", "cache"), [(None, 65_536), (2, 65_536), (8, 16_384), (40, 8_192)])
def test_however_many_read_a_file_is_remembered_in_the_memory_of_two(
    tmp_path: Path, readers: int | None, cache: int
) -> None:
    with open_store(tmp_path / "store.db", create=True, readers=readers) as opened:
        for reading in (opened.reading, opened.writing):
            with reading() as connection:
                assert connection.exec_driver_sql("PRAGMA cache_size").scalar_one() == -cache


def test_the_connection_that_was_used_last_is_used_again(tmp_path: Path) -> None:
    """What it remembers of the file is worth most."""

    def find_driver(connection: Connection) -> object:
        return connection.connection.driver_connection

    with open_store(tmp_path / "store.db", create=True, readers=40) as opened:
        with opened.reading(), opened.reading() as second:
            former = find_driver(second)
        with opened.reading() as third:
            last = find_driver(third)
        for _ in range(3):
            with opened.reading() as again:
                assert find_driver(again) is last is not former


def test_few_more_connections_are_open_than_there_are_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engines.make_engine(URL.create("sqlite", database=str(tmp_path / "store.db")), readers=3)
    monkeypatch.setattr(engine.pool, "_timeout", 0.01)
    with ExitStack() as stack:
        for _ in range(3 + 4):
            stack.enter_context(engine.connect())
        with pytest.raises(NoneFree):
            stack.enter_context(engine.connect())
    engine.dispose()
