"""What is told of those that were matched, to extend a table by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from onrecord.resolve.identities.reading import Identity
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
_MOST = 20
Cell = dict[str, Any]


def tell(connection: Connection, one: Identity, properties: Iterable[str]) -> dict[str, list[Cell]]:
    """The cells of a row: of each property its values, none where nothing is known."""
    return {name: _TOLD[name](connection, one) if name in _TOLD else [] for name in properties}


def _list_texts(values: Iterable[Any]) -> list[Cell]:
    return [{"str": str(value)} for value in values if value is not None][:_MOST]


def _tell_days(connection: Connection, one: Identity, *, last: bool) -> list[Cell]:
    told, documents = schema.identity_entities, schema.documents
    choose = func.max if last else func.min
    query = select(choose(documents.c.published)).join(told, told.c.document == documents.c.key)
    day = connection.execute(query.where(told.c.identity == one.id)).scalar()
    return [{"date": day}] if day is not None else []


def _tell_attribute(connection: Connection, one: Identity, name: str) -> list[Cell]:
    told, attributes = schema.identity_entities, schema.attributes
    query = (
        select(attributes.c.value, func.count().label("number"))
        .join(told, told.c.entity == attributes.c.entity)
        .where(told.c.identity == one.id, attributes.c.name == name)
        .group_by(attributes.c.value)
        .order_by(func.count().desc(), attributes.c.value)
        .limit(_MOST)
    )
    return _list_texts(msgspec.json.decode(row.value) for row in connection.execute(query))


_TOLD: dict[str, Callable[[Connection, Identity], list[Cell]]] = {
    "type": lambda _, one: _list_texts([one.type]),
    "names": lambda _, one: _list_texts(one.names),
    "entities": lambda _, one: [{"int": one.entities}],
    "first": lambda connection, one: _tell_days(connection, one, last=False),
    "last": lambda connection, one: _tell_days(connection, one, last=True),
    "position": lambda connection, one: _tell_attribute(connection, one, "position"),
    "nationality": lambda connection, one: _tell_attribute(connection, one, "nationality"),
    "link": lambda _, one: _list_texts([one.link]),
}
