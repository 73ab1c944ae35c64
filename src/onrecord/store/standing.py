"""What articles were among the versions of their addresses at a moment, where they are something else now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select

from onrecord.store import schema
from onrecord.store.keys import NUMBERS

_MANY = 500
_FIRST = 50


@dataclass(frozen=True, slots=True)
class Stood:
    """An article's status, number of version and version before, as they were."""

    key: int
    status: str
    version: int
    previous: int | None


def list_later(connection: Connection, moment: str) -> list[int]:
    """The keys of the first articles that came later than a moment, in the order in which they came."""
    documents = schema.documents
    query = select(documents.c.key).where(documents.c.added > moment)
    query = query.order_by(documents.c.key.bitwise_and(NUMBERS)).limit(_FIRST)
    return list(connection.execute(query).scalars())


def find_first_capture(connection: Connection, later: Sequence[int]) -> int | None:
    """The lowest key of a capture of these articles; what is not below it came later than they."""
    captures = schema.captures
    query = select(func.min(captures.c.key)).where(captures.c.document.in_(later))
    return connection.execute(query).scalar()


def find_stood(connection: Connection, moment: str, *, capture: int | None = None) -> list[Stood]:
    """What the articles were that stood otherwise at a moment, in UTC, than they do now.

    They are those of which another version came since, and those that were retracted since, or were then.
    Captures with the key `capture` and higher had not come.
    """
    rows = _read_touched(connection, moment, capture)
    retracted = find_retracted(connection, moment)
    by_url: dict[object, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        by_url[row.url if row.url is not None else row.key].append(row)
    found = [one for several in by_url.values() for one in _order(several, retracted)]
    now = {row.key: Stood(row.key, row.status, row.version, row.previous) for row in rows}
    return [one for one in found if now[one.key] != one]


def _order(rows: Iterable[Row[Any]], retracted: set[str]) -> Iterator[Stood]:
    """The articles of an address, as `versions.find_versions` puts them."""
    ordered = sorted(rows, key=lambda row: (row.since, row.published or "", row.id))
    previous = None
    for version, row in enumerate(ordered, start=1):
        status = "current" if version == len(ordered) else "superseded"
        yield Stood(row.key, "retracted" if row.id in retracted else status, version, previous)
        previous = row.key


def _read_touched(connection: Connection, moment: str, capture: int | None) -> list[Row[Any]]:
    """The articles that were there, of addresses with several versions, or that were marked since."""
    documents, corrections = schema.documents, schema.corrections
    marked = select(corrections.c.document).where(
        corrections.c.kind == "document",
        corrections.c.field == "status",
        or_(corrections.c.made_at > moment, corrections.c.withdrawn > moment),
    )
    several = select(documents.c.url).where(documents.c.version > 1, documents.c.url.is_not(None))
    ids = sorted(set(connection.execute(marked).scalars()))
    urls = sorted(set(connection.execute(several).scalars()))
    found: dict[int, Row[Any]] = {}
    for column, values in ((documents.c.id, ids), (documents.c.url, urls)):
        for part in _cut(values):
            rows = connection.execute(_ask(moment, capture).where(column.in_(part)))
            found |= {row.key: row for row in rows}
    return list(found.values())


def _ask(moment: str, capture: int | None) -> Select[Any]:
    documents, captures = schema.documents, schema.captures
    held = [captures.c.document == documents.c.key, captures.c.fetched <= moment]
    if capture is not None:
        held.append(captures.c.key < capture)
    fetched = select(func.min(captures.c.fetched)).where(*held).correlate(documents).scalar_subquery()
    return select(
        documents.c.key,
        documents.c.id,
        documents.c.url,
        documents.c.published,
        documents.c.status,
        documents.c.version,
        documents.c.previous,
        func.coalesce(fetched, documents.c.added).label("since"),
    ).where(documents.c.added <= moment)


def find_retracted(connection: Connection, moment: str) -> set[str]:
    """The ids of the articles that were marked as retracted at a moment in UTC."""
    corrections = schema.corrections
    query = select(corrections.c.document).where(
        corrections.c.kind == "document",
        corrections.c.field == "status",
        corrections.c.made_at <= moment,
        or_(corrections.c.withdrawn.is_(None), corrections.c.withdrawn > moment),
    )
    return set(connection.execute(query).scalars())


def _cut(values: list[Any]) -> Iterator[list[Any]]:
    return (values[start : start + _MANY] for start in range(0, len(values), _MANY))
