"""Task: words, sentences and trees of OntoGUM in Universal Dependencies."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from onrecord.analyse.pieces import Pieces, Window, cut_pieces
from onrecord.analyse.quotes import find_quotes
from onrecord.analyse.syntax.heads import ARC_WIDTH, RELATION_WIDTH, reading_of
from onrecord.evaluate.conllu import Tree, Word, read_tree
from onrecord.evaluate.trees import HELD_OUT
from onrecord.model.span import Span
from training.encoder.casing import recase_stretches
from training.encoder.marks import restyle_pieces
from training.encoder.model import WIDTH, Batch, Mix
from training.encoder.swaps import Swaps
from training.encoder.tasks import Example, collate, cut_example, divergence, draw_windows

_RARE = 3
"""Readings seen less often are no label."""
_MERGED, _RECASED, _MARKLESS = 0.35, 0.15, 0.06
_IGNORED = -100


@dataclass(slots=True)
class Targets:
    """What is right for one window, by piece; only the first pieces of words count.

    `heads` are pieces of the window, 0 for a root; those of marks count for nothing, since they are decoded
    by rule. `words` is 1 for the first pieces of words, `sentence` numbers the sentences.
    """

    readings: np.ndarray
    starts: np.ndarray
    heads: np.ndarray
    relations: np.ndarray
    words: np.ndarray
    sentence: np.ndarray


class SyntaxHead(nn.Module):
    """Readings, sentence starts, a biaffine score for arcs and a small network for their relations."""

    def __init__(self, readings: int, relations: int) -> None:
        super().__init__()
        self.mix = Mix()
        self.readings = nn.Linear(WIDTH, readings)
        self.starts = nn.Linear(WIDTH, 1)
        self.arc_child = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc_head = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc = nn.Linear(ARC_WIDTH, ARC_WIDTH)
        self.relation_child = nn.Linear(WIDTH, RELATION_WIDTH)
        self.relation_head = nn.Linear(WIDTH, RELATION_WIDTH)
        self.relations = nn.Linear(RELATION_WIDTH, relations)
        self.dropout = nn.Dropout(0.33)

    def forward(self, layers: list[Tensor]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        hidden = self.mix(layers)
        query = self.arc(self.dropout(functional.relu(self.arc_child(hidden))))
        key = self.dropout(functional.relu(self.arc_head(hidden)))
        return (
            self.readings(hidden),
            self.starts(hidden).squeeze(-1),
            query,
            key,
            self.relation_child(hidden),
            self.relation_head(hidden),
        )


class Syntax:
    """OntoGUM's trees as a task of the shared trunk."""

    name = "syntax"
    weight = 1.0

    def __init__(
        self, corpus: Path, tokenizer: Tokenizer, times: int, silver: Path | None = None, share: float = 0.0
    ) -> None:
        """`silver` are trees that a parser made (see `silver.py`), a share of which an epoch has besides."""
        self.tokenizer, self.times, self.share = tokenizer, times, share
        self.silver = msgspec.json.decode(silver.read_bytes(), type=list[Tree]) if silver else []
        self.trees = [read_tree(p) for p in sorted(corpus.glob("*.conllu")) if p.stem not in HELD_OUT]
        self.swaps = Swaps(
            tokenizer,
            (tree.text[w.start : w.end] for tree in self.trees for w in tree.words if w.upos == "PROPN"),
        )
        seen = Counter(reading_of(word.upos, word.feats) for tree in self.trees for word in tree.words)
        relations = Counter(word.relation for tree in self.trees for word in tree.words)
        self.readings = sorted(reading for reading, count in seen.items() if count >= _RARE)
        self.relations = sorted(relation for relation, count in relations.items() if count >= _RARE)

    def head(self) -> SyntaxHead:
        return SyntaxHead(len(self.readings), len(self.relations))

    def inventory(self) -> dict[str, list[str]]:
        """The labels by number, which the exported model carries along."""
        return {"readings": self.readings, "relations": self.relations}

    def examples(self, rng: random.Random) -> list[Example]:
        """All windows of all documents, `times` times over, each time cut, joined and cased differently."""
        drawn = rng.sample(self.silver, round(self.share * len(self.silver)))
        return [
            example for tree in [*self.trees * self.times, *drawn] for example in self._windows(tree, rng)
        ]

    def _windows(self, tree: Tree, rng: random.Random) -> Iterator[Example]:
        pieces = pieces_of(tree, self.tokenizer, rng)
        pieces = self.swaps.disguise(pieces, [word.upos == "PROPN" for word in tree.words], rng)
        whole = self._targets(tree, pieces)
        bounds = [*pieces.words[tree.sentences].tolist(), len(pieces)]
        stretches = list(itertools.pairwise(bounds))
        casing = recase_stretches(pieces.casing, run_lengths(pieces), stretches, rng, _RECASED)
        if rng.random() < _MARKLESS:
            casing = np.zeros_like(casing)
        for window in draw_windows(pieces.breaks, rng):
            yield cut_example(pieces, casing, window, _cut(whole, window))

    def _targets(self, tree: Tree, pieces: Pieces) -> Targets:
        def column() -> np.ndarray:
            return np.full(len(pieces), _IGNORED)

        readings = {reading: number for number, reading in enumerate(self.readings)}
        relations = {relation: number for number, relation in enumerate(self.relations)}
        first, words = pieces.words, tree.words
        whole = Targets(column(), column(), column(), column(), np.zeros(len(pieces)), column())
        whole.readings[first] = [readings.get(reading_of(w.upos, w.feats), _IGNORED) for w in words]
        whole.relations[first] = [relations.get(w.relation, _IGNORED) for w in words]
        whole.heads[first] = [self._head(word, first) for word in words]
        begins = np.zeros(len(pieces), dtype=np.int64)
        begins[first[tree.sentences]] = 1
        whole.words[first] = 1
        whole.sentence[:] = np.cumsum(begins)
        whole.starts[first] = begins[first]
        return whole

    @staticmethod
    def _head(word: Word, first: np.ndarray) -> int:
        if word.relation == "punct":
            return _IGNORED
        return int(first[word.head]) if word.head >= 0 else -1

    def loss(self, head: nn.Module, layers: list[Tensor], batch: Batch, targets: list[Targets]) -> Tensor:
        """The sum of the mean losses a word of readings, sentence starts, arcs and relations."""
        assert isinstance(head, SyntaxHead)
        readings, starts, query, key, child, parent = head(layers)
        length = batch.ids.shape[1]
        gold = {
            name: torch.tensor(collate([getattr(t, name) for t in targets], length, _IGNORED))
            for name in ("readings", "starts", "heads", "relations", "words", "sentence")
        }
        words = gold["words"] == 1
        loss = functional.cross_entropy(
            readings.flatten(0, 1), gold["readings"].flatten(), ignore_index=_IGNORED
        )
        loss = loss + functional.binary_cross_entropy_with_logits(
            starts[words], gold["starts"][words].float()
        )
        same = gold["sentence"][:, :, None] == gold["sentence"][:, None, :]
        may = same & words[:, None, :] | (torch.arange(length) == 0)
        scores = (query @ key.transpose(1, 2) / ARC_WIDTH**0.5).masked_fill(~may, -1e4)
        loss = loss + functional.cross_entropy(
            scores.flatten(0, 1), gold["heads"].flatten(), ignore_index=_IGNORED
        )
        known = (gold["heads"] != _IGNORED) & (gold["relations"] != _IGNORED)
        window, place = known.nonzero(as_tuple=True)
        joint = functional.relu(child[window, place] + parent[window, gold["heads"][window, place]])
        relations = head.relations(head.dropout(joint))
        return loss + functional.cross_entropy(relations, gold["relations"][known])

    def echo(
        self, head: nn.Module, layers: list[Tensor], model: nn.Module, taught: list[Tensor], batch: Batch
    ) -> Tensor:
        """The divergence of readings, sentence starts, arcs, and relations of the model's likeliest arcs."""
        assert isinstance(head, SyntaxHead)
        assert isinstance(model, SyntaxHead)
        readings, starts, query, key, child, parent = head(layers)
        their_readings, their_starts, their_query, their_key, their_child, their_parent = model(taught)
        words = batch.words
        loss = divergence(readings, their_readings, words)
        loss = loss + functional.binary_cross_entropy_with_logits(
            starts[words], their_starts[words].sigmoid()
        )
        likely = their_starts.masked_fill(~words, -1e4) > 0
        sentence = likely.cumsum(1)
        length = words.shape[1]
        may = (sentence[:, :, None] == sentence[:, None, :]) & words[:, None, :] | (torch.arange(length) == 0)
        ours, theirs = (
            (one @ other.transpose(1, 2) / ARC_WIDTH**0.5).masked_fill(~may, -1e4)
            for one, other in ((query, key), (their_query, their_key))
        )
        loss = loss + divergence(ours, theirs, words)
        window, place = words.nonzero(as_tuple=True)
        above = theirs.argmax(-1)[window, place]
        joint = head.dropout(functional.relu(child[window, place] + parent[window, above]))
        their_joint = functional.relu(their_child[window, place] + their_parent[window, above])
        rows = torch.ones(len(window), dtype=torch.bool)
        return loss + divergence(head.relations(joint), model.relations(their_joint), rows)


