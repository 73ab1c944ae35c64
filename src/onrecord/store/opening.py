"""Opening a store, making one where there is none, and bringing an older one up to date."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import URL, Connection, Engine, insert, inspect, make_url, text
from sqlalchemy.exc import ArgumentError

from onrecord.errors import NewerStore, NotAStore, StoreUnavailable
from onrecord.store import schema
from onrecord.store.engines import make_engine
from onrecord.store.failures import translate
from onrecord.store.fulltext import postgresql_statements, sqlite_statements
from onrecord.store.views import view_statements

DEFAULT = "onrecord.db"
REVISION = "0002"
"""The newest revision of the schema; `migrations/versions` has a file for each."""
APPLICATION = 0x6F6E7265
"""Marks an SQLite file as a store of onrecord's: "onre"."""
_SQLITE_MARK = b"SQLite format 3\0"
_SERVER = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://", re.IGNORECASE)


class Store:
    """A store that is open; one for all threads of a process, each with connections of its own.

    What happens within `reading` sees the store as it was when it began. What happens within `writing` is
    there as a whole when the block has ended, and not at all if it raises.
    """

    def __init__(self, location: str, engine: Engine) -> None:
        self.location = location
        self._engine = engine

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is a file and not on a server."""
        return self._engine.dialect.name == "sqlite"

    @property
    def is_read_only(self) -> bool:
        """Whether it is a file that cannot be written; who may write to a server is for that to know."""
        return self.is_sqlite and bool(self._engine.url.query)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store.

        Raises:
            StoreError: the store cannot be read.
        """
        with translate(self.location), self._engine.connect() as connection:
            options: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
            connection = connection.execution_options(**options)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that is the only one to write.

        Raises:
            StoreError: the store cannot be written; all is as it was.
        """
        with translate(self.location), self._engine.connect() as connection:
            connection = connection.execution_options(onrecord_writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """A connection without a transaction, for what databases do only so (VACUUM).

        Raises:
            StoreError: the store cannot be written.
        """
        with translate(self.location), self._engine.connect() as connection:
            # SQLite's connections begin nothing by themselves; its driver is not told of another level, since
            # it would go back to one at which it does.
            options: dict[str, Any] = (
                {"onrecord_outside": True} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
            )
            yield connection.execution_options(**options)

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(
    location: str | Path | None = None, *, create: bool = False, readers: int | None = None
) -> Store:
    """The store at `location`: the path of a file, or `postgresql://USER@HOST/DATABASE`.

    By default it is what the environment names in ONRECORD_STORE, else `onrecord.db`. With `create` one is
    made where there is none. A store of an older version is brought up to date. `readers` says that so many
    threads may read at a time; the connections that stay open for them share the memory of two.

    Raises:
        NotAStore: there is none (and none is to be made), or something else is there.
        NewerStore: a newer version of onrecord made it.
        StoreError: it cannot be opened.
    """
    where = str(location if location is not None else os.environ.get("ONRECORD_STORE") or DEFAULT)
    url = _server_url(where) if _SERVER.match(where) else _file_url(where, create=create)
    engine = make_engine(url, readers)
    store = Store(_without_password(where), engine)
    try:
        _make_ready(store, create=create)
    except BaseException:
        engine.dispose()
        raise
    return store


def _server_url(where: str) -> URL:
    try:
        url = make_url(_SERVER.sub("postgresql+psycopg://", where, count=1))
    except (ArgumentError, ValueError) as error:
        raise NotAStore("the store's address is not of the form postgresql://USER@HOST/DATABASE") from error
    return url


def _file_url(where: str, *, create: bool) -> URL:
    path = Path(where)
    if path.is_dir() or "\0" in where:
        raise NotAStore(f"{where!r}: this is no name of a file: name one, such as --store {DEFAULT}")
    if not path.exists() and not create:
        raise NotAStore(f"{where}: there is no store here; 'onrecord add' makes one, or name it with --store")
    if not path.parent.is_dir():
        raise NotAStore(f"{where}: there is no folder {path.parent}")
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_SQLITE_MARK))
    except FileNotFoundError:
        head = b""
    except OSError as error:
        raise StoreUnavailable(f"{where}: the file cannot be read: {error.strerror}") from error
    if head and head != _SQLITE_MARK:
        raise NotAStore(f"{where}: this file is no store of onrecord's")
    if os.access(path.parent, os.W_OK) and (os.access(path, os.W_OK) or not path.exists()):
        return URL.create("sqlite+pysqlite", database=where)
    if not path.exists():
        raise StoreUnavailable(f"{where}: no file can be made in {path.parent}: name another folder")
    return _read_only_url(path)


def _read_only_url(path: Path) -> URL:
    """A file that cannot be written, or whose folder cannot, is only read.

    SQLite would put its lock beside it. Where there is no log of a writer either, it is told that nobody
    writes, as on a disc or in an archive.
    """
    log = path.with_name(f"{path.name}-wal")
    query = {"uri": "true", "mode": "ro"}
    if not log.exists() or not log.stat().st_size:
        query["immutable"] = "1"
    return URL.create("sqlite+pysqlite", database=path.absolute().as_uri(), query=query)


def _without_password(where: str) -> str:
    return re.sub(r"(//[^:/@]*):[^@/]*@", r"\1@", where)


def _make_ready(store: Store, *, create: bool) -> None:
    with store.reading() as connection:
        found = _find_revision(store, connection)
    if found is None and not create:
        raise NotAStore(f"{store.location}: there is no store here; 'onrecord add' makes one")
    if found == REVISION:
        return
    if found is not None:
        _check_known(store, found)
    try:
        _bring_up_to_date(store)
    except StoreUnavailable as error:
        if found is None:
            raise
        raise StoreUnavailable(
            f"{store.location}: an older version of onrecord made this store, and it has to be brought up to "
            f"date before it is used: {_tell_how(store)} ({error})"
        ) from error


def _bring_up_to_date(store: Store) -> None:
    with store.writing() as connection:
        found = _find_revision(store, connection)  # somebody else may have been faster
        if found is None:
            _make_tables(store, connection)
        elif found != REVISION:
            _upgrade(store, connection, found)


def _tell_how(store: Store) -> str:
    if store.is_sqlite:
        return "copy it to where it can be written, and use the copy"
    return "open it once as a user who may make tables in its database, such as the one who made it"


def _find_revision(store: Store, connection: Connection) -> str | None:
    """The revision of the schema; None where the database is empty."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables and schema.documents.name in tables:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if tables and (store.is_sqlite or schema.documents.name in tables):
        raise NotAStore(f"{store.location}: this database holds something else than a store of onrecord's")
    return None


def _make_tables(store: Store, connection: Connection) -> None:
    """Make the newest schema at once, as all migrations one after the other would."""
    schema.metadata.create_all(connection, checkfirst=False)
    statements = sqlite_statements() if store.is_sqlite else postgresql_statements()
    for statement in (*statements, *view_statements(connection.dialect.name)):
        connection.exec_driver_sql(statement)
    connection.execute(insert(schema.counter), {"name": "key", "next": 1})
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{REVISION}')")
    if store.is_sqlite:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def _upgrade(store: Store, connection: Connection, found: str) -> None:
    from onrecord.store.migrations import upgrade

    _check_known(store, found)
    upgrade(connection, found)


def _check_known(store: Store, found: str) -> None:
    from onrecord.store.migrations import knows

    if not knows(found):
        raise NewerStore(
            f"{store.location}: a newer version of onrecord made this store (its schema is {found}, "
            f"this version knows {REVISION}): pip install --upgrade onrecord"
        )
