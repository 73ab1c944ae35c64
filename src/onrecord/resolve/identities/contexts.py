"""Within which story the names of each article are compared."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, delete, select

from onrecord.resolve.identities.meeting import in_batches
from onrecord.store import schema
from onrecord.store.bulk import insert_rows


def find_others(connection: Connection, contexts: Collection[str]) -> set[int]:
    """The articles whose names are compared within these stories, which may be called otherwise now."""
    table = schema.identity_contexts
    found: set[int] = set()
    for some in in_batches(contexts):
        found.update(connection.execute(select(table.c.document).where(table.c.context.in_(some))).scalars())
    return found


def find_contexts(connection: Connection, documents: Collection[int]) -> dict[int, str]:
    """The stories of articles, and of further articles whose names were compared within another story."""
    contexts = _name_contexts(connection, documents)
    told, seen = schema.story_articles, schema.identity_contexts
    stories = {one.removeprefix("story ") for one in contexts.values() if one.startswith("story ")}
    former = set(read_contexts(connection, documents).values())
    stale: set[int] = set()
    for some in in_batches(stories):
        query = select(told.c.document, told.c.story, seen.c.context).join(
            seen, seen.c.document == told.c.document
        )
        rows = connection.execute(query.where(told.c.story.in_(some)))
        stale.update(row.document for row in rows if row.context != f"story {row.story}")
    stale |= find_others(connection, former)
    again = _name_contexts(connection, stale - set(documents))
    known = read_contexts(connection, again)
    return contexts | {document: context for document, context in again.items() if known[document] != context}


def _name_contexts(connection: Connection, documents: Collection[int]) -> dict[int, str]:
    """The story of each article as names are compared within it; the article, where it is of none."""
    table, told = schema.documents, schema.story_articles
    found = {}
    for some in in_batches(documents):
        query = select(table.c.key, table.c.id, told.c.story).outerjoin(told, told.c.document == table.c.key)
        for row in connection.execute(query.where(table.c.key.in_(some))):
            found[row.key] = f"story {row.story}" if row.story else f"article {row.id}"
    return found


def read_contexts(connection: Connection, documents: Collection[int]) -> dict[int, str]:
    """The story of each article as its names were compared within it."""
    table = schema.identity_contexts
    found = {}
    for some in in_batches(documents):
        rows = connection.execute(select(table).where(table.c.document.in_(some)))
        found.update({row.document: row.context for row in rows})
    return found


def keep_contexts(connection: Connection, now: Mapping[int, str], before: Mapping[int, str]) -> None:
    """Note within which story the names of each article are compared now."""
    table = schema.identity_contexts
    moved = [document for document in before if now.get(document) != before[document]]
    for some in in_batches(moved):
        connection.execute(delete(table).where(table.c.document.in_(some)))
    rows = [{"document": one, "context": now[one]} for one in sorted(now) if now[one] != before.get(one)]
    insert_rows(connection, table, rows)
