"""The queries by which hits are loaded: each takes any number of keys, and is put together once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select

from onrecord.store.listed import is_among
from onrecord.store.schema import (
    documents,
    entities,
    event_arguments,
    events,
    outlets,
    statement_entities,
    statements,
    texts,
    times,
)

_PLACES, _ABOVE = entities.alias("places"), statements.alias("above")
_OPENING = 200
"""How much of an article without a title is shown."""


def _select_statements() -> Select[Any]:
    wanted = (
        *("key", "id", "parent", "source_words", "anonymous", "cue_words", "words", "form", "act"),
        *("polarity", "hedged", "confidence"),
    )
    query = _select_with_article(statements, wanted, times.c.earliest)
    return query.outerjoin(times, times.c.key == statements.c.time)


def _select_events() -> Select[Any]:
    wanted = (
        *("key", "id", "type", "phase", "words", "passage", "polarity", "modality", "voice"),
        *("according_to", "confidence"),
    )
    more = (times.c.earliest, times.c.latest, _PLACES.c.name.label("place_name"), _ABOVE.c.source_words)
    return (
        _select_with_article(events, wanted, *more)
        .outerjoin(times, times.c.key == events.c.time)
        .outerjoin(_PLACES, _PLACES.c.key == events.c.place)
        .outerjoin(_ABOVE, _ABOVE.c.key == events.c.according_to)
    )


def _select_with_article(table: Table, wanted: Iterable[str], *more: ColumnElement[Any]) -> Select[Any]:
    """Rows by their keys, each with what is told of its article."""
    return (
        select(
            *(table.c[name] for name in wanted),
            *(documents.c.id.label("article"), documents.c.published, documents.c.title, documents.c.url),
            *(outlets.c.name.label("outlet_name"), *more),
        )
        .select_from(table)
        .join(documents, documents.c.key == table.c.document)
        .outerjoin(outlets, outlets.c.key == table.c.outlet)
        .where(is_among(table.c.key, "keys"))
    )


def _select_articles() -> Select[Any]:
    wanted = ("key", "id", "published", "title", "url", "language", "status", "version")
    opening = func.substr(texts.c.text, 1, _OPENING, type_=texts.c.text.type)
    return (
        select(
            *(documents.c[name] for name in wanted),
            *(outlets.c.name.label("outlet_name"), opening.label("opening")),
        )
        .join(texts, texts.c.key == documents.c.text)
        .outerjoin(outlets, outlets.c.key == documents.c.outlet)
        .where(is_among(documents.c.key, "keys"))
    )


def _select_parties() -> Select[Any]:
    link = statement_entities
    return (
        select(link.c.statement, link.c.role, entities.c.name)
        .join(entities, entities.c.key == link.c.entity)
        .where(is_among(link.c.statement, "keys"))
        .order_by(link.c.statement, link.c.role, link.c.position)
    )


def _select_fillers() -> Select[Any]:
    link = event_arguments
    return (
        select(link.c.event, link.c.role, link.c.words, link.c.value, entities.c.name, entities.c.id)
        .outerjoin(entities, entities.c.key == link.c.entity)
        .where(is_among(link.c.event, "keys"))
        .order_by(link.c.event, link.c.position, link.c.number)
    )


STATEMENTS, EVENTS, ARTICLES = _select_statements(), _select_events(), _select_articles()
PARTIES, FILLERS = _select_parties(), _select_fillers()
TEXTS = (
    select(documents.c.key, texts.c.text)
    .join(texts, texts.c.key == documents.c.text)
    .where(is_among(documents.c.key, "keys"))
)
