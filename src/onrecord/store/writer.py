"""Records into a store: adding twice is adding once, and a newer analysis takes the place of the older."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from onrecord.errors import Forgotten, MalformedInput
from onrecord.model.capture import Place, digest_bytes
from onrecord.model.document import Source
from onrecord.model.folding import fold_name
from onrecord.model.record import Record
from onrecord.store import schema
from onrecord.store.bulk import insert_rows
from onrecord.store.columns import STAND_IN
from onrecord.store.keys import take_numbers
from onrecord.store.records import read_record
from onrecord.store.rows import Frame, Rows, count_numbers, find_names, make_rows, to_json
from onrecord.store.seals import seal_row
from onrecord.store.versions import order_versions

Kind = Literal["added", "known", "reanalysed"]
LetGo = Callable[[Connection, int], object]
"""Takes the article with a key out of all that was derived from it and others, before its rows go."""
_MANY = 500
"""How many values one query asks for."""
# A table's rows go before those of the tables that they refer to.
_OWNED: tuple[tuple[Table, str, Table], ...] = (
    (schema.event_arguments, "event", schema.events),
    (schema.event_mentions, "event", schema.events),
    (schema.statement_entities, "statement", schema.statements),
    (schema.statement_parts, "statement", schema.statements),
    (schema.mention_entities, "mention", schema.mentions),
    (schema.attributes, "entity", schema.entities),
    (schema.entity_names, "entity", schema.entities),
)
ITEMS: tuple[Table, ...] = (
    schema.events,
    schema.statements,
    schema.times,
    schema.mentions,
    schema.entities,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a record: whether it was new, and the number of its version."""

    kind: Kind
    document: str
    version: int


def add_record(
    connection: Connection,
    record: Record,
    *,
    now: str,
    source: Source | None = None,
    places: Sequence[Place | None] = (),
    reanalyse: bool = False,
    keep_bytes: bool = True,
    let_go: LetGo | None = None,
) -> Outcome:
    """Add a record, with the bytes that it was read from and where in them its segments stand.

    `now` is the time in UTC. `connection` is one of `Store.writing`. An article that is there already stays
    as it is, but for a capture with other bytes, which is added; with `reanalyse` a record that differs takes
    its place, and the old one is kept among the former analyses; `let_go` first takes the old one out of what
    was derived from it. Without `keep_bytes` the bytes that stand in a WARC file are not copied.

    Raises:
        Forgotten: the article, its text or its bytes were erased from this store for good.
        MalformedInput: the text has a character that no store can hold, or items have ids that are taken; the
            transaction, or the savepoint around this call, is then to be rolled back.
    """
    _check(connection, record, source)
    encoded = record.to_json()
    digest = hashlib.sha256(encoded).hexdigest()
    documents = schema.documents
    known = connection.execute(select(documents).where(documents.c.id == record.document.id)).one_or_none()
    if known is not None and (not reanalyse or known.record_digest == digest):
        add_capture(connection, known.key, source, now=now, keep_bytes=keep_bytes)
        version = order_versions(connection, known.url, known.id)  # an older capture may put it elsewhere
        return Outcome("known", record.document.id, version)
    added = now
    if known is not None:
        added = known.added
        if let_go is not None:
            let_go(connection, known.key)
        _archive(connection, known.key, record)
    frame = Frame(
        first=take_numbers(connection, count_numbers(record)),
        text=_keep_text(connection, record),
        engine=_find_or_add(connection, schema.engines, "engine", [record.engine or schema.UNKNOWN_ENGINE])[
            0
        ],
        outlet=_keep_outlet(connection, record.document.outlet),
        names=_keep_names(connection, find_names(record)),
        added=added,
        analysed=now,
        record_digest=digest,
        version=known.version if known is not None else 1,
        previous=known.previous if known is not None else None,
        places=places,
    )
    rows = make_rows(record, frame)
    _insert_all(connection, record, rows)
    document = rows[schema.documents][0]["key"]
    connection.execute(insert(schema.unresolved), {"document": document, "seen": False})
    if known is not None:
        _take_over(connection, known.key, document, known.status)
    else:
        add_capture(connection, document, source, now=now, keep_bytes=keep_bytes)
    version = order_versions(connection, record.document.url, record.document.id)
    return Outcome("reanalysed" if known is not None else "added", record.document.id, version)


