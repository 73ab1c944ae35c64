"""The findings of a record as cards of HTML, each linked to where it stands in the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from onrecord.model.record import EntityType, Time
from onrecord.render.article import anchor_of
from onrecord.render.view import (
    Chain,
    EntityView,
    EventView,
    Name,
    Speaker,
    StatementView,
    View,
    name_time,
)
from onrecord.render.visible import show_line

SECTIONS: tuple[tuple[str, str, tuple[EntityType, ...]], ...] = (
    ("people", "People", ("person",)),
    ("organisations", "Organisations", ("organisation",)),
    ("others", "Also named", ("group", "place", "work", "product", "event", "other")),
)
"""The sections of entities: the id, the heading, and the types in it."""
_MENTIONS_SHOWN = 24
_DEEPEST = 6
"""How many statements are shown within each other; what is deeper stands beside the last."""
Links = Callable[[str, str, str], Iterable[tuple[str, str]]]
"""Of the kind, the id and the name of a card: addresses beyond the page, each with its words."""


@dataclass(frozen=True, slots=True)
class Section:
    """Cards of one kind, of which there are `number`."""

    name: str
    heading: str
    number: int
    html: str


class Cards:
    """Writes the cards of one view; links to the article only where `anchors` has what they lead to.

    `links` gives what a card leads to beyond the page.
    """

    def __init__(self, view: View, anchors: frozenset[str], links: Links | None = None) -> None:
        self._view = view
        self._anchors = anchors
        self._links: Links = links or (lambda *_: ())
        self._text = view.record.document.text
        self._statements = {statement.item.id: statement for statement in view.statements}
        self._events = {event.item.id for event in view.events}
        self._times = {time.id for time in view.times}
        self._entities = {entity.item.id for entity in view.entities}

    def write_sections(self, *, nested: bool = False) -> Iterator[Section]:
        """All cards by kind; statements and events are always there, if only to say that none is.

        Statements stand by who makes them, or where they are `nested`, within those that report them.
        """
        view = self._view
        statements = self.write_nested() if nested else self.write_statements()
        found = [
            ("statements", "Statements", len(view.statements), statements),
            ("events", "Events", len(view.events), self.write_events()),
            *(
                (name, heading, len(view.entities_of(*types)), self.write_entities(types))
                for name, heading, types in SECTIONS
            ),
            ("times", "Times", len(view.times), self.write_times()),
        ]
        for name, heading, number, parts in found:
            if number or name in ("statements", "events"):
                html = "\n".join(parts) if number else '<p class="none">None was found.</p>'
                yield Section(name, heading, number, html)

    def write_statements(self) -> Iterator[str]:
        """The statements, by who makes them."""
        for voice in self._view.voices:
            yield f'<section class="voice"><h3>{self._write_chain(voice.chain)}</h3>'
            yield from _write_list(self._write_statement(view) for view in voice.statements)
            yield "</section>"

    def write_nested(self) -> Iterator[str]:
        """The statements by who makes them, each within the one in which it is reported."""
        inner: dict[str, list[StatementView]] = defaultdict(list)
        voices: dict[object, list[StatementView]] = defaultdict(list)
        for view in self._view.statements:
            if view.item.parent in self._statements:
                inner[view.item.parent or ""].append(view)
            else:
                voices[view.chain.key].append(view)
        for views in voices.values():
            yield f'<section class="voice"><h3>{self._write_chain(views[0].chain)}</h3>'
            yield from _write_list(self._write_tree(view, inner) for view in views)
            yield "</section>"

    def _write_tree(self, view: StatementView, inner: dict[str, list[StatementView]], depth: int = 1) -> str:
        """A statement with those within it, whose chains are written out."""
        within = inner.get(view.item.id, [])
        if within and depth + 1 == _DEEPEST:
            within = list(_descend(within, inner))
        cards = (self._write_tree(one, inner if depth + 1 < _DEEPEST else {}, depth + 1) for one in within)
        nested = "".join(_write_list(cards)) if within else ""
        return self._write_statement(view, nested, says_who=depth > 1)

    def write_events(self) -> Iterator[str]:
        """The events on their timeline."""
        for day, views in groupby(self._view.events, key=lambda event: event.day or "undated"):
            yield f'<section class="day"><h3>{_bdi(day)}</h3>'
            yield from _write_list(map(self._write_event, views))
            yield "</section>"

    def write_entities(self, types: tuple[EntityType, ...]) -> Iterator[str]:
        """The entities of some types, the most mentioned first."""
        yield from _write_list(map(self._write_entity, self._view.entities_of(*types)))

    def write_times(self) -> Iterator[str]:
        """The time expressions, in the text's order."""
        yield from _write_list(map(self._write_time, self._view.times))

    def _write_statement(self, view: StatementView, nested: str = "", *, says_who: bool = False) -> str:
        item = view.item
        content = "".join(
            part.joint + self._link_back(anchor_of(item.id, number), part.words)
            for number, part in enumerate(view.content)
        )
        head = f"<b>{item.act}</b> <i>{item.form}</i>{_write_flags(view.flags)}"
        details = [
            *([f"to {self._write_names(view.addressee)}"] if view.addressee else []),
            *([f"medium: {self._write_name(view.medium)}"] if view.medium else []),
            *([self._write_when(item.time, view.when)] if view.when else []),
            *([f"about {self._write_names(view.about)}"] if view.about else []),
            *self._write_parent(item.parent),
        ]
        return self._write_card(
            item.id,
            "statement",
            f"statement {view.number}",
            f'<p class="chain">{self._write_chain(view.chain)}</p>' if says_who else "",
            f'<p class="head"><span class="number">{view.number}</span> {head}</p>',
            f'<blockquote class="{item.form}">{content}</blockquote>',
            _write_details(details),
            nested=nested,
        )

    def _write_parent(self, parent: str | None) -> Iterator[str]:
        if parent is not None and parent in self._statements:
            yield f'within statement <a href="#{escape(parent)}">{self._statements[parent].number}</a>'

    def _write_event(self, view: EventView) -> str:
        item = view.item
        trigger = self._link_back(anchor_of(item.id), f"“{view.trigger}”")
        roles = [(role.name, self._write_names(role.fillers)) for role in view.roles]
        if view.when and not view.day:
            roles.append(("time", self._write_when(item.time, view.when)))
        if view.place:
            roles.append(("place", self._write_name(view.place)))
        return self._write_card(
            item.id,
            "event",
            f"event {view.number}",
            f'<p class="head"><b>{escape(item.type)}</b> {trigger}{_write_flags(view.flags)}</p>',
            _write_roles(roles),
            f'<p class="whose {item.voice}">{self._write_voice(view)}</p>',
            _write_details(self._write_tellings(view)),
        )

    def _write_tellings(self, view: EventView) -> Iterator[str]:
        """Who else tells of the happening, and where else it is told in this voice."""
        for telling in view.also:
            words = _bdi(f"also {telling.voice}")
            yield (
                f'<a href="#{escape(telling.event)}">{words}</a>' if telling.event in self._events else words
            )
        if view.mentioned:
            places = (anchor_of(view.item.id, part) for part in range(1, len(view.item.mentions) + 1))
            links = " ".join(self._link_back(anchor, str(n)) for n, anchor in enumerate(places, start=2))
            yield f"{_bdi(view.mentioned)} {links}"

    def _write_voice(self, view: EventView) -> str:
        told = self._statements.get(view.item.according_to or "")
        words = escape(view.voice) if view.chain is None else f"according to {self._write_chain(view.chain)}"
        return f'{words} (<a href="#{escape(told.item.id)}">statement {told.number}</a>)' if told else words

    def _write_entity(self, view: EntityView) -> str:
        item = view.item
        details = [
            *([] if item.type in ("person", "organisation") else [item.type]),
            *(["also " + ", ".join(map(_bdi, view.aliases))] if view.aliases else []),
            *(f"{escape(name)}: {', '.join(map(_bdi, values))}" for name, values in view.attributes),
            *map(_bdi, view.entries),
        ]
        return self._write_card(
            item.id,
            "entity",
            view.label,
            f'<p class="head"><b>{_bdi(view.label)}</b></p>',
            _write_details(details),
            self._write_mentions(view),
        )

    def _write_mentions(self, view: EntityView) -> str:
        anchors = [anchor_of(mention.id) for mention in view.mentions]
        links = [
            self._link_back(anchor, str(number))
            for number, anchor in enumerate(anchors[:_MENTIONS_SHOWN], start=1)
        ]
        more = f" and {len(anchors) - _MENTIONS_SHOWN} more" if len(anchors) > _MENTIONS_SHOWN else ""
        return f'<p class="mentions">mentioned {" ".join(links)}{more}</p>' if links else ""

    def _write_time(self, time: Time) -> str:
        shown = show_line(time.slice(self._text))
        words = self._link_back(anchor_of(time.id), f"“{shown}”")
        meaning = [_bdi(name_time(time, self._text)), f"{time.type} {_bdi(time.value)}"]
        head = f'<p class="head">{words}</p>'
        return self._write_card(time.id, "time", shown, head, _write_details(meaning))

    def _write_card(self, identity: str, kind: str, name: str, *parts: str, nested: str = "") -> str:
        links = " · ".join(
            f'<a href="{escape(href)}">{escape(words)}<span class="hidden">: {_bdi(name)}</span></a>'
            for href, words in self._links(kind, identity, name)
        )
        beyond = f'<p class="beyond">{links}</p>' if links else ""
        inside = "".join((*parts, beyond, nested))
        return f'<li class="card {kind}" id="{escape(identity)}" tabindex="-1">{inside}</li>'

    def _write_chain(self, chain: Chain) -> str:
        speaker, *via = map(self._write_speaker, chain.links)
        return speaker + "".join(f', <span class="via">via {link}</span>' for link in via)

    def _write_speaker(self, speaker: Speaker) -> str:
        return self._write_names(speaker.names) if speaker.names else escape(speaker.label)

    def _write_names(self, names: Iterable[Name]) -> str:
        written = [self._write_name(name) for name in names]
        return " and ".join([", ".join(written[:-1]), written[-1]]) if len(written) > 1 else "".join(written)

    def _write_name(self, name: Name) -> str:
        if name.entity not in self._entities:
            return _bdi(name.text)
        return f'<a href="#{escape(name.entity or "")}">{_bdi(name.text)}</a>'

    def _write_when(self, identity: str | None, when: str) -> str:
        return f'<a href="#{escape(identity)}">{_bdi(when)}</a>' if identity in self._times else _bdi(when)

    def _link_back(self, anchor: str, words: str) -> str:
        if anchor not in self._anchors:
            return _bdi(words)
        return f'<a class="back" href="#{escape(anchor)}">{_bdi(words)}</a>'


def _bdi(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>"


def _descend(
    views: Iterable[StatementView], inner: dict[str, list[StatementView]]
) -> Iterator[StatementView]:
    """Statements with all that are within them, each before those within it."""
    waiting = list(views)[::-1]
    while waiting:
        view = waiting.pop()
        yield view
        waiting += reversed(inner.get(view.item.id, []))


def _write_list(cards: Iterable[str]) -> Iterator[str]:
    yield "<ul>"
    yield from cards
    yield "</ul>"


def _write_flags(flags: Iterable[str]) -> str:
    return "".join(f' <span class="flag">{escape(flag)}</span>' for flag in flags)


def _write_details(details: Iterable[str]) -> str:
    joined = " · ".join(details)
    return f'<p class="details">{joined}</p>' if joined else ""


def _write_roles(roles: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<div><dt>{escape(name)}</dt><dd>{fillers}</dd></div>" for name, fillers in roles)
    return f"<dl>{rows}</dl>" if rows else ""
