"""Who somebody is, as articles tell it: names, attributes, posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select, union_all

from onrecord.model.folding import fold_name
from onrecord.query.asked import is_current
from onrecord.query.hits import EventHit, Names, read_value
from onrecord.query.naming import Taken
from onrecord.query.somebody import Shape, list_theirs, shape_of, values_of
from onrecord.store import schema
from onrecord.store.listed import is_among

_LOOKED_AT = 400
"""In how many of the newest articles it is looked up what somebody is, and what else they are called."""
_OTHER_NAMES, _VALUES = 10, 5


class Described(msgspec.Struct, frozen=True, kw_only=True):
    """What articles say somebody is: an attribute with its value, as in the record.

    `articles` says how many say so, `published` when the newest did, and `id` is the entity there.
    """

    name: str
    value: str
    articles: int
    published: str | None
    id: str


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A post, an employment or a membership, as one or more articles tell of it in the same words.

    `type` and `phase` are those of the event; `published` and `id` are those of the newest that tells it,
    `since` is the date of the oldest that was looked at. `voices` says who asserts it; with the modality
    "possible" or "future", or a negative polarity, nobody says that it is so.
    """

    type: str
    phase: str
    modality: str
    polarity: str
    position: str
    organisation: str
    articles: int
    since: str | None
    published: str | None
    voices: Names
    id: str


def find_newest(connection: Connection, taken: Taken) -> dict[int, str]:
    """The newest entities of these names, with their types."""
    rows = connection.execute(_select_newest(shape_of(taken)), values_of(taken))
    return {key: kind for key, kind, _ in rows.tuples()}


@lru_cache(maxsize=100)
def _select_newest(shape: Shape) -> Select[Any]:
    entities = schema.entities
    query = select(entities.c.key, entities.c.type, entities.c.document).where(is_current(entities))
    parts = [query.where(check) for check in list_theirs(shape, entities, "key")]
    if len(parts) == 1:
        return parts[0].order_by(entities.c.document.desc(), entities.c.key).limit(_LOOKED_AT)
    every = union_all(*parts)
    key, _, document = every.selected_columns
    return every.order_by(document.desc(), key).limit(_LOOKED_AT)  # type: ignore[return-value]


def find_other_names(connection: Connection, taken: Taken, persons: Sequence[int]) -> Names:
    """Other names that the newest articles use, the most frequent first."""
    known = {one.name for one in taken.names}
    found = connection.execute(_OTHERS, {"entities": persons}).tuples().all()
    others = sorted((-number, name) for name, number in found if name not in known)
    return tuple(name for _, name in others[:_OTHER_NAMES])


def _select_others() -> Select[Any]:
    link, names = schema.entity_names, schema.names
    return (
        select(names.c.name, func.count())
        .join_from(link, names, names.c.key == link.c.name_key)
        .where(is_among(link.c.entity, "entities"))
        .group_by(names.c.name)
    )


def describe(connection: Connection, persons: Sequence[int]) -> tuple[Described, ...]:
    """What the newest articles say these entities are: of each attribute the values that most say."""
    told: dict[tuple[str, str], list[tuple[int, str | None, str, str]]] = defaultdict(list)
    for key, name, value, published, identity in connection.execute(_TOLD, {"entities": persons}).tuples():
        shown = read_value(value)
        told[name, fold_name(shown) or shown].append((key, published, identity, shown))
    found = [
        Described(
            name=name,
            value=by[0][3],
            articles=len({key for key, *_ in by}),
            published=by[0][1],
            id=by[0][2],
        )
        for (name, _), by in told.items()
    ]
    found.sort(key=lambda one: (one.name, -one.articles, one.value))
    return tuple(one for _, several in groupby(found, lambda one: one.name) for one in [*several][:_VALUES])


def _select_told() -> Select[Any]:
    attributes, entities, documents = schema.attributes, schema.entities, schema.documents
    return (
        select(entities.c.key, attributes.c.name, attributes.c.value, documents.c.published, entities.c.id)
        .join_from(attributes, entities, entities.c.key == attributes.c.entity)
        .join(documents, documents.c.key == entities.c.document)
        .where(is_among(attributes.c.entity, "entities"))
        .order_by(entities.c.key.desc(), attributes.c.position)
    )


_OTHERS, _TOLD = _select_others(), _select_told()


def gather_posts(hits: Iterable[EventHit]) -> tuple[Post, ...]:
    """The posts that events tell of, in their order; those told in the same words are one."""
    told: dict[tuple[str, ...], list[EventHit]] = defaultdict(list)
    for hit in hits:
        position, organisation = (_fill(hit, role) for role in ("position", "organisation"))
        position = position or _fill(hit, "occupation") or _fill(hit, "body")
        if position or organisation:
            kind = (hit.type, hit.phase, hit.modality, hit.polarity)
            told[*kind, fold_name(position), fold_name(organisation)].append(hit)
    return tuple(_make_post(several) for several in told.values())


def _make_post(hits: Sequence[EventHit]) -> Post:
    newest = hits[0]
    return Post(
        type=newest.type,
        phase=newest.phase,
        modality=newest.modality,
        polarity=newest.polarity,
        position=_fill(newest, "position") or _fill(newest, "occupation") or _fill(newest, "body"),
        organisation=_fill(newest, "organisation"),
        articles=len({hit.document for hit in hits}),
        since=hits[-1].earliest or hits[-1].published,
        published=newest.published,
        voices=tuple(sorted({hit.voice for hit in hits})),
        id=newest.id,
    )


def _fill(hit: EventHit, role: str) -> str:
    return ", ".join(one.filler for one in hit.arguments if one.role == role)
