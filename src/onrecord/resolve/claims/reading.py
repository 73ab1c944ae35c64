"""Claims and disagreements as they are asked for: a row a source, and where the sources differ."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, CompoundSelect, Connection, Row, Select, and_, or_, select

from onrecord.errors import InputError
from onrecord.resolve.claims.agreeing import Agreement, Course, find_agreements, find_courses
from onrecord.resolve.claims.differences import DEVELOPMENT, DISAGREEMENT, KINDS, REVERSAL, Said
from onrecord.resolve.claims.loading import load_stories
from onrecord.resolve.claims.sources import Source, read_sources
from onrecord.resolve.claims.tellings import Telling
from onrecord.resolve.questions import in_batches
from onrecord.store import claim_tables as tables
from onrecord.store import schema
from onrecord.store.finding import find_item
from onrecord.store.keys import bound_keys
from onrecord.store.tokens import make_token, read_token

CURRENT = "current"
_NATURES = (DISAGREEMENT, REVERSAL)
"""What is listed unless something else is asked for."""
_ARTICLES = {"entity": "an", "event": "a former"}
LISTED = (*KINDS, DEVELOPMENT)
"""The kinds that may be asked for; developments are listed only where they are asked for."""


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """Where articles disagree, or tell what was undone since.

    `claim` is the claim that they disagree on; None of reversals, of numbers of things and of names. `nature`
    is disagreement, development (a number that rose from day to day) or reversal.
    """

    id: str
    claim: str | None
    type: str | None
    kind: str
    nature: str
    of: str
    said: tuple[Said, ...]


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One happening as articles tell of it, with a row for each event that tells it, earliest first.

    `articles` and `independent` count articles that are current, and those of them that are no copies of
    others.
    """

    id: str
    type: str
    story: str | None
    articles: int
    independent: int
    sources: tuple[Source, ...]
    agreements: tuple[Agreement, ...]
    courses: tuple[Course, ...]
    disagreements: tuple[Disagreement, ...]


def find_claim(connection: Connection, identity: str) -> str:
    """The id of the claim that an id names: its own, or that of an event, or the beginning of one.

    An event that no other tells of is its own claim.

    Raises:
        UnknownId: nothing has this id.
        InputError: several ids begin so, or it is no event's.
    """
    found = find_item(connection, identity)
    if found.kind != "event" or found.analysis is not None:
        raise InputError(
            f"{found.id}: this is the id of {_ARTICLES.get(found.kind, 'a')} {found.kind}; give a claim's, "
            "or that of an event ('onrecord search --kind events' and 'onrecord disagreements' list them)"
        )
    links = tables.claim_events
    claim = connection.execute(select(links.c.claim).where(links.c.event == found.key)).scalar()
    return str(claim) if claim is not None else found.id


def read_claim(connection: Connection, identity: str) -> Claim:
    """A claim by its id, with all that its sources tell; superseded articles are told of, and not counted."""
    keys = _find_events(connection, identity)
    told = _load_told(connection, keys)
    sources = read_sources(connection, told)
    current = [one for one, row in zip(told, sources, strict=True) if row.status == CURRENT]
    story = connection.execute(
        select(tables.claims.c.story).where(tables.claims.c.id == identity)
    ).scalar_one_or_none()
    return Claim(
        id=identity,
        type=told[0].type,
        story=story,
        articles=len({one.document for one in current}),
        independent=len({one.origin for one in current}),
        sources=sources,
        agreements=find_agreements(current),
        courses=find_courses(current),
        disagreements=_of_claim(connection, identity, keys),
    )


class DisagreementPage(msgspec.Struct, frozen=True, kw_only=True):
    """Disagreements, and the token of the page behind them, None behind the last."""

    disagreements: tuple[Disagreement, ...]
    next: str | None


