"""Of whom a noun for a role is said, as a title, an apposition or a predicate ("minister", "wife")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.analyse.events.candidates import Reading
from onrecord.analyse.events.restrictions import kinds
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import conjuncts, find_subject, is_nominal
from onrecord.model.record import Phase

PEOPLE = frozenset({"person"})
ANYBODY = frozenset({"person", "organisation", "proper"})
_OVER = frozenset(
    {"former", "ex", "ex-", "then", "late", "onetime", "one-time", "erstwhile", "previous", "ousted"}
)
_AHEAD = frozenset({"future", "incoming", "designate", "elect", "next"})
_BECOME = frozenset({"become"})
_REMAIN = frozenset({"remain", "be"})
_REACH = 6
"""How many words in front of a noun may say of what time it is."""


@dataclass(frozen=True, slots=True)
class Role:
    """A noun and those of whom it is said; `own` when it stands for its holder ("the *minister* left")."""

    noun: int
    holders: tuple[int, ...]
    phase: Phase
    own: bool = False
    title: bool = False


def read_role(reading: Reading, index: int, whose: frozenset[str] = PEOPLE) -> Role:
    """Of whom the noun at `index` is said, and whether it holds, begins or is over.

    `whose` are the kinds of those that it can be said of.
    """
    parse = reading.parse
    token = parse.tokens[index]
    phase = phase_of(parse, index)
    bearer = _bearer_of_title(parse, token)
    if bearer is not None and _named(reading, [bearer.index], whose):
        return Role(index, (bearer.index,), phase, title=True)
    subject = _predicate_subject(parse, index)
    if subject is not None:
        begins = token.relation == "xcomp" and parse.tokens[token.head].lemma in _BECOME
        holders = [i for i in conjuncts(parse, subject) if not whose.isdisjoint(kinds(reading, i))]
        return Role(index, tuple(holders), "begins" if begins else phase)
    beside = (
        [token.head] if token.relation == "appos" else [t.index for t in parse.children_by(index, "appos")]
    )
    holders = _named(reading, beside, whose)
    if holders:
        return Role(index, tuple(_all_named(reading, token, holders, whose)), phase)
    return _shared(reading, token, phase, whose) or Role(index, (index,), phase, own=True)


def _bearer_of_title(parse: Parse, token: Token) -> Token | None:
    """The name right behind a title, over all the words of both that the parser chained up."""
    head = parse.tokens[token.head]
    while token.relation == "compound" and head.relation == "compound" and head.index > token.index:
        head = parse.tokens[head.head]
    return head if token.relation == "compound" and head.index > token.index else None


def _named(reading: Reading, indices: Iterable[int], whose: frozenset[str]) -> list[int]:
    """Those of the words that are names of the right kind."""
    tokens = reading.parse.tokens
    return [i for i in indices if tokens[i].pos == "PROPN" and not whose.isdisjoint(kinds(reading, i))]


def _all_named(reading: Reading, token: Token, holders: list[int], whose: frozenset[str]) -> list[int]:
    """Everybody of whom a plural behind a list of names is said ("Ida Roe and Karl Berg, the *founders*")."""
    first = holders[0]
    if token.feats.get("Number") != "Plur" and token.lower != f"{token.lemma}s":
        return holders
    others = [t.index for t in reading.parse.children_by(first, "conj", "appos")]
    if token.relation == "appos":
        others = [index for index in others if index < token.index]
    found = _named(reading, others, whose)
    return [*holders, *(index for index in found if index not in holders)]


def _shared(reading: Reading, token: Token, phase: Phase, whose: frozenset[str]) -> Role | None:
    """The role whose holder a coordinated noun shares ("Ann Lee, president and *chief executive*")."""
    head = reading.parse.tokens[token.head]
    if token.relation != "conj" or not is_nominal(head) or head.pos == "PROPN" != token.pos:
        return None
    first = read_role(reading, head.index, whose)
    if first.own:
        return None
    return Role(token.index, first.holders, phase if phase != "holds" else first.phase)


def _predicate_subject(parse: Parse, index: int) -> int | None:
    """The subject of which a noun is said by "is", "remains" or "becomes"."""
    token = parse.tokens[index]
    if parse.child(index, "cop") is not None:
        return find_subject(parse, index)
    if token.relation == "xcomp" and parse.tokens[token.head].lemma in _BECOME | _REMAIN:
        return find_subject(parse, token.head)
    return None


def phase_of(parse: Parse, index: int) -> Phase:
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
    for token in reversed(parse.tokens[max(index - _REACH, 0) : index]):
        if token.pos in ("DET", "ADP", "VERB", "AUX", "CCONJ", "PRON") or token.text in (",", ";", "."):
            break
        words.add(token.lower)
    return words
