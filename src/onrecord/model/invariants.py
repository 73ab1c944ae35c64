"""What must be true of every record; a record that breaks one is never made."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING

from onrecord.errors import BrokenInvariant, InvalidSpan
from onrecord.model.document import digest_text
from onrecord.model.span import Span

if TYPE_CHECKING:
    from onrecord.model.record import Argument, Entity, Event, Record, Statement


def check_record(record: Record) -> None:
    """Check a record as a whole.

    Raises:
        BrokenInvariant: naming the item and what is wrong with it.
    """
    if record.document.text_digest != digest_text(record.document.text):
        raise BrokenInvariant("text_digest is not the digest of the document's text")
    _check_ids(record)
    _check_spans(record)
    _check_entities(record)
    _check_statements(record)
    _check_events(record)


def _check_ids(record: Record) -> None:
    seen: set[str] = set()
    for identity in _ids(record):
        if identity in seen:
            raise BrokenInvariant(f"two items have the id {identity}")
        seen.add(identity)


def _ids(record: Record) -> Iterable[str]:
    yield from (entity.id for entity in record.entities)
    yield from (mention.id for mention in record.mentions)
    yield from (time.id for time in record.times)
    yield from (statement.id for statement in record.statements)
    yield from (event.id for event in record.events)


def _check_spans(record: Record) -> None:
    length = len(record.document.text)
    for span in _spans(record):
        if span.end > length:
            raise InvalidSpan(f"[{span.start}, {span.end}) ends behind the text's {length} characters")
    end = 0
    for segment in record.segments:
        if segment.start < end:
            raise BrokenInvariant(f"segments overlap or are out of order at {segment.start}")
        end = segment.end


def _spans(record: Record) -> Iterable[Span]:
    yield from record.document.unread
    yield from record.segments
    yield from record.mentions
    yield from record.times
    for entity in record.entities:
        yield from entity.attributes
    for statement in record.statements:
        yield from statement.content
        yield from filter(None, (statement.source, statement.cue))
    for event in record.events:
        yield event.trigger
        yield from event.mentions
        yield from filter(None, map(argument_span, event.arguments))


def argument_span(argument: Argument) -> Span | None:
    """The words of an argument, or None where it has only a value.

    Raises:
        InvalidSpan: one bound is there without the other, or the range is empty.
    """
    if argument.start is None and argument.end is None:
        return None
    if argument.start is None or argument.end is None:
        raise InvalidSpan(f"argument {argument.role} has one bound without the other")
    return Span(start=argument.start, end=argument.end)


def _require(known: Container[str], references: Iterable[str | None], where: str) -> None:
    for reference in references:
        if reference is not None and reference not in known:
            raise BrokenInvariant(f"{where} refers to {reference}, which is not in the record")


def _check_entities(record: Record) -> None:
    text = record.document.text
    entities = {entity.id for entity in record.entities}
    names: dict[str, set[str]] = {identity: set() for identity in entities}
    for mention in record.mentions:
        if not mention.entities:
            raise BrokenInvariant(f"mention {mention.id} stands for nobody")
        _require(entities, mention.entities, f"mention {mention.id}")
        if mention.form == "name":
            for identity in mention.entities:
                names[identity].add(mention.slice(text))
    for entity in record.entities:
        strange = set(entity.aliases) - names[entity.id]
        if strange:
            raise BrokenInvariant(f"entity {entity.id} has aliases that none of its mentions uses: {strange}")
        _check_entries(entity)


def _check_entries(entity: Entity) -> None:
    scores = [one.score for one in entity.candidates]
    for ids in (entity.links, [one.id for one in entity.candidates]):
        if len(set(ids)) < len(ids):
            raise BrokenInvariant(f"entity {entity.id} has an entry of a catalogue twice: {ids}")
    if any(not 0 <= score <= 1 for score in scores) or scores != sorted(scores, reverse=True):
        raise BrokenInvariant(f"candidates of entity {entity.id} are not from 1 to 0, best first: {scores}")


def _check_statements(record: Record) -> None:
    by_id = {statement.id: statement for statement in record.statements}
    entities = {entity.id for entity in record.entities}
    times = {time.id for time in record.times}
    told: set[object] = set()
    checked: set[str] = set()
    for statement in record.statements:
        where = f"statement {statement.id}"
        if not statement.content:
            raise BrokenInvariant(f"{where} has no content")
        _require(by_id, [statement.parent], where)
        _require(times, [statement.time], where)
        source = statement.source.entities if statement.source else ()
        _require(entities, [*source, statement.medium, *statement.addressee, *statement.about], where)
        key = (statement.cue, statement.content)
        if key in told:
            raise BrokenInvariant(f"{where} shares cue and content with another")
        told.add(key)
        _check_nesting(statement, by_id, checked)


def _check_nesting(statement: Statement, by_id: Mapping[str, Statement], checked: set[str]) -> None:
    """Check what lies around a statement, as far out as was not checked before."""
    seen = {statement.id}
    inner, parent = statement, by_id.get(statement.parent or "")
    while parent is not None and inner.id not in checked:
        if parent.id in seen:
            raise BrokenInvariant(f"statement {statement.id} is nested in itself")
        seen.add(parent.id)
        if not all(any(outer.covers(part) for outer in parent.content) for part in inner.content):
            raise BrokenInvariant(f"statement {inner.id} does not lie within its parent's content")
        inner, parent = parent, by_id.get(parent.parent or "")
    checked |= seen


def _check_events(record: Record) -> None:
    entities = {entity.id for entity in record.entities}
    times = {time.id for time in record.times}
    statements = {statement.id for statement in record.statements}
    by_id = {event.id: event for event in record.events}
    for event in record.events:
        where = f"event {event.id}"
        _require(times, [event.time], where)
        _require(entities, [event.place], where)
        _require(statements, [event.according_to, event.statement], where)
        if (event.voice == "statement") != (event.according_to is not None):
            raise BrokenInvariant(f"{where} is in a statement's voice without naming it, or the other way")
        _check_roles(event, entities)
        _check_triggers(event)
        _check_sameness(event, by_id)


def _check_triggers(event: Event) -> None:
    spans = [(span.start, span.end) for span in event.mentions]
    if spans != sorted(set(spans)) or (event.trigger.start, event.trigger.end) in spans:
        raise BrokenInvariant(
            f"mentions of event {event.id} are out of order, or one is there twice: {spans}"
        )


def _check_sameness(event: Event, by_id: Mapping[str, Event]) -> None:
    if event.same_as is None:
        return
    _require(by_id, [event.same_as], f"event {event.id}")
    other = by_id[event.same_as]
    if other.same_as is not None or other.type != event.type:
        raise BrokenInvariant(
            f"event {event.id} is the same as {other.id}, which is another's or of another type"
        )
    if event.voice != "unknown" and (event.voice, event.according_to) == (other.voice, other.according_to):
        raise BrokenInvariant(
            f"event {event.id} is the same as {other.id} in one voice, and yet another event"
        )


def _check_roles(event: Event, entities: set[str]) -> None:
    filled: set[tuple[str, str]] = set()
    for argument in event.arguments:
        _require(entities, argument.entities, f"event {event.id}")
        for identity in argument.entities:
            if (argument.role, identity) in filled:
                raise BrokenInvariant(f"event {event.id} has {identity} twice as {argument.role}")
            filled.add((argument.role, identity))
        bounds = argument.quantity
        if bounds and bounds.least is not None and bounds.most is not None and bounds.least > bounds.most:
            raise BrokenInvariant(
                f"event {event.id} has an amount of at least {bounds.least}, at most {bounds.most}"
            )
