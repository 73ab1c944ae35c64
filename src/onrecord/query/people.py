"""A dossier: who somebody is, what they said and others said of them, what they did and what befell them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from onrecord.query.asked import LINKS, is_beside, is_current
from onrecord.query.hits import EventHit, Names, StatementHit, load_hits
from onrecord.query.naming import Taken, find_name
from onrecord.query.plan import Named, Plan, find_keys, plain
from onrecord.query.question import Kind
from onrecord.query.roles import POSTS, find_part
from onrecord.query.who import Described, Post, describe, find_newest, find_other_names, gather_posts
from onrecord.store import schema

_POSTS = 60
"""How many of the newest events that tell of a post are gathered."""
_ROUND, _ROUNDS = 250, 4
"""So many of the newest events are looked at, in so many rounds, for what they did and what befell them."""
_MONTH = len("2018-08")
_DEEDS = ("did", "befell", "state")
_PARTIES = MappingProxyType({"source": "said", "about": "about", "addressee": "told"})


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a dossier is of one outlet or one month, what stands in captions and the like included."""

    label: str
    articles: int
    said: int
    events: int


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """What a store has on somebody.

    `taken` are the main names that the given one was taken for: where they are several people, ask for each
    with `exact`. `also` are other names that their articles use. `types` are pairs of a type of entity and a
    number of entities. Lists of hits have the newest first, at most as many as were asked for. `about` is
    what others said of them, `told` what was said to them. `did` are events in which they act, `befell` those
    that happened to them, and `states` what they are or were (an age, a family), but for posts: all of these
    among the newest 1,000 events, as `types`, `also` and `attributes` are of the newest 400 articles.
    Shares are in the order of their labels.
    """

    taken: Taken
    also: Names
    types: tuple[tuple[str, int], ...]
    attributes: tuple[Described, ...]
    posts: tuple[Post, ...]
    said: tuple[StatementHit, ...]
    about: tuple[StatementHit, ...]
    told: tuple[StatementHit, ...]
    did: tuple[EventHit, ...]
    befell: tuple[EventHit, ...]
    states: tuple[EventHit, ...]
    by_outlet: tuple[Share, ...]
    by_month: tuple[Share, ...]


_Article = tuple[int, str, str, bool]
"""The key, the month and the outlet of an article, and whether it is current."""


def dossier(connection: Connection, name: str, *, limit: int = 10, exact: bool = False) -> Dossier:
    """What a store has on somebody, with at most `limit` hits in each list.

    Raises:
        UnknownName: nobody is called so; the error has names that look alike.
    """
    taken = find_name(connection, name, exact=exact)
    articles = _find_articles(connection, taken)
    newest = find_newest(connection, taken)
    speech = _load(connection, "statements", _find_speech(connection, taken, limit))
    deeds = _load(connection, "events", _find_deeds(connection, taken, limit))
    said = _count_rows(connection, "statements", taken, articles, "source")
    done = _count_rows(connection, "events", taken, articles)
    return Dossier(
        taken=taken,
        also=find_other_names(connection, taken, list(newest)),
        types=tuple(Counter(newest.values()).most_common()),
        attributes=describe(connection, list(newest)),
        posts=gather_posts(deeds["post"]),
        said=speech["said"],
        about=speech["about"],
        told=speech["told"],
        did=deeds["did"],
        befell=deeds["befell"],
        states=deeds["state"],
        by_outlet=_share(articles, said, done, itemgetter(2)),
        by_month=_share(articles, said, done, itemgetter(1)),
    )


def _find_articles(connection: Connection, taken: Taken) -> list[_Article]:
    """The articles that they are in, the oldest first, those that are not current too."""
    entities, documents = schema.entities, schema.documents
    outlets = {row.key: row.name for row in connection.execute(select(schema.outlets))}
    outlets[None] = ""
    query = (
        select(documents.c.key, documents.c.published, documents.c.outlet, documents.c.status)
        .join_from(entities, documents, documents.c.key == plain(entities.c.document))
        .where(taken.holds(entities.c.name_key, entities.c.key))
        .order_by(entities.c.document)
    )
    found: dict[int, _Article] = {}
    for key, published, outlet, status in connection.execute(query).tuples():
        found[key] = key, (published or "")[:_MONTH], outlets[outlet], status == "current"
    return list(found.values())


