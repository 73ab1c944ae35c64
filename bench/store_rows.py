"""What a store holds, row by row, in terms that are the same in every store: to compare two of them.

Keys of rows are whole numbers of one store; here the permanent id, or what else names the row for good,
stands in their place. Left out is what depends on when something was added.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table

from onrecord.errors import NotAStore, OnrecordError
from onrecord.query.verify import Failure, verify_store
from onrecord.resolve.catching_up import DERIVED
from onrecord.store import schema
from onrecord.store.opening import open_store

Rows = Mapping[str, frozenset[tuple[Any, ...]]]
"""The rows of each article, by its permanent id; with `SHARED` those that belong to no single article."""
SHARED = "what articles share"
_SHOWN = 3
_NAMED: Mapping[Table, tuple[str, ...]] = {
    schema.engines: ("engine",),
    schema.outlets: ("name",),
    schema.names: ("folded",),
    schema.texts: ("digest",),
    schema.documents: ("id",),
    schema.entities: ("id",),
    schema.mentions: ("id",),
    schema.times: ("id",),
    schema.statements: ("id",),
    schema.events: ("id",),
    schema.former_analyses: ("record_digest",),
}
"""What names a row for good, for each table that others refer to."""
_OWNERS = (
    schema.documents,
    schema.entities,
    schema.mentions,
    schema.statements,
    schema.events,
    schema.former_analyses,
)
"""Tables whose rows others belong to."""
_LEFT_OUT: Mapping[Table, frozenset[str]] = {
    # Versions follow from times of adding; `verify` checks them.
    schema.documents: frozenset({"added", "analysed", "seal", "version", "previous", "status"}),
    schema.captures: frozenset({"fetched", "seal"}),
    schema.former_analyses: frozenset({"analysed", "seal"}),
    schema.inputs: frozenset({"taken", "seal"}),
}


_NOT_OF_ARTICLES = DERIVED | {schema.counter, schema.unresolved}
"""What follows from the other rows, which `verify` derives again, and what waits for it."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a store: its articles, and what is wrong with it; `made` if its tables are there."""

    made: bool
    documents: frozenset[str]
    faults: tuple[str, ...]


def look_into(
    location: str, expected: Rows, *, told: Collection[str] = (), whole: bool = False, verify: bool = True
) -> Looked:
    """Open a store and hold it against the rows of an undisturbed run.

    Each article must be there with all its rows or with none, those in `told` must be there, and with `whole`
    all of them.
    """
    try:
        with open_store(location) as store:
            with store.reading() as connection:
                rows = read_rows(connection)
            faults = list(compare(rows, expected, told=told, whole=whole))
            if verify:
                faults += [one.tell() for one in verify_store(store) if isinstance(one, Failure)]
    except NotAStore as error:
        lost = [f"{error}, but {len(told)} articles were in it"] if told or whole else []
        return Looked(False, frozenset(), tuple(lost))
    except OnrecordError as error:
        return Looked(False, frozenset(), (f"the store does not open: {error}",))
    if "://" not in location:
        faults += check_file(location)
    return Looked(True, frozenset(rows) - {SHARED}, tuple(faults))


