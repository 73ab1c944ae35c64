"""Finds pairs of identities that may be one, for people to judge, the most valuable first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Connection, distinct, func, select

from onrecord.resolve.identities.clustering import Bearer
from onrecord.resolve.identities.ledger import read_ledger, standing
from onrecord.resolve.identities.likeness import SAME_FROM
from onrecord.resolve.identities.rows import read_bearers
from onrecord.resolve.identities.verdicts import compare_bearers
from onrecord.resolve.questions import in_batches
from onrecord.store import schema

_LIKELY = 0.3
_WORTH = {"group": 0.2, "other": 0.3}
"""How much less it is worth to know what is no person, organisation or place."""
_LOOKED_AT = 2_000
"""How many names are looked at, those that most entities have."""


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """Two bearers of names that may be one, how likely that is, 0 to 1, why, and how much hangs on it."""

    left: Bearer
    right: Bearer
    score: float
    value: float
    reasons: tuple[str, ...]


def find_doubts(connection: Connection, limit: int) -> list[Doubt]:
    """The pairs that are worth most: near to being the same, and of many entities; none judged before."""
    sizes = _Sizes(connection)
    judged = find_judged_pairs(connection)
    found: dict[tuple[str, str], Doubt] = {}
    for left, right in _pair(connection):
        if left.identity is None or right.identity is None or left.identity == right.identity:
            continue
        pair = (min(left.identity, right.identity), max(left.identity, right.identity))
        if pair in found or pair in judged:
            continue
        verdict = compare_bearers(connection, left, right)
        if verdict.decision == "unsure" and verdict.score >= _LIKELY:
            near = 1 - abs(verdict.score - SAME_FROM) / SAME_FROM
            least = min(sizes.of(left.identity), sizes.of(right.identity)) * _WORTH.get(left.type, 1)
            found[pair] = Doubt(
                left=left,
                right=right,
                score=verdict.score,
                value=round(near * least, 3),
                reasons=verdict.reasons,
            )
    return sorted(found.values(), key=lambda one: (-one.value, one.left.id, one.right.id))[:limit]


class _Sizes:
    """How many entities identities are."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, int] = {}

    def of(self, identity: str) -> int:
        if identity not in self._known:
            table = schema.identities
            query = select(table.c.entities).where(table.c.id == identity)
            self._known[identity] = self._connection.execute(query).scalar() or 0
        return self._known[identity]


def find_judged_pairs(connection: Connection) -> set[tuple[str, str]]:
    """The pairs of identities of which people judged entities."""
    held = standing(read_ledger(connection))
    told, entities = schema.identity_entities, schema.entities
    of_entity: dict[str, str] = {}
    for some in in_batches({end for one in held for end in (one.left, one.right)}):
        query = select(entities.c.id, told.c.identity).join(told, told.c.entity == entities.c.key)
        for row in connection.execute(query.where(entities.c.id.in_(some))):
            of_entity[row.id] = row.identity
    pairs = ((of_entity.get(one.left), of_entity.get(one.right)) for one in held)
    return {
        (min(one, other), max(one, other)) for one, other in pairs if one is not None and other is not None
    }


def _pair(connection: Connection) -> Iterator[tuple[Bearer, Bearer]]:
    yield from _pair_alike(connection)
    yield from _pair_namesakes(connection)
    yield from _pair_short(connection)


def _pair_alike(connection: Connection) -> Iterator[tuple[Bearer, Bearer]]:
    """Names that are alike, and unsure."""
    table, who = schema.identity_pairs, schema.identity_bearers
    query = select(table.c.left, table.c.right).where(
        table.c.decision != "different", table.c.score >= _LIKELY
    )
    pairs = [(row.left, row.right) for row in connection.execute(query.order_by(table.c.left, table.c.right))]
    main = _find_main(read_bearers(connection, who.c.name, {end for pair in pairs for end in pair}))
    for left, right in pairs:
        if left in main and right in main:
            yield main[left], main[right]


def _find_main(bearers: Iterable[Bearer]) -> dict[str, Bearer]:
    """The most frequent bearer of each name."""
    found: dict[str, Bearer] = {}
    for one in sorted(bearers, key=lambda one: (one.entities, one.id)):
        found[one.name] = one
    return found


def _pair_namesakes(connection: Connection) -> Iterator[tuple[Bearer, Bearer]]:
    """Bearers of one name that are in several identities: the most frequent with each other."""
    table = schema.identity_bearers
    several = (
        select(table.c.type, table.c.folded)
        .group_by(table.c.type, table.c.folded)
        .having(func.count(distinct(table.c.identity)) > 1)
        .order_by(func.sum(table.c.entities).desc(), table.c.folded)
        .limit(_LOOKED_AT)
    )
    named: dict[tuple[str, str], list[Bearer]] = {
        (row.type, row.folded): [] for row in connection.execute(several)
    }
    for one in read_bearers(connection, table.c.folded, {folded for _, folded in named}):
        if (one.type, one.folded) in named:
            named[one.type, one.folded].append(one)
    for bearers in named.values():
        ranked = sorted(bearers, key=lambda one: (one.standing == "short", -one.entities, one.id))
        for other in ranked[1:]:
            yield ranked[0], other


def _pair_short(connection: Connection) -> Iterator[tuple[Bearer, Bearer]]:
    """Short names of people with the fuller names that they may stand for."""
    table = schema.identity_bearers
    query = (
        select(table.c.folded)
        .where(table.c.type == "person", table.c.standing == "short")
        .group_by(table.c.folded)
        .order_by(func.sum(table.c.entities).desc(), table.c.folded)
        .limit(_LOOKED_AT)
    )
    short = {folded for folded in connection.execute(query).scalars() if " " not in folded}
    full: dict[str, list[str]] = defaultdict(list)
    query = select(table.c.folded).where(table.c.type == "person", table.c.standing == "full").distinct()
    for folded in connection.execute(query.order_by(table.c.folded)).scalars():
        last = folded.rsplit(" ", 1)[-1]
        if last in short:
            full[last].append(folded)
    named: dict[str, list[Bearer]] = defaultdict(list)
    for one in read_bearers(
        connection, table.c.folded, {*full, *(name for names in full.values() for name in names)}
    ):
        if one.type == "person":
            named[one.folded].append(one)
    for last, names in full.items():
        for name in names:
            main = max(named[name], key=lambda one: (one.entities, one.id))
            for one in named[last]:
                if one.standing == "short" and one.follows is None:
                    yield one, main
