"""Articles as they are compared: their terms, where they are found, and how alike pairs of them are.

Only one article of an origin is here. Its copies go where it goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select

from onrecord.resolve.stories.articles import bound_days, day_of_key, read_new_terms
from onrecord.resolve.stories.batches import split_keys
from onrecord.resolve.stories.likeness import FLOOR, SHARED, WINDOW, compare, fade
from onrecord.resolve.stories.terms import Terms, read_terms
from onrecord.store import schema
from onrecord.store.bulk import insert_rows


def find_compared(connection: Connection, keys: Collection[int]) -> set[int]:
    """Which of the articles are here."""
    table = schema.story_vectors
    return {
        row.document
        for batch in split_keys(keys)
        for row in connection.execute(select(table.c.document).where(table.c.document.in_(batch)))
    }


def load_terms(connection: Connection, keys: Collection[int]) -> dict[int, Terms]:
    """The terms of articles that are here."""
    table = schema.story_vectors
    return {
        row.document: read_terms(row.terms)
        for batch in split_keys(keys)
        for row in connection.execute(select(table).where(table.c.document.in_(batch)))
    }


def add_articles(connection: Connection, keys: Collection[int]) -> None:
    """Find the terms of articles and compare them with all that were published in the weeks around them.

    Articles without a date are compared with none.
    """
    terms = read_new_terms(connection, keys)
    vectors = [{"document": key, "terms": terms[key].to_bytes()} for key in sorted(terms)]
    insert_rows(connection, schema.story_vectors, vectors)
    dated = [key for key in sorted(terms) if day_of_key(key)]
    meetings = [{"term": term, "document": key} for key in dated for term in terms[key].meeting()]
    insert_rows(connection, schema.story_terms, meetings)
    others = {key: _meet(connection, key, terms[key]) for key in dated}
    met = {other for found in others.values() for other in found}
    known = terms | load_terms(connection, met - terms.keys())
    rows = {
        (max(key, other), min(key, other)): score
        for key in dated
        for other, score in _compare_with_others(key, others[key], known)
    }
    insert_rows(connection, schema.story_pairs, [_make_row(*pair, rows[pair]) for pair in sorted(rows)])


def _make_row(document: int, other: int, score: float) -> dict[str, Any]:
    return {"document": document, "other": other, "score": score}


def _compare_with_others(
    key: int, others: Sequence[int], terms: Mapping[int, Terms]
) -> Iterator[tuple[int, float]]:
    """Those of the others that are at all like an article, with how much."""
    cosines = compare(terms[key], [terms[other] for other in others])
    day = day_of_key(key)
    for other, cosine in zip(others, cosines, strict=True):
        score = fade(cosine, abs(day_of_key(other) - day))
        if score >= FLOOR:
            yield other, score


def _meet(connection: Connection, key: int, terms: Terms) -> list[int]:
    """The articles of the weeks around one that share weighty terms with it."""
    table, day = schema.story_terms, day_of_key(key)
    low, high = bound_days(day - WINDOW, day + WINDOW)
    query = (
        select(table.c.document)
        .where(table.c.term.in_(terms.meeting()), table.c.document >= low, table.c.document < high)
        .where(table.c.document != key)
        .group_by(table.c.document)
        .having(func.count() >= SHARED)
    )
    return sorted(connection.execute(query).scalars())


def remove_articles(connection: Connection, keys: Collection[int]) -> None:
    """Forget the terms of articles and how alike they are to others."""
    vectors, terms, pairs = schema.story_vectors, schema.story_terms, schema.story_pairs
    for batch in split_keys(keys):
        connection.execute(delete(pairs).where(pairs.c.document.in_(batch)))
        connection.execute(delete(pairs).where(pairs.c.other.in_(batch)))
        connection.execute(delete(terms).where(terms.c.document.in_(batch)))
        connection.execute(delete(vectors).where(vectors.c.document.in_(batch)))
