"""The events of a store that tell of states, with who is in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Row, and_, select

from onrecord.query.asked import is_beside, is_current
from onrecord.query.hits import read_value
from onrecord.query.states import CHANGES, DEATH, STATES, TYPES, Telling
from onrecord.store import schema

_MANY = 500
_HOLDERS = tuple(dict.fromkeys(("person", *(holder for holder, _, _ in STATES.values()))))
_POSITION = ("person", ("position",), ("organisation",))
_ROLES = {**STATES, **dict.fromkeys(CHANGES, _POSITION), DEATH: ("person", (), ())}


def read_tellings(
    connection: Connection, names: Sequence[int] | None, *, same: Sequence[int] = ()
) -> list[Telling]:
    """What the events of current articles tell of the states of whoever has one of these main names.

    Without names they are those of all. Those in `same` are of one person or thing. What stands beside an
    article is left out, and what somebody said is wrong.
    """
    one_of = dict.fromkeys(same, next(iter(same), 0))
    wrong = _find_wrong(connection)
    found: list[Telling] = []
    for rows in _read_events(connection, names):
        kept = [row for row in rows if row.id not in wrong]
        arguments = _read_arguments(connection, [row.key for row in kept])
        for row in kept:
            told = _make_tellings(row, arguments[row.key], names)
            found.extend(replace(one, holder=one_of.get(one.holder, one.holder)) for one in told)
    return found


def find_holders(connection: Connection, names: Sequence[int]) -> list[int]:
    """The main names of who is in a state in which one of these names has any part."""
    link, events = schema.event_arguments, schema.events
    own = link.alias()
    query = (
        select(link.c.name_key)
        .distinct()
        .select_from(own)
        .join(events, events.c.key == own.c.event)
        .join(link, link.c.event == events.c.key)
        .where(own.c.name_key.in_(names), events.c.type.in_(TYPES), link.c.role.in_(_HOLDERS))
    )
    return [int(key) for key in connection.execute(query).scalars() if key is not None]


def _find_wrong(connection: Connection) -> set[str]:
    table = schema.corrections
    query = select(table.c.item).where(
        table.c.kind == "event",
        table.c.verdict == "wrong",
        table.c.field.is_(None),
        table.c.withdrawn.is_(None),
    )
    return {str(one) for one in connection.execute(query).scalars()}


def _read_events(connection: Connection, names: Sequence[int] | None) -> Iterator[Sequence[Row[Any]]]:
    """The rows of events that may tell of states, some at a time."""
    events, documents, times = schema.events, schema.documents, schema.times
    outlets, above = schema.outlets, schema.statements.alias("above")
    query = (
        select(
            events,
            documents.c.published,
            documents.c.id.label("article"),
            outlets.c.name.label("outlet_name"),
            times.c.earliest,
            times.c.latest,
            above.c.source_words,
        )
        .join(documents, documents.c.key == events.c.document)
        .outerjoin(outlets, outlets.c.key == events.c.outlet)
        .outerjoin(times, and_(times.c.key == events.c.time, times.c.earliest.is_not(None)))
        .outerjoin(above, above.c.key == events.c.according_to)
        .where(events.c.type.in_(TYPES), is_current(events), ~is_beside(events))
    )
    if names is None:
        result = connection.execute(query)
        while rows := result.fetchmany(_MANY):
            yield rows
        return
    for keys in _cut(_find_events(connection, names)):
        yield connection.execute(query.where(events.c.key.in_(keys))).all()


def _find_events(connection: Connection, names: Sequence[int]) -> list[int]:
    link = schema.event_arguments
    found: set[int] = set()
    for part in _cut(sorted(set(names))):
        query = select(link.c.event).where(link.c.name_key.in_(part), link.c.role.in_(_HOLDERS))
        found.update(connection.execute(query).scalars())
    return sorted(found)


def _read_arguments(connection: Connection, keys: Sequence[int]) -> Mapping[int, list[Row[Any]]]:
    link, entities = schema.event_arguments, schema.entities
    query = (
        select(link.c.event, link.c.role, link.c.name_key, link.c.words, link.c.value, entities.c.name)
        .outerjoin(entities, entities.c.key == link.c.entity)
        .where(link.c.event.in_(keys))
        .order_by(link.c.event, link.c.position, link.c.number)
    )
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.event].append(row)
    return found


def _make_tellings(
    row: Row[Any], arguments: Iterable[Row[Any]], names: Sequence[int] | None
) -> Iterator[Telling]:
    """One for each who is in the state, of those that are asked for."""
    holder, what, other = _ROLES[row.type]
    several = list(arguments)
    held = dict.fromkeys(one.name_key for one in several if one.role == holder and one.name_key is not None)
    for key in held:
        if names is None or key in names:
            yield Telling(
                key=row.key,
                id=row.id,
                type=row.type,
                phase=row.phase,
                polarity=row.polarity,
                modality=row.modality,
                holder=key,
                what=_fill(several, what),
                other=_fill(several, other),
                earliest=row.earliest,
                latest=row.latest,
                published=row.published,
                source=_name_source(row),
            )


def _name_source(row: Row[Any]) -> str:
    """Who tells it: the outlet, or somebody according to whom it does."""
    outlet = row.outlet_name or row.article
    if row.voice != "statement":
        return str(outlet)
    return f"{outlet} (according to {row.source_words or 'somebody'})"


def _fill(arguments: Iterable[Row[Any]], roles: Sequence[str]) -> str:
    shown = (one.name or one.words or read_value(one.value) for one in arguments if one.role in roles)
    return ", ".join(dict.fromkeys(shown))


def _cut(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + _MANY] for start in range(0, len(keys), _MANY))
