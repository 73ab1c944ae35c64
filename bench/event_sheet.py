"""A page of the sheet for judges of events: one event, all that is said of it, and the text around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from bench.event_instructions import MEANINGS
from bench.sheets import count_words, cut, name_entity, surround
from onrecord.analyse.event_types import COMMON_ROLES, EVENT_TYPES
from onrecord.model.invariants import argument_span
from onrecord.model.record import Argument, Event, Record, Statement
from onrecord.model.span import Span

_BEFORE, _AFTER, _AROUND = 1_200, 500, 30


def name_arguments(event: Event) -> dict[str, Argument]:
    """The arguments by the keys of the sheet: "participant", "participant#2" ...

    The event's place is one of them, in the role `place`, where no argument has it in that role.
    """
    arguments = list(event.arguments)
    places = [identity for one in arguments if one.role == "place" for identity in one.entities]
    if event.place is not None and event.place not in places:
        arguments.append(Argument(role="place", entities=(event.place,)))
    counts: Counter[str] = Counter()
    named = {}
    for one in arguments:
        counts[one.role] += 1
        named[f"{one.role}#{counts[one.role]}" if counts[one.role] > 1 else one.role] = one
    return named


def roles_of(event_type: str) -> tuple[str, ...]:
    """The roles that an event of this type may fill, beside its time."""
    own = EVENT_TYPES[event_type].roles
    return (*own, *(role for role in COMMON_ROLES if role not in (*own, "time")))


def show(number: int, record: Record, event: Event) -> Iterator[str]:
    """What is needed to judge one event."""
    document, at = record.document, event.trigger
    published = (
        f"{document.published.value} ({document.published.basis})" if document.published else "unknown"
    )
    yield f"#{number} {document.location} [{at.start}, {at.end})"
    yield f"  published {published}   outlet {document.outlet or 'unknown'}"
    yield f"  text      {cut(document.text, at, _BEFORE, _AFTER)}"
    for mention in event.mentions:
        yield f"  other mention {surround(document.text, mention)}"
    yield f"  type      {explain(event.type)}"
    yield f"  phase     {event.phase}"
    arguments = name_arguments(event)
    yield "  arguments" if arguments else "  arguments none"
    for key, argument in arguments.items():
        yield f"    {key:<14}{_show_argument(record, argument)}"
    yield f"  time      {_show_time(record, event)}"
    yield f"  polarity  {event.polarity}"
    yield f"  modality  {event.modality}"
    yield from _show_voice(record, event)
    yield from _show_entities(record, event)
    yield ""


def explain(event_type: str) -> str:
    """The type, its nature and its roles in one line."""
    kind = EVENT_TYPES[event_type]
    nature = "state" if kind.state else "act of speech" if kind.speech_act else "event"
    meaning = f": {MEANINGS[event_type]}" if event_type in MEANINGS else ""
    return f"{event_type} ({nature}){meaning}. Roles: {', '.join(roles_of(event_type))}"


def _show_argument(record: Record, argument: Argument) -> str:
    span = argument_span(argument)
    parts = [_show_words(record, span)] if span else ["no words"]
    if argument.entities:
        parts.append(f"= {_name_all(record, argument.entities)}")
    elif span:
        parts.append("no entity")
    if argument.value is not None:
        parts.append(f"value {argument.value!r}")
    if argument.quantity is not None:
        parts.append(f"quantity {msgspec.json.encode(argument.quantity).decode()}")
    return "   ".join(parts)


def _show_words(record: Record, span: Span) -> str:
    return cut(record.document.text, span, _AROUND, _AROUND)


def _name_all(record: Record, identities: tuple[str, ...]) -> str:
    return " + ".join(name_entity(one) for one in record.entities if one.id in identities)


def _show_time(record: Record, event: Event) -> str:
    for time in record.times:
        if time.id == event.time:
            bounds = f"{time.earliest or 'open'} to {time.latest or 'open'}"
            return f"{_show_words(record, time)}   = {time.value} ({time.type}, {bounds})"
    return "none given"


def _show_voice(record: Record, event: Event) -> Iterator[str]:
    yield f"  voice     {event.voice}"
    for link, one in enumerate(chain(record, event)):
        yield f"    {'reported by' if link else 'according to'} {_show_source(record, one)}"


def chain(record: Record, event: Event) -> Iterator[Statement]:
    """The statements that the event rests on, the innermost first."""
    by_id = {one.id: one for one in record.statements}
    one = by_id.get(event.according_to or "")
    while one is not None:
        yield one
        one = by_id.get(one.parent or "")


def _show_source(record: Record, one: Statement) -> str:
    cue = f"; {one.act}, by {_show_words(record, one.cue)}" if one.cue else f"; {one.act}, no cue"
    if one.source is None:
        return f"nobody named{' (left open)' if 'source' in one.abstained else ''}{cue}"
    whom = f"= {_name_all(record, one.source.entities)}" if one.source.entities else "no entity"
    return f"{_show_words(record, one.source)}   {whom}{cue}"


def _show_entities(record: Record, event: Event) -> Iterator[str]:
    """All words of the entities that are spoken of, and the first where the text does not show it."""
    sources = [one.source.entities for one in chain(record, event) if one.source]
    fillers = [one.entities for one in name_arguments(event).values()]
    spoken_of = {identity for identities in (*fillers, *sources) for identity in identities}
    if spoken_of:
        yield "  entities"
    for entity in record.entities:
        if entity.id in spoken_of:
            yield f"    {name_entity(entity)}: {count_words(record, entity)}"
            first = next((mention for mention in record.mentions if entity.id in mention.entities), None)
            if first and first.start < event.trigger.start - _BEFORE:
                yield f"      first {surround(record.document.text, first)}"
