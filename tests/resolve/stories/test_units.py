"""What has to be grouped together, with a bound to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random

import pytest

from onrecord.resolve.stories import units
from onrecord.resolve.stories.likeness import JOINED
from onrecord.resolve.stories.units import Links, Units, find_affected

_Pairs = Mapping[tuple[int, int], float]


class Given(Links):
    """Links that are given and not read."""

    def __init__(self, pairs: _Pairs) -> None:
        self._known = {}
        for (one, other), score in pairs.items():
            self._known.setdefault(one, {})[other] = score
            self._known.setdefault(other, {})[one] = score

    def load(self, keys: Iterable[int]) -> Mapping[int, Mapping[int, float]]:
        for key in keys:
            self._known.setdefault(key, {})
        return self._known


def test_a_unit_is_what_is_linked() -> None:
    found = Units(Given({(1, 2): JOINED, (2, 3): 0.5, (3, 4): JOINED - 0.01, (4, 5): 0.9}), ())
    assert [found.find(one) for one in (1, 3, 4, 6)] == [{1, 2, 3}, {1, 2, 3}, {4, 5}, {6}]


def test_articles_that_are_left_out_link_nothing() -> None:
    found = Units(Given({(1, 2): 0.5, (2, 3): 0.5}), [2])
    assert [found.find(one) for one in (1, 2, 3)] == [{1}, set(), {3}]


def test_where_too_many_are_linked_links_have_to_be_stronger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "LARGEST", 3)
    pairs = {(1, 2): 0.8, (2, 3): 0.22, (3, 4): 0.8, (4, 5): 0.17, (6, 7): 0.17}
    found = Units(Given(pairs), ())
    assert [found.find(one) for one in (1, 3, 5, 6)] == [{1, 2}, {3, 4}, {5}, {6, 7}]


@pytest.mark.parametrize("seed", range(40))
def test_all_whose_unit_changes_are_affected(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "LARGEST", 4)
    rng = Random(seed)
    steps = (0.1, 0.17, 0.22, 0.28, 0.45, 0.95)
    pairs = {
        (one, other): rng.choice(steps) for one in range(14) for other in range(one) if rng.random() < 0.15
    }
    added, removed = set(rng.sample(range(14), 2)), set(rng.sample(range(14), 1))
    added -= removed
    links = Given(pairs)
    before, after = Units(links, added), Units(links, removed)
    changed = {one for one in range(14) if before.find(one) != after.find(one)}
    assert changed - removed <= find_affected(links, added, removed) | removed
