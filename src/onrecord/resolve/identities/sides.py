"""What a person needs to see of an entity to judge who it is: names, posts, and what articles say."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from onrecord.resolve.identities.clustering import Bearer
from onrecord.resolve.identities.reading import Identity, read_identities
from onrecord.store import schema

_CONTEXTS, _LOOKED_AT = 3, 12
_BEFORE, _AFTER = 110, 150
_TOLD = ("position", "title", "age", "nationality", "relative", "description", "country")


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """Words of an article around a mention, with its outlet, date and title."""

    outlet: str | None
    published: str | None
    title: str | None
    before: str
    words: str
    after: str


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of two that are compared: an entity that stands for it, its identity, what articles tell of it."""

    entity: str
    identity: Identity
    told: tuple[str, ...]
    contexts: tuple[Context, ...]


def show_side(connection: Connection, bearer: Bearer) -> Side:
    """What is to be shown of a bearer of a name; the first of its entities stands for it."""
    told, entities = schema.identity_entities, schema.entities
    query = (
        select(entities.c.key, entities.c.id)
        .join(told, told.c.entity == entities.c.key)
        .where(told.c.bearer == bearer.id)
        .order_by(entities.c.key)
        .limit(_LOOKED_AT)
    )
    rows = connection.execute(query).all()
    keys = [row.key for row in rows]
    [identity] = read_identities(connection, {bearer.identity or ""})
    return Side(
        entity=rows[0].id,
        identity=identity,
        told=_tell(connection, keys),
        contexts=tuple(
            context for key in keys[:_CONTEXTS] if (context := _show(connection, key)) is not None
        ),
    )


def _tell(connection: Connection, keys: list[int]) -> tuple[str, ...]:
    table = schema.attributes
    query = select(table.c.name, table.c.value).where(table.c.entity.in_(keys), table.c.name.in_(_TOLD))
    rows = connection.execute(query.order_by(table.c.entity, table.c.position)).all()
    told = [f"{row.name}: {msgspec.json.decode(row.value)}" for row in rows]
    return tuple(dict.fromkeys(told))[:_LOOKED_AT]


def _show(connection: Connection, key: int) -> Context | None:
    mentions, whose = schema.mentions, schema.mention_entities
    documents, texts, outlets = schema.documents, schema.texts, schema.outlets
    query = (
        select(
            mentions.c.start_char,
            mentions.c.end_char,
            documents.c.title,
            documents.c.published,
            outlets.c.name,
            texts.c.text,
        )
        .join(whose, whose.c.mention == mentions.c.key)
        .join(documents, documents.c.key == mentions.c.document)
        .join(texts, texts.c.key == documents.c.text)
        .outerjoin(outlets, outlets.c.key == documents.c.outlet)
        .where(whose.c.entity == key, mentions.c.form == "name")
        .order_by(mentions.c.start_char)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Context(
        outlet=row.name,
        published=row.published,
        title=row.title,
        before=_flatten(row.text[max(row.start_char - _BEFORE, 0) : row.start_char]),
        words=row.text[row.start_char : row.end_char],
        after=_flatten(row.text[row.end_char : row.end_char + _AFTER]),
    )


def _flatten(text: str) -> str:
    return text.replace("\n", " ")
