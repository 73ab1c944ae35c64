"""A question with its names looked up: which conditions the rows of its answer meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, exists, func, literal, select

from onrecord.query.naming import Taken, find_name, find_outlets
from onrecord.query.plan import Check, Named, Plan, Worded, search_index
from onrecord.query.question import ASIDES, Kind, Question, find_kind
from onrecord.query.terms import Query, Term, Without, parse_query, to_fts5, to_tsquery
from onrecord.store import schema
from onrecord.store.finding import find_document
from onrecord.store.keys import bound_keys

TABLES: dict[Kind, Table] = {
    "statements": schema.statements,
    "events": schema.events,
    "articles": schema.documents,
}
_INDEXES: dict[Kind, str] = {
    "statements": "statement_search",
    "events": "event_search",
    "articles": "document_search",
}
LINKS: dict[Kind, tuple[Table, str]] = {
    "statements": (schema.statement_entities, "statement"),
    "events": (schema.event_arguments, "event"),
    "articles": (schema.entities, "document"),
}
_STATEMENT_ROLES = {"speaker": "source", "addressee": "addressee", "about": "about"}
_INDEXED = {"statements": ("act", "form"), "events": ("type",), "articles": ()}
_PLAIN = {
    "statements": ("hedged", "polarity"),
    "events": ("phase", "modality", "voice", "polarity"),
    "articles": (),
}


class Asked:
    """A question whose names are looked up once, for as many plans as are needed of it.

    `taken` says what each given name was taken for.

    Raises:
        InputError: the question contradicts itself, or nobody is called as it says, or no article has the id.
    """

    def __init__(self, connection: Connection, question: Question) -> None:
        self.question = question
        self.kind: Kind = find_kind(question)
        self.taken: tuple[Taken, ...] = ()
        self._connection = connection
        self.plan = self._make_plan()

    def _make_plan(self) -> Plan:
        question, target = self.question, TABLES[self.kind]
        low, high = bound_keys(question.since, question.until)
        named = tuple(self._list_named())
        return Plan(
            target=target,
            checks=(*self._list_checks(target), *self._list_dated(target, named)),
            equal=tuple(self._list_equal(target)),
            named=named,
            worded=self._make_worded(),
            low=low,
            high=high,
        )

    def _list_checks(self, target: Table) -> Iterator[Check]:
        question = self.question
        for name in _PLAIN[self.kind]:
            value = getattr(question, name)
            if value is not None:
                yield target.c[name] == value
        if question.min_confidence is not None:
            yield target.c.confidence >= question.min_confidence
        if self.kind != "articles" and not question.asides:
            yield ~is_beside(target)
        if not question.superseded and question.document is None:
            yield is_current(target)

    def _list_dated(self, target: Table, named: tuple[Named, ...]) -> Iterator[Check]:
        if self.question.on is not None:
            from onrecord.query.then import was_on

            names = named[0].names if named else None
            yield was_on(self._connection, target, self.question.on, names)

    def _list_equal(self, target: Table) -> Iterator[tuple[str, tuple[Any, ...]]]:
        question = self.question
        for name in _INDEXED[self.kind]:
            value = getattr(question, name)
            if value is not None:
                yield name, (value,)
        if question.source is not None:
            yield "anonymous", (question.source,)
        if question.outlet is not None:
            yield "outlet", find_outlets(self._connection, question.outlet)
        column = "key" if target is schema.documents else "document"
        if question.document is not None:
            yield column, (find_document(self._connection, question.document).document,)
        if question.url is not None:
            found = select(schema.documents.c.key).where(schema.documents.c.url == question.url)
            yield column, tuple(self._connection.execute(found).scalars())

    def _list_named(self) -> Iterator[Named]:
        link, owner = LINKS[self.kind]
        for given, role in self._list_given():
            taken = find_name(self._connection, given, exact=self.question.exact)
            self.taken += (taken,)
            yield Named(taken.keys, link, owner, (role,) if role is not None else (), taken.only)

    def _list_given(self) -> Iterator[tuple[str, str | None]]:
        for field, role in _STATEMENT_ROLES.items():
            given = getattr(self.question, field)
            if given is not None:
                yield given, role
        for role, given in self.question.roles:
            yield given, role
        if self.question.entity is not None:
            yield self.question.entity, None

    def _make_worded(self) -> Worded | None:
        if self.question.words is None:
            return None
        query = parse_query(self.question.words)
        return Worded(
            search_index(_INDEXES[self.kind]),
            to_fts5(query),
            to_tsquery(query),
            has_prefix=_has_prefix(query),
        )


def _has_prefix(query: Query) -> bool:
    if isinstance(query, Term):
        return query.is_prefix
    if isinstance(query, Without):
        return _has_prefix(query.kept) or any(map(_has_prefix, query.excluded))
    return any(map(_has_prefix, query.parts))


def is_beside(target: Table) -> Check:
    """Whether a statement or an event stands beside the article, as in a caption."""
    return func.coalesce(target.c.segment, "").in_(ASIDES)


def is_current(target: Table) -> Check:
    """Whether a row is of an article that no newer version has replaced and nobody retracted."""
    documents = schema.documents
    if target is documents:
        return documents.c.status == "current"
    found = select(literal(1)).where(documents.c.key == target.c.document, documents.c.status == "current")
    return exists(found.correlate(target))
