"""W3C Web Annotations in JSON-LD: each statement, event and mention of a record, on the words it rests on.

Positions count Unicode code points, as the recommendation asks, of the text whose digest stands beside them.
Beside the standard's terms there are those of `urn:onrecord:vocab#`: `part` says which part of the item a
target is (content, source, cue, trigger, mention, or the role of an argument), `textDigest` is the SHA-256 of
the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from onrecord.errors import InputError
from onrecord.export.items import Items, look_up
from onrecord.export.links import VOCABULARY, locate, urn
from onrecord.model.document import Document
from onrecord.model.invariants import argument_span
from onrecord.model.kept import Kept
from onrecord.model.record import Event, Mention, Record, Statement
from onrecord.model.span import Span
from onrecord.writing import open_sink

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"onrecord": VOCABULARY}]
AROUND = 32
"""How many code points of the text stand before and behind the words of a quotation."""
Part = tuple[str, Span]


def write(kept: Iterable[Kept], out: Path | None) -> None:
    """Write an annotation a line: each record's statements, then its events, then its mentions.

    Raises:
        OSError: not all of it can be written.
    """
    with open_sink(out) as sink:
        for one in kept:
            for annotation in annotate_all(one):
                sink.write(msgspec.json.encode(annotation) + b"\n")


def annotate_all(kept: Kept) -> Iterator[dict[str, Any]]:
    """The annotations of a record, with the engine that made them and the time at which it was added."""
    record, items = kept.record, look_up(kept.record)
    found: list[Statement | Event | Mention] = [*record.statements, *record.events, *record.mentions]
    for one in found:
        told = {**_annotate(items, one), **_tell_engine(kept.engine)}
        yield {**told, "created": kept.added, "generated": kept.added}


def annotate(record: Record, item_id: str) -> dict[str, Any]:
    """One statement, event or mention of a record as a Web Annotation.

    Raises:
        InputError: the record has no statement, event or mention with that id.
    """
    items = look_up(record)
    found = items.statements.get(item_id) or items.events.get(item_id) or items.mentions.get(item_id)
    if found is not None:
        return _annotate(items, found)
    raise InputError(f"{item_id}: no statement, event or mention of document {record.document.id}")


def _annotate(items: Items, item: Statement | Event | Mention) -> dict[str, Any]:
    document, engine = items.record.document, items.record.engine
    targets = [_make_target(document, name, span) for name, span in _find_parts(item)]
    return {
        "@context": CONTEXT,
        "id": urn(item.id),
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "language": "en",
                "value": items.tell(item.id),
            },
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "application/json",
                "value": msgspec.json.encode(item).decode(),
            },
        ],
        "target": targets[0] if len(targets) == 1 else targets,
        **(_tell_engine(engine) if engine else {}),
    }


def _find_parts(item: Statement | Event | Mention) -> Iterator[Part]:
    """The words that an item rests on, those that stand for it as a whole first."""
    if isinstance(item, Mention):
        yield "mention", item
    elif isinstance(item, Statement):
        yield from (("content", part) for part in item.content)
        if item.source:
            yield "source", item.source
        if item.cue:
            yield "cue", item.cue
    else:
        yield "trigger", item.trigger
        yield from (("trigger", span) for span in item.mentions)
        for argument in item.arguments:
            if span := argument_span(argument):
                yield argument.role, span


def _make_target(document: Document, part: str, span: Span) -> dict[str, Any]:
    text = document.text
    return {
        "type": "SpecificResource",
        "source": locate(document),
        "onrecord:part": part,
        "onrecord:textDigest": document.text_digest,
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.slice(text),
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
        ],
    }


def _tell_engine(version: str) -> dict[str, Any]:
    engine = {
        "id": urn(f"engine:{version}"),
        "type": "Software",
        "name": f"onrecord {version}",
    }
    return {"creator": engine, "generator": engine}
