"""States that no verb of the vocabulary names: age, citizenship, family, origin, "London-based"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.analyse.events.ages import find_ages
from onrecord.analyse.events.candidates import Candidate, Filler, Reading
from onrecord.analyse.events.offices import find_offices
from onrecord.analyse.events.participants import read_noun
from onrecord.analyse.events.restrictions import is_post, kinds
from onrecord.analyse.events.roles import read_role
from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.parse import Parse, Token
from onrecord.model.record import Phase

_SURE, _FAIR, _SUGGESTED = 0.9, 0.7, 0.55
_NO_KIN = frozenset(
    {"partner", "heir", "guardian", "ward", "baby", "relation", "dependent", "dependant", "bride", "groom"}
)
_CITIZENS = frozenset({"citizen", "national"})
_OFFICIALS = frozenset(
    {"soldier", "official", "diplomat", "troop", "officer", "agent", "spy", "ally", "minister"}
)
"""Persons before whom a country's adjective says whom they serve."""
_DESCENTS = frozenset(
    "african afro asian native latin latino latina hispanic black white ethnic jewish muslim arab".split()
)
"""Words that with a country's adjective say of what descent somebody is, not of what country."""
_OWNERS = frozenset({"state", "government", "family", "employee", "privately"})
_COMPOUNDS = {
    "based": "headquarters",
    "born": "origin",
    "owned": "ownership",
    "backed": "support",
    "supported": "support",
    "sponsored": "support",
}


def find_states(reading: Reading) -> Iterator[Candidate]:
    """The states that nouns, appositions and compounds of the text state."""
    yield from find_ages(reading)
    yield from find_offices(reading)
    for token in reading.parse.tokens:
        if token.lemma in _CITIZENS and token.pos == "NOUN":
            yield from _citizenship(reading, token)
        elif (
            token.pos == "NOUN"
            and "relative" in persons.classes_of(token.lemma)
            and token.lemma not in _NO_KIN
        ):
            yield from _family(reading, token)
        elif token.pos == "NOUN" and persons.is_person_noun(token.lemma) and not is_post(token):
            yield from _nationality(reading, token)
        elif token.lower in _COMPOUNDS:
            yield from _compound(reading, token)
        elif token.core == "nmod":
            yield from _origin(reading, token)


def _citizenship(reading: Reading, token: Token) -> Iterator[Candidate]:
    """The state of "a Russian citizen" or "a citizen of Kenya"."""
    inside = read_noun(reading.parse, token.index)
    countries = [
        index
        for name in ("mod", "of")
        for index in inside.get(name, ())
        if reading.kind_of(index) in ("place", "group")
    ]
    role = read_role(reading, token.index)
    if countries and role.holders:
        people = tuple(Filler("person", index) for index in role.holders)
        fillers = (*people, Filler("country", countries[0]))
        yield _state("citizenship", role.phase, token.index, fillers, _FAIR if role.own else _SURE)


def _nationality(reading: Reading, token: Token) -> Iterator[Candidate]:
    """The citizenship that "the Kenyan singer Ann Lee" or "Ann Lee is a Kenyan singer" suggests."""
    inside = read_noun(reading.parse, token.index)
    tokens = reading.parse.tokens
    countries = [i for i in inside.get("mod", ()) if geography.by_demonym(tokens[i].text)]
    role = read_role(reading, token.index)
    if any(_is_descent(reading, index) for index in countries):
        return
    if token.lemma not in _OFFICIALS and countries and role.holders and not role.own:
        people = tuple(Filler("person", index) for index in role.holders)
        yield _state(
            "citizenship", role.phase, token.index, (*people, Filler("country", countries[0])), _SUGGESTED
        )


