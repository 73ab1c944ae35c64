"""Descriptions and groups resolved by what the article has told of those whom it names.

A description finds somebody who was called so, or something like it, before; one that tells something new of
a known person ("the Dane", "the former goalkeeper", "the 39-year-old") finds whom the article is most about.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache

from onrecord.analyse.coref.apposition import classes_of, genders_agree, nations_of, of_one_state
from onrecord.analyse.coref.cluster import Cluster, Clusters
from onrecord.analyse.coref.distinct import ages_of, called, is_apart, is_of_another, names_beside
from onrecord.analyse.coref.groups import ANYBODY, INSIDE, POLITICS, find_group
from onrecord.analyse.coref.pronouns import Pronouns
from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.lexicon.words import read_lexicon
from onrecord.analyse.mentions import Candidate
from onrecord.analyse.mentions.descriptions import is_one_of_a_people
from onrecord.analyse.parse import Token
from onrecord.analyse.predicates import find_subject

_COMPANY_NOUNS = frozenset("company firm agency organisation organization".split())
"""Nouns that can be said of most organisations that are named."""
_SPORTS_NOUNS = frozenset("club team side outfit".split())
"""Nouns that can be said of those that an article on sport names."""
_NEWCOMERS = frozenset(
    {"spokesperson", "official", "military", "police", "judge", "witness", "worker", "criminal"}
)
"""Classes of people who come into an article by their role alone ("the officer"), not by a name before."""
_ONCE = frozenset({"former", "ex", "retired", "onetime", "veteran"})
"""What in front of a noun says that somebody known was it before, or has been it for long."""
_JOINED = frozenset(
    """time winning travelled traveled serving selling capped known loved born based turned educated raised
    trained bred""".split()
)
"""Last parts of words that tell of a known person: "the three-*time* champion", "the Leeds-*born* singer"."""
_BESIDE, _RULES, _OTHER_STATE, _UNLIKELY = 0.6, 0.5, 0.3, 0.0
"""How much less likely somebody is meant who is known for another thing; who rules, by a description that
does not say so; who is of another state; who is told apart by class."""
_ALIKE = 1.3
_GROWN = 14
"""Up to what age nobody is described by it whose age the article has not told."""
_LEAST = 0.01
_KNOWN = 10.0
"""How much likelier somebody is meant who is known to be as old, or of the people, that is said."""
CLASS, ALIKE, TELLS, GUESS = "class", "alike", "tells", "guess"
"""The ways of descriptions: by the noun that somebody was called, by one of its kind, by prominence where
they tell something new of somebody known, and by prominence alone."""
_NARROW = frozenset({"child", "clergy", "suspect", "performer", "victim", "athlete"})
"""Classes of so few people in an article that two of their nouns mean one."""
_OFFICES = frozenset({"leader", "minister", "official", "executive", "legislator"})
"""Classes of nouns for politicians that only those are called by who hold the office."""
_AHEAD, _FAR_AHEAD = 1.1, 2.0
"""How many times as prominent as the next somebody has to be, and by a description that fits many."""
_TOLD_NEAR = 2
"""Within how many sentences in front all of a group must be named for who tells of it to be none of it."""
_PROMINENCE = 0.1
"""What each mention of somebody anywhere in the article weighs beside one in the same sentence."""


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
            return self._organisation(candidate, token)
        if candidate.plural:
            return self._latest(lambda c: c.plural and self._is_called(c, candidate, token)), CLASS
        return self._person(candidate, token)

    def _is_called(self, cluster: Cluster, candidate: Candidate, token: Token) -> bool:
        """Whether the article has called somebody by the noun, and nothing keeps the two apart."""
        noun = called(self.parse, token)
        return noun in cluster.nouns and not is_apart(self.all, cluster, candidate, noun)

    def _only_one(self, candidate: Candidate, token: Token) -> int | None:
        """The one person named so far who was called by the noun ("it was *the president* who paid")."""
        if candidate.type != "person" or candidate.plural or not persons.is_post(token.lemma):
            return None
        known = {
            number
            for index, number in self.seen
            if called(self.parse, token) in self.all.clusters[number].nouns
            and self.all.clusters[number].names
            and self.all.clusters[number] is not self.pronouns.speaker_around(candidate.head)
        }
        return known.pop() if len(known) == 1 else None

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

    def _organisation(self, candidate: Candidate, token: Token) -> tuple[int | None, str]:
        modifiers = {t.lower for t in self.parse.children_by(token.index, "amod", "compound")}

        def named_so(cluster: Cluster) -> bool:
            words = {word for name in cluster.names for word in name.lower().split()}
            known = self._is_called(cluster, candidate, token) or token.lower in words
            alike = cluster.type == "organisation" and cluster.plural == candidate.plural
            return alike and known and modifiers <= words | cluster.nouns

        number = self._latest(named_so)
        anybodys = _COMPANY_NOUNS | _SPORTS_NOUNS if self._is_on_sport() else _COMPANY_NOUNS
        if number is not None or token.lemma not in anybodys or candidate.plural:
            return number, CLASS
        named = self._salience(lambda c: c.type == "organisation" and bool(c.names) and not c.nouns, token)
        return _first(named), GUESS

    def _is_on_sport(self) -> bool:
        return any("athlete" in cluster.classes and cluster.names for cluster in self.all.clusters)

    def _person(self, candidate: Candidate, token: Token) -> tuple[int | None, str]:
        classes, nations = classes_of(self.parse, token), nations_of(self.parse, token)
        beside, ages = names_beside(self.parse, candidate), ages_of(self.parse, candidate)
        speaker = self.pronouns.speaker_around(candidate.head)
        named_there = self.pronouns.spoken_of(candidate.head)
        never = [self.all.clusters[number] for number in named_there] + ([speaker] if speaker else [])
        inside = self.pronouns.is_quoted(candidate.head)
        gender = self._gender_told(token)

        def fits(cluster: Cluster) -> bool:
            if cluster.plural or any(cluster is other for other in never):
                return False
            if not inside and self._is_only_quoted(cluster):
                return False
            if gender and cluster.gender not in (gender, None):
                return False
            if not _is_of_age(cluster, ages):
                return False
            return cluster.type == "person" and genders_agree(cluster, candidate)

        def is_called(cluster: Cluster) -> bool:
            known = fits(cluster) and of_one_state(nations, cluster)
            return known and self._is_called(cluster, candidate, token)

        def is_alike(cluster: Cluster) -> bool:
            shared = bool(classes & cluster.classes & _NARROW) and nations <= cluster.nations
            return fits(cluster) and shared and beside <= set().union(*cluster.beside.values())

        same = self._latest(is_called)
        if same is not None:
            return same, CLASS
        own_clause = self.subject_of(candidate)
        if token.lemma not in _besides():
            alike = self._latest(is_alike, without=own_clause)
            if alike is not None:
                return alike, ALIKE
        return self._prominent(candidate, token, fits, own_clause)

    def _prominent(
        self, candidate: Candidate, token: Token, fits: Callable[[Cluster], bool], without: int | None
    ) -> tuple[int | None, str]:
        """Whom a description means that tells something new of somebody known: the most prominent who fits.

        What does not show that somebody known is meant finds only who was called something of the kind, and
        nobody in politics, where most such guesses are wrong.
        """
        classes = classes_of(self.parse, token)
        by_age, names_work = self._is_aged(candidate), self._names_work(candidate)
        by_people = is_one_of_a_people(self.parse, token)
        tells_past = self._tells_past(candidate)
        telling = bool(classes - ANYBODY - {"relative", "victim"}) and not classes & _NEWCOMERS
        beside = names_work or tells_past or (telling and token.lemma in _besides())
        ages = ages_of(self.parse, candidate)
        known = bool(by_age or by_people or beside or ages)
        if not (known or (telling and not classes & (POLITICS | _OFFICES))) or token.core == "xcomp":
            return None, TELLS
        nations = nations_of(self.parse, token)
        scores = {}
        for number, score in self._salience(lambda c: fits(c) and bool(c.names), token, without).items():
            cluster = self.all.clusters[number]
            likely = _likelihood(cluster, classes, nations, beside=beside, aged=by_age)
            is_known = bool(ages and cluster.age is not None) or bool(by_people and nations & cluster.nations)
            if by_people and not of_one_state(nations, cluster):
                continue
            if not is_known and ages and ages[1] < _GROWN:
                continue
            if likely >= (_LEAST if known else _ALIKE):
                scores[number] = score * likely * (_KNOWN if is_known else 1)
        return _first(scores, _AHEAD if by_age or names_work else _FAR_AHEAD), TELLS

    def _gender_told(self, token: Token) -> str | None:
        """The gender that a subject shows by what it has for an object: "the writer lost *her* case"."""
        if token.relation != "nsubj":
            return None
        for below in self.parse.children_by(token.head, "obj"):
            owner = self.parse.child(below.index, "nmod:poss")
            if owner is not None and owner.lower in ("his", "her"):
                return "m" if owner.lower == "his" else "f"
        return None

    def _tells_past(self, candidate: Candidate) -> bool:
        """Whether a word in front says what somebody known has been: "the *former* goalkeeper"."""
        for token in self._tokens(candidate):
            if token.index > candidate.head:
                break
            joined = self.parse.tokens[token.index - 1].text == "-" and token.lower in _JOINED
            if token.lower in _ONCE or token.lower.startswith("ex-") or joined:
                return True
        return False

    def _names_work(self, candidate: Candidate) -> bool:
        """Whether a title stands in front of the noun, as in "the Night Train star"; no place alone does."""
        name = self.parse.name_ending_at(candidate.head - 1)
        if name is not None and name.type in ("work", "misc", "other") and name.first > candidate.first:
            return True
        inside = [t for t in self._tokens(candidate)[1:] if t.index < candidate.head and t.text[:1].isupper()]
        words = " ".join(t.text for t in inside)
        return len(inside) >= 2 and not (geography.is_place_name(words) or geography.by_seat(words))

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
        for index, number in reversed(self.seen):
            if number != without and not self.is_aside(index) and fits(self.all.clusters[number]):
                return number
        return None

    def _salience(
        self, fits: Callable[[Cluster], bool], near: Token, without: int | None = None
    ) -> dict[int, float]:
        """How much each cluster that fits is on the reader's mind: how often, and how lately named."""
        scores: dict[int, float] = {}
        for index, number in self.seen:
            cluster, token = self.all.clusters[number], self.parse.tokens[index]
            if number == without or self.is_aside(index) or not fits(cluster):
                continue
            weight = 0.2 if token.core in INSIDE else 1.0 if token.core == "nsubj" else 0.6
            told = scores.get(number, _PROMINENCE * len(cluster.members))
            scores[number] = told + weight * math.exp((token.sentence - near.sentence) / 3)
        return scores


