"""Which stretch of a page each block of an article's text came from."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.ingest.trace import Layers, Trace

# Characters that may be searched one after another; pages that need more were made to take time.
_EFFORT = 200_000_000
_TRIES = 20


class Spot(NamedTuple):
    """Where the visible characters of a block stand: from `offset` on in those of a trace."""

    trace: Trace
    offset: int


def align(blocks: Sequence[str], layers: Layers) -> list[Spot | None]:
    """Where each of the `blocks`, which are visible characters only, stands; None where it was not found.

    Whole paragraphs that stand on the page once, in the order of the text, come first. Between them the
    others are looked for in order: in what is shown, then in every text. What is left may be a whole
    paragraph elsewhere, if there is only one of its words, or metadata.
    """
    anchors = _find_anchors(blocks, layers.shown)
    ordered = _longest_rising(anchors)
    spots = [
        Spot(layers.shown, offset) if offset is not None and number in ordered else None
        for number, offset in enumerate(anchors)
    ]
    effort = _fill(blocks, spots, layers.shown, _EFFORT)
    if None in spots:
        _fill(blocks, spots, layers.every, effort)
    for number, (block, offset) in enumerate(zip(blocks, anchors, strict=True)):
        if spots[number] is None:
            spots[number] = _find_elsewhere(block, layers) if offset is None else Spot(layers.shown, offset)
    return spots


def _find_anchors(blocks: Sequence[str], trace: Trace) -> list[int | None]:
    """The offsets of the blocks that are once in the text and, as a whole paragraph, once on the page."""
    counts = Counter(blocks)
    found = (trace.units.get(block, ()) for block in blocks)
    return [
        offsets[0] if len(offsets) == 1 == counts[block] else None
        for block, offsets in zip(blocks, found, strict=True)
    ]


def _longest_rising(values: Sequence[int | None]) -> set[int]:
    """The indices of a longest series of values that rise; None is passed over."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for index, value in enumerate(values):
        if value is None:
            continue
        rank = bisect_left(tails, value)
        before[index] = ends[rank - 1] if rank else None
        tails[rank : rank + 1] = [value]
        ends[rank : rank + 1] = [index]
    chosen: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        chosen.add(at)
        at = before[at]
    return chosen


def _fill(blocks: Sequence[str], spots: list[Spot | None], trace: Trace, effort: int) -> int:
    """Look between the blocks that are known for those that are not; what is left of `effort`."""
    number = 0
    while number < len(spots):
        if spots[number] is not None:
            number += 1
            continue
        end = number
        while end < len(spots) and spots[end] is None:
            end += 1
        low = _end_of(spots[number - 1], blocks[number - 1], trace) if number else 0
        high = _start_of(spots[end], trace) if end < len(spots) else len(trace.characters)
        for gap in range(number, end):
            if effort > 0 and (offset := _find_between(blocks[gap], trace, low, high)) is not None:
                spots[gap] = Spot(trace, offset)
                low = offset + len(blocks[gap])
            effort -= max(high - low, 0)
        number = end
    return effort


def _start_of(spot: Spot | None, trace: Trace) -> int:
    assert spot is not None
    if spot.trace is trace:
        return spot.offset
    return trace.find_offset(spot.trace.find_range(spot.offset, spot.offset + 1)[0])


def _end_of(spot: Spot | None, block: str, trace: Trace) -> int:
    assert spot is not None
    end = spot.offset + len(block)
    return end if spot.trace is trace else trace.find_offset(spot.trace.find_range(end - 1, end)[1])


def _find_between(block: str, trace: Trace, low: int, high: int) -> int | None:
    """The first whole paragraph in the window that is the block, else the first whole words that are."""
    if not block:
        return None
    offsets = trace.units.get(block, [])
    number = bisect_left(offsets, low)
    if number < len(offsets) and offsets[number] + len(block) <= high:
        return offsets[number]
    offset = trace.characters.find(block, low, high)
    for _ in range(_TRIES):
        if offset < 0:
            return None
        if trace.stands_alone(offset, offset + len(block)):
            return offset
        offset = trace.characters.find(block, offset + 1, high)
    return None


def _find_elsewhere(block: str, layers: Layers) -> Spot | None:
    offsets = layers.every.units.get(block, [])
    if len(offsets) == 1:
        return Spot(layers.every, offsets[0])
    offset = _find_between(block, layers.named, 0, len(layers.named.characters))
    return None if offset is None else Spot(layers.named, offset)
