"""How far coders agree with each other, and how often the engine is right by what they say.

Agreement of two coders is Cohen's kappa (1960); of any number, and where some left cells empty,
Krippendorff's alpha for nominal data (2011). Intervals of shares are Wilson's (1927), at 95%.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import sqrt

import msgspec

from onrecord.corrections.sheet import VERDICTS
from onrecord.errors import InputError

_YES = frozenset("yes y 1 true right x ja oui si sí".split())
_NO = frozenset("no n 0 false wrong nein non".split())
_Z = 1.959963984540054
Judged = Mapping[str, Mapping[str, bool]]
"""Of one coder and column: what was said of each item, by its id."""


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """How many of those judged are right, with Wilson's interval at 95% of the share."""

    right: int
    judged: int
    share: float
    low: float
    high: float


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How far coders agree in one column, and how often the engine is right in it.

    `items` counts those that two coders or more judged; `agreed` is the share of pairs of judgements that are
    the same; `kappa` is None unless there are two coders, and both coefficients are None where nothing
    varies. `majority` leaves out items on which as many say yes as no; `ties` counts these.
    """

    column: str
    items: int
    agreed: float | None
    kappa: float | None
    alpha: float | None
    by_coder: dict[str, Share]
    majority: Share | None
    ties: int


def judge(value: str, where: str) -> bool | None:
    """What a cell says: yes, no, or nothing where it is empty.

    Raises:
        InputError: it says something else.
    """
    word = value.strip().lower()
    if not word:
        return None
    if word in _YES or word in _NO:
        return word in _YES
    raise InputError(f"{where}: {value!r} is neither yes nor no; leave the cell empty where it is not known")


def score_sheets(sheets: Mapping[str, Iterable[Mapping[str, str]]]) -> list[Agreement]:
    """The agreement of coding sheets, by what each is called, column by column.

    Raises:
        InputError: a cell is neither yes nor no nor empty, or a sheet has an item twice.
    """
    said: dict[str, dict[str, dict[str, bool]]] = {column: {} for column in VERDICTS}
    for coder, rows in sheets.items():
        seen = set()
        for number, row in enumerate(rows, start=2):
            if row["item"] in seen:
                raise InputError(f"{coder}, line {number}: {row['item']} is there twice")
            seen.add(row["item"])
            for column in VERDICTS:
                value = judge(row.get(column, ""), f"{coder}, line {number}, {column}")
                if value is not None:
                    said[column].setdefault(coder, {})[row["item"]] = value
    return [_score(column, judged) for column, judged in said.items() if judged]


def _score(column: str, judged: Judged) -> Agreement:
    units = _units(judged)
    shared = [one for one in units.values() if len(one) > 1]
    votes = [sum(one) * 2 - len(one) for one in units.values()]
    decided = [vote > 0 for vote in votes if vote]
    return Agreement(
        column=column,
        items=len(shared),
        agreed=find_agreed(shared),
        kappa=find_kappa(*judged.values()) if len(judged) == 2 else None,
        alpha=find_alpha(units.values()),
        by_coder={coder: make_share(list(said.values())) for coder, said in judged.items()},
        majority=make_share(decided) if decided else None,
        ties=len(votes) - len(decided),
    )


def _units(judged: Judged) -> dict[str, list[bool]]:
    """All judgements of each item."""
    units: dict[str, list[bool]] = {}
    for said in judged.values():
        for item, value in said.items():
            units.setdefault(item, []).append(value)
    return units


def find_agreed(units: Iterable[Sequence[object]]) -> float | None:
    """The share of pairs of judgements of an item that are the same; None where there is no pair."""
    pairs = [first == second for unit in units for first, second in combinations(unit, 2)]
    return sum(pairs) / len(pairs) if pairs else None


def find_kappa(first: Mapping[str, object], second: Mapping[str, object]) -> float | None:
    """Cohen's kappa of two coders on the items that both judged; None where chance alone would agree."""
    items = [one for one in first if one in second]
    if not items:
        return None
    observed = sum(first[one] == second[one] for one in items) / len(items)
    left, right = Counter(first[one] for one in items), Counter(second[one] for one in items)
    expected = sum(left[value] * right[value] for value in left) / len(items) ** 2
    return (observed - expected) / (1 - expected) if expected < 1 else None


def find_alpha(units: Iterable[Sequence[object]]) -> float | None:
    """Krippendorff's alpha for nominal data; each unit holds the judgements that it was given.

    None where fewer than two are comparable, or all judgements are the same.
    """
    pairable = [one for one in units if len(one) > 1]
    totals = Counter(value for unit in pairable for value in unit)
    count = sum(totals.values())
    if count < 2 or len(totals) < 2:
        return None
    observed = 0.0
    for unit in pairable:
        values = Counter(unit)
        unlike = len(unit) ** 2 - sum(one**2 for one in values.values())
        observed += unlike / (len(unit) - 1)
    expected = (count**2 - sum(one**2 for one in totals.values())) / (count - 1)
    return 1 - observed / expected


def make_share(values: Sequence[bool]) -> Share:
    """The share of what is true, with Wilson's interval at 95%."""
    right, judged = sum(values), len(values)
    low, high = find_interval(right, judged)
    return Share(right=right, judged=judged, share=right / judged if judged else 0.0, low=low, high=high)


def find_interval(right: int, judged: int) -> tuple[float, float]:
    """Wilson's score interval at 95% of a share; from 0 to 1 where nothing was judged."""
    if not judged:
        return 0.0, 1.0
    share, square = right / judged, _Z**2
    middle = (share + square / (2 * judged)) / (1 + square / judged)
    half = _Z * sqrt(share * (1 - share) / judged + square / (4 * judged**2)) / (1 + square / judged)
    low = 0.0 if right == 0 else max(0.0, middle - half)
    return low, 1.0 if right == judged else min(1.0, middle + half)