def list_disagreements(
    connection: Connection,
    *,
    names: Collection[int] | None = None,
    since: str | None = None,
    until: str | None = None,
    kinds: Collection[str] = (),
    limit: int = 20,
) -> tuple[Disagreement, ...]:
    """Where articles disagree, and what was undone since; the newest first.

    `names` are keys of main names: only that which has one of them, or another name of the same identity, in
    any role. `since` and `until` are dates of publication of the newest article that takes part, both
    included.

    Raises:
        InputError: there is no such kind.
    """
    page = page_disagreements(connection, names=names, since=since, until=until, kinds=kinds, limit=limit)
    return page.disagreements


def page_disagreements(
    connection: Connection,
    *,
    names: Collection[int] | None = None,
    since: str | None = None,
    until: str | None = None,
    kinds: Collection[str] = (),
    after: str | None = None,
    limit: int = 20,
) -> DisagreementPage:
    """As `list_disagreements`, behind the page whose token is `after`.

    A page may be shorter than `limit`, even empty, though one is behind it: superseded articles are left out.

    Raises:
        InputError: there is no such kind, or the token is none.
    """
    rows = tables.disagreements
    wrong = sorted(set(kinds) - set(LISTED))
    if wrong:
        raise InputError(f"there is no kind {wrong[0]!r}: give one of {', '.join(LISTED)}")
    low, high = bound_keys(since, until)
    checks: list[ColumnElement[bool]] = []
    if low is not None:
        checks.append(rows.c.newest >= low)
    if high is not None:
        checks.append(rows.c.newest < high)
    if names is not None:
        checks.append(rows.c.id.in_(_about(names)))
    if after is not None:
        newest, last = read_token(after)
        behind = and_(rows.c.newest == newest, rows.c.id > last)
        checks += [rows.c.newest <= newest, or_(rows.c.newest < newest, behind)]
    query = _select_disagreements().where(*checks).order_by(rows.c.newest.desc(), rows.c.id).limit(limit + 1)
    # One question for each nature, since only so the newest are the first of an index.
    answers = (connection.execute(query.where(*asked)).all() for asked in _kinds(kinds))
    found = sorted(chain.from_iterable(answers), key=lambda row: (-row.newest, row.id))
    shown = found[:limit]
    token = make_token(shown[-1].newest, shown[-1].id) if shown and len(found) > limit else None
    return DisagreementPage(disagreements=_make_disagreements(connection, shown), next=token)


def list_of_story(connection: Connection, story: str) -> tuple[Disagreement, ...]:
    """On what the articles of a story disagree, what went on from day to day, and what was undone since."""
    rows, links, members = tables.disagreements, tables.disagreement_events, schema.story_articles
    mine = select(members.c.document).where(members.c.story == story)
    told = (
        select(links.c.disagreement)
        .join(schema.events, schema.events.c.key == links.c.event)
        .where(schema.events.c.document.in_(mine))
    )
    query = _select_disagreements().where(rows.c.id.in_(told))
    query = query.order_by(rows.c.nature != "disagreement", rows.c.newest.desc(), rows.c.id)
    return _make_disagreements(connection, connection.execute(query).all())


def _kinds(kinds: Collection[str]) -> Iterator[list[ColumnElement[bool]]]:
    """What has to hold of each nature that is asked for."""
    rows = tables.disagreements
    plain = sorted(set(kinds) - {DEVELOPMENT})
    if DEVELOPMENT in kinds:
        yield [rows.c.nature == DEVELOPMENT]
    if plain or not kinds:
        for nature in _NATURES:
            yield [rows.c.nature == nature, *([rows.c.kind.in_(plain)] if plain else [])]


