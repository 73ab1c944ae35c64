"""Whether one of two articles is made from the other, and how, from their words alone.

Two reports of one happening share names, phrases and what people said; articles of one outlet share the lines
that it puts under each. A copy shares the writer's own words, and in many places of the shorter text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.resolve.copies.shingles import Shingles, own_runs, run_words
from onrecord.resolve.copies.words import Words

CopyKind = Literal["verbatim", "edited", "rewrite"]
_PARTS = 6
_BLOCKS, _THIN = 0.30, 0.06
"""Shares of the shorter text's runs above which it may be a copy: in some parts, or thinly in all."""
_COVERED, _EVENLY = 0.40, 0.20
"""Shares of its words in runs of three from which on it is thinly one: of all, and of nearly every part. Of
two reports on one happening, one in twenty has a quarter of its words in such runs; of a copy with 30 % other
words, nearly all have 45 %."""
_TINY, _SHORT, _FEW = 20, 60, 6
"""Runs of texts that only count as copies where all words are the same, or half of the runs; and the fewest
runs that must be shared."""
_HALF = 0.5
_LINES, _HEAD, _HEAD_OF_FEW = 100, 0.02, 0.25
"""The most runs that the lines of an outlet have; and which share of the first third of the shorter text must
be the other's too, where more runs than that are shared, and where fewer are."""
_SAME, _SLACK = 0.98, 6
_EDITED, _ALL_THROUGH = 0.60, 0.25
"""A copy is edited and not rewritten where so many words stand in runs of three: of all, or of each part."""
_ORDERED, _IN_STEP = 0.6, 0.95
"""How many of the runs are in the order of the other text: in an edited copy, and in one word for word."""
_NO_HITS = np.zeros(2, dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two articles are alike: the shares of the runs of words of each that the other has."""

    kind: CopyKind
    first_share: float
    second_share: float

    def turn(self) -> Likeness:
        """The same, seen from the second."""
        return Likeness(self.kind, self.second_share, self.first_share)


class Compared:
    """The words of an article with what comparing takes from them, made when first asked for."""

    def __init__(self, words: Words) -> None:
        self.words = words

    @cached_property
    def own(self) -> Shingles:
        """The runs to compare by, in order."""
        return own_runs(self.words)

    @cached_property
    def own_set(self) -> Shingles:
        """The same, each once, sorted."""
        return _sort(self.own)

    @cached_property
    def all_set(self) -> Shingles:
        """All runs, also those in quotation marks, each once, sorted."""
        return _sort(run_words(self.words, quoted=True))

    @cached_property
    def threes(self) -> Shingles:
        """The runs of three words, in order."""
        return own_runs(self.words, 3)

    @cached_property
    def three_set(self) -> Shingles:
        """The same, each once, sorted."""
        return _sort(self.threes)


def _sort(runs: Shingles) -> Shingles:
    """Each once, in order; numpy's own way is slower by far for so few."""
    ordered = np.sort(runs)
    fresh = np.ones(len(ordered), dtype=np.bool_)
    fresh[1:] = ordered[1:] != ordered[:-1]
    once: Shingles = ordered[fresh]
    return once


def compare(first: Compared, second: Compared) -> Likeness | None:
    """How the articles are alike; None where neither seems made from the other or both from a third."""
    shorter, longer = (second, first) if _is_shorter(second, first) else (first, second)
    if not len(shorter.own_set):
        return None
    shared = _count_shared(shorter.own_set, longer.own_set)
    if shared < min(_FEW, len(shorter.own_set)) or shared < _THIN * len(shorter.own_set):
        return None
    if not (_are_same(first, second) if len(shorter.own_set) < _TINY else _is_copy(shorter, longer)):
        return None
    return Likeness(_find_kind(shorter, longer), *_shares(first.all_set, second.all_set))


def _is_shorter(one: Compared, other: Compared) -> bool:
    """Whether one has fewer runs; of two with as many it is always the same one, whichever is asked about."""
    sizes = len(one.own_set), len(other.own_set)
    return sizes[0] < sizes[1] or (sizes[0] == sizes[1] and one.words.pack() < other.words.pack())


def _count_shared(first: Shingles, second: Shingles) -> int:
    places = np.searchsorted(second, first)
    places[places == len(second)] = 0
    return int((second[places] == first).sum()) if len(second) else 0


def _shares(first: Shingles, second: Shingles) -> tuple[float, float]:
    shared = _count_shared(first, second)
    return round(shared / max(len(first), 1), 4), round(shared / max(len(second), 1), 4)


def _is_copy(shorter: Compared, longer: Compared) -> bool:
    """Whether whole stretches in several parts of the shorter text are the other's, or a thread all through.

    The lines of an outlet stand at the head or at the end, so that what is alike there alone is no copy.
    """
    hits = _find(shorter.own, longer.own_set)
    counts = _count_parts(hits)
    met = int((counts * _PARTS >= max(_THIN * len(hits), 1)).sum())
    if counts.sum() >= (_BLOCKS if len(hits) >= _SHORT else _HALF) * len(hits):
        head = float(counts[:2].sum()) / len(hits) * _PARTS / 2
        return met >= 3 and head >= (_HEAD if counts.sum() > _LINES else _HEAD_OF_FEW)
    if len(hits) < _SHORT or int((counts > 0).sum()) < _PARTS - 2:  # which spares most a closer look
        return False
    covered = _cover(shorter, longer)
    shares = _count_parts(covered) / (len(covered) / _PARTS)
    return float(shares.mean()) >= _COVERED and int((shares >= _EVENLY).sum()) >= _PARTS - 1


def _count_parts(hits: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many there are in each of six parts, as equal as can be."""
    ends = np.concatenate((_NO_HITS[:1], np.cumsum(hits, dtype=np.int64)))
    parts: NDArray[np.int64] = np.diff(ends[np.arange(_PARTS + 1) * len(hits) // _PARTS])
    return parts


def _find(runs: Shingles, among: Shingles) -> NDArray[np.bool_]:
    places = np.searchsorted(among, runs)
    places[places == len(among)] = 0
    return np.equal(among[places], runs)


def _cover(shorter: Compared, longer: Compared) -> NDArray[np.bool_]:
    """Which words of the shorter text stand in runs of three that the longer one has."""
    runs = shorter.threes
    if not len(runs) or not len(longer.threes):
        return np.zeros(1, dtype=np.bool_)
    hits = np.concatenate((_NO_HITS, _find(runs, longer.three_set), _NO_HITS))
    covered: NDArray[np.bool_] = hits[2:] | hits[1:-1] | hits[:-2]
    return covered


def _are_same(first: Compared, second: Compared) -> bool:
    """Whether all the words are the same, but for a few in a hundred."""
    return all(
        len(one) - _count_shared(one, other) <= max(_SLACK * (len(one) >= _SHORT), (1 - _SAME) * len(one))
        for one, other in ((first.all_set, second.all_set), (second.all_set, first.all_set))
    )


def _find_kind(shorter: Compared, longer: Compared) -> CopyKind:
    ordered = _share_in_order(shorter.own, longer.own)
    if ordered >= _IN_STEP and _are_same(shorter, longer):
        return "verbatim"
    covered = _cover(shorter, longer)
    shares = _count_parts(covered) / (len(covered) / _PARTS)
    close = shares.mean() >= _EDITED or shares.min() >= _ALL_THROUGH
    return "edited" if close and ordered >= _ORDERED else "rewrite"


def _share_in_order(first: Shingles, second: Shingles) -> float:
    """The share of the runs that both have which stand in the same order in both."""
    order = np.argsort(second, kind="stable")
    sought = second[order]
    found = np.minimum(np.searchsorted(sought, first), len(sought) - 1)
    places = order[found[sought[found] == first]]
    if len(places) < 2 or bool((places[1:] > places[:-1]).all()):
        return 1.0
    ends: list[int] = []  # of rising rows of each length the lowest last place
    for place in places.tolist():
        where = bisect_left(ends, place)
        ends[where : where + 1] = [place]
    return len(ends) / len(places)


def compare_all(texts: Sequence[Compared]) -> list[tuple[int, int, Likeness]]:
    """Every pair that is alike, by their places in the list; for a few texts, since all are compared."""
    pairs = ((first, second) for second in range(len(texts)) for first in range(second))
    found = ((first, second, compare(texts[first], texts[second])) for first, second in pairs)
    return [(first, second, likeness) for first, second, likeness in found if likeness is not None]
