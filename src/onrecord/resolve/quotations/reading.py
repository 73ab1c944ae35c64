"""Quotations of a store to read: who quotes the same words, the earliest first, and how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, select

from onrecord.errors import InputError, UnknownId
from onrecord.model.span import Span
from onrecord.resolve.questions import in_batches
from onrecord.resolve.quotations.deriving import rank_statements
from onrecord.resolve.quotations.difference import Operation, Side, find_difference
from onrecord.resolve.quotations.likeness import Kind, compare
from onrecord.resolve.quotations.loading import Loaded, load_statements
from onrecord.resolve.quotations.wording import read_wording
from onrecord.store import schema
from onrecord.store.finding import find_item


class QuotedAs(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that gives the words of a quotation.

    `speakers` are names, and `source` the article's own words for who speaks. `kind` says what it is beside
    the statement `against`, which is the first of the quotation, or where they share no words the first that
    it shares some with; of the first itself both are None. `difference` leads from that one's words to its.
    `is_copy` says that its article is a copy of another one that gives these words.
    """

    statement: str
    document: str
    outlet: str | None
    title: str | None
    published: str | None
    speakers: tuple[str, ...]
    source: str | None
    form: str
    words: str
    spans: tuple[Span, ...]
    is_copy: bool
    kind: Kind | None = None
    against: str | None = None
    difference: tuple[Operation, ...] = ()


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """Words that several articles give, the earliest first.

    `independent` counts articles that are no copies of others of them, `quoted` those that quote at least a
    part.
    """

    id: str
    articles: int
    independent: int
    quoted: int
    statements: tuple[QuotedAs, ...]


def find_quotation(connection: Connection, prefix: str) -> str:
    """The id of the quotation that a statement belongs to, by the statement's id or the beginning of that.

    Raises:
        UnknownId: nothing has this id, or no other article gives the statement's words.
        InputError: several ids begin so, or it is the id of something else than a statement.
    """
    found = find_item(connection, prefix)
    if found.kind != "statement":
        raise InputError(
            f"{found.id} names a thing of the kind {found.kind}: give the id of a statement; "
            "'onrecord quotation' lists quotations and 'onrecord search --kind statements' statements"
        )
    table = schema.quotation_statements
    query = select(table.c.quotation).where(table.c.statement == found.key)
    quotation = connection.execute(query).scalar()
    if quotation is None:
        raise UnknownId(f"{found.id}: no other article of this store gives the words of this statement")
    return str(quotation)


def read_quotation(connection: Connection, identity: str) -> Quotation:
    """A quotation by its whole id, with what its current articles make of the words.

    Where all its articles are superseded or retracted, these are told.

    Raises:
        UnknownId: there is no such quotation.
    """
    parts = schema.quotation_statements
    found = connection.execute(
        _select_told()
        .join(parts, parts.c.statement == schema.statements.c.key)
        .where(parts.c.quotation == identity)
    ).all()
    if not found:
        raise UnknownId(f"{identity}: there is no quotation of this id; 'onrecord quotation' lists them")
    rows = [row for row in found if row.status == "current"] or list(found)
    origins = {row.key: _origin(row) for row in rows}
    order = rank_statements((row.key, row.id, row.document, origins[row.key]) for row in rows)
    rows.sort(key=lambda row: order[row.key])
    documents = {row.document for row in rows}
    return Quotation(
        id=identity,
        articles=len(documents),
        independent=len(set(origins.values())),
        quoted=len({row.document for row in rows if row.form != "indirect"}),
        statements=tuple(_tell_all(connection, rows)),
    )


def _select_told() -> Select[Any]:
    said, documents, outlets = schema.statements, schema.documents, schema.outlets
    return (
        select(
            said.c.key,
            said.c.id,
            said.c.document,
            said.c.form,
            said.c.words,
            said.c.source_words,
            documents.c.id.label("document_id"),
            documents.c.title,
            documents.c.published,
            documents.c.status,
            outlets.c.name.label("outlet"),
            schema.origins.c.origin,
        )
        .join(documents, said.c.document == documents.c.key)
        .outerjoin(outlets, documents.c.outlet == outlets.c.key)
        .outerjoin(schema.origins, schema.origins.c.document == documents.c.key)
    )


def read_told(connection: Connection, statements: Iterable[int]) -> list[Row[Any]]:
    """Statements by key, with what is told of their articles."""
    rows: list[Row[Any]] = []
    for some in in_batches(statements):
        rows += connection.execute(_select_told().where(schema.statements.c.key.in_(some)))
    return rows


def read_speakers(connection: Connection, statements: Iterable[int]) -> dict[int, list[str]]:
    """The names of who makes statements, by the keys of these."""
    parties, entities = schema.statement_entities, schema.entities
    query = (
        select(parties.c.statement, entities.c.name)
        .join(entities, parties.c.entity == entities.c.key)
        .where(parties.c.role == "source")
        .order_by(parties.c.statement, parties.c.position)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for some in in_batches(statements):
        for row in connection.execute(query.where(parties.c.statement.in_(some))):
            found[row.statement].append(row.name)
    return found


def _read_parts(connection: Connection, statements: Iterable[int]) -> dict[int, list[Span]]:
    parts = schema.statement_parts
    query = select(parts).order_by(parts.c.statement, parts.c.position)
    found: dict[int, list[Span]] = defaultdict(list)
    for some in in_batches(statements):
        for row in connection.execute(query.where(parts.c.statement.in_(some))):
            found[row.statement].append(Span(start=row.start_char, end=row.end_char))
    return found


def _origin(row: Row[Any]) -> int:
    return int(row.document if row.origin is None else row.origin)


def _tell_all(connection: Connection, rows: Sequence[Row[Any]]) -> Iterable[QuotedAs]:
    keys = [row.key for row in rows]
    speakers, parts = read_speakers(connection, keys), _read_parts(connection, keys)
    loaded = {one.key: one for one in load_statements(connection, keys)}
    documents = {row.document for row in rows}
    for place, row in enumerate(rows):
        told = QuotedAs(
            statement=row.id,
            document=row.document_id,
            outlet=row.outlet,
            title=row.title,
            published=row.published,
            speakers=tuple(speakers.get(row.key, ())),
            source=row.source_words,
            form=row.form,
            words=row.words,
            spans=tuple(parts[row.key]),
            is_copy=_origin(row) != row.document and _origin(row) in documents,
        )
        beside = _find_beside(loaded[row.key], [loaded[one.key] for one in rows]) if place else None
        yield told if beside is None else _set_beside(told, row, beside, rows, parts)


def _find_beside(one: Loaded, all_of_them: Sequence[Loaded]) -> tuple[int, Kind] | None:
    """The first of the statements of other articles that gives the same words; what this is beside it."""
    for place, other in enumerate(all_of_them):
        likeness = compare(one.said, other.said) if other.document != one.document else None
        if likeness is not None:
            return place, likeness.kind
    return None


def _set_beside(
    told: QuotedAs,
    row: Row[Any],
    beside: tuple[int, Kind],
    rows: Sequence[Row[Any]],
    parts: dict[int, list[Span]],
) -> QuotedAs:
    other = rows[beside[0]]
    sides = (Side(one.words, read_wording(one.words, one.form), parts[one.key]) for one in (other, row))
    return msgspec.structs.replace(told, kind=beside[1], against=other.id, difference=find_difference(*sides))
