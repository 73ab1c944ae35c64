"""Questions about somebody, put together once and asked with whatever names they go by.

A question is compiled by SQLAlchemy, and planned by the database, for a number of names and not for the names
themselves, so that asking it again costs little more than the rows that it gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    exists,
    literal,
    or_,
    select,
    union,
)

from onrecord.query.asked import LINKS, TABLES, is_beside, is_current
from onrecord.query.naming import Taken
from onrecord.query.plan import MERGED, Check, Key, plain
from onrecord.query.question import Kind
from onrecord.store import schema
from onrecord.store.listed import is_among

_BEFORE_ALL = 1 << 62


@dataclass(frozen=True, slots=True)
class Shape:
    """Whom a question is about, but for the names: how many these are, and whether others share some.

    Of very many names it is not said how many they are.
    """

    names: int | None
    is_shared: bool


def shape_of(taken: Taken) -> Shape:
    """What a question about somebody has to be made for."""
    number = len(taken.names)
    return Shape(number if 0 < number <= MERGED else None, taken.only is not None)


def values_of(taken: Taken, **more: Any) -> dict[str, Any]:
    """What a question of somebody's shape is asked with."""
    told = {f"name{place}": key for place, key in enumerate(taken.keys[:MERGED])}
    identity = taken.identity.id if taken.identity is not None else ""
    return {**told, "names": taken.keys, "shared": taken.shared, "identity": identity, **more}


def is_theirs(shape: Shape, rows: FromClause, entity: str = "entity") -> Check:
    """Whether a row with a main name and an entity is of one of them."""
    name = rows.c.name_key
    named = name == _name(0) if shape.names == 1 else is_among(name, "names")
    return _are_theirs(shape, named, rows, entity)


def list_theirs(shape: Shape, rows: FromClause, entity: str = "entity") -> list[Check]:
    """Conditions that together are `is_theirs`, each of which gives its rows in the order of an index."""
    if shape.names is None:
        return [is_theirs(shape, rows, entity)]
    named = (rows.c.name_key == _name(place) for place in range(shape.names))
    return [_are_theirs(shape, one, rows, entity) for one in named]


def _are_theirs(shape: Shape, named: Check, rows: FromClause, entity: str) -> Check:
    if not shape.is_shared:
        return named
    whose = schema.identity_entities.alias("whose")
    theirs = select(literal(1)).where(
        whose.c.entity == rows.c[entity],
        whose.c.identity == bindparam("identity", type_=whose.c.identity.type),
    )
    is_sole = ~is_among(rows.c.name_key, "shared")
    return and_(named, or_(is_sole, exists(theirs.correlate_except(whose))))


def _name(place: int) -> ColumnElement[int]:
    return bindparam(f"name{place}", type_=schema.names.c.key.type)


def find_newest(
    connection: Connection,
    taken: Taken,
    kind: Kind,
    role: str | None,
    limit: int,
    *columns: str,
    before: int = _BEFORE_ALL,
    others: bool = False,
) -> list[tuple[Any, ...]]:
    """The keys, with these columns, of the newest rows in which somebody has a role, or any, newest first.

    What is not current, and what stands beside an article, is left out; with `others` also what they say.
    """
    query = _select_newest(shape_of(taken), kind, role, columns, others)
    values = values_of(taken, before=before, limit=limit)
    return list(connection.execute(query, values).tuples())


@lru_cache(maxsize=1_000)
def _select_newest(
    shape: Shape, kind: Kind, role: str | None, columns: tuple[str, ...], others: bool
) -> Select[Any]:
    (link, owner), target = LINKS[kind], TABLES[kind]
    key = link.c[owner]
    shown = [key.label("key"), *(target.c[name] for name in columns)]
    query = (
        # The plus keeps SQLite from going the other way round, from the table to the index.
        select(*shown)
        .distinct()
        .join_from(link, target, target.c.key == plain(key))
        .where(*_is_wanted(kind, key))
    )
    if role is not None:
        query = query.where(link.c.role == role)
    if others:
        query = query.where(~has_role(shape, kind, "source", key))
    return _merge([query.where(check) for check in list_theirs(shape, link)])


def find_parts(
    connection: Connection, taken: Taken, limit: int, *, before: int = _BEFORE_ALL
) -> list[tuple[int, str, str]]:
    """The keys of the newest events, the role that somebody has in each, and the event's type.

    The newest are first; an event has a row for each of their roles.
    """
    query = _select_parts(shape_of(taken))
    return list(connection.execute(query, values_of(taken, before=before, limit=limit)).tuples())


@lru_cache(maxsize=100)
def _select_parts(shape: Shape) -> Select[Any]:
    link, events = schema.event_arguments, schema.events
    query = (
        select(link.c.event.label("key"), link.c.role, events.c.type)
        .distinct()
        .join_from(link, events, events.c.key == plain(link.c.event))
        .where(*_is_wanted("events", link.c.event))
    )
    return _merge([query.where(check) for check in list_theirs(shape, link)])


def has_role(shape: Shape, kind: Kind, role: str, key: Key) -> Check:
    """Whether somebody has a role in the row with a key."""
    (link, owner) = LINKS[kind]
    again = link.alias("again")
    found = select(literal(1)).where(again.c[owner] == key, again.c.role == role, is_theirs(shape, again))
    return exists(found.correlate_except(again))


def _is_wanted(kind: Kind, key: Key) -> list[Check]:
    target = TABLES[kind]
    return [key < bindparam("before", type_=key.type), is_current(target), ~is_beside(target)]


def _merge(parts: list[Select[Any]]) -> Select[Any]:
    """What several queries give, the highest keys first."""
    limit = bindparam("limit", type_=schema.names.c.key.type)
    if len(parts) == 1:
        return parts[0].order_by(parts[0].selected_columns["key"].desc()).limit(limit)
    merged = union(*parts)
    return merged.order_by(merged.selected_columns["key"].desc()).limit(limit)  # type: ignore[return-value]
