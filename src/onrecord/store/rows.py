"""A record to its rows; nothing here asks the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Table

from onrecord.model.capture import Place
from onrecord.model.document import Segment
from onrecord.model.folding import fold_name
from onrecord.model.record import Argument, Entity, Event, Record, Statement
from onrecord.model.span import Span
from onrecord.store import schema
from onrecord.store.keys import make_key
from onrecord.store.seals import seal_document

Row = dict[str, Any]
Rows = dict[Table, list[Row]]
GAP = " … "
"""What stands between the parts of a content whose words are joined."""
_LONGEST_PASSAGE = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the rows of a record need that is not in it: keys of the store, and where its segments come from.

    `first` is the first of as many numbers as `count_numbers` says; `names` has the key of each folded name.
    """

    first: int
    text: int
    engine: int
    outlet: int | None
    names: Mapping[str, int]
    added: str
    analysed: str
    record_digest: str
    version: int
    previous: int | None
    places: Sequence[Place | None] = ()


@dataclass(slots=True)
class _Work:
    record: Record
    frame: Frame
    document: int
    keys: dict[str, int]
    main: dict[str, int]
    """The key of the name of each entity, by the entity's id."""
    rows: Rows = field(default_factory=lambda: defaultdict(list))


def count_numbers(record: Record) -> int:
    """How many numbers the rows of a record need."""
    items = (record.entities, record.mentions, record.times, record.statements, record.events)
    return 1 + sum(map(len, items))


def find_names(record: Record) -> dict[str, str]:
    """All names of the record's entities, by how they are folded."""
    found: dict[str, str] = {}
    for entity in record.entities:
        for name in (entity.name, *entity.aliases):
            found.setdefault(fold_name(name), name)
    return found


def make_rows(record: Record, frame: Frame) -> Rows:
    """The rows of a record by table, in an order in which no row refers to one of a later table."""
    published = record.document.published
    day = published.value if published else None
    document = make_key(day, frame.first)
    rest = range(document + 1, document + count_numbers(record))
    items = (
        item.id
        for items in (record.entities, record.mentions, record.times, record.statements, record.events)
        for item in items
    )
    work = _Work(
        record=record,
        frame=frame,
        document=document,
        keys=dict(zip(items, rest, strict=True)),
        main={entity.id: frame.names[fold_name(entity.name)] for entity in record.entities},
    )
    _add_document(work)
    _add_segments(work)
    for entity in record.entities:
        _add_entity(work, entity)
    _add_mentions(work)
    _add_times(work)
    for statement in record.statements:
        _add_statement(work, statement)
    for event in record.events:
        _add_event(work, event)
    return work.rows


def _add_document(work: _Work) -> None:
    document, frame = work.record.document, work.frame
    published = document.published
    row: Row = {
        "key": work.document,
        "id": document.id,
        "text": frame.text,
        "outlet": frame.outlet,
        "location": document.location,
        "url": document.url,
        "title": document.title,
        "byline": to_json(document.byline),
        "language": document.language,
        "published": published.value if published else None,
        "published_basis": published.basis if published else None,
        "unread": to_json(document.unread),
        "engine": frame.engine,
        "added": frame.added,
        "analysed": frame.analysed,
        "record_digest": frame.record_digest,
        "status": "current",
        "version": frame.version,
        "previous": frame.previous,
    }
    row["seal"] = seal_document(row, _places_of(work))
    work.rows[schema.documents].append(row)


def _places_of(work: _Work) -> Sequence[Place | None]:
    return work.frame.places or [None] * len(work.record.segments)


def _add_segments(work: _Work) -> None:
    for position, (segment, place) in enumerate(zip(work.record.segments, _places_of(work), strict=True)):
        work.rows[schema.segments].append(
            {
                "document": work.document,
                "position": position,
                "kind": segment.kind,
                **_bounds(segment),
                "capture_start": place.start if place else None,
                "capture_end": place.end if place else None,
                "capture_exact": place.exact if place else None,
            }
        )


def _add_entity(work: _Work, entity: Entity) -> None:
    key, names = work.keys[entity.id], work.frame.names
    main = work.main[entity.id]
    work.rows[schema.entities].append(
        {
            "key": key,
            "id": entity.id,
            "document": work.document,
            "type": entity.type,
            "name": entity.name,
            "name_key": main,
            "aliases": to_json(entity.aliases),
            "links": to_json(entity.links),
            "candidates": to_json(entity.candidates),
        }
    )
    for name in dict.fromkeys([main, *(names[fold_name(alias)] for alias in entity.aliases)]):
        work.rows[schema.entity_names].append({"name_key": name, "entity": key, "main": main})
    for position, one in enumerate(entity.attributes):
        work.rows[schema.attributes].append(
            {
                "entity": key,
                "position": position,
                "name": one.name,
                "value": to_json(one.value),
                **_bounds(one),
                "words": one.slice(work.record.document.text),
            }
        )


def _add_mentions(work: _Work) -> None:
    text = work.record.document.text
    for mention in work.record.mentions:
        key = work.keys[mention.id]
        work.rows[schema.mentions].append(
            {
                "key": key,
                "id": mention.id,
                "document": work.document,
                **_bounds(mention),
                "words": mention.slice(text),
                "form": mention.form,
                "head_start": mention.head.start if mention.head else None,
                "head_end": mention.head.end if mention.head else None,
                "phrase_start": mention.phrase.start if mention.phrase else None,
                "phrase_end": mention.phrase.end if mention.phrase else None,
                "confidence": mention.confidence,
            }
        )
        work.rows[schema.mention_entities].extend(
            {"mention": key, "position": position, "entity": work.keys[entity]}
            for position, entity in enumerate(mention.entities)
        )


