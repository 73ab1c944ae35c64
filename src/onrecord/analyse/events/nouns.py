"""Event candidates from nouns, and the words that support them ("launched an attack", "is on trial")."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.analyse.event_types import EVENT_TYPES
from onrecord.analyse.events.candidates import Candidate, Reading
from onrecord.analyse.events.matching import Match, fill_roles
from onrecord.analyse.events.participants import Participants, read_noun, read_verb
from onrecord.analyse.events.restrictions import kinds
from onrecord.analyse.events.roles import ANYBODY, Role, read_role
from onrecord.analyse.events.vocabulary import Frame, read_vocabulary, verb_lemma
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.predicates import preposition
from onrecord.model.record import Phase

_BARE = 0.6
"""How sure an event noun without participants is, beside one with them."""
_EVERY = frozenset({"every", "any", "each"})
_INDEFINITE = frozenset({"a", "an", "another"})
_HOLDING = frozenset("hold call stage schedule postpone cancel announce boycott delay face".split())
_STOPPING = frozenset("stop end halt prevent".split())
_HARM = frozenset({"attack", "killing", "kidnapping"})
"""What others may end than those who do it."""
_NEVER = frozenset({"compound", "flat", "fixed"})
_PHRASE_OF_VERB = {"blame": "on", "pin": "on", "spend": "on", "base": "on"}
"""Verbs that take a phrase which the parser may hang on their object ("blamed the attack *on rebels*")."""
_CALL = frozenset(
    "call describe brand label denounce dismiss characterise characterize regard view portray cast".split()
)
_DAYS = frozenset({"day", "night", "eve", "week", "month"})
_NOBODY = frozenset({"nobody", "none", "no-one"})
_DENIALS = frozenset({"no", "not", "n't", "n’t", "never"})
_PUT = frozenset({"put", "place", "keep", "hold", "bring", "send"})


def find_nouns(reading: Reading) -> Iterator[Candidate]:
    """The candidates of the vocabulary's nouns; one that modifies another noun is none ("arrest warrant")."""
    nouns = read_vocabulary().nouns
    for token in reading.parse.tokens:
        if token.pos != "NOUN" or token.lemma not in nouns or _is_likened(reading, token):
            continue
        if _may_trigger(reading.parse, token):
            candidate = _from_noun(reading, token, nouns[token.lemma])
            if candidate is not None:
                yield candidate


def _may_trigger(parse: Parse, token: Token) -> bool:
    """Whether a noun stands for itself, or is the title in front of a name ("founder Ann Lee").

    A noun in the name of a day is none ("Election Day").
    """
    head = parse.tokens[token.head]
    return token.relation not in _NEVER or (head.pos == "PROPN" and head.lemma.lower() not in _DAYS)


def _is_likened(reading: Reading, token: Token) -> bool:
    """Whether something that does not happen is only called so ("described the speech as an *attack*")."""
    parse = reading.parse
    verb = parse.tokens[token.head]
    if verb.lemma not in _CALL or token.core not in ("obl", "xcomp", "ccomp", "obj"):
        return False
    if token.core == "obl" and preposition(parse, token.index) != "as":
        return False
    called = read_verb(parse, verb.index).get("object", [])
    called = [index for index in called if index != token.index and parse.tokens[index].pos == "NOUN"]
    sets = read_vocabulary().sets
    happens = sets["violence"] | sets["mishap"] | sets["wrongdoing"]
    return bool(called) and all(
        "event-noun" not in kinds(reading, index) and parse.tokens[index].lemma not in happens
        for index in called
    )


def _from_noun(reading: Reading, token: Token, frames: tuple[Frame, ...]) -> Candidate | None:
    parse = reading.parse
    own = read_noun(parse, token.index)
    verb = _supporting_verb(parse, token)
    if verb is not None:
        own.pop(_PHRASE_OF_VERB.get(verb_lemma(parse.tokens[verb]), ""), None)
    for frame in frames:
        participants = own | _supported(reading, token, verb, frame, own)
        role = read_role(reading, token.index, ANYBODY) if "holder" in frame.names else None
        if role is not None and not role.own:
            participants |= {"holder": list(role.holders), "front": _in_front(parse, role)}
        fillers = fill_roles(Match(reading, participants, token.index), frame)
        if fillers is None:
            continue
        named = any(filler.index not in (None, token.index) for filler in fillers)
        if not named and (not frame.bare or _is_general(parse, token, frame)):
            continue
        return Candidate(
            type=frame.type,
            phase=role.phase
            if role is not None and EVENT_TYPES[frame.type].state
            else _phase(parse, verb, frame),
            first=token.index,
            last=token.index,
            head=token.index,
            arguments=fillers,
            kind="noun",
            confidence=round(frame.confidence * (1.0 if named else _BARE), 2),
        )
    return None


