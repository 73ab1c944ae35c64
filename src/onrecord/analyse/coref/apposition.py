"""Descriptions that the syntax itself ties to a name: apposition, titles in front, predicates.

What they tell of an entity is noted with it, so that later descriptions find it.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.analyse.coref.cluster import Cluster, Clusters
from onrecord.analyse.coref.confidence import TIED
from onrecord.analyse.lexicon import persons
from onrecord.analyse.mentions import Candidate
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import find_subject

_PEOPLE = frozenset({"person", "group"})


def note(clusters: Clusters, number: int, candidate: Candidate) -> None:
    """Note with a cluster what the noun of a description tells of it."""
    token = clusters.parse.tokens[candidate.head]
    clusters.clusters[number].describe([token.lemma], classes_of(clusters.parse, token))


def classes_of(parse: Parse, token: Token) -> frozenset[str]:
    """What kind of person a noun tells of, together with the words around it ("leading man")."""
    for below in parse.children_by(token.index, "nmod"):
        if below.index == token.index + 2 and parse.tokens[token.index + 1].lower == "of":
            whole = persons.classes_of(f"{token.lemma} of {below.lower}")
            if whole:
                return whole
    before = parse.tokens[token.index - 1] if token.index else token
    if before.head == token.index and before.core in ("amod", "compound"):
        return persons.classes_of(f"{before.lower} {token.lemma}")
    return persons.classes_of(token.lemma)


def tie_descriptions(clusters: Clusters) -> None:
    """Apposition, titles in front of names, predicates, and what owning an institution tells."""
    for position, candidate in enumerate(clusters.candidates):
        number = clusters.at(candidate.head) if position in clusters.of else None
        if candidate.form == "name" and number is not None:
            _titles(clusters, number, candidate)
        elif candidate.form == "nominal":
            _tie(clusters, position, candidate)
    for candidate in clusters.candidates:
        if candidate.owner is not None and candidate.type == "organisation":
            owner = clusters.at(candidate.owner)
            if owner is not None and clusters.clusters[owner].type == "person":
                clusters.clusters[owner].describe(["leader"], ["leader"])


def _titles(clusters: Clusters, number: int, candidate: Candidate) -> None:
    cluster = clusters.clusters[number]
    for token in clusters.parse.children_by(candidate.head, "compound", "amod", "flat", "nmod:desc"):
        lemma = token.lemma
        if not candidate.first <= token.index <= candidate.last and persons.classes_of(lemma):
            cluster.describe([lemma], persons.classes_of(lemma))
    before = clusters.parse.tokens[candidate.first - 1] if candidate.first else None
    if before is not None and cluster.type == "person" and persons.classes_of(before.lower):
        cluster.describe([before.lower], persons.classes_of(before.lower))


def _tie(clusters: Clusters, position: int, candidate: Candidate) -> None:
    for partner in _partners(clusters.parse, clusters.parse.tokens[candidate.head]):
        number = clusters.at(partner)
        if number is None or not may_be(clusters.clusters[number], candidate):
            continue
        clusters.join(position, number, by=TIED)
        note(clusters, number, candidate)
        return


def _partners(parse: Parse, token: Token) -> Iterator[int]:
    """The heads of noun phrases that the description is said to be the same as."""
    if token.relation == "appos":
        yield token.head
    for child in parse.children_by(token.index, "appos"):
        yield child.index
    above = parse.tokens[token.head]
    if token.relation == "xcomp" and above.pos == "VERB":
        yield from (t.index for t in parse.children_by(above.index, "obj"))
    copula = parse.child(token.index, "cop")
    if copula is not None and not any(
        t.lower in ("not", "n't", "no", "if", "whether") or t.lemma in ("may", "might", "could", "would")
        for t in parse.children_by(token.index, "advmod", "aux", "mark", "det")
    ):
        subject = find_subject(parse, token.index)
        if subject is not None:
            yield subject


def genders_agree(cluster: Cluster, candidate: Candidate) -> bool:
    """Whether nothing that is known of their genders keeps the two apart."""
    return candidate.gender not in ("m", "f") or cluster.gender in (candidate.gender, None)


def may_be(cluster: Cluster, candidate: Candidate) -> bool:
    """Whether the description can be of the cluster's entity at all."""
    if candidate.type == "person":
        return (
            cluster.type in _PEOPLE
            and cluster.plural == candidate.plural
            and genders_agree(cluster, candidate)
        )
    return cluster.type == candidate.type
