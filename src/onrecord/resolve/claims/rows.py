"""The rows of claims: read, taken away and written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Select, delete, select

from onrecord.resolve.claims.differences import Difference
from onrecord.resolve.claims.tellings import Telling
from onrecord.store import claim_tables as tables
from onrecord.store import schema
from onrecord.store.bulk import insert_rows

_MANY = 500
T = TypeVar("T", int, str)
Inserted = tuple[str, str | None, int | None, Sequence[Telling]]


class OldPart(msgspec.Struct, frozen=True):
    """A part of a claim as it is in the store."""

    id: str
    story: str | None
    crossing: int | None
    claim: str


def in_batches(keys: Iterable[T]) -> Iterator[list[T]]:
    """Keys in lists that are short enough for one question, in order."""
    ordered = sorted(keys)
    for first in range(0, len(ordered), _MANY):
        yield ordered[first : first + _MANY]


def find_parts(connection: Connection, documents: Collection[int]) -> list[OldPart]:
    """The parts of claims that events of some articles belong to."""
    links, parts, events = tables.claim_events, tables.claim_parts, schema.events
    query = (
        _select_parts()
        .join(links, links.c.part == parts.c.id)
        .join(events, events.c.key == links.c.event)
        .distinct()
    )
    found: dict[str, OldPart] = {}
    for batch in in_batches(documents):
        found |= _read(connection, query.where(events.c.document.in_(batch)))
    return list(found.values())


def find_parts_of_claims(connection: Connection, claims: Collection[str]) -> list[OldPart]:
    """All parts of some claims."""
    found: dict[str, OldPart] = {}
    for batch in in_batches(claims):
        found |= _read(connection, _select_parts().where(tables.claim_parts.c.claim.in_(batch)))
    return list(found.values())


def find_keyed(
    connection: Connection, keys: Collection[int], most: int, new: Mapping[int, int]
) -> tuple[dict[str, OldPart], set[int]]:
    """The parts in the store that have one of some digests, and the digests that more than `most` parts have.

    `new` says how many parts of a digest are about to be written. Of a digest that too many have, only the
    parts that had been joined are given, so that no more are read however many there are.
    """
    parts = tables.claim_parts
    found: dict[str, OldPart] = {}
    crowded: set[int] = set()
    for key in sorted(keys):
        own = _read(connection, _select_parts().where(parts.c.crossing == key).limit(most + 1))
        if len(own) + new.get(key, 0) > most:
            crowded.add(key)
            joined = select(parts.c.claim).where(parts.c.crossing == key, parts.c.claim != parts.c.id)
            own = _read(connection, _select_parts().where(parts.c.claim.in_(joined)))
        found |= own
    return found, crowded


def members_of(connection: Connection, parts: Collection[str]) -> dict[str, list[tuple[int, int]]]:
    """The keys of the events of some parts, each with its article's."""
    links, events = tables.claim_events, schema.events
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for batch in in_batches(parts):
        query = select(links.c.part, links.c.event, events.c.document).join(
            events, events.c.key == links.c.event
        )
        for row in connection.execute(query.where(links.c.part.in_(batch))):
            found[row.part].append((row.event, row.document))
    return found


def forget_parts(connection: Connection, parts: Collection[OldPart]) -> None:
    """Take away parts of claims, and the claims that they were of."""
    for batch in in_batches({part.id for part in parts}):
        connection.execute(delete(tables.claim_events).where(tables.claim_events.c.part.in_(batch)))
        connection.execute(delete(tables.claim_parts).where(tables.claim_parts.c.id.in_(batch)))
    for batch in in_batches({part.claim for part in parts}):
        # Another part may still be of it; then it is taken away with that one.
        left = select(tables.claim_parts.c.claim).where(tables.claim_parts.c.claim.in_(batch))
        connection.execute(
            delete(tables.claims).where(tables.claims.c.id.in_(batch), tables.claims.c.id.not_in(left))
        )


def forget_differences(connection: Connection, documents: Collection[int], claims: Collection[str]) -> None:
    """Take away what rests on events of some articles, or is about some claims."""
    events, links, rows = schema.events, tables.disagreement_events, tables.disagreements
    ids: set[str] = set()
    for batch in in_batches(documents):
        query = select(links.c.disagreement).join(events, events.c.key == links.c.event)
        ids |= set(connection.execute(query.where(events.c.document.in_(batch)).distinct()).scalars())
    for names in in_batches(claims):
        ids |= set(connection.execute(select(rows.c.id).where(rows.c.claim.in_(names))).scalars())
    forget(connection, ids)


def forget(connection: Connection, ids: Collection[str]) -> None:
    """Take away disagreements by their ids."""
    for batch in in_batches(ids):
        links, rows = tables.disagreement_events, tables.disagreements
        connection.execute(delete(links).where(links.c.disagreement.in_(batch)))
        connection.execute(delete(rows).where(rows.c.id.in_(batch)))


def insert_claims(connection: Connection, tellings: Sequence[Telling], parts: Sequence[Inserted]) -> None:
    """Write a claim with its parts; `tellings` are all of it, in the order of publication."""
    first = tellings[0]
    claim = {
        "id": first.id,
        "type": first.type,
        "story": next((story for _, story, _, group in parts if first in group), None),
        "event": first.key,
        "articles": len({one.document for one in tellings}),
        "independent": len({one.origin for one in tellings}),
    }
    insert_rows(connection, tables.claims, [claim])
    insert_rows(
        connection,
        tables.claim_parts,
        [
            {"id": part, "story": story, "crossing": crossing, "claim": first.id}
            for part, story, crossing, _ in parts
        ],
    )
    insert_rows(
        connection,
        tables.claim_events,
        [{"event": one.key, "claim": first.id, "part": part} for part, _, _, group in parts for one in group],
    )


def insert_differences(
    connection: Connection,
    differences: Iterable[Difference],
    *,
    claim: str | None = None,
    reversal: int | None = None,
) -> None:
    """Write disagreements of a claim, of a reversal's digest, or of neither; one that is there stays."""
    found = {one.make_id(): one for one in differences}
    rows: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    for identity, one in found.items():
        rows.append(
            {
                "id": identity,
                "claim": claim,
                "reversal": reversal,
                "kind": one.kind,
                "nature": one.nature,
                "of": one.of,
                "newest": max(one.keys),
                "told": msgspec.json.encode(one.said).decode(),
            }
        )
        links += [{"disagreement": identity, "event": key} for key in sorted(set(one.keys))]
    forget(connection, found)
    insert_rows(connection, tables.disagreements, rows)
    insert_rows(connection, tables.disagreement_events, links)


def _select_parts() -> Select[Any]:
    parts = tables.claim_parts
    return select(parts.c.id, parts.c.story, parts.c.crossing, parts.c.claim)


def _read(connection: Connection, query: Select[Any]) -> dict[str, OldPart]:
    return {row.id: OldPart(*row) for row in connection.execute(query)}
