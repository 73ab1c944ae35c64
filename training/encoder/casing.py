"""Noise in the casing that training sees, so that headlines, transcripts and screams are read like prose."""

from __future__ import annotations

import random
from collections.abc import Iterable

import numpy as np

LOWER, TITLE, CAPITALS, MIXED, SINGLE = 1, 2, 3, 4, 6
_SMALL = 4
"""Pieces of words this short stay lower in title case, mostly."""


def recase_stretches(
    casing: np.ndarray,
    lengths: np.ndarray,
    stretches: Iterable[tuple[int, int]],
    rng: random.Random,
    share: float,
) -> np.ndarray:
    """The casing with that share of the stretches `[first, last)` as in capitals, lower or title case.

    `lengths` are the characters of each piece's run of letters, all arrays being parallel.
    """
    out = casing.copy()
    for first, last in stretches:
        if rng.random() < share:
            part, size = out[first:last], lengths[first:last]
            cased = ((part >= LOWER) & (part <= MIXED)) | (part == SINGLE)
            match rng.choice(("capitals", "lower", "title", "title")):
                case "capitals":
                    new = np.where(size == 1, SINGLE, CAPITALS)
                case "lower":
                    new = np.full_like(part, LOWER)
                case _:
                    kept = (size < _SMALL) & (part == LOWER)
                    new = np.where(kept, LOWER, np.where(part >= CAPITALS, part, TITLE))
            out[first:last] = np.where(cased, new, part)
    return out
