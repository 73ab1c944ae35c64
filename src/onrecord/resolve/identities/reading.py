"""Asks a store who is who: identities by name, their entities, and why these are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import msgspec
from sqlalchemy import Connection, select

from onrecord.errors import UnknownId
from onrecord.model.folding import fold_name
from onrecord.resolve.identities.clustering import Bearer
from onrecord.resolve.identities.comparing import Verdict
from onrecord.resolve.identities.names import read_name
from onrecord.resolve.identities.rows import read_bearers
from onrecord.resolve.identities.verdicts import compare_bearers, tell_way
from onrecord.resolve.questions import in_batches
from onrecord.store import schema

_TYPES = ("person", "organisation", "place", "work", "product", "group", "event", "other")
_SHORTEST = 6


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something that articles speak of: how many of their entities it is, and its other names."""

    id: str
    type: str
    name: str
    entities: int
    names: tuple[str, ...] = ()
    link: str | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A name of an identity, how many entities have it, and why it is the identity's."""

    name: str
    entities: int
    context: str
    reasons: tuple[str, ...]


def find_identities(connection: Connection, given: str) -> list[Identity]:
    """Who is called so, the most frequent first: by a main name, or by another name in an article."""
    folded = fold_name(given)
    table, who = schema.identity_entities, schema.identity_bearers
    names, called = schema.names, schema.entity_names
    read = {read.folded for kind in _TYPES if (read := read_name(kind, given)) is not None}
    found = {one.identity or "" for one in read_bearers(connection, who.c.folded, {folded, *read})}
    query = (
        select(table.c.identity)
        .join(called, called.c.entity == table.c.entity)
        .join(names, names.c.key == called.c.name_key)
        .where(names.c.folded == folded)
        .distinct()
    )
    found.update(connection.execute(query).scalars())
    return read_identities(connection, found)


def read_identities(connection: Connection, ids: Collection[str]) -> list[Identity]:
    """The identities with these ids, the most frequent first; unknown ids are left out."""
    members: dict[str, list[Bearer]] = defaultdict(list)
    for one in read_bearers(connection, schema.identity_bearers.c.identity, ids):
        members[one.identity or ""].append(one)
    found = []
    for some in in_batches(ids):
        table = schema.identities
        for row in connection.execute(select(table).where(table.c.id.in_(some))):
            others = tuple(name for name in _list_names(members[row.id]) if name != row.name)
            found.append(
                Identity(
                    id=row.id,
                    type=row.type,
                    name=row.name,
                    entities=row.entities,
                    names=others,
                    link=row.link,
                )
            )
    return sorted(found, key=lambda one: (-one.entities, one.name, one.id))


def _list_names(members: Iterable[Bearer]) -> list[str]:
    counts: dict[str, int] = defaultdict(int)
    for one in members:
        for name, count in one.written.items():
            counts[name] += count
    return sorted(counts, key=lambda name: (-counts[name], name))


def find_identity(connection: Connection, prefix: str) -> Identity:
    """The identity whose id begins so.

    Raises:
        UnknownId: there is none, or several ids begin so.
    """
    table = schema.identities
    prefix = prefix.strip().lower()
    low, high = prefix, f"{prefix}g"
    query = select(table.c.id).where(table.c.id >= low, table.c.id < high).limit(2)
    found = list(connection.execute(query).scalars()) if len(prefix) >= _SHORTEST else []
    if len(found) != 1:
        raise UnknownId(
            f"{prefix}: no identity, or more than one, has this id; 'onrecord identity NAME' lists them"
        )
    return read_identities(connection, found)[0]


def entities_of(connection: Connection, identity: str) -> list[int]:
    """The keys of the entities of an identity, the newest article's first."""
    table = schema.identity_entities
    query = select(table.c.entity).where(table.c.identity == identity).order_by(table.c.entity.desc())
    return list(connection.execute(query).scalars())


def identity_of(connection: Connection, entity: int) -> str | None:
    """The id of the identity of an entity with this key; None where it has a description only."""
    table = schema.identity_entities
    return connection.execute(select(table.c.identity).where(table.c.entity == entity)).scalar_one_or_none()


def main_names_of(connection: Connection, identities: Collection[str]) -> dict[str, list[int]]:
    """The keys of the main names (`names.key`) that entities of these identities have, by identity."""
    told, entities = schema.identity_entities, schema.entities
    found: dict[str, list[int]] = {one: [] for one in identities}
    for some in in_batches(identities):
        query = (
            select(told.c.identity, entities.c.name_key)
            .join(entities, entities.c.key == told.c.entity)
            .where(told.c.identity.in_(some))
            .distinct()
        )
        for row in connection.execute(query.order_by(entities.c.name_key)):
            found[row.identity].append(row.name_key)
    return found


def bearer_of(connection: Connection, entity: int) -> Bearer | None:
    """The bearer of a name that an entity with this key is; None where it has a description only."""
    table = schema.identity_entities
    found = connection.execute(select(table.c.bearer).where(table.c.entity == entity)).scalar_one_or_none()
    if found is None:
        return None
    return read_bearers(connection, schema.identity_bearers.c.id, {found})[0]


def compare(connection: Connection, left: int, right: int) -> Verdict:
    """What is to be said of two entities with these keys: same, different or unsure, and why."""
    mine, theirs = bearer_of(connection, left), bearer_of(connection, right)
    if mine is None or theirs is None:
        return Verdict(0.1, "unsure", ("a description, which tells nobody across articles",))
    return compare_bearers(connection, mine, theirs)


def explain(connection: Connection, identity: str) -> list[Part]:
    """The names of an identity, with the reasons why each is its name, the most frequent first."""
    members = read_bearers(connection, schema.identity_bearers.c.identity, {identity})
    if not members:
        return []
    main = min(members, key=lambda one: (one.standing == "short", -one.entities, one.id))
    parts = [
        Part(
            name=_list_names([one])[0],
            entities=one.entities,
            context=one.context,
            reasons=tuple(tell_way(connection, main, one)) if one is not main else (),
        )
        for one in members
    ]
    return sorted(parts, key=lambda one: (bool(one.reasons), -one.entities, one.name, one.context))
