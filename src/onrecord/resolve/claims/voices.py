"""Who says the numbers of things that articles disagree on, which no event has that would have a voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from onrecord.resolve.claims import selecting
from onrecord.resolve.claims.differences import NUMBER, Difference, Said
from onrecord.resolve.questions import among, ask
from onrecord.store import schema

_Content = tuple[int, int, int]
"""Where what somebody says begins and ends, and the key of the statement."""


def find_statement(contents: Iterable[_Content], place: int) -> int | None:
    """The statement within whose content a place is, the innermost; None where nobody says it."""
    around = [(end - start, said) for start, end, said in contents if start <= place < end]
    return min(around)[1] if around else None


def add_speakers(connection: Connection, found: Collection[Difference]) -> list[Difference]:
    """The differences, those on numbers of things with who says each number, where it is not the outlet."""
    documents = {said.document for one in found if one.kind == NUMBER for said in one.said}
    contents: dict[str, list[_Content]] = defaultdict(list)
    names: dict[int, str | None] = {}
    for row in ask(connection, _select_contents(), documents):
        contents[row.document].append((row.start_char, row.end_char, row.statement))
        names[row.statement] = row.source_words
    first: dict[int, str] = {}
    for row in ask(connection, selecting.select_sources(), names):
        first.setdefault(row.statement, row.name)
    names |= first

    def speak(said: Said) -> Said:
        statement = find_statement(contents.get(said.document, ()), said.start)
        return said if statement is None else msgspec.structs.replace(said, speaker=names[statement])

    return [
        msgspec.structs.replace(one, said=tuple(map(speak, one.said))) if one.kind == NUMBER else one
        for one in found
    ]


@cache
def _select_contents() -> Select[Any]:
    """Where the contents of statements of articles stand, by the articles' permanent ids."""
    parts, statements, documents = schema.statement_parts, schema.statements, schema.documents
    query = (
        select(
            documents.c.id.label("document"),
            parts.c.statement,
            parts.c.start_char,
            parts.c.end_char,
            statements.c.source_words,
        )
        .join(statements, statements.c.key == parts.c.statement)
        .join(documents, documents.c.key == statements.c.document)
    )
    return among(query, documents.c.id)
