"""Permanent ids, whole or their beginnings, to the rows that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, literal, select

from onrecord.errors import Forgotten, InputError, UnknownId
from onrecord.model.kept import ItemKind
from onrecord.store import schema
from onrecord.store.writer import tombstone

SHORTEST = 6
_LISTED = 10
_BEGINNING = re.compile(r"[emtsv]?[0-9a-f]+")
_BEHIND = "g"
"""Sorts behind all hexadecimal digits."""
_URN = "urn:onrecord:"
_TABLES: dict[ItemKind, Table] = {
    "document": schema.documents,
    "statement": schema.statements,
    "event": schema.events,
    "mention": schema.mentions,
    "entity": schema.entities,
    "time": schema.times,
}
_KINDS: dict[str, ItemKind] = {"e": "entity", "m": "mention", "t": "time", "s": "statement", "v": "event"}


@dataclass(frozen=True, slots=True)
class Found:
    """What an id names: its kind, its row's key, its article's key, and the whole id.

    `analysis` is the key of the former analysis that has an item which the newest has no more; such an item
    has no row, and `key` is 0.
    """

    kind: ItemKind
    key: int
    document: int
    id: str
    analysis: int | None = None


def find_item(connection: Connection, prefix: str) -> Found:
    """What a permanent id names, or the beginning of one that only one id has.

    A whole id may be of any form; a beginning has at least `SHORTEST` characters.

    Raises:
        UnknownId: nothing has this id.
        Forgotten: it was an article that was erased for good.
        InputError: several ids begin so, or the beginning is too short.
    """
    wanted = prefix.strip().removeprefix(_URN)
    found = list(_find(connection, wanted, wanted)) or list(_find_former(connection, wanted, wanted))
    if not found and len(wanted) >= SHORTEST and _BEGINNING.fullmatch(wanted.lower()):
        low, high = wanted.lower(), wanted.lower() + _BEHIND
        found = list(_find(connection, low, high))
        found += list(_find_former(connection, low, high))
    if not found:
        raise _unknown(connection, wanted)
    if len(found) > 1:
        listed = ", ".join(f"{one.id} ({one.kind})" for one in found[:_LISTED])
        raise InputError(f"{wanted}: several ids begin so: {listed}; give more of the one that you mean")
    return found[0]


def find_document(connection: Connection, prefix: str) -> Found:
    """The article whose id begins so, or the one that has an item of that id; raises as `find_item` does."""
    found = find_item(connection, prefix)
    documents = schema.documents
    identity = connection.execute(
        select(documents.c.id).where(documents.c.key == found.document)
    ).scalar_one()
    return Found("document", found.document, found.document, identity)


def kind_of(identity: str) -> ItemKind:
    """The kind of thing that a permanent id says that it names."""
    return _KINDS.get(identity[:1], "document") if len(identity) != 32 else "document"


def _find(connection: Connection, low: str, high: str) -> Iterator[Found]:
    """Articles and items with ids of a range, or with one id where both bounds are it."""
    for kind, table in _TABLES.items():
        document = literal(0) if kind == "document" else table.c.document
        query = select(table.c.key, table.c.id, document.label("document"))
        for row in connection.execute(query.where(_within(table, low, high)).limit(_LISTED)):
            yield Found(kind, row.key, row.document or row.key, row.id)


def _find_former(connection: Connection, low: str, high: str) -> Iterator[Found]:
    items, analyses = schema.former_items, schema.former_analyses
    query = select(items.c.id, items.c.analysis, analyses.c.document).join(
        analyses, items.c.analysis == analyses.c.key
    )
    for row in connection.execute(query.where(_within(items, low, high)).limit(_LISTED)):
        yield Found(kind_of(row.id), 0, row.document, row.id, row.analysis)


def _within(table: Table, low: str, high: str) -> ColumnElement[bool]:
    column = table.c.id
    return column == low if low == high else (column >= low) & (column < high)


def _unknown(connection: Connection, wanted: str) -> InputError:
    graves = schema.tombstones
    buried = select(graves.c.forgotten).where(graves.c.digest == tombstone("document", wanted))
    found = connection.execute(buried).first()
    if found is not None:
        return Forgotten(f"{wanted}: this article was erased from the store for good on {found[0][:10]}")
    if len(wanted) < SHORTEST:
        return UnknownId(f"{wanted!r}: give at least the first {SHORTEST} characters of an id")
    return UnknownId(f"{wanted}: no article or item of this store has this id; 'onrecord search' lists ids")
