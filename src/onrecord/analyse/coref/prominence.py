"""Whom an article is most about: whom descriptions mean that tell something new of somebody known."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache

from onrecord.analyse.coref.apposition import classes_of, nations_of, of_one_state
from onrecord.analyse.coref.cluster import Cluster, Clusters
from onrecord.analyse.coref.distinct import ages_of
from onrecord.analyse.coref.groups import ANYBODY, INSIDE, POLITICS
from onrecord.analyse.lexicon import geography
from onrecord.analyse.lexicon.words import read_lexicon
from onrecord.analyse.mentions import Candidate
from onrecord.analyse.mentions.descriptions import is_one_of_a_people
from onrecord.analyse.parse import Parse, Token

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
_LEADS = "leader"
"""What somebody is called whose government the article names, whatever the post."""
_GROWN = 14
"""Up to what age nobody is described by it whose age the article has not told."""
_LEAST = 0.01
_KNOWN = 10.0
"""How much likelier somebody is meant who is known to be as old, or of the people, that is said."""
_OFFICES = frozenset({"leader", "minister", "official", "executive", "legislator"})
"""Classes of nouns for politicians that only those are called by who hold the office."""
_AHEAD, _FAR_AHEAD = 1.1, 2.0
"""How many times as prominent as the next somebody has to be, and by a description that fits many."""
_PROMINENCE = 0.1
"""What each mention of somebody anywhere in the article weighs beside one in the same sentence."""


class Prominence:
    """Finds the most prominent of those whom a description fits.

    `seen` are the mentions resolved so far, as (head token, cluster), in text order.
    """

    def __init__(
        self, clusters: Clusters, seen: Sequence[tuple[int, int]], is_aside: Callable[[int], bool]
    ) -> None:
        self.all, self.parse = clusters, clusters.parse
        self.seen, self.is_aside = seen, is_aside

    def find(self, candidate: Candidate, fits: Callable[[Cluster], bool], without: int | None) -> int | None:
        """Whom a description means that tells something new of somebody known: the most prominent who fits.

        What does not show that somebody known is meant finds only who was called something of the kind; in
        politics, where most such guesses are wrong, only a leader by the word for a post ("the president").
        """
        token = self.parse.tokens[candidate.head]
        classes = classes_of(self.parse, token)
        by_age, names_work = is_aged(self.parse, candidate), self._names_work(candidate)
        by_people = is_one_of_a_people(self.parse, token)
        tells_past = self._tells_past(candidate)
        telling = bool(classes - ANYBODY - {"relative", "victim"}) and not classes & _NEWCOMERS
        beside = names_work or tells_past or (telling and is_besides(token.lemma))
        ages = ages_of(self.parse, candidate)
        known = bool(by_age or by_people or beside or ages)
        rules = "leader" in classes and candidate.last == candidate.head  # "the president"
        kindred = telling and (rules or not classes & (POLITICS | _OFFICES))
        if not (known or kindred) or token.core == "xcomp":
            return None
        nations = nations_of(self.parse, token)
        scores = {}
        for number, score in self.salience(lambda c: fits(c) and bool(c.names), token, without).items():
            cluster = self.all.clusters[number]
            likely = _likelihood(cluster, classes, nations, beside=beside, aged=by_age)
            is_known = bool(ages and cluster.age is not None) or bool(by_people and nations & cluster.nations)
            if by_people and not of_one_state(nations, cluster):
                continue
            if not is_known and ages and ages[1] < _GROWN:
                continue
            if rules and not known and _LEADS not in cluster.nouns:
                continue
            if likely >= (_LEAST if known else _ALIKE):
                scores[number] = score * likely * (_KNOWN if is_known else 1)
        return first_of(scores, _AHEAD if by_age or names_work else _FAR_AHEAD)

    def _tells_past(self, candidate: Candidate) -> bool:
        """Whether a word in front says what somebody known has been: "the *former* goalkeeper"."""
        for token in self.parse.tokens[candidate.first : candidate.last + 1]:
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
        before = self.parse.tokens[candidate.first + 1 : candidate.head]
        inside = [token for token in before if token.text[:1].isupper()]
        words = " ".join(t.text for t in inside)
        return len(inside) >= 2 and not (geography.is_place_name(words) or geography.by_seat(words))

    def salience(
        self, fits: Callable[[Cluster], bool], near: Token, without: int | None = None
    ) -> dict[int, float]:
        """How much each cluster that fits is on the reader's mind: how often, and how lately named."""
        scores: dict[int, float] = {}
        refused = {without}  # most are seen more than once
        for index, number in self.seen:
            cluster, token = self.all.clusters[number], self.parse.tokens[index]
            if number in refused or self.is_aside(index):
                continue
            if number not in scores and not fits(cluster):
                refused.add(number)
                continue
            weight = 0.2 if token.core in INSIDE else 1.0 if token.core == "nsubj" else 0.6
            told = scores.get(number, _PROMINENCE * len(cluster.members))
            scores[number] = told + weight * math.exp((token.sentence - near.sentence) / 3)
        return scores


def is_aged(parse: Parse, candidate: Candidate) -> bool:
    """Whether a description tells an age: "the 19-year-old", "the old man"."""
    tokens = parse.tokens[candidate.first : candidate.last + 1]
    return any("year-old" in token.lower or token.lower == "old" for token in tokens)


def is_besides(noun: str) -> bool:
    """Whether a noun tells what somebody is beside all else: "author", "founder"."""
    return noun in _besides()


@cache
def _besides() -> frozenset[str]:
    """Nouns for what somebody is beside all else: "author", "founder"."""
    return frozenset(str(read_lexicon("people")["shape"]["besides"]).split())


def first_of(scores: dict[int, float], ahead: float = _AHEAD) -> int | None:
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
        likely = _ALIKE if telling & known else _BESIDE if beside else _UNLIKELY
    if known & {"leader", "minister", "royal"} and not telling & POLITICS and not aged:
        likely *= _RULES
    if nations and nations & cluster.nations:
        return likely * _ALIKE
    return likely if of_one_state(nations, cluster) else likely * _OTHER_STATE
