"""Whether something was so on a day, as accounts of it tell; nothing here asks a store.

An account is what one event of an article tells of a state, such as a post. It is reduced to a signal: within
which days it tells something, and what it says of these days, of those before and of those behind them.

- That it begins on a day: so from that day on, not so before. Told without a day: so when it was published.
- That it ended on a day: not so from that day on, so before. Without a day: not so since it was published.
- That it holds: so on the days that are told, else when it was published. That it does not: not so then.
- That it is to begin ("president-elect", or a day that is yet to come): not so when it was published, and on
  any day behind that it is not known whether it came about. That it is to end: so when it was published.
- What may be so, or what may not have begun or ended, is no account.

On a day about which nothing is told the nearest accounts on both sides count. So on both sides is so. With
accounts of one side alone it is so for as long as the reach of the state behind the last one, and a month
before the first; beyond that it is unknown. What ended is not so until it begins anew. Where sources tell
what cannot all be true, it is disputed, and both are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Standing = Literal["so", "not so", "disputed", "unknown"]
Basis = Literal["told of the day", "told before and after", "told before", "told after", "not told"]
Sign = Literal["begins", "ends", "holds", "lacks", "planned", "doubted"]
YEAR = 366
ENDLESS = 1_000_000
"""A reach without an end, in days."""
_BEFORE = 31
"""For how many days before the first account it is taken to have been so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one event tells of a state.

    `first` and `last` are the days between which it was; `is_dated` says that the article tells them, and
    they are not those of its publication. `source` is who tells it: two accounts of one source do not dispute
    each other.
    """

    key: int
    id: str
    source: str
    sign: Sign
    first: date
    last: date
    is_dated: bool

    @property
    def inside(self) -> bool | None:
        """Whether it was so on the days from `first` to `last`; None where it changed some day of them."""
        if self.sign in ("begins", "ends") and self.first < self.last and self.is_dated:
            return None
        return None if self.sign == "doubted" else self.sign in ("begins", "holds")

    @property
    def before(self) -> bool | None:
        """Whether it was so before; None where nothing is told of that."""
        if not self.is_dated or self.sign not in ("begins", "ends"):
            return None
        return self.sign == "ends"

    @property
    def behind(self) -> bool | None:
        """Whether it was so behind the last day; None where nothing is told of that."""
        if self.sign in ("planned", "doubted"):
            return None
        return self.sign in ("begins", "holds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether it was so, on which accounts that rests, and which tell otherwise."""

    standing: Standing
    basis: Basis
    accounts: tuple[Account, ...] = ()
    against: tuple[Account, ...] = ()


def judge(accounts: Iterable[Account], day: date, *, reach: int = YEAR) -> Verdict:
    """Whether what these accounts tell of was so on a day.

    `reach` is for how many days behind the last account it is taken to go on.
    """
    known = sorted(accounts, key=lambda one: (one.last, one.first, one.id))
    within = [one for one in known if one.first <= day <= one.last]
    told = [one for one in within if one.inside is not None]
    earlier = _nearest([one for one in known if one.last < day], latest=True)
    later = _nearest([one for one in known if one.first > day], latest=False)
    if told:
        return _judge_told(told, known, day)
    changing = [one for one in within if not earlier or one.first > earlier[-1].last]
    return _judge_between(earlier, later, changing, known, day, reach)


def _nearest(accounts: Sequence[Account], *, latest: bool) -> list[Account]:
    """The accounts that are nearest to a day that is behind or before all of them."""
    if not accounts:
        return []
    if latest:
        bound = max(one.last for one in accounts)
        return [one for one in accounts if one.last == bound]
    bound = min(one.first for one in accounts)
    return [one for one in accounts if one.first == bound]


def _judge_told(told: Sequence[Account], known: Sequence[Account], day: date) -> Verdict:
    """On a day of which accounts tell."""
    changes = [one for one in told if one.is_dated and one.sign in ("begins", "ends")]
    yes = tuple(one for one in changes or told if one.inside)
    no = tuple(one for one in changes or told if not one.inside)
    basis: Basis = "told of the day"
    if yes and no:
        standing: Standing = "disputed" if _differ(yes, no) else "unknown"
        return Verdict(standing=standing, basis=basis, accounts=yes, against=no)
    if not yes:
        return Verdict(standing="not so", basis=basis, accounts=no)
    return _dispute(yes, yes, known, day, basis)


