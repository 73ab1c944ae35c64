"""Whether a text is what a query asks for, where, and the stretch of it that shows this best."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from onrecord.model.span import Span
from onrecord.query.parsing import All, Query, Term, Without, find_terms
from onrecord.query.words import Token, tokenize

_ELLIPSIS = "…"
_SPACE = re.compile(r"\s")


class Snippet(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a text on one line, with "…" where it was cut, and the `spans` in it that match."""

    text: str
    spans: tuple[Span, ...] = ()


class _Index:
    """The words of a text, and where each of them is."""

    def __init__(self, text: str) -> None:
        self.tokens: list[Token] = list(tokenize(text))
        self.folded = [token.folded for token in self.tokens]
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self.folded):
            self._places.setdefault(word, []).append(place)

    def find(self, term: Term) -> Iterator[int]:
        """The numbers of the words at which the term begins, in order."""
        first, size = term.folded[0], len(term.folded)
        if size == 1 and term.is_prefix:
            places: Sequence[int] = [at for at, word in enumerate(self.folded) if word.startswith(first)]
        else:
            places = self._places.get(first, ())
        exact = size - 1 if term.is_prefix else size
        for place in places:
            words = self.folded[place : place + size]
            is_same = len(words) == size and tuple(words[:exact]) == term.folded[:exact]
            if is_same and (exact == size or words[-1].startswith(term.folded[-1])):
                yield place


def matches(query: Query, text: str) -> bool:
    """Whether the text has what the query asks for."""
    return _holds(query, _Index(text))


def find_matches(query: Query, text: str) -> list[Span]:
    """Where the words and phrases of the query stand in the text, in order, none overlapping another.

    Those that the query excludes are left out. Whether the text as a whole matches is not asked.
    """
    return [span for span, _ in _find_hits(query, text)]


def make_snippet(query: Query, text: str, width: int = 160) -> Snippet:
    """The stretch of `text` with the most of the query's terms in it, else its beginning.

    It has about `width` characters and is cut between words, with "…" at the cuts. Line ends become spaces.
    """
    hits = _find_hits(query, text)
    start, end = _choose_window(hits, width) if hits else (0, 0)
    start, end = _widen(text, start, end, width)
    front = _ELLIPSIS if text[:start].strip() else ""
    back = _ELLIPSIS if text[end:].strip() else ""
    shift = len(front) - start
    spans = tuple(
        Span(start=span.start + shift, end=min(span.end, end) + shift)
        for span, _ in hits
        if start <= span.start < end
    )
    return Snippet(text=front + _SPACE.sub(" ", text[start:end]) + back, spans=spans)


def _holds(query: Query, index: _Index) -> bool:
    if isinstance(query, Term):
        return any(True for _ in index.find(query))
    if isinstance(query, Without):
        return _holds(query.kept, index) and not any(_holds(part, index) for part in query.excluded)
    held = (_holds(part, index) for part in query.parts)
    return all(held) if isinstance(query, All) else any(held)


def _find_hits(query: Query, text: str) -> list[tuple[Span, Term]]:
    index = _Index(text)
    found = [
        (Span(start=index.tokens[at].start, end=index.tokens[at + len(term.folded) - 1].end), term)
        for term in find_terms(query)
        for at in index.find(term)
    ]
    found.sort(key=lambda hit: (hit[0].start, -hit[0].end))
    kept: list[tuple[Span, Term]] = []
    for hit in found:
        if not kept or kept[-1][0].end <= hit[0].start:
            kept.append(hit)
    return kept


def _choose_window(hits: Sequence[tuple[Span, Term]], width: int) -> tuple[int, int]:
    """The first of the windows that hold the most different terms, and of these the most matches."""
    inside: Counter[Term] = Counter()
    best, chosen, last = (0, 0), (hits[0][0].start, hits[0][0].end), 0
    for first, (span, term) in enumerate(hits):
        while last < len(hits) and (last <= first or hits[last][0].end - span.start <= width):
            inside[hits[last][1]] += 1
            last += 1
        score = (len(+inside), last - first)
        if score > best:
            best, chosen = score, (span.start, hits[last - 1][0].end)
        inside[term] -= 1
    return chosen


def _widen(text: str, start: int, end: int, width: int) -> tuple[int, int]:
    """The range with as much on both sides as `width` leaves, cut between words."""
    if len(text) <= width:
        left, right = 0, len(text)
    else:
        end = min(end, start + width)
        left = max(0, min(start - (width - (end - start)) // 2, len(text) - width))
        right = left + width
    while left > 0 and left < start and not text[left - 1].isspace():
        left += 1
    while right < len(text) and right > end and not text[right].isspace():
        right -= 1
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return left, right
