"""What the schema of an SQLite store is, word for word, to hold a file against."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, create_engine

from onrecord.store import schema
from onrecord.store.fulltext import sqlite_statements
from onrecord.store.views import view_statements

_QUERY = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"


def read_schema(connection: Connection) -> dict[tuple[str, str], tuple[str, Any]]:
    """The table and the statement of each part of an SQLite schema, by its type and name.

    White space and quotation marks of names are left out: other versions of the libraries set them otherwise.
    """
    rows = connection.exec_driver_sql(_QUERY)
    return {(row.type, row.name): (row.tbl_name, _plain(row.sql)) for row in rows}


def _plain(statement: str | None) -> str | None:
    return None if statement is None else " ".join(statement.replace('"', "").split())


@lru_cache(maxsize=1)
def expected_schema() -> dict[tuple[str, str], tuple[str, Any]]:
    """What `read_schema` gives of a new store."""
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            schema.metadata.create_all(connection, checkfirst=False)
            for statement in (*sqlite_statements(), *view_statements("sqlite")):
                connection.exec_driver_sql(statement)
            return read_schema(connection)
    finally:
        engine.dispose()
