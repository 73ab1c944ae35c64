"""Versions of an address: which article came after which, and which is the newest."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from onrecord.store import schema


def order_versions(connection: Connection, url: str | None, identity: str) -> int:
    """Number the articles of an address by when they were fetched, and give the number of one of them.

    The last is the current one, those before are superseded; what was retracted stays so.
    """
    if url is None:
        return 1
    placed = find_versions(connection, url)
    documents = schema.documents
    for one in placed:
        if one.is_misplaced:
            connection.execute(
                update(documents)
                .where(documents.c.key == one.key)
                .values(version=one.version, previous=one.previous, status=one.status)
            )
            let_wait(connection, one.key)
    return next(one.version for one in placed if one.id == identity)


def let_wait(connection: Connection, document: int) -> None:
    """Let an article be compared with others again, since something that counts there has changed."""
    waiting = schema.unresolved
    if connection.execute(select(waiting.c.document).where(waiting.c.document == document)).first() is None:
        connection.execute(insert(waiting), {"document": document, "seen": True})


@dataclass(frozen=True, slots=True)
class Version:
    """An article of an address, with what it is among the others; `is_misplaced` if its row says else."""

    key: int
    id: str
    version: int
    previous: int | None
    status: str
    is_misplaced: bool


def find_versions(connection: Connection, url: str) -> list[Version]:
    """The articles of an address, the oldest first, as their times of fetching put them."""
    documents, captures = schema.documents, schema.captures
    fetched = (
        select(func.min(captures.c.fetched)).where(captures.c.document == documents.c.key).scalar_subquery()
    )
    rows = connection.execute(
        select(
            documents.c.key,
            documents.c.id,
            documents.c.published,
            documents.c.status,
            documents.c.version,
            documents.c.previous,
            func.coalesce(fetched, documents.c.added).label("since"),
        ).where(documents.c.url == url)
    ).all()
    ordered = sorted(rows, key=lambda row: (row.since, row.published or "", row.id))
    previous, placed = None, []
    for version, row in enumerate(ordered, start=1):
        status = row.status
        if status != "retracted":
            status = "current" if version == len(ordered) else "superseded"
        is_misplaced = (row.version, row.previous, row.status) != (version, previous, status)
        placed.append(Version(row.key, row.id, version, previous, status, is_misplaced))
        previous = row.key
    return placed
