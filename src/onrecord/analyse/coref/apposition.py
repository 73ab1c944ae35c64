"""Descriptions that the syntax itself ties to a name: apposition, titles in front, predicates.

What they tell of an entity is noted with it, so that later descriptions find it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from onrecord.analyse.coref.cluster import Cluster, Clusters
from onrecord.analyse.coref.confidence import TIED
from onrecord.analyse.coref.distinct import age_told, called, names_beside, owner_of
from onrecord.analyse.coref.posts import holders
from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.mentions import Candidate
from onrecord.analyse.mentions.descriptions import key_of
from onrecord.analyse.mentions.hyphens import noun_of
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import find_subject

PARTY = "party "
"""What the keys of parties begin with."""
_PARTIES = {
    **dict.fromkeys(("democrat", "democratic"), "democrats"),
    **dict.fromkeys(("republican", "gop"), "republicans"),
    **dict.fromkeys(("conservative", "tory"), "conservatives"),
    **{name: name for name in ("labour", "socialist", "communist", "libertarian", "green", "ukip")},
}
"""Words for parties of which nobody is in two."""
_WISHING = frozenset(
    """want hope wish aim plan seek try run vie ask like prefer need expect intend aspire refuse fail decline
    deserve bid campaign urge""".split()
)
"""Verbs that tell what is wished, and not that it is so."""
_PEOPLE = frozenset({"person", "group"})
_BECOMING = frozenset({"become", "remain"})
_BEHIND = frozenset({"appos", "flat", "nmod"})
"""What a name can be in the parse that only says who a description in front of it is."""
_LONGEST_NAME = 5
"""How many tokens of a name are looked through for its head."""


def note(clusters: Clusters, number: int, candidate: Candidate) -> None:
    """Note with a cluster what the noun of a description tells of it."""
    token, cluster = clusters.parse.tokens[candidate.head], clusters.clusters[number]
    noun, owner = called(clusters.parse, token), owner_of(clusters, candidate)
    cluster.describe([noun], classes_of(clusters.parse, token))
    cluster.nations.update(nations_of(clusters.parse, token))
    cluster.beside.setdefault(noun, set()).update(names_beside(clusters.parse, candidate))
    if owner is not None:
        cluster.owners.setdefault(noun, set()).add(owner)
    if cluster.age is None and cluster.type == "person":
        cluster.age = age_told(clusters.parse, candidate)


def nations_of(parse: Parse, token: Token) -> set[str]:
    """The states and parties of a description by their keys: "the *Dutch* minister", "the *Democrat*"."""
    modifiers = [t for t in parse.children_by(token.index, "amod", "compound") if t.index < token.index]
    found = set()
    for part in (token, *modifiers):
        key = key_of(geography.by_demonym(part.text) or geography.country_of(part.text))
        if key is not None:
            found.add(key)
        if part.lower in _PARTIES:
            found.add(PARTY + _PARTIES[part.lower])
    return found


def of_one_state(nations: set[str], cluster: Cluster) -> bool:
    """Whether no states or parties that are told of keep a description and somebody apart."""
    for is_party in (False, True):
        ours, theirs = (
            {key.partition(":")[0] for key in keys if key.startswith(PARTY) == is_party}
            for keys in (nations, cluster.nations)
        )
        if ours and theirs and not ours & theirs:
            return False
    return True


def classes_of(parse: Parse, token: Token) -> frozenset[str]:
    """What kind of person a noun tells of, together with the words around it ("leading man").

    The president of a state is no executive.
    """
    classes = _all_classes(parse, token)
    if "leader" in classes and nations_of(parse, token):
        return classes - {"executive"}
    return classes


def _all_classes(parse: Parse, token: Token) -> frozenset[str]:
    for below in parse.children_by(token.index, "nmod"):
        if below.index == token.index + 2 and parse.tokens[token.index + 1].lower == "of":
            whole = persons.classes_of(f"{token.lemma} of {below.lower}")
            if whole:
                return whole
    before = parse.tokens[token.index - 1] if token.index else token
    if before.head == token.index and before.core in ("amod", "compound"):
        return persons.classes_of(f"{before.lower} {token.lemma}")
    return persons.classes_of(noun_of(parse, token))


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
        lemma = noun_of(clusters.parse, token)
        if not candidate.first <= token.index <= candidate.last and persons.classes_of(lemma):
            cluster.describe([called(clusters.parse, token)], _title_classes(token, lemma))
            cluster.nations.update(nations_of(clusters.parse, clusters.parse.tokens[candidate.head]))
    before = clusters.parse.tokens[candidate.first - 1] if candidate.first else None
    if before is not None and cluster.type == "person" and persons.classes_of(before.lower):
        cluster.describe([called(clusters.parse, before)], _title_classes(before, before.lower))
    if cluster.age is None and cluster.type == "person":
        cluster.age = age_told(clusters.parse, candidate)


def _title_classes(token: Token, lemma: str) -> frozenset[str]:
    """The classes of a title: "President Roe", with a capital, leads a state and no firm."""
    classes = persons.classes_of(lemma)
    return classes - {"executive"} if "leader" in classes and token.text[:1].isupper() else classes


def _tie(clusters: Clusters, position: int, candidate: Candidate) -> None:
    number = tied_to(clusters, candidate)
    if number is not None:
        clusters.join(position, number, by=TIED)
        note(clusters, number, candidate)


def tied_to(clusters: Clusters, candidate: Candidate) -> int | None:
    """The cluster of whoever the syntax says that a description is of; None where it says so of nobody."""
    token = clusters.parse.tokens[candidate.head]
    posts = () if is_only_possible(clusters.parse, token) else holders(clusters.parse, token)
    found = chain(
        _name_before(clusters, candidate),
        _partners(clusters.parse, token),
        _name_behind(clusters, candidate),
        posts,
    )
    for partner in found:
        number = clusters.at(partner)
        if number is not None and may_be(clusters.clusters[number], candidate):
            return number
    return None


def _name_before(clusters: Clusters, candidate: Candidate) -> Iterator[int]:
    """The last of several names, which a description of one is set beside: "Roe and *Berg*, the coach"."""
    token, tokens = clusters.parse.tokens[candidate.head], clusters.parse.tokens
    if token.relation != "appos" or candidate.plural or candidate.first < 2:
        return
    if tokens[candidate.first - 1].text != ",":
        return
    for other in clusters.parse.children_by(token.head, "conj"):
        position = clusters.by_head.get(other.index)
        if position is not None and clusters.candidates[position].last == candidate.first - 2:
            yield other.index


def _name_behind(clusters: Clusters, candidate: Candidate) -> Iterator[int]:
    """The name right behind a description, whatever it hangs on: "the *Dutch coach* Ida Voss"."""
    behind, tokens = candidate.last + 1, clusters.parse.tokens
    if candidate.type != "person" or candidate.plural or behind >= len(tokens):
        return
    parts = _BEHIND
    if tokens[behind].text == ",":
        if _is_ones_relative(clusters.parse, candidate):
            behind, parts = behind + 1, _BEHIND | {"conj", "list", "dep"}
        elif candidate.definite and persons.is_post(noun_of(clusters.parse, tokens[candidate.head])):
            behind, parts = behind + 1, _BEHIND | {"vocative", "list", "dep", "parataxis"}
    for index in range(behind, min(behind + _LONGEST_NAME, len(tokens))):
        position = clusters.by_head.get(index)
        named = clusters.candidates[position] if position is not None else None
        if named is not None and named.first == behind and named.form == "name":
            after = tokens[min(named.last + 1, len(tokens) - 1) :][:2]
            closed = after[0].text in (",", ".") and all(token.pos != "CCONJ" for token in after)
            late = tokens[index].core == "nsubj" and tokens[index].head < candidate.first
            if (tokens[index].core in parts or late) and (closed or parts is _BEHIND):
                yield index
            return


def _is_ones_relative(parse: Parse, candidate: Candidate) -> bool:
    """Whether a name may come behind a description and a comma: "his wife, *Ida*, ..."."""
    noun = persons.classes_of(noun_of(parse, parse.tokens[candidate.head]))
    return "relative" in noun and parse.child(candidate.head, "nmod:poss") is not None


def _partners(parse: Parse, token: Token) -> Iterator[int]:
    """The heads of noun phrases that the description is said to be the same as."""
    if token.relation == "appos":
        yield token.head
    for child in parse.children_by(token.index, "appos"):
        yield child.index
    above = parse.tokens[token.head]
    if is_only_possible(parse, token):
        return
    if token.relation == "xcomp" and above.pos == "VERB":
        yield from (t.index for t in parse.children_by(above.index, "obj"))
    linked = token.index if parse.child(token.index, "cop") else None
    if token.core in ("xcomp", "obj") and above.lemma in _BECOMING:
        linked = above.index
    if linked is not None and not any(
        t.lower in ("not", "n't", "no", "if", "whether") or t.lemma in ("may", "might", "could", "would")
        for t in parse.children_by(linked, "advmod", "aux", "mark", "det")
    ):
        subject = find_subject(parse, linked)
        if subject is not None:
            yield subject


def is_only_possible(parse: Parse, token: Token) -> bool:
    """Whether what a noun tells is wished, feared or barred only: "not fit to serve as *president*"."""
    verb = token if parse.child(token.index, "cop") else parse.tokens[token.head]
    marks = {t.lower for t in parse.children_by(verb.index, "mark", "case")}
    if "from" in marks and verb.feats.get("VerbForm") in ("Ger", "Part"):
        return True
    if "to" not in marks or verb.core not in ("xcomp", "advcl", "acl", "ccomp"):
        return False
    above = parse.tokens[verb.head]
    return above.pos in ("ADJ", "NOUN") or above.lemma in _WISHING


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
