"""Lists of quotations, those that most articles give first, page by page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, and_, or_, select

from onrecord.resolve.quotations.reading import read_speakers, read_told
from onrecord.store import schema
from onrecord.store.keys import bound_keys
from onrecord.store.tokens import make_token, no_token, read_token


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation in a list: how many articles give it, and its earliest statement."""

    id: str
    articles: int
    independent: int
    quoted: int
    document: str
    outlet: str | None
    published: str | None
    speakers: tuple[str, ...]
    words: str


class QuotationPage(msgspec.Struct, frozen=True, kw_only=True):
    """Quotations, and the token of the page behind them, None behind the last."""

    quotations: tuple[Listed, ...]
    next: str | None


def list_quotations(
    connection: Connection,
    *,
    since: str | None = None,
    until: str | None = None,
    names: Collection[int] | None = None,
    minimum: int = 2,
    limit: int = 20,
) -> list[Listed]:
    """Quotations that at least so many current articles give, the most given first, then the newest.

    What nobody quotes, but all tell in words of their own, is not listed. `since` and `until` are dates of
    ISO 8601 between which the earliest statement was published, `names` the keys of the main names of who
    speaks in any of the statements (`onrecord.query.naming.find_name`).
    """
    page = page_quotations(connection, since=since, until=until, names=names, minimum=minimum, limit=limit)
    return list(page.quotations)


def page_quotations(
    connection: Connection,
    *,
    since: str | None = None,
    until: str | None = None,
    names: Collection[int] | None = None,
    minimum: int = 2,
    after: str | None = None,
    limit: int = 20,
) -> QuotationPage:
    """As `list_quotations`, behind the page whose token is `after`.

    Raises:
        InputError: the token is none.
    """
    table = schema.quotations
    query = select(table).where(table.c.articles >= minimum, table.c.quoted > 0)
    low, high = bound_keys(since, until)
    if low is not None:
        query = query.where(table.c.statement >= low, table.c.statement < high)
    if names is not None:
        query = query.where(table.c.id.in_(_select_spoken(names)))
    if after is not None:
        articles, statement = _read_place(after)
        behind = and_(table.c.articles == articles, table.c.statement < statement)
        query = query.where(or_(table.c.articles < articles, behind))
    query = query.order_by(table.c.articles.desc(), table.c.statement.desc()).limit(limit + 1)
    rows = connection.execute(query).all()
    shown = rows[:limit]
    told = {row.key: row for row in read_told(connection, [row.statement for row in shown])}
    speakers = read_speakers(connection, told)
    return QuotationPage(
        quotations=tuple(_list(row, told[row.statement], speakers.get(row.statement, [])) for row in shown),
        next=make_token(shown[-1].articles, shown[-1].statement) if shown and len(rows) > limit else None,
    )


def _read_place(token: str) -> tuple[int, int]:
    articles, statement = read_token(token)
    if not (statement.isdecimal() and statement.isascii() and len(statement) < 19):
        raise no_token(token)
    return articles, int(statement)


def _list(row: Row[Any], first: Row[Any], speakers: Sequence[str]) -> Listed:
    return Listed(
        id=row.id,
        articles=row.articles,
        independent=row.independent,
        quoted=row.quoted,
        document=first.document_id,
        outlet=first.outlet,
        published=first.published,
        speakers=tuple(speakers) or ((first.source_words,) if first.source_words else ()),
        words=first.words,
    )


def _select_spoken(names: Collection[int]) -> Select[Any]:
    parts, parties = schema.quotation_statements, schema.statement_entities
    return (
        select(parts.c.quotation)
        .join(parties, parties.c.statement == parts.c.statement)
        .where(parties.c.role == "source", parties.c.name_key.in_(names))
    )
