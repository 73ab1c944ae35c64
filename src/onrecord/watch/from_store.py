"""What watching needs of articles in a store, read for many of them at once.

First whom they speak of; then, of those that a list may mean alone, what is told of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, Table, select

from onrecord.store import schema
from onrecord.watch.article import ASIDES, Article, Item, Met, Part, name_source

MANY = 500
"""How many values one query asks for."""
_TYPES = ("person", "organisation", "group", "other", "product")
_Found = Row[Any]


def in_batches(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], values: Collection[Any]
) -> Iterator[_Found]:
    """The rows of a query whose column has one of many values."""
    wanted = list(values)
    for start in range(0, len(wanted), MANY):
        yield from connection.execute(query.where(column.in_(wanted[start : start + MANY])))


class Reading:
    """Articles of a store by key, without those that a newer version has replaced or that are retracted."""

    def __init__(self, connection: Connection, documents: Collection[int]) -> None:
        self._connection = connection
        self.articles: dict[int, Article] = {}
        self.met: dict[int, tuple[int, Met]] = {}
        """The article of an entity and the entity, by its key."""
        self._read_articles(documents)
        self._read_met()

    def _read_articles(self, documents: Collection[int]) -> None:
        table, outlets = schema.documents, schema.outlets
        columns = (table.c[name] for name in "key id title url published byline".split())
        query = select(*columns, outlets.c.name).outerjoin(outlets, table.c.outlet == outlets.c.key)
        query = query.where(table.c.status == "current")
        for row in in_batches(self._connection, query, table.c.key, documents):
            byline = () if row.byline == "[]" else tuple(msgspec.json.decode(row.byline))
            self.articles[row.key] = Article(
                row.id, row.name, row.title, row.url, row.published, byline, met={}
            )

    def _read_met(self) -> None:
        table = schema.entities
        columns = (table.c[name] for name in "key id document type name aliases links".split())
        query = select(*columns).where(table.c.type.in_(_TYPES))
        for row in in_batches(self._connection, query, table.c.document, self.articles):
            if row.name.islower():  # a description, and no name
                continue
            aliases = () if row.aliases == "[]" else msgspec.json.decode(row.aliases)
            links = () if row.links == "[]" else tuple(msgspec.json.decode(row.links))
            self.met[row.key] = row.document, Met(row.id, row.type, (row.name, *aliases), links=links)

    def tell(self, entities: Collection[int]) -> None:
        """Read what is told of some of the entities, by key, and put it to their articles."""
        attributes = self._read_attributes(entities)
        met: dict[int, dict[str, Met]] = defaultdict(dict)
        for key in sorted(entities):
            document, one = self.met[key]
            one = self.met[key][1]._replace(attributes=tuple(attributes[key]))
            self.met[key] = document, one
            met[document][one.id] = one
        items: dict[int, list[Item]] = defaultdict(list)
        arguments, said = schema.event_arguments, schema.statement_entities
        events = self._keys(arguments.c.event, arguments.c.entity, entities)
        statements = self._keys(said.c.statement, said.c.entity, entities)
        for document, item in (
            *read_events(self._connection, events),
            *read_statements(self._connection, statements),
        ):
            items[document].append(item)
        for document, found in met.items():
            self.articles[document] = self.articles[document]._replace(
                met=found, items=tuple(items[document])
            )

    def _keys(
        self, wanted: ColumnElement[int], column: ColumnElement[int], values: Collection[int]
    ) -> list[int]:
        found = {row[0] for row in in_batches(self._connection, select(wanted).distinct(), column, values)}
        return sorted(found)

    def _read_attributes(self, entities: Collection[int]) -> dict[int, list[tuple[str, str]]]:
        table = schema.attributes
        query = select(table.c.entity, table.c.name, table.c.value)
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for row in in_batches(self._connection, query, table.c.entity, entities):
            found[row.entity].append((row.name, str(msgspec.json.decode(row.value))))
        return found


def read_events(connection: Connection, keys: Collection[int]) -> list[tuple[int, Item]]:
    """The events with these keys, each with its article's key, in order."""
    table, claims, rows = schema.events, schema.claims, schema.claim_events
    statements = schema.statements.alias("made")
    others = schema.events.alias("other")
    columns = (
        "key id document type phase passage polarity modality voice according_to segment confidence".split()
    )
    query = (
        select(
            *(table.c[name] for name in columns),
            statements.c.id.label("made_of"),
            others.c.id.label("same_as"),
            rows.c.claim,
            claims.c.articles,
            claims.c.independent,
        )
        .outerjoin(statements, table.c.statement == statements.c.key)
        .outerjoin(others, table.c.same_as == others.c.key)
        .outerjoin(rows, rows.c.event == table.c.key)
        .outerjoin(claims, claims.c.id == rows.c.claim)
    )
    found = [row for row in in_batches(connection, query, table.c.key, keys) if row.segment not in ASIDES]
    parts = _read_parts(connection, [row.key for row in found])
    voices = _read_voices(connection, {row.according_to for row in found if row.according_to is not None})
    return [
        (row.document, _make_event(row, parts[row.key], voices))
        for row in sorted(found, key=lambda row: row.key)
    ]


def _make_event(row: _Found, parts: list[Part], voices: Mapping[int, _Voice]) -> Item:
    return Item(
        kind="event",
        id=row.id,
        type=row.type,
        quote=row.passage,
        parts=tuple(parts),
        phase=row.phase,
        polarity=row.polarity,
        modality=row.modality,
        voice=row.voice,
        according_to=_name_all(voices, row.according_to),
        rests_on=voices[row.according_to].id if row.according_to in voices else None,
        made_of=row.made_of,
        claim=row.claim or row.same_as or row.id,
        articles=row.articles or 1,
        independent=row.independent or 1,
        confidence=row.confidence,
    )


