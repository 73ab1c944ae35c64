"""Lists in a store: given, given again, told of, and taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, func, insert, select, update

from onrecord.errors import InputError
from onrecord.store.bulk import insert_rows
from onrecord.store.seals import digest_entries, seal_row
from onrecord.store.watch_tables import (
    alert_items,
    alerts,
    deliveries,
    watch_entries,
    watch_names,
    watchlists,
    webhooks,
)
from onrecord.watch.entries import Watched
from onrecord.watch.from_store import MANY, in_batches
from onrecord.watch.sightings import Listed, keys_of

_ROWS = 20_000
"""Rows that are put into a table at once."""


class Change(NamedTuple):
    """What became of a list's entries when it was given (again)."""

    key: int
    added: int
    changed: int
    kept: int
    gone: int


class ListInfo(msgspec.Struct, frozen=True):
    """A list of a store: how many entries and alerts it has, and whether articles wait to be matched with it.

    With `mentions` an article that only mentions an entry is told of too; articles are matched from the day
    `since` on.
    """

    name: str
    added: str
    mentions: bool
    since: str | None
    entries: int
    alerts: int
    waiting: bool


def keep_list(
    connection: Connection,
    name: str,
    entries: Sequence[Watched],
    *,
    now: str,
    mentions: bool = False,
    since: str | None = None,
    match: bool = True,
) -> Change:
    """Put a list into a store, in the place of the one of that name; entries are known by their ids.

    Entries that stay keep their alerts; those that are gone take theirs with them. With `match` the articles
    of the store, from the day `since` on, then wait to be matched (`matching.match_waiting`).
    """
    encoded = {one.entry.id: msgspec.json.encode(one).decode() for one in entries}
    row = {
        "name": name,
        "added": now,
        "mentions": mentions,
        "since": since,
        "matched": -1 if match else None,
        "digest": digest_entries(encoded.values()),
    }
    row |= {"seal": seal_row(watchlists, row)}
    found = connection.execute(select(watchlists.c.key).where(watchlists.c.name == name)).scalar_one_or_none()
    if found is None:
        connection.execute(insert(watchlists), row)
        found = connection.execute(select(watchlists.c.key).where(watchlists.c.name == name)).scalar_one()
    else:
        connection.execute(update(watchlists).where(watchlists.c.key == found).values(row))
    return _keep_entries(connection, int(found), entries, encoded)


def _keep_entries(
    connection: Connection, key: int, entries: Sequence[Watched], encoded: Mapping[str, str]
) -> Change:
    known = {
        row.id: (row.key, row.entry)
        for row in connection.execute(
            select(watch_entries.c.key, watch_entries.c.id, watch_entries.c.entry).where(
                watch_entries.c.list == key
            )
        )
    }
    fresh = [one for one in entries if one.entry.id not in known]
    changed = [
        one for one in entries if one.entry.id in known and known[one.entry.id][1] != encoded[one.entry.id]
    ]
    gone = [number for identity, (number, _) in known.items() if identity not in encoded]
    _drop_entries(connection, gone)
    _delete(connection, watch_names, watch_names.c.entry, [known[one.entry.id][0] for one in changed])
    if changed:
        rows = [
            {"here": known[one.entry.id][0], "name": one.entry.name, "entry": encoded[one.entry.id]}
            for one in changed
        ]
        here = watch_entries.c.key == bindparam("here")
        connection.execute(
            update(watch_entries).where(here).values(name=bindparam("name"), entry=bindparam("entry")), rows
        )
    _insert(connection, watch_entries, (_make_entry(key, one, encoded[one.entry.id]) for one in fresh))
    keys = {identity: number for identity, (number, _) in known.items()}
    if fresh:
        columns = select(watch_entries.c.id, watch_entries.c.key).where(watch_entries.c.list == key)
        keys = {row.id: row.key for row in connection.execute(columns)}
    names = (
        {"folded": folded, "entry": keys[one.entry.id]}
        for one in (*fresh, *changed)
        for folded in sorted(keys_of(one))
    )
    _insert(connection, watch_names, names)
    stay = len(entries) - len(fresh) - len(changed)
    return Change(key, len(fresh), len(changed), stay, len(gone))


def _make_entry(key: int, one: Watched, encoded: str) -> dict[str, Any]:
    return {"list": key, "id": one.entry.id, "name": one.entry.name, "entry": encoded}


