"""Tables of how many: statements, events or articles by outlet, month, speaker and the like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, Table, and_, func, select

from onrecord.errors import InputError
from onrecord.query.asked import LINKS, TABLES, Asked
from onrecord.query.naming import Taken
from onrecord.query.plan import Check
from onrecord.query.question import Kind, Question, check_value, tells_kind
from onrecord.store import schema
from onrecord.store.listed import is_among

_DATES = MappingProxyType({"year": 4, "month": 7, "day": 10})
"""How many characters of a date of ISO 8601 each has."""
_ARTICLE = ("outlet", *_DATES, "language", "title", "document")
_STATEMENT = ("speaker", "addressee", "about", "source", "act", "form", "hedged", "polarity", "segment")
_EVENT = ("type", "phase", "voice", "modality", "polarity", "segment", "role", "who")
BY: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        "statements": (*_ARTICLE, *_STATEMENT),
        "events": (*_ARTICLE, *_EVENT),
        "articles": (*_ARTICLE, "who"),
    }
)
"""What each kind can be counted by; `who` are all entities of an event or article, `document` is its id."""
_PARTIES = MappingProxyType({"speaker": "source", "addressee": "addressee", "about": "about"})


class CountTable(msgspec.Struct, frozen=True, kw_only=True):
    """A table: its columns, of which the last is the number, and its rows, sorted by the others.

    What is not known is empty. A statement of two speakers is in the rows of both, so that numbers by names
    may add up to more than there are.
    """

    kind: Kind
    taken: tuple[Taken, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


def count(connection: Connection, question: Question, by: Sequence[str] = ()) -> CountTable:
    """How many of what a question asks for there are, by each combination of the columns in `by`.

    What is counted is the question's kind: what its fields belong to, else what the columns belong to.

    Raises:
        InputError: a column is none of that kind, or the question contradicts itself.
    """
    every = tuple(dict.fromkeys(name for names in BY.values() for name in names))
    for name in by:
        check_value("column", name, every)
    asked = Asked(connection, _with_kind(question, by))
    for name in by:
        check_value("column", name, BY[asked.kind])
    if len(set(by)) < len(by):
        raise InputError(f"a column is named twice: {', '.join(by)}")
    conditions = asked.plan.conditions(sqlite=connection.dialect.name == "sqlite")
    rows = _count(connection.execute(_make_query(asked.kind, by, conditions)))
    return CountTable(kind=asked.kind, taken=asked.taken, columns=(*by, asked.kind), rows=rows)


def count_keys(
    connection: Connection, kind: Kind, keys: Sequence[int], by: Sequence[str]
) -> tuple[tuple[str | int, ...], ...]:
    """How many of the rows with these keys there are, by each combination of columns of their kind."""
    return _count(connection.execute(_among_keys(kind, tuple(by)), {"keys": keys}))


@lru_cache(maxsize=200)
def _among_keys(kind: Kind, by: tuple[str, ...]) -> Select[Any]:
    return _make_query(kind, by, [is_among(TABLES[kind].c.key, "keys")])


def _count(rows: Iterable[Row[Any]]) -> tuple[tuple[str | int, ...], ...]:
    """The rows of a query with each combination once, which may differ in the database but not in words."""
    found = sorted((tuple(map(_show, row[:-1])), int(row[-1])) for row in rows)
    merged: dict[tuple[str, ...], int] = {}
    for cells, number in found:
        merged[cells] = merged.get(cells, 0) + number
    return tuple((*cells, number) for cells, number in merged.items())


def _with_kind(question: Question, by: Sequence[str]) -> Question:
    """The question with the kind that its columns tell, where nothing else tells one."""
    if tells_kind(question):
        return question
    for kind in ("articles", "statements", "events"):
        if all(name in BY[kind] for name in by):
            return msgspec.structs.replace(question, kind=kind)
    return question


def _make_query(kind: Kind, by: Sequence[str], conditions: Sequence[Check]) -> Select[Any]:
    target, documents = TABLES[kind], schema.documents
    columns: list[Any] = []
    query = select().select_from(target)
    if target is not documents:
        query = query.join(documents, documents.c.key == target.c.document)
    for name in by:
        column, query = _add_column(query, kind, target, name)
        columns.append(column.label(f"by_{name}"))
    number = func.count(target.c.key.distinct()) if _is_repeated(by) else func.count()
    return query.add_columns(*columns, number).where(*conditions).group_by(*columns)


def _is_repeated(by: Sequence[str]) -> bool:
    """Whether one row of the target may be there several times for one combination of columns."""
    return any(name in _PARTIES or name in ("who", "role") for name in by)


def _add_column(query: Select[Any], kind: Kind, target: Table, name: str) -> tuple[Any, Select[Any]]:
    """The column to count by, and the query with the tables that it needs."""
    documents, outlets = schema.documents, schema.outlets
    if name in _DATES:
        return func.substr(documents.c.published, 1, _DATES[name]), query
    if name == "outlet":
        return outlets.c.name, query.outerjoin(outlets, outlets.c.key == documents.c.outlet)
    if name in ("language", "title"):
        return documents.c[name], query
    if name == "document":
        return documents.c.id, query
    if name == "source":
        return target.c.anonymous, query
    if name in _PARTIES or name == "who":
        return _add_names(query, kind, target, _PARTIES.get(name))
    if name == "role":
        link = schema.event_arguments.alias()
        return link.c.role, query.outerjoin(link, link.c.event == target.c.key)
    return target.c[name], query


def _add_names(query: Select[Any], kind: Kind, target: Table, role: str | None) -> tuple[Any, Select[Any]]:
    link, names = LINKS[kind][0].alias(), schema.names.alias()
    owned = link.c[LINKS[kind][1]] == target.c.key
    query = query.outerjoin(link, owned if role is None else and_(owned, link.c.role == role))
    return names.c.name, query.outerjoin(names, names.c.key == link.c.name_key)


def _show(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
