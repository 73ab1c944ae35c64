"""A folder of brat's that people have corrected, read back: what they say of each item.

A sheet is compared with the record that it was made of, item by item under the permanent ids in the notes, so
that what nobody touched gives nothing. The fields are those of the record's JSON, but for "span" of a mention
or a time, whose value is `{"start": …, "end": …}`. What a person writes in a note behind an item's id goes
with the corrections of that item; a note alone corrects nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from onrecord.errors import InputError, LocationNotFound, MalformedInput
from onrecord.export.brat import ENTITY_TYPES, RECORD_SUFFIX
from onrecord.export.brat_changes import Changes
from onrecord.export.brat_findings import Found, Kind, adopt, find_items
from onrecord.export.brat_groups import assign_entities
from onrecord.export.brat_layers import lay_out
from onrecord.export.brat_lines import Sheet, read_sheet
from onrecord.model.kept import Correction, ItemKind, Verdict
from onrecord.model.record import Record

_ID_LENGTH = 32


def read_brat(
    folder: Path, record_of: Callable[[str], Record], *, by: str, at: str | None = None
) -> Iterator[Correction | InputError]:
    """What a person corrected in the articles of a folder, by file and item, and what cannot be read.

    `record_of` gives the record of a document by its id and raises `InputError` or `KeyError` where there is
    none; it tells whether the document is known and its text the same. `by` names the person, `at` is a
    date-time of ISO 8601 in UTC, by default now.

    Raises:
        LocationNotFound: the folder has no annotations.
    """
    paths = sorted(folder.glob("*.ann"))
    if not paths:
        raise LocationNotFound(f"{folder}: there are no annotations of brat's here, no file ends in .ann")
    when = at or datetime.now(UTC).isoformat(timespec="seconds")
    for path in paths:
        try:
            record, sheet = _read_article(path, record_of)
        except InputError as error:
            yield MalformedInput(f"{path.name}: {error}")
            continue
        yield from _Reading(path, record, sheet, by, when).correct()


def _read_article(path: Path, record_of: Callable[[str], Record]) -> tuple[Record, Sheet]:
    identity = path.stem.rpartition("-")[2]
    if len(identity) != _ID_LENGTH:
        raise MalformedInput("its name does not end in the id of a document: give it back its old name")
    try:
        known = record_of(identity)
    except KeyError as error:
        raise InputError(f"document {identity} is not known here") from error
    exported = path.with_name(f"{path.stem}{RECORD_SUFFIX}")
    record = Record.from_json(exported.read_bytes()) if exported.exists() else known
    text = _read_text(path.with_suffix(".txt"))
    if not text == record.document.text == known.document.text:
        raise MalformedInput("its text is no longer the article's, to the letter: export it again")
    return record, read_sheet(_read_text(path), len(text))


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        raise LocationNotFound(f"{path.name} is missing beside it") from error
    except UnicodeDecodeError as error:
        raise MalformedInput(f"{path.name} is not UTF-8, at byte {error.start}") from error


class _Reading:
    """The corrections of one article."""

    def __init__(self, path: Path, record: Record, sheet: Sheet, by: str, at: str) -> None:
        self._name = path.name
        self._record = record
        self._by, self._at = by, at
        known = _kinds_of(record)
        self._before = find_items(lay_out(record), known)
        self._after = find_items(sheet, known)
        adopt(self._after, self._before)

    def correct(self) -> Iterator[Correction | InputError]:
        """What is wrong, what is changed, and what is missing, in this order."""
        after = self._after
        assignment = assign_entities(self._record, after)
        changes = Changes(self._record, self._before, after, assignment)
        try:
            changes.name_new()
        except InputError as error:
            yield self._fail(error)
            return
        for identity, was in self._before.items.items():
            if identity not in after.items:
                yield self._say(was, identity, "wrong")
        yield from self._retype()
        yield from self._change(changes)
        for identity in assignment.new:
            value = changes.make_entity(identity)
            yield self._state("entity", None, "missing", None, value, None)
        for found in after.new:
            try:
                yield self._state(found.kind, None, "missing", None, changes.make(found), found.note)
            except InputError as error:
                yield self._fail(error)

    def _change(self, changes: Changes) -> Iterator[Correction | InputError]:
        for identity, now in self._after.items.items():
            try:
                found = list(changes.find(identity))
            except InputError as error:
                yield self._fail(error)
                continue
            for field, value in found:
                yield self._say(now, identity, "changed", field, value)

    def _retype(self) -> Iterator[Correction]:
        """The type of a mention is its entity's: each change is told once."""
        entities = {one.id: one.entities for one in self._record.mentions}
        told: set[tuple[str, str]] = set()
        for identity, now in self._after.items.items():
            if now.kind == "mention" and now.type != self._before.items[identity].type:
                entity = entities[identity][0]
                if (entity, now.type) not in told:
                    told.add((entity, now.type))
                    yield self._state("entity", entity, "changed", "type", ENTITY_TYPES[now.type], now.note)

    def _say(
        self, found: Found, identity: str, verdict: Verdict, field: str | None = None, value: Any = None
    ) -> Correction:
        return self._state(found.kind, identity, verdict, field, value, found.note)

    def _state(
        self,
        kind: ItemKind,
        item: str | None,
        verdict: Verdict,
        field: str | None,
        value: Any,
        note: str | None,
    ) -> Correction:
        has_value = verdict in ("changed", "missing")
        return Correction(
            document=self._record.document.id,
            kind=kind,
            item=item,
            verdict=verdict,
            field=field,
            value=msgspec.json.encode(value).decode() if has_value else None,
            by=self._by,
            at=self._at,
            note=note,
        )

    def _fail(self, error: InputError) -> InputError:
        return MalformedInput(f"{self._name}: {error}")


def _kinds_of(record: Record) -> dict[str, Kind]:
    kinds: dict[str, Kind] = dict.fromkeys((one.id for one in record.mentions), "mention")
    kinds |= dict.fromkeys((one.id for one in record.times), "time")
    kinds |= dict.fromkeys((one.id for one in record.statements), "statement")
    return kinds | dict.fromkeys((one.id for one in record.events), "event")
