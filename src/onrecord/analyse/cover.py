"""Which of many stretches of text is the smallest that holds a given one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Generic, TypeVar

from onrecord.model.span import Span

Key = TypeVar("Key")


class Cover(Generic[Key]):
    """Stretches of one text, each with a key and a size, ready to be asked what holds a span."""

    def __init__(self, stretches: Iterable[tuple[Span, int, Key]]) -> None:
        self._stretches = sorted(stretches, key=lambda item: (item[0].start, item[0].end))
        self._starts = [span.start for span, _, _ in self._stretches]
        self._longest = max((span.end - span.start for span, _, _ in self._stretches), default=0)

    def smallest(self, span: Span, *, without: Key | None = None) -> Key | None:
        """The key of the smallest stretch that holds all of `span`; None where none does.

        Stretches with the key `without` do not count; of equal ones the last to begin wins.
        """
        best: tuple[int, Key] | None = None
        position = bisect_right(self._starts, span.start) - 1
        while position >= 0 and self._starts[position] >= span.start - self._longest:
            stretch, size, key = self._stretches[position]
            if stretch.end >= span.end and key != without and (best is None or size < best[0]):
                best = (size, key)
            position -= 1
        return best[1] if best is not None else None
