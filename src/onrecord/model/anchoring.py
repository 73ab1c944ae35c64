"""Where an item stands in the text, in a form that finds it again in another version of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from onrecord.model.document import Document, digest_text
from onrecord.model.kept import ItemKind
from onrecord.model.record import Entity, Event, Mention, Record, Statement, Time
from onrecord.model.span import Span

AROUND = 32
"""How many code points of the text a quotation has from before and behind its words."""
_LONG = 24
"""From how many code points on words that a text has only once are taken for the same without a context."""
Item = Entity | Mention | Time | Statement | Event


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """Words outside of their text: the text's digest, their position, the words, and those around them."""

    text_digest: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def quote(document: Document, span: Span) -> Quotation:
    """The words of a span with what finds them again."""
    text = document.text
    return Quotation(
        text_digest=document.text_digest,
        start=span.start,
        end=span.end,
        exact=span.slice(text),
        prefix=text[max(0, span.start - AROUND) : span.start],
        suffix=text[span.end : span.end + AROUND],
    )


def locate_quotation(text: str, quotation: Quotation) -> Span | None:
    """Where the words of a quotation stand in `text`, which may be another version of theirs.

    In the very text that is their position, unless the quotation contradicts it. Else they stand where the
    text has them once with all that was around them, once with what was on one side, or once at all if they
    are long. None where they are gone or it is not clear which they are.
    """
    same = text[quotation.start : quotation.end] == quotation.exact
    if digest_text(text) == quotation.text_digest:
        return _span(quotation, quotation.start) if same else None
    found = list(_find_all(text, quotation.exact))
    before = [one for one in found if text[:one].endswith(quotation.prefix) and quotation.prefix.strip()]
    behind = [one for one in found if _follows(text, one, quotation) and quotation.suffix.strip()]
    both = [one for one in before if one in behind]
    if same and quotation.start in {*before, *behind}:
        return _span(quotation, quotation.start)
    alone = found if len(quotation.exact) >= _LONG else []
    clear = next((some for some in (both, before, behind, alone) if some), [])
    return _span(quotation, clear[0]) if len(clear) == 1 else None


def _span(quotation: Quotation, start: int) -> Span:
    return Span(start=start, end=start + len(quotation.exact))


def _follows(text: str, start: int, quotation: Quotation) -> bool:
    return text.startswith(quotation.suffix, start + len(quotation.exact))


def _find_all(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def find_in_record(record: Record, identity: str) -> tuple[ItemKind, Item] | None:
    """The kind of an item and the item itself; None where the record has none of that id."""
    return next(((kind, one) for kind, one in iterate_items(record) if one.id == identity), None)


def iterate_items(record: Record) -> Iterator[tuple[ItemKind, Item]]:
    """All items of a record with their kinds, in the record's order."""
    yield from (("entity", one) for one in record.entities)
    yield from (("mention", one) for one in record.mentions)
    yield from (("time", one) for one in record.times)
    yield from (("statement", one) for one in record.statements)
    yield from (("event", one) for one in record.events)


def spans_of(record: Record, item: Item) -> Sequence[Span]:
    """The words that an item stands in: a statement's content, an event's trigger, an entity's mentions."""
    if isinstance(item, Statement):
        return item.content
    if isinstance(item, Event):
        return (item.trigger, *item.mentions)
    if isinstance(item, Entity):
        return [one for one in record.mentions if item.id in one.entities]
    return (item,)


def reach_of(spans: Sequence[Span]) -> Span | None:
    """From the first to the last character of several spans; None of no span."""
    if not spans:
        return None
    return Span(start=min(one.start for one in spans), end=max(one.end for one in spans))
