"""What `onrecord show` does."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import Literal

import msgspec
from sqlalchemy import Connection

from onrecord.corrections.applying import apply_corrections
from onrecord.corrections.record_changes import diff_records
from onrecord.corrections.versions import Edition, diff_texts, list_editions
from onrecord.errors import InputError
from onrecord.looking_back import open_as_of
from onrecord.model.kept import Correction
from onrecord.model.record import Record
from onrecord.query.show import show
from onrecord.query.show_words import write_shown
from onrecord.store.corrections import corrections_of, place_corrections
from onrecord.store.finding import find_document
from onrecord.store.former import read_former
from onrecord.store.records import read_record
from onrecord.telling import ALL_DONE, print_json, print_raw, print_text, say

ShowForm = Literal["text", "json"]
_WIDEST = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowOrder:
    """What is to be shown of an item or an article.

    `history` lists the versions of its address, `diff` what changed from the version before (or from the
    article `against`), `corrected` the record as people corrected it. With `as_of` the store is asked for
    what it held at the end of a day, or at a time in UTC.
    """

    form: ShowForm = "text"
    history: bool = False
    diff: bool = False
    against: str | None = None
    corrected: bool = False
    as_of: str | None = None


def run_show(location: str | None, identity: str, order: ShowOrder) -> int:
    """Print an item or an article, the versions of its address, or what changed between two.

    Raises:
        InputError: nothing has the id, or there is nothing to compare with.
        StoreError: the store cannot be used.
    """
    with open_as_of(location, order.as_of) as connection:
        if order.history:
            _show_history(connection, identity, order.form)
        elif order.diff or order.against:
            _show_diff(connection, identity, order)
        elif order.corrected:
            _show_corrected(connection, identity)
        else:
            _show(connection, identity, order.form)
    return ALL_DONE


def _show(connection: Connection, identity: str, form: ShowForm) -> None:
    shown = show(connection, identity)
    if form == "json":
        print_json(shown)
        return
    print_text(write_shown(shown))
    if shown.item is None:
        from onrecord.render.arrange import arrange_record
        from onrecord.render.text import render_text

        found = find_document(connection, identity)
        view = arrange_record(read_record(connection, found.key), everything=False)
        width = min(shutil.get_terminal_size((_WIDEST, 0)).columns, _WIDEST)
        print_text("\n" + render_text(view, width=width, colours=None).rstrip())


def _show_history(connection: Connection, identity: str, form: ShowForm) -> None:
    editions = list_editions(connection, find_document(connection, identity).key)
    if form == "json":
        print_json(editions)
        return
    for one in editions:
        title = f"  {one.title}" if one.title else ""
        print_text(f"{one.version:>3}  {one.since}  {one.status:<10}  {one.id}{title}")


def _show_diff(connection: Connection, identity: str, order: ShowOrder) -> None:
    newer = find_document(connection, identity)
    record = read_record(connection, newer.key)
    name, other = _find_older(connection, newer.key, newer.id, order.against)
    paragraphs = diff_texts(other.document.text, record.document.text)
    changes = diff_records(other, record)
    if order.form == "json":
        print_json({"older": name, "newer": newer.id, "text": paragraphs, "record": changes})
        return
    print_text(f"From {name} to {newer.id}")
    changed = [one for one in paragraphs if one.kind != "same"]
    print_text("The text is the same." if not changed else "Text:")
    for paragraph in changed:
        print_text(f"  {paragraph.kind}: {paragraph.words}")
    print_text("The statements and events are the same." if not changes else "Statements and events:")
    for change in changes:
        print_text(f"  {change.item} {change.kind}: {change.words}")
        for field, (before, after) in change.fields.items():
            print_text(f"    {field}: {before or 'nothing'} -> {after or 'nothing'}")


def _find_older(connection: Connection, key: int, identity: str, against: str | None) -> tuple[str, Record]:
    """The name and the record to compare with: that of an article, the version before, or analysis before."""
    if against is not None:
        other = find_document(connection, against)
        return other.id, read_record(connection, other.key)
    editions = list_editions(connection, key)
    place = [one.id for one in editions].index(identity)
    if place:
        return _read_edition(connection, editions[place - 1])
    for engine, analysed, record in read_former(connection, key):
        return f"the analysis by {engine}, added {analysed},", record
    raise InputError(f"{identity}: there is no version or analysis before this one to compare it with")


def _read_edition(connection: Connection, edition: Edition) -> tuple[str, Record]:
    return edition.id, read_record(connection, find_document(connection, edition.id).key)


def _show_corrected(connection: Connection, identity: str) -> None:
    found = find_document(connection, identity)
    record = read_record(connection, found.key)
    placed = place_corrections(record, corrections_of(connection, found.id))
    wanted = [
        msgspec.structs.replace(one.held.correction, item=one.item)
        for one in placed
        if one.standing != "gone"
    ]
    applied = apply_corrections(record, wanted)
    for refusal in applied.refused:
        say(f"{_name_correction(refusal.correction)} is not carried out: {refusal.reason}")
    for one in placed:
        if one.standing == "gone":
            say(f"{_name_correction(one.held.correction)} is of an item that is no longer there")
    print_raw(applied.record.to_json().decode())


def _name_correction(one: Correction) -> str:
    return f"the correction by {one.by} of {one.item or one.document} ({one.field or one.verdict})"
