"""Rows of bearers of names, of comparisons and of rulings, read from the store."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, select

from onrecord.resolve.identities.bearers import Facts
from onrecord.resolve.identities.clustering import Bearer, Comparison, Ruling
from onrecord.resolve.identities.ledger import read_ledger, standing
from onrecord.resolve.identities.names import Name, restore_name
from onrecord.resolve.questions import among, ask, in_batches
from onrecord.store import schema
from onrecord.store.keys import day_of

_written = msgspec.json.Decoder(dict[str, int])
_facts = msgspec.json.Decoder(Facts)


def read_bearers(connection: Connection, column: ColumnElement[Any], values: Collection[str]) -> list[Bearer]:
    """The bearers of which a column has one of these values."""
    return [make_bearer(row) for row in ask(connection, _select_bearers(column.name), values)]


@cache
def _select_bearers(column: str) -> Select[Any]:
    return among(select(schema.identity_bearers), schema.identity_bearers.c[column])


def make_bearer(row: Row[Any]) -> Bearer:
    """The bearer that a row of the whole table holds."""
    key, name, kind, folded, standing, context, facts, written, entities, identity, follows = row
    return Bearer(
        id=key,
        name=name,
        type=kind,
        folded=folded,
        standing=standing,
        context=context,
        facts=_facts.decode(facts),
        written=_written.decode(written),
        entities=entities,
        identity=identity or None,
        follows=follows,
    )


def name_of(bearer: Bearer) -> Name:
    """The name that a bearer bears."""
    return restore_name(bearer.type, bearer.folded, bearer.standing, bearer.context)


def read_comparisons(connection: Connection, names: Collection[str]) -> list[Comparison]:
    """What was compared with any of these names, but for what stayed unsure."""
    found: dict[tuple[str, str], Comparison] = {}
    for query in _COMPARISONS:
        for row in ask(connection, query, names):
            found[row.left, row.right] = Comparison(*row)
    return [found[pair] for pair in sorted(found)]


_PAIRS = schema.identity_pairs.c
_COMPARISONS = tuple(
    among(
        select(_PAIRS.left, _PAIRS.right, _PAIRS.score, _PAIRS.decision).where(_PAIRS.decision != "unsure"),
        column,
    )
    for column in (_PAIRS.left, _PAIRS.right)
)


def date_judged(connection: Connection, bearers: Iterable[Bearer]) -> list[Bearer]:
    """The bearers, those that people judged with the day of publication of their entities."""
    bearers = list(bearers)
    entities, documents = schema.entities, schema.documents
    judged = {one.facts.judged for one in bearers if one.facts.judged is not None}
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
