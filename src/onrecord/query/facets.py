"""What a question can be narrowed down by: the values that its answers have, and how many have each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec
from sqlalchemy import Connection

from onrecord.query.asked import Asked
from onrecord.query.counts import count_keys
from onrecord.query.question import Kind

_FIELDS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        "statements": ("speaker", "outlet", "date", "form", "act", "document"),
        "events": ("type", "voice", "outlet", "date", "modality", "document"),
        "articles": ("outlet", "date"),
    }
)
_YEAR, _MONTH = 4, 7
MOST = 500
"""Among so many of the newest answers it is counted."""


class FacetValue(msgspec.Struct, frozen=True, kw_only=True):
    """A value that narrows a question down, and how many have it; `label` is what people call it."""

    value: str
    label: str
    number: int


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a question and its most frequent values.

    `field` is one of the question's, or "date", whose values are years, or the months of one year: they
    narrow down both `since` and `until`. `others` counts the values that are not listed.
    """

    field: str
    values: tuple[FacetValue, ...]
    others: int


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """What was counted among the newest `counted` answers; with `is_all` these are all that there are."""

    counted: int
    is_all: bool
    facets: tuple[Facet, ...]


def find_facets(
    connection: Connection, asked: Asked, newest: Sequence[int], *, most: int = MOST, limit: int = 8
) -> Facets:
    """What a question can be narrowed down by, told by its newest `most` answers.

    `newest` are the keys of these answers and of one more where there are more. However many there are, no
    more than these are looked at, so that it takes as long in a large store. Of each field the `limit` most
    frequent values are given; a field that the question has already is left out, and so is one that tells
    nothing apart.
    """
    fields = [name for name in _FIELDS[asked.kind] if name == "date" or getattr(asked.question, name) is None]
    numbers = _count(connection, asked, newest[:most], fields)
    found = (_make_facet(field, numbers[field], limit) for field in fields)
    return Facets(
        counted=len(newest[:most]),
        is_all=len(newest) <= most,
        facets=tuple(facet for facet in found if facet is not None),
    )


def _count(
    connection: Connection, asked: Asked, keys: Sequence[int], fields: Sequence[str]
) -> Mapping[str, Mapping[tuple[str, str], int]]:
    """How often each field has each value with its label; all that stands in one row is counted at once."""
    numbers: dict[str, dict[tuple[str, str], int]] = {field: defaultdict(int) for field in fields}
    groups = [
        [field for field in fields if field != "speaker"],
        [field for field in fields if field == "speaker"],
    ]
    for group in filter(None, groups):
        columns = [(_name_column(asked, field), field) for field in group]
        if "document" in group:
            columns.append(("title", ""))
        for row in count_keys(connection, asked.kind, keys, [name for name, _ in columns]):
            for (_, field), cell in zip(columns, row[:-1], strict=True):
                label = row[-2] if field == "document" else cell
                if field and cell:
                    numbers[field][str(cell), str(label or cell)] += int(row[-1])
    return numbers


def _make_facet(field: str, numbers: Mapping[tuple[str, str], int], limit: int) -> Facet | None:
    if len(numbers) < 2:
        return None
    values = [
        FacetValue(value=value, label=label, number=number) for (value, label), number in numbers.items()
    ]
    if field == "date":
        values.sort(key=lambda one: one.value, reverse=True)
    else:
        values.sort(key=lambda one: (-one.number, one.label))
    return Facet(field=field, values=tuple(values[:limit]), others=len(values[limit:]))


def _name_column(asked: Asked, field: str) -> str:
    """What to count by: of a date the year, or what the question's year or month can be told apart by."""
    if field != "date":
        return field
    since, until = asked.question.since or "", asked.question.until or ""
    if not since or since[:_YEAR] != until[:_YEAR]:
        return "year"
    return "day" if len(since) > _YEAR and since[:_MONTH] == until[:_MONTH] else "month"
