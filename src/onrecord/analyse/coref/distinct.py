"""What keeps a description and somebody apart: other names in front of it, another owner, another age."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.analyse.coref.cluster import Cluster, Clusters
from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.mentions import Candidate
from onrecord.analyse.mentions.hyphens import noun_of
from onrecord.analyse.parse import Parse, Token

_RANKS = frozenset({"vice", "deputy", "prime", "assistant", "lieutenant", "first"})
"""Words in front of an office that make it another office."""
_OTHERS = frozenset({"other", "another", "different", "further", "rival"})
_TO_COME = frozenset({"next", "future", "prospective"})
"""Words that tell that somebody else is meant than those named so far, or nobody yet."""
_YEARS = re.compile(r"(\d{1,3})[-‐‑–]years?[-‐‑–]old", re.IGNORECASE)
_AGES = {
    **dict.fromkeys(("teenager", "teen", "youngster"), (13, 19)),
    **dict.fromkeys(("child", "toddler", "baby", "infant", "kid"), (0, 12)),
    **dict.fromkeys(("boy", "girl", "schoolboy", "schoolgirl"), (0, 17)),
    **dict.fromkeys(("pensioner", "octogenarian", "grandmother", "grandfather"), (40, 120)),
}
"""Nouns for people of certain ages: how old they are at least and at most."""
_MARKS = frozenset({",", "("})
_OLDEST = 120


def called(parse: Parse, token: Token) -> str:
    """The noun by which a description calls somebody, with the word that makes it another office."""
    noun = noun_of(parse, token)
    before = parse.tokens[token.index - 1].lower if token.index else ""
    return f"{before} {noun}" if before in _RANKS else noun


def is_of_another(parse: Parse, candidate: Candidate) -> bool:
    """Whether a description says itself that it is of somebody else: "the *other* driver"."""
    words = {token.lower for token in parse.tokens[candidate.first : candidate.head]}
    return bool(words & (_OTHERS | _TO_COME)) and not (candidate.number and candidate.plural)


def is_to_come(parse: Parse, candidate: Candidate) -> bool:
    """Whether a description is of whoever will be so: "the *next* president"."""
    return any(token.lower in _TO_COME for token in parse.tokens[candidate.first : candidate.head])


def names_beside(parse: Parse, candidate: Candidate) -> frozenset[str]:
    """The bodies that a description has in front of its noun: "the *Nato* spokesman"; no states and no works.

    Somebody may be called by several works: "the *Night Train* singer", "the *Cold Moon* singer".
    """
    works: set[int] = set()
    name = parse.name_ending_at(candidate.head - 1)
    if name is not None and name.type in ("work", "misc", "other"):
        works = set(range(name.first, candidate.head))
    return frozenset(
        token.lower
        for token in parse.tokens[candidate.first : candidate.head]
        if (token.pos == "PROPN" or persons.is_institution(token.lemma))
        and token.core in ("compound", "amod", "nmod")
        and token.index not in works
        and not _is_state(token)
    )


def _is_state(token: Token) -> bool:
    return geography.by_demonym(token.text) is not None or geography.country_of(token.text) is not None


def owner_of(clusters: Clusters, candidate: Candidate) -> int | None:
    """The entity whose a description says that it is: "Roe's mill", "the mill of Roe"."""
    parse = clusters.parse
    if candidate.form != "nominal":
        return None
    for below in parse.children_by(candidate.head, "nmod"):
        case = parse.child(below.index, "case")
        if below.relation == "nmod:poss" or (case is not None and case.lower == "of"):
            number = clusters.at(below.index)
            known = number is not None and not clusters.clusters[number].minor
            return number if known else None
    return None


def ages_of(parse: Parse, candidate: Candidate) -> tuple[int, int] | None:
    """The least and the greatest age that a description can be of: "the 19-year-old", "the teenager"."""
    age = age_told(parse, candidate)
    if age is not None:
        return (age, age)
    return _AGES.get(parse.tokens[candidate.head].lemma)


def age_told(parse: Parse, candidate: Candidate) -> int | None:
    """The age that a mention tells: "the 19-year-old", "Ida Roe, 19, ..."; None where it tells none."""
    text = parse.span(max(candidate.first - 5, 0), candidate.last).slice(parse.text)
    start = parse.span(candidate.first, candidate.first).start
    if candidate.form != "name":
        text = text[-(parse.span(candidate.last, candidate.last).end - start) :]
    found = _YEARS.search(text)
    if found is not None:
        return int(found[1])
    behind = parse.tokens[candidate.last + 1 : candidate.last + 4]
    if candidate.form == "name" and len(behind) == 3 and behind[0].text in _MARKS:
        closed = behind[2].text in (",", ".", ")", ";")
        return int(behind[1].text) if closed and _is_age(behind[1].text) else None
    return None


def _is_age(text: str) -> bool:
    return text.isdecimal() and text.isascii() and 0 < int(text) < _OLDEST


class Told(NamedTuple):
    """What the words of a description tell of whom it means: the noun, the bodies beside it, the owner."""

    candidate: Candidate
    noun: str
    beside: frozenset[str]
    owner: int | None


def tell(clusters: Clusters, candidate: Candidate) -> Told:
    """What a description tells, as far as the entities are made."""
    noun = called(clusters.parse, clusters.parse.tokens[candidate.head])
    return Told(candidate, noun, names_beside(clusters.parse, candidate), owner_of(clusters, candidate))


def is_apart(cluster: Cluster, told: Told) -> bool:
    """Whether a description and somebody called by the same noun are told apart by names or owners."""
    known, owners = cluster.beside.get(told.noun), cluster.owners.get(told.noun)
    if told.beside and known and not told.beside & known:
        return True
    return bool(owners and told.owner is not None and told.owner not in owners)
