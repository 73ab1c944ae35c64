from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from onrecord.analyse.attribution.chain import best_tags, marginals, steps_of
from onrecord.analyse.attribution.heads import TAGS, allowed, distance_buckets

WORDS = 4


def score(tags: tuple[int, ...], scores: np.ndarray, steps: np.ndarray) -> float:
    own = sum(float(scores[place, tag]) for place, tag in enumerate(tags))
    return own + sum(float(steps[before, after]) for before, after in pairwise(tags))


@pytest.mark.parametrize("seed", range(5))
def test_the_chain_is_what_trying_all_sequences_gives(seed: int) -> None:
    generator = np.random.default_rng(seed)
    scores = generator.normal(size=(WORDS, len(TAGS))) * 2
    steps = steps_of(generator.normal(size=len(TAGS) ** 2).astype(np.float32))
    every = list(product(range(len(TAGS)), repeat=WORDS))
    totals = np.array([score(tags, scores, steps) for tags in every])
    assert best_tags(scores, steps) == list(every[int(totals.argmax())])
    shares = np.exp(totals - totals.max())
    shares /= shares.sum()
    expected = np.zeros((WORDS, len(TAGS)))
    for tags, share in zip(every, shares, strict=True):
        for place, tag in enumerate(tags):
            expected[place, tag] += share
    assert np.allclose(marginals(scores, steps), expected)


def step_by_step(scores: np.ndarray, steps: np.ndarray) -> list[int]:
    total, back = scores[0], []
    for row in scores[1:]:
        paths = total[:, None] + steps
        back.append(paths.argmax(axis=0))
        total = paths.max(axis=0) + row
    tags = [int(total.argmax())]
    for before in reversed(back):
        tags.append(int(before[tags[-1]]))
    return tags[::-1]


@pytest.mark.parametrize("words", [1, 2, 3, 10, 16, 17, 18, 101, 400])
def test_blocks_give_what_going_step_by_step_gives(words: int) -> None:
    generator = np.random.default_rng(words)
    steps = steps_of(generator.normal(size=len(TAGS) ** 2).astype(np.float32))
    scores = generator.normal(size=(words, len(TAGS)))
    assert best_tags(scores, steps) == step_by_step(scores, steps)


def test_an_inside_only_continues_its_own_role() -> None:
    names = {name: number for number, name in enumerate(TAGS)}
    assert allowed(names["B-cue"], names["I-cue"])
    assert allowed(names["I-content"], names["B-content"])
    assert not allowed(names["O"], names["I-source"])
    assert not allowed(names["B-cue"], names["I-source"])


def test_no_word_gives_no_tag() -> None:
    steps = steps_of(np.zeros(len(TAGS) ** 2, dtype=np.float32))
    assert best_tags(np.zeros((0, len(TAGS))), steps) == []
    assert marginals(np.zeros((0, len(TAGS))), steps).shape == (0, len(TAGS))


def test_distances_are_told_apart_near_by_and_have_a_sign() -> None:
    buckets = distance_buckets(np.array([-400, -2, -1, 0, 1, 2, 400])).tolist()
    assert buckets == sorted(set(buckets))
    assert buckets[3] - buckets[2] == buckets[4] - buckets[3] > 0