def _find_ends(yes: Sequence[Account], known: Sequence[Account], day: date) -> list[Account]:
    """Accounts of other sources that it had ended when these tell that it holds, and had not begun anew."""
    told = [one for one in yes if one.sign == "holds"]
    if len(told) < len(yes):
        return []
    first = min(one.first for one in told)
    began = max((one.last for one in known if one.sign == "begins" and one.last <= day), default=date.min)
    sources = {one.source for one in told}
    ends = (one for one in known if one.sign == "ends" and began < one.last <= min(first, day))
    return [one for one in ends if one.source not in sources]


def _judge_between(
    earlier: Sequence[Account],
    later: Sequence[Account],
    changing: Sequence[Account],
    known: Sequence[Account],
    day: date,
    reach: int,
) -> Verdict:
    """On a day of which no account tells: by the nearest before and behind it."""
    before, after = _agree(one.behind for one in earlier), _agree(_backward(one) for one in later)
    both = (*earlier, *later)
    if before is None and earlier:
        return Verdict(standing="unknown", basis="told before", accounts=tuple(earlier))
    if before and after:
        return _dispute(both, earlier, known, day, "told before and after")
    if before is False and after:
        differ = _differ(earlier, later) and all(one.sign == "ends" for one in earlier)
        standing: Standing = "disputed" if differ else "unknown"
        return Verdict(
            standing=standing, basis="told before and after", accounts=tuple(later), against=tuple(earlier)
        )
    if before and after is False and _differ(earlier, later) and _tell_begin(earlier, later):
        return Verdict(
            standing="disputed", basis="told before and after", accounts=tuple(earlier), against=tuple(later)
        )
    if changing:
        return Verdict(standing="unknown", basis="told of the day", accounts=tuple(changing))
    if before is not None:
        return _judge_behind(earlier, known, day, reach)
    return _judge_before(later, day, after=after)


def _judge_behind(earlier: Sequence[Account], known: Sequence[Account], day: date, reach: int) -> Verdict:
    """Behind the last account that tells anything."""
    newest = earlier[-1]
    distance = (day - newest.last).days
    if newest.behind:
        if distance <= reach:
            return _dispute(earlier, earlier, known, day, "told before")
        return Verdict(standing="unknown", basis="told before", accounts=tuple(earlier))
    lasts = newest.sign == "ends" or distance <= reach
    return Verdict(standing="not so" if lasts else "unknown", basis="told before", accounts=tuple(earlier))


def _judge_before(later: Sequence[Account], day: date, *, after: bool | None) -> Verdict:
    """Before the first account."""
    if not later:
        return Verdict(standing="unknown", basis="not told")
    is_near = (later[0].first - day).days <= _BEFORE
    begins = any(one.before is False for one in later)
    if after is False and (begins or is_near):
        return Verdict(standing="not so", basis="told after", accounts=tuple(later))
    if after and is_near:
        return Verdict(standing="so", basis="told after", accounts=tuple(later))
    return Verdict(standing="unknown", basis="told after", accounts=tuple(later))


def _dispute(
    accounts: Sequence[Account], yes: Sequence[Account], known: Sequence[Account], day: date, basis: Basis
) -> Verdict:
    against = tuple(_find_ends(yes, known, day))
    standing: Standing = "disputed" if against else "so"
    return Verdict(standing=standing, basis=basis, accounts=tuple(accounts), against=against)


def _backward(one: Account) -> bool | None:
    """What an account says of the days before it: of a state that holds, that it may have held."""
    if one.before is not None:
        return one.before
    if one.sign in ("begins", "ends"):
        return None
    return None if one.sign == "doubted" else one.sign == "holds"


def _agree(values: Iterable[bool | None]) -> bool | None:
    """What all that say anything say; None where they do not agree, or say nothing."""
    said = {one for one in values if one is not None}
    return said.pop() if len(said) == 1 else None


def _differ(some: Sequence[Account], others: Sequence[Account]) -> bool:
    """Whether the two are of different sources."""
    return not {one.source for one in some} & {one.source for one in others}


def _tell_begin(earlier: Sequence[Account], later: Sequence[Account]) -> bool:
    """Whether it is told to begin not long after others tell it to be so."""
    gap = (later[0].first - earlier[-1].last).days
    return gap <= YEAR and any(one.sign == "begins" for one in later)
