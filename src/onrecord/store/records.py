"""Rows to the record that they were made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, Table, select
from sqlalchemy.exc import NoResultFound

from onrecord.errors import BrokenInvariant, MalformedInput, StoreDamaged
from onrecord.model.document import Document, Published, Segment
from onrecord.model.kept import Kept
from onrecord.model.record import (
    Argument,
    Attribute,
    Candidate,
    Confidences,
    Entity,
    Event,
    Mention,
    Quantity,
    Record,
    Statement,
    StatementSource,
    Time,
    Value,
)
from onrecord.model.span import Span
from onrecord.store import schema

Found = Row[Any]


def read_record(connection: Connection, document: int) -> Record:
    """The record of the article whose key is `document`.

    Raises:
        StoreDamaged: there is no such article, or its rows do not make a record.
    """
    try:
        return _Reading(connection, document).read()
    except NoResultFound as error:
        raise StoreDamaged(f"there is no article {document}, or no text or engine of it") from error
    except (
        BrokenInvariant,
        MalformedInput,
        msgspec.DecodeError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ) as error:
        raise StoreDamaged(f"the rows of article {document} make no record: {error}") from error


def read_kept(connection: Connection, document: int) -> Kept:
    """The record of an article, with what the store knows beside it; raises as `read_record` does."""
    known = connection.execute(
        select(schema.documents, schema.engines.c.engine.label("engine_name"))
        .join(schema.engines, schema.documents.c.engine == schema.engines.c.key)
        .where(schema.documents.c.key == document)
    ).one_or_none()
    if known is None:
        raise StoreDamaged(f"there is no article {document}")
    captures = schema.captures
    capture = connection.execute(
        select(captures.c.digest, captures.c.fetched)
        .where(captures.c.document == document)
        .order_by(captures.c.key)
        .limit(1)
    ).one_or_none()
    return Kept(
        record=read_record(connection, document),
        engine=known.engine_name,
        added=known.added,
        status=known.status,
        version=known.version,
        capture=capture.digest if capture else None,
        fetched=capture.fetched if capture else None,
    )


class _Reading:
    """The rows of one article, read table by table."""

    def __init__(self, connection: Connection, document: int) -> None:
        self._connection = connection
        self._document = document
        self._ids: dict[int, str] = {}
        """The permanent ids of what was read, by key."""

    def read(self) -> Record:
        found = self._connection.execute(
            select(schema.documents, schema.texts.c.text.label("words"), schema.outlets.c.name)
            .join(schema.texts, schema.documents.c.text == schema.texts.c.key)
            .outerjoin(schema.outlets, schema.documents.c.outlet == schema.outlets.c.key)
            .where(schema.documents.c.key == self._document)
        ).one()
        engine = self._connection.execute(
            select(schema.engines.c.engine).where(schema.engines.c.key == found.engine)
        ).scalar_one()
        digest = self._connection.execute(
            select(schema.texts.c.digest).where(schema.texts.c.key == found.text)
        ).scalar_one()
        entities = self._all(schema.entities)
        mentions = self._all(schema.mentions)
        times = self._all(schema.times)
        statements = self._all(schema.statements)
        events = self._all(schema.events)
        return Record(
            engine=engine if engine != schema.UNKNOWN_ENGINE else None,
            document=_make_document(found, digest),
            segments=tuple(map(_make_segment, self._segments())),
            entities=self._make_entities(entities),
            mentions=self._make_mentions(mentions),
            times=tuple(map(_make_time, times)),
            statements=self._make_statements(statements),
            events=self._make_events(events),
        )

    def _all(self, table: Table) -> Sequence[Found]:
        rows = self._connection.execute(
            select(table).where(table.c.document == self._document).order_by(table.c.key)
        ).all()
        self._ids.update((row.key, row.id) for row in rows)
        return rows

    def _segments(self) -> Sequence[Found]:
        table = schema.segments
        return self._connection.execute(
            select(table).where(table.c.document == self._document).order_by(table.c.position)
        ).all()

    def _parts(self, table: Table, owner: Table, *order: str) -> Mapping[int, list[Found]]:
        """The rows of a table that hang on rows of another, by the key of those, in the given order."""
        column = next(iter(table.c))
        query: Select[Any] = (
            select(table)
            .join(owner, column == owner.c.key)
            .where(owner.c.document == self._document)
            .order_by(*(table.c[name] for name in (column.name, *order)))
        )
        found: dict[int, list[Found]] = defaultdict(list)
        for row in self._connection.execute(query):
            found[row[0]].append(row)
        return found

    def _make_entities(self, rows: Iterable[Found]) -> tuple[Entity, ...]:
        attributes = self._parts(schema.attributes, schema.entities, "position")
        return tuple(
            Entity(
                id=row.id,
                type=row.type,
                name=row.name,
                aliases=tuple(msgspec.json.decode(row.aliases)),
                attributes=tuple(map(_make_attribute, attributes.get(row.key, ()))),
                links=tuple(msgspec.json.decode(row.links)),
                candidates=msgspec.json.decode(row.candidates, type=tuple[Candidate, ...]),
            )
            for row in rows
        )

    def _make_mentions(self, rows: Iterable[Found]) -> tuple[Mention, ...]:
        entities = self._parts(schema.mention_entities, schema.mentions, "position")
        return tuple(
            Mention(
                start=row.start_char,
                end=row.end_char,
                id=row.id,
                entities=tuple(self._ids[one.entity] for one in entities[row.key]),
                form=row.form,
                head=_make_span(row.head_start, row.head_end),
                phrase=_make_span(row.phrase_start, row.phrase_end),
                confidence=row.confidence,
            )
            for row in rows
        )

    def _make_statements(self, rows: Iterable[Found]) -> tuple[Statement, ...]:
        parts = self._parts(schema.statement_parts, schema.statements, "position")
        entities = self._parts(schema.statement_entities, schema.statements, "position")
        return tuple(self._make_statement(row, parts[row.key], entities.get(row.key, [])) for row in rows)

    def _make_statement(self, row: Found, parts: list[Found], entities: list[Found]) -> Statement:
        roles: dict[str, list[str]] = defaultdict(list)
        for one in entities:
            roles[one.role].append(self._ids[one.entity])
        source = None
        if row.source_start is not None:
            source = StatementSource(
                start=row.source_start,
                end=row.source_end,
                entities=tuple(roles["source"]),
                anonymous=row.anonymous,
            )
        sure = None
        if row.confidence_source is not None:
            sure = Confidences(
                source=row.confidence_source, cue=row.confidence_cue, content=row.confidence_content
            )
        return Statement(
            id=row.id,
            parent=self._id(row.parent),
            source=source,
            cue=_make_span(row.cue_start, row.cue_end),
            content=tuple(Span(start=part.start_char, end=part.end_char) for part in parts),
            form=row.form,
            act=row.act,
            polarity=row.polarity,
            hedged=row.hedged,
            time=self._id(row.time),
            medium=next(iter(roles["medium"]), None),
            addressee=tuple(roles["addressee"]),
            about=tuple(roles["about"]),
            abstained=tuple(msgspec.json.decode(row.abstained)),
            confidence=row.confidence,
            confidences=sure,
        )

    def _make_events(self, rows: Iterable[Found]) -> tuple[Event, ...]:
        mentions = self._parts(schema.event_mentions, schema.events, "position")
        arguments = self._parts(schema.event_arguments, schema.events, "position", "number")
        return tuple(
            Event(
                id=row.id,
                type=row.type,
                phase=row.phase,
                trigger=Span(start=row.start_char, end=row.end_char),
                mentions=tuple(
                    Span(start=one.start_char, end=one.end_char) for one in mentions.get(row.key, ())
                ),
                arguments=self._make_arguments(arguments.get(row.key, [])),
                time=self._id(row.time),
                place=self._id(row.place),
                polarity=row.polarity,
                modality=row.modality,
                voice=row.voice,
                according_to=self._id(row.according_to),
                statement=self._id(row.statement),
                same_as=self._id(row.same_as),
                confidence=row.confidence,
            )
            for row in rows
        )

    def _make_arguments(self, rows: Sequence[Found]) -> tuple[Argument, ...]:
        grouped: dict[int, list[Found]] = defaultdict(list)
        for row in rows:
            grouped[row.position].append(row)
        return tuple(
            Argument(
                role=same[0].role,
                entities=tuple(self._ids[one.entity] for one in same if one.entity is not None),
                start=same[0].start_char,
                end=same[0].end_char,
                value=_decoded(same[0].value, Value),
                quantity=_decoded(same[0].quantity, Quantity),
            )
            for same in grouped.values()
        )

    def _id(self, key: int | None) -> str | None:
        return None if key is None else self._ids[key]


def _make_document(row: Found, digest: str) -> Document:
    published = None
    if row.published is not None:
        published = Published(value=row.published, basis=row.published_basis)
    return Document(
        id=row.id,
        text_digest=digest,
        location=row.location,
        url=row.url,
        outlet=row.name,
        title=row.title,
        byline=tuple(msgspec.json.decode(row.byline)),
        language=row.language,
        published=published,
        unread=msgspec.json.decode(row.unread, type=tuple[Span, ...]),
        text=row.words,
    )


def _make_segment(row: Found) -> Segment:
    return Segment(kind=row.kind, start=row.start_char, end=row.end_char)


def _make_attribute(row: Found) -> Attribute:
    return Attribute(
        start=row.start_char,
        end=row.end_char,
        name=row.name,
        value=msgspec.json.decode(row.value, type=Value),
    )


def _make_time(row: Found) -> Time:
    return Time(
        start=row.start_char,
        end=row.end_char,
        id=row.id,
        type=row.type,
        value=row.value,
        earliest=row.earliest,
        latest=row.latest,
    )


def _make_span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start=start, end=end)


def _decoded(encoded: str | None, kind: Any) -> Any:
    return None if encoded is None else msgspec.json.decode(encoded, type=kind)
