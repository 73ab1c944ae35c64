"""Score coreference as the field does: MUC, B-cubed, CEAF over entities, and their mean (CoNLL F1).

Definitions are those of the reference scorer (Pradhan et al. 2014): a mention is right where its bounds are
exact. Chains are lists of spans; whether chains of one mention count is the caller's affair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onrecord.evaluate.tally import Tally

MEASURES = ("mentions", "muc", "b3", "ceafe")

Chains = Sequence[frozenset[Hashable]]


@dataclass(slots=True)
class Score:
    """The tally of each measure over documents."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in MEASURES})

    def add(self, wanted: Chains, found: Chains) -> None:
        """Add one document."""
        gold, ours = _owners(wanted), _owners(found)
        both = len(gold.keys() & ours.keys())
        aligned = _ceafe(wanted, found)
        for name, tally in (
            ("mentions", Tally(both, len(ours), both, len(gold))),
            ("muc", _pair(_muc(found, gold), _muc(wanted, ours))),
            ("b3", _pair(_b_cubed(found, gold), _b_cubed(wanted, ours))),
            ("ceafe", Tally(aligned, len(found), aligned, len(wanted))),
        ):
            self.tallies[name] += tally

    @property
    def conll(self) -> float:
        """The mean F1 of MUC, B-cubed and CEAF, 0 to 1."""
        return sum(self.tallies[name].f1 for name in ("muc", "b3", "ceafe")) / 3


def _owners(chains: Chains) -> dict[Hashable, int]:
    """The chain of each mention; a mention in several belongs to the first."""
    owners: dict[Hashable, int] = {}
    for number, chain in enumerate(chains):
        for mention in chain:
            owners.setdefault(mention, number)
    return owners


def _pair(precision: tuple[float, float], recall: tuple[float, float]) -> Tally:
    return Tally(precision[0], precision[1], recall[0], recall[1])


def _muc(chains: Chains, other: Mapping[Hashable, int]) -> tuple[float, float]:
    """Links of the chains that the other side has too, and links in all (Vilain et al. 1995)."""
    right = total = 0
    for chain in chains:
        parts = {other[mention] for mention in chain if mention in other}
        missing = sum(mention not in other for mention in chain)
        right += len(chain) - len(parts) - missing
        total += len(chain) - 1
    return right, total


def _b_cubed(chains: Chains, other: Mapping[Hashable, int]) -> tuple[float, float]:
    """Over mentions, the share of the chain that the other side puts with it (Bagga and Baldwin 1998)."""
    right, total = 0.0, 0
    for chain in chains:
        shared = Counter(other[mention] for mention in chain if mention in other)
        right += sum(count * count for count in shared.values()) / len(chain)
        total += len(chain)
    return right, total


def _ceafe(wanted: Chains, found: Chains) -> float:
    """The likeness of the chains that are best matched one to one (Luo 2005, with phi 4)."""
    if not wanted or not found:
        return 0.0
    likeness = np.array(
        [[2 * len(one & other) / (len(one) + len(other)) for other in found] for one in wanted]
    )
    return float(likeness[assign(likeness)].sum())


def assign(values: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows and columns of the one-to-one matching with the greatest sum (Kuhn 1955, by shortest paths)."""
    flipped = values.shape[0] > values.shape[1]
    costs = -(values.T if flipped else values)
    height, width = costs.shape
    rows_of = np.full(width + 1, -1)
    by_row, by_column = np.zeros(height), np.zeros(width + 1)
    for row in range(height):
        rows_of[width] = row
        column, reached = width, np.zeros(width + 1, dtype=bool)
        least, back = np.full(width, np.inf), np.full(width, width)
        while rows_of[column] >= 0:
            reached[column] = True
            here = rows_of[column]
            gain = costs[here] - by_row[here] - by_column[:width]
            better = (gain < least) & ~reached[:width]
            least[better], back[better] = gain[better], column
            following = int(np.where(reached[:width], np.inf, least).argmin())
            step = least[following]
            by_row[rows_of[reached]] += step
            by_column[reached] -= step
            least[~reached[:width]] -= step
            column = following
        while column != width:
            rows_of[column] = rows_of[back[column]]
            column = int(back[column])
    columns = np.flatnonzero(rows_of[:width] >= 0)
    rows = rows_of[:width][columns]
    return (columns, rows) if flipped else (rows, columns)
