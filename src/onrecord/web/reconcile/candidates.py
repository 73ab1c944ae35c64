"""Whom of a store a name may mean, each with how alike its names are, 0 to 100."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import Connection, select

from onrecord.model.folding import fold_name
from onrecord.query.naming import find_alike, read_names
from onrecord.resolve.identities.names import block_keys, read_name
from onrecord.resolve.identities.reading import Identity, find_identities, read_identities
from onrecord.resolve.identities.rows import read_bearers
from onrecord.resolve.questions import in_batches
from onrecord.store import schema

TYPES = ("person", "organisation", "place", "work", "product", "event", "group", "other")
_ALIKE = 70.0
"""How alike a name has to be, of 100."""
_BY_ALIAS = 92.0
"""What it is worth to be called so in an article beside a fuller name."""
_SURE, _AHEAD = 100.0, 8.0
"""The score from which one is meant, if it is ahead of the others by so much: a likeness is for people."""
_IN_BLOCK, _NEAR = 2_000, 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody or something that may be meant; `is_match` says that nothing else comes near."""

    identity: Identity
    score: float
    is_match: bool


class Searching:
    """Searches in one state of a store; what all searches need is read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._names: dict[str, tuple[int, str]] | None = None

    def search(self, given: str, types: Collection[str], limit: int) -> list[Candidate]:
        """The best candidates for a name, of these types, the best first."""
        folded = fold_name(given)
        if not folded:
            return []
        exact = {one.id for one in find_identities(self._connection, given)}
        found = exact | self._find_alike(given, types)
        if not found:
            found = self._find_spelled(folded)
        scored = [
            (one, _score(folded, one, is_called=one.id in exact))
            for one in read_identities(self._connection, found)
            if one.type in types
        ]
        scored = [pair for pair in scored if pair[1] >= _ALIKE]
        scored.sort(key=lambda pair: (-pair[1], -pair[0].entities, pair[0].id))
        return list(_decide(scored))[:limit]

    def _find_alike(self, given: str, types: Iterable[str]) -> set[str]:
        """Those whose names meet this one where names are compared."""
        read = [name for kind in types if (name := read_name(kind, given)) is not None]
        keys = {key for name in read for key in block_keys(name)}
        blocks = schema.identity_blocks
        names: set[str] = set()
        for key in sorted(keys):
            query = select(blocks.c.name).where(blocks.c.block == key).limit(_IN_BLOCK)
            names.update(self._connection.execute(query).scalars())
        bearers = read_bearers(self._connection, schema.identity_bearers.c.name, names)
        wanted = {(name.type, name.folded) for name in read}
        near = sorted(
            (
                (max(_compare(one.folded, folded) for _, folded in wanted), one.identity or "")
                for one in bearers
            ),
            reverse=True,
        )
        return {identity for score, identity in near if score >= _ALIKE and identity}

    def _find_spelled(self, folded: str) -> set[str]:
        """Those with a name that is spelled alike, wherever names are compared."""
        if self._names is None:
            self._names = read_names(self._connection)
        keys = [self._names[one][0] for one in find_alike(folded, self._names, _NEAR)]
        told, entities = schema.identity_entities, schema.entities
        query = select(told.c.identity).join(entities, entities.c.key == told.c.entity).distinct()
        called = query.where(entities.c.name_key.in_(keys)).order_by(told.c.identity).limit(_IN_BLOCK)
        return set(self._connection.execute(called).scalars())


def suggest(connection: Connection, beginning: str, limit: int, skip: int = 0) -> list[Identity]:
    """Those with a name that begins so, the most frequent first."""
    folded = fold_name(beginning)
    if not folded:
        return []
    table = schema.identity_bearers
    query = (
        select(table.c.identity)
        .where(table.c.folded >= folded, table.c.folded < f"{folded}\U0010ffff")
        .order_by(table.c.entities.desc(), table.c.id)
        .limit(_IN_BLOCK)
    )
    found = {one for one in connection.execute(query).scalars() if one}
    return read_identities(connection, found)[skip : skip + limit]


def find_by_ids(connection: Connection, ids: Iterable[str]) -> dict[str, Identity]:
    """The identities with these ids, as far as there are such."""
    wanted = list(dict.fromkeys(ids))
    return {one.id: one for some in in_batches(wanted) for one in read_identities(connection, some)}


def _score(folded: str, one: Identity, *, is_called: bool) -> float:
    best = max(_compare(folded, fold_name(name)) for name in (one.name, *one.names))
    return round(max(best, _BY_ALIAS if is_called else 0.0), 1)


def _compare(one: str, other: str) -> float:
    return 100.0 if one == other else min(fuzz.token_sort_ratio(one, other), 99.0)


def _decide(scored: list[tuple[Identity, float]]) -> Iterator[Candidate]:
    for number, (one, score) in enumerate(scored):
        ahead = score - scored[1][1] if len(scored) > 1 else _AHEAD
        yield Candidate(one, score, is_match=number == 0 and score >= _SURE and ahead >= _AHEAD)
