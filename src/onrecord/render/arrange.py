"""From a record to what is shown of it: what is left out, who is named how, and in which order."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from onrecord.model.document import Document, SegmentKind
from onrecord.model.invariants import argument_span
from onrecord.model.record import Argument, Entity, Event, Mention, Record, Statement
from onrecord.model.span import Span
from onrecord.render.amounts import show_amount
from onrecord.render.view import (
    Chain,
    EntityView,
    EventView,
    Name,
    Part,
    Role,
    Speaker,
    StatementView,
    Telling,
    Unread,
    View,
    name_time,
)
from onrecord.render.visible import show_line

LEFT_OUT: frozenset[SegmentKind] = frozenset({"promo", "caption", "boilerplate"})
"""Segments that are not the article's own assertion, whose findings are shown only on demand."""
_OPENING = 60
_LONGEST = 2_000
_LINKS = 20
"""How many speakers of a chain are named; what has more was made by no person."""
_MORE = Speaker(names=(Name("others"),), words="others")
_QUOTES = ("“", '"', "‘", "'", "«", "„")
_BASES = {
    "given": "as given",
    "metadata": "from its metadata",
    "dateline": "from the dateline",
    "inferred": "inferred from the text",
}
_Item = TypeVar("_Item")


def arrange_record(record: Record, *, everything: bool = False, most: int | None = None) -> View:
    """What is shown of `record`; with `everything` also what stands in a segment of `LEFT_OUT`.

    Of each kind of finding the first `most` in the text are shown. Where that is given, a statement is shown
    by its first words too: statements within each other repeat each other's.
    """
    lookup = _Lookup(record, None if most is None else _LONGEST)
    kept = _Kept(record, everything)
    told = sorted(kept.of(record.statements, lambda item: item.content[0]), key=_place_in_text)
    happened = sorted(kept.of(record.events, lambda item: item.trigger), key=lambda item: item.trigger.start)
    met = sorted(kept.of(record.mentions, lambda item: item), key=lambda item: item.start)
    times = kept.of(record.times, lambda time: time)
    found: tuple[Sequence[object], ...] = (told, happened, met, times)
    hidden = len(record.statements) + len(record.events) - len(told) - len(happened)
    told, happened, met, times = told[:most], happened[:most], met[:most], times[:most]
    statements = tuple(lookup.view_statement(number, item) for number, item in enumerate(told, start=1))
    events = [lookup.view_event(number, item) for number, item in enumerate(happened, start=1)]
    document = record.document
    return View(
        record=record,
        title=name_article(record),
        origin=tuple(_describe_origin(document)),
        statements=statements,
        events=tuple(sorted(events, key=_when)),
        entities=tuple(_view_entities(record, met, _used(statements, events))),
        times=tuple(times),
        unread=tuple(Unread(span, _open(document.text, span)) for span in document.unread),
        left_out=hidden,
        beyond=sum(len(one) - len(one[:most]) for one in found),
    )


def name_article(record: Record) -> str:
    """The article's title, else its headline, else its location."""
    document = record.document
    headlines = (segment.slice(document.text) for segment in record.segments if segment.kind == "headline")
    named = document.title or next(headlines, None) or document.location
    return show_line("Standard input" if named == "-" else named)


def _describe_origin(document: Document) -> Iterator[str]:
    if document.outlet:
        yield show_line(document.outlet)
    if document.byline:
        yield show_line("by " + ", ".join(document.byline))
    if document.published:
        yield f"{show_line(document.published.value)} ({_BASES[document.published.basis]})"
    else:
        yield "date of publication not known"
    if document.location != "-":
        yield show_line(document.location)


def _place_in_text(statement: Statement) -> tuple[int, int]:
    """The order of the text, an outer statement before what is nested in it."""
    return statement.content[0].start, -statement.content[-1].end


def _when(view: EventView) -> tuple[str, int]:
    return (view.time.earliest if view.time and view.time.earliest else "\uffff"), view.number


def _open(text: str, span: Span) -> str:
    opening = show_line(text[span.start : min(span.end, span.start + _OPENING)])
    return f"{opening}…" if span.end - span.start > _OPENING else opening


class _Kept:
    """Tells what is shown from what stands in a segment that is left out."""

    def __init__(self, record: Record, everything: bool) -> None:
        left_out = [segment for segment in record.segments if segment.kind in LEFT_OUT and not everything]
        self._left_out = left_out
        self._starts = [segment.start for segment in left_out]

    def of(self, items: Iterable[_Item], anchor: Callable[[_Item], Span]) -> list[_Item]:
        """Those of the items whose anchor does not begin in a segment that is left out."""
        return [item for item in items if not self._hides(anchor(item))]

    def _hides(self, span: Span) -> bool:
        position = bisect_right(self._starts, span.start) - 1
        return position >= 0 and span.start < self._left_out[position].end


def _used(statements: Iterable[StatementView], events: Iterable[EventView]) -> set[str]:
    """The ids of the entities that the shown statements and events name."""
    names: list[Name] = []
    for statement in statements:
        names += [*statement.addressee, *statement.about, *filter(None, [statement.medium])]
        names += [name for speaker in statement.chain.links for name in speaker.names]
    for event in events:
        names += [*(name for role in event.roles for name in role.fillers), *filter(None, [event.place])]
    return {name.entity for name in names if name.entity}


