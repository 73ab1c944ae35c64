"""On what the sources of a claim agree, and how the numbers that they tell went from day to day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from onrecord.resolve.claims.figures import Figure, agree, tell_figure
from onrecord.resolve.claims.tellings import Telling

Standing = Literal["agreed", "differing", "told once"]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A value and the ids of the articles that tell it."""

    value: str
    documents: tuple[str, ...]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """What the sources tell of one field: when, where, who in a role, how many.

    `standing` is "agreed" where all that tell it may mean the same, "told once" where one article tells it.
    """

    field: str
    standing: Standing
    told: tuple[Told, ...]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A number as one article told it on a day."""

    published: str | None
    outlet: str | None
    value: str
    event: str
    start: int
    end: int


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """How a number that a claim's sources tell went, in the order of publication."""

    of: str
    steps: tuple[Step, ...]


def find_agreements(told: Sequence[Telling]) -> tuple[Agreement, ...]:
    """What sure tellings say of each field; the fields in alphabetical order."""
    fields: dict[str, dict[str, list[Telling]]] = defaultdict(lambda: defaultdict(list))
    figures: dict[str, list[tuple[Figure, str]]] = defaultdict(list)
    for one in told:
        if not one.is_sure or not one.is_told:
            continue
        for field, value in _find_fields(one):
            fields[field][value].append(one)
        for figure in one.figures:
            fields[figure.of][tell_figure(figure)].append(one)
            figures[figure.of].append((figure, one.document_id))
    return tuple(
        Agreement(field=field, standing=_judge(fields[field], figures[field]), told=_list(fields[field]))
        for field in sorted(fields)
    )


def _find_fields(one: Telling) -> Iterator[tuple[str, str]]:
    if one.when is not None and one.when.day is not None:
        yield "date", one.when.day
    if one.place is not None:
        yield "place", one.place
    for part in one.parts:
        if part.role in ("place", "time", "number"):
            continue
        if part.named:
            yield part.role, part.name
        elif part.value is not None:
            yield part.role, f"{part.value}"


def _judge(values: dict[str, list[Telling]], figures: Sequence[tuple[Figure, str]]) -> Standing:
    documents = {one.document for tellings in values.values() for one in tellings}
    if len(documents) < 2:
        return "told once"
    if figures:
        clash = any(
            mine != theirs and not agree(one, other) for one, mine in figures for other, theirs in figures
        )
        return "differing" if clash else "agreed"
    return "agreed" if len(values) == 1 else "differing"


def _list(values: dict[str, list[Telling]]) -> tuple[Told, ...]:
    told = [
        Told(value=value, documents=tuple(dict.fromkeys(one.document_id for one in tellings)))
        for value, tellings in values.items()
    ]
    return tuple(sorted(told, key=lambda one: (-len(one.documents), one.value)))


def find_courses(told: Sequence[Telling]) -> tuple[Course, ...]:
    """The numbers of dead and injured by the day on which they were told, each place of a text once."""
    steps: dict[str, dict[tuple[str, int], Step]] = defaultdict(dict)
    for one in told:
        if not one.is_sure or not one.is_told:
            continue
        for figure in one.figures:
            step = Step(
                published=one.published,
                outlet=one.outlet,
                value=figure.words,
                event=one.id,
                start=figure.start,
                end=figure.end,
            )
            steps[figure.of].setdefault((one.document_id, figure.start), step)
    return tuple(Course(of=of, steps=tuple(steps[of].values())) for of in sorted(steps))
