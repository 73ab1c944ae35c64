"""What is asked of the store to know what articles tell."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from onrecord.resolve.claims import tellings
from onrecord.store import schema


def select_documents() -> Select[Any]:
    """Articles with their texts, outlets and origins."""
    documents, texts, outlets, origins = schema.documents, schema.texts, schema.outlets, schema.origins
    return (
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


def select_events() -> Select[Any]:
    """Events with their times and places."""
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


def select_arguments() -> Select[Any]:
    """What fills the roles of events, with names and identities."""
    events, arguments, entities = schema.events, schema.event_arguments, schema.entities
    names, identities = schema.names, schema.identity_entities
    return (
        select(arguments, entities.c.name, entities.c.type, names.c.folded, identities.c.identity)
        .join(events, events.c.key == arguments.c.event)
        .outerjoin(entities, entities.c.key == arguments.c.entity)
        .outerjoin(names, names.c.key == arguments.c.name_key)
        .outerjoin(identities, identities.c.entity == arguments.c.entity)
        .order_by(arguments.c.event, arguments.c.position, arguments.c.number)
    )


def select_places() -> Select[Any]:
    """Where articles name places."""
    mentions, links, entities, names = (
        schema.mentions,
        schema.mention_entities,
        schema.entities,
        schema.names,
    )
    return (
        select(mentions.c.document, mentions.c.start_char, names.c.folded)
        .join(links, links.c.mention == mentions.c.key)
        .join(entities, entities.c.key == links.c.entity)
        .join(names, names.c.key == entities.c.name_key)
        .where(mentions.c.form == "name", entities.c.type == "place")
    )


def select_names() -> Select[Any]:
    """Where articles name anybody or anything."""
    mentions, links, entities = schema.mentions, schema.mention_entities, schema.entities
    return (
        select(
            links.c.entity,
            mentions.c.document,
            mentions.c.start_char,
            mentions.c.end_char,
            mentions.c.words,
            entities.c.type,
        )
        .join(links, links.c.mention == mentions.c.key)
        .join(entities, entities.c.key == links.c.entity)
        .where(mentions.c.form == "name")
    )


def select_counts() -> Select[Any]:
    """How often articles speak of each entity."""
    entities, links = schema.entities, schema.mention_entities
    return (
        select(links.c.entity, func.count().label("number"))
        .join(entities, entities.c.key == links.c.entity)
        .group_by(links.c.entity)
    )


def select_times() -> Select[Any]:
    """Time expressions."""
    times = schema.times
    return select(
        times.c.document,
        times.c.value,
        times.c.earliest,
        times.c.latest,
        times.c.words.label("time_words"),
        times.c.start_char.label("time_start"),
    )


def select_segments() -> Select[Any]:
    """Bodies of articles, and what stands beside them."""
    segments = schema.segments
    return select(segments.c.document, segments.c.kind, segments.c.start_char, segments.c.end_char).where(
        segments.c.kind.in_(["body", *sorted(tellings.BESIDE)])
    )


def select_statements() -> Select[Any]:
    """Statements, as far as they say how they are meant."""
    statements = schema.statements
    return select(
        statements.c.key,
        statements.c.source_words,
        statements.c.act,
        statements.c.polarity,
        statements.c.hedged,
        statements.c.confidence,
    )


def select_contents() -> Select[Any]:
    """Where the contents of statements stand."""
    parts, statements = schema.statement_parts, schema.statements
    return select(statements.c.document, parts.c.statement, parts.c.start_char, parts.c.end_char).join(
        statements, statements.c.key == parts.c.statement
    )


def select_sources() -> Select[Any]:
    """The names of those who make statements."""
    statements, links, entities = schema.statements, schema.statement_entities, schema.entities
    return (
        select(links.c.statement, entities.c.name)
        .join(statements, statements.c.key == links.c.statement)
        .join(entities, entities.c.key == links.c.entity)
        .where(links.c.role == "source")
        .order_by(links.c.statement, links.c.position)
    )
