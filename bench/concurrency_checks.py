"""What a reader asks of a store that is written to, and what would show half an article."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from random import Random

from sqlalchemy import Connection, Table, func, select

from onrecord.query.counts import count
from onrecord.query.people import dossier
from onrecord.query.question import KINDS, Question
from onrecord.query.search import search
from onrecord.query.timeline import timeline
from onrecord.store import schema
from onrecord.store.opening import Store
from onrecord.store.records import read_record

Check = Callable[[Store, Random], Iterator[str]]
_WORDS = "the of to and a in that is said there".split()
_ANY_WORD = " OR ".join(_WORDS)
_PAGES = 3
_HALVES: Mapping[str, str] = {
    "statements without parts": "SELECT count(*) FROM statements WHERE NOT EXISTS "
    "(SELECT 1 FROM statement_parts WHERE statement = statements.key)",
    "statements without speaker or subject": "SELECT count(*) FROM statements WHERE NOT EXISTS "
    "(SELECT 1 FROM statement_entities WHERE statement = statements.key)",
    "events without arguments": "SELECT count(*) FROM events WHERE NOT EXISTS "
    "(SELECT 1 FROM event_arguments WHERE event = events.key)",
    "events according to no statement": "SELECT count(*) FROM events WHERE according_to IS NOT NULL AND NOT "
    "EXISTS (SELECT 1 FROM statements WHERE statements.key = events.according_to)",
    "arguments without entity": "SELECT count(*) FROM event_arguments WHERE entity IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM entities WHERE entities.key = event_arguments.entity)",
    "mentions without entity": "SELECT count(*) FROM mentions WHERE NOT EXISTS "
    "(SELECT 1 FROM mention_entities WHERE mention = mentions.key)",
    "items without article": "SELECT count(*) FROM statements WHERE NOT EXISTS "
    "(SELECT 1 FROM documents WHERE documents.key = statements.document)",
    "articles without text": "SELECT count(*) FROM documents WHERE NOT EXISTS "
    "(SELECT 1 FROM texts WHERE texts.key = documents.text)",
    "articles without segments": "SELECT count(*) FROM documents WHERE NOT EXISTS "
    "(SELECT 1 FROM segments WHERE segments.document = documents.key)",
    "articles without statements": "SELECT count(*) FROM documents WHERE NOT EXISTS "
    "(SELECT 1 FROM statements WHERE statements.document = documents.key)",
    "articles that are being replaced": "SELECT count(*) FROM documents WHERE id LIKE 'replaced:%'",
}
"""Queries that count what nobody may see, each a statement of its own, as in another program."""
_INDEXED: Mapping[str, str] = {
    "statement_search": "SELECT count(*) FROM statement_search LEFT JOIN statements ON statements.key = "
    "statement_search.rowid WHERE statement_search MATCH '{words}' AND statements.key IS NULL",
    "event_search": "SELECT count(*) FROM event_search LEFT JOIN events ON events.key = event_search.rowid "
    "WHERE event_search MATCH '{words}' AND events.key IS NULL",
    "document_search": "SELECT count(*) FROM document_search LEFT JOIN documents ON documents.key = "
    "document_search.rowid WHERE document_search MATCH '{words}' AND documents.key IS NULL",
}


def read_whole(store: Store, rng: Random) -> Iterator[str]:
    """An article's record has the digest that it was added with."""
    with store.reading() as connection:
        found = _draw(connection, schema.documents, rng)
        row = connection.execute(select(schema.documents).where(schema.documents.c.key == found)).one()
        digest = hashlib.sha256(read_record(connection, found).to_json()).hexdigest()
    if digest != row.record_digest:
        yield f"article {row.id} is not the one that was added"


def count_halves(store: Store, rng: Random) -> Iterator[str]:
    """No row is without those that belong to it, whoever asks in one query."""
    name, query = rng.choice(list(_HALVES.items()))
    with store.outside() as connection:
        found = connection.exec_driver_sql(query.replace("%", "%%") if not store.is_sqlite else query)
        number = found.scalar_one()
    if number:
        yield f"{number} {name}"


def look_in_index(store: Store, rng: Random) -> Iterator[str]:
    """What a full-text index finds is there; PostgreSQL's is part of the rows."""
    if store.is_sqlite:
        name, query = rng.choice(list(_INDEXED.items()))
        with store.outside() as connection:
            number = connection.exec_driver_sql(query.format(words=_ANY_WORD)).scalar_one()
        if number:
            yield f"{name} finds {number} rows that are not there"


def turn_pages(store: Store, rng: Random) -> Iterator[str]:
    """Pages of a search, each asked for in a transaction of its own, as by `onrecord search`."""
    question = Question(kind=rng.choice(KINDS), words=rng.choice(_WORDS))
    after = None
    for _ in range(_PAGES):
        with store.reading() as connection:
            page = search(connection, question, after=after)
        yield from (f"a hit without its article: {hit.id}" for hit in page.hits if not hit.document)
        if len({hit.id for hit in page.hits}) < len(page.hits):
            yield "a page has a hit twice"
        after = page.next
        if after is None:
            return


def ask_of_name(store: Store, rng: Random) -> Iterator[str]:
    """The dossier and the timeline of somebody, and how much they said."""
    with store.reading() as connection:
        key = _draw(connection, schema.entities, rng)
        name = connection.execute(
            select(schema.entities.c.name).where(schema.entities.c.key == key)
        ).scalar_one()
        dossier(connection, name)
        timeline(connection, name)
        table = count(connection, Question(kind="statements", entity=name), ("outlet",))
        again = count(connection, Question(kind="statements", entity=name), ("outlet",))
    if table != again:
        yield f"what was counted for {name} changed within a transaction"


def _draw(connection: Connection, table: Table, rng: Random) -> int:
    """The key of some row of a table; the first of the keys from a random one on."""
    low, high = connection.execute(select(func.min(table.c.key), func.max(table.c.key))).one()
    query = select(table.c.key).where(table.c.key >= rng.randint(low, high)).order_by(table.c.key).limit(1)
    return int(connection.execute(query).scalar_one())


CHECKS: Mapping[str, Check] = {
    "read an article": read_whole,
    "counted halves": count_halves,
    "looked in an index": look_in_index,
    "turned pages": turn_pages,
    "asked of a name": ask_of_name,
}
"""Everything that a reader does, by what it is called in the report."""
