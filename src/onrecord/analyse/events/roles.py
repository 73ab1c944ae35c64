"""Of whom a noun for a role is said: titles, appositions and predicates ("minister", "wife", "citizen")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.analyse.events.candidates import Reading
from onrecord.analyse.events.restrictions import kinds
from onrecord.analyse.parse import Parse
from onrecord.analyse.predicates import conjuncts, find_subject
from onrecord.model.record import Phase

_OVER = frozenset(
    {"former", "ex", "ex-", "then", "late", "onetime", "one-time", "erstwhile", "previous", "ousted"}
)
_AHEAD = frozenset({"future", "incoming", "designate", "elect", "next"})
_BECOME = frozenset({"become"})
_REMAIN = frozenset({"remain", "be"})


@dataclass(frozen=True, slots=True)
class Role:
    """A noun and those of whom it is said; `own` when it stands for its holder ("the *minister* left")."""

    noun: int
    holders: tuple[int, ...]
    phase: Phase
    own: bool = False
    title: bool = False


def read_role(reading: Reading, index: int) -> Role:
    """Of whom the noun at `index` is said, and whether it holds, begins or is over."""
    parse = reading.parse
    token = parse.tokens[index]
    phase = _phase(parse, index)
    head = parse.tokens[token.head]
    while token.relation == "compound" and head.relation == "compound" and head.index > index:
        head = parse.tokens[head.head]
    if (
        token.relation == "compound"
        and index < head.index
        and head.pos == "PROPN"
        and "person" in kinds(reading, head.index)
    ):
        return Role(index, (head.index,), phase, title=True)
    subject = _predicate_subject(parse, index)
    if subject is not None:
        begins = head.lemma in _BECOME and token.relation == "xcomp"
        return Role(index, tuple(_people(reading, subject)), "begins" if begins else phase)
    if token.relation == "appos" and "person" in kinds(reading, head.index) and head.pos == "PROPN":
        return Role(index, (head.index,), phase)
    named = [
        t.index
        for t in parse.children_by(index, "appos")
        if t.pos == "PROPN" and "person" in kinds(reading, t.index)
    ]
    if named:
        return Role(index, tuple(named), phase)
    return Role(index, (index,), phase, own=True)


def _predicate_subject(parse: Parse, index: int) -> int | None:
    """The subject of which a noun is said by "is", "remains" or "becomes"."""
    token = parse.tokens[index]
    if parse.child(index, "cop") is not None:
        return find_subject(parse, index)
    if token.relation == "xcomp" and parse.tokens[token.head].lemma in _BECOME | _REMAIN:
        return find_subject(parse, token.head)
    return None


def _people(reading: Reading, subject: int) -> Iterator[int]:
    for index in conjuncts(reading.parse, subject):
        if "person" in kinds(reading, index):
            yield index


def _phase(parse: Parse, index: int) -> Phase:
    """What the words in front of a noun, or "-elect" behind it, say of its time."""
    before = {token.lower for token in parse.children_by(index, "amod", "advmod", "compound")}
    before |= _words_before(parse, index)
    if before & _OVER or parse.tokens[index].lower.startswith("ex-"):
        return "ended"
    behind = [token.lower for token in parse.tokens[index + 1 : index + 3]]
    if before & _AHEAD or (behind[:1] == ["-"] and behind[1:] in (["elect"], ["designate"])):
        return "begins"
    return "holds"


def _words_before(parse: Parse, index: int) -> set[str]:
    """The words in front of a noun back to its determiner, which may hang on the name behind it."""
    words: set[str] = set()
    for token in reversed(parse.tokens[max(index - 6, 0) : index]):
        if token.pos in ("DET", "ADP", "VERB", "AUX", "CCONJ", "PRON") or token.text in (",", ";", "."):
            break
        words.add(token.lower)
    return words
