"""What a store knows of a story, and the stories that it has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from onrecord.errors import InputError, UnknownId
from onrecord.resolve.stories.batches import split_keys
from onrecord.resolve.stories.deriving import CURRENT, PREFIX, read_members
from onrecord.store import schema
from onrecord.store.finding import SHORTEST, find_document
from onrecord.store.keys import bound_keys

_LISTED = 10
_BEHIND = "g"
"""Sorts behind all hexadecimal digits."""
_HEXADECIMAL = frozenset("0123456789abcdef")


class StoryArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article of a story.

    `origin` is the article that it goes back to, itself where it is no copy. `copied_from` is the earlier one
    that has most of its words, and `copy` says how near they are (verbatim, edited, rewrite); both are None
    where it is no copy. `agency` is the news agency that the text credits, "agencies" where it names none.
    """

    id: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    status: str
    origin: str
    copied_from: str | None
    copy: str | None
    agency: str | None


class StoryClaim(msgspec.Struct, frozen=True, kw_only=True):
    """What articles of a story tell in common: its id, its type, the words of the first, and how many do."""

    id: str
    type: str
    words: str
    articles: int
    independent: int


class StoryLine(msgspec.Struct, frozen=True, kw_only=True):
    """A story in a list: `articles` are those that are current, `independent` how many are no copies."""

    id: str
    title: str | None
    earliest: str | None
    latest: str | None
    articles: int
    independent: int


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A story with its articles in the order of their publication, and with what they tell.

    `current` is how many of the articles are neither replaced by a newer version nor retracted, and
    `independent` how many of those are no copies of others. Claims that most articles tell come first.
    """

    id: str
    title: str | None
    earliest: str | None
    latest: str | None
    current: int
    independent: int
    articles: tuple[StoryArticle, ...]
    claims: tuple[StoryClaim, ...]


def find_story(connection: Connection, identity: str) -> str:
    """The whole id of a story, from it or the beginning of it, or from that of one of its articles or items.

    Raises:
        UnknownId: nothing has this id.
        Forgotten: it was an article that was erased for good.
        InputError: several ids begin so, or the article was not compared with others yet.
    """
    wanted = identity.strip()
    if wanted[:1].lower() == PREFIX:
        return _find_by_beginning(connection, wanted.lower())
    document = find_document(connection, wanted)
    table = schema.story_articles
    found = connection.execute(select(table.c.story).where(table.c.document == document.key)).scalar()
    if found is None:
        raise InputError(f"{document.id}: not compared with other articles yet: 'onrecord resolve' does it")
    return str(found)


def _find_by_beginning(connection: Connection, wanted: str) -> str:
    table = schema.stories
    if len(wanted) < SHORTEST:
        raise UnknownId(f"{wanted!r}: give at least the first {SHORTEST} characters of an id")
    found: list[str] = []
    if _HEXADECIMAL.issuperset(wanted[1:]):
        within = (table.c.id >= wanted) & (table.c.id < wanted + _BEHIND)
        query = select(table.c.id).where(within).order_by(table.c.id).limit(_LISTED)
        found = list(connection.execute(query).scalars())
    if not found:
        raise UnknownId(
            f"{wanted}: no story of this store has this id; a story's id changes when an earlier article "
            "comes; the id of one of its articles always leads to it"
        )
    if len(found) > 1:
        listed = ", ".join(found)
        raise InputError(f"{wanted}: several ids begin so: {listed}; give more of the one that you mean")
    return found[0]


def read_story(connection: Connection, identity: str) -> Story:
    """The story with this whole id.

    Raises:
        UnknownId: there is none.
    """
    table = schema.stories
    row = connection.execute(select(table).where(table.c.id == identity)).one_or_none()
    if row is None:
        raise UnknownId(f"{identity}: no story of this store has this id; 'onrecord story' lists them")
    members = read_members(connection, [identity]).keys()
    articles = _read_articles(connection, members)
    current = [one for one in articles if one.status == CURRENT]
    return Story(
        id=row.id,
        title=row.title,
        earliest=row.earliest,
        latest=row.latest,
        current=len(current),
        independent=len({one.origin for one in current}),
        articles=articles,
        claims=_read_claims(connection, identity),
    )


def _read_articles(connection: Connection, keys: Collection[int]) -> tuple[StoryArticle, ...]:
    """The articles in the order of their publication; what has no date comes last."""
    sources, agencies = _read_sources(connection, keys), _read_agencies(connection, keys)
    kinds = _read_kinds(connection, keys)
    table, outlets = schema.documents, schema.outlets
    query = select(
        table.c.key, table.c.id, outlets.c.name, table.c.title, table.c.published, table.c.url, table.c.status
    ).outerjoin(outlets, table.c.outlet == outlets.c.key)
    rows = {
        row.key: row
        for batch in split_keys({*keys, *(one for pair in sources.values() for one in pair)})
        for row in connection.execute(query.where(table.c.key.in_(batch)))
    }
    made = []
    for key in keys:
        row, (origin, parent) = rows[key], sources.get(key, (key, key))
        article = StoryArticle(
            id=row.id,
            outlet=row.name,
            title=row.title,
            published=row.published,
            url=row.url,
            status=row.status,
            origin=rows[origin].id,
            copied_from=rows[parent].id if parent != key else None,
            copy=kinds.get((key, parent)),
            agency=agencies.get(key),
        )
        made.append(article)
    return tuple(sorted(made, key=lambda one: (not one.published, one.published or "", one.id)))


def _read_sources(connection: Connection, keys: Collection[int]) -> dict[int, tuple[int, int]]:
    """The origin and the parent of each copy; the origin is the parent where none is named."""
    table = schema.origins
    return {
        row.document: (row.origin, row.parent or row.origin)
        for batch in split_keys(keys)
        for row in connection.execute(select(table).where(table.c.document.in_(batch)))
    }


def _read_kinds(connection: Connection, keys: Collection[int]) -> dict[tuple[int, int], str]:
    """How near copies are to the articles that they were compared with."""
    table = schema.copies
    query = select(table.c.document, table.c.other, table.c.kind)
    return {
        (row.document, row.other): row.kind
        for batch in split_keys(keys)
        for row in connection.execute(query.where(table.c.document.in_(batch)))
    }


def _read_agencies(connection: Connection, keys: Collection[int]) -> dict[int, str]:
    table = schema.fingerprints
    query = select(table.c.document, table.c.agency).where(table.c.agency.is_not(None))
    return {
        row.document: row.agency
        for batch in split_keys(keys)
        for row in connection.execute(query.where(table.c.document.in_(batch)))
    }


def _read_claims(connection: Connection, identity: str) -> tuple[StoryClaim, ...]:
    table, events = schema.claims, schema.events
    query = (
        select(table.c.id, table.c.type, table.c.articles, table.c.independent, events.c.words)
        .join(events, table.c.event == events.c.key)
        .where(table.c.story == identity)
        .order_by(table.c.independent.desc(), table.c.articles.desc(), table.c.id)
    )
    return tuple(
        StoryClaim(
            id=row.id, type=row.type, words=row.words, articles=row.articles, independent=row.independent
        )
        for row in connection.execute(query)
    )


def list_stories(
    connection: Connection,
    *,
    since: str | None = None,
    until: str | None = None,
    minimum: int = 2,
    limit: int = 20,
    after: str | None = None,
) -> list[StoryLine]:
    """Stories of at least `minimum` articles, those first whose last article is the newest.

    `since` and `until` are dates of ISO 8601, both included, at which articles of them may be. `after` is the
    id of the last story of the page before.

    Raises:
        UnknownId: `after` is no story.
    """
    table = schema.stories
    query = select(table).where(table.c.articles >= minimum, *_bound(since, until))
    query = query.order_by(table.c.last.desc()).limit(limit)
    if after is not None:
        place = connection.execute(select(table.c.last).where(table.c.id == after)).scalar()
        if place is None:
            raise UnknownId(f"{after}: no story of this store has this id; begin again without --after")
        query = query.where(table.c.last < place)
    return [_make_line(row) for row in connection.execute(query).mappings()]


def _bound(since: str | None, until: str | None) -> list[ColumnElement[bool]]:
    low, high = bound_keys(since, until)
    table = schema.stories
    bounds: list[ColumnElement[bool]] = []
    if low is not None:
        bounds.append(table.c.last >= low)
    if high is not None:
        bounds.append(table.c.document < high)
    return bounds


def _make_line(row: Mapping[Any, Any]) -> StoryLine:
    return msgspec.convert({name: row[name] for name in StoryLine.__struct_fields__}, StoryLine)
