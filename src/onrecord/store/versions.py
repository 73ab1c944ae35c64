"""Versions of an address: which article came after which, and which is the newest."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, update

from onrecord.store import schema


def order_versions(connection: Connection, url: str | None, identity: str) -> int:
    """Number the articles of an address by when they were fetched, and give the number of one of them.

    The last is the current one, those before are superseded; what was retracted stays so.
    """
    if url is None:
        return 1
    documents, captures = schema.documents, schema.captures
    fetched = (
        select(func.min(captures.c.fetched)).where(captures.c.document == documents.c.key).scalar_subquery()
    )
    rows = connection.execute(
        select(
            documents.c.key,
            documents.c.id,
            documents.c.status,
            documents.c.version,
            documents.c.previous,
            func.coalesce(fetched, documents.c.added).label("since"),
        ).where(documents.c.url == url)
    ).all()
    ordered = sorted(rows, key=lambda row: (row.since, row.id))
    previous = None
    for version, row in enumerate(ordered, start=1):
        status = row.status
        if status != "retracted":
            status = "current" if version == len(ordered) else "superseded"
        if (row.version, row.previous, row.status) != (version, previous, status):
            connection.execute(
                update(documents)
                .where(documents.c.key == row.key)
                .values(version=version, previous=previous, status=status)
            )
        previous = row.key
    return next(version for version, row in enumerate(ordered, start=1) if row.id == identity)
