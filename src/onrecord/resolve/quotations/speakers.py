"""Who speaks, as far as it matters for whether two statements give the words of one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Relation = Literal["same", "unknown", "different"]
_PRONOUNS = frozenset("i we he she they it you me us him her them who".split())
_TITLES = frozenset("mr mrs ms miss dr sir lord lady dame sen rep gov president prime minister".split())


@dataclass(frozen=True, slots=True)
class Party:
    """One of those who speak: type and name as the article has them, and whose identity that is."""

    type: str
    name: str
    folded: str
    identity: str | None

    @property
    def is_named(self) -> bool:
        """Whether the article gives a name and no description or pronoun."""
        last = self.name.split()[-1:]
        return bool(last) and last[0][:1].isupper() and self.folded not in _PRONOUNS


def find_surname(parties: Iterable[Party]) -> str | None:
    """The last word of the name of the first who is named; None where nobody is."""
    named = next((one for one in parties if one.is_named and one.folded), None)
    return named.folded.split()[-1] if named is not None else None


def relate(left: Iterable[Party], right: Iterable[Party]) -> Relation:
    """Whether those of two statements are the same, surely different persons, or who knows."""
    ours, theirs = ([one for one in side if one.is_named] for side in (left, right))
    if any(_is_same(one, other) for one in ours for other in theirs):
        return "same"
    persons = all(one.type == "person" for one in (*ours, *theirs))
    akin = any(set(one.folded.split()) & set(other.folded.split()) for one in ours for other in theirs)
    return "different" if ours and theirs and persons and not akin else "unknown"


def _is_same(one: Party, other: Party) -> bool:
    if one.identity is not None and one.identity == other.identity:
        return True
    if one.folded == other.folded:
        return one.type == other.type
    mine, yours = (set(name.folded.split()) - _TITLES for name in (one, other))
    shorter, longer = sorted((mine, yours), key=len)
    last = {name.folded.split()[-1] for name in (one, other) if name.folded}
    return len(last) == 1 and one.type == other.type == "person" and bool(shorter) and shorter <= longer
