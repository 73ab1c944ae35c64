"""A question as SQL: the keys of what it asks for, newest first.

Keys sort by publication, so that the newest matches are the first that an index gives. In SQLite the index
to walk is chosen here, since it keeps no statistics on single values: of each condition that has an index
it is counted, up to a bound, how many rows it lets through, and the rest is checked on those of the rarest.
PostgreSQL chooses for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    and_,
    column,
    exists,
    func,
    literal,
    select,
    table,
    true,
    union,
)
from sqlalchemy.sql.expression import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from onrecord.query.identified import Only
from onrecord.store import schema

Key = ColumnElement[int]
Check = ColumnElement[bool]
COUNTED = 2_000
"""How far the rows of a condition are counted; those of a name ten times as far."""
_PROBE = 25
"""How much dearer it is to ask the full-text index for one row than to look into another."""
_SURVIVING = 0.1
"""What share of somebody's rows is somebody else's too, about."""
MERGED = 40
"""The rows of up to so many names are merged in order; of more they are sorted."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who is called by one of the names has a part: in one of the roles, or in any.

    `only` tells who is meant from others of the same names.
    """

    names: tuple[int, ...]
    link: Table
    owner: str
    roles: tuple[str, ...] = ()
    only: Only | None = None

    def rows_of(self, names: Sequence[int], link: FromClause | None = None) -> Check:
        """The rows of the link that these names have."""
        columns = self.link.c if link is None else link.c
        check = _allowed(columns.name_key, tuple(names))
        if self.only is not None and not set(names).isdisjoint(self.only.shared):
            check = and_(check, self.only.holds(columns.name_key, columns.entity))
        return and_(check, _allowed(columns.role, self.roles)) if self.roles else check

    def among(self, key: Key) -> Check:
        """Whether a key is of one of theirs, for a query that visits most of them."""
        link = _again(self.link)
        return key.in_(select(link.c[self.owner]).where(self.rows_of(self.names, link)))

    def holds(self, key: Key) -> Check:
        """Whether a key is of one of theirs, for a query that visits few rows."""
        link = _again(self.link)
        found = select(literal(1)).where(link.c[self.owner] == key, self.rows_of(self.names, link))
        return exists(found.correlate(*_tables_of(key)))


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of a row match a query of FTS5 (`fts5`) or of PostgreSQL (`tsquery`).

    With `has_prefix` SQLite would gather all rows of the words with that beginning for each row that it is
    asked for, so that it is asked once for all.
    """

    index: FromClause
    fts5: str
    tsquery: str
    has_prefix: bool = False

    @property
    def match(self) -> Check:
        """The rows of SQLite's index that match."""
        return self.index.c[self.index.name].op("MATCH", is_comparison=True)(self.fts5)  # type: ignore[attr-defined]

    def among(self, key: Key) -> Check:
        """Whether a key matches, for a query in SQLite that visits most that do."""
        return key.in_(select(self.index.c.rowid).where(self.match))

    def holds(self, key: Key) -> Check:
        """Whether a key matches, for a query in SQLite that visits few rows."""
        if self.has_prefix:
            return self.among(key)
        found = select(literal(1)).where(self.index.c.rowid == key, self.match)
        return exists(found.correlate(*_tables_of(key)))

    def searched(self, target: Table) -> Check:
        """Whether a row matches, in PostgreSQL.

        Of an article title and text together have to match, and one of them by itself: each has an index.
        """
        query = func.to_tsquery("simple", self.tsquery)
        if target is not schema.documents:
            return _search_of(target).op("@@", is_comparison=True)(query)
        documents, texts = _again(schema.documents), schema.texts
        title, text = _search_of(documents), _search_of(texts)
        whole = title.op("||")(text).op("@@", is_comparison=True)(query)
        found = [
            select(documents.c.key)
            .join_from(documents, texts, texts.c.key == documents.c.text)
            .where(one.op("@@", is_comparison=True)(query), whole)
            for one in (title, text)
        ]
        return target.c.key.in_(union(*found))


@dataclass(frozen=True, slots=True)
class Plan:
    """What rows of a table must be: their conditions, of which those with an index stand apart.

    `equal` are columns of the table that have an index which ends with the key, with the values allowed.
    `checks` are all other conditions. Keys are in `[low, high)`.
    """

    target: Table
    checks: tuple[Check, ...] = ()
    equal: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    named: tuple[Named, ...] = ()
    worded: Worded | None = None
    low: int | None = None
    high: int | None = None

    def before(self, key: int) -> Plan:
        """The plan for what comes behind a key in the order of results."""
        return replace(self, high=key if self.high is None else min(key, self.high))

    def within(self, key: Key) -> list[Check]:
        """That a key is in the plan's range."""
        bounds = [] if self.low is None else [key >= self.low]
        return bounds if self.high is None else [*bounds, key < self.high]

    def conditions(self, *, sqlite: bool) -> list[Check]:
        """All conditions, for a query that counts whatever meets them."""
        key = self.target.c.key
        found = [*self.checks, *self.within(key), *(one.among(key) for one in self.named)]
        found += [self.target.c[name].in_(values) for name, values in self.equal]
        if self.worded is not None:
            found.append(self.worded.among(key) if sqlite else self.worded.searched(self.target))
        return found


@cache
def search_index(name: str) -> FromClause:
    """A full-text index of SQLite."""
    return table(name, column("rowid"), column(name))


