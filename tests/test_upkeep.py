"""What `onrecord resolve` does, and what stores that cannot be written still tell."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, update

from onrecord import upkeep
from onrecord.errors import StoreUnavailable
from onrecord.resolve.catching_up import count_waiting
from onrecord.store import schema
from onrecord.store.opening import Store, open_store
from onrecord.store.writer import add_record
from onrecord.upkeep import (
    ALL_DONE,
    INTERRUPTED,
    NOT_ALL_DONE,
    bring_up_to_date,
    open_compared,
    run_resolve,
)
from onrecord.watch.entries import Watched
from onrecord.watch.lists import keep_list
from tests.query.crowd import NOW, make_press
from tests.watch.press import watched


def add_press(store: Store) -> None:
    with store.writing() as connection:
        for record in make_press():
            add_record(connection, record, now=NOW)


@pytest.fixture
def location(store: Store, store_location: str) -> str:
    """A store with four articles that wait to be compared."""
    add_press(store)
    return store_location


@pytest.fixture
def read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file with four articles that wait, which cannot be written."""
    path = tmp_path / "read-only.db"
    with open_store(path, create=True) as store:
        add_press(store)
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = DELETE")
    before = path.read_bytes()
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    yield path
    assert path.read_bytes() == before


def resolve(location: str | Path, *, rebuild: bool = False, check: bool = False) -> int:
    return run_resolve(str(location), rebuild=rebuild, check=check)


def count(connection: Connection) -> int:
    return len(connection.execute(select(schema.origins)).all())


def test_what_waits_is_compared_once(location: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert resolve(location) == ALL_DONE
    assert "4 articles compared" in capsys.readouterr().out
    assert resolve(location) == ALL_DONE
    assert "0 articles compared" in capsys.readouterr().out
    with open_store(location) as store, store.reading() as connection:
        assert count(connection) == 4


def test_a_changed_row_is_found_and_mended(location: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert resolve(location) == ALL_DONE
    assert resolve(location, check=True) == ALL_DONE
    assert "follows from the records" in capsys.readouterr().out
    with open_store(location) as store, store.writing() as connection:
        connection.execute(update(schema.stories).values(articles=9))
    assert resolve(location, check=True) == NOT_ALL_DONE
    told = capsys.readouterr()
    assert told.out.startswith("stories: not what follows")
    assert "onrecord resolve --rebuild" in told.err
    assert resolve(location, rebuild=True) == ALL_DONE
    assert "4 articles compared" in capsys.readouterr().out
    assert resolve(location, check=True) == ALL_DONE


def test_to_check_changes_nothing(location: str) -> None:
    assert resolve(location, check=True) == ALL_DONE
    with open_store(location) as store, store.reading() as connection:
        assert count_waiting(connection) == 4
        assert count(connection) == 0


def test_an_interruption_leaves_the_rest_waiting(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.resolve.catching_up.TOGETHER", 1)

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.interrupts.Ending.check", stop)
    assert resolve(location) == INTERRUPTED
    monkeypatch.undo()
    with open_store(location) as store, store.reading() as connection:
        assert (count(connection), count_waiting(connection)) == (1, 3)
    assert resolve(location) == ALL_DONE
    assert resolve(location, check=True) == ALL_DONE


def test_lists_are_matched_with_what_is_compared(location: str) -> None:
    driver: Watched = watched("Peter Hollis")
    with open_store(location) as store, store.writing() as connection:
        keep_list(connection, "drivers", [driver], now=NOW, match=False)
    assert resolve(location) == ALL_DONE
    with open_store(location) as store, store.reading() as connection:
        alerts = connection.execute(select(schema.alerts)).all()
    assert {row.articles for row in alerts} > {1}  # the claim is known by then, and so are its copies


def test_answers_come_from_a_store_that_is_compared(location: str) -> None:
    with open_compared(location) as connection:
        assert count(connection) == 4


def test_a_store_that_cannot_be_written_is_read_as_it_is(
    read_only: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_compared(str(read_only)) as connection:
        assert count(connection) == 0
        assert count_waiting(connection) == 4
    told = capsys.readouterr().err
    assert "4 articles are not compared with the others yet" in told
    assert "cannot be written" in told


def test_a_store_that_cannot_be_written_cannot_be_resolved(
    read_only: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert resolve(read_only) == NOT_ALL_DONE
    assert "cannot be written" in capsys.readouterr().err
    with pytest.raises(StoreUnavailable, match="cannot be written"):
        resolve(read_only, rebuild=True)


def test_a_store_that_cannot_be_written_is_checked_in_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "read-only.db"
    with open_store(path, create=True) as store:
        add_press(store)
    assert resolve(path) == ALL_DONE
    monkeypatch.setattr(os, "access", lambda one, mode: mode != os.W_OK or tmp_path not in Path(one).parents)
    before = path.read_bytes()
    assert resolve(path, check=True) == ALL_DONE
    assert f"{path}: all that is derived" in capsys.readouterr().out
    assert path.read_bytes() == before
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE stories SET articles = 9")
    assert resolve(path, check=True) == NOT_ALL_DONE
    assert capsys.readouterr().out.startswith("stories: not what follows")


def test_nothing_is_loaded_where_nothing_waits(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolve(location) == ALL_DONE

    def fail(_: Store) -> None:
        raise AssertionError

    monkeypatch.setattr(upkeep, "_compare", fail)
    with open_store(location) as store:
        assert bring_up_to_date(store)
