"""Event candidates from verbs and adjectives, and the one entry to all candidates of a parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.analyse.event_types import EVENT_TYPES
from onrecord.analyse.events.candidates import Candidate, Filler, KindOf, Reading, TriggerKind
from onrecord.analyse.events.matching import Match, fill_roles
from onrecord.analyse.events.nouns import find_nouns
from onrecord.analyse.events.participants import Participants, read_adjective, read_verb
from onrecord.analyse.events.states import find_states
from onrecord.analyse.events.vocabulary import Frame, read_vocabulary, verb_lemma
from onrecord.analyse.parse import Parse, Token
from onrecord.model.record import Phase

__all__ = ["Candidate", "Filler", "KindOf", "find_candidates"]

_REDUCED = 0.75
"""How sure a headline's passive without an auxiliary is, beside the full one."""
_ENDS = '.!?…"”’'


def find_candidates(parse: Parse, kind_of: KindOf) -> list[Candidate]:
    """The events and states that verbs, adjectives, nouns and appositions of the text show, in text order.

    `kind_of` gives the entity type of the mention that a token heads. No two candidates share trigger and
    type; speech acts are left to the statements, save support, opposition and defence.
    """
    reading = Reading(parse, kind_of)
    found: dict[tuple[int, str], Candidate] = {}
    for candidate in (*_find_predicates(reading), *find_nouns(reading), *find_states(reading)):
        found.setdefault((candidate.head, candidate.type), candidate)
    return sorted(found.values(), key=lambda candidate: (candidate.first, candidate.type))


def _find_predicates(reading: Reading) -> Iterator[Candidate]:
    vocabulary = read_vocabulary()
    titles = _words_of_titles(reading.parse)
    for token in reading.parse.tokens:
        if token.index in titles:
            continue
        found = None
        if token.pos in ("VERB", "AUX") and token.core not in ("aux", "cop"):
            if verb_lemma(token) in vocabulary.verbs and not _is_compound(reading.parse, token):
                found = _from_verb(reading, token)
        elif token.pos == "ADJ" and token.core != "advmod" and token.lemma in vocabulary.adjectives:
            match = Match(reading, read_adjective(reading.parse, token.index), token.index)
            found = _first_fit(match, vocabulary.adjectives[token.lemma], "adjective")
        if found is not None:
            yield found


def _words_of_titles(parse: Parse) -> set[int]:
    """The words inside names, where a verb says nothing of what happens ("the film *Die Another Day*")."""
    return {
        index for name in parse.names if name.first < name.last for index in range(name.first, name.last + 1)
    }


def _is_compound(parse: Parse, token: Token) -> bool:
    """Whether the verb is part of a compound ("Kremlin-*backed*"), which is a state."""
    before = parse.tokens[token.index - 1] if token.index else None
    return before is not None and before.text in ("-", "–") and before.end == token.start


def _from_verb(reading: Reading, token: Token) -> Candidate | None:
    parse = reading.parse
    particle = _particle(parse, token)
    frames = [
        frame
        for wanted, frame in read_vocabulary().verbs[verb_lemma(token)]
        if (wanted == particle.lower if particle else not wanted)
    ]
    participants = read_verb(parse, token.index)
    found = _first_fit(Match(reading, participants, token.index), frames, "verb")
    if found is None and _may_be_reduced(parse, token, participants):
        found = _first_fit(Match(reading, _read_reduced(participants), token.index), frames, "verb")
        found = replace(found, confidence=round(found.confidence * _REDUCED, 2)) if found else None
    if found is not None and particle is not None and particle.index == found.last + 1:
        found = replace(found, last=particle.index)
    return found


def _first_fit(match: Match, frames: Iterable[Frame], kind: TriggerKind) -> Candidate | None:
    """The candidate of the first frame whose sense fits."""
    for frame in frames:
        fillers = fill_roles(match, frame)
        if fillers is not None:
            at = match.trigger
            return Candidate(frame.type, _phase(match, frame), at, at, at, fillers, kind, frame.confidence)
    return None


def _phase(match: Match, frame: Frame) -> Phase:
    """The frame's phase; a state or activity that somebody "stopped" is over."""
    token = match.reading.parse.tokens[match.trigger]
    above = match.reading.parse.tokens[token.head]
    if token.relation == "xcomp" and above.lemma in ("stop", "cease", "quit", "finish"):
        return "ended"
    if frame.phase is not None:
        return frame.phase
    return "holds" if EVENT_TYPES[frame.type].state else "begins"


def _particle(parse: Parse, token: Token) -> Token | None:
    """The particle that belongs to a verb ("stepped *down*"), by its relation or right behind the verb."""
    particle = parse.child(token.index, "compound:prt")
    if particle is not None:
        return particle
    known = {wanted for wanted, _ in read_vocabulary().verbs[verb_lemma(token)]}
    behind = parse.tokens[token.index + 1 : token.index + 2]
    for other in behind:
        if other.lower in known and other.pos in ("ADP", "ADV") and other.head == token.index:
            return other
    return next((t for t in parse.children_by(token.index, "advmod") if t.lower in known), None)


def _may_be_reduced(parse: Parse, token: Token, participants: Participants) -> bool:
    """Whether the verb may be a headline's passive: "Lee arrested in Leeds", "Lee named envoy"."""
    if "subject" not in participants or parse.child(token.index, "aux", "aux:pass", "obl:agent"):
        return False
    if token.feats.get("Tense") != "Past" or token.relation not in ("root", "conj", "ccomp", "parataxis"):
        return False
    last = parse.sentence_tokens(token.sentence)[-1]
    if last.text in _ENDS:
        return False
    named = participants.get("object")
    return named is None or parse.child(named[0], "det", "nmod:poss") is None


def _read_reduced(participants: Participants) -> Participants:
    """The participants as they are in the active voice: whom it befalls was read as the subject."""
    turned = {name: heads for name, heads in participants.items() if name not in ("subject", "object")}
    turned["object"] = participants["subject"]
    if "object" in participants:
        turned["open"] = participants["object"]
    return turned
