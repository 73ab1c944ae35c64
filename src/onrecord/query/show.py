"""An item or an article with all that the store knows of it, and what people said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from onrecord.model.anchoring import Item, find_in_record, iterate_items
from onrecord.model.record import Record
from onrecord.query.cite import Citation, cite_found
from onrecord.store import schema
from onrecord.store.corrections import Standpoint, corrections_of, place_corrections
from onrecord.store.finding import Found, find_item
from onrecord.store.former import read_former, read_found


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """An analysis of an article: which engine made it, when it was added, and whether it has the item.

    `item` is what it says of the item, as in the record; None where it does not have it, and of an article.
    """

    engine: str
    analysed: str
    is_current: bool
    has_item: bool
    item: Any = None


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """An item or an article as `onrecord show` shows it.

    `item` is the item as the record has it, None of an article; `told` has its fields in words and names.
    `counts` says how many items of each kind the article has. `analyses` are all that there were, the newest
    first. `corrections` are what people said of the item, or in the article, also what they took back, with
    what it is about now.
    """

    citation: Citation
    item: Any
    told: dict[str, str]
    counts: dict[str, int]
    analyses: tuple[Analysis, ...]
    corrections: tuple[Standpoint, ...]


def show(connection: Connection, identity: str) -> Shown:
    """An item or an article with its history and what people said of it, by the beginning of its id.

    Raises:
        UnknownId: nothing has this id.
        InputError: several ids begin so.
        StoreDamaged: what it leads to cannot be read.
    """
    found = find_item(connection, identity)
    return show_found(connection, found, read_found(connection, found))


def show_found(connection: Connection, found: Found, record: Record) -> Shown:
    """What was found with its history, whose record is given; raises as `show` does."""
    item = find_in_record(record, found.id)
    counts: dict[str, int] = {}
    for kind, _ in iterate_items(record):
        counts[kind] = counts.get(kind, 0) + 1
    return Shown(
        citation=cite_found(connection, found, record),
        item=msgspec.to_builtins(item[1]) if item else None,
        told=tell_fields(record, item[1]) if item else {},
        counts=counts,
        analyses=tuple(_list_analyses(connection, found)),
        corrections=tuple(_list_corrections(connection, found, record)),
    )


def tell_fields(record: Record, item: Item) -> dict[str, str]:
    """The fields of an item that have a value, with words for places in the text and names for ids."""
    names = {one.id: one.name for one in record.entities} | {one.id: one.value for one in record.times}
    fields = msgspec.to_builtins(item)
    return {
        name: _tell(record.document.text, names, value)
        for name, value in fields.items()
        if name not in ("id", "start", "end") and value not in (None, (), [], {})
    }


def _tell(text: str, names: Mapping[str, str], value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_tell(text, names, one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, dict):
        return names.get(value, value) if isinstance(value, str) else str(value)
    start, end = value.get("start"), value.get("end")
    parts = [f"“{text[start:end]}”"] if start is not None and end is not None else []
    rest = {name: one for name, one in value.items() if name not in ("start", "end", "role")}
    parts += [
        f"{name} {_tell(text, names, one)}" for name, one in rest.items() if one not in (None, (), [], {})
    ]
    role = f"{value['role']} " if "role" in value else ""
    return role + "; ".join(parts)


def _list_corrections(connection: Connection, found: Found, record: Record) -> Iterator[Standpoint]:
    held = corrections_of(connection, record.document.id, withdrawn=True)
    for one in place_corrections(record, held):
        is_whole = one.held.correction.kind == "document"
        if found.kind == "document" or is_whole or found.id in (one.item, one.held.correction.item):
            yield one


def _list_analyses(connection: Connection, found: Found) -> Iterator[Analysis]:
    documents, engines = schema.documents, schema.engines
    row = connection.execute(
        select(engines.c.engine, documents.c.analysed)
        .join(engines, documents.c.engine == engines.c.key)
        .where(documents.c.key == found.document)
    ).one()
    is_there = found.analysis is None
    yield Analysis(engine=row.engine, analysed=row.analysed, is_current=True, has_item=is_there)
    for engine, analysed, record in read_former(connection, found.document):
        item = find_in_record(record, found.id)
        yield Analysis(
            engine=engine,
            analysed=analysed,
            is_current=False,
            has_item=item is not None or found.kind == "document",
            item=msgspec.to_builtins(item[1]) if item else None,
        )
