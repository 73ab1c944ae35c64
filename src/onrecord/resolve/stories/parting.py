"""Stories that follow on one another told apart: what sets their words apart also sets them apart in time.

An accident, and the naming of its victims three days later, are told with nearly the same words. When the
words that all articles of a group have are left out of account, the rest may fall into two halves. That
alone means little, as one article on a race is on the winner and another on a crash; but where one half is
also later than the other, more than chance would have it, they are two happenings.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.resolve.stories.likeness import compare
from onrecord.resolve.stories.terms import Terms

SMALLEST = 6
"""Smaller groups are never parted."""
_SMALLEST_PART = 3
_APART = 0.1
"""How much more of the likeness lies within the two parts than if it lay anywhere (modularity)."""
_LATER = 2.0
"""How far in order of time the parts are from what chance gives, in standard deviations."""
_TINY = 1e-9

Matrix = NDArray[np.float64]


def part(
    articles: Sequence[int], terms: Mapping[int, Terms], day_of: Callable[[int], int]
) -> list[list[int]]:
    """The happenings that a group of articles tells of, each in the order given, mostly one.

    `day_of` gives the day an article was published, 0 where that is not known. The order has to be one that
    never changes.
    """
    if len(articles) < SMALLEST:
        return [list(articles)]
    signs = _halve(_compare_rest([terms[one] for one in articles]))
    parts = [
        [one for one, sign in zip(articles, signs, strict=True) if sign is side] for side in (True, False)
    ]
    days = [[day for day in map(day_of, half) if day] for half in parts]
    if min(map(len, parts)) < _SMALLEST_PART or _measure_order(*days) < _LATER:
        return [list(articles)]
    found = [smaller for half in parts for smaller in part(half, terms, day_of)]
    return sorted(found, key=lambda one: articles.index(one[0]))


def _compare_rest(terms: Sequence[Terms]) -> Matrix:
    """How alike the articles are by terms that some of them share and not all; 0 on the diagonal."""
    owners = Counter(int(digest) for one in terms for digest in one.digests)
    rest = [_weigh_again(one, owners, len(terms)) for one in terms]
    matrix = np.array([compare(one, rest) for one in rest])
    np.fill_diagonal(matrix, 0.0)
    return matrix


def _weigh_again(terms: Terms, owners: Mapping[int, int], articles: int) -> Terms:
    counts = np.array([owners[int(digest)] for digest in terms.digests], dtype=np.float64)
    weights = np.where(counts > 1, terms.weights * np.log((articles + 1) / np.maximum(counts, 1)), 0.0)
    length = math.sqrt(float((weights * weights).sum())) or 1.0
    return Terms(terms.digests, (weights / length).astype(np.float32))


def _halve(matrix: Matrix) -> list[bool]:
    """On which of two sides each article is; all on one where the two sides are not apart (Newman 2006)."""
    degrees, total = matrix.sum(axis=1), float(matrix.sum())
    if total <= 0:
        return [True] * len(matrix)
    surplus = matrix - np.outer(degrees, degrees) / total
    leading = np.linalg.eigh(surplus)[1][:, -1]
    signs = np.where(leading * (1 if leading[np.abs(leading).argmax()] > 0 else -1) > 0, 1.0, -1.0)
    _refine(surplus, signs)
    if float(signs @ surplus @ signs) / total / 2 < _APART:
        return [True] * len(matrix)
    return [bool(sign == signs[0]) for sign in signs]


def _refine(surplus: Matrix, signs: Matrix) -> None:
    """Move single articles to the other side as long as that sets the sides further apart."""
    for _ in range(len(signs)):
        moved = False
        for place in range(len(signs)):
            rest = float(surplus[place] @ signs) - float(surplus[place, place]) * float(signs[place])
            if float(signs[place]) * rest < -_TINY:
                signs[place] = -signs[place]
                moved = True
        if not moved:
            return


def _measure_order(first: Sequence[int], second: Sequence[int]) -> float:
    """How far the ranks of two samples are from chance, in standard deviations (Mann and Whitney 1947)."""
    total = len(first) + len(second)
    if not first or not second:
        return 0.0
    below = sum((one < other) + 0.5 * (one == other) for one in first for other in second)
    ties = sum(count**3 - count for count in Counter([*first, *second]).values())
    pairs = len(first) * len(second)
    variance = pairs / 12 * (total + 1 - ties / (total * (total - 1)))
    return abs(below - pairs / 2) / math.sqrt(variance) if variance > _TINY else 0.0
