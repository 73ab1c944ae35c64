"""States that events tell of, put together by whom and what they are about; nothing here asks a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

import msgspec

from onrecord.model.folding import fold_name
from onrecord.query.holding import ENDLESS, YEAR, Account, Basis, Sign, Standing, Verdict, judge
from onrecord.store.keys import last_day_of

STATES: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "post": ("person", ("position",), ("organisation",)),
        "employment": ("person", ("occupation",), ("organisation",)),
        "membership": ("person", (), ("organisation",)),
        "citizenship": ("person", (), ("country",)),
        "residence": ("person", (), ("place",)),
        "origin": ("person", (), ("place",)),
        "family": ("person", ("kinship",), ("relative",)),
        "education": ("person", ("degree",), ("organisation",)),
        "headquarters": ("organisation", (), ("place",)),
        "ownership": ("owner", (), ("object",)),
        "age": ("person", ("age",), ()),
    }
)
"""The types of states: the role of who is in one, and the roles of what it is and of what else is in it."""
CHANGES: Mapping[str, tuple[str, Sign]] = MappingProxyType(
    {"appointment": ("post", "begins"), "election": ("post", "planned"), "departure": ("post", "ends")}
)
"""Types of events that change a state, and what they say; who is elected has still to take office."""
DEATH = "death"
TYPES = (*STATES, *CHANGES, DEATH)
_OF_THE_LIVING = ("post", "employment", "membership", "residence")
_REACH = MappingProxyType(
    {"citizenship": ENDLESS, "origin": ENDLESS, "family": ENDLESS, "education": ENDLESS, "age": 0}
)
_PHASES: Mapping[str, Sign] = MappingProxyType({"begins": "begins", "holds": "holds", "ended": "ends"})
_DENIED: Mapping[Sign, Sign] = MappingProxyType({"holds": "lacks", "ends": "holds"})
_PLANNED = frozenset("elect designate nominee incoming".split())
_EMPTY = frozenset(
    "a an the of for in at to and s his her its their our my former ex then new current".split()
)


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """An event that tells of a state, or of its beginning or end.

    `holder` is the key of who is in it. `what` and `other` are the words of its roles. `earliest` and
    `latest` are days between which it was, `published` is when the article was; dates of ISO 8601. `source`
    is who tells it.
    """

    key: int
    id: str
    type: str
    phase: str
    polarity: str
    modality: str
    holder: int
    what: str
    other: str
    earliest: str | None
    latest: str | None
    published: str | None
    source: str


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A state, and whether somebody was in it on a day.

    `what` is the position, occupation and the like, `other` the organisation, country or person. `accounts`
    are the ids of the events on which that rests, `against` of those that tell otherwise, and `sources` who
    tells any of them. `events` is how many events tell anything of it, of whatever day.
    """

    type: str
    what: str
    other: str
    standing: Standing
    basis: Basis
    accounts: tuple[str, ...]
    against: tuple[str, ...]
    sources: tuple[str, ...]
    events: int


@dataclass(frozen=True, slots=True)
class _About:
    """What a state is, as folded words without those that tell nothing."""

    what: frozenset[str]
    other: frozenset[str]

    def is_within(self, other: _About) -> bool:
        """Whether the other says all that this says: a foreign minister is a minister."""
        return self.what <= other.what and self.other <= other.other

    def __bool__(self) -> bool:
        return bool(self.what or self.other)


@dataclass(frozen=True, slots=True)
class _Claim:
    telling: Telling
    about: _About
    account: Account


@dataclass(frozen=True, slots=True)
class Found:
    """A state of somebody, the verdict on it, and the keys of the events that tell that it was so."""

    held: Held
    holder: int
    keys: tuple[int, ...]


def find_held(tellings: Iterable[Telling], day: date) -> list[Found]:
    """The states that are told of, and whether each was so on a day.

    What was so comes first, and of that the posts, and of these what most is told of. A state that another
    says more exactly, on the same accounts, is left out.
    """
    by_holder: dict[int, list[Telling]] = defaultdict(list)
    for one in tellings:
        by_holder[one.holder].append(one)
    found = [one for several in by_holder.values() for one in _judge_holder(several, day)]
    order = ("so", "disputed", "unknown", "not so")
    kinds = list(STATES)
    found.sort(key=lambda one: (order.index(one.held.standing), kinds.index(one.held.type), -one.held.events))
    return found


def _judge_holder(tellings: Sequence[Telling], day: date) -> Iterator[Found]:
    claims: dict[str, list[_Claim]] = defaultdict(list)
    deaths: list[_Claim] = []
    for one in tellings:
        made = _read(one)
        if made is not None:
            kind, claim = made
            (deaths if kind == DEATH else claims[kind]).append(claim)
    for kind, several in claims.items():
        yield from _judge_kind(kind, several, deaths if kind in _OF_THE_LIVING else [], day)