def find_keys(connection: Connection, plan: Plan, limit: int) -> list[int]:
    """The keys of the newest rows that meet a plan, at most `limit`, the newest first."""
    if connection.dialect.name != "sqlite":
        key = plan.target.c.key
        query = select(key).where(*plan.conditions(sqlite=False)).order_by(key.desc()).limit(limit)
        return list(connection.execute(query).scalars())
    walks = _list_walks(plan)
    if len(walks) > 1:
        extent = _measure_extent(connection, plan)
        walks.sort(key=lambda walk: walk.cost(connection, plan, extent))
    return list(connection.execute(walks[0].query(plan, limit)).scalars())


@dataclass(frozen=True, slots=True)
class _Walk:
    """A way to go through the rows of a plan in SQLite: along a condition's index, or along the table."""

    condition: Named | Worded | str | None

    def cost(self, connection: Connection, plan: Plan, extent: int) -> float:
        """About how many steps it takes to go to the end; what has as few rows has the answer as soon."""
        rows = self._estimate(connection, plan, extent)
        if plan.worded is None or plan.worded is self.condition:
            return rows
        if plan.worded.has_prefix:
            return rows + COUNTED
        # The words are looked up only where all else holds.
        return rows * (1 + _PROBE * (_SURVIVING if len(plan.named) > 1 else 1))

    def _estimate(self, connection: Connection, plan: Plan, extent: int) -> float:
        """About how many rows it goes through, from how far back the newest of them reach."""
        (key, where), *_ = self._parts(plan, several=False)
        if isinstance(self.condition, Named):
            newest = select(key.label("key")).where(*where).limit(COUNTED * 10).subquery()
            return int(connection.execute(select(func.count()).select_from(newest)).scalar_one())
        newest = select(key.label("key")).where(*where).order_by(key.desc()).limit(COUNTED).subquery()
        query = select(func.count(), func.max(newest.c.key) - func.min(newest.c.key)).select_from(newest)
        rows, reach = connection.execute(query).one()
        return float(rows) if rows < COUNTED else float(rows) * max(extent / max(reach, 1), 1.0)

    def query(self, plan: Plan, limit: int) -> Select[Any]:
        """The query for the newest keys."""
        several = isinstance(self.condition, Named) and 1 < len(self.condition.names) <= MERGED
        selects = []
        for key, where in self._parts(plan, several=several):
            target = plan.target
            query = select(key.label("key")).distinct()
            if key is not target.c.key:
                # The plus keeps SQLite from going the other way round, from the table to the index.
                query = query.join_from(_tables_of(key)[0], target, target.c.key == plain(key))
            selects.append(query.where(*where, *self._others(plan, key)))
        if len(selects) == 1:
            return selects[0].order_by(key.desc()).limit(limit)
        merged = union(*selects)
        return merged.order_by(merged.selected_columns[0].desc()).limit(limit)  # type: ignore[return-value]

    def _parts(self, plan: Plan, *, several: bool) -> list[tuple[Key, list[Check]]]:
        """The column of keys of the walk, and which rows to visit; a part for each name if `several`."""
        one, key = self.condition, cast(Key, plan.target.c.key)
        if isinstance(one, Named):
            key = one.link.c[one.owner]
            groups = [(name,) for name in one.names] if several else [one.names]
            return [(key, [one.rows_of(group), *plan.within(key)]) for group in groups]
        if isinstance(one, Worded):
            key = one.index.c.rowid
            return [(key, [one.match, *plan.within(key)])]
        walked = [_allowed(plan.target.c[name], values) for name, values in plan.equal if name == one]
        return [(key, [*walked, *plan.within(key)])]

    def _others(self, plan: Plan, key: Key) -> list[Check]:
        """The conditions that the walk itself does not meet."""
        found = [
            _allowed(plain(plan.target.c[name]), values)
            for name, values in plan.equal
            if name != self.condition
        ]
        found += [*plan.checks]
        found += [one.holds(key) for one in plan.named if one is not self.condition]
        if plan.worded is not None and plan.worded is not self.condition:
            found.append(plan.worded.holds(key))
        return found


def _search_of(rows: FromClause) -> ColumnElement[Any]:
    """The column of PostgreSQL's index; SQLite's tables have none, so that the schema does not know it."""
    return column("search", _selectable=rows)


@cache
def _again(link: Table) -> FromClause:
    """A table under another name, for within a query that walks it already."""
    return link.alias("again")


def _measure_extent(connection: Connection, plan: Plan) -> int:
    """From the oldest key that a plan may have to the newest."""
    key = plan.target.c.key
    first, last = (
        connection.execute(select(key).where(*plan.within(key)).order_by(order).limit(1)).scalar()
        for order in (key, key.desc())
    )
    return (last or 0) - (first or 0)


def _list_walks(plan: Plan) -> list[_Walk]:
    conditions: list[Named | Worded | str] = [*plan.named, *(name for name, _ in plan.equal)]
    if plan.worded is not None:
        conditions.append(plan.worded)
    return [_Walk(one) for one in conditions] or [_Walk(None)]


def _allowed(value: ColumnElement[Any], values: tuple[Any, ...]) -> Check:
    return value == values[0] if len(values) == 1 else value.in_(values) if values else ~true()


def plain(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """A value of which SQLite uses no index."""
    return UnaryExpression(value, operator=custom_op("+"), type_=value.type)


def _tables_of(key: Key) -> list[FromClause]:
    return list(key._from_objects)
