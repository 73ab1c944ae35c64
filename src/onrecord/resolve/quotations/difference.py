"""What was cut from words, added to them and changed in them, word by word and with exact places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from onrecord.model.span import Span
from onrecord.resolve.quotations.alignment import Block, align
from onrecord.resolve.quotations.wording import Word, Wording
from onrecord.store.rows import GAP

Change = Literal["kept", "cut", "added", "changed"]


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One step from the words of one statement to those of another.

    `before` and `after` are the words on both sides, empty where nothing stands, and `before_spans` and
    `after_spans` where they stand in the two texts, in code points: several where a content has several.
    """

    change: Change
    before: str
    after: str
    before_spans: tuple[Span, ...]
    after_spans: tuple[Span, ...]


class Side:
    """A statement's words, and the stretches of its article's text that they are."""

    def __init__(self, words: str, wording: Wording, parts: Sequence[Span]) -> None:
        self.wording = wording
        self._words, self._parts = words, parts

    def slice(self, first: int, last: int) -> str:
        """The words from one number to another, that one not included, as they are written."""
        some = self.wording.words[first:last]
        return self._words[some[0].start : some[-1].end] if some else ""

    def place(self, first: int, last: int) -> tuple[Span, ...]:
        """Where these words stand in the article's text."""
        some = self.wording.words[first:last]
        return tuple(self._cut(some[0], some[-1])) if some else ()

    def _cut(self, first: Word, last: Word) -> Iterator[Span]:
        """What of each part lies between two words; the parts are joined by a gap that no text has."""
        begin = 0
        for part in self._parts:
            end = begin + part.end - part.start
            low, high = max(first.start, begin), min(last.end, end)
            if low < high:
                yield Span(start=part.start + low - begin, end=part.start + high - begin)
            begin = end + len(GAP)


def find_difference(before: Side, after: Side) -> tuple[Operation, ...]:
    """The steps from the words of one statement to those of another, in order."""
    blocks = align(before.wording, after.wording).blocks
    ends = len(before.wording.words), len(after.wording.words)
    return tuple(_operate(before, after, *bounds) for bounds in _find_bounds(blocks, *ends))


def mark_difference(operations: Sequence[Operation]) -> str:
    """The words with what was cut as [-these-] and what was added as {+these+}."""
    return " ".join(map(_mark, operations))


def _mark(one: Operation) -> str:
    if one.change == "kept":
        return one.after
    return " ".join(
        [*([f"[-{one.before}-]"] if one.before else []), *([f"{{+{one.after}+}}"] if one.after else [])]
    )


def _find_bounds(blocks: Sequence[Block], mine: int, yours: int) -> Iterator[tuple[Change, slice, slice]]:
    edges = [Block(0, 0, 0), *blocks, Block(mine, mine, yours)]
    for left, right in pairwise(edges):
        old = slice(left.end, right.start)
        new = slice(left.other + left.size, right.other)
        lost, won = old.start < old.stop, new.start < new.stop
        if lost or won:
            yield "changed" if lost and won else "cut" if lost else "added", old, new
        if right.size:
            yield "kept", slice(right.start, right.end), slice(right.other, right.other + right.size)


def _operate(before: Side, after: Side, change: Change, old: slice, new: slice) -> Operation:
    return Operation(
        change=change,
        before=before.slice(old.start, old.stop),
        after=after.slice(new.start, new.stop),
        before_spans=before.place(old.start, old.stop),
        after_spans=after.place(new.start, new.stop),
    )
