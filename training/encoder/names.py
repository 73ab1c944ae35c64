"""Task: the names of a corpus of English newswire from all over the world, and names within them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from onrecord.analyse.naming import NAME_TAGS, NAME_TYPES
from onrecord.analyse.pieces import Pieces, cut_pieces
from onrecord.analyse.quotes import find_quotes
from onrecord.analyse.words import cut_words
from onrecord.evaluate.marked import HELD_OUT, PARTS, Marked, read_newswire
from onrecord.model.span import Span
from training.encoder.casing import recase_stretches
from training.encoder.marks import restyle_pieces
from training.encoder.model import WIDTH, Batch, Mix
from training.encoder.syntax import run_lengths
from training.encoder.tasks import Example, collate, cut_example, divergence, draw_windows

_MERGED, _RECASED = 0.3, 0.12
_IGNORED = -100


class NamesHead(nn.Module):
    """Tags of the outer names, and of those within."""

    def __init__(self) -> None:
        super().__init__()
        self.mix = Mix()
        self.dropout = nn.Dropout(0.15)
        self.tags = nn.Linear(WIDTH, 2 * NAME_TAGS)

    def forward(self, layers: list[Tensor]) -> Tensor:
        return self.tags(self.dropout(self.mix(layers)))


class Names:
    """The newswire corpus as a task of the shared trunk."""

    name = "names"
    weight = 1.5

    def __init__(self, corpus: Path, tokenizer: Tokenizer, share: float) -> None:
        self.tokenizer, self.share = tokenizer, share
        files = sorted(corpus.glob("*.tsv"))
        self.articles = [read_newswire(f) for n, f in enumerate(files) if n % PARTS != HELD_OUT]

    def head(self) -> NamesHead:
        return NamesHead()

    def inventory(self) -> dict[str, list[str]]:
        return {}

    def examples(self, rng: random.Random) -> list[Example]:
        """The windows of a share of the articles, each time joined and cased a little differently."""
        chosen = rng.sample(self.articles, round(self.share * len(self.articles)))
        return [example for article in chosen for example in self._windows(article, rng)]

    def _windows(self, article: Marked, rng: random.Random) -> Iterator[Example]:
        lines = [article.lines[0]]
        for line in article.lines[1:]:
            if rng.random() < _MERGED:
                lines[-1] = Span(start=lines[-1].start, end=line.end)
            else:
                lines.append(line)
        pieces = self._pieces(article.text, lines, rng)
        bounds = [*np.flatnonzero(pieces.breaks).tolist(), len(pieces)]
        stretches = list(itertools.pairwise(bounds))
        casing = recase_stretches(pieces.casing, run_lengths(pieces), stretches, rng, _RECASED)
        tags = tags_of(pieces, article.names)
        mark = np.full((1, 2), _IGNORED)
        for window in draw_windows(pieces.breaks, rng):
            own = tags[window.start : window.end]
            yield cut_example(pieces, casing, window, np.concatenate([mark, own, mark]))

    def _pieces(self, text: str, lines: list[Span], rng: random.Random) -> Pieces:
        words = [list(cut_words(text, line.start, line.end)) for line in lines]
        quotes = find_quotes(text, lines)
        return restyle_pieces(cut_pieces(self.tokenizer, text, words, quotes), quotes, self.tokenizer, rng)

    def loss(self, head: nn.Module, layers: list[Tensor], batch: Batch, targets: list[np.ndarray]) -> Tensor:
        """Mean loss a run of letters, of both layers."""
        scores = head(layers)
        length = batch.ids.shape[1]
        total = scores.new_zeros(())
        for layer in range(2):
            gold = torch.tensor(collate([t[:, layer] for t in targets], length, _IGNORED))
            part = scores[..., layer * NAME_TAGS : (layer + 1) * NAME_TAGS]
            total = total + functional.cross_entropy(
                part.flatten(0, 1), gold.flatten(), ignore_index=_IGNORED
            )
        return total

    def echo(
        self, head: nn.Module, layers: list[Tensor], model: nn.Module, taught: list[Tensor], batch: Batch
    ) -> Tensor:
        """The divergence of both layers' tags."""
        parts = zip(head(layers).chunk(2, -1), model(taught).chunk(2, -1), strict=True)
        return sum((divergence(ours, theirs, batch.words) for ours, theirs in parts), layers[0].new_zeros(()))


def tags_of(pieces: Pieces, names: list[tuple[Span, str]]) -> np.ndarray:
    """Tags `[pieces, layers]` of the runs' first pieces; others count for nothing."""
    runs = np.flatnonzero(pieces.first)
    tags = np.full((len(pieces), 2), _IGNORED)
    tags[runs] = 0
    for span, kind in names:
        inside = runs[(pieces.starts[runs] >= span.start) & (pieces.starts[runs] < span.end)]
        if not len(inside):
            continue
        layer = int((tags[inside, 0] > 0).any())
        if (tags[inside, layer] > 0).any():
            continue
        number = 1 + 2 * NAME_TYPES.index(kind)
        tags[inside, layer] = number + 1
        tags[inside[0], layer] = number
    return tags
