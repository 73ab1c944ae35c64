"""Views over a store's tables that show in one connection what had been added by a moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, Text, insert

from onrecord.store import schema
from onrecord.store.keys import NUMBERS
from onrecord.store.standing import Stood, find_stood

_STOOD = Table(
    "onrecord_stood",
    MetaData(),
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("status", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("previous", BigInteger),
    prefixes=["TEMPORARY"],
)
_OWNERS: Mapping[Table, tuple[str, Table]] = MappingProxyType(
    {
        schema.entity_names: ("entity", schema.entities),
        schema.attributes: ("entity", schema.entities),
        schema.mention_entities: ("mention", schema.mentions),
        schema.statement_parts: ("statement", schema.statements),
        schema.statement_entities: ("statement", schema.statements),
        schema.event_mentions: ("event", schema.events),
        schema.event_arguments: ("event", schema.events),
    }
)
_ITEMS = (schema.entities, schema.mentions, schema.times, schema.statements, schema.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """From where on rows came later than a moment.

    `number` is the first number within a key that came later, None where the order of arrival is not that of
    the numbers; `name` and `capture` are the first keys of names and captures that did, None where none is
    known to; `absent` are outlets that no article had. Where none came later, `has_later` is False.
    """

    has_later: bool = False
    number: int | None = None
    name: int | None = None
    capture: int | None = None
    absent: tuple[int, ...] = ()


@contextmanager
def show_then(connection: Connection, moment: str, bounds: Bounds) -> Iterator[None]:
    """Let a connection of `Store.reading` see what had been added by a moment, until the block ends.

    A transaction that fails takes the views back itself.
    """
    preparing = _stop_preparing(connection)
    try:
        stood = find_stood(connection, moment, capture=bounds.capture)
        if stood:
            _keep_stood(connection, stood)
        views = _write_views(connection, moment, bounds, has_stood=bool(stood))
        for name, query in views.items():
            connection.exec_driver_sql(f"CREATE TEMPORARY VIEW {name} AS {query}")
        connection.execution_options(onrecord_then=bool(views))
        yield
        connection.execution_options(onrecord_then=False)
        for name in views:
            connection.exec_driver_sql(f"DROP VIEW {_temporary(connection)}.{name}")
        if stood:
            _STOOD.drop(connection)
    finally:
        if preparing is not None:
            _driver_of(connection).prepare_threshold = preparing


def is_then(connection: Connection) -> bool:
    """Whether it sees what there was at a moment: what is derived across articles is that of today."""
    return bool(connection.get_execution_options().get("onrecord_then"))


def _stop_preparing(connection: Connection) -> int | None:
    """Let PostgreSQL prepare nothing, since what was prepared before would not see the views."""
    if connection.dialect.name == "sqlite":
        return None
    driver = _driver_of(connection)
    before: int | None = driver.prepare_threshold
    driver.prepare_threshold = None
    return before


def _driver_of(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _temporary(connection: Connection) -> str:
    return "temp" if connection.dialect.name == "sqlite" else "pg_temp"


def _keep_stood(connection: Connection, stood: list[Stood]) -> None:
    _STOOD.create(connection)
    rows = [
        {"key": one.key, "status": one.status, "version": one.version, "previous": one.previous}
        for one in stood
    ]
    connection.execute(insert(_STOOD), rows)


def _write_views(connection: Connection, moment: str, bounds: Bounds, *, has_stood: bool) -> dict[str, str]:
    """The queries of the views by the names of the tables that they stand for."""
    home = "main" if connection.dialect.name == "sqlite" else _find_home(connection)
    writing = _Writing(home, moment, bounds)
    found = {"corrections": writing.corrections(), "inputs": writing.inputs()}
    found["captures"] = writing.captures()
    if bounds.has_later or has_stood:
        extra = () if connection.dialect.name == "sqlite" else ("search",)
        found["documents"] = writing.documents(extra, has_stood=has_stood)
    if bounds.has_later:
        found |= writing.items()
        found |= writing.shared()
    return found


def _find_home(connection: Connection) -> str:
    name = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    return '"' + str(name).replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class _Writing:
    home: str
    moment: str
    bounds: Bounds

    def held(self, column: str) -> str:
        """That the article with a key had been added; where numbers tell it, the key may be of any row."""
        if self.bounds.number is not None:
            return f"({column} & {NUMBERS}) < {self.bounds.number}"
        if not self.bounds.has_later:
            return "1 = 1"
        there = f"there.key = {column} AND there.added <= '{self.moment}'"
        return f"EXISTS (SELECT 1 FROM {self.home}.documents AS there WHERE {there})"

    def documents(self, extra: tuple[str, ...], *, has_stood: bool) -> str:
        columns = [one.name for one in schema.documents.columns]
        told = [f"own.{name}" for name in (*columns, *extra)]
        if has_stood:
            for name in ("status", "version", "previous"):
                then = f"(SELECT stood.{name} FROM {_STOOD.name} AS stood WHERE stood.key = own.key)"
                is_other = f"own.key IN (SELECT stood.key FROM {_STOOD.name} AS stood)"
                told[columns.index(name)] = f"CASE WHEN {is_other} THEN {then} ELSE own.{name} END AS {name}"
        return f"SELECT {', '.join(told)} FROM {self.home}.documents AS own WHERE {self.held('own.key')}"

    def items(self) -> dict[str, str]:
        found = {}
        for table in _ITEMS:
            column = "own.key" if self.bounds.number is not None else "own.document"
            found[table.name] = self._all(table, self.held(column))
        for table in (schema.segments, schema.former_analyses):
            found[table.name] = self._all(table, self.held("own.document"))
        for table, (column, owner) in _OWNERS.items():
            found[table.name] = self._all(table, self._owned(f"own.{column}", owner))
        found["former_items"] = self._all(
            schema.former_items,
            f"EXISTS (SELECT 1 FROM {self.home}.former_analyses AS of_it "
            f"WHERE of_it.key = own.analysis AND {self.held('of_it.document')})",
        )
        return found

    def _owned(self, column: str, owner: Table) -> str:
        if self.bounds.number is not None:
            return self.held(column)
        return (
            f"EXISTS (SELECT 1 FROM {self.home}.{owner.name} AS owner "
            f"WHERE owner.key = {column} AND {self.held('owner.document')})"
        )

    def shared(self) -> dict[str, str]:
        """Names and outlets, of which those that came later would be counted and suggested."""
        found = {}
        if self.bounds.name is not None:
            found["names"] = self._all(schema.names, f"own.key < {self.bounds.name}")
        if self.bounds.absent:
            listed = ", ".join(map(str, self.bounds.absent))
            found["outlets"] = self._all(schema.outlets, f"own.key NOT IN ({listed})")
        return found

    def captures(self) -> str:
        """Those that had been fetched and had come."""
        conditions = [self.held("own.document"), f"own.fetched <= '{self.moment}'"]
        if self.bounds.capture is not None:
            conditions.append(f"own.key < {self.bounds.capture}")
        return self._all(schema.captures, " AND ".join(conditions))

    def corrections(self) -> str:
        """Those that had been made; what was taken back later was not yet."""
        columns = [f"own.{one.name}" for one in schema.corrections.columns]
        then = f"CASE WHEN own.withdrawn <= '{self.moment}' THEN own.withdrawn END AS withdrawn"
        columns[columns.index("own.withdrawn")] = then
        home = f"{self.home}.corrections"
        return f"SELECT {', '.join(columns)} FROM {home} AS own WHERE own.made_at <= '{self.moment}'"

    def inputs(self) -> str:
        return self._all(schema.inputs, f"own.taken <= '{self.moment}'")

    def _all(self, table: Table, condition: str) -> str:
        extra = ", own.search" if self.home != "main" and table.name in ("statements", "events") else ""
        columns = ", ".join(f"own.{one.name}" for one in table.columns)
        return f"SELECT {columns}{extra} FROM {self.home}.{table.name} AS own WHERE {condition}"
