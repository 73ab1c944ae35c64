"""Runs of words as numbers, and the signatures by which texts that share many of them meet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash  # type: ignore[import-untyped]

from onrecord.resolve.copies.words import Words

Shingles = NDArray[np.uint64]
RUN = 5
"""Words in a run. Of articles on one subject, half share a run of three words, one in forty one of five."""
SIGNATURE = 96
"""Numbers in a signature. Of two texts of which one has 30 % other words, about nine agree."""
_GROUP, _GROUPS = 4, 24
_SEED = 1799
_FOOT = 60
"""Runs at the end of a text that take no part in its signature, or a quarter of all where those are fewer."""
_FEWEST = 40
"""Runs of the writer's own words below which the words in quotation marks count as well."""
_FACTORS = np.array(
    (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5),
    dtype=np.uint64,
)


def run_words(words: Words, length: int = RUN, *, quoted: bool = False) -> Shingles:
    """A number for each run of `length` words, in order.

    A run never reaches over what was left out of the text, nor, unless `quoted`, into quotation marks.
    """
    plain = words.plain.astype(np.uint64)
    count = len(plain) - length + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    runs, allowed = np.zeros(count, dtype=np.uint64), np.ones(count, dtype=bool)
    gaps, marks = words.after_gap, words.quoted
    for place in range(length):
        runs = (runs + plain[place : place + count]) * _FACTORS[place]
        runs ^= runs >> np.uint64(29)
        if place:
            allowed &= ~gaps[place : place + count]
        if not quoted:
            allowed &= ~marks[place : place + count]
    kept: Shingles = runs[allowed]
    return kept


def own_runs(words: Words, length: int = RUN) -> Shingles:
    """The runs that articles are compared by: of the writer's own words, or of all where those are few."""
    runs = run_words(words, length)
    return runs if len(runs) >= _FEWEST else run_words(words, length, quoted=True)


def leave_foot(runs: Shingles) -> Shingles:
    """The runs without those at the foot of the text, where all articles of an outlet have the same lines.

    So these do not meet for their lines alone. Of a copy that is cut from the end nothing is lost.
    """
    return runs[: len(runs) - min(_FOOT, len(runs) // 4)]


def sign(texts: Sequence[Shingles]) -> NDArray[np.uint32]:
    """A row of `SIGNATURE` numbers for each text; each is the same with the share of runs that texts share.

    A text without a run has zeros.
    """
    filled = [place for place, runs in enumerate(texts) if len(runs)]
    signatures = np.zeros((len(texts), SIGNATURE), dtype=np.uint32)
    if filled:
        ends = np.cumsum([0, *(len(texts[place]) for place in filled)], dtype=np.uint64)
        flat = np.concatenate([texts[place] for place in filled])
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, ends, SIGNATURE, _SEED)
        signatures[filled] = np.array(matrix.to_rows(), dtype=np.uint32)
    return signatures


def number_bands(signature: NDArray[np.uint32]) -> tuple[list[int], list[int]]:
    """The bands of a signature: those of one number each, and those of four, as signed numbers of 64 bits.

    Articles that share some of the former may be copies. Articles that share one of the latter are all but
    the same.
    """
    if not signature.any():
        return [], []
    wide = signature.astype(np.uint64)
    single = (wide + np.uint64(1)) * _FACTORS[0] + _places(SIGNATURE)
    single ^= single >> np.uint64(31)
    groups = wide[: _GROUP * _GROUPS].reshape(_GROUPS, _GROUP)
    whole = _places(_GROUPS) + np.uint64(0xB5AD4ECEDA1CE2A9)
    for place in range(_GROUP):
        whole = (whole ^ groups[:, place]) * _FACTORS[1]
        whole ^= whole >> np.uint64(30)
    return single.view(np.int64).tolist(), whole.view(np.int64).tolist()


@cache
def _places(count: int) -> NDArray[np.uint64]:
    """A number for each place, so that the same number at another place is another band."""
    numbers: NDArray[np.uint64] = np.arange(1, count + 1, dtype=np.uint64) * _FACTORS[3]
    places: NDArray[np.uint64] = numbers ^ _FACTORS[4]
    return places
