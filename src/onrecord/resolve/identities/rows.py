"""Rows of bearers of names, of comparisons and of rulings, read from the store."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, select

from onrecord.resolve.identities.bearers import Facts
from onrecord.resolve.identities.clustering import Bearer, Comparison, Ruling
from onrecord.resolve.identities.ledger import read_ledger, standing
from onrecord.resolve.identities.meeting import in_batches
from onrecord.resolve.identities.names import Name, restore_name
from onrecord.store import schema
from onrecord.store.keys import day_of

_written = msgspec.json.Decoder(dict[str, int])
_facts = msgspec.json.Decoder(Facts)


def read_bearers(connection: Connection, column: ColumnElement[Any], values: Collection[str]) -> list[Bearer]:
    """The bearers of which a column has one of these values."""
    found = []
    for some in in_batches(values):
        for row in connection.execute(select(schema.identity_bearers).where(column.in_(some))):
            found.append(make_bearer(row))
    return found


def make_bearer(row: Row[Any]) -> Bearer:
    """The bearer that a row holds."""
    return Bearer(
        id=row.id,
        name=row.name,
        type=row.type,
        folded=row.folded,
        standing=row.standing,
        context=row.context,
        facts=_facts.decode(row.facts),
        written=_written.decode(row.written),
        entities=row.entities,
        identity=row.identity or None,
        follows=row.follows,
    )


def name_of(bearer: Bearer) -> Name:
    """The name that a bearer bears."""
    return restore_name(bearer.type, bearer.folded, bearer.standing, bearer.context)


def read_comparisons(connection: Connection, names: Collection[str]) -> list[Comparison]:
    """What was compared with any of these names, but for what stayed unsure."""
    table = schema.identity_pairs
    found: dict[tuple[str, str], Comparison] = {}
    for some in in_batches(names):
        for column in (table.c.left, table.c.right):
            query = select(table).where(column.in_(some), table.c.decision != "unsure")
            for row in connection.execute(query):
                found[row.left, row.right] = Comparison(row.left, row.right, row.score, row.decision)
    return [found[pair] for pair in sorted(found)]


def date_judged(connection: Connection, bearers: Iterable[Bearer]) -> list[Bearer]:
    """The bearers, those that people judged with the day of publication of their entities."""
    bearers = list(bearers)
    entities, documents = schema.entities, schema.documents
    judged = {one.facts.judged for one in bearers} - {None}
    days: dict[str | None, int] = {}
    for some in in_batches(judged):
        query = select(entities.c.id, documents.c.published).join(
            documents, documents.c.key == entities.c.document
        )
        days.update(
            (row.id, day_of(row.published))
            for row in connection.execute(query.where(entities.c.id.in_(some)))
        )
    return [msgspec.structs.replace(one, day=days.get(one.facts.judged, 0)) for one in bearers]


def read_rulings(connection: Connection, judged: Collection[str]) -> list[tuple[str, str, bool]]:
    """What stands of these entities after all judgements, the newest first: two ids, and if they are one."""
    held = standing(read_ledger(connection, judged))
    return [(one.left, one.right, one.judgement == "same") for one in held if one.judgement != "unsure"]


def make_rulings(bearers: Iterable[Bearer], held: Iterable[tuple[str, str, bool]]) -> list[Ruling]:
    """The rulings with the bearers that stand for the judged entities, as far as these are there."""
    of_entity = {one.facts.judged: one.id for one in bearers if one.facts.judged is not None}
    return [
        Ruling(of_entity[left], of_entity[right], same)
        for left, right, same in held
        if left in of_entity and right in of_entity
    ]