def _about(names: Collection[int]) -> CompoundSelect[Any]:
    """The ids of disagreements of which an event has somebody of some names in a role."""
    links, events, arguments = tables.disagreement_events, tables.claim_events, schema.event_arguments
    entities, identities = schema.entities, schema.identity_entities
    same = identities.alias("same")
    who = (
        select(same.c.entity)
        .join(identities, identities.c.identity == same.c.identity)
        .join(entities, entities.c.key == identities.c.entity)
        .where(entities.c.name_key.in_(sorted(names)))
    )
    told = select(arguments.c.event).where(
        or_(arguments.c.name_key.in_(sorted(names)), arguments.c.entity.in_(who))
    )
    claims = select(events.c.claim).where(events.c.event.in_(told))
    return (
        select(links.c.disagreement)
        .where(links.c.event.in_(told))
        .union(select(tables.disagreements.c.id).where(tables.disagreements.c.claim.in_(claims)))
    )


def _select_disagreements() -> Select[Any]:
    rows = tables.disagreements
    return select(rows, tables.claims.c.type).outerjoin(tables.claims, tables.claims.c.id == rows.c.claim)


def _make_disagreements(connection: Connection, rows: Iterable[Row[Any]]) -> tuple[Disagreement, ...]:
    """Disagreements without what articles told that are superseded or retracted now."""
    read = [(row, [msgspec.convert(one, Said) for one in json.loads(row.told)]) for row in rows]
    ids = {one.document for _, said in read for one in said}
    current: set[str] = set()
    documents = schema.documents
    for batch in in_batches(ids):
        query = select(documents.c.id).where(documents.c.id.in_(batch), documents.c.status == CURRENT)
        current |= set(connection.execute(query).scalars())
    found = []
    for row, said in read:
        kept = tuple(one for one in said if one.document in current)
        if len({one.value for one in kept}) > 1 or (row.nature != "disagreement" and len(kept) > 1):
            found.append(
                Disagreement(
                    id=row.id,
                    claim=row.claim,
                    type=row.type,
                    kind=row.kind,
                    nature=row.nature,
                    of=row.of,
                    said=kept,
                )
            )
    return tuple(found)


def _of_claim(connection: Connection, claim: str, events: Sequence[int]) -> tuple[Disagreement, ...]:
    """What the sources of a claim disagree on, and reversals in which one of its events takes part."""
    rows, links = tables.disagreements, tables.disagreement_events
    found: dict[str, Row[Any]] = {
        row.id: row for row in connection.execute(_select_disagreements().where(rows.c.claim == claim))
    }
    for batch in in_batches(events):
        linked = select(links.c.disagreement).where(links.c.event.in_(batch))
        query = _select_disagreements().where(rows.c.id.in_(linked), rows.c.nature == "reversal")
        found |= {row.id: row for row in connection.execute(query)}
    return _make_disagreements(connection, [found[key] for key in sorted(found)])


def _find_events(connection: Connection, claim: str) -> list[int]:
    links = tables.claim_events
    keys = list(connection.execute(select(links.c.event).where(links.c.claim == claim)).scalars())
    if not keys:
        keys = list(
            connection.execute(select(schema.events.c.key).where(schema.events.c.id == claim)).scalars()
        )
    return keys


def _load_told(connection: Connection, events: Collection[int]) -> list[Telling]:
    """Events of a claim as tellings; their whole stories are read, which say what a passage is about."""
    documents: set[int] = set()
    for batch in in_batches(events):
        query = select(schema.events.c.document).where(schema.events.c.key.in_(batch))
        documents |= set(connection.execute(query).scalars())
    links = schema.story_articles
    stories: dict[str, list[int]] = defaultdict(list)
    mine = select(links.c.story).where(links.c.document.in_(sorted(documents)))
    for row in connection.execute(select(links).where(links.c.story.in_(mine))):
        stories[row.story].append(row.document)
    placed = {key for keys in stories.values() for key in keys}
    stories |= {f"={key}": [key] for key in documents - placed}
    wanted = set(events)
    loaded = load_stories(connection, stories, states=True)
    told = [one for story in loaded.values() for one in story.tellings if one.key in wanted]
    return sorted(told, key=lambda one: one.order)
