"""Descriptions, groups and pronouns resolved to the entities that the article has named.

A description finds its entity by what the article has said of it (apposition, title, predicate), a pronoun by
gender, place and role. What stays doubtful becomes an entity of its own, or no mention at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from onrecord.analyse.coref.apposition import may_be, note, tie_descriptions, tied_to
from onrecord.analyse.coref.cluster import NEW, Clusters, Way
from onrecord.analyse.coref.confidence import GROUP, SPEAKER, TIED, way_of
from onrecord.analyse.coref.described import ALIKE, CLASS, TELLS, Descriptions
from onrecord.analyse.coref.distinct import is_of_another, is_to_come
from onrecord.analyse.coref.kin import Kin
from onrecord.analyse.coref.lead import tie_lead
from onrecord.analyse.coref.linked import Linked
from onrecord.analyse.coref.linker import Link
from onrecord.analyse.coref.pronouns import Pronouns, Voice
from onrecord.analyse.mentions import Candidate

_SPEAKER_REACH = 2
"""How many sentences in front the "I" of a quotation is looked for that nobody is said to speak."""


class Resolver:
    """Goes through the mentions in text order and gives each its entity."""

    def __init__(
        self,
        clusters: Clusters,
        voices: Sequence[Voice],
        is_aside: Callable[[int], bool],
        link: Link | None = None,
    ) -> None:
        self.all = clusters
        self.link = link
        self.linked: Linked | None = None
        self.parse = clusters.parse
        self.is_aside = is_aside
        self.seen: list[tuple[int, int]] = []
        self.pronouns = Pronouns(clusters, self.seen, voices, is_aside)
        self.described = Descriptions(clusters, self.seen, self.pronouns, is_aside)
        self.kin = Kin(clusters)

    def resolve(self) -> None:
        """Resolve everything that has no cluster yet."""
        tie_descriptions(self.all)
        tie_lead(self.all)
        if self.link is not None:
            self.linked = Linked(self.all, self.link(self.all, self.pronouns.told()), self.is_aside)
        for position, candidate in enumerate(self.all.candidates):
            if position not in self.all.of:
                self._resolve_one(position, candidate)
            for number in self.all.of.get(position, ()):
                self.seen.append((candidate.head, number))
        for position, candidate in enumerate(self.all.candidates):
            if position not in self.all.of and candidate.gender == "i":
                speaker = self.pronouns.speaker_of(candidate)
                if speaker is not None:
                    self.all.join(position, speaker, by=SPEAKER)

    def _resolve_one(self, position: int, candidate: Candidate) -> None:
        if candidate.form == "pronoun":
            self._resolve_pronoun(position, candidate)
            return
        self._resolve_owner(candidate)
        if self._joins_apposition(position, candidate) or self._joins_before(position, candidate):
            return
        relative = self.kin.find(position)
        if relative is not None:
            self.all.join(position, relative, by=TIED)
            return
        group = self.described.group(candidate)
        if group:
            self.all.join(position, *group, by=GROUP)
            return
        number, found = self.described.find(candidate, self.linked is not None)
        way = NEW if number is None else Way(found)
        if number is None and self.linked is not None and not is_of_another(self.parse, candidate):
            number, way = self.linked.choose(position, self._never(candidate))
        if number is None:
            number = self.all.new(position, by=way)
        else:
            self.all.join(position, number, by=way)
        told = way.name in ("new", CLASS, ALIKE, TELLS) and not is_to_come(self.parse, candidate)
        if told or candidate.type == "other":  # a guess and the linker alone tell nothing of somebody
            note(self.all, number, candidate)

    def _resolve_pronoun(self, position: int, candidate: Candidate) -> None:
        number, way = self._antecedent(position, candidate)
        if candidate.gender == "they" and self.linked is not None:
            group, together = self.linked.several(position, -math.inf if number is None else way.score)
            if group:
                self.all.join(position, *group, by=together)
                return
        if number is not None:
            self.all.join(position, number, by=way)
            cluster = self.all.clusters[number]
            if cluster.gender is None and candidate.gender in ("m", "f"):
                cluster.gender = candidate.gender
        elif self.linked is not None and self._may_return(candidate):
            self.all.new(position, by=way)
            self.all.clusters[-1].minor = True

    def _antecedent(self, position: int, candidate: Candidate) -> tuple[int | None, Way]:
        paired = self.pronouns.paired(candidate)
        if paired is not None:
            return paired, TIED
        if self.linked is None:
            return self.pronouns.find(candidate), Way(way_of(candidate))
        if candidate.gender == "i" and self.pronouns.is_told(candidate.head):
            return self.pronouns.speaker_of(candidate), SPEAKER
        if candidate.gender == "you" and (addressee := self.pronouns.addressee_of(candidate)) is not None:
            return addressee, SPEAKER
        ruled = self.pronouns.find(candidate) if candidate.gender in ("m", "f") else None
        since = 0
        if candidate.gender == "i" and self.pronouns.is_quoted(candidate.head):
            sentence = max(self.parse.tokens[candidate.head].sentence - _SPEAKER_REACH, 0)
            since = self.parse.sentences[sentence][0]
        return self.linked.choose(position, self.pronouns.barred(candidate), ruled, since)

    def _may_return(self, candidate: Candidate) -> bool:
        """Whether a pronoun that nothing in front is meant by can begin a chain of its own."""
        if candidate.gender == "i":
            return not self.pronouns.is_told(candidate.head)
        return candidate.gender in ("we", "you", "it", "they", "this")

    def _resolve_owner(self, candidate: Candidate) -> None:
        """Resolve the pronoun in front of a description, which tells whom it is not ("*his* brother")."""
        owner = self.parse.child(candidate.head, "nmod:poss")
        position = self.all.by_head.get(owner.index) if owner is not None else None
        if position is not None and position not in self.all.of:
            self._resolve_one(position, self.all.candidates[position])

    def _joins_apposition(self, position: int, candidate: Candidate) -> bool:
        """Tie a description to the one behind that it is set beside ("a Dane, the writer left")."""
        token = self.parse.tokens[candidate.head]
        other = self.all.by_head.get(token.head) if token.relation == "appos" else None
        if other is None or other <= position or other in self.all.of:
            return False
        self._resolve_one(other, self.all.candidates[other])
        number = self.all.at(token.head)
        if number is None or not may_be(self.all.clusters[number], candidate):
            return False
        self.all.join(position, number, by=TIED)
        note(self.all, number, candidate)
        return True

    def _joins_before(self, position: int, candidate: Candidate) -> bool:
        """Tie a description to somebody whom only a pronoun stands for ("named *her* as its *envoy*")."""
        if candidate.form != "nominal" or candidate.type != "person":
            return False
        number = tied_to(self.all, candidate)
        if number is None:
            return False
        self.all.join(position, number, by=TIED)
        note(self.all, number, candidate)
        return True

    def _never(self, candidate: Candidate) -> set[int]:
        """Whom a description cannot mean: whoever owns it ("his brother"), and its clause's subject."""
        owner = self.parse.child(candidate.head, "nmod:poss")
        owners = {self.all.at(owner.index)} if owner is not None else set()
        others = self.pronouns.spoken_of(candidate.head) | self.described.of_other_states(candidate)
        return {n for n in (*owners, self.described.subject_of(candidate), *others) if n is not None}
