"""What other rooms and the commands ask about copies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from onrecord.resolve.copies.comparing import CopyKind
from onrecord.resolve.copies.rows import DAY, batch, read_descents
from onrecord.store.schema import copies, documents, fingerprints, origins, outlets


@dataclass(frozen=True, slots=True)
class Version:
    """An article that shares its words with others, as copies do.

    `parent` is the key of the earlier article that has most of its words, `kind` how it was made from that,
    `contained` which share of its own runs of words that one has, and `kept` which share of that one's runs
    it has; all four are None for an origin. `agency` is the news agency that it credits, or that published
    it. `status` is that of the article in the store: current, superseded or retracted.
    """

    document: int
    id: str
    outlet: str | None
    title: str | None
    published: str | None
    status: str
    agency: str | None
    parent: int | None
    kind: CopyKind | None
    contained: float | None
    kept: float | None


@dataclass(frozen=True, slots=True)
class Copies:
    """All versions of one text, in the order of time; those without a date come last.

    `origin` is the key of the earliest, and `agency` the news agency that it or else the first that names one
    credits.
    """

    origin: int
    versions: tuple[Version, ...]
    agency: str | None


def read_copies(connection: Connection, document: int) -> Copies:
    """The versions of the text that an article has, itself among them, by the article's key.

    An article that has not been compared yet stands alone.
    """
    descent = read_descents(connection, (document,)).get(document)
    origin = document if descent is None else descent.origin
    versions = _read_versions(connection, origin)
    agency = next((one.agency for one in versions if one.agency), None)
    return Copies(origin, versions, agency)


def count_independent(connection: Connection, documents: Iterable[int]) -> int:
    """How many sources some articles are, by their keys: copies of one text are one source."""
    return len(set(find_origins(connection, documents).values()))


def find_origins(connection: Connection, documents: Iterable[int]) -> dict[int, int]:
    """The origin of each of some articles; of one that has not been compared yet, itself."""
    keys = set(documents)
    found = {key: descent.origin for key, descent in read_descents(connection, keys).items()}
    return {key: found.get(key, key) for key in sorted(keys)}


def _read_versions(connection: Connection, origin: int) -> tuple[Version, ...]:
    query = select(origins.c.document).where(origins.c.origin == origin)
    keys = {origin, *connection.execute(query).scalars()}
    rows = [row for some in batch(keys) for row in _read_rows(connection, some)]
    return tuple(version for _, version in sorted(rows, key=lambda row: row[0]))


def _read_rows(connection: Connection, keys: list[int]) -> list[tuple[tuple[bool, int, bool, str], Version]]:
    source = (
        documents.outerjoin(outlets, documents.c.outlet == outlets.c.key)
        .outerjoin(fingerprints, fingerprints.c.document == documents.c.key)
        .outerjoin(origins, origins.c.document == documents.c.key)
        .outerjoin(copies, and_(copies.c.document == documents.c.key, copies.c.other == origins.c.parent))
    )
    query = select(
        documents.c.key,
        documents.c.id,
        outlets.c.name,
        documents.c.title,
        documents.c.published,
        documents.c.status,
        fingerprints.c.agency,
        fingerprints.c.publisher,
        origins.c.parent,
        copies.c.kind,
        copies.c.contained,
        copies.c.kept,
    ).select_from(source)
    rows = []
    for row in connection.execute(query.where(documents.c.key.in_(keys))):
        key, identity, outlet, title, published, status, agency, publisher, *descent = row
        order = (key < DAY, key // DAY, publisher is None, identity)
        version = Version(key, identity, outlet, title, published, status, agency or publisher, *descent)
        rows.append((order, version))
    return rows
