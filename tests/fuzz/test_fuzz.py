"""A short run of each fuzz target; `bench/fuzz.py` has the long ones, and those by coverage."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, find, given, settings

from bench.fuzz import SLOWEST, TARGETS, load_target
from tests.fuzz.mutation import mutations

FOUND = [name for name in TARGETS if (Path(__file__).parent / f"{name}.py").exists()]
EXAMPLES = {"html": 60}


@pytest.mark.parametrize("name", FOUND)
def test_the_seeds(name: str) -> None:
    fuzz, seeds = load_target(name)
    for seed in seeds:
        fuzz(seed)


@pytest.mark.parametrize("name", FOUND)
def test_changed_seeds(name: str) -> None:
    fuzz, seeds = load_target(name)

    @settings(
        max_examples=EXAMPLES.get(name, 150),
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(mutations(seeds))
    def run(data: bytes) -> None:
        begin = time.monotonic()
        fuzz(data)
        assert time.monotonic() - begin < SLOWEST

    run()


def test_mutations_stay_near_their_seeds() -> None:
    seed = bytes(range(100, 140))
    made = find(mutations((seed,)), lambda data: data != seed and seed[:20] in data)
    assert made != seed


def test_every_target_has_seeds() -> None:
    for name in FOUND:
        assert len(load_target(name)[1]) > 3
