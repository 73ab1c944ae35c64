"""A linear chain over a document's words: the best sequence of tags, and how likely each tag is.

The transitions are learned together with the encoder (a conditional random field, Lafferty, McCallum and
Pereira 2001).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.analyse.attribution.heads import TAGS, allowed

_NEVER = -1e4


def steps_of(transitions: NDArray[np.float32]) -> NDArray[np.float64]:
    """The learned transition scores `[before, after]`, with what may not follow made impossible."""
    steps = transitions.reshape(len(TAGS), len(TAGS)).astype(np.float64)
    banned = [[not allowed(a, b) for b in range(len(TAGS))] for a in range(len(TAGS))]
    return np.where(np.array(banned), _NEVER, steps)


def best_tags(scores: NDArray[np.float64], steps: NDArray[np.float64]) -> list[int]:
    """The best sequence of tags for words with the scores `[words, tags]` (Viterbi).

    All blocks are searched at once, as `_carry` does: first from each tag that one may come from.
    """
    if len(scores) < 2:
        return [int(row.argmax()) for row in scores]
    rows = _blocks(scores[1:]).transpose(1, 2, 0).copy()
    length, tags, blocks = rows.shape
    ways = np.where(np.eye(tags, dtype=np.bool_), 0.0, -np.inf)[:, :, None].repeat(blocks, axis=2)
    for row in rows:
        ways = (ways[:, None] + steps[:, :, None, None]).max(axis=0) + row[:, None]
    enters = np.empty((tags, blocks))
    enters[:, 0] = scores[0]
    for block in range(blocks - 1):
        enters[:, block + 1] = (ways[:, :, block] + enters[:, block]).max(axis=1)
    totals, back = _follow(enters, rows, steps)
    ways_back = [row for block in back.transpose(2, 0, 1).tolist() for row in block][: len(scores) - 1]
    last, place = divmod(len(scores) - 2, length)
    return _trace(totals[place + 1][:, last], ways_back)


def _follow(
    first: NDArray[np.float64], rows: NDArray[np.float64], steps: NDArray[np.float64]
) -> tuple[list[NDArray[np.float64]], NDArray[np.intp]]:
    """The best scores up to each tag, of the first row and all others, and which tag before they come from.

    `first` is `[tags, chains]` and `rows` `[rows, tags, chains]`.
    """
    back = np.empty(rows.shape, dtype=np.intp)
    totals = [first]
    for place, row in enumerate(rows):
        paths = totals[-1][:, None] + steps[:, :, None]
        paths.argmax(axis=0, out=back[place])
        totals.append(paths.max(axis=0) + row)
    return totals, back


def _trace(total: NDArray[np.float64], back: Sequence[Sequence[int]]) -> list[int]:
    """The sequence that ends best, by the tags before."""
    tags = [int(total.argmax())]
    for before in reversed(back):
        tags.append(before[tags[-1]])
    return tags[::-1]


def _blocks(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rows in about as many blocks as a block has rows, filled with zeros: `[blocks, length, tags]`."""
    length = math.isqrt(len(rows) - 1) + 1
    filled = np.zeros((-(-len(rows) // length) * length, rows.shape[1]))
    filled[: len(rows)] = rows
    return filled.reshape(-1, length, rows.shape[1])


def marginals(scores: NDArray[np.float64], steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """How likely each tag of each word is, over all sequences: `[words, tags]`, rows add up to one."""
    if not len(scores):
        return scores
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    ahead = _carry(likely[0], np.exp(steps), likely[1:])
    # What is to come: a word's own share is taken before the step back, so that it is no part of the result.
    behind = _carry(likely[-1], np.exp(steps.T), likely[-2::-1])[::-1] / likely.clip(1e-300)
    both: NDArray[np.float64] = ahead * behind
    total: NDArray[np.float64] = both / both.sum(axis=1, keepdims=True)
    return total


def _carry(
    first: NDArray[np.float64], steps: NDArray[np.float64], likely: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The first row and those that follow from it, each the one before over a step times its own likelihood.

    Rows add up to one. All blocks are carried at once, first from each tag that one may come from, since a
    step of numpy costs the same for one word as for a hundred.
    """
    if not len(likely):
        only: NDArray[np.float64] = first[None] / first.sum()
        return only
    rows = _blocks(likely)
    blocks, length, tags = rows.shape
    ways = np.eye(tags)[None].repeat(blocks, axis=0)
    for place in range(length):
        ways = (ways.reshape(-1, tags) @ steps).reshape(ways.shape) * rows[:, None, place]
        ways /= ways.max(axis=(1, 2), keepdims=True).clip(1e-300)
    enters = np.empty((blocks, tags))
    enters[0] = first / first.sum()
    for block in range(blocks - 1):
        entered = enters[block] @ ways[block]
        enters[block + 1] = entered / entered.sum()
    found = np.empty_like(rows)
    current = enters
    for place in range(length):
        current = (current @ steps) * rows[:, place]
        current = current / current.sum(axis=1, keepdims=True).clip(1e-300)
        found[:, place] = current
    carried: NDArray[np.float64] = np.concatenate([enters[:1], found.reshape(-1, tags)[: len(likely)]])
    return carried
