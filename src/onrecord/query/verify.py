"""Checking a store: every item against its text, every text against its capture, digests all along.

What stands in a store is a promise to people who cite it. `verify` reads all of it again: rows must make the
record that was added, to the last byte, and the record must make those rows; texts, captures and former
analyses must have their digests; the words of each segment must stand in the capture where it is said that
they do; and rows must refer to what is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Row, func, select

from onrecord.model.document import digest_text
from onrecord.query.verify_captures import Counts, check_captures, check_history
from onrecord.query.verify_database import check_correction, check_database
from onrecord.query.verify_derived import check_all_derived, writable
from onrecord.query.verify_indexes import check_indexes
from onrecord.query.verify_outcome import Failure, Outcome, Readers, Verified, guard, show
from onrecord.query.verify_rows import check_rows, read_places
from onrecord.query.verify_watched import check_watched
from onrecord.store import schema
from onrecord.store.finding import find_item
from onrecord.store.opening import Store
from onrecord.store.records import read_record
from onrecord.store.versions import find_versions
from onrecord.store.writer import item_ids

__all__ = ["Failure", "Outcome", "Readers", "Verified", "verify", "verify_store"]

Progress = Callable[[int, int], object]
"""Called with how many articles are done, and of how many."""
_BATCH = 200


def verify_store(
    store: Store,
    ids: Iterable[str] | None = None,
    *,
    readers: Readers | None = None,
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """What `verify` gives, and without `ids` also the failures of the full-text indexes and what is derived.

    Raises:
        UnknownId: nothing has one of the ids.
        StoreError: the store cannot be used.
    """
    if ids is None:
        with store.writing() as connection:
            yield from guard("database", "indexes", check_indexes(connection))
        with writable(store) as copy, copy.writing() as connection:
            yield from guard("database", "derived", check_all_derived(connection))
    with store.reading() as connection:
        yield from verify(connection, ids, readers=readers, progress=progress)


def verify(
    connection: Connection,
    ids: Iterable[str] | None = None,
    *,
    readers: Readers | None = None,
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """The failures of a store, and each article of which all is as it should be, one at a time.

    Without `ids` all is checked, else the articles that have these ids or items with them. `readers` read
    captures again; without one the words of segments are not held against them. Memory is that of one
    article.

    Raises:
        UnknownId: nothing has one of the ids.
    """
    reading = readers or Readers()
    if ids is None:
        yield from check_database(connection)
        yield from check_watched(connection, reading)
        total = connection.execute(select(func.count()).select_from(schema.documents)).scalar_one()
        keys: Iterable[int] = _page_keys(connection)
    else:
        wanted = dict.fromkeys(find_item(connection, one).document for one in ids)
        keys, total = wanted, len(wanted)
    for done, key in enumerate(keys, start=1):
        yield from verify_document(connection, key, reading)
        if progress is not None:
            progress(done, total)


def verify_document(connection: Connection, key: int, readers: Readers) -> Iterator[Outcome]:
    """The failures of the article with this key; if there is none, that it is as it should be."""
    counts, items = Counts(), [0]
    failures = _check_document(connection, key, readers, counts, items)
    failed = False
    for failure in guard("documents", str(key), failures):
        failed = True
        yield failure
    if not failed:
        identity = connection.execute(
            select(schema.documents.c.id).where(schema.documents.c.key == key)
        ).scalar_one()
        yield Verified(identity, items[0], counts.captures, counts.located, counts.unlocated)


def _page_keys(connection: Connection) -> Iterator[int]:
    documents, last = schema.documents, None
    while True:
        query = select(documents.c.key).order_by(documents.c.key).limit(_BATCH)
        keys = (
            connection.execute(query if last is None else query.where(documents.c.key > last)).scalars().all()
        )
        yield from keys
        if len(keys) < _BATCH:
            return
        last = keys[-1]


def _check_document(
    connection: Connection, key: int, readers: Readers, counts: Counts, items: list[int]
) -> Iterator[Failure]:
    documents = schema.documents
    document = connection.execute(select(documents).where(documents.c.key == key)).one()
    yield from _check_text(connection, document)
    record = read_record(connection, key)
    ids = item_ids(record)
    items[0] = len(ids)
    yield from check_rows(connection, document, record)
    places = read_places(connection, key)
    yield from check_captures(connection, document, record, places, readers, counts)
    yield from check_history(connection, document, set(ids))
    yield from _check_version(connection, document)
    corrections = schema.corrections
    for row in connection.execute(select(corrections).where(corrections.c.document == document.id)).all():
        yield from check_correction(connection, row)


def _check_text(connection: Connection, document: Row[Any]) -> Iterator[Failure]:
    texts = schema.texts
    row = connection.execute(select(texts).where(texts.c.key == document.text)).one_or_none()
    if row is None:
        return  # that the rows make no record says so
    digest = digest_text(row.text)
    if digest != row.digest:
        yield Failure("texts", str(row.key), "text", f"the SHA-256 {row.digest}", digest, document.id)
    if len(row.text) != row.length:
        yield Failure("texts", str(row.key), "length", show(len(row.text)), show(row.length), document.id)


def _check_version(connection: Connection, document: Row[Any]) -> Iterator[Failure]:
    """Number, predecessor and status follow from when the versions of the address were fetched.

    That an article is retracted is a person's word, and stands among the corrections.
    """
    corrections = schema.corrections
    retracted = select(corrections.c.key).where(
        corrections.c.document == document.id,
        corrections.c.kind == "document",
        corrections.c.field == "status",
        corrections.c.withdrawn.is_(None),
    )
    is_retracted = connection.execute(retracted).first() is not None
    version, previous, status = 1, None, "current"
    if document.url is not None:
        placed = find_versions(connection, document.url)
        one = next(one for one in placed if one.key == document.key)
        version, previous = one.version, one.previous
        status = "current" if version == len(placed) else "superseded"
    expected = {
        "version": version,
        "previous": previous,
        "status": "retracted" if is_retracted else status,
    }
    for column, value in expected.items():
        found = document._mapping[column]
        if found != value:
            yield Failure("documents", document.id, column, show(value), show(found), document.id)
