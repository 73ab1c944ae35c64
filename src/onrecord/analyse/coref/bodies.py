"""Descriptions of organisations: "the company", "the newspaper", "the club" of those that are named.

A body is found by a noun that its name holds or that it was called; an outlet by its kind; a firm by being
the one most spoken of that may be one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from onrecord.analyse.coref.apposition import nations_of, of_one_state
from onrecord.analyse.coref.cluster import Cluster, Clusters
from onrecord.analyse.coref.prominence import Prominence, first_of
from onrecord.analyse.lexicon import outlets, persons
from onrecord.analyse.mentions import Candidate

_FIRMS = frozenset(
    """company firm carmaker automaker airline bank lender insurer retailer supermarket manufacturer brewer
    startup start-up conglomerate carrier drugmaker chipmaker bookmaker housebuilder miner giant
    chain""".split()
)
"""Nouns for firms of one kind or another."""
_ANYBODYS = frozenset("agency organisation organization".split())
"""Nouns that can be said of most bodies that are named, firms or not."""
_SPORTS = frozenset("club team side outfit".split())
"""Nouns that can be said of those that an article on sport names."""
_PRESS = {
    "paper": "newspaper",
    **dict.fromkeys(("station", "channel", "network"), "broadcaster"),
    "agency": "news agency",
    **dict.fromkeys(("outlet", "site", "website", "portal", "weekly"), "outlet"),
}
"""Nouns that tell of an outlet where one of the kind is named and nothing else is said with them."""


class Bodies:
    """Finds whom the descriptions of organisations in a document stand for.

    `is_called` tells whether a cluster was called by a description's noun, `latest` gives the cluster that
    was mentioned last of those that fit.
    """

    def __init__(
        self,
        clusters: Clusters,
        prominence: Prominence,
        is_called: Callable[[Cluster, Candidate], bool],
        latest: Callable[[Callable[[Cluster], bool]], int | None],
    ) -> None:
        self.all, self.parse = clusters, clusters.parse
        self.prominence, self.is_called, self.latest = prominence, is_called, latest

    def find_named(self, candidate: Candidate) -> int | None:
        """The body last mentioned that has the noun in its name or was called so."""
        token = self.parse.tokens[candidate.head]
        modifiers = {t.lower for t in self.parse.children_by(token.index, "amod", "compound")}

        def is_named_so(cluster: Cluster) -> bool:
            words = _words(cluster)
            known = self.is_called(cluster, candidate) or token.lower in words
            alike = cluster.type == "organisation" and cluster.plural == candidate.plural
            return alike and known and modifiers <= words | cluster.nouns

        return self.latest(is_named_so)

    def find_outlet(self, candidate: Candidate) -> int | None:
        """The outlet last mentioned that is of the kind that a noun tells: "the *magazine*"."""
        token = self.parse.tokens[candidate.head]
        kind = outlets.kind_of_noun(token.lemma)
        if kind is None and self.parse.child(token.index, "compound", "amod") is None:
            kind = _PRESS.get(token.lemma)
        if kind is None or candidate.plural:
            return None

        def is_of_kind(cluster: Cluster) -> bool:
            return _is_outlet(cluster) and (kind == "outlet" or _kind(cluster) in (kind, "outlet"))

        return self.latest(is_of_kind)

    def guess(self, candidate: Candidate) -> int | None:
        """The body most spoken of that a noun for many may mean: "the *company*"."""
        token = self.parse.tokens[candidate.head]
        if candidate.plural:
            return None
        nations = nations_of(self.parse, token)
        if token.lemma in _FIRMS:
            fits = _may_be_firm
        elif token.lemma in _ANYBODYS or (token.lemma in _SPORTS and self._is_on_sport()):
            fits = _is_named
        else:
            return None
        return first_of(
            self.prominence.salience(
                lambda c: fits(c) and not c.nouns and of_one_state(nations, c) and not c.plural, token
            )
        )

    def _is_on_sport(self) -> bool:
        return any("athlete" in cluster.classes and cluster.names for cluster in self.all.clusters)


def _is_named(cluster: Cluster) -> bool:
    return cluster.type == "organisation" and bool(cluster.names)


def _may_be_firm(cluster: Cluster) -> bool:
    """Whether a named body may be a firm: it is no outlet, and nothing in its name tells of another kind."""
    if not _is_named(cluster) or _is_outlet(cluster):
        return False
    return not any(persons.is_institution(word) and word not in _FIRMS for word in _words(cluster))


def _words(cluster: Cluster) -> set[str]:
    return {word for name in cluster.names for word in name.lower().split()}


def _is_outlet(cluster: Cluster) -> bool:
    return _is_named(cluster) and any(_is_outlets(name) for name in cluster.names)


def _kind(cluster: Cluster) -> str:
    return next((outlets.kind_of_name(name) for name in cluster.names if _is_outlets(name)), "")


@lru_cache(maxsize=1 << 13)
def _is_outlets(name: str) -> bool:
    return persons.is_outlet(name) and not outlets.is_programme(name)
