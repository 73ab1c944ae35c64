"""The tables as files of CSV after RFC 4180, in UTF-8.

Cells are written as they are, since a quotation that begins with "-" or "@" is data, and programs have to
read the very words. A spreadsheet takes such a cell for a formula: for people who open the files in one there
is `safe`, which puts an apostrophe in front, or a workbook (`xlsx`), whose texts are never formulas.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from onrecord.export.columns import CODEBOOK, SEPARATOR, TABLES, Cell, Row, Table, codebook_rows
from onrecord.export.folder import new_folder
from onrecord.export.rows import make_rows
from onrecord.model.kept import Kept

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet may take for a formula."""


def write(kept: Iterable[Kept], out: Path, *, safe: bool = False) -> None:
    """Write the tables into the new folder `out`, a file each, and `codebook.csv`.

    Raises:
        InputError: something is at `out` already.
        OSError: not all of it can be written.
    """
    with new_folder(out) as folder:
        write_codebook(folder)
        with ExitStack() as stack:
            files = {
                name: stack.enter_context(_open_table(folder, table, safe)) for name, table in TABLES.items()
            }
            for one in kept:
                for table, row in make_rows(one):
                    files[table].add(row)


def write_codebook(folder: Path) -> None:
    """Write `codebook.csv` into a folder: what each column of each table means.

    Raises:
        OSError: it cannot be written.
    """
    with _open_table(folder, CODEBOOK, False) as file:
        for row in codebook_rows():
            file.add(row)


class _CsvFile:
    def __init__(self, stream: Iterable[str], safe: bool) -> None:
        self._writer = csv.writer(stream, lineterminator="\r\n")  # type: ignore[arg-type]
        self._safe = safe

    def add(self, row: Row) -> None:
        cells = map(show_cell, row)
        self._writer.writerow(map(disarm, cells) if self._safe else cells)


@contextmanager
def _open_table(folder: Path, table: Table, safe: bool) -> Iterator[_CsvFile]:
    # Ends of lines are those of RFC 4180, and those of the words within cells stay as they are.
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as stream:
        file = _CsvFile(stream, safe)
        file.add(tuple(column.name for column in table.columns))
        yield file


def show_cell(cell: Cell) -> str:
    """A cell as text: nothing for None, "true" and "false", several texts with "; " between them."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return SEPARATOR.join(cell) if isinstance(cell, tuple) else str(cell)


def disarm(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
