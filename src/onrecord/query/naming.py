"""Whom a given name means: the main names of the entities that are called so."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import ColumnElement, Connection, exists, func, select

from onrecord.errors import InputError, UnknownName
from onrecord.model.folding import fold_name
from onrecord.query.identified import Meant, Only, find_meant
from onrecord.resolve.identities.reading import Identity
from onrecord.store.listed import is_among
from onrecord.store.schema import entities, entity_names, names, outlets

_READ = 300_000
"""How many names of a store are compared with one that nobody has."""
_LOOKED_AT, _SUGGESTED = 40, 5
_SURNAMES = 50
"""How many people of one last name are told apart."""
_ALIKE = 70.0
"""How alike a name must be to be suggested, of 100."""
_PROPER = ("person", "organisation", "place", "product", "work", "event")


class NameTaken(msgspec.Struct, frozen=True, kw_only=True):
    """A main name that a given name was taken for, and how many articles have somebody called both."""

    name: str
    articles: int
    key: int


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What a name that was given was taken for, the most frequent first.

    Where articles were compared and one alone is meant, `identity` is who, and `names` are all by which
    articles call them; of the `shared` ones, given by their keys, only those that are theirs count.
    """

    given: str
    names: tuple[NameTaken, ...]
    identity: Identity | None = None
    shared: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys of the names."""
        return tuple(one.key for one in self.names)

    @property
    def only(self) -> Only | None:
        """What tells them from others of the same names, where there are any."""
        return Only(self.shared, self.identity.id) if self.identity is not None and self.shared else None


def find_name(connection: Connection, given: str, *, exact: bool = False) -> Taken:
    """The main names that `given` may mean: itself, and those of entities that are also called so.

    Where nobody is, those of people whose last name it is. Where comparing articles told who is meant, all
    names of theirs; `given` may then be the id of an identity, too. With `exact` only itself.

    Raises:
        UnknownName: nobody is called so.
        InputError: the name has no letter or digit.
    """
    folded = fold_name(given)
    if not folded:
        raise InputError(f"{given!r} is no name: it has no letter or digit")
    meant = find_meant(connection, given) if not exact else None
    if meant is not None:
        return _take_meant(connection, given, meant)
    found = _count_mains(connection, names.c.folded == folded)
    if not found and not exact:
        found = _find_surname(connection, folded)
    told = _tell_names(connection, list(found))
    taken = sorted(
        (NameTaken(name=told[key][0], articles=found[key], key=key) for key in found),
        key=lambda one: (-one.articles, one.name),
    )
    if exact:
        taken = [one for one in taken if told[one.key][1] == folded]
    if not taken:
        raise _unknown(given, suggest_names(connection, folded))
    return Taken(given=given, names=tuple(taken))


def _take_meant(connection: Connection, given: str, meant: Meant) -> Taken:
    """All names of somebody, with how many articles call them so."""
    told = _tell_names(connection, list(meant.counts))
    taken = [NameTaken(name=told[key][0], articles=count, key=key) for key, count in meant.counts.items()]
    taken.sort(key=lambda one: (-one.articles, one.name))
    return Taken(given=given, names=tuple(taken), identity=meant.identity, shared=meant.shared)


def _count_mains(connection: Connection, check: ColumnElement[bool]) -> dict[int, int]:
    """The main names of entities with a name that meets a condition, and how many entities each has."""
    number = func.count().label("number")
    query = (
        select(entity_names.c.main, number)
        .join(names, names.c.key == entity_names.c.name_key)
        .where(check)
        .group_by(entity_names.c.main)
    )
    return {row.main: int(row.number) for row in connection.execute(query)}


def _find_surname(connection: Connection, folded: str) -> dict[int, int]:
    """As `_count_mains`, of people whose names end in these words: who asks may leave first names out."""
    ending = names.c.folded.like(f"% {folded}")  # folded names have no letter that LIKE takes for a sign
    rows = connection.execute(select(names.c.key).where(ending).limit(_SURNAMES))
    people = [row.key for row in rows if _is_of(connection, row.key, ("person",))]
    return _count_mains(connection, names.c.key.in_(people)) if people else {}


def find_outlets(connection: Connection, given: str) -> tuple[int, ...]:
    """The keys of the outlets of this name.

    Raises:
        UnknownName: there is none.
    """
    rows = connection.execute(select(outlets.c.key).where(outlets.c.folded == fold_name(given)))
    found = tuple(int(row.key) for row in rows)
    if not found:
        known = {
            row.folded: row.name
            for row in connection.execute(select(outlets).order_by(outlets.c.key).limit(_READ))
        }
        raise _unknown(given, tuple(known[one] for one in find_alike(fold_name(given), known, _LOOKED_AT)))
    return found


def read_names(connection: Connection) -> dict[str, tuple[int, str]]:
    """The keys of names and how these are written, by how they are folded; of very many the oldest."""
    query = select(names.c.folded, names.c.key, names.c.name).order_by(names.c.key).limit(_READ)
    return {row.folded: (row.key, row.name) for row in connection.execute(query)}


def suggest_names(connection: Connection, folded: str) -> tuple[str, ...]:
    """Names of people and the like in the store that look like this one, best first."""
    known = read_names(connection)
    suggested: list[str] = []
    for one in find_alike(folded, known, _LOOKED_AT):
        key, name = known[one]
        if len(suggested) < _SUGGESTED and _is_of(connection, key, _PROPER):
            suggested.append(name)
    return tuple(suggested)


def _tell_names(connection: Connection, keys: list[int]) -> dict[int, tuple[str, str]]:
    return {key: (name, folded) for key, name, folded in connection.execute(_NAMES, {"keys": keys}).tuples()}


_NAMES = select(names.c.key, names.c.name, names.c.folded).where(is_among(names.c.key, "keys"))


def find_alike(folded: str, known: Collection[str], limit: int) -> list[str]:
    """Those of the names, all folded, that are spelled like this one, the likest first."""
    from rapidfuzz import fuzz, process

    alike = process.extract(
        folded, list(known), scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=limit
    )
    return [found for found, _, _ in alike]


def _is_of(connection: Connection, key: int, types: tuple[str, ...]) -> bool:
    """Whether an entity of one of these types has this name."""
    query = (
        select(entities.c.key)
        .join(entity_names, entity_names.c.entity == entities.c.key)
        .where(entity_names.c.name_key == key, entities.c.type.in_(types))
    )
    return bool(connection.execute(select(exists(query))).scalar_one())


def _unknown(given: str, suggestions: tuple[str, ...]) -> UnknownName:
    hint = f"; did you mean {', '.join(map(repr, suggestions))}?" if suggestions else ""
    return UnknownName(
        f"{given}: the store has nobody and nothing of this name{hint}", suggestions=suggestions
    )
