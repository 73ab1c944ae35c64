"""The full-text indexes of an SQLite store against the words that they index.

FTS5's own check misses damage that leaves an index well-formed. So each index is read out, term by term, and
each row is indexed once more for itself; both must have the same words at the same places.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from onrecord.query.verify_outcome import Failure
from onrecord.store.fulltext import TOKENIZER

_INDEXES = {
    "statement_search": ("statements", ("words",)),
    "event_search": ("events", ("passage",)),
    "document_search": ("document_words", ("title", "text")),
}
"""The table or view that each index is of, and the columns that it has the words of."""
_BATCH = 1000
_HASH = (1 << 64) - 1
_Sum = tuple[int, int]
"""How many words at places there are, and the sum of their hashes."""


def check_indexes(connection: Connection) -> Iterator[Failure]:
    """The failures of the full-text indexes against the words that they index.

    Needs a connection of `Store.writing`, since SQLite takes the question for a change; nothing is changed.
    PostgreSQL derives its indexes itself, and there nothing is done.
    """
    if connection.dialect.name != "sqlite":
        return
    for name, (table, columns) in _INDEXES.items():
        try:
            _check_form(connection, name)
            found, expected = _sum_index(connection, name), _sum_rows(connection, table, columns)
        except DBAPIError as error:
            yield _fail(name, str(error.orig))
            continue
        if found != expected:
            yield _fail(name, f"{found[0]} words at places, expected {expected[0]}, and not all the same")


def _check_form(connection: Connection, name: str) -> None:
    """FTS5's own check; a file that cannot be written goes without it, and has that of its words."""
    try:
        connection.exec_driver_sql(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)")
    except DBAPIError as error:
        if getattr(error.orig, "sqlite_errorname", "") != "SQLITE_READONLY":
            raise


def _fail(name: str, found: str) -> Failure:
    return Failure(name, "all", None, "the words of the table that it indexes", found)


def _sum_index(connection: Connection, name: str) -> _Sum:
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.checked USING fts5vocab(main, {name}, instance)")
    try:
        return _sum_instances(connection, "checked")
    finally:
        connection.exec_driver_sql("DROP TABLE temp.checked")


def _sum_rows(connection: Connection, table: str, columns: tuple[str, ...]) -> _Sum:
    """The sum of what the rows are indexed as, a batch at a time in a small index that is emptied again."""
    listed = ", ".join(columns)
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE temp.again USING fts5({listed}, content='', tokenize='{TOKENIZER}')"
    )
    connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.words_again USING fts5vocab(temp, again, instance)")
    number = total = 0
    try:
        for first, last in _ranges(connection, table):
            connection.exec_driver_sql(
                f"INSERT INTO temp.again(rowid, {listed}) "
                f"SELECT key, {listed} FROM {table} WHERE key BETWEEN ? AND ?",
                (first, last),
            )
            some, summed = _sum_instances(connection, "words_again")
            number, total = number + some, (total + summed) & _HASH
            connection.exec_driver_sql("INSERT INTO temp.again(again) VALUES ('delete-all')")
    finally:
        connection.exec_driver_sql("DROP TABLE temp.words_again")
        connection.exec_driver_sql("DROP TABLE temp.again")
    return number, total


def _ranges(connection: Connection, table: str) -> Iterator[tuple[int, int]]:
    source = "documents" if table == "document_words" else table
    last = -1
    while True:
        keys = connection.exec_driver_sql(
            f"SELECT key FROM {source} WHERE key > ? ORDER BY key LIMIT ?", (last, _BATCH)
        ).scalars()
        found = list(keys)
        if not found:
            return
        yield found[0], found[-1]
        last = found[-1]


def _sum_instances(connection: Connection, vocabulary: str) -> _Sum:
    """A sum that does not depend on the order; hashes are of this process only."""
    number = total = 0
    rows = connection.exec_driver_sql(f'SELECT term, doc, col, "offset" FROM temp.{vocabulary}')
    for row in rows:
        number += 1
        total += hash(tuple(row))
    return number, total & _HASH