def _is_general(parse: Parse, token: Token, frame: Frame) -> bool:
    """Whether a noun without participants stands for any event of its kind ("*every election*").

    Elections come round, so that one that nothing tells from others is none in particular ("in an election").
    """
    determiners = {child.lower for child in parse.children_by(token.index, "det")}
    if determiners & _EVERY:
        return True
    held = token.core == "nsubj" or (token.core == "obj" and parse.tokens[token.head].lemma in _HOLDING)
    if (
        frame.type != "election"
        or held
        or parse.child(token.index, "nummod", "nmod", "nmod:poss") is not None
    ):
        return False
    plural = token.feats.get("Number") == "Plur" and not determiners
    return bool(determiners & _INDEFINITE) or plural


def _supporting_verb(parse: Parse, token: Token) -> int | None:
    """The verb whose object the noun is, in any construction, or whose phrase it stands in."""
    head = parse.tokens[token.head]
    if token.relation in ("obj", "nsubj:pass", "obl", "xcomp", "nsubj", "iobj") and head.pos in (
        "VERB",
        "AUX",
    ):
        if token.relation == "nsubj" and parse.child(token.index, "acl:relcl", "acl") is not None:
            return _modifying_verb(parse, token) or head.index
        return head.index
    return _modifying_verb(parse, token)


def _modifying_verb(parse: Parse, token: Token) -> int | None:
    for child in parse.children_by(token.index, "acl"):
        if child.pos == "VERB" and read_verb(parse, child.index).get("object") == [token.index]:
            return child.index
    return None


def _supported(
    reading: Reading, token: Token, verb: int | None, frame: Frame, own: Participants
) -> Participants:
    """The participants that the noun gets from the words around it: agent, patient, bearer, and phrases."""
    parse = reading.parse
    case = preposition(parse, token.index)
    if case in frame.cases:
        bearer = _bearer(reading, token, verb)
        return {"bearer": bearer} if bearer else {}
    owned = _owner(parse, token) if "claim:responsibility" in frame.agents else []
    if owned:
        return {"agent": owned}
    if verb is None:
        return {}
    around = read_verb(parse, verb)
    lemma = _support(parse, verb)
    if around.get("object") != [token.index]:
        return {}
    found: Participants = {}
    stopping = _STOPPING if frame.type in _HARM else frozenset()
    if lemma in frame.agents | (read_vocabulary().sets["end"] - stopping):
        found["agent"] = around.get("subject", [])
    elif lemma in frame.patients:
        found["patient"] = around.get("subject", [])
    else:
        return {}
    phrases = {name: heads for name, heads in around.items() if name not in own and name not in _CORE}
    return found | phrases


def _owner(parse: Parse, token: Token) -> list[int]:
    """Who claims responsibility for the event of a noun."""
    if preposition(parse, token.index) != "for":
        return []
    above = parse.tokens[token.head]
    verb = parse.tokens[above.head] if above.lemma == "responsibility" else above
    claimed = [parse.tokens[i].lemma for i in read_verb(parse, verb.index).get("object", [])]
    if verb.lemma not in ("claim", "take", "accept", "admit") or claimed != ["responsibility"]:
        return []
    subject = [
        i for i in read_verb(parse, verb.index).get("subject", []) if parse.tokens[i].lower not in _NOBODY
    ]
    denied = any(
        t.lower in _DENIALS for i in (verb.index, *subject) for t in parse.children_by(i, "det", "advmod")
    )
    return [] if denied else subject


def _support(parse: Parse, verb: int) -> str:
    """The lemma of a supporting verb, with its particle where the vocabulary has them as one ("call:off")."""
    lemma, particle = verb_lemma(parse.tokens[verb]), parse.child(verb, "compound:prt")
    whole = f"{lemma}:{particle.lower}" if particle is not None else lemma
    return whole if whole in read_vocabulary().known else lemma


_CORE = frozenset({"subject", "object", "recipient", "open", "complement", "self", "measure"})


def _in_front(parse: Parse, role: Role) -> list[int]:
    """The word right in front of a title ("*Siemens* founder Ann Lee")."""
    return (
        [role.noun - 1]
        if role.title and parse.tokens[role.noun - 1].sentence == parse.tokens[role.noun].sentence
        else []
    )


def _bearer(reading: Reading, token: Token, verb: int | None) -> list[int]:
    """Of whom it is said that they are "under investigation" or "on trial"."""
    parse = reading.parse
    if parse.child(token.index, "cop") is not None:
        subject = parse.child(token.index, "nsubj")
        return [subject.index] if subject else []
    if token.core == "nmod":
        if "actor" in kinds(reading, token.head):
            return [token.head]
        verb = _supporting_verb(parse, parse.tokens[token.head])
        return read_verb(parse, verb).get("subject", []) if verb is not None else []
    if verb is None or token.relation != "obl":
        return []
    around = read_verb(parse, verb)
    if verb_lemma(parse.tokens[verb]) in _PUT and "object" in around:
        return around["object"]
    return around.get("subject", around.get("object", []))


def _phase(parse: Parse, verb: int | None, frame: Frame) -> Phase:
    stops = frame.type in _HARM and verb is not None and _support(parse, verb) in ("stop", "prevent")
    if verb is not None and not stops and _support(parse, verb) in read_vocabulary().sets["end"]:
        return "ended"
    if frame.phase is not None:
        return frame.phase
    return "holds" if EVENT_TYPES[frame.type].state else "begins"
