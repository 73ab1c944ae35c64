"""Event candidates from verbs and adjectives, and the one entry to all candidates of a parse."""

from __future__ import annotations

from collections.abc import Iterator

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
        if token.pos in ("VERB", "AUX") and token.core not in ("aux", "cop"):
            if verb_lemma(token) in vocabulary.verbs and not _is_compound(reading.parse, token):
                yield from _from_verb(reading, token)
        elif token.pos == "ADJ" and token.lemma in vocabulary.adjectives:
            match = Match(reading, read_adjective(reading.parse, token.index), token.index)
            yield from _first_fits(match, vocabulary.adjectives[token.lemma], "adjective", 1.0)


def _words_of_titles(parse: Parse) -> set[int]:
    """The words inside names, where a verb says nothing of what happens ("the film *Die Another Day*")."""
    return {
        index for name in parse.names if name.first < name.last for index in range(name.first, name.last + 1)
    }


def _is_compound(parse: Parse, token: Token) -> bool:
    """Whether the verb is part of a compound ("Kremlin-*backed*"), which is a state."""
    before = parse.tokens[token.index - 1] if token.index else None
    return before is not None and before.text in ("-", "–") and before.end == token.start


def _from_verb(reading: Reading, token: Token) -> Iterator[Candidate]:
    parse = reading.parse
    particle = _particle(parse, token)
    frames = [
        frame
        for wanted, frame in read_vocabulary().verbs[verb_lemma(token)]
        if (wanted == particle.lower if particle else not wanted)
    ]
    participants = read_verb(parse, token.index)
    full = list(_first_fits(Match(reading, participants, token.index), frames, "verb", 1.0, particle))
    if not full and _may_be_reduced(parse, token, participants):
        match = Match(reading, _read_reduced(participants), token.index)
        full = list(_first_fits(match, frames, "verb", _REDUCED, particle))
    yield from full


def _first_fits(
    match: Match,
    frames: list[Frame] | tuple[Frame, ...],
    kind: TriggerKind,
    certainty: float,
    particle: Token | None = None,
) -> Iterator[Candidate]:
    """The candidate of the first frame that fits, and of the later ones that are looked at even so."""
    done = False
    for frame in frames:
        if done and not frame.also:
            continue
        fillers = fill_roles(match, frame)
        if fillers is not None:
            done = True
            last = particle.index if particle and particle.index == match.trigger + 1 else match.trigger
            yield Candidate(
                type=frame.type,
                phase=_phase(match, frame),
                first=match.trigger,
                last=last,
                head=match.trigger,
                arguments=fillers,
                kind=kind,
                confidence=round(frame.confidence * certainty, 2),
            )


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
