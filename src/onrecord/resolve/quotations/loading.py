"""Statements of a store, with what is compared of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, func, select

from onrecord.model.folding import fold_name
from onrecord.resolve.questions import among, ask
from onrecord.resolve.quotations.likeness import Said
from onrecord.resolve.quotations.runs import Run, find_runs
from onrecord.resolve.quotations.speakers import Party, find_surname
from onrecord.resolve.quotations.wording import read_wording
from onrecord.store import schema
from onrecord.store.keys import make_key

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


def find_statements(connection: Connection, documents: Iterable[int]) -> list[Row[Any]]:
    """The rows of statements of articles that give somebody's words, as far as they are compared."""
    return list(_drop_echoes(ask(connection, _OF_DOCUMENTS, documents)))


def load_statements(connection: Connection, keys: Iterable[int]) -> list[Loaded]:
    """Statements by their keys."""
    return load_rows(connection, ask(connection, _OF_KEYS, keys))


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


def load_rows(connection: Connection, rows: Collection[Row[Any]]) -> list[Loaded]:
    """Statements of which the rows are there."""
    parties = load_parties(connection, [row.key for row in rows])
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


def load_parties(connection: Connection, statements: Iterable[int]) -> dict[int, list[Party]]:
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


def find_several_named(connection: Connection, identities: Collection[str]) -> set[str]:
    """Those of some identities whose entities may have several names, but for how these are written.

    Of one with very many bearers that is not looked up, so that it takes no longer the better known it is.
    """
    counts = {row.identity: row.number for row in ask(connection, _COUNTS, sorted(identities))}
    few = sorted(identity for identity, number in counts.items() if number <= _MOST_BEARERS)
    names: dict[str, set[str]] = defaultdict(set)
    for row in ask(connection, _WRITTEN, few):
        names[row.identity].update(map(fold_name, _written.decode(row.written)))
    return {identity for identity in identities if len(names[identity]) != 1}


_MOST_BEARERS = 50
_written = msgspec.json.Decoder(dict[str, int])
_BEARERS = schema.identity_bearers
_WRITTEN = among(select(_BEARERS.c.identity, _BEARERS.c.written), _BEARERS.c.identity)
_COUNTS = among(
    select(_BEARERS.c.identity, func.count().label("number")).group_by(_BEARERS.c.identity),
    _BEARERS.c.identity,
)