def pieces_of(tree: Tree, tokenizer: Tokenizer, rng: random.Random) -> Pieces:
    """The pieces of a document's own words, some paragraphs run together as crawlers do."""
    opens = [p for n, p in enumerate(tree.paragraphs) if not n or rng.random() >= _MERGED]
    bounds = [*opens, len(tree.words)]
    words = [
        [(word.start, word.end) for word in tree.words[first:last]]
        for first, last in itertools.pairwise(bounds)
    ]
    stretches = [Span(start=part[0][0], end=part[-1][1]) for part in words]
    quotes = find_quotes(tree.text, stretches)
    pieces = cut_pieces(tokenizer, tree.text, words, quotes)
    return restyle_pieces(pieces, quotes, tokenizer, rng)


def run_lengths(pieces: Pieces) -> np.ndarray:
    """Of each piece how many characters the run has that it is a part of."""
    begins = np.flatnonzero(pieces.first)
    run = np.cumsum(pieces.first) - 1
    last = np.append(begins[1:], len(pieces)) - 1
    return (pieces.ends[last] - pieces.starts[begins])[run]


def _cut(whole: Targets, window: Window) -> Targets:
    """A window's own targets, counted from its first mark; arcs that lead out of it count for nothing."""
    part = slice(window.start, window.end)
    heads = whole.heads[part]
    away = (heads >= 0) & ((heads < window.start) | (heads >= window.end))
    moved = np.where(heads == -1, 0, heads - window.start + 1)
    heads = np.where((heads == _IGNORED) | away, _IGNORED, moved)

    def marked(values: np.ndarray) -> np.ndarray:
        return np.array([_IGNORED, *values, _IGNORED])

    return Targets(
        readings=marked(whole.readings[part]),
        starts=marked(whole.starts[part]),
        heads=marked(heads),
        relations=marked(whole.relations[part]),
        words=marked(whole.words[part]),
        sentence=marked(whole.sentence[part]),
    )
