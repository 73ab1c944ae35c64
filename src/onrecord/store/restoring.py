"""A copy of a store in which articles that were analysed anew stand again as they were read at a moment.

Only these are written: the copy of the file costs little, and all else is looked at as `views_then.py` does.
A row's number is given in the order of arrival, and the numbers that an analysis had are free again once a
newer one has replaced it. So it is put where it was: between what came before it and what came after.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from onrecord.errors import BrokenInvariant
from onrecord.model.record import Record
from onrecord.store import schema
from onrecord.store.bulk import insert_rows
from onrecord.store.copying import copied_store
from onrecord.store.former import decode_former
from onrecord.store.keys import split_key
from onrecord.store.opening import Store
from onrecord.store.replay import Watch, hurry, watch_nothing
from onrecord.store.rows import Frame, count_numbers, find_names, make_rows
from onrecord.store.writer import ITEMS, find_name_keys, item_ids, remove_items

_BATCH = 200
_ENDLESS = 1 << 60


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a store, and whether names were put into it that the store no longer has."""

    store: Store
    has_new_names: bool


@contextmanager
def restored_copy(store: Store, moment: str, *, watch: Watch | None = None) -> Iterator[Copy | None]:
    """A copy of a store in SQLite for the time of the block; None where the order of arrival is not clear.

    What came later than the moment is in it too, but for analyses of articles that were there.

    Raises:
        StoreError: the store cannot be read, or no file be written.
    """
    with copied_store(store) as copy:
        hurry(copy)
        copy.location = f"{store.location} as of {moment}"
        restoring = _Restoring(copy, moment)
        try:
            is_whole = restoring.run(watch or watch_nothing)
        except BrokenInvariant:  # numbers that an article of the same second has
            is_whole = False
        yield Copy(copy, restoring.has_new_names) if is_whole else None


@dataclass(slots=True)
class _Taken:
    """The numbers `[start, end)` of the rows of an article; `end` is not known until it is asked for."""

    start: int
    end: int | None
    analysed: str
    key: int


