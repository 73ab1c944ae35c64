"""Who says what of whom, and who has a part in what with whom: names, and between them lists of claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Row, Select, Table, select

from onrecord.analyse.event_types import COMMON_ROLES
from onrecord.query.asked import LINKS
from onrecord.query.hits import AnyHit, load_hits
from onrecord.query.naming import Taken, find_name
from onrecord.query.question import Kind
from onrecord.query.somebody import find_newest
from onrecord.store import schema
from onrecord.store.listed import is_among

Relation = Literal["says of", "together"]
LOOKED_AT = 250
"""How many of the newest statements by somebody, of those about them, and of their events are looked at."""
_SHOWN = 12
"""How many claims of a tie are given."""
_ASKED = ""
"""Stands for the one who is asked for."""
_ACTORS = ("person", "organisation", "group", "place")
"""Types of entities that are shown: a place acts where a country does, and is left out where it is a role."""


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody: their name, what to ask the store to find them, and how many items tie them to others."""

    id: str
    name: str
    ask: str
    type: str
    items: int
    is_asked: bool


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """What a tie rests on: the newest statement or event that tells it.

    `group` is the claim of an event or the quotation of a statement, where there is one, and `articles` says
    how many articles of those that were looked at give it.
    """

    hit: AnyHit
    group: str | None
    articles: int


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """What ties two nodes: what one says of the other, or, in no direction, what both have a part in.

    `number` counts claims, of which `claims` are the newest.
    """

    id: str
    source: str
    target: str
    relation: Relation
    number: int
    claims: tuple[Claimed, ...]


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody, those whom most ties them to, and the ties, those of most claims first.

    `left_out` is how many others there are.
    """

    taken: Taken
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class _Party:
    """Somebody with a part in a statement or an event; who, by identity or else by name."""

    who: str
    name: str
    ask: str
    type: str


_Ties = dict[tuple[str, str, Relation], dict[str, list[int]]]
"""By who, whom and relation: the keys of statements or events, the newest first, by claim."""


def find_network(connection: Connection, name: str, *, nodes: int = 15, exact: bool = False) -> Network:
    """Somebody and at most `nodes` others, as the newest statements and events tie them.

    Raises:
        UnknownName: nobody is called so.
    """
    taken = find_name(connection, name, exact=exact)
    people: dict[str, _Party] = {}
    ties: _Ties = defaultdict(lambda: defaultdict(list))
    said = [key for role in ("source", "about") for key in _find_keys(connection, taken, "statements", role)]
    quotations = _tie_speech(connection, taken, people, ties, said)
    events = _find_keys(connection, taken, "events")
    deeds = _find_parties(connection, "events", events, taken, people)
    claims = _find_groups(connection, _CLAIMS, deeds)
    for key, roles in deeds.items():
        who = {one for several in roles.values() for one in several}
        for one, other in combinations(sorted(who), 2):
            ties[one, other, "together"][claims.get(key, str(key))].append(key)
    return _make_network(connection, taken, people, ties, {*quotations.values(), *claims.values()}, nodes)


class Other(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whom they speak of or who speaks of them, in how many statements; `ask` finds them."""

    name: str
    ask: str
    statements: int


