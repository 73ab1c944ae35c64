from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.jobs import Course, Died, count_cores, map_in_order


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


def test_what_is_tried_again_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    items = [str(tmp_path / "mark"), ""]
    assert [result for _, result in map_in_order(die_once, items, 2, Course(retried=told.append))] == [
        "done"
    ] * 2
    assert set(told) <= set(items)
    assert told


def name_process(_: int) -> int:
    return os.getpid()


def tell_threads(_: int) -> str | None:
    return os.environ.get("OMP_NUM_THREADS")


def test_numeric_libraries_get_one_thread_in_each_process(monkeypatch: pytest.MonkeyPatch) -> None:
    # With more of them two processes on two cores took as long as one.
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert {threads for _, threads in map_in_order(tell_threads, range(4), 2)} == {"1"}


def test_light_work_is_done_in_this_process() -> None:
    course: Course[int] = Course(is_light=lambda item: item % 2 == 0)
    pids = dict(map_in_order(name_process, range(8), 2, course))
    assert all((pid == os.getpid()) == (number % 2 == 0) for number, pid in pids.items())


def test_all_cores_are_used_from_the_seventeenth_item_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.jobs.count_cores", lambda: 2)
    pids = [pid for _, pid in map_in_order(name_process, range(30), None)]
    assert set(pids[:16]) == {os.getpid()}
    assert os.getpid() not in pids[16:]
    assert {pid for _, pid in map_in_order(name_process, range(16), None)} == {os.getpid()}


def test_a_lone_core_needs_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.jobs.count_cores", lambda: 1)
    assert {pid for _, pid in map_in_order(name_process, range(30), None)} == {os.getpid()}


def test_the_cores_are_counted() -> None:
    assert 1 <= count_cores() <= (os.cpu_count() or 1)


def tell_processes() -> None:
    """Print the ids of two processes that work, and go on until killed."""
    for _, pid in map_in_order(name_process, iter(range(10**9)), 2):
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        time.sleep(0.05)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked for in /proc")
def test_processes_end_when_the_one_that_started_them_is_killed() -> None:
    command = [sys.executable, "-c", "from tests.test_jobs import tell_processes; tell_processes()"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]) as process:
        assert process.stdout is not None
        pids = {int(process.stdout.readline()) for _ in range(8)}
        process.kill()
    deadline = time.monotonic() + 20
    while any(map(is_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_alive, pids))


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
