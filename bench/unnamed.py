"""Statements whose source is a pronoun or a description: told from names by the mentions of the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.model.record import Mention, Record, Statement
from onrecord.model.span import Span

# Where the head of a noun phrase ends: the minister | of state, Ann Lee | , who ...
_ENDS_HEAD = re.compile(
    r"[,;:()–—]|(?<!\S)(?:of|from|for|by|to|in|at|on|with|within|against|about|near|as|than|including"
    r"|and|or|nor|but|who|whom|whose|which|that)(?!\S)",
    re.IGNORECASE,
)


def find_unnamed(records: Iterable[Record]) -> Iterator[tuple[Record, Statement]]:
    """The statements whose source is a pronoun or a description."""
    for record in records:
        for one in record.statements:
            if one.source is not None and not is_name(record, one.source):
                yield record, one


def is_name(record: Record, source: Span) -> bool:
    """Whether the words are a name, with or without a title, a description or a clause that goes with it."""
    inside = [mention for mention in record.mentions if mention.overlaps(source)]
    names = [mention for mention in inside if mention.form == "name"]
    others = [mention for mention in inside if mention.form != "name"]
    end = _head_end(record.document.text, source, names)
    heading = [name for name in names if name.start < end]
    if heading:  # "President Roe", and not "Roe's lawyer"
        last = max(heading, key=lambda name: name.end)
        return not any(other.start < end and last.end < min(other.end, end) for other in others)
    return any(_is_apposed(record, other, names) for other in others if other.start < end)


def _head_end(text: str, source: Span, names: Sequence[Span]) -> int:
    for match in _ENDS_HEAD.finditer(text, source.start, source.end):
        if not any(name.start <= match.start() < name.end for name in names):
            return source.start + len(text[source.start : match.start()].rstrip())
    return source.end


def _is_apposed(record: Record, description: Mention, names: Sequence[Mention]) -> bool:
    """Whether a name goes with the description: "his cousin, Ann Lee", and not "a minister, Leeds"."""
    places = {entity.id for entity in record.entities if entity.type == "place"}
    for name in names:
        between = record.document.text[description.end : name.start].strip().removeprefix(",")
        if name.start >= description.end and not places.issuperset(name.entities):
            return not _ENDS_HEAD.search(between)
    return False
