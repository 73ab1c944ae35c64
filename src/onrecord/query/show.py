"""An item or an article with all that the store knows of it, and what people said of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from onrecord.model.anchoring import find_in_record, iterate_items
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

    `item` is the item as the record has it, None of an article; `counts` says how many items of each kind the
    article has. `analyses` are all that there were, the newest first. `corrections` are what people said of
    the item, or in the article, also what they took back, with what it is about now.
    """

    citation: Citation
    item: Any
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
    record = read_found(connection, found)
    item = find_in_record(record, found.id)
    counts: dict[str, int] = {}
    for kind, _ in iterate_items(record):
        counts[kind] = counts.get(kind, 0) + 1
    return Shown(
        citation=cite_found(connection, found, record),
        item=msgspec.to_builtins(item[1]) if item else None,
        counts=counts,
        analyses=tuple(_list_analyses(connection, found)),
        corrections=tuple(_list_corrections(connection, found, record)),
    )


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
