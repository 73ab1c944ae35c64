"""What watching needs of an article that was just read, from its record."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model.record import Event, Record, Statement
from onrecord.model.span import Span
from onrecord.store.rows import GAP, find_kind, find_passage
from onrecord.watch.article import ASIDES, Article, Item, Met, Part, name_source


def make_article(record: Record) -> Article:
    """The article of a record, with all of its events and statements."""
    document = record.document
    return Article(
        id=document.id,
        outlet=document.outlet,
        title=document.title,
        url=document.url,
        published=document.published.value if document.published else None,
        byline=document.byline,
        met={
            one.id: Met(
                id=one.id,
                type=one.type,
                names=(one.name, *one.aliases),
                attributes=tuple((told.name, str(told.value)) for told in one.attributes),
                links=one.links,
            )
            for one in record.entities
        },
        items=tuple(_make_items(record)),
    )


def _make_items(record: Record) -> Iterator[Item]:
    names = {one.id: one.name for one in record.entities}
    said = {one.id: one for one in record.statements}
    for event in record.events:
        if find_kind(record.segments, event.trigger) not in ASIDES:
            yield _make_event(record, event, names, said)
    for statement in record.statements:
        if find_kind(record.segments, statement.content[0]) not in ASIDES:
            yield _make_statement(record, statement, names, said)


def _make_event(record: Record, event: Event, names: dict[str, str], said: dict[str, Statement]) -> Item:
    text = record.document.text
    asserted = said.get(event.according_to or "")
    return Item(
        kind="event",
        id=event.id,
        type=event.type,
        quote=find_passage(event).slice(text),
        parts=tuple(_make_parts(record, event, names)),
        phase=event.phase,
        polarity=event.polarity,
        modality=event.modality,
        voice=event.voice,
        according_to=tuple(_name_speakers(record, asserted, names, said)),
        rests_on=event.according_to,
        made_of=event.statement,
        claim=event.same_as or event.id,
        confidence=event.confidence,
    )


def _make_parts(record: Record, event: Event, names: dict[str, str]) -> Iterator[Part]:
    for argument in event.arguments:
        for entity in argument.entities:
            yield Part(argument.role, entity, names[entity])
        if not argument.entities and argument.start is not None and argument.end is not None:
            span = Span(start=argument.start, end=argument.end)
            yield Part(argument.role, None, span.slice(record.document.text))


def _make_statement(
    record: Record, one: Statement, names: dict[str, str], said: dict[str, Statement]
) -> Item:
    who = {
        "source": one.source.entities if one.source else (),
        "addressee": one.addressee,
        "about": one.about,
        "medium": (one.medium,) if one.medium else (),
    }
    return Item(
        kind="statement",
        id=one.id,
        type=one.act,
        quote=GAP.join(part.slice(record.document.text) for part in one.content),
        parts=tuple(Part(role, entity, names[entity]) for role, ids in who.items() for entity in ids),
        polarity=one.polarity,
        hedged=one.hedged,
        form=one.form,
        voice="statement" if one.parent else "outlet",
        according_to=tuple(_name_speakers(record, one, names, said)),
        rests_on=one.parent,
        claim=one.id,
        confidence=one.confidence,
    )


def _name_speakers(
    record: Record, one: Statement | None, names: dict[str, str], said: dict[str, Statement]
) -> Iterator[str]:
    """Who makes a statement, then who says so, and so on outwards."""
    while one is not None:
        yield _name_speaker(record, one, names)
        one = said.get(one.parent or "")


def _name_speaker(record: Record, one: Statement, names: dict[str, str]) -> str:
    source = one.source
    if source is None:
        return name_source((), None, None)
    known = [names[entity] for entity in source.entities]
    return name_source(known, source.slice(record.document.text), source.anonymous)
