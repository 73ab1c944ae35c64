"""The rows of claims: read, taken away and written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, delete, select

from onrecord.resolve.claims.days import day_of_event
from onrecord.resolve.claims.differences import Difference
from onrecord.resolve.claims.tellings import Telling
from onrecord.resolve.questions import among, ask, in_batches
from onrecord.store import claim_tables as tables
from onrecord.store import schema
from onrecord.store.bulk import insert_rows

Inserted = tuple[str, str | None, int | None, Sequence[Telling]]


class OldPart(msgspec.Struct, frozen=True):
    """A part of a claim as it is in the store."""

    id: str
    story: str | None
    crossing: int | None
    claim: str


def find_parts(connection: Connection, documents: Collection[int]) -> list[OldPart]:
    """The parts of claims that events of some articles belong to."""
    return _read_parts(connection, _PARTS_OF_ARTICLES, documents)


def find_parts_of_claims(connection: Connection, claims: Collection[str]) -> list[OldPart]:
    """All parts of some claims."""
    return _read_parts(connection, _PARTS_OF_CLAIMS, claims)


def find_keyed(
    connection: Connection, keys: Collection[int], most: int, new: Mapping[int, int]
) -> tuple[dict[str, OldPart], set[int]]:
    """The parts in the store that have one of some digests, and the digests that more than `most` parts have.

    `new` says how many parts of a digest are about to be written. Of a digest that too many have, only the
    parts that had been joined are given, so that no more are read however many there are.
    """
    crowded = {key for key, number in _count_parts(connection, keys, most) if number + new.get(key, 0) > most}
    found = _read_parts(connection, _PARTS_OF_DIGESTS, set(keys) - crowded)
    joined = {row.claim for row in ask(connection, _JOINED, crowded)}
    found += _read_parts(connection, _PARTS_OF_CLAIMS, joined)
    return {part.id: part for part in found}, crowded


def _count_parts(connection: Connection, keys: Collection[int], most: int) -> Iterator[tuple[int, int]]:
    """How many parts have each digest, which is a number and stands in the question; no more are counted."""
    for some in in_batches(keys):
        asked = (
            f"WITH wanted(digest) AS (VALUES {','.join(f'({key})' for key in some)}) "
            "SELECT wanted.digest, (SELECT count(*) FROM (SELECT 1 FROM claim_parts AS parts "
            f"WHERE parts.crossing = wanted.digest LIMIT {most + 1}) AS counted) FROM wanted"
        )
        yield from map(tuple, connection.exec_driver_sql(asked).all())


def members_of(connection: Connection, parts: Collection[str]) -> dict[str, list[tuple[int, int]]]:
    """The keys of the events of some parts, each with its article's."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in ask(connection, _MEMBERS, parts):
        found[row.part].append((row.event, row.document))
    return found


def _select_parts() -> Select[Any]:
    parts = tables.claim_parts
    return select(parts.c.id, parts.c.story, parts.c.crossing, parts.c.claim)


def _select_parts_of_articles() -> Select[Any]:
    links, events = tables.claim_events, schema.events
    query = (
        _select_parts()
        .join(links, links.c.part == tables.claim_parts.c.id)
        .join(events, events.c.key == links.c.event)
        .distinct()
    )
    return among(query, events.c.document)


def _select_members() -> Select[Any]:
    links, events = tables.claim_events, schema.events
    query = select(links.c.part, links.c.event, events.c.document).join(events, events.c.key == links.c.event)
    return among(query, links.c.part)


_PARTS_OF_ARTICLES, _MEMBERS = _select_parts_of_articles(), _select_members()
_PARTS_OF_CLAIMS = among(_select_parts(), tables.claim_parts.c.claim)
_PARTS_OF_DIGESTS = among(_select_parts(), tables.claim_parts.c.crossing)
_JOINED = among(
    select(tables.claim_parts.c.claim).where(tables.claim_parts.c.claim != tables.claim_parts.c.id),
    tables.claim_parts.c.crossing,
)


def _read_parts(connection: Connection, query: Select[Any], values: Collection[Any]) -> list[OldPart]:
    found = {row.id: OldPart(*row) for row in ask(connection, query, values)}
    return list(found.values())


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
    rows = [*ask(connection, _RESTING, documents), *ask(connection, _ABOUT, claims)]
    forget(connection, {row[0] for row in rows})


def _select_resting() -> Select[Any]:
    events, links = schema.events, tables.disagreement_events
    query = select(links.c.disagreement).join(events, events.c.key == links.c.event).distinct()
    return among(query, events.c.document)


_RESTING = _select_resting()
_ABOUT = among(select(tables.disagreements.c.id), tables.disagreements.c.claim)


def forget(connection: Connection, ids: Collection[str]) -> None:
    """Take away disagreements by their ids."""
    for batch in in_batches(ids):
        links, rows = tables.disagreement_events, tables.disagreements
        connection.execute(delete(links).where(links.c.disagreement.in_(batch)))
        connection.execute(delete(rows).where(rows.c.id.in_(batch)))


class Written:
    """Claims and disagreements that are to be written, all at once in the end.

    Of two disagreements with one id the one that was added last is written.
    """

    def __init__(self) -> None:
        self._claims: list[dict[str, Any]] = []
        self._parts: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []
        self._differences: dict[str, tuple[Difference, str | None, int | None]] = {}

    def add_claim(self, tellings: Sequence[Telling], parts: Sequence[Inserted]) -> None:
        """A claim with its parts; `tellings` are all of it, in the order of publication."""
        first = tellings[0]
        self._claims.append(
            {
                "id": first.id,
                "type": first.type,
                "story": next((story for _, story, _, group in parts if first in group), None),
                "event": first.key,
                "articles": len({one.document for one in tellings}),
                "independent": len({one.origin for one in tellings}),
            }
        )
        for part, story, crossing, group in parts:
            self._parts.append({"id": part, "story": story, "crossing": crossing, "claim": first.id})
            self._events += [{"event": one.key, "claim": first.id, "part": part} for one in group]

    def add_differences(
        self, found: Iterable[Difference], *, claim: str | None = None, reversal: int | None = None
    ) -> None:
        """Disagreements of a claim, of a reversal's digest, or of neither."""
        self._differences.update((one.make_id(), (one, claim, reversal)) for one in found)

    def write(self, connection: Connection) -> None:
        """Write all that was added."""
        insert_rows(connection, tables.claims, self._claims)
        insert_rows(connection, tables.claim_parts, self._parts)
        insert_rows(connection, tables.claim_events, self._events)
        forget(connection, self._differences)
        rows = [_make_row(identity, *told) for identity, told in self._differences.items()]
        insert_rows(connection, tables.disagreements, rows)
        links = [
            {"disagreement": identity, "event": key}
            for identity, (one, _, _) in self._differences.items()
            for key in sorted(set(one.keys))
        ]
        insert_rows(connection, tables.disagreement_events, links)


def _make_row(identity: str, one: Difference, claim: str | None, reversal: int | None) -> dict[str, Any]:
    return {
        "id": identity,
        "claim": claim,
        "reversal": reversal,
        "kind": one.kind,
        "nature": one.nature,
        "of": one.of,
        "newest": max(map(day_of_event, one.keys)),
        "told": msgspec.json.encode(one.said).decode(),
    }
