"""The events of a claim as rows: who tells what, in whose voice, and through whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from onrecord.resolve.claims.figures import Figure
from onrecord.resolve.claims.tellings import Telling
from onrecord.resolve.questions import in_batches
from onrecord.store import schema


class Filler(msgspec.Struct, frozen=True, kw_only=True):
    """What fills a role of an event: a name, words of the text, or a value."""

    role: str
    name: str | None = None
    words: str | None = None
    value: str | int | float | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """An event of an article as one row of a claim.

    `speaker` is the innermost source, None where the outlet itself says it or nobody knows who does; `via`
    are the sources between the outlet and that one, the outermost first. `origin` is the article whose copy
    this one is, itself where it is none. The words stand at `start` to `end` of the article's text.
    """

    event: str
    document: str
    origin: str
    outlet: str | None
    published: str | None
    status: str
    type: str
    phase: str
    voice: str
    speaker: str | None
    via: tuple[str, ...]
    polarity: str
    modality: str
    stance: str
    time: str | None
    time_words: str | None
    place: str | None
    arguments: tuple[Filler, ...]
    numbers: tuple[Figure, ...]
    start: int
    end: int
    words: str
    passage: str
    segment: str | None
    confidence: float


def read_sources(connection: Connection, told: Sequence[Telling]) -> tuple[Source, ...]:
    """Tellings as rows, in their order."""
    documents = {one.document for one in told}
    rows, chains = _read_rows(connection, documents), _read_chains(connection, documents)
    return tuple(_make_source(one, rows, chains) for one in told)


def _read_rows(connection: Connection, documents: Collection[int]) -> dict[int, Row[Any]]:
    table, origins = schema.documents, schema.origins
    first = table.alias("first")
    found: dict[int, Row[Any]] = {}
    for batch in in_batches(set(documents)):
        query = (
            select(table.c.key, table.c.status, first.c.id.label("origin"))
            .outerjoin(origins, origins.c.document == table.c.key)
            .outerjoin(first, first.c.key == origins.c.origin)
            .where(table.c.key.in_(batch))
        )
        found |= {row.key: row for row in connection.execute(query)}
    return found


def _read_chains(connection: Connection, documents: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Of each event within a statement, the sources of that and of all around it, the outermost first."""
    statements, links, entities = schema.statements, schema.statement_entities, schema.entities
    events = schema.events
    named: dict[int, str] = {}
    above: dict[int, int | None] = {}
    found: dict[int, tuple[str, ...]] = {}
    for batch in in_batches(set(documents)):
        query = select(statements.c.key, statements.c.parent, statements.c.source_words)
        for row in connection.execute(query.where(statements.c.document.in_(batch))):
            above[row.key] = row.parent
            named[row.key] = row.source_words or "somebody"
        query = (
            select(links.c.statement, entities.c.name)
            .join(statements, statements.c.key == links.c.statement)
            .join(entities, entities.c.key == links.c.entity)
            .where(links.c.role == "source", links.c.position == 0, statements.c.document.in_(batch))
        )
        named |= {row.statement: row.name for row in connection.execute(query)}
        query = select(events.c.key, events.c.according_to).where(
            events.c.document.in_(batch), events.c.according_to.is_not(None)
        )
        for row in connection.execute(query):
            found[row.key] = _climb(row.according_to, above, named)
    return found


def _climb(statement: int | None, above: dict[int, int | None], named: dict[int, str]) -> tuple[str, ...]:
    chain: list[str] = []
    while statement is not None and statement in named:
        chain.insert(0, named[statement])
        statement = above.get(statement)
    return tuple(chain)


def _make_source(one: Telling, rows: dict[int, Row[Any]], chains: dict[int, tuple[str, ...]]) -> Source:
    chain = chains.get(one.key, ())
    return Source(
        event=one.id,
        document=one.document_id,
        origin=rows[one.document].origin or one.document_id,
        outlet=one.outlet,
        published=one.published,
        status=rows[one.document].status,
        type=one.type,
        phase=one.phase,
        voice=one.voice,
        speaker=chain[-1] if chain else None,
        via=chain[:-1],
        polarity=one.polarity,
        modality=one.modality,
        stance=one.stance,
        time=one.when.value if one.when else None,
        time_words=one.when.words if one.when else None,
        place=one.place,
        arguments=tuple(
            Filler(role=part.role, name=part.name or None, words=part.words or None, value=part.value)
            for part in one.parts
        ),
        numbers=one.figures,
        start=one.start,
        end=one.end,
        words=one.words,
        passage=one.passage,
        segment=one.segment,
        confidence=one.confidence,
    )
