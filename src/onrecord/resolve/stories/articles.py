"""What is read of articles to compare them and to tell of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from onrecord.resolve.stories.batches import split_keys
from onrecord.resolve.stories.terms import Terms, find_terms
from onrecord.store import schema
from onrecord.store.keys import NUMBERS

_ASIDE = frozenset(("headline", "byline", "promo", "boilerplate", "embed"))
"""Kinds of stretches that say nothing of what the article is about, or what the title says already."""
_DAY = NUMBERS + 1


@dataclass(frozen=True, slots=True)
class Article:
    """What a story tells of one of its articles."""

    key: int
    id: str
    title: str | None
    published: str | None
    status: str


def day_of_key(key: int) -> int:
    """The day an article was published, as its key says; 0 where that is not known."""
    return key // _DAY


def bound_days(first: int, last: int) -> tuple[int, int]:
    """The range `[low, high)` of keys of what was published from one day to another."""
    return max(first, 1) * _DAY, (last + 1) * _DAY


def read_articles(connection: Connection, keys: Collection[int]) -> dict[int, Article]:
    """The articles with these keys, as far as the store has them."""
    table = schema.documents
    query = select(table.c.key, table.c.id, table.c.title, table.c.published, table.c.status)
    return {
        row.key: Article(row.key, row.id, row.title, row.published, row.status)
        for batch in split_keys(keys)
        for row in connection.execute(query.where(table.c.key.in_(batch)))
    }


def read_new_terms(connection: Connection, keys: Collection[int]) -> dict[int, Terms]:
    """The terms of articles, found in their titles and texts."""
    documents, texts = schema.documents, schema.texts
    query = select(documents.c.key, documents.c.title, texts.c.text).join(
        texts, documents.c.text == texts.c.key
    )
    found = {}
    for batch in split_keys(keys):
        stretches = _read_stretches(connection, batch)
        for row in connection.execute(query.where(documents.c.key.in_(batch))):
            title, text = _choose_words(row.title, row.text, stretches.get(row.key, ()))
            found[row.key] = find_terms(title, text)
    return found


_Stretches = Mapping[int, list[tuple[str, int, int]]]


def _read_stretches(connection: Connection, keys: Collection[int]) -> _Stretches:
    table = schema.segments
    query = (
        select(table.c.document, table.c.kind, table.c.start_char, table.c.end_char)
        .where(table.c.document.in_(keys))
        .order_by(table.c.document, table.c.position)
    )
    found = defaultdict(list)
    for row in connection.execute(query):
        found[row.document].append((row.kind, row.start_char, row.end_char))
    return found


def _choose_words(
    title: str | None, text: str, stretches: Collection[tuple[str, int, int]]
) -> tuple[str | None, str]:
    """The title, or else the headline, and what of the text is the article's own."""
    if title is None:
        title = next((text[start:end] for kind, start, end in stretches if kind == "headline"), None)
    told = "\n".join(text[start:end] for kind, start, end in stretches if kind not in _ASIDE)
    return title, told or text
