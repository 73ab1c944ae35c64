"""The permanent address of whatever was found: its words, what is known of it, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from urllib.parse import quote

import msgspec
from markupsafe import Markup
from sqlalchemy import Connection

from onrecord.model.anchoring import Item, find_in_record, reach_of, spans_of
from onrecord.model.kept import ItemKind
from onrecord.model.record import Entity, Event, Mention, Record, Statement
from onrecord.model.span import Span
from onrecord.query.cite import Citation
from onrecord.query.cite_words import tell_citation, warnings, write_markdown, write_text
from onrecord.query.matching import Snippet
from onrecord.query.show import Shown, show_found
from onrecord.query.show_words import tell_standpoint
from onrecord.render.arrange import LEFT_OUT
from onrecord.render.article import anchor_of
from onrecord.render.marks import escape_text
from onrecord.store.finding import Found, find_item
from onrecord.store.former import read_found
from onrecord.web.pages import Pages
from onrecord.web.questions import Id
from onrecord.web.templating import make_link

pages = Pages("items")
_RELATED = 50
_ITEMS = ("parent", "according_to", "statement", "same_as")
"""Fields that name other items."""
_WORDS = 160


class Related(msgspec.Struct, frozen=True, kw_only=True):
    """Another item of the same article, and what it is to this one; `words` are the first of its words."""

    relation: str
    kind: ItemKind
    id: str
    words: str


class ItemPage(msgspec.Struct, frozen=True, kw_only=True):
    """An item or an article with all that is known of it, and its citation as text and as Markdown.

    `related` are other items that it refers to or that refer to it, at most fifty. `place` is the address
    at which it stands in its article.
    """

    shown: Shown
    related: tuple[Related, ...]
    text: str
    markdown: str
    place: str

    @property
    def citation(self) -> Citation:
        """What is cited."""
        return self.shown.citation

    @property
    def context(self) -> Snippet:
        """Its words in their paragraph."""
        start, words = len(self.citation.before), self.citation.quote
        around = self.citation.before + words + self.citation.after
        return Snippet(text=around, spans=(Span(start=start, end=start + len(words)),))

    @property
    def fields(self) -> dict[str, str]:
        """What the record says of it, in words, less other items, which are linked."""
        return {name: value for name, value in self.shown.told.items() if name not in _ITEMS}

    @property
    def sentence(self) -> str:
        """The citation in one sentence."""
        return tell_citation(self.citation)

    @property
    def warnings(self) -> list[str]:
        """What somebody who cites it should know."""
        return warnings(self.citation)

    @property
    def corrections(self) -> list[str]:
        """What people said of it, in words."""
        return list(map(tell_standpoint, self.shown.corrections))

    @property
    def copies(self) -> tuple[tuple[str, Markup], ...]:
        """The citation to copy, in several forms: the very characters, with those that turn lines named."""
        encoded = msgspec.json.format(msgspec.json.encode(self.citation), indent=2).decode()
        forms = (("Text", self.text), ("Markdown", self.markdown), ("JSON", encoded))
        return tuple((name, Markup(escape_text(written))) for name, written in forms)


@pages.page("/items/{identity}", "item.html", ItemPage)
def show_item(connection: Connection, identity: Id) -> ItemPage:
    """A statement, an event, an entity, a mention, a time or an article, by its permanent id.

    The beginning of an id will do where no other begins so. What only a former analysis of its article has
    is found as well.
    """
    found = find_item(connection, identity)
    record = read_found(connection, found)
    shown = show_found(connection, found, record)
    pair = find_in_record(record, found.id)
    item = pair[1] if pair else None
    return ItemPage(
        shown=shown,
        related=tuple(islice(_list_related(record, item), _RELATED)) if item else (),
        text=write_text(shown.citation),
        markdown=write_markdown(shown.citation),
        place=_find_place(record, found, item),
    )


def _find_place(record: Record, found: Found, item: Item | None) -> str:
    """Where an item stands in its article: what stands beside that is marked only where it is asked for."""
    article = f"/articles/{quote(record.document.id, safe='')}"
    if item is None or found.analysis is not None:
        return article
    reach = reach_of(spans_of(record, item)[:1])
    beside = reach is not None and any(
        one.start <= reach.start < one.end for one in record.segments if one.kind in LEFT_OUT
    )
    anchor = item.id if isinstance(item, Entity) else anchor_of(item.id)
    return f"{make_link(article, everything='true' if beside else None)}#{quote(anchor, safe='')}"


def _list_related(record: Record, item: Item) -> Iterator[Related]:
    if isinstance(item, Statement):
        yield from _relate_statement(record, item)
    elif isinstance(item, Event):
        yield from _relate_event(record, item)
    elif isinstance(item, Entity):
        said = (one for one in record.statements if one.source and item.id in one.source.entities)
        yield from (_relate(record, "says", one) for one in said)
    if isinstance(item, Mention):
        stands = (one for one in record.entities if one.id in item.entities)
        yield from (_relate(record, "stands for", one) for one in stands)


def _relate_statement(record: Record, item: Statement) -> Iterator[Related]:
    speakers = item.source.entities if item.source else ()
    yield from (_relate(record, "said by", one) for one in record.entities if one.id in speakers)
    yield from (_relate(record, "reported within", one) for one in record.statements if one.id == item.parent)
    yield from (_relate(record, "reports", one) for one in record.statements if one.parent == item.id)
    yield from (_relate(record, "tells of", one) for one in record.events if one.according_to == item.id)


def _relate_event(record: Record, item: Event) -> Iterator[Related]:
    voices = {item.according_to: "told by", item.statement: "made of"}
    for statement in record.statements:
        if statement.id in voices:
            yield _relate(record, voices[statement.id], statement)
    for event in record.events:
        if event.id == item.same_as or event.same_as == item.id:
            yield _relate(record, "the same in another voice", event)
    parties = {one for argument in item.arguments for one in argument.entities}
    yield from (_relate(record, "takes part", one) for one in record.entities if one.id in parties)


def _relate(record: Record, relation: str, item: Item) -> Related:
    if isinstance(item, Entity):
        return Related(relation=relation, kind="entity", id=item.id, words=item.name)
    reach = reach_of(spans_of(record, item))
    words = reach.slice(record.document.text) if reach else ""
    words = words if len(words) <= _WORDS else words[:_WORDS].rpartition(" ")[0] + "…"
    kind: ItemKind = "statement" if isinstance(item, Statement) else "event"
    return Related(relation=relation, kind=kind, id=item.id, words=words)