def _view_entities(record: Record, met: Iterable[Mention], used: set[str]) -> Iterator[EntityView]:
    """The entities that have a name or a part in what is shown, most often mentioned first."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in met:
        for identity in mention.entities:
            mentions[identity].append(mention)

    def is_shown(entity: Entity) -> bool:
        named = any(mention.form == "name" for mention in mentions[entity.id])
        return named or entity.id in used

    views = [EntityView(entity, tuple(mentions[entity.id])) for entity in record.entities if is_shown(entity)]
    # Sorting is stable: what is mentioned equally often stays in the record's order.
    yield from sorted(views, key=lambda view: -len(view.mentions))


class _Lookup:
    """Finds what the items of one record refer to."""

    def __init__(self, record: Record, longest: int | None) -> None:
        self._text = record.document.text
        self._longest = longest
        self._speakers: dict[str, Speaker] = {}
        self._outlet = show_line(record.document.outlet) if record.document.outlet else None
        self._names = {entity.id: Name(show_line(entity.name), entity.id) for entity in record.entities}
        self._times = {time.id: time for time in record.times}
        self._statements = {statement.id: statement for statement in record.statements}
        self._events = {event.id: event for event in record.events}
        self._happenings: dict[str, list[Event]] = defaultdict(list)
        for event in record.events:
            if event.same_as is not None:
                self._happenings[event.id].append(self._events[event.same_as])
                self._happenings[event.same_as].append(event)

    def view_statement(self, number: int, item: Statement) -> StatementView:
        time = self._times[item.time] if item.time else None
        return StatementView(
            number=number,
            item=item,
            chain=self._chain(item),
            content=tuple(self._parts(item)),
            when=name_time(time, self._text) if time else None,
            medium=self._names[item.medium] if item.medium else None,
            addressee=self._name_all(item.addressee),
            about=self._name_all(item.about),
        )

    def view_event(self, number: int, item: Event) -> EventView:
        view = self._view_alone(number, item)
        words = (show_line(span.slice(self._text)) for span in item.mentions)
        others = {word.casefold(): word for word in words if word.casefold() != view.trigger.casefold()}
        tellings = (
            Telling(other.id, self._view_alone(number, other).voice) for other in self._happenings[item.id]
        )
        return replace(view, mentions=tuple(others.values()), also=tuple(tellings))

    def _view_alone(self, number: int, item: Event) -> EventView:
        """The event without what else is told of the same happening."""
        time = self._times[item.time] if item.time else None
        return EventView(
            number=number,
            item=item,
            trigger=show_line(item.trigger.slice(self._text)),
            roles=tuple(self._roles(item)),
            time=time,
            when=name_time(time, self._text) if time else None,
            place=self._names[item.place] if item.place else None,
            chain=self._chain(self._statements[item.according_to]) if item.according_to else None,
            outlet=self._outlet,
        )

    def _parts(self, item: Statement) -> Iterator[Part]:
        """The content; direct speech without quotation marks, such as a tweet, is given them."""
        words = [self._show(part) for part in item.content]
        bare = item.form == "direct" and not words[0].startswith(_QUOTES)
        end = item.content[0].start
        for part, shown in zip(item.content, words, strict=True):
            runs_on = not self._text[end : part.start].strip()
            yield Part(
                f"“{shown}”" if bare else shown, "" if part is item.content[0] else " " if runs_on else " … "
            )
            end = part.end

    def _show(self, part: Span) -> str:
        longest = self._longest
        if longest is None or part.end - part.start <= longest:
            return show_line(part.slice(self._text))
        return show_line(self._text[part.start : part.start + longest]) + "…"

    def _chain(self, statement: Statement) -> Chain:
        links = [self._speaker(statement)]
        while statement.parent is not None and len(links) <= _LINKS:
            statement = self._statements[statement.parent]
            # "He said that he believed": the same person twice in a row is one link.
            if (link := self._speaker(statement)).key != links[-1].key or not link.names:
                links.append(link)
        via = links[1:] if len(links) <= _LINKS else [*links[1:_LINKS], _MORE]
        return Chain(speaker=links[0], via=tuple(via))

    def _speaker(self, statement: Statement) -> Speaker:
        if statement.id not in self._speakers:
            self._speakers[statement.id] = self._find_speaker(statement)
        return self._speakers[statement.id]

    def _find_speaker(self, statement: Statement) -> Speaker:
        source = statement.source
        if source is None:
            return Speaker(names=(), words="", certain="source" not in statement.abstained)
        words = show_line(source.slice(self._text))
        return Speaker(names=self._name_all(source.entities) or (Name(words),), words=words)

    def _name_all(self, identities: Sequence[str]) -> tuple[Name, ...]:
        return tuple(self._names[identity] for identity in identities)

    def _roles(self, event: Event) -> Iterator[Role]:
        fillers: dict[str, list[Name]] = defaultdict(list)
        for argument in event.arguments:
            # An event's own time and place are shown as such, and not a second time as roles.
            told = (argument.role == "time" and event.time) or (argument.role == "place" and event.place)
            if not told:
                fillers[argument.role] += self._fill(argument)
        for role, names in fillers.items():
            yield Role(role, tuple(dict.fromkeys(names)))

    def _fill(self, argument: Argument) -> tuple[Name, ...]:
        if argument.entities:
            return self._name_all(argument.entities)
        span = argument_span(argument)
        return (Name(show_amount(span.slice(self._text) if span else None, argument)),)