def _read_parts(connection: Connection, events: Collection[int]) -> dict[int, list[Part]]:
    table, entities = schema.event_arguments, schema.entities
    query = (
        select(table.c.event, table.c.role, table.c.words, entities.c.id, entities.c.name)
        .outerjoin(entities, table.c.entity == entities.c.key)
        .order_by(table.c.event, table.c.position, table.c.number)
    )
    found: dict[int, list[Part]] = defaultdict(list)
    for row in in_batches(connection, query, table.c.event, events):
        if row.id is not None or row.words is not None:
            found[row.event].append(Part(row.role, row.id, row.name or row.words))
    return found


class _Voice(NamedTuple):
    """A statement: its id, who makes it, and the key of the one that it stands in."""

    id: str
    speaker: str
    parent: int | None


def _read_voices(connection: Connection, statements: Collection[int]) -> dict[int, _Voice]:
    """Statements, and those that they stand in, by key."""
    table = schema.statements
    query = select(table.c.key, table.c.id, table.c.source_words, table.c.anonymous, table.c.parent)
    voices: dict[int, _Voice] = {}
    wanted = set(statements)
    while wanted:
        names = _read_names(connection, wanted)
        for row in in_batches(connection, query, table.c.key, wanted):
            speaker = name_source(names[row.key], row.source_words, row.anonymous)
            voices[row.key] = _Voice(row.id, speaker, row.parent)
        parents = {voices[key].parent for key in wanted if key in voices}
        wanted = {key for key in parents if key is not None and key not in voices}
    return voices


def _name_all(voices: Mapping[int, _Voice], statement: int | None) -> tuple[str, ...]:
    """Who makes a statement, then who says so, and so on outwards."""
    found: list[str] = []
    while statement is not None and statement in voices:
        found.append(voices[statement].speaker)
        statement = voices[statement].parent
    return tuple(found)


def _read_names(connection: Connection, statements: Collection[int]) -> dict[int, list[str]]:
    """The names of those who make statements, by key."""
    table, entities = schema.statement_entities, schema.entities
    query = (
        select(table.c.statement, entities.c.name)
        .join(entities, table.c.entity == entities.c.key)
        .where(table.c.role == "source")
        .order_by(table.c.statement, table.c.position)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in in_batches(connection, query, table.c.statement, statements):
        found[row.statement].append(row.name)
    return found


def read_statements(connection: Connection, keys: Collection[int]) -> list[tuple[int, Item]]:
    """The statements with these keys, each with its article's key, in order."""
    table, quotations, rows = schema.statements, schema.quotations, schema.quotation_statements
    names = "key id document act words form polarity hedged segment parent confidence".split()
    columns = (table.c[name] for name in names)
    query = (
        select(
            *columns,
            rows.c.quotation,
            quotations.c.articles,
            quotations.c.independent,
        )
        .outerjoin(rows, rows.c.statement == table.c.key)
        .outerjoin(quotations, quotations.c.id == rows.c.quotation)
    )
    found = [row for row in in_batches(connection, query, table.c.key, keys) if row.segment not in ASIDES]
    parts = _read_speakers(connection, [row.key for row in found])
    voices = _read_voices(connection, [row.key for row in found])
    return [
        (row.document, _make_statement(row, parts[row.key], voices))
        for row in sorted(found, key=lambda row: row.key)
    ]


def _read_speakers(connection: Connection, statements: Collection[int]) -> dict[int, list[Part]]:
    table, entities = schema.statement_entities, schema.entities
    query = (
        select(table.c.statement, table.c.role, entities.c.id, entities.c.name)
        .join(entities, table.c.entity == entities.c.key)
        .order_by(table.c.statement, table.c.role, table.c.position)
    )
    found: dict[int, list[Part]] = defaultdict(list)
    for row in in_batches(connection, query, table.c.statement, statements):
        found[row.statement].append(Part(row.role, row.id, row.name))
    return found


def _make_statement(row: _Found, parts: Iterable[Part], voices: Mapping[int, _Voice]) -> Item:
    return Item(
        kind="statement",
        id=row.id,
        type=row.act,
        quote=row.words,
        parts=tuple(parts),
        polarity=row.polarity,
        hedged=row.hedged,
        form=row.form,
        voice="statement" if row.parent is not None else "outlet",
        according_to=_name_all(voices, row.key),
        rests_on=voices[row.parent].id if row.parent is not None else None,
        claim=row.quotation or row.id,
        articles=row.articles or 1,
        independent=row.independent or 1,
        confidence=row.confidence,
    )


def members_of(connection: Connection, claims: Collection[str]) -> dict[str, list[str]]:
    """The ids of all events and statements of claims and quotations."""
    found: dict[str, list[str]] = defaultdict(list)
    pairs: tuple[tuple[Table, str, str, Table], ...] = (
        (schema.claim_events, "claim", "event", schema.events),
        (schema.quotation_statements, "quotation", "statement", schema.statements),
    )
    for rows, group, member, items in pairs:
        query = select(rows.c[group], items.c.id).join(items, rows.c[member] == items.c.key)
        for row in in_batches(connection, query, rows.c[group], claims):
            found[row[0]].append(row.id)
    return found
