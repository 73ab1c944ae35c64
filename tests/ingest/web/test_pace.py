"""Hosts are asked no faster than they want."""

from __future__ import annotations

from onrecord.ingest.web.pace import Pace
from tests.ingest.web.server import Clock


def make_pace(clock: Clock, delay: float = 1.0) -> Pace:
    return Pace(delay, clock=clock, sleep=clock.sleep)


def test_a_host_is_asked_once_a_second_and_another_at_once() -> None:
    clock = Clock()
    pace = make_pace(clock)
    assert [pace.wait("a"), pace.wait("b"), pace.wait("a"), pace.wait("a")] == [0, 0, 1, 1]
    assert clock.slept == [1, 1]


def test_time_spent_elsewhere_counts() -> None:
    clock = Clock()
    pace = make_pace(clock)
    pace.wait("a")
    clock.now += 0.75
    assert pace.wait("a") == 0.25
    clock.now += 5
    assert pace.wait("a") == 0


def test_a_host_may_ask_for_more_but_not_for_less_and_not_for_ever() -> None:
    clock = Clock()
    pace = make_pace(clock)
    for host, delay in (("slow", 10.0), ("fast", 0.1), ("never", 1e9)):
        pace.slow_down(host, delay)
        pace.wait(host)
        pace.wait(host)
    assert clock.slept == [10.0, 1.0, 60.0]


def test_holding_off_is_seen_and_never_shortens_the_pause() -> None:
    clock = Clock()
    pace = make_pace(clock)
    pace.hold_off("a", 100.0)
    pace.hold_off("a", 5.0)
    assert pace.time_left("a") == 100.0
    assert pace.time_left("b") == 0.0
    clock.now += 101
    assert pace.time_left("a") == 0.0
