"""Within which story the names of each article are compared."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Select, delete, select

from onrecord.resolve.questions import among, ask, in_batches
from onrecord.store import schema
from onrecord.store.bulk import insert_rows


def find_others(connection: Connection, contexts: Collection[str]) -> set[int]:
    """The articles whose names are compared within these stories, which may be called otherwise now."""
    return {row.document for row in ask(connection, _OF_CONTEXTS, contexts)}


def find_contexts(connection: Connection, documents: Collection[int]) -> dict[int, str]:
    """The stories of articles, and of further articles whose names were compared within another story."""
    contexts = _name_contexts(connection, documents)
    stories = {one.removeprefix("story ") for one in contexts.values() if one.startswith("story ")}
    former = set(read_contexts(connection, documents).values())
    rows = ask(connection, _IN_STORIES, stories)
    stale = {row.document for row in rows if row.context != f"story {row.story}"}
    stale |= find_others(connection, former)
    again = _name_contexts(connection, stale - set(documents))
    known = read_contexts(connection, again)
    return contexts | {document: context for document, context in again.items() if known[document] != context}


def _name_contexts(connection: Connection, documents: Collection[int]) -> dict[int, str]:
    """The story of each article as names are compared within it; the article, where it is of none."""
    return {
        row.key: f"story {row.story}" if row.story else f"article {row.id}"
        for row in ask(connection, _NAMED, documents)
    }


def read_contexts(connection: Connection, documents: Collection[int]) -> dict[int, str]:
    """The story of each article as its names were compared within it."""
    return {row.document: row.context for row in ask(connection, _OF_DOCUMENTS, documents)}


def _select_in_stories() -> Select[Any]:
    told, seen = schema.story_articles, schema.identity_contexts
    query = select(told.c.document, told.c.story, seen.c.context).join(
        seen, seen.c.document == told.c.document
    )
    return among(query, told.c.story)


def _select_named() -> Select[Any]:
    table, told = schema.documents, schema.story_articles
    query = select(table.c.key, table.c.id, told.c.story).outerjoin(told, told.c.document == table.c.key)
    return among(query, table.c.key)


_CONTEXTS = schema.identity_contexts
_OF_DOCUMENTS, _OF_CONTEXTS = (
    among(select(_CONTEXTS), column) for column in (_CONTEXTS.c.document, _CONTEXTS.c.context)
)
_IN_STORIES, _NAMED = _select_in_stories(), _select_named()


def keep_contexts(connection: Connection, now: Mapping[int, str], before: Mapping[int, str]) -> None:
    """Note within which story the names of each article are compared now."""
    table = schema.identity_contexts
    moved = [document for document in before if now.get(document) != before[document]]
    for some in in_batches(moved):
        connection.execute(delete(table).where(table.c.document.in_(some)))
    rows = [{"document": one, "context": now[one]} for one in sorted(now) if now[one] != before.get(one)]
    insert_rows(connection, table, rows)
