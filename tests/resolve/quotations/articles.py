"""Articles with statements of one's own, for the tests of quotations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from onrecord.model.document import Published
from onrecord.model.record import Form, Record
from onrecord.resolve.quotations.updating import update
from onrecord.store import schema
from onrecord.store.writer import add_record
from tests.records import make_record
from tests.stores import NOW


class Saying(NamedTuple):
    """What one article has somebody say."""

    words: str
    speaker: str = "Ann Lee"
    form: Form = "direct"
    day: str | None = "2019-03-14"
    outlet: str = "Meridian Wire"


def make_article(number: int, saying: Saying) -> Record:
    """An article with one statement, whose id is `s` and the number."""
    quoted = f"“{saying.words}”" if saying.form == "direct" else saying.words
    record = make_record(
        f"[source:s{number}|e:e{number} {saying.speaker}] [cue:s{number} said] "
        f"[content:s{number}:{saying.form} {quoted}]. This is article {number}.",
        entities={f"e{number}": ("person", saying.speaker)},
        location=f"{number}.txt",
        outlet=saying.outlet,
        published=Published(value=saying.day, basis="given") if saying.day else None,
    )
    return Record.from_json(record.to_json().replace(b'"m0"', f'"m{number}"'.encode()))


def add_articles(connection: Connection, records: Iterable[Record]) -> list[int]:
    """Add articles and find their quotations at once; the keys of the articles."""
    keys = store_articles(connection, records)
    update(connection, keys)
    return keys


def store_articles(connection: Connection, records: Iterable[Record]) -> list[int]:
    """Add articles and find nothing; their keys."""
    table, keys = schema.documents, []
    for record in records:
        add_record(connection, record, now=NOW)
        query = select(table.c.key).where(table.c.id == record.document.id)
        keys.append(connection.execute(query).scalar_one())
    return keys


def read_derived(connection: Connection) -> tuple[set[Any], set[Any]]:
    """All pairs and all groups with their members, by permanent ids."""
    said = schema.statements
    ids = {row.key: row.id for row in connection.execute(select(said.c.key, said.c.id))}
    pairs = {
        (ids[row.statement], ids[row.other], row.kind, row.score)
        for row in connection.execute(select(schema.quotation_pairs))
    }
    counts = {
        row.id: (ids[row.statement], row.articles, row.independent, row.quoted)
        for row in connection.execute(select(schema.quotations))
    }
    groups = {
        (row.quotation, ids[row.statement], *counts[row.quotation])
        for row in connection.execute(select(schema.quotation_statements))
    }
    return pairs, groups
