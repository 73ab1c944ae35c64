"""The rows of an article against its record, and the record against its digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, select
from sqlalchemy.engine import Dialect

from onrecord.model.capture import Place
from onrecord.model.document import document_id
from onrecord.model.identity import item_id
from onrecord.model.record import Record
from onrecord.query.verify_outcome import Failure, show
from onrecord.store import schema
from onrecord.store.columns import NUL, STAND_IN, Key
from onrecord.store.keys import make_key, split_key
from onrecord.store.rows import Frame, find_names, make_rows
from onrecord.store.writer import find_name_keys

_OWNERS: Mapping[Table, tuple[str, Table]] = {
    schema.attributes: ("entity", schema.entities),
    schema.entity_names: ("entity", schema.entities),
    schema.mention_entities: ("mention", schema.mentions),
    schema.statement_parts: ("statement", schema.statements),
    schema.statement_entities: ("statement", schema.statements),
    schema.event_mentions: ("event", schema.events),
    schema.event_arguments: ("event", schema.events),
}
"""Tables whose rows hang on an item, by the column that names it."""
_PARTS = (
    schema.segments,
    schema.entities,
    schema.mentions,
    schema.times,
    schema.statements,
    schema.events,
    *_OWNERS,
)
_OF_VERSIONS = frozenset({"status", "version", "previous"})
"""Columns of an article that depend on the other versions of its address."""
Values = dict[tuple[Any, ...], tuple[Any, ...]]


def check_rows(connection: Connection, document: Row[Any], record: Record) -> Iterator[Failure]:
    """The failures in the rows of an article, whose row of `documents` and whose record are given.

    The record must have the digest that was noted when it was added, and each row must be what the record
    makes again, column by column; ids are derived again where an engine of ours gave them.
    """
    identity = document.id
    digest = hashlib.sha256(record.to_json()).hexdigest()
    if digest != document.record_digest:
        yield Failure(
            "documents",
            identity,
            "record_digest",
            f"{document.record_digest}, the digest of the record as it was added",
            f"{digest}, that of the record that the rows make now",
            identity,
        )
    names = find_name_keys(connection, find_names(record))
    missing = [name for name in find_names(record) if name not in names]
    for name in missing:
        yield Failure("names", name, "folded", "a row for this name of an entity", "none", identity)
    if not missing:
        yield from _compare(connection, document, record, names)
    yield from _check_ids(record)


def read_places(connection: Connection, document: int) -> list[Place | None]:
    """Where in the article's first capture its segments stand, in order."""
    table = schema.segments
    rows = connection.execute(select(table).where(table.c.document == document).order_by(table.c.position))
    return [
        Place(start=row.capture_start, end=row.capture_end, exact=row.capture_exact)
        if row.capture_start is not None
        else None
        for row in rows
    ]


def _compare(
    connection: Connection, document: Row[Any], record: Record, names: Mapping[str, int]
) -> Iterator[Failure]:
    published = record.document.published
    first = split_key(document.key)
    key = make_key(published.value if published else None, first)
    if key != document.key:
        yield Failure("documents", document.id, "key", show(key), show(document.key), document.id)
        return
    frame = Frame(
        first=first,
        text=document.text,
        engine=document.engine,
        outlet=document.outlet,
        names=names,
        added=document.added,
        analysed=document.analysed,
        record_digest=document.record_digest,
        version=document.version,
        previous=document.previous,
        places=read_places(connection, document.key),
    )
    rows = make_rows(record, frame)
    for table in (schema.documents, *_PARTS):
        yield from _compare_table(connection, table, rows.get(table, []), document)


def _compare_table(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], document: Row[Any]
) -> Iterator[Failure]:
    """The failures of a table's rows of an article against those that its record makes."""
    columns = [str(column.name) for column in table.c]
    keys = [columns.index(column.name) for column in table.primary_key]
    is_sqlite = connection.dialect.name == "sqlite"
    expected: Values = {}
    for row in rows:
        values = tuple(_as_stored(row[name], is_sqlite=is_sqlite) for name in columns)
        expected[tuple(values[place] for place in keys)] = values
    stored: Values = {
        tuple(values[place] for place in keys): values
        for values in _read_stored(connection, table, document.key)
    }
    for key in expected.keys() - stored.keys():
        yield Failure(str(table.name), _name(columns, key, expected[key]), None, "a row", "none", document.id)
    for key in stored.keys() - expected.keys():
        yield Failure(str(table.name), _name(columns, key, stored[key]), None, "no row", "one", document.id)
    for key in expected.keys() & stored.keys():
        if not _are_same(expected[key], stored[key]):
            yield from _tell_columns(table, columns, key, expected[key], stored[key], document.id)


