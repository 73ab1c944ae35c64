"""Attributions as the encoder reads them: source, cue and content, and which belongs to which."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from onrecord.analyse.attribution.chain import best_tags, marginals, steps_of
from onrecord.analyse.attribution.heads import POINTER_WIDTH, POINTERS, ROLES, Role, distance_buckets
from onrecord.analyse.encoder import Encoder, Encoding
from onrecord.analyse.pieces import WINDOW
from onrecord.model.span import Span

Scores = NDArray[np.float64]

_POINTED = 0.6
"""How sure a content must be of a cue that no tag shows, for it to be one."""
_GOES_ON = 0.3
"""How likely a word must be inside of a cue for such a cue to go on in it."""
_CLOSE = 4.0
"""What a link within one sentence is worth, as a score: chosen on PolNeAR's development set."""
_BESIDE = 3.0
"""What a link from a content to a cue is worth within one paragraph, on top of that."""
_DIGITS = 3
"""Decimals of the scores that decisions are made on: what lies behind depends on the machine."""
_ROUNDED = 0.01
"""More than that rounding can do to how sure a content is of its cue."""


@dataclass(frozen=True, slots=True)
class Part:
    """A tagged stretch: its characters, its first and last piece, and how sure its tags are, 0 to 1.

    `first` and `last` are positions of pieces; `certainty` is the mean of its words' marginals, `edges` the
    product of those at its ends.
    """

    span: Span
    first: int
    last: int
    certainty: float
    edges: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: the parts that belong together, with how likely each link is, 0 to 1."""

    cue: Part
    contents: tuple[Part, ...]
    source: Part | None
    content_link: float
    source_link: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder read in a document: the attributions in the order of their cues, and word by word.

    `starts` are the code points at which words start, `likely` how likely each of the tags is for each word,
    `[words, tags]`.
    """

    attributions: Sequence[Attribution]
    starts: NDArray[np.int64]
    likely: Scores

    def share(self, role: Role, spans: Iterable[Span]) -> float:
        """How likely the words in the spans are tagged as of the role, 0 to 1, on the average."""
        begin = 1 + 2 * ROLES.index(role)
        found = []
        for span in spans:
            first, end = np.searchsorted(self.starts, (span.start, span.end))
            found.append(self.likely[first:end, begin : begin + 2].sum(axis=1))
        sure = np.concatenate(found) if found else np.zeros(0)
        return float(sure.mean()) if len(sure) else 0.0


def read_attributions(encoder: Encoder, encoding: Encoding, sentences: Sequence[int]) -> Reading:
    """The attributions of a document; each has a cue and a content.

    `sentences` are the code points at which sentences start: links within one are likelier.
    """
    return _Reader(encoder, encoding, sentences).read()


