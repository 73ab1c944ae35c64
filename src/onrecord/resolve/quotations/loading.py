"""Statements of a store, with what is compared of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, select

from onrecord.resolve.quotations.likeness import Said
from onrecord.resolve.quotations.runs import Run, find_runs
from onrecord.resolve.quotations.speakers import Party, find_surname
from onrecord.resolve.quotations.wording import read_wording
from onrecord.store import schema
from onrecord.store.keys import make_key

T = TypeVar("T")
MANY = 500
"""How many values one query asks for."""
DAY = make_key("1800-01-01", 0)
"""What keys of one day and of the next are apart: the first day of all is 1, and 0 is no date."""
_ASIDE = ("promo", "boilerplate")
_SILENT = frozenset("believe know doubt hope want fear".split())
"""Acts of which an article need not have heard a word."""


@dataclass(frozen=True)
class Loaded:
    """A statement of the store: its key, its article's key, its permanent id, and what is compared."""

    key: int
    document: int
    id: str
    said: Said

    @cached_property
    def runs(self) -> set[Run]:
        """The digests by which it finds others."""
        return find_runs(self.said.wording, find_surname(self.said.parties))


def in_batches(values: Iterable[T]) -> Iterator[list[T]]:
    """Values in lists that one query takes."""
    rest = iter(values)
    while some := list(islice(rest, MANY)):
        yield some


def among(query: Select[Any], column: ColumnElement[Any]) -> Select[Any]:
    """A query for the rows in which a column has one of the values that `ask` is given with it."""
    return query.where(column.in_(bindparam("some", expanding=True)))


def ask(connection: Connection, query: Select[Any], values: Iterable[int | str]) -> list[Row[Any]]:
    """The rows of a query of `among` for some values, of which it takes as many at once as it may."""
    rows: list[Row[Any]] = []
    for some in in_batches(values):
        rows += connection.execute(query, {"some": some}).all()
    return rows


def load_documents(connection: Connection, documents: Iterable[int]) -> list[Loaded]:
    """The statements of articles that give somebody's words, as far as they are compared."""
    rows = ask(connection, _OF_DOCUMENTS, documents)
    return _load(connection, list(_drop_echoes(rows)))


def load_statements(connection: Connection, keys: Iterable[int]) -> list[Loaded]:
    """Statements by their keys."""
    return _load(connection, ask(connection, _OF_KEYS, keys))


def _select() -> Select[Any]:
    table = schema.statements
    names = ("key", "document", "id", "parent", "words", "form", "act", "segment")
    return select(*(table.c[name] for name in names)).order_by(table.c.key)


_OF_DOCUMENTS = among(_select(), schema.statements.c.document)
_OF_KEYS = among(_select(), schema.statements.c.key)


def _drop_echoes(rows: Collection[Row[Any]]) -> Iterator[Row[Any]]:
    """Leave out what is no speech of its own, or is in another statement of the article in the same words.

    Within somebody's own words, what they say, think or want themselves is a part of these words. Where one
    source passes on another's words, the statement of the inner one says who spoke.
    """
    by_key = {row.key: row for row in rows}
    passed_on = {row.parent for row in rows if row.parent in by_key and by_key[row.parent].words == row.words}
    for row in rows:
        above = by_key.get(row.parent)
        within = above is not None and above.form != "indirect" and above.key not in passed_on
        is_told = row.form != "indirect" or (not within and row.act not in _SILENT)
        if is_told and row.segment not in _ASIDE and row.key not in passed_on:
            yield row


def _load(connection: Connection, rows: Collection[Row[Any]]) -> list[Loaded]:
    parties = _load_parties(connection, [row.key for row in rows])
    return [
        Loaded(
            key=row.key,
            document=row.document,
            id=row.id,
            said=Said(
                wording=read_wording(row.words, row.form),
                form=row.form,
                parties=tuple(parties.get(row.key, ())),
                day=row.key // DAY,
            ),
        )
        for row in rows
    ]


def _load_parties(connection: Connection, statements: Iterable[int]) -> dict[int, list[Party]]:
    """Those who speak, by the statement."""
    found: dict[int, list[Party]] = defaultdict(list)
    for row in ask(connection, _PARTIES, statements):
        found[row.statement].append(Party(row.type, row.name, row.folded, row.identity))
    return found


def _select_parties() -> Select[Any]:
    said, who, names, identities = (
        schema.statement_entities,
        schema.entities,
        schema.names,
        schema.identity_entities,
    )
    query = (
        select(said.c.statement, who.c.type, who.c.name, names.c.folded, identities.c.identity)
        .join(who, said.c.entity == who.c.key)
        .join(names, said.c.name_key == names.c.key)
        .outerjoin(identities, identities.c.entity == who.c.key)
        .where(said.c.role == "source")
        .order_by(said.c.statement, said.c.position)
    )
    return among(query, said.c.statement)


_PARTIES = _select_parties()
