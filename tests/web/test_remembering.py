"""What takes long is found once and remembered; what takes no time is never old."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from onrecord.store.opening import Store, open_store
from onrecord.web import remembering
from onrecord.web.remembering import Remembered


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store.db", create=True)


def make_finding(seconds: float) -> tuple[list[int], Callable[[Connection], int]]:
    """What counts how often it was asked, and takes so long."""
    asked: list[int] = []

    def find(_: Connection) -> int:
        asked.append(1)
        time.sleep(seconds)
        return len(asked)

    return asked, find


def test_what_takes_no_time_is_found_each_time(empty: Store) -> None:
    _, find = make_finding(0)
    remembered = Remembered(find)
    with empty.reading() as connection:
        assert [remembered(connection) for _ in range(3)] == [1, 2, 3]
    empty.close()


def test_what_takes_long_is_found_again_when_it_is_old(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_TIMES", 5)
    _, find = make_finding(0.06)
    remembered = Remembered(find)
    with empty.reading() as connection:
        assert [remembered(connection) for _ in range(3)] == [1, 1, 1]
        time.sleep(0.5)
        assert remembered(connection) == 2
    empty.close()


def test_who_asks_meanwhile_gets_the_former_answer(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "_TIMES", 0)
    asked, find = make_finding(0.3)
    remembered = Remembered(find)

    def ask() -> None:
        with empty.reading() as connection:
            remembered(connection)

    with empty.reading() as connection:
        assert remembered(connection) == 1
        other = threading.Thread(target=ask)
        other.start()
        while len(asked) < 2:
            time.sleep(0.01)
        begun = time.monotonic()
        assert remembered(connection) == 1
        assert time.monotonic() - begun < 0.2
        other.join()
    empty.close()


def test_many_who_ask_first_wait_for_one(empty: Store) -> None:
    asked, find = make_finding(0.2)
    remembered = Remembered(find)
    answers: list[int] = []

    def ask() -> None:
        with empty.reading() as connection:
            answers.append(remembered(connection))

    people = [threading.Thread(target=ask) for _ in range(5)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert answers == [1] * 5
    assert len(asked) == 1
    empty.close()


def test_stores_have_answers_of_their_own(empty: Store, tmp_path: Path) -> None:
    _, find = make_finding(0.06)
    remembered = Remembered(find)
    with (
        open_store(tmp_path / "other.db", create=True) as other,
        empty.reading() as first,
        other.reading() as second,
    ):
        assert [remembered(first), remembered(second), remembered(first)] == [1, 2, 1]
    empty.close()
