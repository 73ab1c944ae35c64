"""What people judged and whom they watch for: rows against their seals, and against what they follow from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Table, exists, select

from onrecord.query.verify_outcome import Failure, Readers, guard, show
from onrecord.store import schema
from onrecord.store.seals import digest_entries, seal_row

_BATCH = 500
_SEALED = (schema.judgements, schema.watchlists, schema.alerts, schema.webhooks, schema.audit)


class _Named(msgspec.Struct):
    id: str
    name: str


class _Entry(msgspec.Struct):
    """What of an entry's JSON is in columns of its own."""

    entry: _Named


class _Alert(msgspec.Struct):
    """What of an alert's JSON leads to what it was made of."""

    item: str


def check_watched(connection: Connection, readers: Readers) -> Iterator[Failure]:
    """The failures of judgements, of lists with entries and names, of alerts, webhooks and the audit log.

    What became of sending alerts is not checked: nobody cites it.
    """
    for table in _SEALED:
        yield from guard(str(table.name), "all", _check_seals(connection, table))
    yield from guard("watch_entries", "all", _check_entries(connection, readers))
    yield from guard("alert_items", "all", _check_items(connection))


def _page(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    last = -1
    while rows := connection.execute(
        select(table).where(table.c.key > last).order_by(table.c.key).limit(_BATCH)
    ).all():
        yield rows
        last = rows[-1].key


def _check_seals(connection: Connection, table: Table) -> Iterator[Failure]:
    for rows in _page(connection, table):
        for row in rows:
            seal = seal_row(table, row._asdict())
            if seal != row.seal:
                expected = f"{row.seal}, that of the row as it was"
                yield Failure(str(table.name), str(row.key), "seal", expected, seal)


def _check_entries(connection: Connection, readers: Readers) -> Iterator[Failure]:
    """A list has the entries that were given, and each of them the names that follow from it."""
    lists = schema.watchlists
    digests: dict[int, int] = defaultdict(int)
    for rows in _page(connection, schema.watch_entries):
        for row in rows:
            digests[row.list] += int(digest_entries([row.entry]), 16)
            yield from guard("watch_entries", str(row.key), _check_entry(row))
        if readers.read_names is not None:
            yield from _check_names(connection, rows, readers)
    for one in connection.execute(select(lists).order_by(lists.c.key)).all():
        digest = f"{digests[one.key] % (1 << 256):064x}"
        if digest != one.digest:
            expected = f"{one.digest}, that of the entries that were given"
            yield Failure("watchlists", str(one.key), "digest", expected, digest)


def _check_entry(row: Row[Any]) -> Iterator[Failure]:
    told = msgspec.json.decode(row.entry, type=_Entry).entry
    for column, value in (("id", told.id), ("name", told.name)):
        if row._mapping[column] != value:
            yield Failure("watch_entries", str(row.key), column, show(value), show(row._mapping[column]))


def _check_names(connection: Connection, rows: Sequence[Row[Any]], readers: Readers) -> Iterator[Failure]:
    names = schema.watch_names
    found: dict[int, set[str]] = defaultdict(set)
    for one in connection.execute(select(names).where(names.c.entry.in_([row.key for row in rows]))):
        found[one.entry].add(one.folded)
    for row in rows:
        yield from guard("watch_names", str(row.key), _compare_names(row, found[row.key], readers))


def _compare_names(row: Row[Any], found: set[str], readers: Readers) -> Iterator[Failure]:
    assert readers.read_names is not None
    expected = set(readers.read_names(row.entry))
    for one in sorted(expected - found):
        yield Failure("watch_names", f"{one}/{row.key}", None, "a row", "none")
    for one in sorted(found - expected):
        yield Failure("watch_names", f"{one}/{row.key}", None, "no row", "one")


def _check_items(connection: Connection) -> Iterator[Failure]:
    """What an alert was made of is there, and is its entry's; and each first alert has such items."""
    items, alerts = schema.alert_items, schema.alerts
    first = alerts.alias("first_alerts")
    is_there = exists().where(first.c.id == items.c.first, first.c.entry == items.c.entry)
    for row in connection.execute(select(items).where(~is_there)).all():
        expected = "the first alert of this entry"
        yield Failure("alert_items", f"{row.item}/{row.entry}", "first", expected, show(row.first))
    known = [
        exists().where(table.c.id == items.c.item)
        for table in (schema.events, schema.statements, schema.documents, schema.former_items)
    ]
    lost = select(items)
    for one in known:
        lost = lost.where(~one)
    for row in connection.execute(lost).all():
        expected = "the id of an event, a statement or an article"
        yield Failure("alert_items", f"{row.item}/{row.entry}", "item", expected, show(row.item))
    for rows in _page(connection, alerts):
        made_of = [
            (msgspec.json.decode(row.alert, type=_Alert).item, row.entry, row.first)
            for row in rows
            if row.first == row.id
        ]
        query = select(items).where(items.c.item.in_({item for item, _, _ in made_of}))
        found = {(row.item, row.entry, row.first) for row in connection.execute(query)}
        for item, entry, _ in sorted(set(made_of) - found):
            yield Failure("alert_items", f"{item}/{entry}", None, "a row, of the alert's item", "none")
