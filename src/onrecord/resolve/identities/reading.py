"""Asks a store who is who: identities by name, their entities, and why these are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, func, select

from onrecord.errors import UnknownId
from onrecord.model.folding import fold_name
from onrecord.resolve.identities.clustering import Bearer
from onrecord.resolve.identities.comparing import Verdict
from onrecord.resolve.identities.names import read_name
from onrecord.resolve.identities.rows import read_bearers
from onrecord.resolve.identities.verdicts import compare_bearers, tell_way
from onrecord.resolve.questions import among, ask
from onrecord.store import schema
from onrecord.store.listed import is_among
from onrecord.store.views_then import is_then

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


@dataclass(frozen=True, slots=True)
class Known:
    """An identity with its main names as articles write them, and how many of its entities have each."""

    identity: Identity
    written: Mapping[str, int]

    def count_mains(self) -> dict[str, int]:
        """How many entities have each main name, by how the name is folded."""
        found: dict[str, int] = defaultdict(int)
        for name, count in self.written.items():
            found[fold_name(name)] += count
        return dict(found)


def find_identities(connection: Connection, given: str) -> list[Identity]:
    """Who is called so, the most frequent first: by a main name, or by another name in an article."""
    return [one.identity for one in find_known(connection, given)]


def find_known(connection: Connection, given: str) -> list[Known]:
    """As `find_identities`, with the main names of each."""
    folded = fold_name(given)
    read = {read.folded for kind in _TYPES if (read := read_name(kind, given)) is not None}
    written = _read_written(ask(connection, _FOLDED, {folded, *read}))
    called = _find_called(connection, folded, written.values())
    return read_known(connection, written.keys() | called)


def _read_written(rows: Iterable[Row[tuple[str, str]]]) -> dict[str, dict[str, int]]:
    """The main names that bearers have, and how many entities have each, by identity."""
    found: dict[str, dict[str, int]] = {}
    for identity, written in rows:
        counts = found.setdefault(identity, {})
        for name, count in _written.decode(written).items():
            counts[name] = counts.get(name, 0) + count
    return found


_written = msgspec.json.Decoder(dict[str, int])
_BEARERS = select(schema.identity_bearers.c.identity, schema.identity_bearers.c.written)
_FOLDED = among(_BEARERS, schema.identity_bearers.c.folded)
_THEIRS = among(_BEARERS, schema.identity_bearers.c.identity)


def _find_called(connection: Connection, folded: str, written: Iterable[Mapping[str, int]]) -> set[str]:
    """The identities of entities with a name; those that are known already may be left out.

    `written` are the main names of the latter, and how many entities have each. Where these are all entities
    that have this for their main name, none of them is looked at.
    """
    key = connection.execute(_NAME, {"folded": folded}).scalar()
    if key is None:
        return set()
    known = sum(count for one in written for name, count in one.items() if fold_name(name) == folded)
    number = connection.execute(_MAINS, {"names": [key]}).tuples().all()
    is_all = bool(known) and number == [(key, known)] and not is_then(connection)
    return set(connection.execute(_CALLED_BESIDE if is_all else _CALLED, {"key": key}).scalars())


def _select_called(*, beside: bool) -> Select[tuple[str]]:
    told, called = schema.identity_entities, schema.entity_names
    query = select(told.c.identity).join(called, called.c.entity == told.c.entity)
    query = query.where(called.c.name_key == _KEY)
    if not beside:
        return query.distinct()
    # Two ranges of an index: of "is not" it would use none.
    before, behind = query.where(called.c.main < _KEY), query.where(called.c.main > _KEY)
    return before.union(behind)  # type: ignore[return-value]


_KEY = bindparam("key", type_=schema.names.c.key.type)
_NAME = select(schema.names.c.key).where(schema.names.c.folded == bindparam("folded"))
_CALLED, _CALLED_BESIDE = _select_called(beside=False), _select_called(beside=True)
_MAINS = (
    select(schema.entities.c.name_key, func.count())
    .where(is_among(schema.entities.c.name_key, "names"))
    .group_by(schema.entities.c.name_key)
)


def count_mains(connection: Connection, names: Collection[int]) -> dict[int, int]:
    """How many entities have each of these main names, given by their keys, whoever they are."""
    return dict(connection.execute(_MAINS, {"names": list(names)}).tuples().all())


def read_identities(connection: Connection, ids: Collection[str]) -> list[Identity]:
    """The identities with these ids, the most frequent first; unknown ids are left out."""
    return [one.identity for one in read_known(connection, ids)]


def read_known(connection: Connection, ids: Collection[str]) -> list[Known]:
    """As `read_identities`, with the main names of each."""
    written = _read_written(ask(connection, _THEIRS, ids))
    found = [_know(row, written.get(row[0], {})) for row in ask(connection, _IDENTITIES, ids)]
    return sorted(found, key=lambda one: (-one.identity.entities, one.identity.name, one.identity.id))


_IDENTITIES = among(
    select(*(schema.identities.c[name] for name in ("id", "type", "name", "entities", "link"))),
    schema.identities.c.id,
)


def _know(row: Row[Any], written: Mapping[str, int]) -> Known:
    key, kind, name, entities, link = row
    others = tuple(one for one in _list_names(written) if one != name)
    return Known(Identity(id=key, type=kind, name=name, entities=entities, names=others, link=link), written)


def _list_names(written: Mapping[str, int]) -> list[str]:
    return sorted(written, key=lambda name: (-written[name], name))


def find_identity(connection: Connection, prefix: str) -> Identity:
    """The identity whose id begins so; raises as `find_id` does."""
    return read_identities(connection, [find_id(connection, prefix)])[0]


def find_id(connection: Connection, prefix: str) -> str:
    """The id of an identity that begins so.

    Raises:
        UnknownId: there is none, or several ids begin so.
    """
    prefix = prefix.strip().lower()
    bounds = {"low": prefix, "high": f"{prefix}g"}
    found = list(connection.execute(_IDS, bounds).scalars()) if len(prefix) >= _SHORTEST else []
    if len(found) != 1:
        raise UnknownId(
            f"{prefix}: no identity, or more than one, has this id; 'onrecord identity NAME' lists them"
        )
    return str(found[0])


_IDS = (
    select(schema.identities.c.id)
    .where(schema.identities.c.id >= bindparam("low"), schema.identities.c.id < bindparam("high"))
    .limit(2)
)


def entities_of(connection: Connection, identity: str) -> list[int]:
    """The keys of the entities of an identity, the newest article's first."""
    table = schema.identity_entities
    query = select(table.c.entity).where(table.c.identity == identity).order_by(table.c.entity.desc())
    return list(connection.execute(query).scalars())


def identity_of(connection: Connection, entity: int) -> str | None:
    """The id of the identity of an entity with this key; None where it has a description only."""
    table = schema.identity_entities
    return connection.execute(select(table.c.identity).where(table.c.entity == entity)).scalar_one_or_none()


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
            name=_list_names(one.written)[0],
            entities=one.entities,
            context=one.context,
            reasons=tuple(tell_way(connection, main, one)) if one is not main else (),
        )
        for one in members
    ]
    return sorted(parts, key=lambda one: (bool(one.reasons), -one.entities, one.name, one.context))
