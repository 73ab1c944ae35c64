"""Which of its recurrences a date without a year means: the last, the next or the nearest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from onrecord.analyse.timex.calendar import Bounds, bounds
from onrecord.analyse.timex.clause import Tense
from onrecord.analyse.timex.context import Context

_YEARS = 8  # As long as the calendar ever goes without a 29 February.
# A date told in the past tense is not this long ago where its next recurrence is this near ("the deadline was
# extended to 16 November", told in October)).
_TOO_LONG_AGO = 320
_NEAR = 31


def place_in_year(
    context: Context, tense: Tense | None, suffix: str, *, just_ended: int = 0, surely: bool = False
) -> str:
    """The value of a month, day, quarter or season (`09`, `09-30`, `Q3`, `SU`) that names no year.

    `XXXX-09` where the publication date does not tell. In the future tense, what ended at most `just_ended`
    days before counts as well ("expects to report a loss for the third quarter"). The tense is overruled
    where the other side is far likelier, unless it is known `surely` ("last November").
    """
    return place_yearly(
        context,
        tense,
        lambda year: f"{year:04}-{suffix}",
        f"XXXX-{suffix}",
        just_ended=just_ended,
        surely=surely,
    )


def place_yearly(
    context: Context,
    tense: Tense | None,
    in_year: Callable[[int], str | None],
    otherwise: str,
    *,
    just_ended: int = 0,
    surely: bool = False,
) -> str:
    """The value of what comes once a year, such as a holiday; `otherwise` where nothing tells."""

    def candidates(day: date) -> Iterable[str | None]:
        return (in_year(year) for year in range(day.year - _YEARS, day.year + _YEARS + 1))

    return _place(context, tense, candidates, just_ended, surely) or otherwise


def place_weekday(context: Context, tense: Tense | None, weekday: int) -> str:
    """The value of a weekday (Monday is 0) that names no date; the day of publication counts as past."""

    def candidates(day: date) -> Iterable[str]:
        monday = day - timedelta(day.weekday())
        return ((monday + timedelta(weekday + days)).isoformat() for days in (-7, 0, 7))

    return _place(context, tense, candidates, 0, True) or f"XXXX-WXX-{weekday + 1}"


def _place(
    context: Context,
    tense: Tense | None,
    candidates: Callable[[date], Iterable[str | None]],
    just_ended: int,
    surely: bool,
) -> str | None:
    reference = context.published_bounds
    if reference is None:
        return None
    chosen = {_choose(day, tense, candidates(day), just_ended, surely) for day in set(reference)}
    return chosen.pop() if len(chosen) == 1 else None


def _choose(
    day: date, tense: Tense | None, candidates: Iterable[str | None], just_ended: int, surely: bool
) -> str | None:
    spans = [(span, value) for value in candidates if value and (span := bounds(value))]
    before = max((item for item in spans if item[0][0] <= day), default=None)
    after = min((item for item in spans if item[0][1] >= day), default=None)
    if before is None or after is None:
        chosen = before or after
    elif tense == "past":
        unlikely = not surely and _days(before, day) > _TOO_LONG_AGO and _days(after, day) < _NEAR
        chosen = after if unlikely else before
    elif tense == "future":
        chosen = before if _days(before, day) <= just_ended else after
    else:
        # News tells of the past rather than of the future.
        bias = 1 if tense == "ahead" else 1.5
        chosen = before if _days(before, day) < bias * _days(after, day) else after
    return chosen[1] if chosen else None


def _days(item: tuple[Bounds, str], day: date) -> int:
    """How many days lie between a stretch and a day; 0 for a day within."""
    first, last = item[0]
    return max((first - day).days, (day - last).days, 0)
