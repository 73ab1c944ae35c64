"""Which articles may be copies of one: those that share bands with it.

Copies come within days. Within a fortnight of each other, articles that share three single numbers of their
signatures meet; within a year, or where one has no date, those that share a whole group of four. The windows
bound what an article meets by what is published in a month, however long the store goes back, and whether two
meet depends on the two alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from onrecord.resolve.copies.comparing import Compared
from onrecord.resolve.copies.rows import DAY
from onrecord.resolve.copies.shingles import leave_foot, number_bands, sign
from onrecord.store.schema import fingerprint_bands

NEAR_DAYS, FAR_DAYS = 14, 366
SHARED = 3
"""How many single numbers two articles share at the least."""
Bands = tuple[list[int], list[int]]
_TABLE = fingerprint_bands.name
# SQLAlchemy would spend more time on the hundred parameters than the database on the answer.
_WRITE = f"INSERT INTO {_TABLE} (band, document) VALUES (?, ?)"
_DELETE = f"DELETE FROM {_TABLE} WHERE band = ? AND document = ?"
_AMONG = f"SELECT document FROM {_TABLE} WHERE band IN ({{bands}})"
_NEAR = f"{_AMONG} AND document BETWEEN ? AND ? GROUP BY document HAVING COUNT(*) >= {SHARED}"
_FAR = f"{_AMONG} AND (document BETWEEN ? AND ? OR document < {DAY})"


def make_bands(texts: Sequence[Compared]) -> list[Bands]:
    """The bands of each text: those of single numbers, and those of four."""
    return [number_bands(signature) for signature in sign([leave_foot(text.own) for text in texts])]


def write_bands(connection: Connection, bands: Iterable[tuple[int, Bands]]) -> None:
    """Keep the bands of articles, so that others meet them."""
    # In the order of the index, which is quicker to write, and each once.
    rows = sorted({(band, key) for key, both in bands for some in both for band in some})
    if rows:
        connection.exec_driver_sql(_mark(connection, _WRITE), rows)


def delete_bands(connection: Connection, key: int, bands: Bands) -> None:
    """Take away the bands of an article."""
    rows = [(band, key) for some in bands for band in some]
    if rows:
        connection.exec_driver_sql(_mark(connection, _DELETE), rows)


def find_candidates(connection: Connection, key: int, bands: Bands) -> set[int]:
    """The keys of the articles that may be copies of one whose bands are kept."""
    single, whole = bands
    if not single:
        return set()
    day = key // DAY
    found = _find(connection, _NEAR, single, _bound(day, NEAR_DAYS))
    if day:
        return (found | _find(connection, _FAR, whole, _bound(day, FAR_DAYS))) - {key}
    return (found | _find(connection, _AMONG, whole, ())) - {key}


def _find(connection: Connection, query: str, bands: list[int], bounds: tuple[int, ...]) -> set[int]:
    filled = _mark(connection, query.format(bands=", ".join("?" * len(bands))))
    return {key for (key,) in connection.exec_driver_sql(filled, (*bands, *bounds)).all()}


def _mark(connection: Connection, statement: str) -> str:
    """The statement with the places of its parameters written as the database's driver wants them."""
    return statement if connection.dialect.paramstyle == "qmark" else statement.replace("?", "%s")


def _bound(day: int, days: int) -> tuple[int, int]:
    """The first and the last key within so many days; what has no date is near what has none."""
    if not day:
        return 0, DAY - 1
    return max(day - days, 1) * DAY, (day + days + 1) * DAY - 1
