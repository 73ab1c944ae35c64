"""A bar chart of numbers by month, placed in shares of its width so that it fits any screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

HEIGHT = 96
"""In pixels; the width is the page's."""
_MONTHS = 60
"""Of more months than that the bars are years."""
_MONTH, _YEAR = len("2018-08"), len("2018")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: `x` and `width` in per cent of the chart's width, `y` and `height` in pixels."""

    label: str
    number: int
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart; `by` is "month" or "year", `highest` its highest bar, the first of several."""

    by: str
    bars: tuple[Bar, ...]
    highest: Bar


def draw_bars(numbers: Iterable[tuple[str, int]]) -> Bars | None:
    """The bars of numbers by month of ISO 8601; None where fewer than two months have any.

    Months of which only the year is known count only where the bars are years.
    """
    told = [(label, number) for label, number in numbers if label and number]
    months = [label for label, _ in told if len(label) == _MONTH]
    by = "month" if months and _span(min(months), max(months)) <= _MONTHS else "year"
    counts: Counter[str] = Counter()
    for label, number in told:
        if by == "year" or len(label) == _MONTH:
            counts[label[:_YEAR] if by == "year" else label] += number
    if len(counts) < 2:
        return None
    labels = list(_walk(min(counts), max(counts), by))
    most, step = max(counts.values()), 100 / len(labels)
    bars = tuple(
        Bar(
            label=label,
            number=counts[label],
            x=round(place * step + step * 0.1, 2),
            width=round(step * 0.8, 2),
            y=round(HEIGHT * (1 - counts[label] / most), 1),
            height=round(HEIGHT * counts[label] / most, 1),
        )
        for place, label in enumerate(labels)
    )
    return Bars(by, bars, max(bars, key=lambda one: one.number))


def _span(first: str, last: str) -> int:
    return _count(last) - _count(first) + 1


def _count(month: str) -> int:
    return int(month[:_YEAR]) * 12 + int(month[_YEAR + 1 :]) - 1


def _walk(first: str, last: str, by: str) -> Iterator[str]:
    if by == "year":
        yield from (f"{year:04}" for year in range(int(first), int(last) + 1))
        return
    for number in range(_count(first), _count(last) + 1):
        yield f"{number // 12:04}-{number % 12 + 1:02}"
