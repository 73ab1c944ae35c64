"""A record as people have corrected it, as far as their corrections can be carried out.

The record is taken apart into plain data, changed, and made again: what a correction would turn into a record
that contradicts itself is refused, with the reason, and the others are carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from onrecord.corrections.removing import Plain, remove_item
from onrecord.corrections.spelling import find_span, is_span_field
from onrecord.errors import InputError, OnrecordError
from onrecord.model.document import Document
from onrecord.model.identity import Kind, item_id
from onrecord.model.kept import Correction, ItemKind
from onrecord.model.record import Entity, Event, Mention, Record, Statement, Time
from onrecord.model.span import Span

LISTS: Mapping[ItemKind, str] = {
    "entity": "entities",
    "mention": "mentions",
    "time": "times",
    "statement": "statements",
    "event": "events",
}
"""The list of a record that holds the items of a kind."""
_TYPES: Mapping[ItemKind, type[msgspec.Struct]] = {
    "document": Document,
    "entity": Entity,
    "mention": Mention,
    "time": Time,
    "statement": Statement,
    "event": Event,
}
_ASSUMED: Mapping[ItemKind, Plain] = {
    "statement": {
        "parent": None,
        "source": None,
        "cue": None,
        "act": "say",
        "polarity": "positive",
        "hedged": False,
        "confidence": 1.0,
    }
}
"""What is so of a missing item of which its finder says nothing else."""
_FIXED = frozenset({"id", "text", "text_digest"})
_CONTENT = ("start", "end")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A correction that could not be carried out, and why."""

    correction: Correction
    reason: str


@dataclass(frozen=True, slots=True)
class Applied:
    """A corrected record, and the corrections that are not in it."""

    record: Record
    refused: tuple[Refusal, ...]


def apply_corrections(record: Record, corrections: Iterable[Correction]) -> Applied:
    """The record with all corrections carried out that leave it free of contradictions, in the given order.

    "wrong" takes the item out and what refers to it; where a field is named it only says so, and nothing can
    be done. "changed" sets a field, "missing" puts an item in, "right" changes nothing.
    """
    refused = []
    for one in corrections:
        try:
            record = _apply(record, one)
        except (OnrecordError, msgspec.ValidationError, msgspec.DecodeError) as error:
            refused.append(Refusal(one, str(error)))
    return Applied(record, tuple(refused))


def check_field(kind: ItemKind, field: str) -> None:
    """Check that items of a kind have a field that can be corrected.

    Raises:
        InputError: they do not; the message lists those that there are.
    """
    fields = [one for one in _TYPES[kind].__struct_fields__ if one not in _FIXED]
    if kind == "document":
        fields.append("status")
    if field not in fields:
        raise InputError(f"{field}: {_a(kind)} has no such field to correct; it has {', '.join(fields)}")


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _apply(record: Record, correction: Correction) -> Record:
    if correction.verdict == "right" or correction.field == "status":
        return record
    plain: Plain = msgspec.json.decode(record.to_json())
    if correction.verdict == "missing":
        _insert(record, plain, correction)
    elif correction.verdict == "changed":
        _change(record, plain, correction)
    elif correction.field is not None:
        raise InputError(f"it says that {correction.field} is wrong, and not what is right")
    elif correction.kind == "document" or correction.item is None:
        raise InputError("an article as a whole is not taken out")
    else:
        _find(plain, correction)
        remove_item(plain, correction.kind, correction.item)
    return msgspec.convert(_order(plain), Record)


def _find(plain: Plain, correction: Correction) -> dict[str, Any]:
    if correction.kind == "document":
        found: dict[str, Any] = plain["document"]
        return found
    items: list[dict[str, Any]] = plain[LISTS[correction.kind]]
    for item in items:
        if item["id"] == correction.item:
            return item
    raise InputError(f"{correction.item}: the record has no such {correction.kind}")


def _change(record: Record, plain: Plain, correction: Correction) -> None:
    field = correction.field or ""
    check_field(correction.kind, field)
    item = _find(plain, correction)
    item[field] = _decode(record, correction, item)
    if correction.kind == "entity" and field == "name":
        _drop_alias(item)


def _drop_alias(entity: dict[str, Any]) -> None:
    """An entity's name is none of its other names."""
    entity["aliases"] = [one for one in entity["aliases"] if one != entity["name"]]


def _decode(record: Record, correction: Correction, item: Mapping[str, Any]) -> Any:
    """The value of a correction; words where a span belongs become the place where they stand."""
    value = msgspec.json.decode(correction.value or "null")
    if not isinstance(value, str) or not is_span_field(correction.kind, correction.field or ""):
        return value
    near = Span(start=item["start"], end=item["end"]) if "start" in item else None
    content = item.get("content") or [item.get("trigger")]
    if near is None and content[0]:
        near = msgspec.convert({name: content[0][name] for name in _CONTENT}, Span)
    span = msgspec.to_builtins(find_span(record.document.text, value, near))
    old = item.get(correction.field or "")
    if correction.field in ("content", "mentions"):
        return [span]
    return {**(old if isinstance(old, dict) else {}), **span}


def _insert(record: Record, plain: Plain, correction: Correction) -> None:
    if correction.kind == "document":
        raise InputError("an article that is missing has to be added, not corrected")
    given = msgspec.json.decode(correction.value or "{}", type=dict[str, Any])
    item = {"id": "", **_ASSUMED.get(correction.kind, {}), **given}
    _find_places(record.document.text, correction.kind, item)
    made = msgspec.convert(item, _TYPES[correction.kind])
    item["id"] = item["id"] or derive_id(record, correction.kind, made)
    plain[LISTS[correction.kind]].append(item)


def _find_places(text: str, kind: ItemKind, item: dict[str, Any]) -> None:
    """Put in place of words of the article where they stand, nearest to the content or the trigger."""
    near: Span | None = None
    for field in sorted(item, key=lambda one: one not in ("content", "trigger")):
        if not is_span_field(kind, field):
            continue
        several = isinstance(item[field], list)
        places = [
            msgspec.to_builtins(find_span(text, one, near)) if isinstance(one, str) else one
            for one in (item[field] if several else [item[field]])
        ]
        item[field] = places if several or field in ("content", "mentions") else places[0]
        if near is None and places and isinstance(places[0], dict):
            near = msgspec.convert({name: places[0].get(name) for name in _CONTENT}, Span)


def derive_id(record: Record, kind: Kind, item: Any) -> str:
    """The id of an item that a person found, as an engine would give it."""
    if isinstance(item, Statement):
        anchors: list[Span] = [*item.content, *([item.cue] if item.cue else [])]
        return item_id(record.document, kind, anchors)
    if isinstance(item, Event):
        spans = [
            Span(start=one.start, end=one.end)
            for one in item.arguments
            if one.start is not None and one.end is not None
        ]
        return item_id(record.document, kind, [item.trigger, *spans], item.type)
    if isinstance(item, Entity):
        return item_id(record.document, kind, (), item.name)
    return item_id(record.document, kind, [item])


def _order(plain: Plain) -> Plain:
    """The record's items in the text's order, as far as their words have one."""
    for name in ("mentions", "times"):
        plain[name] = sorted(plain[name], key=lambda one: (one["start"], -one["end"]))
    return plain
