"""A text as the encoder reads it: word pieces with their place in the text, and what the pieces do not show.

The encoder's vocabulary is without case and knows neither paragraphs nor which words stand in quotation
marks; three small features a piece tell it. Training and running share this module, so that they cannot
differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.analyse.quotes import Quote

Ints = NDArray[np.int64]

WINDOW = 384
"""Pieces that the encoder reads at once, its two marks included."""
CONTEXT = 40
"""Pieces before and behind a window's own that it reads too, so that no statement is cut."""
CASINGS = 7
QUOTINGS = 3
BREAKS = 3
_UNKNOWN = 100
"""[UNK] of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a document in order, as parallel arrays.

    `starts` and `ends` are code points of the text; `first` is true for the first piece of a run of letters,
    digits or of a single mark, which is what statements and names are labelled by. `casing` is 0 for what has
    no case, then lower, Capitalised, ALL CAPITALS, miXed, digits, a single capital; `quoting` 0 outside
    quotation marks, 1 inside, 2 inside single ones; `breaks` 1 where a stretch begins, 2 where the document
    does. `words` are the first pieces of the words as `cut_words` gives them: every word has one; `spans` are
    the words' own characters, `[words, 2]`.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    first: NDArray[np.bool_]
    casing: Ints
    quoting: Ints
    breaks: Ints
    words: Ints
    spans: Ints

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Window:
    """The pieces `[start, end)`, read together; what the encoder says of `[own_start, own_end)` counts."""

    start: int
    end: int
    own_start: int
    own_end: int


def cut_pieces(
    tokenizer: Tokenizer, text: str, stretches: Sequence[Sequence[tuple[int, int]]], quotes: Sequence[Quote]
) -> Pieces:
    """The word pieces of the given words of the text: of each stretch, its words in order, half-open."""
    columns: list[list[int]] = [[] for _ in range(5)]
    ids, starts, ends, first, casing = columns
    words: list[int] = []
    opening: list[int] = []
    for stretch in stretches:
        if stretch:
            opening.append(len(ids))
        for start, end in stretch:
            words.append(len(ids))
            for piece in _spelling(tokenizer, text[start:end]):
                ids.append(piece.id)
                starts.append(start + piece.start)
                ends.append(start + piece.end)
                first.append(piece.first)
                casing.append(piece.casing)
    arrays = [np.array(column, dtype=np.int64) for column in columns]
    breaks = np.zeros(len(ids), dtype=np.int64)
    breaks[opening] = 1
    breaks[:1] = 2
    return Pieces(
        ids=arrays[0],
        starts=arrays[1],
        ends=arrays[2],
        first=arrays[3].astype(np.bool_),
        casing=arrays[4],
        quoting=_quoting(arrays[1], quotes),
        breaks=breaks,
        words=np.array(words, dtype=np.int64),
        spans=np.array([word for stretch in stretches for word in stretch], dtype=np.int64).reshape(-1, 2),
    )


class _Piece(NamedTuple):
    """A piece of a word, with its place in it."""

    id: int
    start: int
    end: int
    first: bool
    casing: int


@lru_cache(maxsize=1 << 16)
def _spelling(tokenizer: Tokenizer, word: str) -> tuple[_Piece, ...]:
    """The pieces of one word, at least one."""
    encoding = tokenizer.encode(word, add_special_tokens=False)
    if not encoding.ids:
        return (_Piece(_UNKNOWN, 0, len(word), True, 0),)
    offsets = encoding.offsets
    begins = [not piece.startswith("##") for piece in encoding.tokens]
    found: list[_Piece] = []
    for place, (start, end) in enumerate(offsets):
        if begins[place]:
            last = place
            while last + 1 < len(begins) and not begins[last + 1]:
                last += 1
            case = casing_of(word[start : offsets[last][1]])
        found.append(_Piece(encoding.ids[place], start, end, begins[place], case))
    return tuple(found)


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
