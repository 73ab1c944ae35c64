"""The classifier of facts: which relation, if any, the text states between two points of a sentence.

A small network over the encoder's vectors of the two words, of the words between them and on the path in the
tree (`pairs.py` has the rest); each relation is answered apart, since several may hold of one pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from onrecord.analyse.encoder import Encoder, load_encoder
from onrecord.analyse.facts.pairs import PAIR, Floats, Ints, Pairs

VECTOR, HIDDEN = 96, 128
PARTS = ("subject", "object", "path", "between", "both")
"""What the network looks at beside the features, each by its vector."""
_WIDTHS = {**dict.fromkeys(PARTS, VECTOR), "features": PAIR, "relation": HIDDEN}
_BLOCK = 4096
"""Pairs that are scored at once, which bounds the memory."""
_DECIMALS = 3
"""Probabilities are rounded to these, so that a decision hangs on no last bit."""


@dataclass(frozen=True, slots=True)
class Judged:
    """`[pairs, relations]`: how likely each relation holds; `relations` names the columns."""

    relations: tuple[str, ...]
    probabilities: Floats


class Classifier:
    """The network; its weights come with the encoder's."""

    def __init__(self, encoder: Encoder) -> None:
        self.relations = encoder.labels["facts"]
        self._weights = {
            name: encoder.parameters[f"facts.{name}.weight"].reshape(-1, width)
            for name, width in _WIDTHS.items()
        }
        self._biases = {name: encoder.parameters[f"facts.{name}.bias"] for name in ("subject", "relation")}

    def judge(self, pairs: Pairs, vectors: Floats) -> Judged:
        """Judge the pairs of a document; `vectors` are the encoder's of its words, `[words, VECTOR]`."""
        weights = self._weights
        places = np.array([point.index for point in pairs.points], dtype=np.int64)
        subjects, objects = places[pairs.subjects], places[pairs.objects]
        one, other = vectors @ weights["subject"].T, vectors @ weights["object"].T
        path, between = path_means(pairs, vectors), between_means(pairs, vectors)
        found = []
        for first in range(0, len(subjects), _BLOCK):
            part = slice(first, first + _BLOCK)
            hidden = one[subjects[part]] + other[objects[part]] + self._biases["subject"]
            hidden += path[part] @ weights["path"].T + between[part] @ weights["between"].T
            hidden += (vectors[subjects[part]] * vectors[objects[part]]) @ weights["both"].T
            hidden += pairs.features[part] @ weights["features"].T
            scores = np.maximum(hidden, 0) @ weights["relation"].T + self._biases["relation"]
            found.append(np.round(1 / (1 + np.exp(-scores)), _DECIMALS))
        empty = np.zeros((0, len(self.relations)), dtype=np.float32)
        return Judged(self.relations, np.concatenate(found) if found else empty)


def path_means(pairs: Pairs, vectors: Floats) -> Floats:
    """The mean vector of the words on each pair's path, 0 where there are none."""
    total = np.zeros((len(pairs.subjects), vectors.shape[1]), dtype=np.float32)
    counts = np.bincount(pairs.path_rows, minlength=len(pairs.subjects))
    begins = np.cumsum(counts) - counts  # the rows are in order
    for step in range(counts.max(initial=0)):  # all first words, all second ones: numpy's `reduceat` is slow
        longer = np.flatnonzero(counts > step)
        total[longer] += vectors[pairs.path_words[begins[longer] + step]]
    return total / np.maximum(counts, 1).astype(np.float32)[:, None]


def between_means(pairs: Pairs, vectors: Floats) -> Floats:
    """The mean vector of the words between the two of each pair, 0 where there are none."""
    sums = np.concatenate([np.zeros((1, vectors.shape[1])), np.cumsum(vectors, axis=0, dtype=np.float64)])
    low, high = _bounds(pairs)
    means: Floats = ((sums[high] - sums[low]) / np.maximum(high - low, 1)[:, None]).astype(np.float32)
    return means


def _bounds(pairs: Pairs) -> tuple[Ints, Ints]:
    return pairs.between[:, 0], np.maximum(pairs.between[:, 0], pairs.between[:, 1])


@lru_cache(maxsize=1)
def load_classifier() -> Classifier:
    """The package's classifier, loaded once a process."""
    return Classifier(load_encoder())