def _insert(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _ROWS:
            insert_rows(connection, table, batch)
            batch = []
    insert_rows(connection, table, batch)


def _delete(
    connection: Connection, table: Table, column: ColumnElement[Any], values: Collection[Any]
) -> None:
    wanted = list(values)
    for start in range(0, len(wanted), MANY):
        connection.execute(delete(table).where(column.in_(wanted[start : start + MANY])))


def drop_alerts(connection: Connection, firsts: Collection[str]) -> None:
    """Remove alerts, given by the first of each claim, with all that hangs on them."""
    query = select(alerts.c.key)
    keys = [row.key for row in in_batches(connection, query, alerts.c.first, firsts)]
    _delete(connection, deliveries, deliveries.c.alert, keys)
    _delete(connection, alert_items, alert_items.c.first, firsts)
    _delete(connection, alerts, alerts.c.key, keys)


def _drop_entries(connection: Connection, entries: Collection[int]) -> None:
    query = select(alerts.c.first).distinct()
    drop_alerts(
        connection, sorted({row.first for row in in_batches(connection, query, alerts.c.entry, entries)})
    )
    _delete(connection, alert_items, alert_items.c.entry, entries)
    _delete(connection, watch_names, watch_names.c.entry, entries)
    _delete(connection, watch_entries, watch_entries.c.key, entries)


def drop_list(connection: Connection, name: str) -> int:
    """Take a list away, with its alerts and webhooks, and give how many entries it had.

    Raises:
        InputError: no list is called so.
    """
    key = find_list(connection, name)
    query = select(watch_entries.c.key).where(watch_entries.c.list == key)
    entries = [row.key for row in connection.execute(query)]
    _drop_entries(connection, entries)
    hooks = select(webhooks.c.key).where(webhooks.c.list == key)
    connection.execute(delete(deliveries).where(deliveries.c.webhook.in_(hooks)))
    connection.execute(delete(webhooks).where(webhooks.c.list == key))
    connection.execute(delete(watchlists).where(watchlists.c.key == key))
    return len(entries)


def find_list(connection: Connection, name: str) -> int:
    """The key of the list that is called so.

    Raises:
        InputError: none is.
    """
    rows = connection.execute(select(watchlists.c.key, watchlists.c.name).order_by(watchlists.c.name))
    known = {row.name: row.key for row in rows}
    if name in known:
        return int(known[name])
    there = f"the lists are: {', '.join(known)}" if known else "'onrecord watch add' adds one"
    raise InputError(f"{name}: no list is called so; {there}")


def tell_lists(connection: Connection, name: str | None = None) -> list[ListInfo]:
    """The lists of a store, by name; with `name` only the one that is called so."""
    entries = (
        select(func.count()).where(watch_entries.c.list == watchlists.c.key).correlate(watchlists)
    ).scalar_subquery()
    given = (
        select(func.count())
        .select_from(alerts)
        .join(watch_entries, alerts.c.entry == watch_entries.c.key)
        .where(watch_entries.c.list == watchlists.c.key)
        .correlate(watchlists)
    ).scalar_subquery()
    query = select(watchlists, entries.label("entries"), given.label("alerts")).order_by(watchlists.c.name)
    if name is not None:
        query = query.where(watchlists.c.name == name)
    return [
        ListInfo(
            row.name,
            row.added,
            row.mentions,
            row.since,
            row.entries,
            row.alerts,
            row.matched is not None,
        )
        for row in connection.execute(query)
    ]


def read_entries(connection: Connection, key: int) -> Iterator[Watched]:
    """The entries of the list with this key, in the order in which they were given."""
    query = select(watch_entries.c.entry).where(watch_entries.c.list == key).order_by(watch_entries.c.key)
    for row in connection.execute(query):
        yield msgspec.json.decode(row.entry, type=Watched)


def read_names(encoded: str) -> set[str]:
    """The ways to write the names of an entry, which is given as the JSON that the store has of it."""
    return keys_of(msgspec.json.decode(encoded, type=Watched))


def note_matched(connection: Connection, key: int, **values: Any) -> None:
    """Note how far the list with this key is matched: `matched`, and `since` where that changes."""
    row = connection.execute(select(watchlists).where(watchlists.c.key == key)).one()._asdict() | values
    row["seal"] = seal_row(watchlists, row)
    connection.execute(update(watchlists).where(watchlists.c.key == key).values(row))


class NamesInStore:
    """An index over the entries of the lists of a store, or of those with the given keys."""

    def __init__(self, connection: Connection, lists: Collection[int] | None = None) -> None:
        self._connection = connection
        self._lists = lists

    def is_empty(self) -> bool:
        """Whether there is nobody to watch for."""
        return self._connection.execute(select(watch_entries.c.key).limit(1)).first() is None

    def find(self, keys: Collection[str]) -> Mapping[str, Sequence[Listed]]:
        """The entries that have these keys."""
        query = select(watch_names.c.folded, watch_names.c.entry)
        pairs = [(row[0], row[1]) for row in in_batches(self._connection, query, watch_names.c.folded, keys)]
        listed = self._read({entry for _, entry in pairs})
        found: dict[str, list[Listed]] = {}
        for folded, entry in sorted(pairs):
            if entry in listed:
                found.setdefault(folded, []).append(listed[entry])
        return found

    def _read(self, entries: Collection[int]) -> dict[int, Listed]:
        query = select(
            watch_entries.c.key, watch_entries.c.entry, watchlists.c.name, watchlists.c.mentions
        ).join(watchlists, watch_entries.c.list == watchlists.c.key)
        if self._lists is not None:
            query = query.where(watchlists.c.key.in_(self._lists))
        return {
            row.key: Listed(row.key, row.name, row.mentions, msgspec.json.decode(row.entry, type=Watched))
            for row in in_batches(self._connection, query, watch_entries.c.key, entries)
        }
