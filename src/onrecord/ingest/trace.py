"""The visible characters of a page in one string, each with the stretch of markup that it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from onrecord.ingest.markup_text import Run, keep_visible, read_pieces, read_runs, resolve_run


class Trace:
    """The visible characters of some runs of `markup`, one behind the other, as `characters`.

    `units` has the characters of each paragraph, line, attribute and the like, and where in `characters` they
    begin, in order. Positions in the markup are in code points.
    """

    def __init__(self, markup: str, runs: Iterable[tuple[Run, str]]) -> None:
        self.markup = markup
        self._runs: list[Run] = []
        self._at: list[int] = []
        parts: list[str] = []
        breaks, length = [0], 0
        for run, visible in runs:
            if run.breaks and length > breaks[-1]:  # Also where the run itself is white space.
                breaks.append(length)
            if visible:
                self._runs.append(run)
                self._at.append(length)
                parts.append(visible)
                length += len(visible)
        self.characters = "".join(parts)
        self.units: dict[str, list[int]] = {}
        for start, end in pairwise([*breaks, length]):
            if start < end:
                self.units.setdefault(self.characters[start:end], []).append(start)

    def find_range(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the markup from which the characters `[start, end)` came; it must not be empty."""
        return self._find_piece(start)[0], self._find_piece(end - 1)[1]

    def find_offset(self, position: int) -> int:
        """How many of the characters begin before `position` of the markup."""
        number = bisect_right(self._runs, position, key=lambda run: run.start) - 1
        if number < 0:
            return 0
        run, offset = self._runs[number], self._at[number]
        for piece in read_pieces(self.markup[run.start : run.end], is_json=run.is_json):
            missing = position - run.start - piece.start
            if missing < len(piece.text) or missing <= 0:
                return offset + max(missing, 0)
            offset += len(piece.text)
        return offset

    def stands_alone(self, start: int, end: int) -> bool:
        """Whether the characters `[start, end)` are whole words in the markup."""
        first, last = self.find_range(start, end)
        return not (self._is_within_word(first) or self._is_within_word(last))

    def _is_within_word(self, position: int) -> bool:
        around = self.markup[max(position - 1, 0) : position + 1]
        return len(around) == 2 and around.isalnum() and position > 0

    def _find_piece(self, offset: int) -> tuple[int, int]:
        number = bisect_right(self._at, offset) - 1
        run, left = self._runs[number], offset - self._at[number]
        for start, end, text in read_pieces(self.markup[run.start : run.end], is_json=run.is_json):
            if left < len(text):
                if end - start == len(text):
                    start, end = start + left, start + left + 1
                return run.start + start, run.start + end
            left -= len(text)
        raise AssertionError("a run's pieces are its visible characters")


class Layers:
    """The traces of a page: of what is `shown`, of `every` text, and of the metadata that are `named`."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._runs = [
            (run, keep_visible(resolve_run(markup[run.start : run.end], is_json=run.is_json)))
            for run in read_runs(markup)
        ]

    @cached_property
    def shown(self) -> Trace:
        """Text but that in elements which the extraction takes out."""
        return Trace(self._markup, (pair for pair in self._runs if pair[0].layer == "shown"))

    @cached_property
    def every(self) -> Trace:
        """All text of the page."""
        return Trace(self._markup, (pair for pair in self._runs if pair[0].layer != "named"))

    @cached_property
    def named(self) -> Trace:
        """Metadata."""
        return Trace(self._markup, (pair for pair in self._runs if pair[0].layer == "named"))
