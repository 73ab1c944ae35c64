"""Tables for people and for other programs: drawn on a terminal, and as text between tabs or commas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from onrecord.render.visible import show_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


class Stretch(Protocol):
    """A range of characters."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """Words in a table, with the stretches of them that are to stand out."""

    words: str
    marked: Sequence[Stretch] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: a title, or none, the names of its columns, and rows that have a cell for each.

    `wide` are the columns that get what room there is; all others are as wide as their longest cell.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell | str | int, ...]]
    title: str | None = None
    wide: tuple[str, ...] = ()


def write_tabs(sheets: Iterable[Sheet]) -> str:
    """The tables as text: a line for each row, tabs between cells, a line of names on top.

    Before a table with a title stands a line `# title`, behind each but the last an empty line.
    """
    parts = []
    for sheet in sheets:
        head = [f"# {show_line(sheet.title)}"] if sheet.title is not None else []
        rows = ("\t".join(map(_show, row)) for row in sheet.rows)
        parts.append("\n".join([*head, "\t".join(sheet.columns), *rows, ""]))
    return "\n".join(parts)


def write_commas(sheet: Sheet) -> str:
    """The table as CSV after RFC 4180, but with ends of lines as on this system's pipes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows([_show(cell) for cell in row] for row in sheet.rows)
    return out.getvalue()


def draw(sheets: Iterable[Sheet], console: Console) -> None:
    """Draw the tables on a terminal."""
    from rich.table import Table

    for sheet in sheets:
        table = Table(title=_escape(sheet.title), title_justify="left", box=None, pad_edge=False)
        for name in sheet.columns:
            table.add_column(
                name, ratio=1 if name in sheet.wide else None, overflow="fold", no_wrap=name == "id"
            )
        for row in sheet.rows:
            table.add_row(*map(_draw_cell, row))
        console.print(table)
        console.print()


def _escape(title: str | None) -> Text | None:
    from rich.text import Text

    return Text(show_line(title), style="bold") if title is not None else None


def _show(cell: Cell | str | int) -> str:
    return show_line(cell.words if isinstance(cell, Cell) else str(cell))


def _draw_cell(cell: Cell | str | int) -> Text:
    from rich.text import Text

    if not isinstance(cell, Cell) or not cell.marked:
        return Text(_show(cell))
    drawn, at = Text(), 0
    for one in cell.marked:
        drawn.append(_keep_edges(cell.words[at : one.start]))
        drawn.append(_keep_edges(cell.words[one.start : one.end]), style="bold reverse")
        at = one.end
    return drawn.append(_keep_edges(cell.words[at:]))


def _keep_edges(words: str) -> str:
    """The words with their control characters visible, and the white space at their ends as a space."""
    if not words.strip():
        return " " if words else ""
    front, back = " " * words[0].isspace(), " " * words[-1].isspace()
    return f"{front}{show_line(words)}{back}"
