"""The store as it was known at a moment: what had been added by then, read as it was read then.

Where nothing that was there has been analysed anew since, the tables are looked at through views of the same
names, in the connection alone: rows that came later are left out by their keys, whose numbers are given in
the order of arrival, and what an article was among the versions of its address is reckoned for the moment.
All that asks a store asks it so unaltered, and as fast. Else it is the same with a copy of the file, in which
these articles are put back as they stood (`restoring.py`). Of a store in PostgreSQL, and where the order of
arrival is not clear, a store is made anew for the moment from the records (`replay.py`).

What was erased is erased for all moments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, case, func, select

from onrecord.errors import InputError
from onrecord.store import schema
from onrecord.store.keys import NUMBERS, last_day_of
from onrecord.store.opening import Store
from onrecord.store.replay import Watch, moment_store
from onrecord.store.restoring import restored_copy
from onrecord.store.standing import find_first_capture, list_later
from onrecord.store.views_then import Bounds, show_then

__all__ = ["moment_store", "read_moment", "reading_as_of"]

_DAY = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z", re.ASCII)


def read_moment(given: str) -> str:
    """The moment that a date (its last second) or a time of ISO 8601 in UTC means: "2026-03-01T23:59:59Z".

    Raises:
        InputError: it is neither.
    """
    try:
        if _TIME.fullmatch(given):
            return datetime.fromisoformat(given).strftime("%Y-%m-%dT%H:%M:%SZ")
        if _DAY.fullmatch(given):
            date.fromisoformat(given + "-01-01"[: 10 - len(given)])
            return datetime.fromisoformat(f"{last_day_of(given)}T23:59:59").strftime("%Y-%m-%dT%H:%M:%SZ")
    except ValueError:
        pass
    raise InputError(
        f"{given!r} is no moment: write 2026-03-01, which means its end, or 2026-03-01T12:00:00Z"
    )


@contextmanager
def reading_as_of(store: Store, moment: str | None, *, watch: Watch | None = None) -> Iterator[Connection]:
    """A connection that sees the store as it was at a moment in UTC, as `read_moment` gives it, or as it is.

    Where articles were analysed anew since, they are written as they stood into a copy of the file, or in
    PostgreSQL all that was there into a store of its own, which takes about as long as adding their records
    does; `watch` is then called with their number, and is a context whose value is called after each.

    Raises:
        StoreError: the store cannot be read.
    """
    if moment is None:
        with store.reading() as connection:
            yield connection
        return
    with store.reading() as connection:
        found = _look_back(connection, moment)
        if not found.rewritten:
            with show_then(connection, moment, _find_bounds(connection, moment, found)):
                yield connection
            return
    with _open_rewritten(store, moment, watch) as connection:
        yield connection


@contextmanager
def _open_rewritten(store: Store, moment: str, watch: Watch | None) -> Iterator[Connection]:
    """A connection to a store that has the analyses of a moment: a copy in SQLite, else one made anew."""
    with restored_copy(store, moment, watch=watch) if store.is_sqlite else nullcontext() as copy:
        if copy is not None:
            with copy.store.reading() as connection:
                bounds = _find_bounds(connection, moment, _look_back(connection, moment))
                if copy.has_new_names:
                    bounds = replace(bounds, name=None)
                with show_then(connection, moment, bounds):
                    yield connection
            return
    with moment_store(store, moment, watch=watch) as then, then.reading() as connection:
        yield connection


@dataclass(frozen=True, slots=True)
class _Seen:
    """What became of a store since a moment.

    `rewritten` articles were analysed anew. `last` is the highest number within the key of an article that
    was there, and `first` the lowest of one that came later, None where none did. No article had the outlets
    that are `absent`.
    """

    rewritten: int
    last: int
    first: int | None
    absent: tuple[int, ...]


def _look_back(connection: Connection, moment: str) -> _Seen:
    documents = schema.documents
    number = documents.c.key.bitwise_and(NUMBERS)
    was_there, is_later = documents.c.analysed <= moment, documents.c.analysed > moment
    query = select(
        documents.c.outlet,
        func.max(case((was_there, number))).label("last"),
        func.min(case((is_later, number))).label("first"),
        func.count(case(((documents.c.added <= moment) & is_later, 1))).label("rewritten"),
    ).group_by(documents.c.outlet)
    rows = connection.execute(query).all()
    later = [row.first for row in rows if row.first is not None]
    return _Seen(
        rewritten=sum(row.rewritten for row in rows),
        last=max((row.last for row in rows if row.last is not None), default=0),
        first=min(later, default=None),
        absent=tuple(row.outlet for row in rows if row.last is None and row.outlet is not None),
    )


def _find_bounds(connection: Connection, moment: str, seen: _Seen) -> Bounds:
    if seen.first is None:
        return Bounds()
    later = list_later(connection, moment)
    in_order = seen.last < seen.first
    return Bounds(
        has_later=True,
        number=seen.first if in_order else None,
        name=_find_first_name(connection, later, seen.first) if in_order else None,
        capture=find_first_capture(connection, later),
        absent=seen.absent,
    )


def _find_first_name(connection: Connection, later: list[int], number: int) -> int | None:
    """The key of the first name that an article brought which came later; names have keys as they come."""
    entities, link = schema.entities, schema.entity_names
    before = link.alias()
    known = select(before.c.entity).where(
        before.c.name_key == link.c.name_key, before.c.entity.bitwise_and(NUMBERS) < number
    )
    for document in later:
        query = (
            select(func.min(link.c.name_key))
            .join(entities, entities.c.key == link.c.entity)
            .where(entities.c.document == document, ~known.exists())
        )
        found = connection.execute(query).scalar_one()
        if found is not None:
            return int(found)
    return None
