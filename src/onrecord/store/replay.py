"""A store made anew as it was at a moment, from the records of the analyses that had been added by then."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from onrecord.model.capture import Place
from onrecord.model.record import Record
from onrecord.store import schema
from onrecord.store.former import decode_former
from onrecord.store.keys import split_key
from onrecord.store.opening import Store, open_store
from onrecord.store.records import read_record
from onrecord.store.seals import seal_row
from onrecord.store.standing import find_first_capture, find_retracted, list_later
from onrecord.store.versions import order_versions
from onrecord.store.writer import add_record

Watch = Callable[[int], AbstractContextManager[Callable[[], object]]]
"""Called with a number of analyses; a context whose value is called after each."""
_BATCH = 200


@contextmanager
def moment_store(store: Store, moment: str, *, watch: Watch | None = None) -> Iterator[Store]:
    """A store of its own that holds what `store` held at a moment in UTC, and can be written to.

    It is a file for the time of the block, on either database. Each analysis that had been added is added
    again in its order, so that it takes about as long as adding the records did, without their analysis.
    Keys are its own. Of captures there is all but the bytes. What was erased since is not in it. What people
    had judged of who is who is in it; nothing is compared yet.

    Raises:
        StoreError: the store cannot be read, or no file be written.
    """
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / "then.db"
        with open_store(path, create=True) as then:
            hurry(then)
            then.location = f"{store.location} as of {moment}"
            with store.reading() as source:
                _replay(source, then, moment, watch or watch_nothing)
            yield then


def hurry(store: Store) -> None:
    """Let a store in SQLite that nobody needs after a crash be written without waiting for the disk."""
    with store.outside() as connection:
        connection.exec_driver_sql("PRAGMA synchronous = OFF")


def watch_nothing(_: int) -> AbstractContextManager[Callable[[], object]]:
    """A watch that nobody looks at."""
    return nullcontext(lambda: None)


@dataclass(frozen=True, slots=True)
class _Analysis:
    """An analysis that had been added: of which article, when, and where it is: `former`, or what stands."""

    analysed: str
    number: int
    document: int
    former: int | None


def _replay(source: Connection, then: Store, moment: str, watch: Watch) -> None:
    analyses = _list_analyses(source, moment)
    with watch(len(analyses)) as advance:
        for start in range(0, len(analyses), _BATCH):
            with then.writing() as target:
                for one in analyses[start : start + _BATCH]:
                    record, places = _read_analysis(source, one)
                    add_record(target, record, now=one.analysed, places=places, reanalyse=True)
                    advance()
    with then.writing() as target:
        _copy_captures(source, target, moment)
        _copy_corrections(source, target, moment)
        _copy_rest(source, target, moment)
        _settle_status(source, target, moment)


def _list_analyses(source: Connection, moment: str) -> list[_Analysis]:
    """All that had been added, in the order in which they were."""
    documents, former = schema.documents, schema.former_analyses
    rows = source.execute(
        select(documents.c.key, documents.c.analysed, documents.c.added).where(documents.c.added <= moment)
    ).all()
    found = [
        _Analysis(row.analysed, split_key(row.key), row.key, None) for row in rows if row.analysed <= moment
    ]
    query = select(former.c.key, former.c.document, former.c.analysed).where(former.c.analysed <= moment)
    found += [
        _Analysis(row.analysed, split_key(row.document), row.document, row.key)
        for row in source.execute(query)
    ]
    return sorted(found, key=lambda one: (one.analysed, one.number, one.former is None, one.former or 0))


def _read_analysis(source: Connection, one: _Analysis) -> tuple[Record, Sequence[Place | None]]:
    if one.former is None:
        return read_record(source, one.document), _read_places(source, one.document)
    former = schema.former_analyses
    encoded = source.execute(select(former.c.record).where(former.c.key == one.former)).scalar_one()
    return decode_former(encoded), ()


def _read_places(source: Connection, document: int) -> list[Place | None]:
    segments = schema.segments
    query = select(segments).where(segments.c.document == document).order_by(segments.c.position)
    return [
        None
        if row.capture_start is None
        else Place(start=row.capture_start, end=row.capture_end, exact=row.capture_exact)
        for row in source.execute(query)
    ]


def _copy_captures(source: Connection, target: Connection, moment: str) -> None:
    """Those that had been fetched, without their bytes; what came behind the first later article had not."""
    captures, documents = schema.captures, schema.documents
    columns = [one for one in captures.columns if one.name not in ("content", "document", "key")]
    first = find_first_capture(source, list_later(source, moment))
    query = (
        select(*columns, documents.c.id.label("of_article"))
        .join(documents, documents.c.key == captures.c.document)
        .where(documents.c.added <= moment, captures.c.fetched <= moment)
        .order_by(captures.c.key)
    )
    if first is not None:
        query = query.where(captures.c.key < first)
    keys = _read_keys(target)
    for row in source.execute(query).all():
        values = dict(row._mapping)
        values |= {"document": keys[values.pop("of_article")], "content": None}
        target.execute(insert(captures), values)


def _read_keys(target: Connection) -> dict[str, int]:
    documents = schema.documents
    return {row.id: row.key for row in target.execute(select(documents.c.id, documents.c.key))}


def _copy_corrections(source: Connection, target: Connection, moment: str) -> None:
    """Those that had been made, under their numbers; what was taken back later was not yet."""
    table = schema.corrections
    for row in source.execute(select(table).where(table.c.made_at <= moment).order_by(table.c.key)).all():
        values = dict(row._mapping)
        if row.withdrawn is not None and row.withdrawn > moment:
            values["withdrawn"] = None
            values["seal"] = seal_row(table, values)
        target.execute(insert(table), values)


def _copy_rest(source: Connection, target: Connection, moment: str) -> None:
    inputs = schema.inputs
    _copy(source, target, inputs, inputs.c.taken <= moment)
    judgements = schema.judgements
    _copy(source, target, judgements, judgements.c.made_at <= moment)
    _copy(source, target, schema.tombstones)
    _copy(source, target, schema.feeds)


def _copy(source: Connection, target: Connection, table: Table, *conditions: Any) -> None:
    rows = source.execute(select(table).where(*conditions)).all()
    if rows:
        target.execute(insert(table), [dict(row._mapping) for row in rows])


def _settle_status(source: Connection, target: Connection, moment: str) -> None:
    """Mark what had been retracted, and put the versions in order, now that the captures are there."""
    documents = schema.documents
    keys = _read_keys(target)
    retracted = find_retracted(source, moment)
    for identity in sorted(retracted & keys.keys()):
        target.execute(update(documents).where(documents.c.id == identity).values(status="retracted"))
    several = select(documents.c.url, documents.c.id).where(documents.c.version > 1)
    for row in target.execute(several).all():
        order_versions(target, row.url, row.id)
    waiting = schema.unresolved
    target.execute(delete(waiting).where(waiting.c.document.not_in(select(documents.c.key))))
