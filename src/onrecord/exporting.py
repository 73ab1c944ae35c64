"""What `onrecord export` and `onrecord import` do: records out of a store, and corrections back into it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from onrecord.corrections.applying import apply_corrections
from onrecord.errors import InputError
from onrecord.export.brat_reading import read_brat
from onrecord.export.forms import check_form, export
from onrecord.interrupts import drop_output
from onrecord.looking_back import open_as_of
from onrecord.messages import Messages, open_messages
from onrecord.model.kept import Correction, Kept
from onrecord.model.record import Record
from onrecord.query.asked import Asked
from onrecord.query.plan import find_keys
from onrecord.query.question import Question
from onrecord.store import schema
from onrecord.store.corrections import add_correction, corrections_of
from onrecord.store.finding import find_document
from onrecord.store.opening import open_store
from onrecord.store.records import read_kept, read_record

ALL_DONE, NOT_ALL_DONE, INTERRUPTED, BROKEN_PIPE = 0, 1, 130, 141
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """What the user of `onrecord export` asks for.

    Articles are exported that hold a match of the `question`, whole and the oldest first. With `corrected`
    they are as people corrected them. With `as_of` the store is asked for what it held at the end of a day,
    or at a time in UTC.
    """

    store: str | None
    form: str
    out: Path | None
    question: Question
    corrected: bool = False
    safe: bool = False
    as_of: str | None = None


def run_export(order: ExportOrder) -> int:
    """Export what is asked for and give the command's exit code.

    Raises:
        InputError, StoreError: it cannot be exported so; nothing is written.
    """
    check_form(order.form, order.out)
    try:
        with open_as_of(order.store, order.as_of) as connection:
            keys = list(find_articles(connection, order.question))
            shown = order.out is not None and str(order.out) != "-"
            with open_messages(total=len(keys), progress=shown, doing="Exporting") as messages:
                kept = _read_all(connection, keys, order, messages)
                number = export(kept, order.form, order.out, safe=order.safe)
                messages.say(f"{number:,} articles exported{f' to {order.out}' if shown else ''}")
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        drop_output()
        return BROKEN_PIPE
    except OSError as error:
        raise InputError(f"{order.out or 'standard output'}: cannot be written: {error.strerror}") from error
    return ALL_DONE


def find_articles(connection: Connection, question: Question) -> Iterator[int]:
    """The keys of the articles that hold a match of a question, the oldest first."""
    asked = Asked(connection, question)
    plan = asked.plan
    found: set[int] = set()
    while keys := find_keys(connection, plan, _AT_ONCE):
        found.update(_articles_of(connection, asked, keys))
        plan = asked.plan.before(keys[-1])
    yield from sorted(found)


def _articles_of(connection: Connection, asked: Asked, keys: list[int]) -> Iterator[int]:
    if asked.kind == "articles":
        yield from keys
        return
    table = schema.statements if asked.kind == "statements" else schema.events
    yield from connection.execute(select(table.c.document).where(table.c.key.in_(keys))).scalars()


def _read_all(
    connection: Connection, keys: list[int], order: ExportOrder, messages: Messages
) -> Iterator[Kept]:
    for key in keys:
        kept = read_kept(connection, key)
        if order.corrected:
            kept = _corrected(connection, kept, messages)
        yield kept
        messages.advance()


def _corrected(connection: Connection, kept: Kept, messages: Messages) -> Kept:
    held = corrections_of(connection, kept.record.document.id)
    applied = apply_corrections(kept.record, [one.correction for one in held])
    for refusal in applied.refused:
        messages.say(f"{refusal.correction.item}: a correction is left out: {refusal.reason}")
    return msgspec.structs.replace(kept, record=applied.record)


def run_import_brat(location: str | None, folder: Path, *, by: str) -> int:
    """Keep what people corrected in a folder that was exported to brat, and give the exit code.

    Raises:
        InputError, StoreError: the folder or the store cannot be read.
    """
    code, number = ALL_DONE, 0
    with (
        open_store(location) as store,
        store.writing() as connection,
        open_messages(total=None, progress=True, doing="Importing") as messages,
    ):
        for one in read_brat(folder, _finder(connection), by=by):
            if isinstance(one, InputError):
                messages.say(str(one))
                code = NOT_ALL_DONE
                continue
            number += _keep(connection, one)
            messages.advance()
    sys.stdout.write(f"{store.location}: {number:,} corrections by {by}\n")
    return code


def _finder(connection: Connection) -> Callable[[str], Record]:
    def find(identity: str) -> Record:
        return read_record(connection, find_document(connection, identity).document)

    return find


def _keep(connection: Connection, correction: Correction) -> bool:
    """Keep a correction; False where the same person has said the same before."""
    held = corrections_of(connection, correction.document)
    if any(msgspec.structs.replace(one.correction, at=correction.at) == correction for one in held):
        return False
    record = _finder(connection)(correction.document)
    add_correction(connection, correction, record, engine=record.engine or schema.UNKNOWN_ENGINE)
    return True
