"""Entities in the making: clusters of mentions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.analyse.mentions import Candidate
from onrecord.analyse.parse import Parse
from onrecord.model.record import EntityType


@dataclass(slots=True)
class Cluster:
    """The mentions of one entity, and what the article has told of it.

    `members` are positions in the list of candidates; `nouns` are the head nouns by which it was described
    ("star", "minister"), `classes` those nouns' classes, and `nations` the states and parties in front of
    them ("the Dutch minister"). With each noun, `beside` are the names told with it ("the *Nato* spokesman")
    and `owners` those whose it is said to be. A `minor` one is an entity only if it has two.
    """

    type: EntityType
    members: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)
    beside: dict[str, set[str]] = field(default_factory=dict)
    owners: dict[str, set[int]] = field(default_factory=dict)
    age: int | None = None
    gender: str | None = None
    country: str | None = None
    plural: bool = False
    minor: bool = False

    def add(self, position: int, candidate: Candidate, words: str) -> None:
        """Take in a mention."""
        self.members.append(position)
        self.minor = self.minor and candidate.minor
        if candidate.form == "name" and words not in self.names:
            self.names.append(words)
        if candidate.gender in ("m", "f") and self.gender is None:
            self.gender = candidate.gender
        self.country = self.country or candidate.country

    def describe(self, nouns: Iterable[str], classes: Iterable[str]) -> None:
        """Note nouns by which the article calls the entity."""
        self.nouns.update(nouns)
        self.classes.update(classes)


class Way(NamedTuple):
    """How a mention was resolved: by what (see `confidence.WAYS`), and the linker's score if it was asked."""

    name: str
    score: float = 0.0


NEW = Way("new")


@dataclass(slots=True)
class Clusters:
    """All clusters of a document and the way from a mention to its own."""

    parse: Parse
    candidates: list[Candidate]
    clusters: list[Cluster] = field(default_factory=list)
    of: dict[int, tuple[int, ...]] = field(default_factory=dict)
    by_head: dict[int, int] = field(default_factory=dict)
    ways: dict[int, Way] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for position, candidate in enumerate(self.candidates):
            other = self.by_head.get(candidate.head)
            if other is None or candidate.form == "name" != self.candidates[other].form:
                self.by_head[candidate.head] = position

    def words(self, position: int) -> str:
        """The words of a mention as they stand in the text."""
        candidate = self.candidates[position]
        tokens = self.parse.tokens
        return self.parse.text[tokens[candidate.first].start : tokens[candidate.last].end]

    def new(self, position: int, by: Way = NEW) -> int:
        """Begin a cluster with a mention; gives the cluster's number."""
        candidate = self.candidates[position]
        kind: EntityType = candidate.type
        if kind == "person" and candidate.plural:
            kind = "group"
        self.clusters.append(Cluster(type=kind, plural=candidate.plural, minor=candidate.minor))
        self.join(position, len(self.clusters) - 1, by=by)
        return len(self.clusters) - 1

    def join(self, position: int, *numbers: int, by: Way) -> None:
        """Let a mention stand for the given clusters; one that stands for several describes none."""
        self.of[position] = numbers
        self.ways[position] = by
        if len(numbers) == 1:
            candidate = self.candidates[position]
            words = self.words(position) if candidate.form == "name" else ""
            self.clusters[numbers[0]].add(position, candidate, words)

    def at(self, index: int | None) -> int | None:
        """The cluster of the mention headed by a token; None where there is none, or several."""
        position = self.by_head.get(index) if index is not None else None
        numbers = self.of.get(position, ()) if position is not None else ()
        return numbers[0] if len(numbers) == 1 else None

    def drop_minor(self) -> None:
        """Forget the minor clusters that have one mention only."""
        gone = {n for n, cluster in enumerate(self.clusters) if cluster.minor and len(cluster.members) < 2}
        for number in gone:
            self.clusters[number].members.clear()
        for position, numbers in list(self.of.items()):
            kept = tuple(n for n in numbers if n not in gone)
            if kept:
                self.of[position] = kept
            else:
                del self.of[position]
