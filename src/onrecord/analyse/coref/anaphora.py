"""Descriptions, groups and pronouns resolved to the entities that the article has named.

A description finds its entity by what the article has said of it (apposition, title, predicate), a pronoun by
gender, place and role. What stays doubtful becomes an entity of its own, or no mention at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from onrecord.analyse.coref.apposition import classes_of, genders_agree, may_be, note, tie_descriptions
from onrecord.analyse.coref.cluster import NEW, Cluster, Clusters, Way
from onrecord.analyse.coref.confidence import GROUP, SPEAKER, TIED, way_of
from onrecord.analyse.coref.lead import tie_lead
from onrecord.analyse.coref.linked import Linked
from onrecord.analyse.coref.linker import Link
from onrecord.analyse.coref.pronouns import Pronouns, Voice
from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.mentions import Candidate
from onrecord.analyse.parse import Token
from onrecord.analyse.predicates import find_subject

_COMPANY_NOUNS = frozenset(
    "company firm group club team agency party organisation organization side outfit".split()
)
_ANYBODY = frozenset({"person", "group"})
"""Classes of nouns that can be said of anybody."""
_NEWCOMERS = frozenset(
    {"spokesperson", "official", "military", "police", "judge", "witness", "worker", "criminal"}
)
"""Classes of people who come into an article by their role alone ("the officer"), not by a name before."""

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
        self.guessed = False
        self.parse = clusters.parse
        self.is_aside = is_aside
        self.seen: list[tuple[int, int]] = []
        self.pronouns = Pronouns(clusters, self.seen, voices, is_aside)

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
        if self._joins_apposition(position, candidate):
            return
        group = self._group(candidate)
        if group:
            self.all.join(position, *group, by=GROUP)
            return
        self.guessed = False
        number = self._description(candidate)
        way = NEW if number is None else Way("guess" if self.guessed else "class")
        if number is None and self.linked is not None:
            number, way = self.linked.choose(position, self._never(candidate))
        if number is None:
            number = self.all.new(position, by=way)
        else:
            self.all.join(position, number, by=way)
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

    def _never(self, candidate: Candidate) -> set[int]:
        """Whom a description cannot mean: whoever owns it ("his brother"), and its clause's subject."""
        owner = self.parse.child(candidate.head, "nmod:poss")
        owners = {self.all.at(owner.index)} if owner is not None else set()
        return {n for n in (*owners, self._subject_cluster(candidate)) if n is not None}

    # Descriptions resolved by meaning.

    def _description(self, candidate: Candidate) -> int | None:
        token = self.parse.tokens[candidate.head]
        if not candidate.definite or (candidate.type == "other" and self.linked is not None):
            return None
        if self._is_told_apart(candidate):
            return self._only_one(candidate, token)
        if candidate.type == "organisation":
            return self._organisation(token)
        if candidate.plural:
            return self._latest(lambda c: c.plural and token.lemma in c.nouns)
        return self._person(candidate, token)

    def _only_one(self, candidate: Candidate, token: Token) -> int | None:
        """The one person named so far who was called by the noun ("it was *the president* who paid")."""
        if candidate.type != "person" or candidate.plural or not persons.is_post(token.lemma):
            return None
        called = {
            number
            for index, number in self.seen
            if token.lemma in self.all.clusters[number].nouns
            and self.all.clusters[number].names
            and self.all.clusters[number] is not self.pronouns.speaker_around(candidate.head)
        }
        return called.pop() if len(called) == 1 else None

    def _is_told_apart(self, candidate: Candidate) -> bool:
        """Whether what follows tells who is meant, as of somebody new ("the man who lives next door")."""
        if any(t.feats.get("Degree") == "Sup" for t in self.parse.children_by(candidate.head, "amod")):
            return True
        below = self.parse.child(candidate.head, "acl:relcl", "acl")
        if below is None or self._is_aged(candidate):
            return False
        first, _ = self.parse.run(below.index)
        return self.parse.tokens[first - 1].text != ","

    def _is_aged(self, candidate: Candidate) -> bool:
        return any("year-old" in t.lower or t.lower == "old" for t in self._tokens(candidate))

    def _tokens(self, candidate: Candidate) -> Sequence[Token]:
        return self.parse.tokens[candidate.first : candidate.last + 1]

    def _organisation(self, token: Token) -> int | None:
        modifiers = {t.lower for t in self.parse.children_by(token.index, "amod", "compound")}

        def named_so(cluster: Cluster) -> bool:
            words = {word for name in cluster.names for word in name.lower().split()}
            known = token.lemma in cluster.nouns or token.lower in words
            return cluster.type == "organisation" and known and modifiers <= words | cluster.nouns

        number = self._latest(named_so)
        if number is None and token.lemma in _COMPANY_NOUNS:
            self.guessed = True
            number = self._most_salient(
                lambda c: c.type == "organisation" and bool(c.names) and not c.nouns,
                without=None,
                near=token.index,
            )
        return number

    def _person(self, candidate: Candidate, token: Token) -> int | None:
        classes = classes_of(self.parse, token)
        speaker = self.pronouns.speaker_around(candidate.head)

        def fits(cluster: Cluster) -> bool:
            if cluster is speaker or cluster.plural:
                return False
            return cluster.type == "person" and genders_agree(cluster, candidate)

        same = self._latest(lambda c: fits(c) and token.lemma in c.nouns)
        if same is not None:
            return same
        own_clause = self._subject_cluster(candidate)
        alike = self._latest(lambda c: fits(c) and bool(classes & c.classes - _ANYBODY), without=own_clause)
        if alike is not None:
            return alike
        by_age = self._is_aged(candidate)
        telling = bool(classes - _ANYBODY - {"relative", "victim"}) and not classes & _NEWCOMERS
        by_people = geography.by_demonym(token.text) is not None
        if not (by_age or by_people or self._names_work(candidate) or telling):
            return None
        self.guessed = not (by_age or by_people or self._names_work(candidate))
        return self._most_salient(
            lambda c: fits(c) and bool(c.names) and (by_age or not _told_apart_by(classes, c)),
            without=own_clause,
            near=candidate.head,
        )

    def _names_work(self, candidate: Candidate) -> bool:
        """Whether a title stands in front of the noun, as in "the Night Train star"."""
        inside = self._tokens(candidate)[1:-1]
        return sum(t.text[:1].isupper() for t in inside) >= 2

    def _subject_cluster(self, candidate: Candidate) -> int | None:
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

    def _latest(self, fits: Callable[[Cluster], bool], without: int | None = None) -> int | None:
        for index, number in reversed(self.seen):
            if number != without and not self.is_aside(index) and fits(self.all.clusters[number]):
                return number
        return None

    def _most_salient(self, fits: Callable[[Cluster], bool], *, without: int | None, near: int) -> int | None:
        scores: dict[int, float] = {}
        for index, number in self.seen:
            if number == without or self.is_aside(index) or not fits(self.all.clusters[number]):
                continue
            distance = self.parse.tokens[near].sentence - self.parse.tokens[index].sentence
            weight = 1.0 if self.parse.tokens[index].core == "nsubj" else 0.6
            scores[number] = scores.get(
                number, 0.1 * len(self.all.clusters[number].members)
            ) + weight * math.exp(-distance / 3)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.1 * ranked[1][1]):
            return None
        return ranked[0][0]

    # Groups.

    def _group(self, candidate: Candidate) -> tuple[int, ...]:
        """The members of "the two men": the people named last who fit, not counting the clause's subject."""
        if candidate.number is None or not candidate.definite or candidate.type != "person":
            return ()
        classes = classes_of(self.parse, self.parse.tokens[candidate.head]) - _ANYBODY
        itself = self.parse.tokens[candidate.head].core == "nsubj"
        subject = None if itself else self._subject_cluster(candidate)
        found: list[int] = []
        fallback: list[int] = []
        for index, number in reversed(self.seen):
            cluster = self.all.clusters[number]
            if number in found or number in fallback or number == subject or self.is_aside(index):
                continue
            if cluster.type != "person" or cluster.plural or not cluster.names:
                continue
            if not genders_agree(cluster, candidate):
                continue
            (fallback if classes and cluster.classes and not classes & cluster.classes else found).append(
                number
            )
            if len(found) == candidate.number:
                break
        return tuple(sorted(found)) if len(found) == candidate.number else ()


def _told_apart_by(classes: frozenset[str], cluster: Cluster) -> bool:
    """Whether what the article calls somebody speaks against a description with these classes."""
    known = cluster.classes - _ANYBODY
    telling = classes - _ANYBODY
    return bool(known and telling and not known & telling)