def _is_descent(reading: Reading, index: int) -> bool:
    """Whether a demonym is part of a word for descent ("an *African American* player")."""
    tokens = reading.parse.tokens
    around = [index - 1, index - 2, index + 1, index + 2] if index else [1]
    near = [
        tokens[i] for i in around if 0 <= i < len(tokens) and tokens[i].sentence == tokens[index].sentence
    ]
    beside = [
        t for t in near if abs(t.index - index) == 1 or tokens[(t.index + index) // 2].text in ("-", "–")
    ]
    return any(t.lower in _DESCENTS or geography.by_demonym(t.text) is not None for t in beside)


def _family(reading: Reading, token: Token) -> Iterator[Candidate]:
    """The kinship of "his wife Ann", "Ann, the mother of Lee" or "Lee's son"."""
    parse = reading.parse
    role = read_role(reading, token.index)
    inside = read_noun(parse, token.index)
    owners = inside.get("poss", []) + inside.get("of", [])
    if role.title and not owners:
        owners = [i for i in read_noun(parse, role.holders[0]).get("poss", []) if i < token.index]
    people = [
        index
        for index in owners
        if "person" in kinds(reading, index) and "number" not in kinds(reading, index)
    ]
    relatives = [index for index in role.holders if index not in people]
    if role.own and token.feats.get("Number") == "Plur" and _is_anybodys(parse, owners):
        return
    if people and relatives:
        fillers = (
            *(Filler("person", index) for index in people),
            *(Filler("relative", index) for index in relatives),
            Filler("kinship", None, _kinship(reading, token)),
        )
        yield _state("family", role.phase, token.index, fillers, _FAIR if role.own else _SURE)


def _is_anybodys(parse: Parse, owners: list[int]) -> bool:
    """Whether the kin are anybody's ("the care of *our* children")."""
    return any(parse.tokens[i].lower in ("our", "your") for i in owners)


def _kinship(reading: Reading, token: Token) -> str:
    """The word for the kinship, with "-in-law" where the parser split it off."""
    tokens = reading.parse.tokens
    behind = [t.lower for t in tokens[token.index + 1 : token.index + 5]]
    before = [t.lower for t in tokens[max(token.index - 2, 0) : token.index]]
    great = "great-" if before in (["great", "-"], ["grand", "-"]) else ""
    return great + token.lemma + ("-in-law" if behind == ["-", "in", "-", "law"] else "")


def _compound(reading: Reading, token: Token) -> Iterator[Candidate]:
    """The state of "London-based", "Russian-born", "state-owned" or "union-backed"."""
    parse = reading.parse
    if token.index < 2 or parse.tokens[token.index - 1].text not in ("-", "–"):
        return
    before = parse.tokens[token.index - 2]
    if token.relation not in ("amod", "acl", "compound") or token.head <= token.index:
        return
    type_ = _COMPOUNDS[token.lower]
    whose, first = kinds(reading, token.head), _start(reading, before)
    arguments = _compound_arguments(reading, type_, before, token.head)
    if type_ == "headquarters" and "person" in whose and "place" in kinds(reading, before.index):
        type_, arguments = "residence", (Filler("person", token.head), Filler("place", before.index))
    if arguments:
        yield Candidate(type_, "holds", first, token.index, token.index, arguments, "state", _FAIR)


def _start(reading: Reading, before: Token) -> int:
    return reading.parse.run(before.index)[0]


def _compound_arguments(reading: Reading, type_: str, before: Token, head: int) -> tuple[Filler, ...]:
    what = kinds(reading, before.index)
    if type_ == "headquarters":
        named = "place" in what and "organisation" in kinds(reading, head)
        return (Filler("organisation", head), Filler("place", before.index)) if named else ()
    if type_ == "origin":
        is_person = "person" in kinds(reading, head) and not what.isdisjoint({"place", "group"})
        return (Filler("person", head), Filler("place", before.index)) if is_person else ()
    if "actor" not in what and "proper" not in what and before.lemma not in _OWNERS:
        return ()
    if type_ == "ownership":
        return (Filler("owner", before.index), Filler("object", head))
    return (Filler("supporter", before.index), Filler("target", head))


def _origin(reading: Reading, token: Token) -> Iterator[Candidate]:
    """The origin of "a man from Leeds", where no verb of motion can have the phrase."""
    parse = reading.parse
    head = parse.tokens[token.head]
    case = parse.child(token.index, "case")
    if (
        case is None
        or case.lower != "from"
        or case.index != head.index + 1
        or head.core not in ("nsubj", "appos", "root", "nsubj:pass")
    ):
        return
    if "place" in kinds(reading, token.index) and "person" in kinds(reading, head.index):
        fillers = (Filler("person", head.index), Filler("place", token.index))
        yield _state("origin", "holds", case.index, fillers, _FAIR)


def _state(
    type_: str, phase: Phase, trigger: int, arguments: tuple[Filler, ...], confidence: float
) -> Candidate:
    return Candidate(type_, phase, trigger, trigger, trigger, arguments, "state", confidence)
