"""The rows of one record in the tables of `columns.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from onrecord.export.columns import Row
from onrecord.export.items import Items, look_up
from onrecord.model.invariants import argument_span
from onrecord.model.kept import Kept
from onrecord.model.record import Argument, Event, Quantity, Statement
from onrecord.model.span import Span

_NOWHERE = (None, None)


def make_rows(kept: Kept) -> Iterator[tuple[str, Row]]:
    """Each row of a record with the name of its table, table by table."""
    items = look_up(kept.record)
    yield "documents", _document_row(kept)
    for table, rows in _ROWS.items():
        for row in rows(items):
            yield table, row


def _document_row(kept: Kept) -> Row:
    document = kept.record.document
    published = document.published
    return (
        document.id,
        document.location,
        document.url,
        document.outlet,
        document.title,
        document.byline,
        document.language,
        published.value if published else None,
        published.basis if published else None,
        document.text_digest,
        len(document.text),
        sum(span.end - span.start for span in document.unread),
        kept.engine,
        kept.added,
        kept.fetched,
        kept.status,
        kept.version,
        kept.capture,
        document.text,
    )


def _segment_rows(items: Items) -> Iterator[Row]:
    document = items.record.document
    for number, one in enumerate(items.record.segments, start=1):
        yield document.id, number, one.kind, one.start, one.end, one.slice(document.text)


def _entity_rows(items: Items) -> Iterator[Row]:
    for one in items.record.entities:
        yield (
            items.record.document.id,
            one.id,
            one.type,
            one.name,
            one.aliases,
            one.links,
            tuple(candidate.id for candidate in one.candidates),
            tuple(f"{attribute.name}: {attribute.value}" for attribute in one.attributes),
            len(items.mentions_of.get(one.id, ())),
        )


def _mention_rows(items: Items) -> Iterator[Row]:
    for one in items.record.mentions:
        names = tuple(items.name_all(one.entities))
        yield (
            items.record.document.id,
            one.id,
            one.entities,
            names,
            one.form,
            one.start,
            one.end,
            items.words(one),
            one.confidence,
        )


def _time_rows(items: Items) -> Iterator[Row]:
    for one in items.record.times:
        yield (
            items.record.document.id,
            one.id,
            one.type,
            one.value,
            one.earliest,
            one.latest,
            one.start,
            one.end,
            items.words(one),
        )


def _statement_rows(items: Items) -> Iterator[Row]:
    for one in items.record.statements:
        yield (
            items.record.document.id,
            one.id,
            *_publication(items),
            *_source_cells(items, one),
            items.words(one.cue),
            *_bounds(one.cue),
            items.content_of(one),
            one.content[0].start,
            one.content[-1].end,
            tuple(f"{part.start}-{part.end}" for part in one.content),
            one.form,
            one.act,
            one.polarity,
            one.hedged,
            *_time_cells(items, one.time),
            items.entities[one.medium].name if one.medium else None,
            one.medium,
            tuple(items.name_all(one.addressee)),
            one.addressee,
            tuple(items.name_all(one.about)),
            one.about,
            one.parent,
            items.told[one.id].chain.label,
            one.abstained,
            one.confidence,
        )


def _source_cells(items: Items, one: Statement) -> Row:
    source = one.source
    speakers = source.entities if source else ()
    names = tuple(items.name_all(speakers))
    return items.words(source), *_bounds(source), names, speakers, source.anonymous if source else None


def _event_rows(items: Items) -> Iterator[Row]:
    for one in items.record.events:
        yield (
            items.record.document.id,
            one.id,
            *_publication(items),
            one.type,
            one.phase,
            items.words(one.trigger),
            *_bounds(one.trigger),
            len(one.mentions) + 1,
            *_time_cells(items, one.time),
            items.entities[one.place].name if one.place else None,
            one.place,
            one.polarity,
            one.modality,
            *_voice_cells(items, one),
            one.statement,
            one.same_as,
            one.confidence,
        )


def _voice_cells(items: Items, one: Event) -> Row:
    told = items.statements[one.according_to] if one.according_to else None
    speakers = told.source.entities if told and told.source else ()
    chain = items.told[told.id].chain.label if told else None
    return one.voice, one.according_to, chain, tuple(items.name_all(speakers)), speakers


def _argument_rows(items: Items) -> Iterator[Row]:
    for event in items.record.events:
        for number, one in enumerate(event.arguments, start=1):
            for entity in one.entities or (None,):
                yield (
                    items.record.document.id,
                    event.id,
                    event.type,
                    number,
                    one.role,
                    entity,
                    items.entities[entity].name if entity else None,
                    *_filler_cells(items, one),
                )


def _filler_cells(items: Items, one: Argument) -> Row:
    span = argument_span(one)
    quantity = one.quantity or Quantity()
    return (
        *_bounds(span),
        items.words(span),
        None if one.value is None else str(one.value),
        one.value if isinstance(one.value, int | float) else None,
        quantity.least,
        quantity.most,
        quantity.approximate if one.quantity else None,
        quantity.currency,
        quantity.unit,
    )


def _publication(items: Items) -> Row:
    document = items.record.document
    return document.outlet, document.published.value if document.published else None


def _time_cells(items: Items, identity: str | None) -> Row:
    if identity is None:
        return None, None, None, None
    time = items.times[identity]
    return identity, items.words(time), time.earliest, time.latest


def _bounds(span: Span | None) -> Row:
    return (span.start, span.end) if span else _NOWHERE


_ROWS: Mapping[str, Callable[[Items], Iterator[Row]]] = MappingProxyType(
    {
        "segments": _segment_rows,
        "entities": _entity_rows,
        "mentions": _mention_rows,
        "times": _time_rows,
        "statements": _statement_rows,
        "events": _event_rows,
        "arguments": _argument_rows,
    }
)
