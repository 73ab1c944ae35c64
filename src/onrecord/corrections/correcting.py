"""Taking down what a person says of an item, and marking an article as retracted."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, select, update

from onrecord.corrections.applying import apply_corrections, check_field
from onrecord.corrections.spelling import read_setting
from onrecord.errors import InputError
from onrecord.model.kept import Correction, ItemKind, Verdict
from onrecord.store import schema
from onrecord.store.corrections import Held, add_correction, withdraw
from onrecord.store.finding import Found, find_document, find_item
from onrecord.store.former import read_found
from onrecord.store.versions import let_wait, order_versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """What somebody says of an item: that it is right or wrong, or what its fields should be.

    `by` names the person and `at` is the time in UTC. `settings` are written FIELD=VALUE.
    """

    by: str
    at: str
    verdict: Verdict | None = None
    settings: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A correction that the store holds now: its number, and why it cannot be carried out, if it cannot."""

    key: int
    correction: Correction
    refusal: str | None


def correct_item(connection: Connection, identity: str, say: Say) -> list[Taken]:
    """Keep what somebody says of an item, a correction for each field that is set.

    Raises:
        UnknownId: nothing has this id.
        InputError: nothing is said, or of a field that the item does not have.
    """
    found = find_item(connection, identity)
    if say.verdict is None and not say.settings:
        raise InputError("say what is so: --right, --wrong, or --set FIELD=VALUE")
    corrections = [] if say.verdict is None else [_make(found, connection, say, say.verdict, None, None)]
    for setting in say.settings:
        field, value = read_setting(setting)
        check_field(found.kind, field)
        if (found.kind, field) == ("document", "status"):
            raise InputError("an article is marked as retracted with 'onrecord retract'")
        corrections.append(_make(found, connection, say, "changed", field, value))
    return [_take(connection, found, one) for one in corrections]


def report_missing(connection: Connection, document: str, kind: ItemKind, item: str, say: Say) -> Taken:
    """Keep an item that an engine did not find: `item` is as JSON, in the record's form; the id may lack.

    Raises:
        UnknownId: there is no such article.
        InputError: `item` is none of this kind.
    """
    found = find_document(connection, document)
    try:
        decoded = msgspec.json.encode(msgspec.json.decode(item, type=dict)).decode()
    except msgspec.MsgspecError as error:
        raise InputError(f"the missing {kind} is given as JSON, as in the record: {error}") from error
    correction = Correction(
        document=found.id,
        kind=kind,
        item=None,
        verdict="missing",
        value=decoded,
        by=say.by,
        at=say.at,
        note=say.note,
    )
    return _take(connection, found, correction)


def retract(connection: Connection, document: str, say: Say) -> Taken:
    """Mark an article as retracted by its outlet; it stays in the store, and citations of it warn.

    Raises:
        UnknownId: there is no such article.
    """
    found = find_document(connection, document)
    correction = _make(found, connection, say, "changed", "status", '"retracted"')
    taken = _take(connection, found, correction)
    documents = schema.documents
    connection.execute(update(documents).where(documents.c.key == found.document).values(status="retracted"))
    let_wait(connection, found.document)
    return taken


def take_back(connection: Connection, key: int, *, now: str) -> Held:
    """Take back the correction with this number; an article that it marked as retracted is so no more.

    Raises:
        InputError: there is no correction with this number.
    """
    held = withdraw(connection, key, now=now)
    if held.correction.kind == "document" and held.correction.field == "status":
        _restore(connection, held.correction.document)
    return held


def _restore(connection: Connection, document: str) -> None:
    documents, corrections = schema.documents, schema.corrections
    others = select(corrections.c.key).where(
        corrections.c.document == document,
        corrections.c.kind == "document",
        corrections.c.field == "status",
        corrections.c.withdrawn.is_(None),
    )
    if connection.execute(others).first() is not None:
        return
    row = connection.execute(select(documents.c.key, documents.c.url).where(documents.c.id == document)).one()
    connection.execute(update(documents).where(documents.c.key == row.key).values(status="current"))
    let_wait(connection, row.key)
    order_versions(connection, row.url, document)


def _make(
    found: Found, connection: Connection, say: Say, verdict: Verdict, field: str | None, value: str | None
) -> Correction:
    documents = schema.documents
    document = connection.execute(
        select(documents.c.id).where(documents.c.key == found.document)
    ).scalar_one()
    return Correction(
        document=document,
        kind=found.kind,
        item=None if found.kind == "document" else found.id,
        verdict=verdict,
        field=field,
        value=value,
        by=say.by,
        at=say.at,
        note=say.note,
    )


def _take(connection: Connection, found: Found, correction: Correction) -> Taken:
    record = read_found(connection, found)
    engine = record.engine or schema.UNKNOWN_ENGINE
    key = add_correction(connection, correction, record, engine=engine)
    refused = apply_corrections(record, [correction]).refused
    return Taken(key, correction, refused[0].reason if refused else None)
