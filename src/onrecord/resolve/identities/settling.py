"""Gives bearers of names their identities anew, where something has changed by which these are found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select, update

from onrecord.resolve.identities.clustering import JUDGED, Bearer, Comparison, cluster, weigh
from onrecord.resolve.identities.rows import (
    date_judged,
    make_rulings,
    read_bearers,
    read_comparisons,
    read_rulings,
)
from onrecord.resolve.questions import among, ask, in_batches
from onrecord.store import schema
from onrecord.store.bulk import insert_rows


def settle(connection: Connection, names: Collection[str]) -> tuple[set[int], set[str]]:
    """Find the identities of all bearers of these names, and of those that hang on them.

    Gives the articles of entities that are grouped otherwise now, without those of a group that is only
    called otherwise; and the identities that have others in them than before.
    """
    component = _Component(connection)
    component.gather(names)
    found = component.cluster()
    moved = [one for one in component.bearers.values() if found[one.id] != one.identity]
    to = {one.id: found[one.id] for one in moved}
    followers = [one for one in _read_followers(connection, to) if one.id not in found]
    for one in followers:
        to[one.id] = found[one.follows or ""]
    moved += [one for one in followers if one.identity != to[one.id]]
    _write(connection, {one.id: to[one.id] for one in moved})
    identities = {identity for one in moved for identity in (one.identity, to[one.id]) if identity}
    return _find_regrouped(connection, moved, to), identities


class _Component:
    """The bearers that have to be looked at together, with what joins and parts them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.bearers: dict[str, Bearer] = {}
        self._comparisons: dict[tuple[str, str], Comparison] = {}
        self._rulings: list[tuple[str, str, bool]] = []

    def gather(self, names: Collection[str]) -> None:
        """Read all that hangs on these names through names that are the same, judgements and catalogues."""
        done: set[str] = set()
        wanted = set(names)
        while wanted:
            done |= wanted
            wanted = self._widen(wanted) - done
        judged = {one.facts.judged for one in self.bearers.values()} - {None}
        self._rulings = read_rulings(self._connection, {one for one in judged if one is not None})
        dated = date_judged(self._connection, self.bearers.values())
        self.bearers = {one.id: one for one in dated}

    def _widen(self, names: Collection[str]) -> set[str]:
        table = schema.identity_bearers
        found = read_bearers(self._connection, table.c.name, names)
        self.bearers.update((one.id, one) for one in found)
        comparisons = read_comparisons(
            self._connection, {one.name for one in found if one.standing == "full"}
        )
        self._comparisons.update(((one.left, one.right), one) for one in comparisons)
        further = {end for one in comparisons if one.decision == "same" for end in (one.left, one.right)}
        further |= self._name(table.c.id, {one.follows.removeprefix(JUDGED) for one in found if one.follows})
        further |= self._name(table.c.follows, {f"{JUDGED}{one.id}" for one in found})
        return further | self._find_judged(found) | self._find_linked(found)

    def _name(self, column: Any, values: Collection[str]) -> set[str]:
        return {one.name for one in read_bearers(self._connection, column, values)} if values else set()

    def _find_judged(self, bearers: Iterable[Bearer]) -> set[str]:
        judged = {one.facts.judged for one in bearers if one.facts.judged is not None}
        if not judged:
            return set()
        ends = {end for left, right, _ in read_rulings(self._connection, judged) for end in (left, right)}
        return {row.name for row in ask(self._connection, _JUDGED, ends)}

    def _find_linked(self, bearers: Iterable[Bearer]) -> set[str]:
        links = {link for one in bearers for link in one.facts.links}
        return {row.name for row in ask(self._connection, _LINKED, links)}

    def cluster(self) -> dict[str, str]:
        """The identity of each of the bearers."""
        bearers = list(self.bearers.values())
        return cluster(bearers, self._comparisons.values(), make_rulings(bearers, self._rulings))


def _read_followers(connection: Connection, to: Mapping[str, str]) -> list[Bearer]:
    """The bearers of short names that follow one of these wherever it goes."""
    return read_bearers(connection, schema.identity_bearers.c.follows, set(to)) if to else []