def _find_speech(connection: Connection, taken: Taken, limit: int) -> dict[str, list[int]]:
    """The newest statements of theirs, of others about them, and to them."""
    link, owner = LINKS["statements"]
    target = schema.statements
    own = Named(taken.keys, link, owner, ("source",), taken.only)
    found = {}
    for role, part in _PARTIES.items():
        others = () if role == "source" else (~own.holds(target.c.key),)
        plan = Plan(
            target=target,
            checks=(is_current(target), ~is_beside(target), *others),
            named=(Named(taken.keys, link, owner, (role,), taken.only),),
        )
        found[part] = find_keys(connection, plan, limit)
    return found


def _find_deeds(connection: Connection, taken: Taken, limit: int) -> dict[str, list[int]]:
    """The newest events in which they act, that befell them, and so on, among the newest of all."""
    link, owner = LINKS["events"]
    target = schema.events
    checks = (is_current(target), ~is_beside(target))
    plan = Plan(target=target, checks=checks, named=(Named(taken.keys, link, owner, only=taken.only),))
    found: dict[str, list[int]] = {part: [] for part in (*_DEEDS, "post")}
    for _ in range(_ROUNDS):
        keys = find_keys(connection, plan, _ROUND)
        roles = _find_roles(connection, taken, keys)
        for key in keys:
            part = next((one for one in found if one in roles[key]), "did")
            if len(found[part]) < (_POSTS if part == "post" else limit):
                found[part].append(key)
        if len(keys) < _ROUND:
            break
        plan = plan.before(keys[-1])
    return found


def _find_roles(connection: Connection, taken: Taken, keys: list[int]) -> dict[int, set[str]]:
    """What parts they have in events."""
    link, events = schema.event_arguments, schema.events
    query = (
        select(link.c.event, link.c.role, events.c.type)
        .join_from(link, events, events.c.key == link.c.event)
        .where(link.c.event.in_(keys), taken.holds(link.c.name_key, link.c.entity))
    )
    found: dict[int, set[str]] = defaultdict(set)
    for key, role, kind in connection.execute(query).all():
        is_post = kind in POSTS and role == "person"
        found[key].add("post" if is_post else find_part(kind, role))
    return found


def _count_rows(
    connection: Connection, kind: Kind, taken: Taken, articles: Sequence[_Article], *roles: str
) -> list[int]:
    """How many statements or events of theirs each article has, those beside it too.

    The index alone tells: the rows of an article have keys between its own and that of the next.
    """
    link, owner = LINKS[kind]
    named = Named(taken.keys, link, owner, roles, taken.only)
    query = select(link.c[owner]).distinct().where(named.rows_of(taken.keys)).order_by(link.c[owner])
    keys = connection.execute(query).scalars().all()
    starts = [bisect_left(keys, article[0]) for article in articles]
    return [end - start for start, end in pairwise([*starts, len(keys)])]


def _share(
    articles: Sequence[_Article], said: Sequence[int], done: Sequence[int], label: Callable[[_Article], str]
) -> tuple[Share, ...]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for article, statements, events in zip(articles, said, done, strict=True):
        if not article[-1]:
            continue
        share = counts[label(article)]
        share[0] += 1
        share[1] += statements
        share[2] += events
    return tuple(
        Share(label=one, articles=numbers[0], said=numbers[1], events=numbers[2])
        for one, numbers in sorted(counts.items())
    )


def _load(connection: Connection, kind: Kind, keys: Mapping[str, list[int]]) -> dict[str, tuple[Any, ...]]:
    """The hits of each part, loaded at once."""
    wanted = list(dict.fromkeys(key for several in keys.values() for key in several))
    found = dict(zip(wanted, load_hits(connection, kind, wanted), strict=True))
    return {part: tuple(found[key] for key in several) for part, several in keys.items()}
