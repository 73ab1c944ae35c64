"""Names that stand for one and the same: short and long forms, initials, acronyms, demonyms.

Names of people are in `people.py`.
"""

from __future__ import annotations

import re

from onrecord.analyse.coref.cluster import Cluster, Clusters
from onrecord.analyse.coref.confidence import NAME
from onrecord.analyse.coref.people import cluster_people
from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.lexicon.words import read_words
from onrecord.analyse.mentions import Candidate

_WORD = re.compile(r"[^\W_]+(?:[.’'&-][^\W_]+)*\.?")


def cluster_names(clusters: Clusters) -> None:
    """Put every name into a cluster: longer names first become clusters, shorter ones join them."""
    order = [i for i, c in enumerate(clusters.candidates) if c.form == "name"]
    people = [i for i in order if clusters.candidates[i].type == "person"]
    cluster_people(clusters, people)
    things: dict[str, int] = {}
    rest = [i for i in order if clusters.candidates[i].type != "person"]
    for position in sorted(rest, key=lambda i: (-len(clusters.words(i)), i)):
        number = _same_thing(clusters, position, things)
        if number is None:
            number = clusters.new(position)
        else:
            clusters.join(position, number, by=NAME)
        for key in _keys(clusters, position):
            things.setdefault(key, number)
    for cluster in clusters.clusters:
        cluster.members.sort()


def _keys(clusters: Clusters, position: int) -> list[str]:
    """The forms under which later, shorter names find this one."""
    candidate, words = clusters.candidates[position], clusters.words(position)
    if candidate.country and candidate.type in ("place", "group"):
        return [f"country:{candidate.country}"] if candidate.type == "place" else [words.casefold()]
    keys = [_plain(words)]
    if candidate.type == "organisation":
        core = _core(clusters, candidate)
        keys += (
            [f"organ:{core}:{candidate.country or _owner(clusters, candidate)}", f"organ:{core}:"]
            if core
            else []
        )
        parts = _WORD.findall(words)
        initials = "".join(p[0] for p in parts if p[0].isupper())
        if len(initials) > 1 and len(parts) > 1:
            keys.append(f"acronym:{initials}")
        if len(parts) > 1 and (
            persons.has_corporate_suffix(words)
            or parts[-1].casefold() in read_words("statements", "generic_endings")
        ):
            keys.append(_plain(" ".join(parts[:-1])))
        if len(parts) > 1:
            keys += [f"last:{parts[-1].casefold()}", f"first:{parts[0]}"]
    return keys


def _plain(words: str) -> str:
    return re.sub(r"[.’']s?\b", "", words).casefold().removeprefix("the ").strip()


def _core(clusters: Clusters, candidate: Candidate) -> str | None:
    """What an institution is called without the state or person in front: "foreign ministry"."""
    head = clusters.parse.tokens[candidate.head]
    if not persons.is_institution(head.lemma):
        return None
    modifiers = [
        token.lower
        for token in clusters.parse.children_by(candidate.head, "amod", "compound")
        if candidate.first <= token.index <= candidate.last and not clusters.parse.child(token.index, "case")
    ]
    return " ".join([*(m for m in modifiers if not _names_state(m)), head.lemma])


def _names_state(word: str) -> bool:
    return geography.by_demonym(word.capitalize()) is not None


def _owner(clusters: Clusters, candidate: Candidate) -> str:
    return clusters.parse.tokens[candidate.owner].lower if candidate.owner is not None else ""


def _same_thing(clusters: Clusters, position: int, things: dict[str, int]) -> int | None:
    candidate, words = clusters.candidates[position], clusters.words(position)
    if candidate.country and candidate.type == "place":
        return things.get(f"country:{candidate.country}")
    number = things.get(_plain(words))
    if number is None and words.isupper() and 2 <= len(words) <= 6:
        number = things.get(f"acronym:{words}")
    if number is None and candidate.type == "organisation":
        core = _core(clusters, candidate)
        if core:
            owner = candidate.country or _owner(clusters, candidate)
            number = things.get(f"organ:{core}:{owner}")
            if number is None and not owner:
                number = things.get(f"organ:{core}:")
        if number is None and " " not in words and _is_short_for(clusters, candidate):
            number = things.get(f"last:{words.casefold()}")
        if number is None and " " not in words and len(words) > 3 and not geography.is_place_name(words):
            number = things.get(f"first:{words}")
    return number if number is not None and _compatible(clusters.clusters[number], candidate) else None


def _is_short_for(clusters: Clusters, candidate: Candidate) -> bool:
    """Whether a single word may be the end of a longer name: it needs its article ("the Post")."""
    before = clusters.parse.tokens[candidate.first - 1] if candidate.first else None
    return before is not None and before.lower == "the"


def _compatible(cluster: Cluster, candidate: Candidate) -> bool:
    return cluster.type == candidate.type or "other" in (cluster.type, candidate.type)
