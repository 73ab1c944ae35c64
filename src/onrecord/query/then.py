"""What was so on a day: events that were then, states that held, and what was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, exists, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import BigInteger

from onrecord.query.asked import LINKS, TABLES, is_beside, is_current
from onrecord.query.hits import AnyHit, EventHit, StatementHit, load_hits
from onrecord.query.naming import Taken, find_name
from onrecord.query.plan import Named, Plan, find_keys
from onrecord.query.question import Kind, read_day
from onrecord.query.states import STATES, Held, find_held
from onrecord.query.tellings import find_holders, read_tellings
from onrecord.store import schema

Check = ColumnElement[bool]


def was_on(connection: Connection, target: Table, given: str, names: Sequence[int] | None = None) -> Check:
    """That a row was, held or was said on a day: a condition on rows of statements, events or documents.

    A statement was said on the day that its article tells, else when it was published; an article was
    published. An event was within the days that are told of it; one of which none is told is left out. An
    event that tells of a state is there if the state held, as `find_held` has it, and it is one on which that
    rests, or that disputes it. With `names`, keys of main names, only states are looked at in which one of
    them has a part.

    Raises:
        InputError: this is no day.
    """
    day = read_day(given)
    if target is schema.documents:
        return schema.documents.c.published.in_(_written(day))
    if target is schema.statements:
        return _was_said(day)
    return _has_been(connection, day, names)


def _written(day: date) -> tuple[str, ...]:
    """A day, its month and its year, as dates of publication have them."""
    whole = day.isoformat()
    return whole, whole[:7], whole[:4]


def _covers(target: Table, day: date) -> Check:
    times, whole = schema.times, day.isoformat()
    latest = func.coalesce(times.c.latest, times.c.earliest)
    found = select(literal(1)).where(times.c.key == target.c.time, times.c.earliest <= whole, latest >= whole)
    return exists(found.correlate(target))


def _was_said(day: date) -> Check:
    statements, times, documents = schema.statements, schema.times, schema.documents
    dated = select(literal(1)).where(times.c.key == statements.c.time, times.c.earliest.is_not(None))
    published = select(literal(1)).where(
        documents.c.key == statements.c.document, documents.c.published.in_(_written(day))
    )
    return or_(
        _covers(statements, day),
        and_(~exists(dated.correlate(statements)), exists(published.correlate(statements))),
    )


def _has_been(connection: Connection, day: date, names: Sequence[int] | None) -> Check:
    events = schema.events
    holders = find_holders(connection, names) if names is not None else None
    found = find_held(read_tellings(connection, holders, same=names or ()), day)
    keys = sorted({key for one in found for key in one.keys})
    return or_(_happened(day), _among(connection, events.c.key, keys))


def _happened(day: date) -> Check:
    """That an event, or the beginning or end of a state, was within days of which this is one."""
    events = schema.events
    happens = or_(events.c.type.not_in(tuple(STATES)), events.c.phase != "holds")
    return and_(happens, _covers(events, day))


def _among(connection: Connection, key: ColumnElement[int], keys: Sequence[int]) -> Check:
    """That a key is one of any number of keys, given as one parameter."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(msgspec.json.encode(list(keys)).decode()).table_valued("value")
        return key.in_(select(listed.c.value))
    return key == func.any(bindparam(None, list(keys), type_=ARRAY(BigInteger), unique=True))


class ThenSo(msgspec.Struct, frozen=True, kw_only=True):
    """What was so of somebody on a day.

    `held` are states, those that were so first, then disputed ones, then those of which it is not known, then
    those that were not. `said` is what they said that day, and `events` are those with a part of theirs that
    were within days of which this is one; lists of hits have the newest first.
    """

    taken: Taken
    day: str
    held: tuple[Held, ...]
    said: tuple[StatementHit, ...]
    events: tuple[EventHit, ...]


def find_then(connection: Connection, name: str, day: str, *, limit: int = 10, exact: bool = False) -> ThenSo:
    """What was so of somebody on a day, with at most `limit` hits in each list.

    Raises:
        UnknownName: nobody is called so.
        InputError: this is no day.
    """
    when = read_day(day)
    taken = find_name(connection, name, exact=exact)
    held = find_held(read_tellings(connection, taken.keys, same=taken.keys), when)
    said = _find(connection, taken, "statements", _was_said(when), limit)
    events = _find(connection, taken, "events", _happened(when), limit)
    return ThenSo(
        taken=taken,
        day=when.isoformat(),
        held=tuple(one.held for one in held),
        said=tuple(one for one in said if isinstance(one, StatementHit)),
        events=tuple(one for one in events if isinstance(one, EventHit)),
    )


def _find(connection: Connection, taken: Taken, kind: Kind, check: Check, limit: int) -> list[AnyHit]:
    """The newest of what they said, or of events with a part of theirs, that meet a condition."""
    target, (link, owner) = TABLES[kind], LINKS[kind]
    named = Named(taken.keys, link, owner, ("source",) if kind == "statements" else (), taken.only)
    plan = Plan(target=target, checks=(is_current(target), ~is_beside(target), check), named=(named,))
    return load_hits(connection, kind, find_keys(connection, plan, limit))
