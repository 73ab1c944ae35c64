from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from onrecord.analyse.syntax.arborescence import best_heads


def roots_of(heads: list[int]) -> list[int]:
    return [word for word, head in enumerate(heads) if word == head]


def leads_to(heads: list[int], word: int) -> int:
    for _ in heads:
        word = heads[word]
    return word


def is_tree(heads: list[int]) -> bool:
    roots = roots_of(heads)
    return len(roots) == 1 and all(leads_to(heads, word) == roots[0] for word in range(len(heads)))


def worth(heads: list[int], arcs: np.ndarray, roots: np.ndarray) -> float:
    return float(sum(roots[w] if h == w else arcs[w, h] for w, h in enumerate(heads)))


@pytest.mark.parametrize("seed", range(150))
def test_the_tree_is_the_best_one(seed: int) -> None:
    generator = np.random.default_rng(seed)
    size = int(generator.integers(1, 5))  # not more than the roots that are tried
    arcs, roots = generator.normal(size=(size, size)) * 3, generator.normal(size=size)
    wants = np.where(np.eye(size, dtype=bool), roots, arcs).argmax(axis=1)
    found = best_heads(arcs, roots)
    trees = [list(heads) for heads in product(range(size), repeat=size) if is_tree(list(heads))]
    own = roots_of(wants.tolist())
    if own:  # one of the words that would be the root rather than anything else is it
        trees = [tree for tree in trees if roots_of(tree)[0] in own]
    assert is_tree(found)
    assert worth(found, arcs, roots) == pytest.approx(max(worth(tree, arcs, roots) for tree in trees))


@pytest.mark.parametrize("size", [1, 2, 7, 40, 160])
def test_any_scores_give_a_tree(size: int) -> None:
    generator = np.random.default_rng(size)
    assert is_tree(best_heads(generator.normal(size=(size, size)), generator.normal(size=size)))
    assert is_tree(best_heads(np.zeros((size, size)), np.zeros(size)))