def _insert_all(connection: Connection, record: Record, rows: Rows) -> None:
    try:
        for table, values in rows.items():
            insert_rows(connection, table, values)
    except IntegrityError as error:  # of a record made by other means: ours have ids from the article's id
        raise MalformedInput(
            f"{record.document.location}: ids of this record are those of another article in the store"
        ) from error


def add_capture(
    connection: Connection, document: int, source: Source | None, *, now: str, keep_bytes: bool = True
) -> None:
    """Keep the bytes that an article was read from, where they are known and not there yet."""
    if source is None or not source.content:
        return
    digest = digest_bytes(source.content)
    captures = schema.captures
    there = select(captures.c.key).where(captures.c.document == document, captures.c.digest == digest)
    if connection.execute(there).first() is not None:
        return
    capture = source.capture
    warc = capture.warc if capture else None
    row = {
        "document": document,
        "digest": digest,
        "size": len(source.content),
        "content": zlib.compress(source.content) if keep_bytes or warc is None else None,
        "location": source.location,
        "url": source.url,
        "media_type": source.media_type,
        "holds_text": source.text is not None,
        "fetched": capture.fetched if capture else now,
        "status": capture.status if capture else None,
        "headers": to_json(capture.headers if capture else ()),
        "warc_path": warc.path if warc else None,
        "warc_offset": warc.offset if warc else None,
        "warc_record": warc.record_id if warc else None,
    }
    connection.execute(insert(captures), row | {"seal": seal_row(captures, row)})


def remove_items(connection: Connection, document: int) -> None:
    """Remove the rows of what was found in an article; the article itself stays."""
    for table, column, owner in _OWNED:
        keys = select(owner.c.key).where(owner.c.document == document)
        connection.execute(delete(table).where(table.c[column].in_(keys)))
    for table in (*ITEMS, schema.segments):
        connection.execute(delete(table).where(table.c.document == document))


def tombstone(kind: str, digest: str) -> str:
    """The digest by which the store remembers that something was erased, without telling what it was."""
    return hashlib.sha256(f"{kind}:{digest}".encode()).hexdigest()


def list_traces(document: str, text: str, capture: str | None) -> tuple[str, ...]:
    """How the store would know an erased article of this id, by it and the digests of its text and bytes."""
    traces = (tombstone("document", document), tombstone("text", text))
    return traces if capture is None else (*traces, tombstone("capture", capture))


def find_erased(connection: Connection, traces: Iterable[str]) -> dict[str, str]:
    """Those of the digests that are of what was erased for good, each with when it was."""
    table, wanted = schema.tombstones, list(traces)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _MANY):
        query = select(table.c.digest, table.c.forgotten)
        rows = connection.execute(query.where(table.c.digest.in_(wanted[start : start + _MANY])))
        found.update((row.digest, row.forgotten) for row in rows)
    return found


def _check(connection: Connection, record: Record, source: Source | None) -> None:
    document = record.document
    if STAND_IN in document.text:
        raise MalformedInput(
            f"{document.location}: the text has the character U+10FFFE, which no store can hold: take it out"
        )
    capture = digest_bytes(source.content) if source is not None and source.content else None
    erased = find_erased(connection, list_traces(document.id, document.text_digest, capture))
    if erased:
        raise Forgotten(
            f"{document.location}: this article was erased from the store for good on "
            f"{min(erased.values())[:10]}, "
            "and is not taken in again"
        )