class _Restoring:
    """Puts former analyses into a copy, the oldest first."""

    def __init__(self, copy: Store, moment: str) -> None:
        self.has_new_names = False
        self._copy = copy
        self._moment = moment
        self._taken: list[_Taken] = []

    def run(self, watch: Watch) -> bool:
        """Put all into the copy; False where one does not fit in where it was."""
        with self._copy.reading() as connection:
            wanted = self._list_wanted(connection)
            gone = {row.document for row in wanted}
            self._taken = self._list_taken(connection, gone)
        times = [one.analysed for one in self._taken]
        if times != sorted(times):
            return False
        with watch(len(wanted)) as advance:
            for start in range(0, len(wanted), _BATCH):
                with self._copy.writing() as connection:
                    for row in wanted[start : start + _BATCH]:
                        if not self._restore(connection, row):
                            return False
                        advance()
        return True

    def _list_wanted(self, connection: Connection) -> list[Row[Any]]:
        """The analyses that stood at the moment and have been replaced since, the oldest first."""
        documents, former = schema.documents, schema.former_analyses
        query = (
            select(
                former.c.key, former.c.document, former.c.analysed, former.c.engine, former.c.record_digest
            )
            .join(documents, documents.c.key == former.c.document)
            .where(former.c.analysed <= self._moment, documents.c.analysed > self._moment)
        )
        last: dict[int, Row[Any]] = {}
        for row in connection.execute(query.order_by(former.c.analysed, former.c.key)):
            last[row.document] = row
        return sorted(last.values(), key=lambda row: (row.analysed, row.key))

    def _list_taken(self, connection: Connection, gone: set[int]) -> list[_Taken]:
        documents = schema.documents
        rows = connection.execute(select(documents.c.key, documents.c.analysed))
        taken = [
            _Taken(split_key(row.key), None, row.analysed, row.key) for row in rows if row.key not in gone
        ]
        return sorted(taken, key=lambda one: one.start)

    def _restore(self, connection: Connection, row: Row[Any]) -> bool:
        analyses, documents = schema.former_analyses, schema.documents
        encoded = connection.execute(select(analyses.c.record).where(analyses.c.key == row.key)).scalar_one()
        record = decode_former(encoded)
        number = self._find_place(connection, record, row.analysed)
        if number is None:
            return False
        now = connection.execute(select(documents).where(documents.c.key == row.document)).one()
        frame = Frame(
            first=number,
            text=now.text,
            engine=row.engine,
            outlet=now.outlet,
            names=self._keep_names(connection, record),
            added=now.added,
            analysed=row.analysed,
            record_digest=row.record_digest,
            version=now.version,
            previous=now.previous,
        )
        _replace(connection, now, record, frame)
        _forget_later(connection, row, record)
        return True

    def _find_place(self, connection: Connection, record: Record, analysed: str) -> int | None:
        """The first of as many free numbers as a record needs, where those of its time are; None without any.

        Numbers between two articles of one second may be those of another; what fits exactly is taken first,
        and what lies behind all others last.
        """
        size = count_numbers(record)
        low = bisect_left(self._taken, analysed, key=lambda one: one.analysed)
        high = bisect_right(self._taken, analysed, key=lambda one: one.analysed)
        fitting = None
        for place in range(low, high + 1):
            begin = self._end_of(connection, self._taken[place - 1]) if place else 1
            room = self._taken[place].start - begin if place < len(self._taken) else _ENDLESS
            if room == size or (room > size and fitting is None):
                fitting = (place, begin)
            if room == size:
                break
        if fitting is None:
            return None
        place, begin = fitting
        self._taken.insert(place, _Taken(begin, begin + size, analysed, 0))
        return begin

    def _end_of(self, connection: Connection, one: _Taken) -> int:
        if one.end is None:
            last = one.key
            for table in ITEMS:
                query = select(func.max(table.c.key)).where(table.c.document == one.key)
                last = max(last, connection.execute(query).scalar() or 0)
            one.end = split_key(last) + 1
        return one.end

    def _keep_names(self, connection: Connection, record: Record) -> dict[str, int]:
        names = find_names(record)
        found = find_name_keys(connection, names)
        missing = [name for name in names if name not in found]
        if missing:
            self.has_new_names = True
            rows = [{"folded": folded, "name": names[folded]} for folded in missing]
            connection.execute(insert(schema.names), rows)
            found |= find_name_keys(connection, missing)
        return found


def _replace(connection: Connection, now: Row[Any], record: Record, frame: Frame) -> None:
    """Put a former record's rows in the place of those of the newer analysis."""
    documents = schema.documents
    remove_items(connection, now.key)
    connection.execute(update(documents).where(documents.c.key == now.key).values(id=f"replaced:{now.id}"))
    rows = make_rows(record, frame)
    for table, values in rows.items():
        insert_rows(connection, table, values)
    key = rows[documents][0]["key"]
    for table in (schema.captures, schema.former_analyses):
        connection.execute(update(table).where(table.c.document == now.key).values(document=key))
    connection.execute(update(documents).where(documents.c.previous == now.key).values(previous=key))
    connection.execute(update(documents).where(documents.c.key == key).values(status=now.status))
    connection.execute(delete(documents).where(documents.c.key == now.key))


def _forget_later(connection: Connection, row: Row[Any], record: Record) -> None:
    """Take the analysis that stands again and those behind it from the former ones, with what they lacked."""
    analyses, former = schema.former_analyses, schema.former_items
    own = select(analyses.c.document).where(analyses.c.key == row.key).scalar_subquery()
    rows = connection.execute(
        select(analyses.c.key, analyses.c.record).where(analyses.c.document == own).order_by(analyses.c.key)
    ).all()
    for one in rows:
        connection.execute(delete(former).where(former.c.analysis == one.key))
    older = [one for one in rows if one.key < row.key]
    last: dict[str, int] = {}
    for one in older:
        last |= dict.fromkeys(item_ids(decode_former(one.record)), one.key)
    for identity in item_ids(record):
        last.pop(identity, None)
    gone = [one.key for one in rows if one.key >= row.key]
    for key in gone:
        connection.execute(delete(analyses).where(analyses.c.key == key))
    if last:
        connection.execute(
            insert(former), [{"id": identity, "analysis": key} for identity, key in last.items()]
        )
