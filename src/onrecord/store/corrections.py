"""Corrections by people: kept beside what the engine found, and found again where its items have moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, insert, select, update

from onrecord.errors import InputError, UnknownId
from onrecord.model.anchoring import Quotation, find_in_record, iterate_items, quote, spans_of
from onrecord.model.kept import Correction
from onrecord.model.record import Event, Record
from onrecord.model.span import Span
from onrecord.store import schema
from onrecord.store.listed import is_among
from onrecord.store.seals import seal_row

Standing = Literal["same", "moved", "gone"]
_ENOUGH = 0.5
"""The share of characters that an item and a former one must have in common to be taken for the same."""


@dataclass(frozen=True, slots=True)
class Held:
    """A correction as the store has it: its key, which engine had said the item, and where that stood.

    `label` tells apart items of one place: an event's type. `withdrawn` is when it was taken back, if it was.
    """

    key: int
    correction: Correction
    engine: str | None
    anchor: tuple[Quotation, ...]
    label: str | None
    withdrawn: str | None


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A correction with the id of the item that it is about now.

    It is the "same" item, it has "moved" to another that stands where the item stood, or the item is "gone",
    and `item` is None. What is about the article, or about something missing from it, stays the same.
    """

    held: Held
    item: str | None
    standing: Standing


class _Anchor(msgspec.Struct, frozen=True, kw_only=True):
    quotations: tuple[Quotation, ...] = ()
    label: str | None = None


def add_correction(
    connection: Connection, correction: Correction, record: Record, *, engine: str | None
) -> int:
    """Keep a correction of an item of `record`, or of the article itself, and give its key.

    A correction that stands there already to the word, and was not taken back, is not added again.

    Raises:
        InputError: nobody is named as the one who says so.
        UnknownId: the record has no such item.
    """
    if not correction.by.strip():
        raise InputError("say who corrects it: --by NAME")
    table = schema.corrections
    row = {
        "document": correction.document,
        "item": correction.item,
        "kind": correction.kind,
        "verdict": correction.verdict,
        "field": correction.field,
        "value": correction.value,
        "made_by": correction.by,
        "made_at": correction.at,
        "note": correction.note,
        "engine": engine,
        "withdrawn": None,
        "anchor": _make_anchor(correction, record),
    }
    said = ("document", "item", "verdict", "field", "value", "made_by", "note", "withdrawn")
    same = select(table.c.key).where(*(table.c[name].is_not_distinct_from(row[name]) for name in said))
    known = connection.execute(same).scalars().first()
    if known is not None:
        return int(known)
    added = connection.execute(insert(table), row | {"seal": seal_row(table, row)})
    return int((added.inserted_primary_key or (0,))[0])


def _make_anchor(correction: Correction, record: Record) -> str | None:
    if correction.item is None or correction.kind == "document":
        return None
    found = find_in_record(record, correction.item)
    if found is None:
        raise UnknownId(f"{correction.item}: article {record.document.id} has no such item")
    spans = spans_of(record, found[1])
    anchor = _Anchor(
        quotations=tuple(quote(record.document, span) for span in spans), label=_label_of(found[1])
    )
    return msgspec.json.encode(anchor).decode()


def _label_of(item: object) -> str | None:
    return item.type if isinstance(item, Event) else None


def withdraw(connection: Connection, key: int, *, now: str) -> Held:
    """Take a correction back; it stays in the store as withdrawn.

    Raises:
        InputError: there is none with this number.
    """
    table = schema.corrections
    row = connection.execute(select(table).where(table.c.key == key)).one_or_none()
    if row is None:
        raise InputError(f"{key}: there is no correction with this number; 'onrecord show ID' lists them")
    changed = {**row._mapping, "withdrawn": row.withdrawn or now}
    values = {"withdrawn": changed["withdrawn"], "seal": seal_row(table, changed)}
    connection.execute(update(table).where(table.c.key == key).values(**values))
    return _hold(connection.execute(select(table).where(table.c.key == key)).one())


def corrections_for(connection: Connection, ids: Iterable[str]) -> dict[str, list[Held]]:
    """The corrections that were made of items or articles with these ids, by id, the oldest first.

    What was taken back is left out.
    """
    found: dict[str, list[Held]] = {}
    wanted = {"ids": list(ids)}
    for query in (_OF_ITEMS, _OF_ARTICLES) if wanted["ids"] else ():
        for row in connection.execute(query, wanted):
            found.setdefault(row.item or row.document, []).append(_hold(row))
    return found


def _select_standing(column: ColumnElement[str]) -> Select[Any]:
    table = schema.corrections
    query = select(table).where(is_among(column, "ids", of_words=True), table.c.withdrawn.is_(None))
    return query.order_by(table.c.key)


_OF_ITEMS = _select_standing(schema.corrections.c.item)
_OF_ARTICLES = _select_standing(schema.corrections.c.document).where(schema.corrections.c.item.is_(None))


def corrections_of(connection: Connection, document: str, *, withdrawn: bool = False) -> list[Held]:
    """All corrections in an article, the oldest first; with `withdrawn` also those taken back."""
    table = schema.corrections
    query = select(table).where(table.c.document == document).order_by(table.c.key)
    if not withdrawn:
        query = query.where(table.c.withdrawn.is_(None))
    return [_hold(row) for row in connection.execute(query)]


def _hold(row: Row[Any]) -> Held:
    anchor = msgspec.json.decode(row.anchor, type=_Anchor) if row.anchor is not None else _Anchor()
    correction = Correction(
        document=row.document,
        kind=row.kind,
        item=row.item,
        verdict=row.verdict,
        field=row.field,
        value=row.value,
        by=row.made_by,
        at=row.made_at,
        note=row.note,
    )
    return Held(row.key, correction, row.engine, anchor.quotations, anchor.label, row.withdrawn)


def place_corrections(record: Record, corrections: Sequence[Held]) -> list[Standpoint]:
    """What each correction is about in a newer analysis of its article.

    Where the item's id is gone, it is the item of its kind (and an event's type) that has most of its words.
    """
    there = {one.id for _, one in iterate_items(record)}
    return [_place(record, there, one) for one in corrections]


def _place(record: Record, there: set[str], held: Held) -> Standpoint:
    item = held.correction.item
    if item is None or held.correction.kind == "document" or item in there:
        return Standpoint(held, item, "same")
    moved = _find_nearest(record, held)
    return Standpoint(held, moved, "moved" if moved is not None else "gone")


def _find_nearest(record: Record, held: Held) -> str | None:
    wanted = _characters(Span(start=one.start, end=one.end) for one in held.anchor)
    best, nearest = 0.0, None
    for kind, item in iterate_items(record):
        if kind != held.correction.kind or _label_of(item) != held.label:
            continue
        others = _characters(spans_of(record, item))
        share = len(wanted & others) / len(wanted | others) if wanted and others else 0.0
        if share > best:
            best, nearest = share, item.id
    return nearest if best >= _ENOUGH else None


def _characters(spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}
