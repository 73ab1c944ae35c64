"""The items of one record by their ids, and what they say in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.record import Entity, Event, Mention, Record, Statement, Time
from onrecord.model.span import Span
from onrecord.render.arrange import arrange_record
from onrecord.render.view import EventView, StatementView, join_names

JOINT = " … "
"""What stands between the parts of a content that has words between them which are not part of it."""


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a record by id, and the mentions of each entity in the text's order."""

    record: Record
    entities: Mapping[str, Entity]
    mentions: Mapping[str, Mention]
    times: Mapping[str, Time]
    statements: Mapping[str, Statement]
    events: Mapping[str, Event]
    mentions_of: Mapping[str, Sequence[Mention]]
    told: Mapping[str, StatementView]
    happened: Mapping[str, EventView]

    def name_all(self, identities: Iterable[str]) -> list[str]:
        """The names of these entities."""
        return [self.entities[identity].name for identity in identities]

    def words(self, span: Span | None) -> str | None:
        """The exact words of a span."""
        return None if span is None else span.slice(self.record.document.text)

    def content_of(self, statement: Statement) -> str:
        """The exact words of a statement's content, with " … " where something in between is left out."""
        text, whole, end = self.record.document.text, "", statement.content[0].start
        for part in statement.content:
            between = text[end : part.start]
            whole += (JOINT if between.strip() else between) + part.slice(text)
            end = part.end
        return whole

    def tell(self, identity: str) -> str:
        """A statement, event, mention, entity or time in a line of words.

        Raises:
            KeyError: the record has no such item.
        """
        if identity in self.told:
            return tell_statement(self.told[identity])
        if identity in self.happened:
            return tell_event(self.happened[identity])
        if identity in self.mentions:
            names = " and ".join(self.name_all(self.mentions[identity].entities))
            return f"{names}, mentioned as “{self.words(self.mentions[identity])}”"
        if identity in self.times:
            time = self.times[identity]
            return f"{time.value}, the time told as “{self.words(time)}”"
        return f"{self.entities[identity].name} ({self.entities[identity].type})"


def look_up(record: Record) -> Items:
    """The items of `record` by their ids."""
    view = arrange_record(record, everything=True)
    mentions_of: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(record.mentions, key=lambda one: (one.start, one.end)):
        for identity in mention.entities:
            mentions_of[identity].append(mention)
    return Items(
        record=record,
        entities={one.id: one for one in record.entities},
        mentions={one.id: one for one in record.mentions},
        times={one.id: one for one in record.times},
        statements={one.id: one for one in record.statements},
        events={one.id: one for one in record.events},
        mentions_of=mentions_of,
        told={one.item.id: one for one in view.statements},
        happened={one.item.id: one for one in view.events},
    )


def tell_statement(view: StatementView) -> str:
    """For example "Ann Lee, via The Herald: deny (indirect, negative): that she quit"."""
    flags = ", ".join((view.item.form, *view.flags))
    content = "".join(part.joint + part.words for part in view.content)
    return f"{view.chain.label}: {view.item.act} ({flags}): {content}"


def tell_event(view: EventView) -> str:
    """For example "appointment “named” (negative); person: Ann Lee; 2018-08; according to The Herald"."""
    flags = f" ({', '.join(view.flags)})" if view.flags else ""
    roles = [f"{role.name}: {join_names(role.fillers)}" for role in view.roles]
    place = f"in {view.place.text}" if view.place else None
    return "; ".join(
        filter(None, (f"{view.item.type} “{view.trigger}”{flags}", *roles, view.when, place, view.voice))
    )
