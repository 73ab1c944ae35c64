"""The linker's scores made choices: which entity a mention stands for, where none of the rules says so."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection

import numpy as np

from onrecord.analyse.coref.apposition import genders_agree
from onrecord.analyse.coref.cluster import Cluster, Clusters, Way
from onrecord.analyse.coref.confidence import way_of
from onrecord.analyse.coref.distinct import owner_of
from onrecord.analyse.coref.linker import Links
from onrecord.analyse.mentions import Candidate

_RULED, _RULED_SUBJECT = 1.5, 3.0
"""The advantage that the rules' choice for "he" and "she" has, in the linker's scores, and as a subject."""
_SURE = -0.3
"""What a person's description must score that no rule ties to anybody: a wrong one is worse than none."""
_LEAST = -2.0
"""The least that any cluster demands."""
_TOGETHER = -2.5
"""What a coordination must score."""
_RECIPROCAL = frozenset("meet marry divorce date join accompany embrace hug".split())
"""Verbs whose subject and object do the same together."""
_UNLIKELY = -6.0
"""What counts as the best score of a mention with nothing in front."""


class Linked:
    """The choices for one document, as far as its clusters are made."""

    def __init__(self, clusters: Clusters, links: Links, is_aside: Callable[[int], bool]) -> None:
        self.all, self.links = clusters, links
        self.aside = [is_aside(candidate.head) for candidate in clusters.candidates]

    def choose(
        self, position: int, barred: Collection[int] = (), ruled: int | None = None, since: int = 0
    ) -> tuple[int | None, Way]:
        """The cluster of the best earlier mention whose score is above what its cluster demands, or None.

        What the rules say is `ruled`, and has an advantage. In the body nothing refers to what stands aside,
        nor to what stands in front of the token `since`.
        """
        candidate = self.all.candidates[position]
        best, found, unaided = -math.inf, None, (-math.inf, -1)
        scores: list[float] = self.links.scores[position].tolist()
        seen = max(_UNLIKELY, *scores) if scores else _UNLIKELY
        subject = self.all.parse.tokens[candidate.head].core == "nsubj"
        advantage = 0.0 if ruled is None else _RULED_SUBJECT if subject else _RULED
        least = _LEAST - advantage
        owner = owner_of(self.all, candidate)
        near = zip(self.links.others[position].tolist(), scores, strict=True) if seen > least else ()
        for other, score in near:
            if score <= least:
                continue
            numbers = self.all.of.get(other, ())
            if len(numbers) != 1 or numbers[0] in barred or (self.aside[other] and not self.aside[position]):
                continue
            if self.all.candidates[other].head < since:
                continue
            if owner is not None and owner_of(self.all, self.all.candidates[other]) not in (owner, None):
                continue  # "his wife" of two men
            floor = floor_of(self.all.clusters[numbers[0]], candidate)
            if score > floor:
                unaided = max(unaided, (score, numbers[0]))
            score += advantage if numbers[0] == ruled else 0.0
            if score > max(best, floor):
                best, found = score, numbers[0]
        if found is None:
            return None, Way("new", seen)
        if unaided[1] not in (found, -1):
            return found, Way("disputed", best)
        return found, Way(way_of(candidate), best)

    def several(self, position: int, above: float) -> tuple[tuple[int, ...], Way]:
        """The people of a coordination that "they" stands for, if it scores more than what else was found.

        The linker takes a coordination for its first member ("*Roe* and Berg left. They ...").
        """
        candidate = self.all.candidates[position]
        scores, others = self.links.scores[position], self.links.others[position]
        for place in np.argsort(-scores, kind="stable").tolist():
            score = float(scores[place])
            if score <= max(above, _TOGETHER):
                break
            members = self._joined(self.all.candidates[int(others[place])])
            if len(members) > 1:
                return members, Way(way_of(candidate), score)
        return (), Way("new")

    def _joined(self, first: Candidate) -> tuple[int, ...]:
        """The people of a coordination that begins with a mention; nobody where not all of them are known."""
        parse = self.all.parse
        heads = [first.head, *(token.index for token in parse.children_by(first.head, "conj"))]
        verb = parse.tokens[parse.tokens[first.head].head]
        if len(heads) == 1 and verb.lemma in _RECIPROCAL and parse.tokens[first.head].core == "nsubj":
            heads += [token.index for token in parse.children_by(verb.index, "obj")]
        numbers = [self.all.at(head) for head in heads]
        found = [n for n in numbers if n is not None and self.all.clusters[n].type == "person"]
        return tuple(sorted(set(found))) if len(found) == len(numbers) else ()


def floor_of(cluster: Cluster, candidate: Candidate) -> float:
    """What a link's score must be above for the candidate to stand for the cluster; infinite if it cannot."""
    kinds = (candidate.type, cluster.type)
    never = math.inf
    match candidate.gender if candidate.form == "pronoun" else "":
        case "m" | "f":
            known = cluster.names or cluster.nouns or cluster.gender  # not only a "you"
            alone = cluster.type == "person" and not cluster.plural and known
            return _LEAST if alone and genders_agree(cluster, candidate) else never
        case "i" | "we" | "you":
            return -1.0 if cluster.minor or cluster.type in ("person", "group", "other") else never
        case "they":
            if cluster.type == "place" or (cluster.type == "person" and not cluster.plural):
                return never
            named = cluster.type == "organisation" and not cluster.plural and cluster.names
            return 0.5 if named else -1.0
        case "it" | "this":
            return -1.0 if cluster.type not in ("person", "group") and not cluster.plural else never
    if cluster.plural != candidate.plural:
        return 1.0 if kinds[0] == kinds[1] == "organisation" else never
    if kinds[0] == kinds[1]:
        return (_SURE if kinds[0] == "person" else -1.0) if genders_agree(cluster, candidate) else never
    if "other" in kinds:
        return 1.0 if "person" in kinds else -0.5
    return (
        1.0
        if set(kinds) <= {"person", "group"} or set(kinds) <= {"organisation", "place", "group"}
        else never
    )
