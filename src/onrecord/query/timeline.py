"""What somebody said and did in the order in which it happened."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, or_, select, tuple_, union_all

from onrecord.query.asked import LINKS, TABLES, is_beside
from onrecord.query.hits import AnyHit, load_hits
from onrecord.query.naming import Taken, find_name
from onrecord.query.plan import Named, plain
from onrecord.query.question import Kind, check_date
from onrecord.query.then import was_on
from onrecord.store import schema
from onrecord.store.keys import last_day_of
from onrecord.store.tokens import no_token, read_digits

Basis = Literal["told", "published"]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a timeline.

    `earliest` and `latest` are dates of ISO 8601 between which it happened. `basis` says whether the article
    tells them or they are the article's date of publication, since it tells none.
    """

    earliest: str
    latest: str
    basis: Basis
    hit: AnyHit


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of a page, the earliest first, and the token of the page behind it, if there is one."""

    taken: Taken
    entries: tuple[Entry, ...]
    next: str | None


def timeline(
    connection: Connection,
    name: str,
    *,
    since: str | None = None,
    until: str | None = None,
    after: str | None = None,
    limit: int = 50,
    exact: bool = False,
    on: str | None = None,
) -> Timeline:
    """What somebody said, and the events in which they have a part, in the order of when it was.

    What may have been between `since` and `until` (dates of ISO 8601, both included) is listed; what stands
    in an article without any date is not. An event that was made of a statement of theirs is left out, since
    the statement is there. With `on`, a day, only what was so or said then is listed, as in `then.was_on`.

    Raises:
        UnknownName: nobody is called so.
        InputError: a date or the token of a page is none.
    """
    for day in filter(None, (since, until)):
        check_date(day)
    taken = find_name(connection, name, exact=exact)
    statements, events = _dated("statements", taken, since, until), _dated("events", taken, since, until)
    if on is not None:
        statements = statements.where(was_on(connection, schema.statements, on))
        events = events.where(was_on(connection, schema.events, on, taken.keys))
    rows = union_all(statements, events).subquery("dated")
    query = select(rows).order_by(rows.c.earliest, rows.c.key).limit(limit + 1)
    if after is not None:
        query = query.where(tuple_(rows.c.earliest, rows.c.key) > tuple_(*map(literal, _read_token(after))))
    found = connection.execute(query).all()
    shown = found[:limit]
    hits = _load(connection, shown)
    entries = tuple(
        Entry(earliest=row.earliest, latest=row.latest, basis="told" if row.told else "published", hit=hit)
        for row, hit in zip(shown, hits, strict=True)
    )
    more = len(found) > limit
    return Timeline(taken=taken, entries=entries, next=_make_token(shown[-1]) if more and shown else None)


def _dated(kind: Kind, taken: Taken, since: str | None, until: str | None) -> Select[Any]:
    """The keys of one kind with the days between which it was."""
    target, (link, owner) = TABLES[kind], LINKS[kind]
    documents, times = schema.documents, schema.times
    named = Named(taken.keys, link, owner, ("source",) if kind == "statements" else (), taken.only)
    earliest = func.coalesce(times.c.earliest, documents.c.published)
    latest = func.coalesce(times.c.latest, times.c.earliest, documents.c.published)
    mine = select(link.c[owner].label("key")).distinct().where(named.rows_of(taken.keys)).subquery("mine")
    query = (
        select(
            literal(kind).label("kind"),
            target.c.key,
            earliest.label("earliest"),
            latest.label("latest"),
            times.c.earliest.is_not(None).label("told"),
        )
        .select_from(mine)
        .join(target, target.c.key == plain(mine.c.key))
        .join(documents, documents.c.key == plain(target.c.document))
        .outerjoin(times, and_(times.c.key == target.c.time, times.c.earliest.is_not(None)))
        .where(earliest.is_not(None), documents.c.status == "current", ~is_beside(target))
    )
    if kind == "events":
        query = query.where(_is_no_speech_of(taken))
    # "2018" and "2018-08" are not before any of their days.
    bounds = [latest.op("||")("-99") >= since] if since is not None else []
    return query.where(*bounds, *([earliest <= last_day_of(until)] if until is not None else []))


def _is_no_speech_of(taken: Taken) -> ColumnElement[bool]:
    events, link = schema.events, schema.statement_entities
    said = Named(taken.keys, link, "statement", ("source",), taken.only).holds(events.c.statement)
    return or_(events.c.statement.is_(None), ~said)


def _load(connection: Connection, rows: Any) -> list[AnyHit]:
    kinds: tuple[Kind, ...] = ("statements", "events")
    found: dict[int, AnyHit] = {}
    for kind in kinds:
        keys = [row.key for row in rows if row.kind == kind]
        found.update(zip(keys, load_hits(connection, kind, keys), strict=True))
    return [found[row.key] for row in rows]


def _make_token(row: Any) -> str:
    return f"{row.earliest}.{row.key:x}"


def _read_token(token: str) -> tuple[str, int]:
    earliest, _, digits = token.partition(".")
    key = read_digits(digits)
    if key is None:
        raise no_token(token)
    check_date(earliest)
    return earliest, key
