"""Many rows of a table at once, past what SQLAlchemy does for each parameter of each row."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.engine import Dialect

from onrecord.store.columns import NUL, STAND_IN, Words


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have a value for each of the same columns.

    It is `connection.execute(insert(table), rows)`, which spends more time on the values of a row than SQLite
    on writing it.
    """
    if not rows:
        return
    statement, names, wordy = _compile(table, tuple(rows[0]), connection.dialect)
    values = [tuple(row[name] for name in names) for row in rows]
    if any(NUL in row[place] for row in values for place in wordy if row[place]):
        values = [tuple(map(_without_nul, row)) for row in values]
    connection.exec_driver_sql(statement, values)


def _without_nul(value: Any) -> Any:
    return value.replace(NUL, STAND_IN) if isinstance(value, str) else value


@lru_cache(maxsize=256)
def _compile(table: Table, columns: tuple[str, ...], dialect: Dialect) -> tuple[str, list[str], list[int]]:
    """The statement, the columns in the order of its parameters, and the places of those that hold words."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    statement, names = str(compiled), list(columns)
    if compiled.positional:
        names = list(compiled.positiontup or columns)
    else:  # psycopg: named parameters, which are given by position as well
        names = [name for name in (column.name for column in table.columns) if name in columns]
        for name in names:
            statement = statement.replace(f"%({name})s", "%s")
    wordy = [place for place, name in enumerate(names) if isinstance(table.c[name].type, Words)]
    return statement, names, wordy
