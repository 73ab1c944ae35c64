"""What the encoder's syntax heads say, decoded: sentences, readings, trees."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.analyse.encoder import Encoder, Encoding
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.syntax.arborescence import best_heads
from onrecord.analyse.syntax.heads import ARC_WIDTH, RELATION_WIDTH
from onrecord.analyse.syntax.punctuation import attach_marks
from onrecord.analyse.syntax.sentences import start_evidence
from onrecord.analyse.words import is_mark

Scores = NDArray[np.float64]

MAX_SENTENCE = 160
"""Words of the longest sentence: a longer one is cut where a start is likeliest."""
_MIN_CUT = 20
_UNFIT = -1e3
_CLOSED = frozenset("ADP AUX CCONJ DET PART PRON SCONJ".split())
"""Parts of speech whose words can be listed: no other form has them."""
_FUNCTIONS = frozenset({"aux", "aux:pass", "case", "cc", "cop", "det", "mark"})
"""Relations that no noun has."""
_CLOSED_FORMS = read_words("closed", "forms")
_DIGITS = 3
"""Decimals of the scores that decisions are made on: what lies behind depends on the machine."""


@dataclass(frozen=True, slots=True)
class Trees:
    """The syntax of a document, by word.

    `sentences` are the numbers of words `[first, end)`; `heads` number words of the document, a root its own;
    `readings` are parts of speech with features, `VERB|Tense=Past|VerbForm=Fin`.
    """

    sentences: Sequence[tuple[int, int]]
    readings: Sequence[str]
    heads: Sequence[int]
    relations: Sequence[str]


def read_trees(encoder: Encoder, encoding: Encoding, text: str) -> Trees:
    """Decode a document; where a stretch of it begins, a sentence does."""
    return _Reader(encoder, encoding, text).read()


class _Reader:
    def __init__(self, encoder: Encoder, encoding: Encoding, text: str) -> None:
        self.encoding = encoding
        spans = encoding.pieces.spans.tolist()
        words = [text[start:end] for start, end in spans]
        self.words = words
        self.closed = np.array(
            [word.lower().replace("’", "'") in _CLOSED_FORMS for word in words], dtype=np.bool_
        )
        self.marks = np.array([is_mark(word) for word in words], dtype=np.bool_)
        self.evidence = start_evidence(words, [start for start, _ in spans], [end for _, end in spans])
        self.readings = encoder.labels["readings"]
        self.relations = encoder.labels["relations"]
        weights = encoder.parameters["relations.weight"].reshape(-1, RELATION_WIDTH)
        self.weight, self.bias = weights.T.copy(), encoder.parameters["relations.bias"]

    def read(self) -> Trees:
        sentences = self._sentences()
        window = self.encoding.window[self.encoding.pieces.words]
        query, key = self.encoding.arcs[:, 0], self.encoding.arcs[:, 1]
        roots = np.einsum("wd,wd->w", query, self.encoding.root_arcs[window]) / math.sqrt(ARC_WIDTH)
        roots = roots.astype(np.float64).round(_DIGITS)
        unfit = _UNFIT * self.marks  # nothing hangs on punctuation
        roots += unfit
        marks: list[bool] = self.marks.tolist()
        above: list[int] = []
        for first, end in sentences:
            arcs = (query[first:end] @ key[first:end].T / math.sqrt(ARC_WIDTH)).astype(np.float64)
            arcs += unfit[first:end]
            found = best_heads(arcs.round(_DIGITS, out=arcs), roots[first:end])
            found = attach_marks(self.words[first:end], marks[first:end], found)
            above += [first + head for head in found]
        heads = np.array(above, dtype=np.int64)
        readings = self._best_readings()
        nominal = np.array([reading.startswith(("NOUN", "PROPN")) for reading in readings], dtype=np.bool_)
        return Trees(sentences, readings, above, self._best_relations(heads, window, nominal))

    def _sentences(self) -> list[tuple[int, int]]:
        starts = self.encoding.starts.astype(np.float64).round(_DIGITS) + self.evidence
        pieces = self.encoding.pieces
        begins = (starts > 0) | (pieces.breaks[pieces.words] > 0)
        bounds = [*np.flatnonzero(begins).tolist(), len(starts)]
        found: list[tuple[int, int]] = []
        for first, end in itertools.pairwise(bounds):
            while end - first > MAX_SENTENCE:
                cut = first + _MIN_CUT + int(starts[first + _MIN_CUT : first + MAX_SENTENCE].argmax())
                found.append((first, cut))
                first = cut
            found.append((first, end))
        return found

    def _best_readings(self) -> list[str]:
        """The likeliest part of speech of each word, and the likeliest features that it may have."""
        scores = self.encoding.readings.astype(np.float64).round(_DIGITS)
        pos = [reading.split("|")[0] for reading in self.readings]
        kinds = sorted(set(pos))
        of = np.array([kinds.index(one) for one in pos])
        likely = np.exp(scores - scores.max(axis=1, keepdims=True)) if len(scores) else scores
        total = likely @ (of[:, None] == np.arange(len(kinds)))
        closed = np.array([kind in _CLOSED for kind in kinds])
        total[np.ix_(~self.closed, closed)] = -1.0
        best = total.round(_DIGITS + 3).argmax(axis=1)
        best[self.marks] = kinds.index("PUNCT")
        chosen = np.where(of == best[:, None], scores, -np.inf).argmax(axis=1)
        return [self.readings[number] for number in chosen.tolist()]

    def _best_relations(
        self, heads: NDArray[np.int64], window: NDArray[np.int64], nominal: NDArray[np.bool_]
    ) -> list[str]:
        root = heads == np.arange(len(heads))
        above = self.encoding.relations[heads, 1]
        above[root] = self.encoding.root_relations[window[root]]
        hidden = np.maximum(self.encoding.relations[:, 0] + above, 0)
        scores = (hidden @ self.weight + self.bias).astype(np.float64).round(_DIGITS)
        number = self.relations.index("root")
        scores[:, number] = -np.inf
        functions = np.array([name in _FUNCTIONS for name in self.relations], dtype=np.bool_)
        scores[np.ix_(~self.closed & nominal, functions)] = -np.inf
        mark = self.relations.index("punct")
        best = np.where(self.marks, mark, scores.argmax(axis=1))
        best[root] = number
        return [self.relations[one] for one in best]
