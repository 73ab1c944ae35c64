"""Several people at once: whom "the two men" and "both politicians" stand for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.analyse.coref.apposition import classes_of, genders_agree
from onrecord.analyse.coref.cluster import Clusters
from onrecord.analyse.mentions import Candidate

ANYBODY = frozenset({"person", "group"})
"""Classes of nouns that can be said of anybody."""
POLITICS = frozenset({"leader", "minister", "legislator", "politician", "royal"})
"""Classes of which somebody is often called by several."""
INSIDE = frozenset({"compound", "amod"})
"""Parts that names play within others' phrases ("the *Roe* report")."""
_BODIES = frozenset("side team camp party nation country state firm company family club".split())
"""Nouns of which each is several people: "both *sides*"."""
_NEAR = 5
"""How many sentences in front of a group those are preferred who are known to be what it says they are."""


def find_group(
    clusters: Clusters, seen: Sequence[tuple[int, int]], candidate: Candidate, without: int | None
) -> tuple[int, ...]:
    """The people of a counted group: the ones named last who fit, those first who are known to be such.

    `seen` are the mentions in front, as (head token, cluster), in text order. Nobody where too few fit.
    """
    token = clusters.parse.tokens[candidate.head]
    if candidate.number is None or not candidate.definite or candidate.type != "person":
        return ()
    if token.lemma in _BODIES:
        return ()
    classes = classes_of(clusters.parse, token) - ANYBODY
    latest: dict[int, bool] = {}
    for index, number in reversed(seen):
        cluster, head = clusters.clusters[number], clusters.parse.tokens[index]
        if number in latest or number == without or head.core in INSIDE:
            continue
        if cluster.type != "person" or cluster.plural or not cluster.names:
            continue
        if not genders_agree(cluster, candidate) or _is_apart(classes, cluster.classes):
            continue
        near = head.sentence >= token.sentence - _NEAR
        latest[number] = bool(classes and near and _share(classes, cluster.classes))
    together = _named_together(clusters, seen, latest.keys(), candidate)
    if together:
        return together
    ranked = sorted(latest, key=lambda number: not latest[number])[: candidate.number]
    return tuple(sorted(ranked)) if len(ranked) == candidate.number else ()


def _named_together(
    clusters: Clusters, seen: Sequence[tuple[int, int]], fitting: Collection[int], candidate: Candidate
) -> tuple[int, ...]:
    """Those last named in one breath, if they are as many: "*Roe and Berg* met. The two ..."."""
    parse = clusters.parse
    since = parse.tokens[candidate.head].sentence - _NEAR
    joined: dict[int, set[int]] = {}
    for index, number in reversed(seen):
        token = parse.tokens[index]
        if token.sentence < since:
            break
        if number in fitting:
            joined.setdefault(token.head if token.relation == "conj" else index, set()).add(number)
    return next((tuple(sorted(all_)) for all_ in joined.values() if len(all_) == candidate.number), ())


def _is_apart(classes: frozenset[str], known: set[str]) -> bool:
    return bool(classes and known) and not _share(classes, known)


def _share(classes: frozenset[str], known: set[str]) -> bool:
    """Whether one noun can be said of both: "politicians" of a premier and a candidate."""
    return bool(classes & known) or bool(classes & POLITICS and known & POLITICS)
