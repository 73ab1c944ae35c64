"""Who is one: a pure function of the bearers of names, of what comparing their names gave, and of judgements.

Bearers of one name are the same where nothing speaks against it. Where bearers of a name are known to be
several people, one of whom nothing is known is taken for the one whom most of the articles speak of, if one
stands out so, and for nobody else otherwise. Names that were found the same join the people who bear them.
What people judged goes before all, a newer judgement before an older one. Nothing here depends on the order
in which anything came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

import msgspec

from onrecord.model.document import digest_of
from onrecord.resolve.identities.bearers import AGE_SLACK, BAND, Facts
from onrecord.resolve.identities.names import Standing

_STANDS_OUT = 3
"""How many times as often one of a name must be met as the next, to be taken for whoever bears it."""
_RANKS: dict[Standing, int] = {"full": 0, "common": 1, "short": 2}


class Bearer(msgspec.Struct, frozen=True, kw_only=True):
    """Entities that have all in common by which they are compared, as the store has them.

    `name` is the digest of the name within its context. `follows` is the bearer of a fuller name in its story
    that it is. `day` is the day of publication of the entity that people judged, 0 for others.
    """

    id: str
    name: str
    type: str
    folded: str
    standing: Standing
    context: str
    facts: Facts
    written: dict[str, int]
    entities: int
    identity: str | None = None
    follows: str | None = None
    day: int = 0

    @property
    def weight(self) -> int:
        """How often it is met, as a power of two: so it changes seldom."""
        return weigh(self.entities)


class Ruling(msgspec.Struct, frozen=True):
    """What people judged of two bearers: that they are the same, or that they are not."""

    left: str
    right: str
    same: bool


class Comparison(msgspec.Struct, frozen=True):
    """What comparing two names gave."""

    left: str
    right: str
    score: float
    decision: str


def weigh(count: int) -> int:
    """A count as the next higher power of two."""
    return 1 << count.bit_length()


def cluster(
    bearers: Sequence[Bearer], comparisons: Iterable[Comparison], rulings: Sequence[Ruling]
) -> dict[str, str]:
    """The identity of each bearer, by their ids; `rulings` are in order, the newest first.

    The bearers have to be all of their names, and the names all that the comparisons and rulings join.
    """
    forming = _Forming(bearers, comparisons)
    forming.rule(rulings)
    forming.join_links()
    forming.join_namesakes()
    forming.join_names()
    forming.join_followers()
    return forming.name_identities()


class _Cluster:
    """Bearers taken for one so far, with what is known of them all."""

    def __init__(self, bearer: Bearer) -> None:
        self.members = [bearer]
        self.names = {bearer.name}
        self.barred: set[int] = set()
        self.weight = bearer.weight
        facts = bearer.facts
        self.links = set(facts.links)
        self.years = None if facts.born is None else (facts.born, facts.born)
        self.slack = AGE_SLACK if bearer.standing != "full" else BAND
        told: tuple[str | None, ...] = (facts.country, facts.gender)
        self.told: tuple[set[str], ...] = tuple(set() if one is None else {one} for one in told)

    def take(self, other: _Cluster) -> None:
        """Take the members of another."""
        self.members += other.members
        self.names |= other.names
        self.weight += other.weight
        self.links |= other.links
        if other.years is not None:
            mine = self.years or other.years
            self.years = min(mine[0], other.years[0]), max(mine[1], other.years[1])
        self.slack = max(self.slack, other.slack)
        self.told = tuple(mine | theirs for mine, theirs in zip(self.told, other.told, strict=True))

    def contradicts(self, other: _Cluster) -> bool:
        """Whether what is known of one cannot be of the other; not asked where people joined what differs."""
        return self._differ_in_years(other) or any(
            len(mine) == 1 and len(theirs) == 1 and mine != theirs
            for mine, theirs in zip(self.told, other.told, strict=True)
        )

    def _differ_in_years(self, other: _Cluster) -> bool:
        mine, theirs = self.years, other.years
        if mine is None or theirs is None:
            return False
        slack = max(self.slack, other.slack)
        if max(mine[1] - mine[0], theirs[1] - theirs[0]) > slack:
            return False
        return max(mine[1], theirs[1]) - min(mine[0], theirs[0]) > slack


class _Forming:
    """Forms clusters, step by step."""

    def __init__(self, bearers: Sequence[Bearer], comparisons: Iterable[Comparison]) -> None:
        self._bearers = sorted(bearers, key=lambda one: one.id)
        self._numbers = {one.id: number for number, one in enumerate(self._bearers)}
        self._clusters = [_Cluster(one) for one in self._bearers]
        self._of = list(range(len(self._bearers)))
        told = [one for one in comparisons if one.decision != "unsure"]
        self._same = sorted(
            (one for one in told if one.decision == "same"), key=lambda one: (-one.score, one.left, one.right)
        )
        self._different = {frozenset((one.left, one.right)) for one in told if one.decision == "different"}
        self._named: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self._bearers):
            self._named[one.name].append(number)

    def rule(self, rulings: Sequence[Ruling]) -> None:
        """Part and join what people judged: no chain of those who are the same joins two who are not."""
        for one in sorted(rulings, key=lambda one: one.same):
            if one.left not in self._numbers or one.right not in self._numbers:
                continue
            left, right = (self._of[self._numbers[end]] for end in (one.left, one.right))
            if left == right or right in self._clusters[left].barred:
                continue
            if one.same:
                self._join(left, right)
            else:
                self._clusters[left].barred.add(right)
                self._clusters[right].barred.add(left)

    def join_links(self) -> None:
        """Join bearers that are one entry of a catalogue."""
        linked: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self._bearers):
            for link in one.facts.links:
                linked[link].append(number)
        for _, numbers in sorted(linked.items()):
            for left, right in combinations(numbers, 2):
                self._join_if_free(self._of[left], self._of[right], facts=True)

    def join_namesakes(self) -> None:
        """Join bearers of one name: those of whom something is known, then the others, then those judged."""
        for name in sorted(self._named):
            numbers = self._named[name]
            if len(numbers) > 1 and self._bearers[numbers[0]].standing != "short":
                placed: dict[int, None] = {}
                for number in sorted(numbers, key=self._order):
                    placed[self._place(number, [one for one in placed if self._clusters[one].members])] = None

    def _order(self, number: int) -> tuple[bool, int, str, bool, int, str]:
        one = self._bearers[number]
        judged = one.facts.judged is not None
        return judged, one.day, (one.facts.judged or ""), not one.facts.number, -one.weight, one.id

    def _place(self, number: int, placed: Sequence[int]) -> int:
        """Join a bearer to the cluster of its name to which it plainly belongs; gives its cluster."""
        mine = self._of[number]
        if mine in placed:
            return mine
        chosen = self._choose([one for one in placed if self._is_free(mine, one, facts=True)])
        if chosen is None:
            return mine
        self._join(chosen, mine)
        return chosen

    def _choose(self, numbers: Sequence[int]) -> int | None:
        """The only cluster, or the one that stands out."""
        ranked = sorted(dict.fromkeys(numbers), key=lambda one: (-self._clusters[one].weight, one))
        if not ranked:
            return None
        weights = [self._clusters[one].weight for one in ranked]
        return ranked[0] if len(ranked) == 1 or weights[0] >= _STANDS_OUT * weights[1] else None

    def join_names(self) -> None:
        """Join who bears names that were found the same, but for one that is the same as two that differ."""
        contested = self._find_contested()
        for one in self._same:
            if frozenset((one.left, one.right)) in contested:
                continue
            ends = [
                self._choose([self._of[at] for at in self._named.get(end, ())])
                for end in (one.left, one.right)
            ]
            if ends[0] is not None and ends[1] is not None:
                self._join_if_free(ends[0], ends[1], facts=True)

    def _find_contested(self) -> set[frozenset[str]]:
        near: dict[str, set[str]] = defaultdict(set)
        for same in self._same:
            near[same.left].add(same.right)
            near[same.right].add(same.left)
        found: set[frozenset[str]] = set()
        for name, others in near.items():
            for one, other in combinations(sorted(others), 2):
                pair = frozenset((one, other))
                if pair in self._different or (self._is_acronym(name) and other not in near[one]):
                    found |= {frozenset((name, one)), frozenset((name, other))}
        return found

    def _is_acronym(self, name: str) -> bool:
        numbers = self._named.get(name, ())
        return any(" " not in self._bearers[number].folded for number in numbers)

    def join_followers(self) -> None:
        """Join short names to the fuller ones that they stand for in their stories."""
        for number, one in enumerate(self._bearers):
            target = self._numbers.get(one.follows.removeprefix(JUDGED)) if one.follows else None
            if target is not None:
                self._join_if_free(self._of[number], self._of[target], facts=False)

    def _join_if_free(self, one: int, other: int, *, facts: bool) -> None:
        if one != other and self._is_free(one, other, facts=facts):
            self._join(one, other)

    def _is_free(self, one: int, other: int, *, facts: bool) -> bool:
        """Whether nothing speaks against two clusters being one."""
        left, right = self._clusters[one], self._clusters[other]
        if other in left.barred or _differ_in_links(left, right):
            return False
        if facts and left.contradicts(right):
            return False
        if not self._different:
            return True
        return not any(
            frozenset((mine, theirs)) in self._different for mine in left.names for theirs in right.names
        )

    def _join(self, one: int, other: int) -> None:
        kept, gone = self._clusters[one], self._clusters[other]
        for member in gone.members:
            self._of[self._numbers[member.id]] = one
        kept.take(gone)
        gone.members = []
        for barred in gone.barred:
            self._clusters[barred].barred.discard(other)
            self._clusters[barred].barred.add(one)
        kept.barred |= gone.barred

    def name_identities(self) -> dict[str, str]:
        """Each bearer's identity: a digest of the one in it whose name tells most and whose facts least."""
        named = {}
        for number in sorted(set(self._of)):
            identity = make_id(self._clusters[number].members)
            named.update({member.id: identity for member in self._clusters[number].members})
        return named


JUDGED = "judged "
"""Stands in front of whom a bearer follows, where people judged one of its name."""


def make_id(members: Iterable[Bearer]) -> str:
    """The id of an identity of these bearers."""
    first = min(
        members,
        key=lambda one: (_RANKS[one.standing], one.facts.judged is not None, one.facts.number, one.id),
    )
    return f"i{digest_of(first.id)}"


def _differ_in_links(left: _Cluster, right: _Cluster) -> bool:
    """Whether two clusters are entries of catalogues, and not the same."""
    return bool(left.links and right.links and left.links.isdisjoint(right.links))