def _is_of_age(cluster: Cluster, ages: tuple[int, int] | None) -> bool:
    """Whether somebody may be as old as a description says."""
    return ages is None or cluster.age is None or ages[0] <= cluster.age <= ages[1]


@cache
def _besides() -> frozenset[str]:
    """Nouns for what somebody is beside all else: "author", "founder"."""
    return frozenset(str(read_lexicon("people")["shape"]["besides"]).split())


def _first(scores: dict[int, float], ahead: float = _AHEAD) -> int | None:
    """The cluster that scores most; None where another one comes near it."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < ahead * ranked[1][1]):
        return None
    return ranked[0][0]


def _likelihood(
    cluster: Cluster, classes: frozenset[str], nations: set[str], *, beside: bool, aged: bool
) -> float:
    """How likely, as a factor, a description with these classes and states is of somebody."""
    telling, known = classes - ANYBODY, cluster.classes - ANYBODY - {"relative", "victim"}
    likely = 1.0
    if known and telling and not aged:
        runs = "politician" in telling and not telling & _OFFICES and known & POLITICS  # "the candidate"
        likely = _ALIKE if telling & known or runs else _BESIDE if beside else _UNLIKELY
    if known & {"leader", "minister", "royal"} and not telling & POLITICS and not aged:
        likely *= _RULES
    if nations and nations & cluster.nations:
        return likely * _ALIKE
    return likely if of_one_state(nations, cluster) else likely * _OTHER_STATE
