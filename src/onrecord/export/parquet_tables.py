"""The tables as files of Parquet with typed columns, written a group of rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.export.columns import CODEBOOK, TABLES, Cell, Column, ColumnType, Row, Table, codebook_rows
from onrecord.export.folder import new_folder
from onrecord.export.rows import make_rows
from onrecord.model.kept import Kept

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]
    from pyarrow import parquet

GROUP_ROWS = 20_000
"""How many rows make a group; what bounds the memory, with `GROUP_CHARACTERS`."""
GROUP_CHARACTERS = 8_000_000


def write(kept: Iterable[Kept], out: Path) -> None:
    """Write the tables into the new folder `out`, a file each, and `codebook.parquet`.

    Raises:
        InputError: something is at `out` already.
        OSError: not all of it can be written.
    """
    with new_folder(out) as folder:
        with ExitStack() as stack:
            files = {name: _ParquetFile(folder, table, stack) for name, table in TABLES.items()}
            for one in kept:
                for table, row in make_rows(one):
                    files[table].add(row)
            for file in files.values():
                file.flush()
        with ExitStack() as stack:
            codebook = _ParquetFile(folder, CODEBOOK, stack)
            for row in codebook_rows():
                codebook.add(row)
            codebook.flush()


class _ParquetFile:
    """Gathers rows and writes them as a group when there are enough."""

    def __init__(self, folder: Path, table: Table, stack: ExitStack) -> None:
        from pyarrow import parquet

        self._columns = table.columns
        self._schema = _make_schema(table)
        self._writer: parquet.ParquetWriter = stack.enter_context(
            parquet.ParquetWriter(folder / f"{table.name}.parquet", self._schema, compression="zstd")
        )
        self._rows: list[Row] = []
        self._characters = 0

    def add(self, row: Row) -> None:
        self._rows.append(row)
        self._characters += sum(len(cell) for cell in row if isinstance(cell, str))
        if len(self._rows) >= GROUP_ROWS or self._characters >= GROUP_CHARACTERS:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered."""
        import pyarrow

        if self._rows:
            arrays = [
                pyarrow.array(map(_READERS[column.type], cells), type=field.type)
                for column, cells, field in zip(
                    self._columns, zip(*self._rows, strict=True), self._schema, strict=True
                )
            ]
            self._writer.write_table(pyarrow.Table.from_arrays(arrays, schema=self._schema))
        self._rows, self._characters = [], 0


def _make_schema(table: Table) -> pyarrow.Schema:
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "texts": pyarrow.list_(pyarrow.string()),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }

    def describe(column: Column) -> pyarrow.Field:
        return pyarrow.field(
            column.name, types[column.type], metadata={"description": column.description.encode()}
        )

    return pyarrow.schema(
        list(map(describe, table.columns)), metadata={"description": table.description.encode()}
    )


def _as_is(cell: Cell) -> Cell:
    return cell


def _read_date(cell: Cell) -> date | None:
    """The day; None where it lies outside of the years that a date of Parquet can have."""
    try:
        return date.fromisoformat(str(cell)) if cell else None
    except ValueError:
        return None


def _read_number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


_READERS: dict[ColumnType, Callable[[Cell], object]] = {
    "text": _as_is,
    "texts": _as_is,
    "integer": _as_is,
    "number": _read_number,
    "boolean": _as_is,
    "date": _read_date,
}
