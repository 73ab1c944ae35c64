"""The rows of a timeline: what somebody said and did, by the day that is told of it or that of publication.

Most articles tell no day, and their rows have keys in the order of publication. So of these only as many are
looked at as a page holds; those of which a day is told are all looked at, since it may be any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    func,
    literal,
    or_,
    select,
    tuple_,
    union,
    union_all,
)

from onrecord.query.asked import LINKS, TABLES, is_beside
from onrecord.query.plan import Check, plain
from onrecord.query.question import Kind
from onrecord.query.somebody import Shape, has_role, is_theirs, list_theirs
from onrecord.store import schema
from onrecord.store.keys import LAST_DAY, NUMBERS, day_of, last_day_of, tell_day

_KINDS: tuple[Kind, ...] = ("statements", "events")
_DATED = NUMBERS + 1
"""The first key of what has a date of publication that can be read."""
_BEHIND_ALL = 1 << 62
_YEAR = len("2018")
_LATEST = "9999-99-99"
"""Is behind every date, in whatever order a database sorts signs."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """From when to when a timeline is asked for, and behind which row: which of these are given, and what."""

    given: frozenset[str]
    values: Mapping[str, Any]


def make_bounds(since: str | None, until: str | None, after: tuple[str, int] | None) -> Bounds:
    """The bounds of a page: two dates, both included, and the earliest day and the key of the row before."""
    given: dict[str, Any] = {}
    days = [0]
    if since is not None:
        given["since"] = since
        days.append(day_of(since[:_YEAR]))  # "2018" is not before any of its days
    if until is not None:
        given["until"] = last_day_of(until)
    if after is not None:
        given |= {"after": after[0], "after_key": after[1]}
        days.append(day_of(after[0]))
    low = max(max(days) * _DATED, _DATED)
    values = {"low": low, "high": _BEHIND_ALL, "most": _LATEST, "dated": _DATED}
    return Bounds(frozenset(given), {**values, **given})


def narrow(
    connection: Connection, shape: Shape, bounds: Bounds, values: Mapping[str, Any], limit: int
) -> dict[str, Any]:
    """How far a page can reach at most, where so many rows without a day of their own fill it."""
    last = [
        connection.execute(_select_last(kind, shape, bounds.given), {**values, "behind": limit}).scalar()
        for kind in _KINDS
    ]
    day = min((key // _DATED for key in last if key is not None), default=LAST_DAY)
    # Whatever is later than that day has its number too.
    return {"high": (day + 1) * _DATED, "most": tell_day(day)} if day < LAST_DAY else {}


@lru_cache(maxsize=300)
def _select_last(kind: Kind, shape: Shape, given: frozenset[str]) -> Select[Any]:
    """The key of the row with which a page of those without a day is full."""
    link, owner = LINKS[kind]
    key = link.c[owner]
    query = _select_untold(kind, shape, given, key).where(key >= bindparam("low"))
    query = query.with_only_columns(key.label("key")).distinct()
    if kind == "statements":
        query = query.where(link.c.role == "source")
    parts = [query.where(one) for one in list_theirs(shape, link)]
    merged: Any = parts[0] if len(parts) == 1 else union(*parts)
    ordered: Select[Any] = merged.order_by(merged.selected_columns["key"])
    return ordered.limit(1).offset(bindparam("behind", type_=schema.names.c.key.type))


@lru_cache(maxsize=300)
def select_page(shape: Shape, given: frozenset[str]) -> Select[Any]:
    """The rows of a page, the earliest first."""
    return write_page(shape, given, ())


def write_page(shape: Shape, given: frozenset[str], checks: tuple[Check, ...]) -> Select[Any]:
    """As `select_page`; of statements and of events these conditions must hold as well, if there are any."""
    parts: list[Select[Any]] = []
    for kind, more in zip(_KINDS, (checks[:1], checks[1:]), strict=True):
        link, owner = LINKS[kind]
        mine = select(link.c[owner].label("key")).distinct().where(is_theirs(shape, link))
        if kind == "statements":
            mine = mine.where(link.c.role == "source")
        dated = mine.where(link.c[owner] >= bindparam("low"), link.c[owner] < bindparam("high"))
        # What has a date that nobody can read is in no order.
        undated = mine.where(link.c[owner] < bindparam("dated"))
        for some in (dated.subquery("dated"), undated.subquery("undated")):
            parts.append(_select_untold(kind, shape, given, some.c.key).where(*more))
        parts.append(_select_told(kind, shape, given, mine.subquery("mine").c.key).where(*more))
    rows = union_all(*parts).subquery("rows")
    limit = bindparam("limit", type_=schema.names.c.key.type)
    return select(rows).order_by(rows.c.earliest, rows.c.key).limit(limit)


def _select_untold(kind: Kind, shape: Shape, given: frozenset[str], key: ColumnElement[int]) -> Select[Any]:
    """Rows of which no day is told, each with the date of publication."""
    times, published = schema.times, schema.documents.c.published
    told = select(literal(1)).where(times.c.key == TABLES[kind].c.time, times.c.earliest.is_not(None))
    query = _select_rows(kind, shape, key, published, published, literal(0))
    return query.where(~told.exists(), *_list_checks(given, key, published, published))


def _select_told(kind: Kind, shape: Shape, given: frozenset[str], key: ColumnElement[int]) -> Select[Any]:
    """Rows of which a day is told."""
    times = schema.times
    earliest, latest = times.c.earliest, func.coalesce(times.c.latest, times.c.earliest)
    query = _select_rows(kind, shape, key, earliest, latest, literal(1))
    return query.where(earliest <= bindparam("most"), *_list_checks(given, key, earliest, latest))


def _select_rows(
    kind: Kind,
    shape: Shape,
    key: ColumnElement[int],
    earliest: ColumnElement[Any],
    latest: ColumnElement[Any],
    told: BindParameter[int],
) -> Select[Any]:
    target, documents, times = TABLES[kind], schema.documents, schema.times
    shown = (literal(kind).label("kind"), target.c.key, earliest.label("earliest"), latest.label("latest"))
    query = select(*shown, told.label("told")).select_from(key.table).join(target, target.c.key == plain(key))
    if told.value:
        query = query.join(times, times.c.key == plain(target.c.time))
    # Articles last, since SQLite looks up what is as dear in this order, and they are asked for in each row.
    query = query.join(documents, documents.c.key == plain(target.c.document)).where(
        documents.c.status == "current", ~is_beside(target)
    )
    return query if kind == "statements" else query.where(_is_no_speech_of(shape))


def _list_checks(
    given: frozenset[str], key: ColumnElement[int], earliest: ColumnElement[Any], latest: ColumnElement[Any]
) -> list[Check]:
    checks: list[Check] = [earliest.is_not(None)]
    if "since" in given:
        # "2018" and "2018-08" are not before any of their days.
        checks.append(latest.op("||")("-99") >= bindparam("since"))
    if "until" in given:
        checks.append(earliest <= bindparam("until"))
    if "after" in given:
        behind = tuple_(bindparam("after", type_=earliest.type), bindparam("after_key", type_=key.type))
        checks.append(tuple_(earliest, key) > behind)
    return checks


def _is_no_speech_of(shape: Shape) -> Check:
    """That an event was not made of a statement of theirs, which is there itself."""
    statement = schema.events.c.statement
    return or_(statement.is_(None), ~has_role(shape, "statements", "source", statement))
