"""A text as the encoder reads it: word pieces with their place in the text, and what the pieces do not show.

The encoder's vocabulary is without case and knows neither paragraphs nor which words stand in quotation
marks; three small features a piece tell it. Training and running share this module, so that they cannot
differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.analyse.quotes import Quote
from onrecord.model.span import Span

Ints = NDArray[np.int64]

WINDOW = 384
"""Pieces that the encoder reads at once, its two marks included."""
CONTEXT = 40
"""Pieces before and behind a window's own that it reads too, so that no statement is cut."""
CASINGS = 7
QUOTINGS = 3
BREAKS = 3
_STRETCH_LENGTH = 20_000
"""Characters that the tokeniser gets at once; a longer paragraph is cut at white space."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a document in order, as parallel arrays.

    `starts` and `ends` are code points of the text; `first` is true for the first piece of a word. `casing`
    is 0 for what has no case, then lower, Capitalised, ALL CAPITALS, miXed, digits, a single capital;
    `quoting` 0 outside quotation marks, 1 inside, 2 inside single ones; `breaks` 1 where a stretch begins,
    2 where the document does.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    first: NDArray[np.bool_]
    casing: Ints
    quoting: Ints
    breaks: Ints

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Window:
    """The pieces `[start, end)`, read together; what the encoder says of `[own_start, own_end)` counts."""

    start: int
    end: int
    own_start: int
    own_end: int


def cut_pieces(tokenizer: Tokenizer, text: str, stretches: Sequence[Span], quotes: Sequence[Quote]) -> Pieces:
    """The word pieces of the given stretches of the text, which are disjoint and in order."""
    parts = [part for stretch in stretches for part in _parts(text, stretch)]
    encoded = tokenizer.encode_batch([part.slice(text) for part, _ in parts], add_special_tokens=False)
    columns: list[list[int]] = [[] for _ in range(6)]
    ids, starts, ends, first, casing, breaks = columns
    for (part, opens), encoding in zip(parts, encoded, strict=True):
        words = encoding.word_ids
        spans = [(part.start + start, part.start + end) for start, end in encoding.offsets]
        case, begin = 0, len(ids)
        for position, (word, (start, end)) in enumerate(zip(words, spans, strict=True)):
            is_first = position == 0 or word != words[position - 1]
            if is_first:
                last = position
                while last + 1 < len(words) and words[last + 1] == word:
                    last += 1
                case = casing_of(text[start : spans[last][1]])
            starts.append(start)
            ends.append(end)
            first.append(is_first)
            casing.append(case)
            breaks.append(0)
        ids += encoding.ids
        if opens and begin < len(breaks):
            breaks[begin] = 1 if begin else 2
    arrays = [np.array(column, dtype=np.int64) for column in columns]
    return Pieces(
        ids=arrays[0],
        starts=arrays[1],
        ends=arrays[2],
        first=arrays[3].astype(np.bool_),
        casing=arrays[4],
        quoting=_quoting(arrays[1], quotes),
        breaks=arrays[5],
    )


def _parts(text: str, stretch: Span) -> Iterator[tuple[Span, bool]]:
    """A stretch in parts that the tokeniser can take, each with whether it opens the stretch."""
    start = stretch.start
    while stretch.end - start > _STRETCH_LENGTH:
        cut = text.rfind(" ", start + 1, start + _STRETCH_LENGTH) + 1 or start + _STRETCH_LENGTH
        yield Span(start=start, end=cut), start == stretch.start
        start = cut
    yield Span(start=start, end=stretch.end), start == stretch.start


def casing_of(word: str) -> int:
    """The casing feature of a word, as `Pieces` numbers them."""
    if word.isdigit():
        return 5
    if word.islower():
        return 1
    if word.isupper():
        return 6 if len(word) == 1 else 3
    if word[:1].isupper() and word[1:].islower():
        return 2
    return 4 if word.isalpha() else 0


def _quoting(starts: Ints, quotes: Sequence[Quote]) -> Ints:
    quoting = np.zeros(len(starts), dtype=np.int64)
    for quote in quotes:
        low, high = np.searchsorted(starts, (quote.span.start, quote.span.end))
        quoting[low:high] = 2 if quote.single else 1
    return quoting


def cut_windows(breaks: Ints, *, size: int = WINDOW, context: int = CONTEXT, shift: int = 0) -> list[Window]:
    """Windows that cover all pieces: each owns a run of whole stretches, and reads some pieces around it.

    `shift` makes the first window own that many pieces at most, so that training sees other cuts each time.
    A stretch that is longer than a window's own share is cut.
    """
    count, room = len(breaks), size - 2
    if count <= room and not shift:
        return [Window(0, count, 0, count)] if count else []
    share = room - 2 * context
    opens = [*np.flatnonzero(breaks).tolist(), count]
    cuts, limit = [0], shift or share
    while cuts[-1] < count:
        reach = cuts[-1] + limit
        inside = [place for place in opens[np.searchsorted(opens, cuts[-1], "right") :] if place <= reach]
        cuts.append(inside[-1] if inside else min(reach, count))
        limit = share
    return [
        Window(max(start - context, 0), min(end + context, count), start, end)
        for start, end in pairwise(cuts)
    ]
