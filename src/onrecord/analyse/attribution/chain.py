"""A linear chain over a document's words: the best sequence of tags, and how likely each tag is.

The transitions are learned together with the encoder (a conditional random field, Lafferty, McCallum and
Pereira 2001).
"""

from __future__ import annotations

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
    """The best sequence of tags for words with the scores `[words, tags]` (Viterbi)."""
    if not len(scores):
        return []
    total, back = scores[0], []
    for row in scores[1:]:
        paths = total[:, None] + steps
        before = paths.argmax(axis=0)
        back.append(before)
        total = paths[before, np.arange(len(row))] + row
    tags = [int(total.argmax())]
    for before in reversed(back):
        tags.append(int(before[tags[-1]]))
    return tags[::-1]


def marginals(scores: NDArray[np.float64], steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """How likely each tag of each word is, over all sequences: `[words, tags]`, rows add up to one."""
    if not len(scores):
        return scores
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    forth, back = np.exp(steps), np.exp(steps.T)
    ahead, behind = np.empty_like(likely), np.empty_like(likely)
    ahead[0] = likely[0] / likely[0].sum()
    for place in range(1, len(scores)):
        row = (ahead[place - 1] @ forth) * likely[place]
        ahead[place] = row / row.sum()
    behind[-1] = 1.0
    for place in range(len(scores) - 2, -1, -1):
        row = (behind[place + 1] * likely[place + 1]) @ back
        behind[place] = row / row.sum()
    both = ahead * behind
    total: NDArray[np.float64] = both / both.sum(axis=1, keepdims=True)
    return total
