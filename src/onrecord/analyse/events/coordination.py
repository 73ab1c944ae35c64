"""What is coordinated with a participant of an event, read through ages and places that stand between."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.analyse.events.candidates import Reading
from onrecord.analyse.events.restrictions import kinds
from onrecord.analyse.parse import NOMINAL
from onrecord.analyse.predicates import conjuncts

_ASIDES = 30
"""How many words of a list are looked at."""


def coordinated(reading: Reading, trigger: int, head: int) -> Iterator[int]:
    """The head, and what is coordinated with it on the same side of the trigger.

    A person and an event are never coordinated: in "the release of prisoners and Roe's election" the parser
    took too much.
    """
    tokens = reading.parse.tokens
    yield head
    if tokens[head].pos not in NOMINAL:
        return
    happens = "event-noun" in kinds(reading, head)
    others = [*conjuncts(reading.parse, head)[1:], *_listed(reading, head), *_past_asides(reading, head)]
    for index in dict.fromkeys(others):
        if index == head or tokens[index].pos not in NOMINAL or _is_aside(reading, head, index):
            continue
        beside = (index < trigger) == (head < trigger)
        if beside and ("event-noun" in kinds(reading, index)) == happens:
            yield index


def _is_aside(reading: Reading, head: int, index: int) -> bool:
    """Whether beside a person stands only their age or where they are from ("Ann Lee, 52, of Leeds")."""
    if reading.kind_of(head) != "person":
        return False
    parse = reading.parse
    token = parse.tokens[index]
    age = token.pos == "NUM" and index > 0 and parse.tokens[index - 1].text == ","
    named = token.relation != "conj" or parse.child(index, "case") is not None
    return age or (named and reading.kind_of(index) == "place")


def _past_asides(reading: Reading, head: int) -> Iterator[int]:
    """The persons that the parser coordinated with an age or a place.

    "Ann Lee, 52, of York and *Tom Park*"
    """
    parse = reading.parse
    if reading.kind_of(head) != "person":
        return
    pending = [t.index for t in parse.children_by(head, "appos", "nmod", "nummod", "conj", "list")]
    for _ in range(_ASIDES):
        if not pending:
            return
        current = pending.pop(0)
        if reading.kind_of(current) == "person":
            if parse.tokens[current].core != "conj":
                continue
            yield current
        elif not _is_aside(reading, head, current):
            continue
        pending += [t.index for t in parse.children_by(current, "appos", "nmod", "conj", "list")]


def _listed(reading: Reading, head: int) -> Iterator[int]:
    """The rest of a list that the parser took for an apposition ("Ann Lee, *Tom Park and a driver*")."""
    parse = reading.parse
    for other in parse.children_by(head, "appos"):
        if other.pos == "PROPN" == parse.tokens[head].pos and parse.child(other.index, "conj"):
            yield from conjuncts(parse, other.index)
