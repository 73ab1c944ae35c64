"""From scores of arcs to a tree: the best one with one root and no cycle.

The greedy choice is a tree for most sentences; for the others the maximum spanning arborescence is found by
contracting cycles (Chu and Liu 1965, Edmonds 1967), once for each word that might be the root.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
_NEVER = -1e9
_SLACK = 1e-3
"""More than a sum of scores can be off."""
_ROOTS = 4
"""How many words are tried as the root where several want to be."""


def best_heads(arcs: Scores, roots: Scores) -> list[int]:
    """The head of every word, a root's is itself.

    `arcs` is `[words, words]`, the score of the column as the row's head; `roots` `[words]` that of each as
    the root.
    """
    scores = arcs.copy()
    scores.flat[:: len(scores) + 1] = roots  # the diagonal
    heads: list[int] = scores.argmax(axis=1).tolist()
    own = [word for word, head in enumerate(heads) if word == head]
    if len(own) == 1 and _is_tree(heads, own[0]):
        return heads
    scores.flat[:: len(scores) + 1] = _NEVER
    arriving = scores.max(axis=1, initial=_NEVER)
    gain = roots - arriving
    if not 1 <= len(own) <= _ROOTS:
        own = np.argsort(-gain, kind="stable")[:_ROOTS].tolist()
    best, most = None, -np.inf
    rows, limit = arcs.tolist(), arriving.sum() + _SLACK
    for root in own:
        if limit + gain[root] < most:
            continue  # not even with the best arc to each other word
        tree = _spanning(arcs, root)
        total = roots[root] + sum(rows[child][head] for child, head in enumerate(tree) if child != root)
        if total > most:
            best, most = tree, total
    assert best is not None
    return best


def _is_tree(heads: Sequence[int], root: int) -> bool:
    """Whether all words lead up to the root."""
    return _cycle(heads, range(len(heads)), root) is None


def _spanning(arcs: Scores, root: int) -> list[int]:
    """The maximum spanning arborescence below the given root, by contraction."""
    scores = arcs.copy()
    np.fill_diagonal(scores, _NEVER)
    scores[root] = _NEVER
    scores[root, root] = 0.0
    steps: list[tuple[NDArray[np.int64], int, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]] = []
    alive = np.ones(len(scores), dtype=bool)
    while True:
        heads = scores.argmax(axis=1)
        found_cycle = _cycle(heads.tolist(), np.flatnonzero(alive).tolist(), root)
        if found_cycle is None:
            break
        cycle, kept = np.array(found_cycle), found_cycle[0]
        own = scores[cycle, heads[cycle]]
        into = scores[cycle] - own[:, None]
        entered = into.argmax(axis=0)
        left = scores[:, cycle].argmax(axis=1)
        steps.append((cycle, kept, heads[cycle], cycle[left], cycle[entered]))
        outgoing = scores[:, cycle].max(axis=1)
        scores[kept], scores[:, kept] = into.max(axis=0) + own.sum(), outgoing
        scores[kept, cycle] = scores[cycle, kept] = _NEVER
        gone = cycle[1:]
        scores[gone, :] = scores[:, gone] = _NEVER
        alive[gone] = False
    found = {child: int(heads[child]) for child in np.flatnonzero(alive).tolist()}
    for cycle, kept, inner, exits, entries in reversed(steps):
        outer = found.pop(kept)
        for child, head in list(found.items()):
            if head == kept and child != kept:
                found[child] = int(exits[child])
        broken = int(entries[outer])
        found |= {int(child): int(head) for child, head in zip(cycle, inner, strict=True)}
        found[broken] = outer
    return [found[child] for child in range(len(arcs))]


def _cycle(heads: Sequence[int], words: Sequence[int], root: int) -> list[int] | None:
    """Those of the words that are a cycle, the first if there are several, or None."""
    state = [0] * len(heads)  # 1 for those on the way, 2 for those that lead up to the root
    state[root] = 2
    for word in words:
        path: list[int] = []
        while not state[word]:
            state[word] = 1
            path.append(word)
            word = heads[word]
        if state[word] == 1:
            return path[path.index(word) :]
        for word in path:
            state[word] = 2
    return None
