"""What the engine did not read, and what it is not sure of: the newest first, page by page.

None of this has an index. So that a page takes no longer in a large store, at most `LOOKED_AT` rows are
looked at for one; where those did not fill it, its token leads on all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, get_args

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from onrecord.model.span import Span
from onrecord.query.asked import TABLES
from onrecord.query.hits import AnyHit, load_hits
from onrecord.query.question import Kind
from onrecord.query.search import make_token, read_token
from onrecord.render.view import DOUBTFUL
from onrecord.store import schema

LOOKED_AT = 5_000
"""How many rows are looked at for one page."""
Doubt = Literal["unread", "failed", "statements", "events", "abstained"]
DOUBTS: tuple[Doubt, ...] = get_args(Doubt)
_OPENING = 120
_NOTHING = "[]"


class UnreadStretch(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of an article that was not analysed, with its first words."""

    document: str
    outlet: str | None
    published: str | None
    title: str | None
    start: int
    end: int
    opening: str


class FailedInput(msgspec.Struct, frozen=True, kw_only=True):
    """What was given to be added and could not be read, and why."""

    location: str
    message: str | None
    taken: str


class UnsureItem(msgspec.Struct, frozen=True, kw_only=True):
    """A statement or an event that is not sure; `abstained` are fields that were too doubtful to fill."""

    hit: AnyHit
    abstained: tuple[str, ...] = ()


class DoubtList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of one kind of doubts, and the token of the next, None where there is none behind it."""

    doubt: Doubt
    unread: tuple[UnreadStretch, ...] = ()
    failed: tuple[FailedInput, ...] = ()
    entries: tuple[UnsureItem, ...] = ()
    next: str | None = None


def list_doubts(
    connection: Connection, doubt: Doubt, *, after: str | None = None, limit: int = 20
) -> DoubtList:
    """A page of what was not read ("unread"), could not be ("failed"), or is not sure.

    "statements" and "events" are those of a low confidence, "abstained" statements of which a field was left
    open since it was too doubtful.

    Raises:
        InputError: the token is none of these.
    """
    return _LISTS[doubt](connection, doubt, after, limit)


def _list_unread(connection: Connection, doubt: Doubt, after: str | None, limit: int) -> DoubtList:
    documents, outlets, texts = schema.documents, schema.outlets, schema.texts
    keys, token = _find(connection, "articles", documents.c.unread != _NOTHING, after, limit)
    query = (
        select(documents, outlets.c.name.label("outlet_name"), texts.c.text.label("whole"))
        .join(texts, texts.c.key == documents.c.text)
        .outerjoin(outlets, outlets.c.key == documents.c.outlet)
        .where(documents.c.key.in_(keys))
        .order_by(documents.c.key.desc())
    )
    stretches = (
        UnreadStretch(
            document=row.id,
            outlet=row.outlet_name,
            published=row.published,
            title=row.title,
            start=span.start,
            end=span.end,
            opening=row.whole[span.start : min(span.end, span.start + _OPENING)],
        )
        for row in connection.execute(query)
        for span in msgspec.json.decode(row.unread, type=list[Span])
    )
    return DoubtList(doubt=doubt, unread=tuple(stretches), next=token)


def _list_failed(connection: Connection, doubt: Doubt, after: str | None, limit: int) -> DoubtList:
    """They have no order but that of their digests, which an index does not have to sort."""
    inputs = schema.inputs
    query = select(inputs.c.digest, inputs.c.location, inputs.c.message, inputs.c.taken).where(
        inputs.c.outcome == "failed"
    )
    if after is not None:
        query = query.where(inputs.c.digest > after)
    rows = connection.execute(query.order_by(inputs.c.digest).limit(limit + 1)).all()
    shown = (FailedInput(location=row.location, message=row.message, taken=row.taken) for row in rows[:limit])
    token = rows[limit - 1].digest if len(rows) > limit else None
    return DoubtList(doubt=doubt, failed=tuple(shown), next=token)


def _list_unsure(connection: Connection, doubt: Doubt, after: str | None, limit: int) -> DoubtList:
    kind: Kind = "events" if doubt == "events" else "statements"
    table = TABLES[kind]
    keys, token = _find(connection, kind, table.c.confidence < DOUBTFUL, after, limit)
    items = tuple(UnsureItem(hit=hit) for hit in load_hits(connection, kind, keys))
    return DoubtList(doubt=doubt, entries=items, next=token)


def _list_abstained(connection: Connection, doubt: Doubt, after: str | None, limit: int) -> DoubtList:
    statements = schema.statements
    keys, token = _find(connection, "statements", statements.c.abstained != _NOTHING, after, limit)
    query = select(statements.c.key, statements.c.abstained).where(statements.c.key.in_(keys))
    fields = {
        row.key: msgspec.json.decode(row.abstained, type=tuple[str, ...]) for row in connection.execute(query)
    }
    hits = load_hits(connection, "statements", keys)
    items = (UnsureItem(hit=hit, abstained=fields[key]) for key, hit in zip(keys, hits, strict=True))
    return DoubtList(doubt=doubt, entries=tuple(items), next=token)


def _find(
    connection: Connection, kind: Kind, check: ColumnElement[bool], after: str | None, limit: int
) -> tuple[Sequence[int], str | None]:
    """The keys of the newest rows that meet a check among those looked at, and the token behind them."""
    table = TABLES[kind]
    query = select(table.c.key, check.label("is_met"))
    if after is not None:
        query = query.where(table.c.key < read_token(kind, after))
    looked_at = query.order_by(table.c.key.desc()).limit(LOOKED_AT).subquery()
    met = select(looked_at.c.key).where(looked_at.c.is_met).order_by(looked_at.c.key.desc())
    keys = list(connection.execute(met.limit(limit + 1)).scalars())
    if len(keys) > limit:
        return keys[:limit], make_token(kind, keys[limit - 1])
    behind = select(looked_at.c.key).order_by(looked_at.c.key.desc()).offset(LOOKED_AT - 1)
    last = connection.execute(behind).scalar()
    return keys, make_token(kind, last) if last is not None else None


_LISTS: dict[Doubt, Callable[[Connection, Doubt, str | None, int], DoubtList]] = {
    "unread": _list_unread,
    "failed": _list_failed,
    "statements": _list_unsure,
    "events": _list_unsure,
    "abstained": _list_abstained,
}
