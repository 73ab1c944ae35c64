"""What is asked of the store to know what articles tell; each question is put together once."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, func, select

from onrecord.resolve.claims import tellings
from onrecord.resolve.questions import among
from onrecord.store import schema


@cache
def select_documents() -> Select[Any]:
    """Articles by key, with their texts, outlets and origins."""
    documents, texts, outlets, origins = schema.documents, schema.texts, schema.outlets, schema.origins
    query = (
        select(
            documents.c.key,
            documents.c.id,
            documents.c.title,
            documents.c.published,
            texts.c.text,
            outlets.c.name.label("outlet"),
            func.coalesce(origins.c.origin, documents.c.key).label("origin"),
        )
        .join(texts, texts.c.key == documents.c.text)
        .outerjoin(outlets, outlets.c.key == documents.c.outlet)
        .outerjoin(origins, origins.c.document == documents.c.key)
    )
    return among(query, documents.c.key)


@cache
def select_events() -> Select[Any]:
    """Events of articles, with their times and places."""
    return among(_select_events(), schema.events.c.document)


@cache
def select_some_events() -> Select[Any]:
    """Events by key, with their times and places."""
    return among(_select_events(), schema.events.c.key)


def _select_events() -> Select[Any]:
    events, times, entities = schema.events, schema.times, schema.entities
    return (
        select(
            events,
            times.c.value,
            times.c.earliest,
            times.c.latest,
            times.c.words.label("time_words"),
            times.c.start_char.label("time_start"),
            entities.c.name.label("place_name"),
        )
        .outerjoin(times, times.c.key == events.c.time)
        .outerjoin(entities, entities.c.key == events.c.place)
    )


@cache
def select_arguments() -> Select[Any]:
    """What fills the roles of events, with names and identities."""
    arguments, entities = schema.event_arguments, schema.entities
    names, identities = schema.names, schema.identity_entities
    query = (
        select(arguments, entities.c.name, entities.c.type, names.c.folded, identities.c.identity)
        .outerjoin(entities, entities.c.key == arguments.c.entity)
        .outerjoin(names, names.c.key == arguments.c.name_key)
        .outerjoin(identities, identities.c.entity == arguments.c.entity)
        .order_by(arguments.c.event, arguments.c.position, arguments.c.number)
    )
    return among(query, arguments.c.event)


@cache
def select_names() -> Select[Any]:
    """Where articles name anybody or anything."""
    mentions, links, entities, names = (
        schema.mentions,
        schema.mention_entities,
        schema.entities,
        schema.names,
    )
    query = (
        select(
            links.c.entity,
            mentions.c.document,
            mentions.c.start_char,
            mentions.c.end_char,
            mentions.c.words,
            entities.c.type,
            names.c.folded,
        )
        .join(links, links.c.mention == mentions.c.key)
        .join(entities, entities.c.key == links.c.entity)
        .join(names, names.c.key == entities.c.name_key)
        .where(mentions.c.form == "name")
    )
    return among(query, mentions.c.document)


@cache
def select_counts() -> Select[Any]:
    """How often articles speak of each of some entities."""
    links = schema.mention_entities
    query = select(links.c.entity, func.count().label("number")).group_by(links.c.entity)
    return among(query, links.c.entity)


@cache
def select_times() -> Select[Any]:
    """Time expressions of articles."""
    times = schema.times
    query = select(
        times.c.document,
        times.c.value,
        times.c.earliest,
        times.c.latest,
        times.c.words.label("time_words"),
        times.c.start_char.label("time_start"),
    )
    return among(query, times.c.document)


@cache
def select_segments() -> Select[Any]:
    """Bodies of articles, and what stands beside them."""
    segments = schema.segments
    query = select(segments.c.document, segments.c.kind, segments.c.start_char, segments.c.end_char).where(
        segments.c.kind.in_(["body", *sorted(tellings.BESIDE)])
    )
    return among(query, segments.c.document)


@cache
def select_contents() -> Select[Any]:
    """Where the contents of statements of articles stand."""
    parts, statements = schema.statement_parts, schema.statements
    query = select(statements.c.document, parts.c.statement, parts.c.start_char, parts.c.end_char).join(
        statements, statements.c.key == parts.c.statement
    )
    return among(query, statements.c.document)


@cache
def select_statements() -> Select[Any]:
    """Statements by key, as far as they say how they are meant."""
    statements = schema.statements
    query = select(
        statements.c.key,
        statements.c.source_words,
        statements.c.act,
        statements.c.polarity,
        statements.c.hedged,
        statements.c.confidence,
    )
    return among(query, statements.c.key)


@cache
def select_sources() -> Select[Any]:
    """The names of those who make statements."""
    links, entities = schema.statement_entities, schema.entities
    query = (
        select(links.c.statement, entities.c.name)
        .join(entities, entities.c.key == links.c.entity)
        .where(links.c.role == "source")
        .order_by(links.c.statement, links.c.position)
    )
    return among(query, links.c.statement)
