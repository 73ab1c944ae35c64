"""How alike two articles are, by their terms and by the days between them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.resolve.stories.terms import Terms

WINDOW = 28
"""Articles that are more days apart are not compared."""
SHARED = 2
"""How many of the terms by which they are found two articles must share to be compared."""
FLOOR = 0.1
"""Less alike is not kept, and taken for 0."""
JOINED = 0.16
"""How alike the articles of a story are to one another, on average."""
_HALF = 14.0
"""After so many days, and one, articles count as half as alike as their words."""
_DIGITS = 4


def compare(one: Terms, others: Sequence[Terms]) -> list[float]:
    """How alike the words of an article are to those of each of the others: their cosines, 0 to 1."""
    if not others or not len(one.digests):
        return [0.0] * len(others)
    digests = np.concatenate([other.digests for other in others])
    weights = np.concatenate([other.weights for other in others]).astype(np.float64)
    owners = np.repeat(np.arange(len(others)), [len(other.digests) for other in others])
    places = np.minimum(np.searchsorted(one.digests, digests), len(one.digests) - 1)
    shared = one.digests[places] == digests
    products = weights[shared] * one.weights[places[shared]].astype(np.float64)
    return [float(value) for value in np.bincount(owners[shared], products, minlength=len(others))]


def fade(cosine: float, days: int) -> float:
    """How alike articles are whose words are so alike and which were published so many days apart."""
    if days > WINDOW:
        return 0.0
    return round(min(cosine, 1.0) * _HALF / (_HALF + max(0, days - 1)), _DIGITS)