def _write(connection: Connection, to: Mapping[str, str]) -> None:
    """Write the identities of bearers, and of the entities that are so."""
    if not to:
        return
    values = [{"one": bearer, "to": to[bearer]} for bearer in sorted(to)]
    who, told = schema.identity_bearers, schema.identity_entities
    connection.execute(
        update(who).where(who.c.id == bindparam("one")).values(identity=bindparam("to")), values
    )
    connection.execute(
        update(told).where(told.c.bearer == bindparam("one")).values(identity=bindparam("to")), values
    )


def _find_regrouped(connection: Connection, moved: Iterable[Bearer], to: Mapping[str, str]) -> set[int]:
    """The articles of bearers that are with others now; of two groups that became one, the smaller's."""
    came: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in moved:
        if one.identity:
            came[to[one.id]][one.identity] += one.entities
    former = {old for of_new in came.values() for old in of_new}
    table = schema.identity_bearers
    used = read_bearers(connection, table.c.identity, {*came, *former})
    stayed = {one.identity for one in used if one.id not in to}
    main = {
        new: None if new in stayed else max(sorted(old), key=lambda one: old[one])
        for new, old in came.items()
    }
    told = {
        one.id
        for one in moved
        if one.identity and (one.identity != main[to[one.id]] or one.identity in stayed)
    }
    return _find_documents(connection, told)


def _find_documents(connection: Connection, bearers: Collection[str]) -> set[int]:
    return {row.document for row in ask(connection, _ARTICLES, bearers)}


def _select_linked() -> Select[Any]:
    table, who = schema.identity_links, schema.identity_bearers
    return among(select(who.c.name).join(table, table.c.bearer == who.c.id), table.c.link)


def _select_judged() -> Select[Any]:
    told, entities, who = schema.identity_entities, schema.entities, schema.identity_bearers
    query = (
        select(who.c.name)
        .join(told, told.c.bearer == who.c.id)
        .join(entities, entities.c.key == told.c.entity)
    )
    return among(query, entities.c.id)


_LINKED, _JUDGED = _select_linked(), _select_judged()
_ARTICLES = among(select(schema.identity_entities.c.document).distinct(), schema.identity_entities.c.bearer)
_KNOWN = among(select(schema.identities.c.id), schema.identities.c.id)


def describe(connection: Connection, identities: Collection[str]) -> None:
    """Write anew the rows of these identities: type, name, number of entities, entry of a catalogue."""
    table, who = schema.identities, schema.identity_bearers
    members: dict[str, list[Bearer]] = defaultdict(list)
    for one in read_bearers(connection, who.c.identity, identities):
        members[one.identity or ""].append(one)
    known = {row.id for row in ask(connection, _KNOWN, identities)}
    for some in in_batches(known - set(members)):
        connection.execute(delete(table).where(table.c.id.in_(some)))
    rows = [_describe(identity, members[identity]) for identity in sorted(members)]
    insert_rows(connection, table, [row for row in rows if row["id"] not in known])
    changed = [{f"new_{name}": value for name, value in row.items()} for row in rows if row["id"] in known]
    if changed:
        values: dict[str, Any] = {
            name: bindparam(f"new_{name}") for name in ("type", "name", "entities", "link")
        }
        connection.execute(update(table).where(table.c.id == bindparam("new_id")).values(**values), changed)


def _describe(identity: str, members: Iterable[Bearer]) -> dict[str, Any]:
    written: dict[str, int] = defaultdict(int)
    types: dict[str, int] = defaultdict(int)
    links: set[str] = set()
    total = 0
    for one in members:
        total += one.entities
        types[one.type] += one.weight
        links.update(one.facts.links)
        for name, count in one.written.items():
            written[name] += 0 if one.standing == "short" else weigh(count)
    names = sorted(written, key=lambda name: (-written[name], name.isupper(), name))
    return {
        "id": identity,
        "type": min(types, key=lambda kind: (-types[kind], kind)),
        "name": names[0],
        "entities": total,
        "link": min(links, default=None),
    }
