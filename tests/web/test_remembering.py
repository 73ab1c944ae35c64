"""What takes long is found once and remembered; what takes no time is never old."""

from __future__ import annotations

import threading
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


class Clock:
    """A clock that goes on only as it is told."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(remembering, "time", made)
    return made


def make_finding(clock: Clock, seconds: float) -> Callable[[Connection], int]:
    """What tells how often it was asked, and takes so long."""
    asked: list[int] = []

    def find(_: Connection) -> int:
        asked.append(1)
        clock.now += seconds
        return len(asked)

    return find


def test_what_takes_no_time_is_found_each_time(empty: Store, clock: Clock) -> None:
    remembered = Remembered(make_finding(clock, 0))
    with empty.reading() as connection:
        assert [remembered(connection) for _ in range(3)] == [1, 2, 3]
    empty.close()


def test_what_takes_long_is_found_again_when_it_is_old(empty: Store, clock: Clock) -> None:
    remembered = Remembered(make_finding(clock, 2))
    with empty.reading() as connection:
        assert [remembered(connection) for _ in range(3)] == [1, 1, 1]
        clock.now += 119
        assert remembered(connection) == 1
        clock.now += 2
        assert remembered(connection) == 2
    empty.close()


def test_who_asks_meanwhile_gets_the_former_answer(empty: Store, clock: Clock) -> None:
    begun, may_end, asked = threading.Event(), threading.Event(), []

    def find(_: Connection) -> int:
        asked.append(1)
        clock.now += 1
        if len(asked) > 1:
            begun.set()
            assert may_end.wait(30)
        return len(asked)

    remembered = Remembered(find)

    def ask() -> None:
        with empty.reading() as connection:
            remembered(connection)

    with empty.reading() as connection:
        assert remembered(connection) == 1
        clock.now += 100
        other = threading.Thread(target=ask)
        other.start()
        assert begun.wait(30)
        assert remembered(connection) == 1
        may_end.set()
        other.join()
    empty.close()


def test_many_who_ask_first_wait_for_one(empty: Store, clock: Clock) -> None:
    remembered = Remembered(make_finding(clock, 1))
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
    empty.close()


def test_stores_have_answers_of_their_own(empty: Store, tmp_path: Path, clock: Clock) -> None:
    remembered = Remembered(make_finding(clock, 1))
    with (
        open_store(tmp_path / "other.db", create=True) as other,
        empty.reading() as first,
        other.reading() as second,
    ):
        assert [remembered(first), remembered(second), remembered(first)] == [1, 2, 1]
    empty.close()
