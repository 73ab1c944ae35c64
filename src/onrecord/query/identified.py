"""Who is meant by a name, where articles were compared: all that articles call that one person.

An article that says only "Lee" speaks of Ann Lee or of another; where comparing it with others told whom,
what is asked of Ann Lee includes it. A main name that others have too then counts only where it is theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, bindparam, exists, func, literal, or_, select

from onrecord.errors import UnknownId
from onrecord.model.folding import fold_name
from onrecord.resolve.identities.reading import (
    Identity,
    Known,
    count_mains,
    find_id,
    find_known,
    read_known,
)
from onrecord.store.listed import is_among
from onrecord.store.schema import entities, identity_entities, names
from onrecord.store.views_then import is_then

_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Only:
    """Of entities with the names `shared`, given by their keys, only those count that are `identity`."""

    shared: tuple[int, ...]
    identity: str

    def holds(self, name: ColumnElement[int], entity: ColumnElement[int]) -> ColumnElement[bool]:
        """Whether an entity with a main name is one of those that are meant."""
        whose = identity_entities.alias("whose")
        theirs = select(literal(1)).where(whose.c.entity == entity, whose.c.identity == self.identity)
        return or_(name.not_in(self.shared), exists(theirs.correlate_except(whose)))


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is meant by a name.

    `counts` says how many of their entities have each of their main names, given by the names' keys; others
    too have those that are `shared`.
    """

    identity: Identity
    counts: Mapping[int, int]
    shared: tuple[int, ...]


def find_meant(connection: Connection, given: str) -> Meant | None:
    """The one who is called so, by a name or an id; None where several are, or articles were not compared."""
    known = _by_id(connection, given)
    found = [known] if known is not None else _by_name(connection, given)
    if len(found) != 1:
        return None
    mine = found[0]
    counts = _count_then(connection, mine) if is_then(connection) else _count_mains(connection, mine)
    every = count_mains(connection, counts)
    shared = tuple(key for key in sorted(counts) if every.get(key, 0) != counts[key])
    return Meant(mine.identity, counts, shared)


def _count_mains(connection: Connection, mine: Known) -> dict[int, int]:
    """How many of somebody's entities have each main name, by the name's key."""
    counts = mine.count_mains()
    rows = connection.execute(_KEYS, {"folded": list(counts)}).tuples()
    return {key: counts[folded] for key, folded in rows}


def _count_then(connection: Connection, mine: Known) -> dict[int, int]:
    """As `_count_mains`, of those entities alone that there were: identities are those of today."""
    return dict(connection.execute(_COUNTS, {"identity": mine.identity.id}).tuples().all())


_KEYS = select(names.c.key, names.c.folded).where(is_among(names.c.folded, "folded", of_words=True))
_COUNTS = (
    select(entities.c.name_key, func.count())
    .join(identity_entities, identity_entities.c.entity == entities.c.key)
    .where(identity_entities.c.identity == bindparam("identity"))
    .group_by(entities.c.name_key)
)


def _by_name(connection: Connection, given: str) -> list[Known]:
    """Those with this name, not those whom an article calls so beside a fuller one, where there are any."""
    folded = fold_name(given)
    found = find_known(connection, given)
    bearing = [one for one in found if folded in map(fold_name, (one.identity.name, *one.identity.names))]
    return bearing or found


def _by_id(connection: Connection, given: str) -> Known | None:
    if len(given) < _SHORTEST or not all(sign in "0123456789abcdef" for sign in given.lower()[1:]):
        return None
    try:
        return read_known(connection, [find_id(connection, given)])[0]
    except UnknownId:
        return None
