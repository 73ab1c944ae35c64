"""Connections to a store: how each is set up, and how its transactions begin."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import NoSuchModuleError

from onrecord.errors import StoreUnavailable

_LOCK = 0x6F6E7265
_CACHE = 65_536
"""KiB of a file that a connection remembers."""
_KEPT = 16
"""How many connections of those who read stay open: more are seldom in use at once, and what a connection
remembers of a large file is worth more the more that is."""
_MORE = 4
"""How many connections more than there are readers there may be: for what goes on beside the answers."""
_PREPARED = 512
"""How many statements a connection to a file remembers as they are planned."""
_WAIT = 30_000
"""Milliseconds to wait for another writer."""


def make_engine(url: URL, readers: int | None = None) -> Engine:
    """What makes the connections to the store at an address; with a query in it a file is only read.

    For `readers` there are as many, and a few more. Some stay open, of which the one that was used last is
    used again, and the rest for as long as they are needed. Those to a file that stay open remember as much
    together as two do alone.

    Raises:
        StoreUnavailable: the driver of PostgreSQL is not installed.
    """
    kept = min(readers, _KEPT) if readers is not None else None
    pool: dict[str, Any] = {}
    if readers is not None and kept is not None:
        pool = {"pool_size": kept, "max_overflow": readers - kept + _MORE, "pool_use_lifo": True}
    if url.get_backend_name() == "sqlite":
        pool["connect_args"] = {"cached_statements": _PREPARED}
    try:
        engine = create_engine(
            url, pool_pre_ping=url.get_backend_name() != "sqlite", hide_parameters=True, **pool
        )
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreUnavailable(
            'stores on PostgreSQL need its driver: pip install "onrecord[postgresql]"'
        ) from error
    if engine.dialect.name == "sqlite":
        cache = _CACHE if kept is None else 2 * _CACHE // kept
        event.listen(engine, "connect", partial(_set_up_sqlite, cache, is_written=not url.query))
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)
    return engine


def _set_up_sqlite(cache: int, connection: Any, _: object, *, is_written: bool) -> None:
    connection.isolation_level = None  # transactions are ours to begin, so that readers never wait
    written = ("journal_mode = WAL", "synchronous = FULL") if is_written else ()
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {_WAIT}",
        "temp_store = MEMORY",
        f"cache_size = -{cache}",
        "mmap_size = 1073741824",
        *written,
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("onrecord_outside"):
        return
    writes = connection.get_execution_options().get("onrecord_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("onrecord_writes"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_WAIT}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
