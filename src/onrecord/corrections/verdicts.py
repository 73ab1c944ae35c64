"""Taking the verdicts of a coding sheet over into a store, as corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection

from onrecord.corrections.agreement import judge
from onrecord.corrections.sheet import VERDICTS
from onrecord.errors import UnknownId
from onrecord.model.kept import Correction
from onrecord.store.corrections import add_correction
from onrecord.store.finding import Found, find_item
from onrecord.store.former import read_found

_OF_STATEMENTS = {"source_right": "source", "span_right": "content", "type_right": "act"}
_OF_EVENTS = {"source_right": "according_to", "span_right": "trigger", "type_right": "type"}


def keep_verdicts(
    connection: Connection, rows: Iterable[Mapping[str, str]], *, by: str, at: str
) -> tuple[int, list[str]]:
    """Keep what a coder says of each item of a sheet; gives how many corrections there are, and unknown ids.

    `by` names the coder where the sheet's column does not. That an item is right or wrong is a correction of
    it as a whole; "no" in another column says that a field of it is wrong.

    Raises:
        InputError: a cell is neither yes nor no nor empty.
    """
    kept, unknown = 0, []
    for number, row in enumerate(rows, start=2):
        try:
            found = find_item(connection, row["item"])
        except UnknownId:
            unknown.append(row["item"])
            continue
        record = read_found(connection, found)
        for verdict, field in _read(row, found, number):
            correction = Correction(
                document=record.document.id,
                kind=found.kind,
                item=found.id,
                verdict="right" if verdict else "wrong",
                field=field,
                by=row.get("coder") or by,
                at=at,
                note=row.get("note") or None,
            )
            add_correction(connection, correction, record, engine=record.engine)
            kept += 1
    return kept, unknown


def _read(row: Mapping[str, str], found: Found, number: int) -> Iterator[tuple[bool, str | None]]:
    """Whether the item is right as a whole, then the fields that are not."""
    fields = _OF_STATEMENTS if found.kind == "statement" else _OF_EVENTS
    for column in VERDICTS:
        value = judge(row.get(column, ""), f"line {number}, {column}")
        if column == "right" and value is not None:
            yield value, None
        elif value is False:
            yield False, fields[column]
