"""How much there is on somebody, by outlet and by month."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, case, func, select

from onrecord.query.asked import LINKS
from onrecord.query.naming import Taken
from onrecord.query.plan import plain
from onrecord.query.question import Kind
from onrecord.query.somebody import Shape, is_theirs, shape_of, values_of
from onrecord.store import schema
from onrecord.store.listed import gathered

_MONTH = len("2018-08")


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a dossier is of one outlet or one month, what stands in captions and the like included."""

    label: str
    articles: int
    said: int
    events: int


def find_shares(connection: Connection, taken: Taken) -> tuple[tuple[Share, ...], tuple[Share, ...]]:
    """Their articles with their statements and events, by outlet and by month, in the order of the labels.

    Articles that are not current are left out.
    """
    shape, values = shape_of(taken), values_of(taken)
    rows = connection.execute(_select_articles(shape), values).one()
    articles = sorted({key: one for key, *one in zip(*rows, strict=True)}.items())
    keys = [key for key, _ in articles]
    said = _count_rows(connection.execute(_select_rows(shape, "statements"), values).scalar_one(), keys)
    done = _count_rows(connection.execute(_select_rows(shape, "events"), values).scalar_one(), keys)
    outlets = dict(connection.execute(_OUTLETS).tuples().all())
    by_outlet: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    by_month: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (_, (month, outlet, is_current)), statements, events in zip(articles, said, done, strict=True):
        if is_current:
            for share in (by_outlet[outlets[outlet] if outlet is not None else ""], by_month[month]):
                share[0] += 1
                share[1] += statements
                share[2] += events
    return _tell(by_outlet), _tell(by_month)


def _count_rows(rows: list[int], articles: list[int]) -> Iterable[int]:
    """How many of the rows with these keys each article has, those beside it too.

    The rows of an article have keys between its own and that of the next.
    """
    rows.sort()
    starts = [*map(partial(bisect_left, rows), articles), len(rows)]
    return (end - start for start, end in pairwise(starts))


def _tell(shares: Mapping[str, list[int]]) -> tuple[Share, ...]:
    return tuple(
        Share(label=label, articles=articles, said=said, events=events)
        for label, (articles, said, events) in sorted(shares.items())
    )


@lru_cache(maxsize=100)
def _select_articles(shape: Shape) -> Select[Any]:
    """The keys, months and outlets of the articles that they are in, and which of them are current."""
    entities, documents = schema.entities, schema.documents
    month = func.coalesce(func.substr(documents.c.published, 1, _MONTH), "")
    is_current = case((documents.c.status == "current", 1), else_=0)
    return (
        select(*map(gathered, (documents.c.key, month, documents.c.outlet, is_current)))
        .join_from(entities, documents, documents.c.key == plain(entities.c.document))
        .where(is_theirs(shape, entities, "key"))
    )


@lru_cache(maxsize=100)
def _select_rows(shape: Shape, kind: Kind) -> Select[Any]:
    """The keys of their statements or events, which an index alone tells."""
    link, owner = LINKS[kind]
    query = select(link.c[owner].label("key")).distinct().where(is_theirs(shape, link))
    if kind == "statements":
        query = query.where(link.c.role == "source")
    return select(gathered(query.subquery("theirs").c.key))


_OUTLETS = select(schema.outlets.c.key, schema.outlets.c.name)
