"""Task: source, cue and content of PolNeAR, and which belongs to which."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from onrecord.analyse.attribution.heads import BUCKETS, POINTER_WIDTH, TAGS, allowed, distance_buckets
from onrecord.analyse.pieces import Pieces, Window, cut_pieces
from onrecord.analyse.quotes import find_quotes
from onrecord.analyse.segments import find_segments
from onrecord.analyse.words import cut_words
from onrecord.evaluate.brat import Attribution as Relation
from onrecord.evaluate.brat import read_corpus
from onrecord.model.document import Article, Document, Segment
from onrecord.model.span import Span
from training.encoder.model import WIDTH, Batch
from training.encoder.tasks import Example, collate, cut_example, divergence, draw_windows

_STYLES = ('""', "“”", "«»", "„“", "‘’", "''", "»«")
"""Opening and closing mark of the styles that training paints quotations in."""
_RESTYLED, _RECASED, _UNCASED = 0.15, 0.06, 0.05
_IGNORED = -100


@dataclass(slots=True)
class Targets:
    """What is right for one window, by piece: tags, the piece that a content's word or a cue points at."""

    tags: np.ndarray
    cue: np.ndarray
    source: np.ndarray


class AttributionHead(nn.Module):
    """Tags with a linear chain of transitions, and two pointers."""

    def __init__(self) -> None:
        super().__init__()
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.pointers = nn.Linear(WIDTH, 4 * POINTER_WIDTH)
        self.distances = nn.Parameter(torch.zeros(2, BUCKETS))
        banned = [[not allowed(a, b) for b in range(len(TAGS))] for a in range(len(TAGS))]
        self.register_buffer("banned", torch.tensor(banned), persistent=False)

    def forward(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        return self.tags(hidden), self.pointers(hidden)

    def point(self, pointers: Tensor, words: Tensor) -> list[Tensor]:
        """Scores `[windows, pieces, pieces]` of the cue for a content's word and of the source for a cue."""
        length = words.shape[1]
        offsets = np.arange(length)
        buckets = torch.tensor(distance_buckets(offsets[None, :] - offsets[:, None]))
        queries = pointers.view(*pointers.shape[:2], 4, POINTER_WIDTH).unbind(2)
        found = []
        for number in range(2):
            scores = queries[2 * number] @ queries[2 * number + 1].transpose(1, 2) / POINTER_WIDTH**0.5
            may = words[:, None, :] | (torch.arange(length) == 0) if number else words[:, None, :]
            found.append((scores + self.distances[number][buckets]).masked_fill(~may, -1e4))
        return found

    def steps(self) -> Tensor:
        """Transition scores `[before, after]`, very low where a tag may not follow."""
        banned: Tensor = self.banned  # type: ignore[assignment]
        return self.transitions.masked_fill(banned, -1e4)


class Attribution:
    """PolNeAR's attributions as a task of the shared trunk."""

    name = "attribution"
    weight = 1.0

    def __init__(self, corpus: Path, tokenizer: Tokenizer, share: float = 1.0) -> None:
        self.tokenizer, self.share = tokenizer, share
        self.articles = [(article.text, article.annotations) for article in read_corpus(corpus)]

    def head(self) -> AttributionHead:
        return AttributionHead()

    def inventory(self) -> dict[str, list[str]]:
        """Nothing: its tags are declared in the package."""
        return {}

    def examples(self, rng: random.Random) -> list[Example]:
        """The windows of a share of the articles, each time cut, painted and cased a little differently."""
        found: list[Example] = []
        chosen = rng.sample(self.articles, round(self.share * len(self.articles)))
        for text, marked in chosen:
            painted = restyle(text, rng) if rng.random() < _RESTYLED else text
            found += self._windows(painted, rng.choice(marked), rng)
        return found

    def _windows(self, text: str, relations: Sequence[Relation], rng: random.Random) -> Iterator[Example]:
        pieces = encode(self.tokenizer, text)
        if not len(pieces):
            return
        whole = targets_of(pieces, relations)
        casing = recase(pieces.casing, rng)
        for window in draw_windows(pieces.breaks, rng):
            yield cut_example(pieces, casing, window, _cut(whole, window))

    def loss(self, head: nn.Module, layers: list[Tensor], batch: Batch, targets: list[Targets]) -> Tensor:
        """Mean loss a word: of the tags' chain, and of the two pointers."""
        assert isinstance(head, AttributionHead)
        tags, pointers = head(layers[-1])
        length = batch.ids.shape[1]
        gold = {
            name: torch.tensor(collate([getattr(t, name) for t in targets], length, _IGNORED))
            for name in ("tags", "cue", "source")
        }
        chain = chain_loss(tags, gold["tags"], head.steps())
        words = gold["tags"] != _IGNORED
        loss = chain
        for scores, name in zip(head.point(pointers, words), ("cue", "source"), strict=True):
            if (gold[name] != _IGNORED).any():
                loss = loss + 0.3 * functional.cross_entropy(
                    scores.flatten(0, 1), gold[name].flatten(), ignore_index=_IGNORED
                )
        return loss

    def echo(
        self, head: nn.Module, layers: list[Tensor], model: nn.Module, taught: list[Tensor], batch: Batch
    ) -> Tensor:
        """The divergence of the tags and of both pointers."""
        assert isinstance(head, AttributionHead)
        assert isinstance(model, AttributionHead)
        (tags, pointers), (their_tags, their_pointers) = head(layers[-1]), model(taught[-1])
        total = divergence(tags, their_tags, batch.words)
        ours, theirs = head.point(pointers, batch.words), model.point(their_pointers, batch.words)
        likeliest = their_tags.argmax(-1)
        for number, ends in enumerate(("content", "cue")):
            told = torch.tensor([tag.endswith(ends) for tag in TAGS])[likeliest] & batch.words
            total = total + 0.3 * divergence(ours[number], theirs[number], told)
        return total


def chain_loss(emissions: Tensor, gold: Tensor, steps: Tensor) -> Tensor:
    """Negative log-likelihood, a word, of the gold tags under a linear-chain CRF."""
    keep = gold != _IGNORED
    lengths = keep.sum(1)
    width = int(lengths.max())
    order = torch.argsort((~keep).to(torch.int8), dim=1, stable=True)[:, :width]
    scores = emissions.gather(1, order[..., None].expand(-1, -1, emissions.shape[-1]))
    tags = gold.gather(1, order).clamp(min=0)
    inside = torch.arange(width)[None, :] < lengths[:, None]
    right = (scores.gather(2, tags[..., None]).squeeze(2) * inside).sum()
    right = right + (steps[tags[:, :-1], tags[:, 1:]] * inside[:, 1:]).sum()
    alpha = scores[:, 0]
    for position in range(1, width):
        following = torch.logsumexp(alpha[:, :, None] + steps[None], dim=1) + scores[:, position]
        alpha = torch.where(inside[:, position, None], following, alpha)
    return (torch.logsumexp(alpha, dim=1).sum() - right) / lengths.sum()


def encode(tokenizer: Tokenizer, text: str) -> Pieces:
    """The pieces of a plain text, as the pipeline would cut them."""
    segments = segments_of(text)
    words = [list(cut_words(text, segment.start, segment.end)) for segment in segments]
    return cut_pieces(tokenizer, text, words, find_quotes(text, segments))


def segments_of(text: str) -> list[Segment]:
    """The segments of a plain text without metadata."""
    document = Document(
        id="",
        text_digest="",
        location="",
        url=None,
        outlet=None,
        title=None,
        byline=(),
        language="en",
        published=None,
        unread=(),
        text=text,
    )
    return find_segments(Article(document=document))


def targets_of(pieces: Pieces, relations: Sequence[Relation]) -> Targets:
    """Tags and pointers of a whole document; pointers are positions in it, -1 stands for no source."""
    words = np.flatnonzero(pieces.first)
    tags = np.where(pieces.first, 0, _IGNORED)
    cues = np.full(len(pieces), _IGNORED)
    sources = np.full(len(pieces), _IGNORED)

    def inside(span: Span) -> np.ndarray:
        return words[(pieces.starts[words] < span.end) & (pieces.ends[words] > span.start)]

    whole = [relation for relation in relations if relation.cue and relation.content]
    for relation in whole:
        for spans, number in ((relation.content, 5), (relation.source, 1), (relation.cue, 3)):
            for span in _joined(spans, pieces, words):
                covered = inside(span)
                if len(covered):
                    tags[covered] = number + 1
                    tags[covered[0]] = number
    for relation in whole:
        anchor = inside(relation.cue[0])
        if not len(anchor):
            continue
        for span in relation.content:
            cues[inside(span)] = anchor[0]
        speakers = [place for span in relation.source for place in inside(span)[:1]]
        sources[anchor[0]] = speakers[0] if speakers else -1
    return Targets(tags, cues, sources)


def _joined(spans: Sequence[Span], pieces: Pieces, words: np.ndarray) -> list[Span]:
    """The spans with those made one between which no word stands."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: one.start):
        between = (
            joined and ((pieces.starts[words] >= joined[-1].end) & (pieces.ends[words] <= span.start)).any()
        )
        if joined and not between:
            joined[-1] = Span(start=joined[-1].start, end=max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined


def _cut(whole: Targets, window: Window) -> Targets:
    """A window's own targets, counted from its first mark; what points out of it counts for nothing."""
    part = slice(window.start, window.end)
    out = []
    for pointers in (whole.cue[part], whole.source[part]):
        moved = pointers - window.start + 1
        away = (pointers >= 0) & ((pointers < window.start) | (pointers >= window.end))
        out.append(
            np.where(
                pointers == _IGNORED, _IGNORED, np.where(pointers == -1, 0, np.where(away, _IGNORED, moved))
            )
        )
    cue, source = ([_IGNORED, *values, _IGNORED] for values in out)
    return Targets(np.array([_IGNORED, *whole.tags[part], _IGNORED]), np.array(cue), np.array(source))


def restyle(text: str, rng: random.Random) -> str:
    """The text with all its double quotations in another style of marks, of one character each."""
    segments = segments_of(text)
    opening, closing = rng.choice(_STYLES)
    characters = list(text)
    for quote in find_quotes(text, segments):
        if not quote.single and quote.inner.start - quote.span.start == 1:
            characters[quote.span.start] = opening
            if quote.closed and quote.span.end - quote.inner.end == 1:
                characters[quote.inner.end] = closing
    return "".join(characters)


def recase(casing: np.ndarray, rng: random.Random) -> np.ndarray:
    """The casing as it is, or sometimes as if all were in capitals, lower or title case, or unknown."""
    draw = rng.random()
    if draw < _UNCASED:
        return np.zeros_like(casing)
    if draw < _UNCASED + _RECASED:
        cased = (casing >= 1) & (casing <= 4)
        return np.where(cased, rng.choice((1, 2, 3)), casing)
    return casing
