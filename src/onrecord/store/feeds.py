"""What a store remembers of the feeds that are followed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from onrecord.store import schema


@dataclass(frozen=True, slots=True)
class KeptFeed:
    """A feed: its address and title, when it was last asked (UTC), and its state between polls as JSON."""

    url: str
    title: str | None
    polled: str | None
    state: str


def list_feeds(connection: Connection) -> list[KeptFeed]:
    """The feeds that are followed, by address."""
    table = schema.feeds
    rows = connection.execute(select(table).order_by(table.c.url))
    return [KeptFeed(row.url, row.title, row.polled, row.state) for row in rows]


def keep_feed(connection: Connection, feed: KeptFeed) -> None:
    """Remember a feed, in the place of what was known of it before."""
    drop_feed(connection, feed.url)
    row = {"url": feed.url, "title": feed.title, "polled": feed.polled, "state": feed.state}
    connection.execute(insert(schema.feeds), row)


def drop_feed(connection: Connection, url: str) -> bool:
    """Forget a feed; False where it was not followed. What it gave stays in the store."""
    result = connection.execute(delete(schema.feeds).where(schema.feeds.c.url == url))
    return result.rowcount > 0
