"""The learned linker: which earlier mention a mention is the same as, if any.

Earlier mentions are ranked by a small network over the encoder's vectors of the heads, what each mention
is, and what the two have in common (`pairs.py`); having none in front scores 0 (Denis and Baldridge 2008,
Lee et al. 2017).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np

from onrecord.analyse.coref.cluster import Clusters
from onrecord.analyse.coref.pairs import (
    PAIR,
    SINGLE,
    Floats,
    Ints,
    Table,
    antecedents,
    make_table,
    pair_features,
)
from onrecord.analyse.encoder import Encoder, Encoding, load_encoder

VECTOR, HIDDEN = 64, 96
_WIDTHS = {"one": VECTOR + SINGLE, "other": VECTOR + SINGLE, "both": VECTOR + PAIR, "score": HIDDEN}
_BLOCK = 256
"""Mentions whose pairs are told of at once, which bounds the memory."""
_STRIP = 512
"""Pairs that are scored at once, so that they stay in the processor's own memory."""
_DECIMALS = 3
"""Scores are rounded to these, so that a decision hangs on no last bit."""


Link = Callable[[Clusters, Mapping[int, tuple[int, int | None]]], "Links"]
"""Scores the mentions of a document, given whose own words its tokens stand in (see `make_table`)."""


@dataclass(frozen=True, slots=True)
class Links:
    """For each mention the earlier ones that were looked at, and their scores."""

    others: Sequence[Ints]
    scores: Sequence[Floats]


class Linker:
    """The network; its weights come with the encoder's."""

    def __init__(self, encoder: Encoder) -> None:
        self._weights = {
            name: encoder.parameters[f"links.{name}.weight"].reshape(-1, width)
            for name, width in _WIDTHS.items()
        }
        self._biases = {name: encoder.parameters[f"links.{name}.bias"] for name in ("one", "score")}

    def link(self, table: Table, vectors: Floats, wanted: Container[int] | None = None) -> Links:
        """Score the mentions of a table, or those `wanted` with all that stand in front of them.

        `vectors` are the encoder's of the mentions' heads, `[mentions, VECTOR]`.
        """
        others = list(antecedents(table, wanted))
        each = np.concatenate([vectors, table.singles], axis=1)
        one = each @ self._weights["one"].T + self._biases["one"]
        other = each @ self._weights["other"].T
        scores: list[Floats] = []
        for first in range(0, len(others), _BLOCK):
            part = others[first : first + _BLOCK]
            sizes = [len(found) for found in part]
            rows = np.repeat(np.arange(first, first + len(part)), sizes)
            before = np.concatenate(part)
            features = pair_features(table, rows, before)
            found = np.empty(len(rows), dtype=np.float32)
            for strip in (slice(start, start + _STRIP) for start in range(0, len(rows), _STRIP)):
                row, ahead = rows[strip], before[strip]
                hidden = one[row] + other[ahead]
                hidden += (vectors[row] * vectors[ahead]) @ self._weights["both"][:, :VECTOR].T
                hidden += features[strip] @ self._weights["both"][:, VECTOR:].T
                found[strip] = np.maximum(hidden, 0, out=hidden) @ self._weights["score"][0]
            found = (found + self._biases["score"][0]).round(_DECIMALS)
            scores += [found[end - size : end] for size, end in zip(sizes, accumulate(sizes), strict=True)]
        return Links(others, scores)


@lru_cache(maxsize=1)
def load_linker() -> Linker:
    """The package's linker, loaded once a process."""
    return Linker(load_encoder())


def link_with(encoding: Encoding) -> Link:
    """The linker for a document that the encoder has read, whose words are the tokens of its parse."""

    def link(clusters: Clusters, told: Mapping[int, tuple[int, int | None]]) -> Links:
        heads = [candidate.head for candidate in clusters.candidates]
        open_ = set(range(len(heads))).difference(clusters.of)  # what no rule has joined to anything yet
        return load_linker().link(make_table(clusters, told), encoding.referents[heads], open_)

    return link
