"""Disagreements by value: how many articles tell each, how many of these are no copies, and in what words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, select

from onrecord.query.cite_words import tell_date
from onrecord.query.claim_words import tell_title
from onrecord.resolve.claims.differences import AMOUNT, DATE, NAME, NUMBER, TIME, Said
from onrecord.resolve.claims.reading import Disagreement
from onrecord.resolve.questions import in_batches
from onrecord.store import schema

_DAY = len("2018-08-05")


class ToldValue(msgspec.Struct, frozen=True, kw_only=True):
    """A value that articles tell: as people write it (`shown`), and who tells it, the earliest first.

    `independent` counts the articles that are no copies of others of them.
    """

    value: str
    shown: str
    articles: int
    independent: int
    told: tuple[Said, ...]


class Contrast(msgspec.Struct, frozen=True, kw_only=True):
    """A disagreement, a development or a reversal, with a row for each value, in the order of first telling.

    `title` says of what: "How many were dead".
    """

    id: str
    claim: str | None
    type: str | None
    kind: str
    nature: str
    of: str
    title: str
    values: tuple[ToldValue, ...]


def find_contrasts(connection: Connection, found: Sequence[Disagreement]) -> tuple[Contrast, ...]:
    """Disagreements by value, in their order."""
    origins = _find_origins(connection, {said.document for one in found for said in one.said})
    return tuple(_contrast(one, origins) for one in found)


def _contrast(one: Disagreement, origins: Mapping[str, str]) -> Contrast:
    by_value: dict[str, list[Said]] = defaultdict(list)
    for said in one.said:
        by_value[said.value].append(said)
    return Contrast(
        id=one.id,
        claim=one.claim,
        type=one.type,
        kind=one.kind,
        nature=one.nature,
        of=one.of,
        title=tell_title(one),
        values=tuple(_tell_value(one.kind, value, told, origins) for value, told in by_value.items()),
    )


def _tell_value(kind: str, value: str, told: Sequence[Said], origins: Mapping[str, str]) -> ToldValue:
    documents = {one.document for one in told}
    return ToldValue(
        value=value,
        shown=show_value(kind, value, told[0].words),
        articles=len(documents),
        independent=len({origins.get(one, one) for one in documents}),
        told=tuple(told),
    )


def show_value(kind: str, value: str, words: str) -> str:
    """A value as people write it: 2,100,000,000, or 21:40 on 3 March 2024; of things and names the words."""
    if kind in (NUMBER, NAME):
        return words
    if kind == AMOUNT and value.isdecimal():
        return f"{int(value):,}"
    if kind in (DATE, TIME):
        day, _, hour = value.partition("T")
        told = tell_date(day) if len(day) <= _DAY else day
        return f"{hour} on {told}" if hour else told
    return value


def _find_origins(connection: Connection, documents: Iterable[str]) -> Mapping[str, str]:
    """The articles that copies go back to, by the copies' ids."""
    table, origins = schema.documents, schema.origins
    first = table.alias("first")
    query = (
        select(table.c.id, first.c.id.label("origin"))
        .join(origins, origins.c.document == table.c.key)
        .join(first, first.c.key == origins.c.origin)
    )
    found: dict[str, str] = {}
    for some in in_batches(documents):
        rows = connection.execute(query.where(table.c.id.in_(some)))
        found.update((row.id, row.origin) for row in rows)
    return found
