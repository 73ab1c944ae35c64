"""A timeline as a drawing: days as points and uncertain dates as spans, in shares of the width of a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from onrecord.store.keys import last_day_of

LANE = 16
"""Pixels from one lane to the next."""
_TOP, _BELOW = 12, 26
"""Pixels above the lanes, and below them for the axis with its dates."""
_LEFT, _RIGHT = 2.0, 92.0
_POINT, _COUNT = 3.2, 8.5
"""What a point takes of the width, so that two of them do not touch on a narrow screen; and with a number."""
_TICKS_APART = 27.0
_SHORTEST_CUT = 7
_GAPS = 6
"""A time within which nothing begins or ends is drawn no longer than so many usual ones."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where entries of one sort and of the same dates stand, by their numbers in the list.

    `x` and `width` are in per cent, and there is no width for one day; `y` is in pixels.
    """

    numbers: tuple[int, ...]
    x: float
    width: float
    y: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A date below the axis; `anchor` keeps the first and the last within the drawing."""

    x: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the axis; one that is `cut` stands for a longer time than it is drawn."""

    start: float
    end: float
    cut: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks in the order of their first entries; the axis is at `axis` pixels of `height`."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    stretches: tuple[Stretch, ...]
    axis: int
    height: int

    @property
    def is_cut(self) -> bool:
        """Whether a piece of the axis is drawn shorter than it is."""
        return any(one.cut for one in self.stretches)


def draw_line(entries: Iterable[tuple[str, str, str]]) -> Drawing | None:
    """A drawing of entries, each with its earliest and latest date of ISO 8601 and a sort.

    What is of one sort and of the same dates is one mark. There is no drawing of a single day.
    """
    groups: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for number, (earliest, latest, sort) in enumerate(entries):
        start = _day(earliest, last=False)
        groups[start, max(start, _day(latest, last=True)), sort].append(number)
    ends = sorted({day for start, end, _ in groups for day in (start, end)})
    if len(ends) < 2:
        return None
    places, stretches = _scale(ends)
    marks, lanes = _place(groups, places)
    axis = _TOP + lanes * LANE
    return Drawing(marks, tuple(_tick(ends, places)), stretches, axis, axis + _BELOW)


def _day(given: str, *, last: bool) -> int:
    whole = given[:10]
    try:
        return date.fromisoformat(
            last_day_of(whole) if last else whole + "-01-01"[: 10 - len(whole)]
        ).toordinal()
    except ValueError:  # a record made by other means may say anything
        return date.min.toordinal()


def _scale(ends: Sequence[int]) -> tuple[dict[int, float], tuple[Stretch, ...]]:
    """Where each day stands, long times in which nothing begins or ends cut short."""
    gaps = [after - before for before, after in pairwise(ends)]
    longest = max(_SHORTEST_CUT, _GAPS * median(gaps))
    drawn = [min(gap, longest) for gap in gaps]
    share = (_RIGHT - _LEFT) / sum(drawn)
    places, at = {ends[0]: _LEFT}, _LEFT
    stretches = []
    for day, gap, length in zip(ends[1:], gaps, drawn, strict=True):
        start, at = at, at + length * share
        places[day] = round(at, 2)
        stretches.append(Stretch(round(start, 2), round(at, 2), gap > length))
    return places, tuple(stretches)


def _place(
    groups: Mapping[tuple[int, int, str], Sequence[int]], places: Mapping[int, float]
) -> tuple[tuple[Mark, ...], int]:
    """Marks in as few lanes as they need; what is earlier is higher, as the list has it."""
    free: list[float] = []
    marks = []
    for (start, end, _), numbers in groups.items():
        x, width = places[start], round(places[end] - places[start], 2)
        lane = next((lane for lane, until in enumerate(free) if until <= x), len(free))
        free[lane : lane + 1] = [x + width + (_COUNT if len(numbers) > 1 else _POINT)]
        marks.append(Mark(tuple(numbers), x, width, _TOP + lane * LANE))
    return tuple(marks), len(free)


def _tick(ends: Sequence[int], places: Mapping[int, float]) -> list[Tick]:
    first, last = ends[0], ends[-1]
    found = [Tick(places[first], _tell(first), "start")]
    for day in ends[1:-1]:
        if places[day] - found[-1].x >= _TICKS_APART and _RIGHT - places[day] >= _TICKS_APART:
            found.append(Tick(places[day], _tell(day), "middle"))
    return [*found, Tick(places[last], _tell(last), "end")]


def _tell(day: int) -> str:
    return date.fromordinal(day).isoformat()
