"""Ages: "the 66-year-old star", "Lee, 66,", "aged 66", "now 66, Lee lives in Leeds"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.analyse.events.candidates import Candidate, Filler, Reading
from onrecord.analyse.events.restrictions import kinds
from onrecord.analyse.parse import NOMINAL, Token
from onrecord.analyse.predicates import find_subject
from onrecord.analyse.timex.numbers import parse_number
from onrecord.model.span import Span

_SURE = 0.9
_YEAR_OLD = re.compile(r"\b(\w+)[-‐–\s]years?[-‐–\s]olds?\b", re.IGNORECASE)
_MAX_AGE = 120
_NOW = frozenset({"now", "at", "already", "still", "only", "just"})
_REACH = 12
"""How many words behind an age at the start of a sentence its person may stand."""


def find_ages(reading: Reading) -> Iterator[Candidate]:
    """The ages that the text states, each with the person of that age."""
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
    if before.lower in _NOW and behind is not None and behind.text == ",":
        return _named_behind(reading, behind.index)
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


def _named_behind(reading: Reading, comma: int) -> int | None:
    """The person whom a sentence that starts with an age goes on with ("Now 60, *Lee* lives in Leeds")."""
    parse = reading.parse
    first, end = parse.sentences[parse.tokens[comma].sentence]
    if comma - first > 2:
        return None
    behind = range(comma + 1, min(comma + _REACH, end))
    subjects = (i for i in behind if parse.tokens[i].core == "nsubj")
    return _as_person(reading, next(subjects, None))


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
