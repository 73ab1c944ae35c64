from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.jobs import Died, map_in_order


def double(number: int) -> int:
    return 2 * number


def die_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def die_once(mark: str) -> str:
    """Die, but not a second time."""
    if mark and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(map_in_order(double, range(40), jobs)) == [(number, 2 * number) for number in range(40)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_gives_nothing(jobs: int) -> None:
    assert list(map_in_order(double, [], jobs)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_items_are_drawn_as_they_are_needed(jobs: int) -> None:
    drawn = []

    def draw() -> Iterator[int]:
        for number in range(1000):
            drawn.append(number)
            yield number

    results = map_in_order(double, draw(), jobs)
    assert next(results) == (0, 0)
    results.close()
    assert len(drawn) <= 10


def test_an_item_whose_process_dies_is_told_and_the_others_go_on() -> None:
    results = dict(map_in_order(die_at_three, range(8), 2))
    assert isinstance(results.pop(3), Died)
    assert results == {number: 2 * number for number in range(8) if number != 3}


def test_an_item_is_tried_again_when_its_process_died_once(tmp_path: Path) -> None:
    items = ["", str(tmp_path / "mark"), ""]
    assert [result for _, result in map_in_order(die_once, items, 2)] == ["done"] * 3
