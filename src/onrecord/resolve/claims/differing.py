"""Where the tellings of one happening disagree, and how what they tell changed from day to day.

What the engine may have got wrong must not look like a disagreement: only what is told as a fact, by a sure
event, in words of its own is held against others. Two articles disagree where nothing that one tells may be
meant by the other. A number that rises from one day to the next is a development; one that differs on one
day, or falls later, is a disagreement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from rapidfuzz.distance import Levenshtein

from onrecord.resolve.claims import families, tellings
from onrecord.resolve.claims.differences import (
    AGE,
    AGENT,
    AMOUNT,
    DISAGREEMENT,
    NAME,
    SCORE,
    TOLL,
    WHETHER,
    Difference,
    Value,
    by_document,
    compare_values,
    make_said,
)
from onrecord.resolve.claims.figures import DEAD, INJURED, Figure, agree, tell_figure
from onrecord.resolve.claims.occasions import find_occasions
from onrecord.resolve.claims.tellings import Part, Telling


def find_differences(group: Sequence[Telling]) -> list[Difference]:
    """Where the tellings of one happening differ, in an order of its own."""
    sure = [one for one in group if one.is_sure]
    told = [one for one in sure if one.is_told]
    found = [
        *_compare_tolls(told),
        *_compare_kin(told),
        *compare_values(AGE, "age", list(_find_values(told, "age")), _are_same, rises=False),
        *_compare_amounts(told),
        *find_occasions([one for one in group if one.is_told and not one.is_beside]),
        *_compare_agents(told),
        *_compare_stances(sure),
    ]
    return [one for one in found if one is not None]


# Numbers


def _compare_tolls(told: Sequence[Telling]) -> Iterator[Difference | None]:
    for of in (DEAD, INJURED):
        values: dict[tuple[int, int], Value] = {}
        for one in told:
            for figure in one.figures:
                if figure.of == of:
                    said = make_said(one, figure.start, figure.end, figure.words, tell_figure(figure), figure)
                    values.setdefault(
                        (one.document, figure.start), Value(telling=one, said=said, held=figure)
                    )
        yield from compare_values(TOLL, of, _choose_tolls(list(values.values())), agree, rises=True)


def _choose_tolls(values: Sequence[Value]) -> list[Value]:
    """Of each article what its first sentences tell, in numbers rather than in "dozens"."""
    chosen: list[Value] = []
    for own in by_document(values).values():
        precise = [one for one in own if _is_precise(one.held)] or own
        chosen += [one for one in precise if one.telling.lead] or precise
    return chosen


def _is_precise(figure: Figure) -> bool:
    return figure.exact or figure.least is None or figure.most is None


def _compare_amounts(told: Sequence[Telling]) -> Iterator[Difference | None]:
    if not told or told[0].type in families.CASUALTY:
        return
    amounts = defaultdict(list)
    for value in _find_values(told, "amount"):
        if isinstance(value.held, int | float):
            amounts[_unit_of(value)].append(value)
    for unit in sorted(amounts):
        yield from compare_values(AMOUNT, unit or "amount", amounts[unit], _are_near, rises=False)
    scores = [
        msgspec.structs.replace(value, held=tuple(sorted(value.said.words.replace("–", "-").split("-"))))
        for value in _find_values(told, "score")
        if value.said.words[:1].isdigit() and value.said.words[-1:].isdigit()
    ]
    yield from compare_values(SCORE, "score", scores, _are_same, rises=False)


def _unit_of(value: Value) -> str:
    for part in value.telling.parts:
        if part.role == "amount" and part.quantity:
            return str(part.quantity.get("currency") or part.quantity.get("unit") or "")
    return ""


def _find_values(told: Iterable[Telling], role: str) -> Iterator[Value]:
    """What fills a role that is a value, with the words that say it."""
    for one in told:
        for part in one.parts:
            if part.role != role or (part.value is None and not part.words):
                continue
            start, end = (part.start, part.end) if part.start is not None else (one.start, one.end)
            held = part.value if part.value is not None else part.words
            words = part.words or one.words
            number = float(held) if isinstance(held, int | float) else None
            said = make_said(one, start, end or one.end, words, f"{held}", None, number)
            yield Value(telling=one, said=said, held=held)


def _are_same(one: object, other: object) -> bool:
    return one == other


def _are_near(one: float, other: float) -> bool:
    """Amounts differ where rounding does not explain it."""
    return abs(one - other) <= 0.05 * max(abs(one), abs(other))


# Who did it, and whether


def _compare_kin(told: Sequence[Telling]) -> Iterator[Difference]:
    """Names of a relative that are spelled differently; other names may be of another relative."""
    kin: dict[str, list[Value]] = defaultdict(list)
    for one in told:
        kinship = {str(part.value) for part in one.parts if part.role == "kinship"}
        for part in one.parts:
            if part.role == "relative" and part.named and kinship <= families.KINSHIPS:
                kin[min(kinship)].append(_value_of_part(one, part))
    for name in sorted(kin):
        yield from compare_values(NAME, name, kin[name], _is_other_or_same, rises=False)


def _is_other_or_same(one: Part, other: Part) -> bool:
    mine, theirs = one.folded.split(), other.folded.split()
    if set(mine) & set(theirs):
        return True
    return len(mine) != len(theirs) or Levenshtein.distance(one.folded, other.folded) > 2


def _compare_agents(told: Sequence[Telling]) -> Iterator[Difference | None]:
    values = []
    for one in told:
        role = families.AGENT.get(one.type)
        for part in one.parts:
            if part.role == role and part.named and part.who and part.type in ("person", "organisation"):
                values.append(_value_of_part(one, part))
    yield from compare_values(
        AGENT,
        families.AGENT.get(told[0].type, "agent") if told else "agent",
        values,
        _may_be_same,
        rises=False,
    )


def _value_of_part(one: Telling, part: Part) -> Value:
    start, end = part.start or one.start, part.end or one.end
    return Value(telling=one, said=make_said(one, start, end, part.words, part.name), held=part)


def _may_be_same(one: Part, other: Part) -> bool:
    """Whether two may be one: the same identity, another type of thing, or names that share a word."""
    if one.who == other.who or one.type != other.type:
        return True
    return bool(set(one.folded.split()) & set(other.folded.split()))


def _compare_stances(sure: Sequence[Telling]) -> Iterator[Difference | None]:
    """Whether it happened at all: somebody tells it as a fact, and somebody else denies it."""
    for one in sure:
        if one.stance not in (tellings.DENIED, tellings.NEGATED):
            continue
        if one.stance == tellings.NEGATED and one.type not in families.ONCE:
            continue
        against = [other for other in sure if other.is_told and _may_contradict(one, other)]
        if against:
            rows = sorted([one, *against], key=lambda row: row.order)
            said = tuple(make_said(row, row.start, row.end, row.passage, row.stance) for row in rows)
            yield Difference(
                kind=WHETHER,
                nature=DISAGREEMENT,
                of=one.type,
                said=said,
                keys=tuple(row.key for row in rows),
            )
            return


def _may_contradict(one: Telling, other: Telling) -> bool:
    if one.phase != other.phase or one.type != other.type:
        return False
    return one.document != other.document or one.speaker != other.speaker
