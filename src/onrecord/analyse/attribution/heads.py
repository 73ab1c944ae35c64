"""What the encoder's attribution heads say of a piece: its tag, and where its cue or its source begins.

Every word gets one of `TAGS`. Every word of a content points at the first word of its cue; the first word of
a cue points at the first word of its source, or at nothing. A pointer's score is the product of a query and a
key, and a bias for the distance.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
POINTERS = ("content-to-cue", "cue-to-source")
POINTER_WIDTH = 64
_REACH = 15
BUCKETS = 2 * _REACH + 1
_STEPS = np.minimum(np.floor(2 * np.log2(np.arange(256) + 1)), _REACH).astype(np.int64)
"""The step of each distance; from the last on they are all alike."""


def allowed(before: int, after: int) -> bool:
    """Whether the second tag may follow the first: an inside only continues its own role."""
    return after % 2 == 1 or after == 0 or before in (after - 1, after)


def distance_buckets(distances: NDArray[np.int64]) -> NDArray[np.int64]:
    """The bucket of each signed distance in pieces: two to each doubling, and one for all far away."""
    steps = _STEPS[np.minimum(np.abs(distances), len(_STEPS) - 1)]
    buckets: NDArray[np.int64] = np.sign(distances) * steps + _REACH
    return buckets