def _keep_text(connection: Connection, record: Record) -> int:
    document = record.document
    texts = schema.texts
    query = select(texts.c.key).where(texts.c.digest == document.text_digest)
    found = connection.execute(query).scalar_one_or_none()
    if found is None:
        row = {"digest": document.text_digest, "text": document.text, "length": len(document.text)}
        connection.execute(insert(texts), row)
        found = connection.execute(query).scalar_one()
    return int(found)


def _keep_outlet(connection: Connection, name: str | None) -> int | None:
    if name is None:
        return None
    return _find_or_add(connection, schema.outlets, "name", [name], {name: fold_name(name)})[0]


def _keep_names(connection: Connection, names: Mapping[str, str]) -> dict[str, int]:
    """The keys of names, which are given by how they are folded."""
    table = schema.names
    found = find_name_keys(connection, names)
    missing = [name for name in names if name not in found]
    if missing:
        rows = [{"folded": folded, "name": names[folded]} for folded in missing]
        connection.execute(_insert_once(connection, table), rows)
        found |= find_name_keys(connection, missing)
    return found


def find_name_keys(connection: Connection, folded: Iterable[str]) -> dict[str, int]:
    """The keys of those names, given as they are folded, that the store has."""
    table, wanted = schema.names, list(folded)
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _MANY):
        query = select(table.c.folded, table.c.key).where(table.c.folded.in_(wanted[start : start + _MANY]))
        found.update((row.folded, row.key) for row in connection.execute(query))
    return found


def _find_or_add(
    connection: Connection,
    table: Table,
    column: str,
    values: Sequence[str],
    folded: Mapping[str, str] | None = None,
) -> list[int]:
    keys = []
    for value in values:
        query = select(table.c.key).where(table.c[column] == value)
        key = connection.execute(query).scalar_one_or_none()
        if key is None:
            row = {column: value} | ({"folded": folded[value]} if folded else {})
            connection.execute(_insert_once(connection, table), [row])
            key = connection.execute(query).scalar_one()
        keys.append(int(key))
    return keys


def _insert_once(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def _archive(connection: Connection, document: int, newer: Record) -> None:
    """Put the record that stands in the store among the former analyses, and take its rows away."""
    documents, analyses, former = schema.documents, schema.former_analyses, schema.former_items
    old = read_record(connection, document)
    known = connection.execute(select(documents).where(documents.c.key == document)).one()
    row = {
        "document": document,
        "engine": known.engine,
        "analysed": known.analysed,
        "record_digest": known.record_digest,
        "record": zlib.compress(old.to_json()),
    }
    connection.execute(insert(analyses), row | {"seal": seal_row(analyses, row)})
    analysis = connection.execute(
        select(analyses.c.key).where(analyses.c.document == document).order_by(analyses.c.key.desc()).limit(1)
    ).scalar_one()
    now_there = set(item_ids(newer))
    gone = [{"id": one, "analysis": analysis} for one in item_ids(old) if one not in now_there]
    if gone:
        connection.execute(insert(former), gone)
    back = list(now_there)
    for start in range(0, len(back), _MANY):
        connection.execute(delete(former).where(former.c.id.in_(back[start : start + _MANY])))
    remove_items(connection, document)
    connection.execute(update(documents).where(documents.c.key == document).values(id=f"replaced:{known.id}"))


def item_ids(record: Record) -> list[str]:
    """The ids of all that was found in an article."""
    items = (record.entities, record.mentions, record.times, record.statements, record.events)
    return [item.id for several in items for item in several]


def _take_over(connection: Connection, old: int, new: int, status: str) -> None:
    """Let what hung on the article's old row hang on its new one."""
    documents = schema.documents
    for table in (schema.captures, schema.former_analyses):
        connection.execute(update(table).where(table.c.document == old).values(document=new))
    connection.execute(update(documents).where(documents.c.previous == old).values(previous=new))
    connection.execute(update(documents).where(documents.c.key == new).values(status=status))
    connection.execute(delete(schema.unresolved).where(schema.unresolved.c.document == old))
    connection.execute(delete(documents).where(documents.c.key == old))
