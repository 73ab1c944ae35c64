"""The words of an article in the markup of its page."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from onrecord.ingest.alignment import align
from onrecord.ingest.markup_text import keep_visible
from onrecord.ingest.trace import Layers
from onrecord.model.span import Span

_GAP = "\n\n"


class PageFinder:
    """Finds spans of `text`, which was laid out from the page in `markup`, block by block."""

    def __init__(self, markup: str, text: str) -> None:
        blocks = text.split(_GAP)
        self._text = text
        self._starts = list(accumulate((len(block) + len(_GAP) for block in blocks[:-1]), initial=0))
        self._spots = align([keep_visible(block) for block in blocks], Layers(markup))

    def find(self, span: Span) -> tuple[int, int] | None:
        """The range of the markup that a span's visible characters come from, the markup between included.

        None where a block that the span begins or ends in was not found, or the range would be none.
        """
        start, end = self._trim(span)
        if start == end:
            return None
        first, last = self._find_character(start), self._find_character(end - 1)
        return (first[0], last[1]) if first and last and first[0] < last[1] else None

    def _trim(self, span: Span) -> tuple[int, int]:
        start, end = span.start, span.end
        while start < end and not keep_visible(self._text[start]):
            start += 1
        while start < end and not keep_visible(self._text[end - 1]):
            end -= 1
        return start, end

    def _find_character(self, position: int) -> tuple[int, int] | None:
        number = bisect_right(self._starts, position) - 1
        spot = self._spots[number]
        if spot is None:
            return None
        before = len(keep_visible(self._text[self._starts[number] : position]))
        return spot.trace.find_range(spot.offset + before, spot.offset + before + 1)
