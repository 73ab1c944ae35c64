"""Who is meant by a name, where articles were compared: all that articles call that one person.

An article that says only "Lee" speaks of Ann Lee or of another; where comparing it with others told whom,
what is asked of Ann Lee includes it. A main name that others have too then counts only where it is theirs.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, exists, literal, or_, select

from onrecord.errors import UnknownId
from onrecord.model.folding import fold_name
from onrecord.resolve.identities.reading import (
    Identity,
    find_identities,
    find_identity,
    main_names_of,
)
from onrecord.store.schema import entities, identity_entities

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
    """Who is meant by a name: `keys` are those of their main names, of which others too have the `shared`."""

    identity: Identity
    keys: tuple[int, ...]
    shared: tuple[int, ...]


def find_meant(connection: Connection, given: str) -> Meant | None:
    """The one who is called so, by a name or an id; None where several are, or articles were not compared."""
    identity = _by_id(connection, given)
    found = [identity] if identity is not None else _by_name(connection, given)
    if len(found) != 1:
        return None
    mine = found[0]
    keys = tuple(main_names_of(connection, [mine.id])[mine.id])
    return Meant(mine, keys, tuple(key for key in keys if _is_shared(connection, key, mine.id)))


def _by_name(connection: Connection, given: str) -> list[Identity]:
    """Those with this name, not those whom an article calls so beside a fuller one, where there are any."""
    folded = fold_name(given)
    found = find_identities(connection, given)
    bearing = [one for one in found if folded in map(fold_name, (one.name, *one.names))]
    return bearing or found


def _by_id(connection: Connection, given: str) -> Identity | None:
    if len(given) < _SHORTEST or not all(sign in "0123456789abcdef" for sign in given.lower()[1:]):
        return None
    try:
        return find_identity(connection, given)
    except UnknownId:
        return None


def _is_shared(connection: Connection, name: int, mine: str) -> bool:
    """Whether an entity with this main name is somebody else, or was not compared."""
    theirs = select(literal(1)).where(
        identity_entities.c.entity == entities.c.key, identity_entities.c.identity == mine
    )
    others = select(literal(1)).where(and_(entities.c.name_key == name, ~exists(theirs))).limit(1)
    return connection.execute(others).first() is not None
