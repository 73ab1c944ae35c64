"""Permanent ids of a record's items."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from onrecord.model.document import Document, digest_of
from onrecord.model.span import Span

Kind = Literal["entity", "mention", "time", "statement", "event"]
_PREFIX: dict[Kind, str] = {"entity": "e", "mention": "m", "time": "t", "statement": "s", "event": "v"}


def item_id(document: Document, kind: Kind, anchors: Iterable[Span], label: str = "") -> str:
    """The id of an item: a letter for its kind and 20 hexadecimal digits.

    A digest of the document's id, the kind, and the spans that anchor the item, with a `label` where
    items of one kind share their spans (an event's type).
    """
    spans = [number for span in anchors for number in (span.start, span.end)]
    return _PREFIX[kind] + digest_of(document.id, kind, *spans, label)