def _judge_kind(kind: str, claims: Sequence[_Claim], deaths: Sequence[_Claim], day: date) -> Iterator[Found]:
    abouts = list(dict.fromkeys(one.about for one in claims if one.about and one.account.sign != "ends"))
    most = [one for one in abouts if not any(one != more and one.is_within(more) for more in abouts)]
    accounts = {about: list(_list_accounts(about, claims, deaths, is_only=len(most) < 2)) for about in abouts}
    judged = {about: judge(accounts[about], day, reach=_REACH.get(kind, YEAR)) for about in abouts}
    for about, verdict in judged.items():
        same = (one for one, other in judged.items() if other == verdict and one != about)
        if not any(about.is_within(one) for one in same):
            yield _make_found(kind, about, claims, verdict, len(accounts[about]))


def _list_accounts(
    about: _About, claims: Sequence[_Claim], deaths: Sequence[_Claim], *, is_only: bool
) -> Iterator[Account]:
    """The accounts that tell something of a state: what says more tells that it is so, what says less that
    it ended. An end of nothing in particular is that of the only one, else it leaves all of them in doubt.
    """
    for one in claims:
        account = one.account
        if account.sign == "ends" and not one.about:
            yield account if is_only else replace(account, sign="doubted")
        elif account.sign == "planned":
            if one.about.what == about.what and one.about.other <= about.other:
                yield account
        elif account.sign in ("ends", "lacks"):
            if one.about.is_within(about):
                yield account
        elif about.is_within(one.about):
            yield account
    for one in deaths:
        yield one.account


def _make_found(kind: str, about: _About, claims: Sequence[_Claim], verdict: Verdict, events: int) -> Found:
    own = [one for one in claims if one.about == about]
    newest = max(own, key=lambda one: (one.account.last, one.account.key)).telling
    told = (*verdict.accounts, *verdict.against)
    held = Held(
        type=kind,
        what=newest.what,
        other=newest.other,
        standing=verdict.standing,
        basis=verdict.basis,
        accounts=tuple(one.id for one in verdict.accounts),
        against=tuple(one.id for one in verdict.against),
        sources=tuple(dict.fromkeys(one.source for one in told)),
        events=events,
    )
    keys = told if verdict.standing in ("so", "disputed") else ()
    return Found(held, newest.holder, tuple(one.key for one in keys))


def _read(one: Telling) -> tuple[str, _Claim] | None:
    """The kind of state that an event tells of and what it says; None where it says nothing for sure."""
    kind, sign = _find_sign(one)
    if sign is None:
        return None
    what, other = _fold(one.what), _fold(one.other)
    if what & _PLANNED and sign in ("begins", "holds"):
        sign = "planned"
    dates = _find_days(one, sign)
    if dates is None:
        return None
    first, last, is_dated = dates
    published = _bounds(one.published)
    if is_dated and published and first > published[1] and sign in ("begins", "ends", "holds"):
        sign, (first, last), is_dated = "holds" if sign == "ends" else "planned", published, False
    about = _About(what - _PLANNED, other)
    if not about and sign != "ends":
        return None
    account = Account(
        key=one.key, id=one.id, source=one.source, sign=sign, first=first, last=last, is_dated=is_dated
    )
    return kind, _Claim(one, about, account)


def _find_sign(one: Telling) -> tuple[str, Sign | None]:
    """The kind of a state and what an event says of it, before it is asked when; None where nothing."""
    kind, sign = CHANGES.get(one.type, (one.type, _PHASES[one.phase]))
    if one.type == DEATH:
        sure = one.modality == "actual" and one.polarity == "positive"
        return kind, "ends" if sure else None
    if one.modality == "possible":
        return kind, None
    if one.modality == "future":
        return kind, "holds" if sign == "ends" else "planned"
    return kind, sign if one.polarity == "positive" else _DENIED.get(sign)


def _find_days(one: Telling, sign: Sign) -> tuple[date, date, bool] | None:
    """The days that an event tells of, else those of publication; None where neither is known."""
    if one.earliest is not None and sign != "planned":
        first, last = _bounds(one.earliest), _bounds(one.latest or one.earliest)
        if first and last:
            return first[0], max(first[0], last[1]), True
    published = _bounds(one.published)
    return None if published is None else (*published, False)


def _bounds(given: str | None) -> tuple[date, date] | None:
    """The first and the last day of a date of ISO 8601."""
    if given is None:
        return None
    try:
        return date.fromisoformat(given + "-01-01"[: 10 - len(given)]), date.fromisoformat(last_day_of(given))
    except ValueError:
        return None


def _fold(words: str) -> frozenset[str]:
    return frozenset(fold_name(words).split()) - _EMPTY
