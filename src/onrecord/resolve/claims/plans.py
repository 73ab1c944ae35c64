"""What was announced or planned and then cancelled: a visit, a meeting, a strike, a takeover."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from onrecord.resolve.claims import families
from onrecord.resolve.claims.tellings import NEGATED, Telling
from onrecord.store.keys import day_of

PLANNED, CANCELLED = "planned", "cancelled"
_NO_PLANS = families.SPEECH | families.STATES | families.CASUALTY
_MOST_DAYS = 366
_FEW_DAYS = 30
"""How many days a plan without a day may be told to be cancelled; later it took place, or is another."""
_LATE = 7
"""How many days after its day a plan may be told to be cancelled; of what is told later it is another."""


def find_stage(one: Telling) -> str | None:
    """Whether an event is told as what lies ahead, as what was cancelled, or as neither.

    A strike that somebody "called off" is over and was none: "visit" in "she did not visit Oslo" began.
    """
    if one.type in _NO_PLANS or one.voice == "unknown":
        return None
    if one.phase == "ended":
        return CANCELLED if one.stance == NEGATED else None
    if one.polarity != "positive" or one.phase != "begins":
        return None
    return PLANNED if one.modality == "future" or (one.is_told and _is_ahead(one)) else None


def _is_ahead(one: Telling) -> bool:
    """Whether it is of a day after the article's: "the union announced a strike for Friday"."""
    return one.when is not None and one.when.earliest is not None and day_of(one.when.earliest) > one.order[0]


def find_parties(one: Telling) -> Iterator[tuple[str, ...]]:
    """The names under which a plan meets its cancellation: of one who takes part, or of two of them."""
    core = families.core_of(one.type)
    names = {part.folded for part in one.parts if part.named and part.folded and part.role in core}
    yield from combinations(sorted(names), _needed(one))


def is_cancelled(before: Telling, after: Telling) -> bool:
    """Whether what one article tells as planned is what another tells as cancelled."""
    if before.document == after.document or families.family_of(before.type) != families.family_of(after.type):
        return False
    if not before.order[0] <= after.order[0] <= _last_day(before):
        return False
    return len(_who(before) & _who(after)) >= _needed(after)


def _last_day(plan: Telling) -> int:
    """The last day on which an article may tell that a plan is cancelled.

    What lasts has begun after its day: "the strike, in its second week, was called off" is no plan's end.
    """
    day = plan.order[0]
    latest = plan.when.latest if plan.when is not None else None
    if latest is None:
        return day + _FEW_DAYS
    late = 0 if plan.type in families.PHASED else _LATE
    return min(day + _MOST_DAYS, day_of(latest) + late)


def _who(one: Telling) -> set[str]:
    core = families.core_of(one.type)
    return {part.who for part in one.parts if part.who and part.named and part.role in core}


def _needed(one: Telling) -> int:
    return 2 if one.type in families.BOTH else 1
