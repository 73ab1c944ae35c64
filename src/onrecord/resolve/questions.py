"""Questions to the store about many values at once, put together once and asked in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam

MANY = 500
"""How many values one question takes."""
T = TypeVar("T", int, str)


def in_batches(values: Iterable[T]) -> Iterator[list[T]]:
    """Values in their order, in lists that are short enough for one question."""
    ordered = sorted(values)
    for start in range(0, len(ordered), MANY):
        yield ordered[start : start + MANY]


def among(query: Select[Any], column: ColumnElement[Any]) -> Select[Any]:
    """A question for the rows in which a column has one of the values that `ask` is given with it."""
    return query.where(column.in_(bindparam("some", expanding=True)))


def ask(connection: Connection, query: Select[Any], values: Iterable[T]) -> list[Row[Any]]:
    """The rows that a question of `among` gives for some values, each of which is given once."""
    rows: list[Row[Any]] = []
    for some in in_batches(values):
        rows += connection.execute(query, {"some": some}).all()
    return rows
