"""What a measure is, and what it gives: tables of figures and nothing of the texts that they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from onrecord.evaluate.figures import Figures

Cell = int | float | str | None
By = Literal["onrecord", "peer", "others", "published", "people", "variant"]
"""Whose figure it is: ours, a peer's in the same run, another system's as others measured it on the same set,
one published on another test, people's agreement, or onrecord's with a part taken away."""
Speed = Literal["fast", "slow"]
ROOT = Path(__file__).resolve().parents[2]


class Row(msgspec.Struct, frozen=True):
    """The figures of one thing, in the order of the table's columns; None: not measured."""

    of: str
    values: tuple[Cell, ...]
    by: By = "onrecord"


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Figures under the names of columns; `places` says how many are shown behind the point, 1 if not."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    places: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Material:
    """What measures are taken on: the shared folder, one for records, and a Python that has the peers."""

    shared: Path
    work: Path
    peers: Path | None = None

    @property
    def corpora(self) -> Path:
        """Where the corpora lie."""
        return self.shared / "corpora"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something that can be measured.

    `told` says for readers what it is and who tuned on what; `needs` are paths below the shared folder;
    `seconds` is roughly how long it takes on two cores of 2.5 GHz, a store or records of the articles that
    others left behind not counted. `rests_on` are the parts of the package (and of `bench`) that it measures.
    `beside` are the figures of people and of systems that cannot be run here, by the name of the table.
    """

    name: str
    layer: str
    title: str
    told: str
    run: Callable[[Material], Iterable[Table]]
    seconds: int
    needs: tuple[str, ...] = ()
    speed: Speed = "fast"
    rests_on: tuple[str, ...] = ("model", "ingest", "analyse", "evaluate")
    beside: Mapping[str, tuple[Row, ...]] | None = None

    def missing(self, shared: Path) -> tuple[str, ...]:
        """What it needs and is not there."""
        return tuple(need for need in self.needs if not (shared / need).exists())


def percent(share: float) -> float:
    """A share of one in per cent, to one place."""
    return round(100 * share, 1)


def from_figures(name: str, figures: Figures, *, first: str = "onrecord", note: str = "") -> Table:
    """What `onrecord evaluate` gives as a table; a row called `first` or any other is onrecord's."""
    rows = tuple(
        Row(first if len(figures.rows) == 1 else of, tuple(round(value, 1) for value in values))
        for of, values in figures.rows
    )
    return Table(
        name=name, columns=figures.columns, rows=rows, note=". ".join(filter(None, (figures.told, note)))
    )
