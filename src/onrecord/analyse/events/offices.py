"""Posts and memberships without a verb: "Foreign Minister Ann Lee", "Ann Lee, a member of the board"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.analyse.events.candidates import Candidate, Filler, Reading
from onrecord.analyse.events.participants import Participants, read_noun
from onrecord.analyse.events.restrictions import is_post, kinds
from onrecord.analyse.events.roles import Role, read_role
from onrecord.analyse.parse import Token
from onrecord.analyse.predicates import preposition
from onrecord.model.record import Phase

_TITLE = 0.8
_SAID = 0.75
_OWN = 0.55
"""How sure a post is by a title, by apposition or predicate, and by a noun that stands for its holder."""
_BODIES = frozenset({"organisation", "place", "group", "proper"})
_BODY_PHRASES = ("poss", "mod", "of", "for", "at", "in")
_PLAIN = frozenset({"compound", "amod", "punct", "nmod:poss"})


def find_offices(reading: Reading) -> Iterator[Candidate]:
    """The posts and memberships that the nouns of the text state."""
    for token in reading.parse.tokens:
        if token.pos not in ("NOUN", "PROPN"):
            continue
        if token.lemma == "member":
            yield from _membership(reading, token)
        elif token.lemma in ("founder", "co-founder", "cofounder"):
            yield from _founding(reading, token)
        elif is_post(token):
            yield from _post(reading, token)


def _post(reading: Reading, token: Token) -> Iterator[Candidate]:
    role = read_role(reading, token.index)
    first, last = _extent(reading, role)
    if "ship" in token.lower[-4:] or not role.holders:
        return
    bodies = list(_bodies(reading, role, first))
    if role.own and not (bodies and _is_said_of(reading, token)):
        return
    position = Filler("position", token.index, extent=(first, last))
    people = tuple(Filler("person", index) for index in role.holders)
    confidence = _TITLE if role.title else _OWN if role.own else _SAID
    yield _state("post", role.phase, token.index, (*people, position, *bodies), confidence)


def _is_said_of(reading: Reading, token: Token) -> bool:
    """Whether a noun stands for one holder of a post, not for a post that somebody gets."""
    if preposition(reading.parse, token.index) == "as":
        return False
    return (
        token.core in ("nsubj", "obj", "obl", "nmod", "appos", "root", "conj")
        and "person" in kinds(reading, token.index)
        and token.feats.get("Number") != "Plur"
    )


def _extent(reading: Reading, role: Role) -> tuple[int, int]:
    """The tokens of a position: the noun with what stands in front of it, up to a body named there."""
    parse = reading.parse
    first = role.noun
    above = set(_names_behind(role))
    while first > 0:
        before = parse.tokens[first - 1]
        below = before.head in above or before.head in range(first, role.noun)
        if (
            not below
            or before.relation not in _PLAIN
            or _is_body(reading, before.index)
            or _ends_title(before)
        ):
            break
        first -= 1
    while reading.parse.tokens[first].pos == "PUNCT" and first < role.noun:
        first += 1
    last = role.noun
    if [token.lower for token in parse.tokens[last + 1 : last + 3]] in (["-", "elect"], ["-", "designate"]):
        last += 2
    return first, last


def _names_behind(role: Role) -> Iterator[int]:
    """The noun, and the words of the name behind it on which its own modifiers may hang."""
    yield role.noun
    if role.title:
        yield from range(role.noun, role.holders[0] + 1)


def _ends_title(token: Token) -> bool:
    return token.text in (",", "'s", "’s") or token.lower in (
        "former",
        "ex",
        "then",
        "late",
        "incoming",
        "his",
        "her",
    )


def _is_body(reading: Reading, index: int) -> bool:
    return reading.kind_of(index) in ("organisation", "place", "group")


def _bodies(reading: Reading, role: Role, first: int) -> Iterator[Filler]:
    """The organisations, places or groups that a post belongs to."""
    inside = read_noun(reading.parse, role.noun)
    seen: set[int] = set()
    for index in [*_phrases(inside), *_in_front(reading, role, first)]:
        if index not in seen and index not in role.holders and _is_body(reading, index):
            seen.add(index)
            yield Filler("organisation", index)


def _phrases(inside: Participants) -> Iterator[int]:
    for name in _BODY_PHRASES:
        yield from inside.get(name, ())


def _in_front(reading: Reading, role: Role, first: int) -> Iterator[int]:
    """The body whose name ends right in front of a title ("*White House* spokesman Ann Lee")."""
    if role.title and first > 0:
        before = reading.parse.tokens[first - 1]
        if before.text in ("'s", "’s") and first > 1:
            before = reading.parse.tokens[first - 2]
        yield before.index


def _membership(reading: Reading, token: Token) -> Iterator[Candidate]:
    role = read_role(reading, token.index)
    inside = read_noun(reading.parse, token.index)
    bodies = [
        i for name in ("of", "mod", "poss") for i in inside.get(name, ()) if kinds(reading, i) & _BODIES
    ]
    if role.own or not bodies or not role.holders:
        return
    people = tuple(Filler("person", index) for index in role.holders)
    yield _state("membership", role.phase, token.index, (*people, Filler("organisation", bodies[0])), _SAID)


def _founding(reading: Reading, token: Token) -> Iterator[Candidate]:
    """The founding that a founder stands for ("Ann Lee, founder of Acme")."""
    role = read_role(reading, token.index)
    inside = read_noun(reading.parse, token.index)
    bodies = [
        i for name in ("of", "mod", "poss") for i in inside.get(name, ()) if kinds(reading, i) & _BODIES
    ]
    bodies += [i for i in _in_front(reading, role, token.index) if _is_body(reading, i)]
    if bodies and role.holders:
        people = tuple(Filler("founder", index) for index in role.holders)
        yield _state("founding", "begins", token.index, (Filler("organisation", bodies[0]), *people), _SAID)


def _state(
    type_: str, phase: Phase, trigger: int, arguments: tuple[Filler, ...], confidence: float
) -> Candidate:
    return Candidate(type_, phase, trigger, trigger, trigger, arguments, "state", confidence)
