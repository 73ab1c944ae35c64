"""A half-open range of characters: what every item of a record rests on."""

from __future__ import annotations

import msgspec

from onrecord.errors import InvalidSpan


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """The range `[start, end)` of a text, in Unicode code points; never empty.

    Raises:
        InvalidSpan: the range is empty, reversed or negative.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidSpan(f"a span must have 0 <= start < end, not [{self.start}, {self.end})")

    def slice(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether all of `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The range without white space at its ends; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if start < end else None