def _add_times(work: _Work) -> None:
    for time in work.record.times:
        work.rows[schema.times].append(
            {
                "key": work.keys[time.id],
                "id": time.id,
                "document": work.document,
                **_bounds(time),
                "words": time.slice(work.record.document.text),
                "type": time.type,
                "value": time.value,
                "earliest": time.earliest,
                "latest": time.latest,
            }
        )


def _add_statement(work: _Work, one: Statement) -> None:
    text, key = work.record.document.text, work.keys[one.id]
    sure = one.confidences
    work.rows[schema.statements].append(
        {
            "key": key,
            "id": one.id,
            "document": work.document,
            "outlet": work.frame.outlet,
            "parent": _key_of(work, one.parent),
            "source_start": one.source.start if one.source else None,
            "source_end": one.source.end if one.source else None,
            "source_words": one.source.slice(text) if one.source else None,
            "anonymous": one.source.anonymous if one.source else None,
            "cue_start": one.cue.start if one.cue else None,
            "cue_end": one.cue.end if one.cue else None,
            "cue_words": one.cue.slice(text) if one.cue else None,
            "words": GAP.join(part.slice(text) for part in one.content),
            "form": one.form,
            "act": one.act,
            "polarity": one.polarity,
            "hedged": one.hedged,
            "time": _key_of(work, one.time),
            "abstained": to_json(one.abstained),
            "segment": find_kind(work.record.segments, one.content[0]),
            "confidence": one.confidence,
            "confidence_source": sure.source if sure else None,
            "confidence_cue": sure.cue if sure else None,
            "confidence_content": sure.content if sure else None,
        }
    )
    work.rows[schema.statement_parts].extend(
        {"statement": key, "position": position, **_bounds(part)} for position, part in enumerate(one.content)
    )
    work.rows[schema.statement_entities].extend(
        {
            "statement": key,
            "role": role,
            "position": position,
            "entity": work.keys[entity],
            "name_key": work.main[entity],
        }
        for role, position, entity in _parties(one)
    )


def _parties(one: Statement) -> Iterator[tuple[str, int, str]]:
    """The role, the place in its list, and the id of each entity of a statement."""
    roles = {
        "source": one.source.entities if one.source else (),
        "addressee": one.addressee,
        "about": one.about,
        "medium": (one.medium,) if one.medium is not None else (),
    }
    for role, entities in roles.items():
        for position, entity in enumerate(entities):
            yield role, position, entity


def _add_event(work: _Work, one: Event) -> None:
    text, key = work.record.document.text, work.keys[one.id]
    work.rows[schema.events].append(
        {
            "key": key,
            "id": one.id,
            "document": work.document,
            "outlet": work.frame.outlet,
            "type": one.type,
            "phase": one.phase,
            **_bounds(one.trigger),
            "words": one.trigger.slice(text),
            "passage": find_passage(one).slice(text),
            "time": _key_of(work, one.time),
            "place": _key_of(work, one.place),
            "polarity": one.polarity,
            "modality": one.modality,
            "voice": one.voice,
            "according_to": _key_of(work, one.according_to),
            "statement": _key_of(work, one.statement),
            "same_as": _key_of(work, one.same_as),
            "segment": find_kind(work.record.segments, one.trigger),
            "confidence": one.confidence,
        }
    )
    work.rows[schema.event_mentions].extend(
        {"event": key, "position": position, **_bounds(span)} for position, span in enumerate(one.mentions)
    )
    for position, argument in enumerate(one.arguments):
        _add_argument(work, key, position, argument)


def _add_argument(work: _Work, event: int, position: int, one: Argument) -> None:
    whole = one.start is not None and one.end is not None
    work.rows[schema.event_arguments].extend(
        {
            "event": event,
            "position": position,
            "number": number,
            "role": one.role,
            "entity": work.keys[entity] if entity is not None else None,
            "name_key": work.main[entity] if entity is not None else None,
            "start_char": one.start,
            "end_char": one.end,
            "words": work.record.document.text[one.start : one.end] if whole else None,
            "value": to_json(one.value) if one.value is not None else None,
            "quantity": to_json(one.quantity) if one.quantity is not None else None,
        }
        for number, entity in enumerate(one.entities or (None,))
    )


def find_passage(one: Event) -> Span:
    """The words from the first to the last that tell of an event, where they are not far apart."""
    start, end = one.trigger.start, one.trigger.end
    for argument in one.arguments:
        if argument.start is not None and argument.end is not None:
            low, high = min(start, argument.start), max(end, argument.end)
            if high - low <= _LONGEST_PASSAGE:
                start, end = low, high
    return Span(start=start, end=end)


def find_kind(segments: Sequence[Segment], span: Span) -> str | None:
    """The kind of the segment in which a span begins."""
    return next((one.kind for one in segments if one.start <= span.start < one.end), None)


def to_json(value: object) -> str:
    """A value as JSON, as the record has it."""
    return msgspec.json.encode(value).decode()


def _key_of(work: _Work, identity: str | None) -> int | None:
    return work.keys[identity] if identity is not None else None


def _bounds(span: Span) -> Row:
    return {"start_char": span.start, "end_char": span.end}