def _tell_columns(
    table: Table,
    columns: Sequence[str],
    key: tuple[Any, ...],
    expected: tuple[Any, ...],
    stored: tuple[Any, ...],
    document: str,
) -> Iterator[Failure]:
    for column, wanted, found in zip(columns, expected, stored, strict=True):
        is_ours = not (table is schema.documents and column in _OF_VERSIONS)
        if is_ours and not _are_same((wanted,), (found,)):
            name = _name(columns, key, stored)
            yield Failure(str(table.name), name, column, show(wanted), show(found), document)


def _are_same(first: tuple[Any, ...], second: tuple[Any, ...]) -> bool:
    """Whether values are the same and of the same types: SQLite may hold 1.0 where 1 belongs."""
    return first == second and list(map(type, first)) == list(map(type, second))


def _read_stored(connection: Connection, table: Table, document: int) -> list[tuple[Any, ...]]:
    """The rows of an article as the database has them, past what turns them into our types."""
    statement, is_positional = _compile(table, connection.dialect)
    parameters: Any = (document,) if is_positional else {"document": document}
    return [tuple(row) for row in connection.exec_driver_sql(statement, parameters)]


@lru_cache(maxsize=64)
def _compile(table: Table, dialect: Dialect) -> tuple[str, bool]:
    """What selects a table's rows of an article, and whether its parameters go by position."""
    query, wanted = select(table), bindparam("document", type_=Key)
    if table in _OWNERS:
        column, owner = _OWNERS[table]
        query = query.join(owner, table.c[column] == owner.c.key).where(owner.c.document == wanted)
    else:
        query = query.where((table.c.key if table is schema.documents else table.c.document) == wanted)
    compiled = query.compile(dialect=dialect)
    return str(compiled), compiled.positional


def _as_stored(value: Any, *, is_sqlite: bool) -> Any:
    if isinstance(value, str):
        return value.replace(NUL, STAND_IN)
    return int(value) if is_sqlite and isinstance(value, bool) else value


def _name(columns: Sequence[str], key: tuple[Any, ...], values: tuple[Any, ...]) -> str:
    return str(values[columns.index("id")]) if "id" in columns else "/".join(map(str, key))


def _check_ids(record: Record) -> Iterator[Failure]:
    """Ids are digests of what anchors an item, where an engine of ours gave them.

    An entity's anchor is its first mention. An event's is what it was first found with, which a later step
    joins with other words: its id rests on the digest of the record alone.
    """
    document = record.document
    if record.engine is None:
        return
    identity = document_id(
        url=document.url,
        location=document.location,
        outlet=document.outlet,
        published=document.published,
        text_digest=document.text_digest,
    )
    if identity != document.id:
        yield Failure("documents", document.id, "id", identity, document.id, document.id)
    for table, found, wanted in _derive(record):
        if found != wanted:
            yield Failure(table, found, "id", wanted, found, document.id)


def _derive(record: Record) -> Iterator[tuple[str, str, str]]:
    """The table of each item whose id can be derived, its id, and what that should be."""
    document = record.document
    first = {}
    for mention in reversed(record.mentions):
        first.update(dict.fromkeys(mention.entities, mention))
        yield "mentions", mention.id, item_id(document, "mention", [mention])
    for entity in record.entities:
        if entity.id in first:
            yield "entities", entity.id, item_id(document, "entity", [first[entity.id]])
    for time in record.times:
        yield "times", time.id, item_id(document, "time", [time])
    for one in record.statements:
        anchors = [*one.content, *([one.cue] if one.cue else [])]
        yield "statements", one.id, item_id(document, "statement", anchors)
