"""The tables as a workbook with a sheet a table.

Every text is written as a text, so that none is ever a formula or a link. A sheet holds `SHEET_ROWS` rows;
what goes beyond stands on further sheets ("mentions 2"). A cell holds `CELL_UNITS` UTF-16 units; a longer
text is cut and ends in "…". Nothing but the row at hand is held in memory.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.export.columns import CODEBOOK, TABLES, Cell, Row, Table, codebook_rows
from onrecord.export.csv_tables import show_cell
from onrecord.export.rows import make_rows
from onrecord.model.kept import Kept
from onrecord.writing import open_sink

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

SHEET_ROWS = 1_048_576
"""How many rows a sheet can have, the one with the names of the columns among them."""
CELL_UNITS = 32_767
_WIDTH = 18
_CHUNK = 1 << 20
_CUT = "…"
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def write(kept: Iterable[Kept], out: Path) -> None:
    """Write the workbook `out`, the sheet "codebook" first.

    Raises:
        OSError: not all of it can be written.
    """
    from xlsxwriter import Workbook

    with open_sink(out) as sink, tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / "workbook.xlsx"
        with Workbook(path, {**_OPTIONS, "tmpdir": folder}) as workbook:
            _fill(workbook, kept)
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                sink.write(chunk)


def _fill(workbook: Workbook, kept: Iterable[Kept]) -> None:
    codebook = _Sheets(workbook, CODEBOOK)
    for row in codebook_rows():
        codebook.add(row)
    sheets = {name: _Sheets(workbook, table) for name, table in TABLES.items()}
    for one in kept:
        for table, row in make_rows(one):
            sheets[table].add(row)


class _Sheets:
    """The sheet of a table, and those that continue it."""

    def __init__(self, workbook: Workbook, table: Table) -> None:
        self._workbook = workbook
        self._table = table
        self._bold = workbook.add_format({"bold": True})
        self._number = 0
        self._sheet = self._begin()

    def add(self, row: Row) -> None:
        if self._row >= SHEET_ROWS:
            self._sheet = self._begin()
        for column, cell in enumerate(row):
            _write_cell(self._sheet, self._row, column, cell)
        self._row += 1

    def _begin(self) -> Worksheet:
        self._number += 1
        name = self._table.name if self._number == 1 else f"{self._table.name} {self._number}"
        sheet = self._workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(self._table.columns) - 1, _WIDTH)
        for column, one in enumerate(self._table.columns):
            sheet.write_string(0, column, one.name, self._bold)
        self._row = 1
        return sheet


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    elif text := show_cell(cell):
        sheet.write_string(row, column, _fit(text))


def _fit(text: str) -> str:
    """The text as a cell can hold it."""
    if text.startswith("<r>"):
        # The library would take it for marked-up text and write it into the file as it stands.
        text = f" {text}"
    if len(text) <= CELL_UNITS // 2:
        return text
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * CELL_UNITS:
        return text
    return encoded[: 2 * (CELL_UNITS - 1)].decode("utf-16-le", "ignore") + _CUT
