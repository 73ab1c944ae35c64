"""The words of an article as numbers, and which of them stand in quotation marks.

Words are compared without case, accents of quotation marks, punctuation or white space. Headlines, bylines,
captions and lines that outlets put under everything are left out, since copies differ in them and articles
that are no copies share them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from onrecord.model.span import Span
from onrecord.resolve.copies.notices import find_notices

WordRow = NDArray[np.uint32]
LEFT_OUT = frozenset(("headline", "dateline", "byline", "caption", "promo", "boilerplate", "embed"))
"""The kinds of segments whose words are not compared."""
_WORD = re.compile(r"(\w+(?:['’]\w+)*)")
_CURLY = re.compile(r"[“„«][^“”„«»\n]{0,3000}(?:[”»]|(?=[“„«])|(?=\n)|$)")
_STRAIGHT = re.compile(r'(?<![\w.,!?])"(?=[\w\[(\'‘$£.])[^"\n]{0,3000}(?:"(?!\w)|(?=")|(?=\n)|$)')
_SINGLE = re.compile(r"(?<!\w)['‘](?=[A-Z\[])([^\n]{0,800}?)[.,!?…]['’](?!\w)")
"""Single marks: only around what begins as a sentence does and ends in a stop; the rest are apostrophes."""
_QUOTES = (("“„«", _CURLY), ('"', _STRAIGHT), ("'‘", _SINGLE))
_GAP, _QUOTED = np.uint32(1), np.uint32(2)


@dataclass(frozen=True, slots=True)
class Words:
    """The words in the text's order.

    `hashes` has a number for each; its lowest bit says that a gap lies before the word, the next that the
    word stands in quotation marks.
    """

    hashes: WordRow

    def __len__(self) -> int:
        return len(self.hashes)

    @property
    def quoted(self) -> NDArray[np.bool_]:
        """Which words stand in quotation marks."""
        return (self.hashes & _QUOTED).astype(np.bool_)

    @property
    def after_gap(self) -> NDArray[np.bool_]:
        """Which words follow a stretch that was left out."""
        return (self.hashes & _GAP).astype(np.bool_)

    @property
    def plain(self) -> WordRow:
        """The numbers of the words alone."""
        return self.hashes & ~(_GAP | _QUOTED)

    def pack(self) -> bytes:
        """The words as bytes, four for each, the same on every machine."""
        return self.hashes.astype("<u4").tobytes()


def unpack(packed: bytes) -> Words:
    """The words that `Words.pack` gave as bytes."""
    return Words(np.frombuffer(packed, dtype="<u4").astype(np.uint32))


def read_words(text: str, segments: Iterable[tuple[str, int, int]] = ()) -> Words:
    """The words of a text; `segments` are kinds of stretches with their start and end, in code points."""
    skipped = [
        Span(start=start, end=end) for kind, start, end in segments if kind in LEFT_OUT and start < end
    ]
    pieces = _WORD.split(text)  # what is between the words, and each word
    starts = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)))[:-1:2]
    hashes = np.fromiter(map(hash_word, pieces[1::2]), np.uint32, len(starts))
    hashes[_within(starts, find_quoted(text))] |= _QUOTED
    kept = ~_within(starts, _merge((*skipped, *find_notices(text))))
    if kept.sum() < _FEW:  # what is all caption and notice is compared by what it has
        kept[:] = True
    follows = np.concatenate((np.zeros(1, dtype=np.bool_), kept[:-1]))[: len(kept)]
    hashes[kept & ~follows] |= _GAP
    return Words(hashes[kept])


_FEW = 20


def find_quoted(text: str) -> list[Span]:
    """The stretches between quotation marks, in order; a mark that is not closed ends with its line."""
    met = (pattern for marks, pattern in _QUOTES if any(mark in text for mark in marks))
    spans = (Span(start=one.start(), end=one.end()) for pattern in met for one in pattern.finditer(text))
    return _merge(spans)


def _merge(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if merged and span.start <= merged[-1].end:
            last = merged.pop()
            span = Span(start=last.start, end=max(last.end, span.end))
        merged.append(span)
    return merged


def _within(starts: NDArray[np.int64], spans: Sequence[Span]) -> NDArray[np.bool_]:
    """Which of the words that start there stand in spans, which are in order and apart."""
    if not spans:
        return np.zeros(len(starts), dtype=np.bool_)
    firsts, ends = np.array([(span.start, span.end) for span in spans], dtype=np.int64).T
    span = np.searchsorted(firsts, starts, side="right") - 1
    within: NDArray[np.bool_] = (span >= 0) & (starts < ends[np.maximum(span, 0)])
    return within


@lru_cache(maxsize=200_000)
def hash_word(word: str) -> int:
    """A number of 32 bits for a word without its case, the two lowest bits 0; the same in every process."""
    folded = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return crc32(plain.encode("utf-8", "surrogatepass")) & 0xFFFFFFFC
