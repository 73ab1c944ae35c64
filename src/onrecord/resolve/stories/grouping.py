"""Articles into stories: the two groups that are most alike on average are joined, as long as any are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.resolve.stories.likeness import JOINED

Likeness = Mapping[int, Mapping[int, float]]
"""For an article's key, those of others with how alike they are; what is not there is not alike at all."""


def group(articles: Sequence[int], likeness: Likeness, *, joined: float = JOINED) -> list[list[int]]:
    """The groups of the articles, each in the order given; which has to be one that never changes.

    Average linkage (Sokal and Michener 1958), until no two groups are at least `joined` alike. Of pairs as
    alike as each other the first in order is joined.
    """
    matrix = fill_matrix(articles, likeness)
    groups = {place: [place] for place in range(len(articles))}
    while len(groups) > 1:
        first, second = divmod(int(matrix.argmax()), len(articles))
        if matrix[first, second] < joined:
            break
        _join(matrix, groups, min(first, second), max(first, second))
    return [[articles[place] for place in sorted(groups[head])] for head in sorted(groups)]


def fill_matrix(articles: Sequence[int], likeness: Likeness) -> NDArray[np.float64]:
    """How alike the articles are as a symmetrical matrix, with -1 on its diagonal."""
    places = {article: place for place, article in enumerate(articles)}
    matrix = np.zeros((len(articles), len(articles)))
    for article, place in places.items():
        for other, score in likeness.get(article, {}).items():
            if other in places:
                matrix[place, places[other]] = score
    np.fill_diagonal(matrix, -1.0)
    return matrix


def _join(matrix: NDArray[np.float64], groups: dict[int, list[int]], kept: int, gone: int) -> None:
    sizes = len(groups[kept]), len(groups[gone])
    joined = (matrix[kept] * sizes[0] + matrix[gone] * sizes[1]) / sum(sizes)
    joined[matrix[kept] < 0] = -1.0  # groups that are no more, and the group itself
    joined[gone] = -1.0
    matrix[kept], matrix[:, kept] = joined, joined
    matrix[gone], matrix[:, gone] = -1.0, -1.0
    groups[kept] += groups.pop(gone)


def find_centre(articles: Sequence[int], likeness: Likeness) -> list[int]:
    """The articles, those first that are most like the others; of equals the first in order."""
    matrix = fill_matrix(articles, likeness)
    np.fill_diagonal(matrix, 0.0)
    totals = [round(float(total), 6) for total in matrix.sum(axis=1)]
    return [articles[place] for place in sorted(range(len(articles)), key=lambda one: (-totals[one], one))]
