"""What somebody said and did in the order in which it happened."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from sqlalchemy import Connection

from onrecord.query.dated import make_bounds, narrow, select_page, write_page
from onrecord.query.hits import AnyHit, load_hits
from onrecord.query.naming import Taken, find_name
from onrecord.query.question import Kind, check_date
from onrecord.query.somebody import shape_of, values_of
from onrecord.query.then import was_on
from onrecord.store import schema
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
    shape, bounds = (
        shape_of(taken),
        make_bounds(since, until, _read_token(after) if after is not None else None),
    )
    values = values_of(taken, limit=limit + 1, **bounds.values)
    if on is None:
        values |= narrow(connection, shape, bounds, values, limit)
        query = select_page(shape, bounds.given)
    else:
        is_then = (
            was_on(connection, schema.statements, on),
            was_on(connection, schema.events, on, taken.keys),
        )
        query = write_page(shape, bounds.given, is_then)
    found = connection.execute(query, values).all()
    shown = found[:limit]
    hits = _load(connection, shown)
    entries = tuple(
        Entry(earliest=row.earliest, latest=row.latest, basis="told" if row.told else "published", hit=hit)
        for row, hit in zip(shown, hits, strict=True)
    )
    more = len(found) > limit
    return Timeline(taken=taken, entries=entries, next=_make_token(shown[-1]) if more and shown else None)


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
