"""Entries from a table: CSV with a first line that names the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from onrecord.catalogue.entries import Entry
from onrecord.catalogue.lines import FIELDS, SCHEMATA, Line, make_entry, read_type, split_list

_DELIMITERS = ",;\t"
_LISTS = frozenset({"aliases", "countries", "positions"})
Row = tuple[Line, list[str]]


def read_table(lines: Iterable[Line]) -> Iterator[tuple[Line, Entry | None]]:
    """The entries of the rows, each with the line that it begins in; blank rows are passed over.

    Columns are set apart by commas, semicolons or tabs, whichever the first line has most of. In the column
    `schema` a FollowTheMoney schema may stand; None comes for one that is neither a person's nor an
    organisation's.

    Raises:
        MalformedCatalogue: there is no column `id` or `name`, or a row cannot be read.
    """
    rows = _split_rows(lines)
    line, names = next(rows)
    columns = _read_header(line, names)
    for line, cells in rows:
        if any(cell.strip() for cell in cells):
            yield line, _read_row(line, columns, cells)


def _split_rows(lines: Iterable[Line]) -> Iterator[Row]:
    """The rows, each with the line that it begins in; a quoted cell may go on over several."""
    read: list[Line] = []

    def texts() -> Iterator[str]:
        for line in lines:
            read.append(line)
            yield line.text

    source = texts()
    head = next(source)
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(_again(head, source), delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            read[0].refuse(f"not a row of CSV: {error}; is a quotation mark missing or too many?")
        if cells is None:
            return
        begin = read[0]
        read.clear()
        yield begin, cells


def _again(head: str, rest: Iterator[str]) -> Iterator[str]:
    yield head
    yield from rest


def _read_header(line: Line, names: Sequence[str]) -> list[str]:
    """What each column holds: a known field, the scheme of an identifier, or "" for nothing."""
    columns = [FIELDS.get(name.strip().lower(), name.strip()) for name in names]
    missing = [name for name in ("id", "name") if name not in columns]
    if missing:
        line.refuse(
            f"the first line names no column {' and no column '.join(missing)}: begin the table with a line "
            "such as id,name,aliases,type,country"
        )
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        line.refuse(f"two columns are for {twice[0]!r}: keep one")
    return columns


def _read_row(line: Line, columns: Sequence[str], cells: Sequence[str]) -> Entry | None:
    if any(cell.strip() for cell in cells[len(columns) :]):
        line.refuse(
            f"{len(cells)} cells, but the first line names {len(columns)} columns: put a cell that has the "
            "delimiter in it between quotation marks"
        )
    found = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name and cell.strip()}
    schema = found.pop("schema", None)
    kind = read_type(line, found.pop("type", "")) if schema is None else SCHEMATA.get(schema)
    if schema is not None and schema not in SCHEMATA:
        return None
    known = set(FIELDS.values())
    fields = {name: split_list(text) if name in _LISTS else [text] for name, text in found.items()}
    identifiers = ((name, text) for name, text in found.items() if name not in known)
    return make_entry(line, fields, kind, identifiers)
