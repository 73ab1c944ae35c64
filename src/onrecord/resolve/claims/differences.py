"""What articles tell differently, and how values that they tell are held against each other."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from onrecord.resolve.claims.figures import Figure
from onrecord.resolve.claims.tellings import Telling

DISAGREEMENT, DEVELOPMENT, REVERSAL = "disagreement", "development", "reversal"
TOLL, AGE, AMOUNT, SCORE, DATE, TIME, PLACE, AGENT, WHETHER, NUMBER, NAME = (
    *("toll", "age", "amount", "score", "date", "time", "place", "agent", "whether", "number", "name"),
)
KINDS = (TOLL, AGE, AMOUNT, SCORE, DATE, TIME, PLACE, AGENT, WHETHER, NUMBER, NAME, REVERSAL)


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Words of an article that tell a value: where they stand, which event they belong to, and who says it.

    `number` is the value as a number where it is one, its least if the words give bounds.
    """

    event: str | None
    document: str
    outlet: str | None
    published: str | None
    speaker: str | None
    start: int
    end: int
    words: str
    value: str
    number: float | None = None


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What articles tell differently. `of` says of what: `dead`, `injured`, a role, a thing that is counted.

    `said` is in the order of publication. `keys` are the events of those that tell it.
    """

    kind: str
    nature: str
    of: str
    said: tuple[Said, ...]
    keys: tuple[int, ...] = ()

    def make_id(self) -> str:
        """An id that the same values of the same articles always get."""
        told = sorted((one.document, one.start, one.end, one.value) for one in self.said)
        content = msgspec.json.encode([self.kind, self.nature, self.of, told])
        return f"d{hashlib.sha256(content).hexdigest()[:24]}"


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """A value that an article tells, with the event that tells it."""

    telling: Telling
    said: Said
    held: Any


def compare_values(
    kind: str,
    of: str,
    values: Sequence[Value],
    may_agree: Callable[[Any, Any], bool],
    *,
    rises: bool,
) -> Iterator[Difference]:
    """The difference between the articles that tell values of which none may be meant by the other's."""
    documents = by_document(values)
    clashing: set[int] = set()
    nature = DEVELOPMENT
    keys = sorted(documents, key=lambda key: documents[key][0].telling.order)
    for place, first in enumerate(keys):
        for second in keys[place + 1 :]:
            mine, theirs = documents[first], documents[second]
            if mine[0].telling.origin == theirs[0].telling.origin:
                continue
            if any(may_agree(one.held, other.held) for one in mine for other in theirs):
                continue
            clashing |= {first, second}
            if not (rises and _has_risen(mine, theirs)):
                nature = DISAGREEMENT
    if clashing:
        yield make_difference(kind, nature, of, values if rises else _of_documents(values, clashing))


def _of_documents(values: Sequence[Value], documents: set[int]) -> list[Value]:
    return [one for one in values if one.telling.document in documents]


def make_difference(kind: str, nature: str, of: str, values: Iterable[Value]) -> Difference:
    """The difference that some values make, in the order of publication."""
    ordered = sorted(values, key=lambda one: (one.telling.order, one.said.start))
    said: dict[tuple[str, int], Said] = {}
    for one in ordered:  # several events may share the words, such as a date
        said.setdefault((one.said.document, one.said.start), one.said)
    return Difference(
        kind=kind,
        nature=nature,
        of=of,
        said=tuple(said.values()),
        keys=tuple(one.telling.key for one in ordered),
    )


def _has_risen(mine: Sequence[Value], theirs: Sequence[Value]) -> bool:
    """Whether the later article was published on a later day and has the higher number.

    Of an article without a date nobody knows whether it came later: it is taken to have.
    """
    first, second = mine[0].telling, theirs[0].telling
    if not first.published or not second.published:
        return True
    if first.published == second.published:
        return False
    return max(map(_height, mine)) < max(map(_height, theirs))


def _height(value: Value) -> float:
    return float(value.said.number or 0)


def by_document(values: Iterable[Value]) -> dict[int, list[Value]]:
    """The values of each article, by its key."""
    found: dict[int, list[Value]] = defaultdict(list)
    for one in values:
        found[one.telling.document].append(one)
    return found


def make_said(
    one: Telling,
    start: int,
    end: int,
    words: str,
    value: str,
    figure: Figure | None = None,
    number: float | None = None,
) -> Said:
    """A value as a telling has it, pinned to its words."""
    if figure is not None:
        number = figure.least if figure.least is not None else figure.most
    return Said(
        event=one.id,
        document=one.document_id,
        outlet=one.outlet,
        published=one.published,
        speaker=one.speaker,
        start=start,
        end=end,
        words=words,
        value=value,
        number=number,
    )
