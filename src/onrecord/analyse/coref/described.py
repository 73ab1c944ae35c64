"""Descriptions and groups resolved by what the article has told of those whom it names.

A description finds somebody who was called so, or something like it, before; one that tells something new of
a known person ("the Dane", "the former goalkeeper", "the 39-year-old") finds whom the article is most about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.analyse.coref.apposition import classes_of, genders_agree, nations_of, of_one_state
from onrecord.analyse.coref.bodies import Bodies
from onrecord.analyse.coref.cluster import Cluster, Clusters
from onrecord.analyse.coref.distinct import Told, ages_of, called, is_apart, is_of_another, names_beside, tell
from onrecord.analyse.coref.groups import POLITICS, find_group
from onrecord.analyse.coref.prominence import Prominence, is_aged, is_besides
from onrecord.analyse.coref.pronouns import Pronouns
from onrecord.analyse.lexicon import persons
from onrecord.analyse.mentions import Candidate
from onrecord.analyse.parse import Token
from onrecord.analyse.predicates import find_subject

CLASS, ALIKE, TELLS, GUESS = "class", "alike", "tells", "guess"
"""The ways of descriptions: by the noun that somebody was called, by one of its kind, by prominence where
they tell something new of somebody known, and by prominence alone."""
_NARROW = frozenset({"child", "clergy", "suspect", "performer", "victim", "athlete"})
"""Classes of so few people in an article that two of their nouns mean one."""
_TOLD_NEAR = 2
"""Within how many sentences in front all of a group must be named for who tells of it to be none of it."""


class Descriptions:
    """Finds whom the descriptions of a document stand for.

    `seen` are the mentions resolved so far, as (head token, cluster), in text order.
    """

    def __init__(
        self,
        clusters: Clusters,
        seen: Sequence[tuple[int, int]],
        pronouns: Pronouns,
        is_aside: Callable[[int], bool],
    ) -> None:
        self.all, self.parse = clusters, clusters.parse
        self.seen, self.pronouns, self.is_aside = seen, pronouns, is_aside
        self.told: Told | None = None
        self.prominence = Prominence(clusters, seen, is_aside)
        self.bodies = Bodies(clusters, self.prominence, self._is_called, self._latest)

    def find(self, candidate: Candidate, linked: bool) -> tuple[int | None, str]:
        """The cluster that a description stands for, if any, and the way in which it was found.

        With `linked` what is no person's and no organisation's is left to the learned linker.
        """
        token = self.parse.tokens[candidate.head]
        if not candidate.definite or (candidate.type == "other" and linked):
            return None, CLASS
        if is_of_another(self.parse, candidate):
            return None, CLASS
        if self._is_told_apart(candidate):
            return self._only_one(candidate, token), CLASS
        if candidate.type == "organisation":
            return self._organisation(candidate)
        if candidate.plural:
            return self._latest(lambda c: c.plural and self._is_called(c, candidate)), CLASS
        return self._person(candidate, token)

    def _is_called(self, cluster: Cluster, candidate: Candidate) -> bool:
        """Whether the article has called somebody by the noun, and nothing keeps the two apart."""
        told = self.told
        if told is None or told.candidate is not candidate:
            told = self.told = tell(self.all, candidate)
        return told.noun in cluster.nouns and not is_apart(cluster, told)

    def _only_one(self, candidate: Candidate, token: Token) -> int | None:
        """The one person named so far who was called by the noun ("it was *the president* who paid")."""
        if candidate.type != "person" or candidate.plural or not persons.is_post(token.lemma):
            return None
        noun, speaker = called(self.parse, token), self.pronouns.speaker_around(candidate.head)
        known = {
            number
            for _, number in self.seen
            if noun in self.all.clusters[number].nouns
            and self.all.clusters[number].names
            and self.all.clusters[number] is not speaker
        }
        return known.pop() if len(known) == 1 else None

    def _is_told_apart(self, candidate: Candidate) -> bool:
        """Whether what follows tells who is meant, as of somebody new ("the man who lives next door")."""
        if any(t.feats.get("Degree") == "Sup" for t in self.parse.children_by(candidate.head, "amod")):
            return True
        below = self.parse.child(candidate.head, "acl:relcl", "acl")
        if below is None or is_aged(self.parse, candidate):
            return False
        first, _ = self.parse.run(below.index)
        return self.parse.tokens[first - 1].text != ","

    def _organisation(self, candidate: Candidate) -> tuple[int | None, str]:
        named = self.bodies.find_named(candidate)
        if named is not None:
            return named, CLASS
        outlet = self.bodies.find_outlet(candidate)
        return (outlet, ALIKE) if outlet is not None else (self.bodies.guess(candidate), GUESS)

    def _person(self, candidate: Candidate, token: Token) -> tuple[int | None, str]:
        classes, nations = classes_of(self.parse, token), nations_of(self.parse, token)
        beside, ages = names_beside(self.parse, candidate), ages_of(self.parse, candidate)
        speaker = self.pronouns.speaker_around(candidate.head)
        named_there = self.pronouns.spoken_of(candidate.head)
        never = [self.all.clusters[number] for number in named_there] + ([speaker] if speaker else [])
        inside = self.pronouns.is_quoted(candidate.head)
        gender = self._gender_told(token)

        def fits(cluster: Cluster) -> bool:
            if cluster.type != "person" or cluster.plural or any(cluster is other for other in never):
                return False
            if not inside and self._is_only_quoted(cluster):
                return False
            if gender and cluster.gender not in (gender, None):
                return False
            if not _is_of_age(cluster, ages):
                return False
            return genders_agree(cluster, candidate)

        def is_called(cluster: Cluster) -> bool:
            known = fits(cluster) and of_one_state(nations, cluster)
            return known and self._is_called(cluster, candidate)

        def is_alike(cluster: Cluster) -> bool:
            shared = bool(classes & cluster.classes & _NARROW) and nations <= cluster.nations
            return fits(cluster) and shared and beside <= set().union(*cluster.beside.values())

        same = self._latest(is_called)
        if same is not None:
            return same, CLASS
        own_clause = self.subject_of(candidate)
        if not is_besides(token.lemma):
            alike = self._latest(is_alike, without=own_clause)
            if alike is not None:
                return alike, ALIKE
        return self.prominence.find(candidate, fits, own_clause), TELLS

    def _gender_told(self, token: Token) -> str | None:
        """The gender that a subject shows by what it has for an object: "the writer lost *her* case"."""
        if token.relation != "nsubj":
            return None
        for below in self.parse.children_by(token.head, "obj"):
            owner = self.parse.child(below.index, "nmod:poss")
            if owner is not None and owner.lower in ("his", "her"):
                return "m" if owner.lower == "his" else "f"
        return None

    def _is_only_quoted(self, cluster: Cluster) -> bool:
        """Whether nobody but somebody quoted has spoken of a person, and gave no name."""
        return not cluster.names and all(
            self.pronouns.is_quoted(self.all.candidates[position].head) for position in cluster.members
        )

    def subject_of(self, candidate: Candidate) -> int | None:
        """The entity that is the subject of the clause in which the description plays another part."""
        token = self.parse.tokens[candidate.head]
        for above in self.parse.ancestors(candidate.head):
            if above.pos in ("VERB", "AUX") or self.parse.child(above.index, "cop"):
                subject = find_subject(self.parse, above.index)
                if subject is not None and subject != token.index:
                    return self.all.at(subject)
                if above.core not in ("advcl", "xcomp", "ccomp", "conj", "acl"):
                    return None
        return None

    def group(self, candidate: Candidate) -> tuple[int, ...]:
        """The members of "the two men", not counting the subject of the clause in which they play a part."""
        if candidate.number is None or self._is_told_apart(candidate):
            return ()
        seen = [s for s in self.seen if not self.is_aside(s[0])]
        token = self.parse.tokens[candidate.head]
        if token.core != "nsubj":
            return find_group(self.all, seen, candidate, self.subject_of(candidate))
        teller = self._teller_of(candidate)
        since = self.parse.sentences[max(token.sentence - _TOLD_NEAR, 0)][0]
        near = [s for s in seen if s[0] >= since] if teller is not None else []
        return find_group(self.all, near, candidate, teller) or find_group(self.all, seen, candidate, None)

    def _teller_of(self, candidate: Candidate) -> int | None:
        """Who says the clause that a description is the subject of: "*Roe* said the two men met"."""
        clause = self.parse.tokens[self.parse.tokens[candidate.head].head]
        if clause.core != "ccomp":
            return None
        subject = find_subject(self.parse, clause.head)
        return None if subject is None else self.all.at(subject)

    def of_other_states(self, candidate: Candidate) -> set[int]:
        """Those whom a description of an office cannot mean, since the article gives them another state."""
        token = self.parse.tokens[candidate.head]
        nations = nations_of(self.parse, token)
        if not nations or not classes_of(self.parse, token) & POLITICS:
            return set()
        return {n for n, cluster in enumerate(self.all.clusters) if not of_one_state(nations, cluster)}

    def _latest(self, fits: Callable[[Cluster], bool], without: int | None = None) -> int | None:
        refused = {without}  # most are seen more than once
        for index, number in reversed(self.seen):
            if number not in refused and not self.is_aside(index):
                if fits(self.all.clusters[number]):
                    return number
                refused.add(number)
        return None


def _is_of_age(cluster: Cluster, ages: tuple[int, int] | None) -> bool:
    """Whether somebody may be as old as a description says."""
    return ages is None or cluster.age is None or ages[0] <= cluster.age <= ages[1]
