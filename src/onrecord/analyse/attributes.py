"""What an article says of its people in passing, kept with them: their age and the positions they hold."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord.model.record import Argument, Attribute, Entity, Event

_TOLD = {"age": "age", "post": "position"}
"""Types of states, and the role whose filler is what is told."""


def describe_entities(entities: Sequence[Entity], events: Sequence[Event], text: str) -> list[Entity]:
    """The entities with the ages and positions that the outlet itself gives them, each with its words.

    What a statement's source alone says of somebody is left to the statement.
    """
    found: dict[str, list[Attribute]] = {}
    for event in events:
        if event.type in _TOLD and event.voice == "outlet" and event.polarity == "positive":
            attribute = _attribute(event, text)
            for person in _people(event):
                found.setdefault(person, []).append(attribute)
    return [
        msgspec.structs.replace(entity, attributes=(*entity.attributes, *_distinct(found[entity.id])))
        if entity.id in found
        else entity
        for entity in entities
    ]


def _attribute(event: Event, text: str) -> Attribute:
    role = _TOLD[event.type]
    told = next((a for a in event.arguments if a.role == role), Argument(role=role))
    start, end = event.trigger.start, event.trigger.end
    if told.start is not None and told.end is not None:
        start, end = told.start, told.end
    value = told.value if told.value is not None else text[start:end]
    return Attribute(name=role, value=value, start=start, end=end)


def _people(event: Event) -> list[str]:
    return [
        entity for argument in event.arguments if argument.role == "person" for entity in argument.entities
    ]


def _distinct(attributes: Sequence[Attribute]) -> list[Attribute]:
    """The attributes without those that say again what was said."""
    return list({(a.name, str(a.value).lower()): a for a in reversed(attributes)}.values())[::-1]
