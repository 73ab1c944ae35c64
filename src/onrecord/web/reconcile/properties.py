"""What is told of those that were matched, to extend a table by."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from onrecord.resolve.identities.reading import Identity
from onrecord.resolve.questions import in_batches
from onrecord.store import schema

PROPERTIES = {
    "type": "Type",
    "names": "Other names",
    "entities": "Times met",
    "first": "First met",
    "last": "Last met",
    "position": "Positions",
    "nationality": "Nationalities",
    "link": "Entry of a catalogue",
}
"""The ids of properties, and what they are called."""
_DAYS = frozenset({"first", "last"})
_ATTRIBUTES = ("position", "nationality")
_MOST = 20
Cell = dict[str, Any]


def tell(
    connection: Connection, identities: Iterable[Identity], properties: Collection[str]
) -> dict[str, dict[str, list[Cell]]]:
    """The rows of identities by their ids: of each property its values, none where nothing is known."""
    several = list(identities)
    ids = [one.id for one in several]
    days = _find_days(connection, ids) if not _DAYS.isdisjoint(properties) else {}
    attributes = _find_attributes(connection, ids, [name for name in _ATTRIBUTES if name in properties])
    rows = {}
    for one in several:
        first, last = days.get(one.id, (None, None))
        known: dict[str, list[Cell]] = {
            "type": _list_texts([one.type]),
            "names": _list_texts(one.names),
            "entities": [{"int": one.entities}],
            "first": [{"date": first}] if first is not None else [],
            "last": [{"date": last}] if last is not None else [],
            "link": _list_texts([one.link]),
        }
        for name in _ATTRIBUTES:
            known[name] = _list_texts(attributes.get((one.id, name), ()))
        rows[one.id] = {name: known.get(name, []) for name in properties}
    return rows


def _list_texts(values: Iterable[Any]) -> list[Cell]:
    return [{"str": str(value)} for value in values if value is not None][:_MOST]


def _find_days(connection: Connection, ids: Collection[str]) -> dict[str, tuple[str | None, str | None]]:
    """The days of the first and the last article in which identities were met."""
    told, documents = schema.identity_entities, schema.documents
    day = documents.c.published
    query = (
        select(told.c.identity, func.min(day), func.max(day))
        .join(documents, told.c.document == documents.c.key)
        .group_by(told.c.identity)
    )
    found: dict[str, tuple[str | None, str | None]] = {}
    for some in in_batches(ids):
        rows = connection.execute(query.where(told.c.identity.in_(some)))
        found.update((identity, (first, last)) for identity, first, last in rows)
    return found


def _find_attributes(
    connection: Connection, ids: Collection[str], names: Collection[str]
) -> dict[tuple[str, str], list[Any]]:
    """The values of attributes of identities, those that most articles have first."""
    told, attributes = schema.identity_entities, schema.attributes
    number = func.count()
    query = (
        select(told.c.identity, attributes.c.name, attributes.c.value)
        .join(told, told.c.entity == attributes.c.entity)
        .where(attributes.c.name.in_(names))
        .group_by(told.c.identity, attributes.c.name, attributes.c.value)
        .order_by(number.desc(), attributes.c.value)
    )
    found: dict[tuple[str, str], list[Any]] = {}
    for some in in_batches(ids) if names else ():
        for row in connection.execute(query.where(told.c.identity.in_(some))):
            found.setdefault((row.identity, row.name), []).append(msgspec.json.decode(row.value))
    return found