def check_file(location: str) -> list[str]:
    """What SQLite itself finds wrong with a store's file, its references and its full-text indexes."""
    with closing(sqlite3.connect(location, isolation_level=None)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"a dangling reference: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        for name in ("statement_search", "event_search", "document_search"):
            try:
                connection.execute(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.Error as error:
                found.append(f"{name}: {error}")
    return found


def compare(rows: Rows, expected: Rows, *, told: Collection[str], whole: bool) -> Iterator[str]:
    """How the rows of a store differ from those that an undisturbed run leaves, in words."""
    for document in rows.keys() - {SHARED}:
        if document not in expected:
            yield f"article {document}: nobody added it"
        elif rows[document] != expected[document]:
            yield f"article {document} is not whole: {_differ(rows[document], expected[document])}"
    for document in (expected if whole else told) - rows.keys() - {SHARED}:
        yield f"article {document} is lost"
    shared, wanted = rows[SHARED], expected[SHARED]
    if not shared <= wanted or (whole and shared != wanted):
        yield f"{SHARED} differs: {_differ(shared, wanted)}"


def _differ(found: frozenset[tuple[Any, ...]], wanted: frozenset[tuple[Any, ...]]) -> str:
    more, less = found - wanted, wanted - found
    some = [str(row)[:160] for row in sorted(more, key=str)[:_SHOWN] + sorted(less, key=str)[:_SHOWN]]
    return f"{len(more)} rows too many, {len(less)} missing: {'; '.join(some)}"


def read_rows(connection: Connection) -> Rows:
    """All rows of the store that a connection sees."""
    return _Reading(connection).read()


class _Reading:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._names: dict[Table, dict[int, str]] = {}
        self._owners: dict[Table, dict[int, str]] = {}
        """The article of each row, for tables whose rows have a key."""
        self._found: dict[str, set[tuple[Any, ...]]] = defaultdict(set)

    def read(self) -> Rows:
        for table in _NAMED:
            self._names[table] = {
                row["key"]: "/".join(map(str, _name(table, row))) for row in self._select(table)
            }
        self._owners[schema.documents] = self._names[schema.documents]
        for table in schema.metadata.tables.values():
            if table not in _NOT_OF_ARTICLES:
                self._read_table(table)
        self._found[SHARED].update(())
        return {document: frozenset(rows) for document, rows in self._found.items()}

    def _select(self, table: Table) -> Iterator[Mapping[str, Any]]:
        listed = ", ".join(f'"{column.name}"' for column in table.columns)
        names = [column.name for column in table.columns]
        for row in self._connection.exec_driver_sql(f"SELECT {listed} FROM {table.name}"):
            yield dict(zip(names, row, strict=True))

    def _read_table(self, table: Table) -> None:
        left_out = _LEFT_OUT.get(table, frozenset()) | {"key"}
        targets = {column.name: self._target(table, column.name) for column in table.columns}
        owner = self._find_owner(table)
        owners = self._owners.setdefault(table, {})
        for row in self._select(table):
            document = self._owner_of(table, row, owner)
            if "key" in row:
                owners[row["key"]] = document
            values = (
                _plain(value)
                if targets[name] is None or value is None
                else self._resolve(targets[name], value)
                for name, value in row.items()
                if name not in left_out
            )
            self._found[document].add((table.name, *values))

    def _target(self, table: Table, column: str) -> Table | None:
        keys = sorted(table.c[column].foreign_keys, key=str)
        return keys[0].column.table if keys else None

    def _find_owner(self, table: Table) -> tuple[str, Table] | None:
        """The column by which rows of a table belong to an article's rows, and whose rows those are."""
        if "document" in table.c and self._target(table, "document") is not None:
            return "document", schema.documents
        for column in table.columns:
            target = self._target(table, column.name)
            if target in _OWNERS and target is not table:
                return column.name, target
        return None

    def _owner_of(self, table: Table, row: Mapping[str, Any], owner: tuple[str, Table] | None) -> str:
        if table is schema.documents:
            return str(row["id"])
        if table is schema.inputs:
            return str(row["document"] or SHARED)
        if owner is None:
            return SHARED
        column, target = owner
        return self._owners[target].get(row[column], f"a row of {table.name} without its article")

    def _resolve(self, target: Table | None, key: Any) -> str:
        assert target is not None
        return self._names[target].get(key, f"no row of {target.name}")


def _name(table: Table, row: Mapping[str, Any]) -> Iterator[Any]:
    return (row[column] for column in _NAMED[table])


def _plain(value: Any) -> Any:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes | memoryview) else value


def copy_store(location: str, to: str) -> None:
    """Copy a store's file with its journal, as they lie there."""
    import shutil

    for ending in ("", "-wal", "-shm", "-journal"):
        source, copy = Path(location + ending), Path(to + ending)
        copy.unlink(missing_ok=True)
        if source.exists():
            shutil.copyfile(source, copy)