class _Reader:
    def __init__(self, encoder: Encoder, encoding: Encoding, sentences: Sequence[int]) -> None:
        self.sentence = np.searchsorted(np.array(sentences), encoding.pieces.starts, side="right")
        self.encoding, self.pieces = encoding, encoding.pieces
        self.paragraph = np.cumsum(encoding.pieces.breaks > 0)
        self.steps = steps_of(encoder.parameters["transitions"])
        self.distances = encoder.parameters["distances"].reshape(len(POINTERS), -1).astype(np.float64)

    @cached_property
    def vectors(self) -> Scores:
        """The pointers, queries already by the root of their width, by which their products are divided."""
        vectors = self.encoding.pointers.astype(np.float64)
        vectors[:, ::2] /= math.sqrt(POINTER_WIDTH)
        return vectors

    @cached_property
    def biases(self) -> Scores:
        """The biases of both pointers by the distance, to which the number of pieces is added."""
        reach = len(self.pieces)
        return self.distances[:, distance_buckets(np.arange(-reach, reach + 1))]

    @cached_property
    def words(self) -> NDArray[np.int64]:
        return np.flatnonzero(self.pieces.first)

    def read(self) -> Reading:
        scores: Scores = self.encoding.tags[self.words].astype(np.float64).round(_DIGITS)
        tags = best_tags(scores, self.steps)
        likely = marginals(scores, self.steps)
        sources, cues, contents = (self._parts(tags, likely, begin) for begin in (1, 3, 5))
        cues = self._with_pointed(cues, contents, likely)
        found = self._link(sources, cues, contents) if cues else []
        return Reading(found, self.pieces.starts[self.words], likely)

    def _link(
        self, sources: Sequence[Part], cues: Sequence[Part], contents: Sequence[Part]
    ) -> list[Attribution]:
        owners, links = self._owners(contents, cues)
        owned: dict[int, list[int]] = {}
        for position, owner in enumerate(owners):
            owned.setdefault(owner, []).append(position)
        firsts = np.array([source.first for source in sources], dtype=np.int64)
        found: list[Attribution] = []
        for number, cue in enumerate(cues):
            own = owned.get(number, [])
            if own:
                low, high = np.searchsorted(firsts, (cue.first - WINDOW, cue.first + WINDOW + 1))
                source, sure = self._source_of(cue, sources[low:high], firsts[low:high])
                sizes = [contents[position].last - contents[position].first + 1 for position in own]
                weighed = [links[position] * size for position, size in zip(own, sizes, strict=True)]
                link = sum(weighed) / sum(sizes)
                found.append(Attribution(cue, tuple(contents[p] for p in own), source, link, sure))
        return found

    def _parts(self, tags: Sequence[int], likely: Scores, begin: int) -> list[Part]:
        """The stretches that begin with the tag `begin` and go on with the one behind it."""
        bounds: list[list[int]] = []
        for place in [place for place, tag in enumerate(tags) if tag in (begin, begin + 1)]:
            if bounds and bounds[-1][1] == place and tags[place] != begin:
                bounds[-1][1] = place + 1
            else:
                bounds.append([place, place + 1])
        sure = likely[:, begin : begin + 2].sum(axis=1)
        return [self._part(start, end, sure[start:end]) for start, end in bounds]

    def _part(self, start: int, end: int, sure: Scores) -> Part:
        first = int(self.words[start])
        last = int(self.words[end]) - 1 if end < len(self.words) else len(self.pieces) - 1
        span = Span(start=int(self.pieces.starts[first]), end=int(self.pieces.ends[last]))
        return Part(span, first, last, float(sure.mean()), float(sure[0] * sure[-1]))

    def _with_pointed(self, cues: Sequence[Part], contents: Sequence[Part], likely: Scores) -> list[Part]:
        """The cues, and those that no tag shows although a content points at them rather than at any cue."""
        taken = np.zeros(len(self.pieces), dtype=np.bool_)
        for cue in cues:
            taken[cue.first : cue.last + 1] = True
        found = list(cues)
        for content in contents:
            reach = min(content.last, content.first + WINDOW) + WINDOW
            low, high = np.searchsorted(self.words, (content.first - WINDOW, reach))
            near = self.words[low:high]
            inside = self._sample(content)
            shares = _softmax(self._means(inside, near))
            if taken[near[shares.argmax()]] or shares.max() < _POINTED - _ROUNDED:
                continue
            shares = _softmax(self._scores(0, inside, near).mean(axis=0))
            best = int(shares.argmax())
            anchor = int(near[best])
            if taken[anchor] or shares[best] < _POINTED or shares[taken[near]].sum() > shares[best]:
                continue
            start = low + best
            end = start + 1
            while end < len(self.words) and likely[end, 4] > _GOES_ON and not taken[self.words[end]]:
                end += 1
            part = self._part(start, end, likely[start:end, 3:5].sum(axis=1))
            taken[part.first : part.last + 1] = True
            found.append(part)
        return sorted(found, key=lambda cue: cue.first)

    def _sample(self, content: Part) -> NDArray[np.int64]:
        """The words of a content that point, at most as many as a window has: those at its begin."""
        first, end = np.searchsorted(self.words, (content.first, content.last + 1))
        return self.words[first : min(end, first + WINDOW)]

    def _owners(self, contents: Sequence[Part], cues: Sequence[Part]) -> tuple[list[int], list[float]]:
        """Of each content the number of its cue, and how likely it is."""
        anchors = np.array([cue.first for cue in cues])
        owners, links = [], []
        for content in contents:
            away = np.minimum(np.abs(anchors - content.first), np.abs(anchors - content.last))
            able = np.flatnonzero(away <= WINDOW)
            if not len(able):
                owners.append(-1)
                links.append(0.0)
                continue
            cued = anchors[able]
            scores = self._scores(0, self._sample(content), cued).mean(axis=0)
            first, last = self.sentence[content.first], self.sentence[content.last]
            near = (self.sentence[cued] >= first) & (self.sentence[cued] <= last)
            beside = self.paragraph[cued] == self.paragraph[content.first]
            shares = _softmax(scores + _CLOSE * near + _BESIDE * beside)
            owners.append(int(able[shares.argmax()]))
            links.append(float(shares.max()))
        return owners, links

    def _source_of(
        self, cue: Part, near: Sequence[Part], anchors: NDArray[np.int64]
    ) -> tuple[Part | None, float]:
        """The source of a cue, of those near it, or None where it has none; and how likely that is.

        `anchors` are the first pieces of those near it.
        """
        scores = np.empty(len(near) + 1)
        scores[0] = self._nobody(cue.first)
        if near:
            close = _CLOSE * (self.sentence[anchors] == self.sentence[cue.first])
            scores[1:] = self._scores(1, np.array([cue.first]), anchors)[0] + close
        shares = _softmax(scores)
        best = int(shares.argmax())
        return (near[best - 1] if best else None), float(shares[best])

    def _nobody(self, piece: int) -> float:
        """The score of a cue's pointer to nothing: to the mark that opens its window."""
        key = self.encoding.openings[self.encoding.window[piece], 3].astype(np.float64)
        bias = self.biases[1, len(self.pieces) - self.encoding.place[piece]]
        return round(float(self.vectors[piece, 2] @ key) + float(bias), _DIGITS)

    def _means(self, sources: NDArray[np.int64], targets: NDArray[np.int64]) -> Scores:
        """What contents' words score on the average, but for the rounding: much less work than each score."""
        begin, last, low = sources[0], sources[-1], targets[0]
        share = np.zeros(last - begin + 1)
        share[sources - begin] = 1 / len(sources)
        reach = len(self.pieces)
        biases = np.convolve(
            self.biases[0, low - last + reach : targets[-1] + 1 - begin + reach], share, "valid"
        )
        products = self.vectors[targets, 1] @ self.vectors[sources, 0].mean(axis=0)
        means: Scores = products + biases[targets - low]
        return means

    def _scores(self, pointer: int, sources: NDArray[np.int64], targets: NDArray[np.int64]) -> Scores:
        """The scores `[sources, targets]` of a pointer between pieces."""
        scores: Scores = self.vectors[sources, 2 * pointer] @ self.vectors[targets, 2 * pointer + 1].T
        scores += self.biases[pointer][targets + len(self.pieces) - sources[:, None]]
        return scores.round(_DIGITS, out=scores)


def _softmax(scores: Scores) -> Scores:
    raised = np.exp(scores - scores.max())
    shares: Scores = raised / raised.sum()
    return shares
