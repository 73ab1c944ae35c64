"""Relatives who are named in one place and called by kinship in another: "her brother Tom", "my sister"."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.analyse.coref.apposition import genders_agree
from onrecord.analyse.coref.cluster import Clusters
from onrecord.analyse.lexicon import persons
from onrecord.analyse.mentions import Candidate
from onrecord.analyse.mentions.hyphens import noun_of

_PAIRS = (
    ("brother sister sibling", "brother sister sibling"),
    ("husband", "wife"),
    ("father mother parent dad mum mom", "son daughter child"),
    ("grandfather grandmother", "grandson granddaughter grandchild"),
    ("uncle aunt", "nephew niece"),
    ("father-in-law mother-in-law", "son-in-law daughter-in-law"),
    ("brother-in-law sister-in-law", "brother-in-law sister-in-law"),
    ("fiance boyfriend", "fiancee girlfriend"),
)
_MOST = 100
"""How many descriptions by kinship are looked at on either side of one, which bounds the work."""
_INVERSE: dict[str, frozenset[str]] = {}
"""What somebody may be to those who are this to him."""
for _one, _other in _PAIRS:
    _INVERSE |= {word: frozenset(_other.split()) for word in _one.split()}
    _INVERSE |= {word: frozenset(_one.split()) for word in _other.split()}


class Kin:
    """Finds the relatives of a document by whose relatives they are."""

    def __init__(self, clusters: Clusters) -> None:
        self.all, self.parse = clusters, clusters.parse
        self._told = [p for p, candidate in enumerate(clusters.candidates) if self._kinship(candidate)]

    def find(self, position: int) -> int | None:
        """The named relative for whom a description stands, where just one is told of; else None."""
        candidate = self.all.candidates[position]
        noun, owner = self._kinship(candidate), self._owner(candidate)
        if noun is None or owner is None:
            return None
        found: set[int] = set()
        place = bisect_left(self._told, position)
        for other in self._told[max(place - _MOST, 0) : place + _MOST]:
            numbers = self.all.of.get(other, ())
            theirs = self._owner(self.all.candidates[other])
            if other == position or len(numbers) != 1 or theirs is None or theirs == numbers[0]:
                continue
            kinship = self._kinship(self.all.candidates[other])
            if theirs == owner and kinship == noun:
                found.add(numbers[0])
            elif numbers[0] == owner and kinship in _INVERSE.get(noun, ()):
                found.add(theirs)
        named = {n for n in found if self.all.clusters[n].names and n != owner}
        fitting = {n for n in named if genders_agree(self.all.clusters[n], candidate)}
        return fitting.pop() if len(fitting) == 1 else None

    def _kinship(self, candidate: Candidate) -> str | None:
        """The noun of a description of one relative."""
        if candidate.form != "nominal" or candidate.type != "person" or candidate.plural:
            return None
        noun = noun_of(self.parse, self.parse.tokens[candidate.head])
        return noun if "relative" in persons.classes_of(noun) else None

    def _owner(self, candidate: Candidate) -> int | None:
        """The cluster of whoever's relative it is: "*his* brother", "the brother of *Roe*"."""
        for below in self.parse.children_by(candidate.head, "nmod"):
            case = self.parse.child(below.index, "case")
            if below.relation == "nmod:poss" or (case is not None and case.lower == "of"):
                return self.all.at(below.index)
        return None
