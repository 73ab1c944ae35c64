"""Articles in few words, for tests of who is who: who is named in each, when, and in which story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, delete, insert, select

from onrecord.model.document import Published
from onrecord.model.record import EntityType, Record
from onrecord.resolve.identities.updating import update
from onrecord.store import schema
from onrecord.store.writer import add_record
from tests.records import make_record

NOW = "2026-11-27T12:00:00Z"


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its number, whom it names by the letter of each, and the words that tell of them.

    A name is "person: Ann Lee", and further names stand behind it, each after a slash. `told` are pairs of
    an attribute and of words that stand in the text.
    """

    number: int
    names: Mapping[str, str]
    story: str | None = None
    day: int = 1
    told: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)

    def record(self) -> Record:
        """The record of the article; ids of entities are their letter and the article's number."""
        entities: dict[str, tuple[EntityType, str]] = {}
        sentences = [f"Report {self.number}."]
        for letter, named in self.names.items():
            kind, names = named.split(": ")
            first, *others = names.split("/")
            key = f"{letter}{self.number}"
            entities[key] = (kind, first)  # type: ignore[assignment]
            sentences += [f"[e:{key} {name}] came." for name in (first, *others)]
        sentences += [words for pairs in self.told.values() for _, words in pairs]
        made = make_record(
            " ".join(sentences),
            entities=entities,
            attributes={f"{letter}{self.number}": pairs for letter, pairs in self.told.items()},
            location=f"{self.number}.txt",
            url=f"https://news.example/{self.number}",
            published=Published(value=f"2017-05-{self.day:02}", basis="given"),
        )
        apart = (msgspec.structs.replace(one, id=f"{one.id}of{self.number}") for one in made.mentions)
        return msgspec.structs.replace(made, mentions=tuple(apart))


def add(connection: Connection, article: Article) -> int:
    """Add an article to a store and to its story; gives its key."""
    record = article.record()
    add_record(connection, record, now=NOW)
    documents = schema.documents
    key = connection.execute(select(documents.c.key).where(documents.c.id == record.document.id)).scalar_one()
    if article.story is not None:
        _add_story(connection, article.story, key)
        connection.execute(insert(schema.story_articles), {"document": key, "story": article.story})
    return int(key)


def _add_story(connection: Connection, story: str, document: int) -> None:
    table = schema.stories
    if connection.execute(select(table.c.id).where(table.c.id == story)).first() is None:
        row = {column.name: _fill(column, document) for column in table.columns}
        connection.execute(insert(table), row | {"id": story, "document": document})


def _fill(column: Column[Any], document: int) -> Any:
    """A value for a column of a story about which no test here cares; numbers may be keys of articles."""
    return None if column.nullable else document if column.type.python_type is int else ""


def add_all(connection: Connection, articles: Iterable[Article]) -> dict[int, int]:
    """Add articles and compare them; gives their keys by number."""
    keys = {one.number: add(connection, one) for one in articles}
    update(connection, set(keys.values()))
    connection.execute(delete(schema.unresolved))  # the other rooms have no part in these tests
    return keys


def group(connection: Connection) -> set[frozenset[str]]:
    """The ids of entities that are one, as sets."""
    told, entities = schema.identity_entities, schema.entities
    query = select(entities.c.id, told.c.identity).join(told, told.c.entity == entities.c.key)
    found: dict[str, set[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.identity, set()).add(row.id)
    return {frozenset(ids) for ids in found.values()}


def are_one(connection: Connection, *ids: str) -> bool:
    """Whether these entities are one."""
    return any(set(ids) <= one for one in group(connection))


def dump(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """All that is derived, without the keys of rows."""
    told, entities = schema.identity_entities, schema.entities
    query = select(entities.c.id, told.c.identity, told.c.bearer).join(told, told.c.entity == entities.c.key)
    tables = (schema.identities, schema.identity_bearers, schema.identity_pairs, schema.identity_blocks)
    found = {table.name: sorted(map(repr, connection.execute(select(table)))) for table in tables}
    evidence = schema.identity_evidence
    pairs = connection.execute(select(evidence.c.left, evidence.c.right, evidence.c.kind))
    return {
        **{name: [(row,) for row in rows] for name, rows in found.items()},
        "entities": sorted(map(tuple, connection.execute(query))),
        "evidence": sorted(map(tuple, pairs)),
    }