def find_others(
    connection: Connection, taken: Taken, statements: Iterable[int], *, limit: int
) -> tuple[tuple[Other, ...], tuple[Other, ...]]:
    """Whom somebody speaks of, and who speaks of them, by these statements; the most frequent first."""
    people: dict[str, _Party] = {}
    ties: _Ties = defaultdict(lambda: defaultdict(list))
    _tie_speech(connection, taken, people, ties, statements)
    sides: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for (one, other, _), held in ties.items():
        if _ASKED in (one, other):
            sides[one != _ASKED][other if one == _ASKED else one] += len(held)
    first, second = (
        tuple(
            Other(name=people[who].name, ask=people[who].ask, statements=number)
            for who, number in sorted(side.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        )
        for side in sides
    )
    return first, second


def _tie_speech(
    connection: Connection, taken: Taken, people: dict[str, _Party], ties: _Ties, statements: Iterable[int]
) -> Mapping[int, str]:
    """Add what statements tie; gives the quotations that these belong to."""
    speech = _find_parties(connection, "statements", statements, taken, people)
    quotations = _find_groups(connection, _QUOTATIONS, speech)
    for key, roles in speech.items():
        for one, other in product(dict.fromkeys(roles["source"]), dict.fromkeys(roles["about"])):
            if one != other:
                ties[one, other, "says of"][quotations.get(key, str(key))].append(key)
    return quotations


def _find_keys(connection: Connection, taken: Taken, kind: Kind, role: str | None = None) -> list[int]:
    return [key for (key,) in find_newest(connection, taken, kind, role, LOOKED_AT)]


def _find_parties(
    connection: Connection, kind: Kind, keys: Iterable[int], taken: Taken, people: dict[str, _Party]
) -> dict[int, dict[str, list[str]]]:
    """Who has which roles in statements or events, the newest first; whoever it is is added to `people`."""
    found: dict[int, dict[str, list[str]]] = {}
    for row in connection.execute(_PARTIES[kind], {"keys": sorted(set(keys))}):
        party = _make_party(row, taken)
        if party is not None:
            people.setdefault(party.who, party)
            found.setdefault(row.item, defaultdict(list))[row.role].append(party.who)
    return {key: found[key] for key in sorted(found, reverse=True)}


def _select_parties(kind: Kind) -> Select[Any]:
    link, owner = LINKS[kind]
    entities, told, identities = schema.entities, schema.identity_entities, schema.identities
    return (
        select(
            *(link.c[owner].label("item"), link.c.role, link.c.entity, entities.c.name_key),
            *(entities.c.type, entities.c.name, told.c.identity, identities.c.name.label("called")),
        )
        .join(entities, entities.c.key == link.c.entity)
        .outerjoin(told, told.c.entity == link.c.entity)
        .outerjoin(identities, identities.c.id == told.c.identity)
        .where(entities.c.type.in_(_ACTORS), link.c.role.not_in(COMMON_ROLES))
        .where(is_among(link.c[owner], "keys"))
        .order_by(link.c[owner])
    )


_PARTIES = {kind: _select_parties(kind) for kind in ("statements", "events")}


def _make_party(row: Row[Any], taken: Taken) -> _Party | None:
    """Who an entity is; None where it has a description only, which tells nobody across articles."""
    meant = taken.identity
    is_theirs = row.name_key not in taken.shared or (meant is not None and row.identity == meant.id)
    if row.name_key in taken.keys and is_theirs:
        name = meant.name if meant is not None else taken.names[0].name
        return _Party(_ASKED, name, meant.id if meant is not None else taken.given, row.type)
    if row.identity is None:
        return None
    return _Party(row.identity, row.called, row.identity, row.type)


def _find_groups(connection: Connection, query: Select[Any], keys: Iterable[int]) -> Mapping[int, str]:
    """The claims of events, or the quotations of statements."""
    return dict(connection.execute(query, {"keys": list(keys)}).tuples().all())


def _select_groups(table: Table, member: str, group: str) -> Select[Any]:
    return select(table.c[member], table.c[group]).where(is_among(table.c[member], "keys"))


_QUOTATIONS = _select_groups(schema.quotation_statements, "statement", "quotation")
_CLAIMS = _select_groups(schema.claim_events, "event", "claim")


def _make_network(
    connection: Connection,
    taken: Taken,
    people: Mapping[str, _Party],
    ties: _Ties,
    groups: set[str],
    most: int,
) -> Network:
    weights: Counter[str] = Counter()
    for (one, other, _), held in ties.items():
        if _ASKED in (one, other):
            weights[one] += len(held)
            weights[other] += len(held)
    others = sorted((one for one in weights if one != _ASKED), key=lambda one: (-weights[one], one))
    shown = [_ASKED, *others[:most]] if weights else []
    ids = {who: f"n{number}" for number, who in enumerate(shown)}
    kept = {tie: held for tie, held in ties.items() if tie[0] in ids and tie[1] in ids}
    return Network(
        taken=taken,
        nodes=tuple(
            Node(
                id=ids[who],
                name=people[who].name,
                ask=people[who].ask,
                type=people[who].type,
                items=weights[who],
                is_asked=who == _ASKED,
            )
            for who in shown
        ),
        ties=tuple(_make_ties(connection, kept, ids, groups)),
        left_out=max(0, len(others) - most),
    )


def _make_ties(
    connection: Connection, ties: _Ties, ids: Mapping[str, str], groups: set[str]
) -> Iterator[Tie]:
    order = sorted(ties, key=lambda tie: (_ASKED not in tie[:2], -len(ties[tie]), tie))
    shown = {tie: list(ties[tie].items())[:_SHOWN] for tie in order}
    hits: dict[int, AnyHit] = {}
    kinds: tuple[tuple[Kind, Relation], ...] = (("statements", "says of"), ("events", "together"))
    for kind, relation in kinds:
        keys = sorted({held[0] for tie in order if tie[2] == relation for _, held in shown[tie]})
        hits.update(zip(keys, load_hits(connection, kind, keys), strict=True))
    told = [key for several in shown.values() for _, held in several for key in held]
    articles = _find_documents(connection, told)
    for number, tie in enumerate(order):
        yield Tie(
            id=f"t{number}",
            source=ids[tie[0]],
            target=ids[tie[1]],
            relation=tie[2],
            number=len(ties[tie]),
            claims=tuple(
                Claimed(
                    hit=hits[held[0]],
                    group=group if group in groups else None,
                    articles=len({articles[key] for key in held}),
                )
                for group, held in shown[tie]
            ),
        )


def _find_documents(connection: Connection, keys: Sequence[int]) -> Mapping[int, int]:
    """The articles of statements and events."""
    found: dict[int, int] = {}
    for query in _DOCUMENTS:
        found.update(connection.execute(query, {"keys": sorted(set(keys))}).tuples().all())
    return found


_DOCUMENTS = tuple(
    select(table.c.key, table.c.document).where(is_among(table.c.key, "keys"))
    for table in (schema.statements, schema.events)
)
