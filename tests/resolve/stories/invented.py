"""Invented articles on a few happenings, and a store that compares them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, insert, select

from onrecord.model.document import Published
from onrecord.model.record import Record
from onrecord.resolve.stories.articles import day_of_key
from onrecord.resolve.stories.updating import remove, update
from onrecord.store import schema
from onrecord.store.columns import Words
from onrecord.store.erasing import erase_document
from onrecord.store.writer import add_record
from tests.records import make_record
from tests.stores import NOW

_FERRY = (
    "The ferry Marlinda ran aground off Tessaly harbour.",
    "Coastguards took ninety passengers off the Marlinda in lifeboats.",
    "Captain Orrin Vael steered the ferry onto the Skerrow reef in fog.",
    "The harbour of Tessaly was closed while tugs held the wreck.",
)
_MERGER = (
    "Brewers Quillfeather and Dunmarsh agreed to merge.",
    "Shareholders of Dunmarsh brewery get four shares of Quillfeather.",
    "Chief executive Imke Stroud said the merger saves nine breweries.",
    "Regulators must approve the merger of the brewers.",
)
_CHESS = (
    "Grandmaster Pell Ontario won the Varnholm chess cup.",
    "Ontario beat the champion Sura Lindqvist in fifty moves.",
    "The final in Varnholm was decided by a rook ending.",
    "Lindqvist had held the chess cup for six years.",
)
TOPICS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "ferry": ("Ferry Marlinda runs aground off Tessaly", _FERRY),
    "merger": ("Brewers Quillfeather and Dunmarsh to merge", _MERGER),
    "chess": ("Ontario wins Varnholm chess cup", _CHESS),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """An article to be made: what it is on, when it was published, and which it is of those on it."""

    topic: str
    published: str | None
    number: int

    def make(self, *, text: str | None = None) -> Record:
        """Its record."""
        title, sentences = TOPICS[self.topic]
        turned = sentences[self.number % len(sentences) :] + sentences[: self.number % len(sentences)]
        words = text or " ".join((*turned, f"That was report number {self.number} from our desk."))
        return make_record(
            words,
            title=f"{title}, part {self.number}",
            outlet=f"Outlet {self.number % 3}",
            url=f"https://{self.topic}.example/{self.number}",
            location=f"{self.topic}{self.number}.html",
            published=Published(value=self.published, basis="given") if self.published else None,
        )


def add_all(connection: Connection, records: Iterable[Record]) -> list[int]:
    """Add records without comparing them; their keys in the order given."""
    made = list(records)
    for record in made:
        add_record(connection, record, now=NOW)
    keys = find_keys(connection)
    return [keys[record.document.id] for record in made]


def insert_row(connection: Connection, table: Table, **values: object) -> None:
    """Insert a row of another room's table; columns that have to have a value get an empty one."""
    empty: dict[type, object] = {bytes: b"", int: 0, float: 0.0, str: ""}
    required = {one.name: empty[_python_type(one)] for one in table.columns if not one.nullable}
    connection.execute(insert(table), required | values)


def _python_type(column: Column[Any]) -> type:
    return str if isinstance(column.type, Words) else column.type.python_type


def find_keys(connection: Connection) -> dict[str, int]:
    """The key of each article of the store, by its id."""
    table = schema.documents
    return {row.id: row.key for row in connection.execute(select(table.c.id, table.c.key))}


def name_origins(connection: Connection, copies: Sequence[Collection[str]]) -> set[int]:
    """Write the origins of articles that are copies of each other; the keys of those whose origin changed."""
    keys, table = find_keys(connection), schema.origins
    wanted: dict[int, int] = {}
    for one in copies:
        present = sorted(
            (keys[name] for name in one if name in keys),
            key=lambda key: (day_of_key(key), next(name for name in one if keys.get(name) == key)),
        )
        wanted |= dict.fromkeys(present, present[0] if present else 0)
    before = {row.document: row.origin for row in connection.execute(select(table))}
    connection.execute(delete(table))
    if wanted:
        rows = [{"document": key, "origin": origin} for key, origin in wanted.items()]
        connection.execute(insert(table), rows)
    return {key for key in wanted if before.get(key) != wanted[key]}


def compare_all(
    connection: Connection, records: Sequence[Record], batch: int, copies: Sequence[Collection[str]] = ()
) -> None:
    """Add and compare records a batch at a time, as the rooms of `resolve` do."""
    for start in range(0, len(records), batch):
        keys = add_all(connection, records[start : start + batch])
        update(connection, {*keys, *name_origins(connection, copies)})


def erase(connection: Connection, identity: str, copies: Sequence[Collection[str]] = ()) -> None:
    """Take an article out of the stories and then out of the store."""
    key = find_keys(connection)[identity]
    changed = remove(connection, [key])
    origins = schema.origins
    connection.execute(delete(origins).where((origins.c.document == key) | (origins.c.origin == key)))
    erase_document(connection, key, now=NOW)
    changed |= name_origins(connection, copies)
    update(connection, changed)


def read_all(connection: Connection) -> tuple[set[tuple[object, ...]], dict[str, str], set[object]]:
    """All that is derived, by permanent ids: stories, whose they are, and how alike articles are."""
    names = {key: identity for identity, key in find_keys(connection).items()}
    stories: set[tuple[object, ...]] = {
        (row.id, names[row.document], names[row.last], *tuple(row)[3:])
        for row in connection.execute(select(schema.stories))
    }
    owners = {names[row.document]: row.story for row in connection.execute(select(schema.story_articles))}
    pairs: set[object] = {
        (frozenset((names[row.document], names[row.other])), row.score)
        for row in connection.execute(select(schema.story_pairs))
    }
    terms = {(row.term, names[row.document]) for row in connection.execute(select(schema.story_terms))}
    vectors = {
        (names[row.document], bytes(row.terms)) for row in connection.execute(select(schema.story_vectors))
    }
    return stories, owners, pairs | terms | vectors
