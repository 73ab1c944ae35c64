"""States that no verb of the vocabulary names: age, citizenship, family, origin, "London-based"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.analyse.events.candidates import Candidate, Filler, Reading
from onrecord.analyse.events.offices import find_offices
from onrecord.analyse.events.participants import read_noun
from onrecord.analyse.events.restrictions import is_post, kinds
from onrecord.analyse.events.roles import read_role
from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.parse import NOMINAL, Token
from onrecord.analyse.predicates import find_subject
from onrecord.analyse.timex.numbers import parse_number
from onrecord.model.record import Phase
from onrecord.model.span import Span

_SURE, _FAIR, _SUGGESTED = 0.9, 0.7, 0.55
_YEAR_OLD = re.compile(r"\b(\w+)[-‐–\s]years?[-‐–\s]olds?\b", re.IGNORECASE)
_MAX_AGE = 120
_NO_KIN = frozenset(
    {"partner", "heir", "guardian", "ward", "baby", "relation", "dependent", "dependant", "bride", "groom"}
)
_CITIZENS = frozenset({"citizen", "national"})
_OFFICIALS = frozenset(
    {"soldier", "official", "diplomat", "troop", "officer", "agent", "spy", "ally", "minister"}
)
"""Persons before whom a country's adjective says whom they serve."""
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
    yield from _find_ages(reading)
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


def _find_ages(reading: Reading) -> Iterator[Candidate]:
    parse = reading.parse
    for match in _YEAR_OLD.finditer(parse.text):
        inside = parse.tokens_in(Span(start=match.start(), end=match.end()))
        years = parse_number([match[1].lower()])
        if len(inside) and years is not None:
            yield from _year_old(reading, inside, int(years))
    for token in parse.tokens:
        if token.pos == "NUM" and token.text.isdecimal() and 0 < int(token.text) <= _MAX_AGE:
            person = _aged(reading, token)
            if person is not None:
                yield _age(token.index, token.index, person, token.index, int(token.text))


def _year_old(reading: Reading, inside: range, years: int) -> Iterator[Candidate]:
    """The age in "the 66-year-old star", "the 66-year-old" or "Lee is 66 years old"."""
    parse = reading.parse
    last = parse.tokens[inside[-1]]
    person: int | None = last.index
    if parse.child(last.index, "cop") is not None or last.relation == "xcomp":
        person = find_subject(parse, last.index)
    elif last.relation in ("amod", "compound", "nmod", "acl") and last.head not in inside:
        person = last.head
    if person is not None and "person" in kinds(reading, person) and years <= _MAX_AGE:
        yield _age(inside[0], inside[-1], person, inside[0], years)


def _aged(reading: Reading, number: Token) -> int | None:
    """Who is of the age that a bare number gives: "Lee, 66,", "Lee (66)", "aged 66", "turned 66"."""
    parse = reading.parse
    before = parse.tokens[number.index - 1] if number.index else None
    behind = parse.tokens[number.index + 1] if number.index + 1 < len(parse.tokens) else None
    if before is None:
        return None
    if before.text in (",", "(") and (behind is None or behind.text in (",", ")", ".", ";")):
        return _named_before(reading, before.index)
    head = parse.tokens[number.head]
    if before.lemma in ("age", "aged") and before.lower == "aged":
        return _nearest_person(reading, before)
    if head.lower == "age" and number.relation == "nmod" and head.core == "obl":
        subject = find_subject(parse, head.head)
        return _as_person(reading, subject)
    if head.lower == "turned" and number.relation == "obj":
        return _as_person(reading, find_subject(parse, head.index))
    if parse.child(number.index, "cop") is not None and (behind is None or behind.pos in ("PUNCT", "CCONJ")):
        return _as_person(reading, find_subject(parse, number.index))
    return None


def _named_before(reading: Reading, comma: int) -> int | None:
    """The person whose description ends right in front of a comma or bracket."""
    if comma == 0:
        return None
    parse = reading.parse
    last = parse.tokens[comma - 1]
    if last.pos not in NOMINAL:
        return None
    if reading.kind_of(last.index) == "person":
        return last.index
    for above in parse.ancestors(last.index):
        if above.relation == "root" or parse.run(above.index, without=("appos", "punct"))[1] < last.index:
            break
        if reading.kind_of(above.index) == "person" and above.index < comma:
            return above.index
    return None


def _nearest_person(reading: Reading, aged: Token) -> int | None:
    parse = reading.parse
    if aged.relation in ("acl", "amod", "appos", "conj") and "person" in kinds(reading, aged.head):
        return aged.head
    subject = _as_person(reading, find_subject(parse, aged.index))
    if subject is not None:
        return subject
    return next(
        (i for i in range(aged.index - 1, max(aged.index - 4, -1), -1) if reading.kind_of(i) == "person"),
        None,
    )


def _as_person(reading: Reading, index: int | None) -> int | None:
    return index if index is not None and "person" in kinds(reading, index) else None


def _age(first: int, last: int, person: int, number: int, years: int) -> Candidate:
    arguments = (Filler("person", person), Filler("age", number, years, (number, number)))
    return Candidate("age", "holds", first, last, number, arguments, "state", _SURE)


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
    if token.lemma not in _OFFICIALS and countries and role.holders and not role.own:
        people = tuple(Filler("person", index) for index in role.holders)
        yield _state(
            "citizenship", role.phase, token.index, (*people, Filler("country", countries[0])), _SUGGESTED
        )


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
    if people and relatives:
        fillers = (
            *(Filler("person", index) for index in people),
            *(Filler("relative", index) for index in relatives),
            Filler("kinship", None, _kinship(reading, token)),
        )
        yield _state("family", role.phase, token.index, fillers, _FAIR if role.own else _SURE)


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
