"""What is in a store, in figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, func, select, text

from onrecord.store import schema

Counts = tuple[tuple[str, int], ...]


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a store; pairs are of a name and a number, the highest first.

    `versions` counts articles that are no first version of their address, `superseded` and `retracted` those
    that are not current. `captured` are the bytes of all captures as they were fetched. `first` and `last`
    are dates of publication. `size` is in bytes: the file with its journal, or the database on the server.
    """

    articles: int
    versions: int
    superseded: int
    retracted: int
    undated: int
    first: str | None
    last: str | None
    outlets: int
    names: int
    entities: int
    mentions: int
    times: int
    statements: int
    statements_by_form: Counts
    events: int
    events_by_voice: Counts
    engines: Counts
    captures: int
    captured: int
    former_analyses: int
    corrections: int
    forgotten: int
    inputs: Counts
    feeds: int
    size: int


class Holdings(msgspec.Struct, frozen=True, kw_only=True):
    """How much a store holds, as far as its indexes alone tell it."""

    articles: int
    statements: int
    events: int


def find_holdings(connection: Connection) -> Holdings:
    """How much a store holds, without a look at what that is: in a large store `find_stats` takes long."""
    return Holdings(
        articles=_count(connection, schema.documents),
        statements=_count(connection, schema.statements),
        events=_count(connection, schema.events),
    )


def find_stats(connection: Connection) -> Stats:
    """The figures of a store."""
    documents, captures = schema.documents, schema.captures
    status = dict(_count_by(connection, documents, documents.c.status))
    engine = _count_by(connection, documents.join(schema.engines), schema.engines.c.engine)
    first, last = connection.execute(
        select(func.min(documents.c.published), func.max(documents.c.published))
    ).one()
    return Stats(
        articles=sum(status.values()),
        versions=_count(connection, documents, documents.c.version > 1),
        superseded=status.get("superseded", 0),
        retracted=status.get("retracted", 0),
        undated=_count(connection, documents, documents.c.published.is_(None)),
        first=first,
        last=last,
        outlets=_count(connection, schema.outlets),
        names=_count(connection, schema.names),
        entities=_count(connection, schema.entities),
        mentions=_count(connection, schema.mentions),
        times=_count(connection, schema.times),
        statements=_count(connection, schema.statements),
        statements_by_form=_count_by(connection, schema.statements, schema.statements.c.form),
        events=_count(connection, schema.events),
        events_by_voice=_count_by(connection, schema.events, schema.events.c.voice),
        engines=engine,
        captures=_count(connection, captures),
        captured=int(connection.execute(select(func.coalesce(func.sum(captures.c.size), 0))).scalar_one()),
        former_analyses=_count(connection, schema.former_analyses),
        corrections=_count(connection, schema.corrections, schema.corrections.c.withdrawn.is_(None)),
        forgotten=_count(connection, schema.tombstones, schema.tombstones.c.kind == "document"),
        inputs=_count_by(connection, schema.inputs, schema.inputs.c.outcome),
        feeds=_count(connection, schema.feeds),
        size=measure_size(connection),
    )


def _count(connection: Connection, table: Table, *conditions: Any) -> int:
    query = select(func.count()).select_from(table).where(*conditions)
    return int(connection.execute(query).scalar_one())


def _count_by(connection: Connection, table: Any, column: Any) -> Counts:
    number = func.count().label("number")
    rows = connection.execute(select(column, number).select_from(table).group_by(column))
    return tuple(sorted(((str(name), int(found)) for name, found in rows), key=lambda one: (-one[1], one[0])))


def measure_size(connection: Connection) -> int:
    """The size of a store on disk, in bytes."""
    if connection.dialect.name != "sqlite":
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    path = str(connection.execute(text("PRAGMA database_list")).all()[0][2])
    files = (Path(path + ending) for ending in ("", "-wal", "-shm"))
    return sum(file.stat().st_size for file in files if file.exists())
