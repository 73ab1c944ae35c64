"""Whether what was derived is what would be derived now: it is derived again, compared, and put back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from onrecord.resolve.catching_up import DERIVED, compare_waiting, start_over
from onrecord.store import schema

Row = tuple[Any, ...]
_WAITING = schema.unresolved
_MANY = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """A derived table whose rows are not those that follow from the records.

    `missing` and `extra` are such a row each, None where there is none.
    """

    table: str
    missing: Row | None
    extra: Row | None


def check_derived(connection: Connection) -> list[Difference]:
    """What would be different if everything were derived from the beginning, in the order of publication.

    `connection` is one of `Store.writing`. Articles that were never compared are left out; what waits since
    the status of an article changed is done first. At the end all is as it was.
    """
    savepoint = connection.begin_nested()
    try:
        new = _set_aside(connection)
        _catch_up(connection)
        before = _read_derived(connection)
        start_over(connection)
        _leave_out(connection, new)
        _catch_up(connection)
        return list(_compare(before, _read_derived(connection)))
    finally:
        savepoint.rollback()


def _set_aside(connection: Connection) -> list[int]:
    """Let the articles wait no longer that were never compared: to compare them may mend what is amiss."""
    is_new = _WAITING.c.seen.is_(False)
    new = connection.execute(select(_WAITING.c.document).where(is_new)).scalars().all()
    connection.execute(delete(_WAITING).where(is_new))
    return list(new)


def _leave_out(connection: Connection, documents: list[int]) -> None:
    for start in range(0, len(documents), _MANY):
        some = documents[start : start + _MANY]
        connection.execute(delete(_WAITING).where(_WAITING.c.document.in_(some)))


def _catch_up(connection: Connection) -> None:
    while compare_waiting(connection):
        pass


def _read_derived(connection: Connection) -> dict[str, Counter[Row]]:
    """All rows as the database has them: past what turns them into our types, which damage would stop."""
    return {
        str(table.name): Counter(map(_plain, connection.exec_driver_sql(_compile(connection, table))))
        for table in schema.metadata.sorted_tables
        if table in DERIVED
    }


def _compile(connection: Connection, table: Table) -> str:
    return str(select(table).compile(dialect=connection.dialect))


def _plain(row: Any) -> Row:
    """A row to compare; SQLite may hold 1.0 where 1 belongs, which Python takes for the same."""
    return tuple(bytes(value) if isinstance(value, memoryview) else _typed(value) for value in row)


def _typed(value: Any) -> Any:
    return ("number", value) if isinstance(value, float) else value


def _compare(before: dict[str, Counter[Row]], after: dict[str, Counter[Row]]) -> Iterator[Difference]:
    for table, rows in after.items():
        missing, extra = rows - before[table], before[table] - rows
        if missing or extra:
            yield Difference(table, _first(missing), _first(extra))


def _first(rows: Counter[Row]) -> Row | None:
    return min(rows, key=repr, default=None)
