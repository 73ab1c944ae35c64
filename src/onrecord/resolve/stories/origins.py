"""Which article is compared for all that share its origin: the origin itself, if it has a date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, select

from onrecord.resolve.stories.articles import day_of_key, read_articles
from onrecord.resolve.stories.batches import split_keys
from onrecord.store import schema


def find_compared_for(
    connection: Connection, articles: Collection[int], gone: Collection[int]
) -> dict[int, int]:
    """The article that is compared for each of these, and for those that share their origins.

    It is the origin; the earliest article with a date where that has none, since such are compared with
    nothing; and the article itself where its origin is among those that are to go.
    """
    origins = _read_origins(connection, articles, gone)
    copies = _read_copies(connection, set(origins.values()), gone)
    undated = {one: origin for one, origin in copies.items() if not day_of_key(origin)}
    earliest = _find_earliest(connection, undated)
    return {one: earliest.get(origin, origin) for one, origin in (copies | origins).items()}


def find_copies_of(
    connection: Connection, compared: Collection[int], gone: Collection[int]
) -> dict[int, int]:
    """All articles that these are compared for, themselves among them, each with the one that is."""
    chosen = {origin: one for one, origin in _read_origins(connection, compared, gone).items()}
    copies = _read_copies(connection, chosen, gone)
    return {one: chosen[origin] for one, origin in copies.items()} | {one: one for one in compared}


def _find_earliest(connection: Connection, copies: dict[int, int]) -> dict[int, int]:
    """For each origin its earliest article that has a date, if there is one."""
    dated: defaultdict[int, list[int]] = defaultdict(list)
    for one, origin in copies.items():
        if day_of_key(one):
            dated[origin].append(one)
    articles = read_articles(connection, {one for group in dated.values() for one in group})
    return {
        origin: min(group, key=lambda one: (day_of_key(one), articles[one].id))
        for origin, group in dated.items()
    }


def _read_origins(connection: Connection, articles: Collection[int], gone: Collection[int]) -> dict[int, int]:
    """The origin of each article: itself where none is named, or where that is to go."""
    table = schema.origins
    named = {
        row.document: row.origin
        for batch in split_keys(articles)
        for row in connection.execute(select(table).where(table.c.document.in_(batch)))
        if row.origin not in gone
    }
    return {one: named.get(one, one) for one in articles}


def _read_copies(connection: Connection, origins: Collection[int], gone: Collection[int]) -> dict[int, int]:
    """All articles of these origins, each with its origin."""
    table = schema.origins
    return {
        row.document: row.origin
        for batch in split_keys(origins)
        for row in connection.execute(select(table).where(table.c.origin.in_(batch)))
        if row.document not in gone
    }
