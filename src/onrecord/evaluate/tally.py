"""Counts from which precision, recall and F1 are made, and the one-to-one matching that they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

_P = TypeVar("_P")
_G = TypeVar("_G")


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of what was found is right, and how much of what should be found was.

    Counts add up over articles. B-cubed gives parts of an item, so they need not be whole numbers; `right`
    is counted among the `found`, `recalled` among the `wanted`.
    """

    right: float = 0
    found: float = 0
    recalled: float = 0
    wanted: float = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.right + other.right,
            self.found + other.found,
            self.recalled + other.recalled,
            self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float:
        """The right share of what was found, 0 where nothing was."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The found share of what was wanted, 0 where nothing was."""
        return self.recalled / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The tally of each measure, by name, and the keys of the gold items that were found."""

    tallies: Mapping[str, Tally] = field(default_factory=dict)
    found: frozenset[str] = frozenset()


def tally_matches(matches: int, found: int, wanted: int) -> Tally:
    """The tally of a one-to-one matching."""
    return Tally(matches, found, matches, wanted)


def share(met: int, total: int) -> Tally:
    """The tally of yes-or-no questions: its precision, recall and F1 are one figure."""
    return Tally(met, total, met, total)


def add_scores(scores: Iterable[Scores]) -> Scores:
    """The scores of several articles taken together; keys of found items must differ between them."""
    tallies: dict[str, Tally] = {}
    found: frozenset[str] = frozenset()
    for one in scores:
        found |= one.found
        for name, tally in one.tallies.items():
            tallies[name] = tallies.get(name, Tally()) + tally
    return Scores(tallies, found)


def match_best(
    found: Sequence[_P], wanted: Sequence[_G], likeness: Callable[[_P, _G], float]
) -> list[tuple[_P, _G]]:
    """Pairs one to one, the likest first and of equals the earliest; a likeness of 0 is no pair."""
    pairs = sorted(
        (-degree, i, j)
        for i, one in enumerate(found)
        for j, other in enumerate(wanted)
        if (degree := likeness(one, other)) > 0
    )
    used_found: set[int] = set()
    used_wanted: set[int] = set()
    matches = []
    for _, i, j in pairs:
        if i not in used_found and j not in used_wanted:
            used_found.add(i)
            used_wanted.add(j)
            matches.append((found[i], wanted[j]))
    return matches
