"""Event candidates made events: arguments tied to entities, with time, place, factuality and voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from onrecord.analyse.dating import Dated
from onrecord.analyse.events.alleged import is_alleged
from onrecord.analyse.events.candidates import Candidate, Filler
from onrecord.analyse.events.speech import find_refusals, speech_act, speech_arguments
from onrecord.analyse.events.voice import Voices
from onrecord.analyse.factuality import judge_event
from onrecord.analyse.parse import Parse
from onrecord.analyse.predicates import preposition
from onrecord.analyse.resolution import Resolution
from onrecord.model.document import Document
from onrecord.model.identity import item_id
from onrecord.model.record import Argument, Event, Statement
from onrecord.model.span import Span

_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "inside", "across", "on", "around", "from"})
_CLAUSES = ("ccomp", "acl:relcl", "parataxis", "advcl", "conj", "csubj")
_WORDS = frozenset(
    {"position", "occupation", "degree", "offence", "penalty", "amount", "measure", "reason", "manner"}
)
"""Roles that words fill, not entities: somebody's position is not somebody."""
_PHRASE_LESS = (
    "acl",
    "case",
    "acl:relcl",
    "advcl",
    "parataxis",
    "cop",
    "nsubj",
    "aux",
    "mark",
    "ccomp",
    "cc",
    "conj",
    "appos",
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the stages before found in the document."""

    document: Document
    parse: Parse
    resolution: Resolution
    dated: Dated
    statements: Sequence[Statement]


def link_events(context: Context, candidates: Sequence[Candidate], voices: Voices) -> list[Event]:
    """The events of the candidates and of the statements that are speech acts, in text order."""
    by_cue = {statement.cue.end: statement for statement in context.statements if statement.cue}
    events: dict[str, Event] = {}
    in_names = {
        i for name in context.parse.names for i in range(name.first, name.last + 1) if name.type != "event"
    }
    unconfirmed = _unconfirmed(context.statements)
    for candidate in (*candidates, *find_refusals(context.parse)):
        if candidate.kind == "verb" and candidate.head in in_names:
            continue
        event = _event(context, candidate, voices, by_cue)
        if event.according_to in unconfirmed and event.modality == "actual":
            event = msgspec.structs.replace(event, modality="possible")
        events.setdefault(event.id, event)
    told = {event.statement for event in events.values()}
    for statement in context.statements:
        made = _speech_event(context, statement, voices)
        if made is not None and statement.id not in told:
            events.setdefault(made.id, made)
    return sorted(events.values(), key=lambda event: (event.trigger.start, event.type, event.id))


def _unconfirmed(statements: Sequence[Statement]) -> frozenset[str]:
    """The statements that their sources did not make, as in "nobody said that he left"."""
    return frozenset(s.id for s in statements if s.polarity == "negative" and s.act != "deny")


def _event(context: Context, candidate: Candidate, voices: Voices, by_cue: dict[int, Statement]) -> Event:
    parse = context.parse
    trigger = parse.span(candidate.first, candidate.last)
    factuality = judge_event(parse, candidate.head)
    arguments = _arguments(context, candidate)
    statement = by_cue.get(trigger.end)
    voice, according_to = voices.of(trigger, without=statement.id if statement else None)
    modality = factuality.modality
    if is_alleged(parse, candidate.head):
        modality, voice = "possible", "unknown" if voice == "outlet" else voice
    anchors = [
        trigger,
        *(Span(start=a.start, end=a.end) for a in arguments if a.start is not None and a.end is not None),
    ]
    return Event(
        id=item_id(context.document, "event", anchors, candidate.type),
        type=candidate.type,
        phase=candidate.phase,
        trigger=trigger,
        arguments=arguments,
        time=_time_of(context, candidate),
        place=_place_of(context, candidate),
        polarity=factuality.polarity,
        modality=modality,
        voice=voice,
        according_to=according_to,
        statement=statement.id if statement else None,
        confidence=round(candidate.confidence * (0.85 if factuality.hedged else 1.0), 2),
    )


def _arguments(context: Context, candidate: Candidate) -> tuple[Argument, ...]:
    arguments: list[Argument] = []
    filled: set[tuple[str, str]] = set()
    for filler in candidate.arguments:
        argument = _argument(context, filler)
        fresh = tuple(e for e in argument.entities if (filler.role, e) not in filled)
        if argument.entities and not fresh:
            continue
        filled.update((filler.role, e) for e in fresh)
        arguments.append(
            Argument(
                role=argument.role,
                entities=fresh,
                start=argument.start,
                end=argument.end,
                value=argument.value,
            )
        )
    return tuple(arguments)


def _argument(context: Context, filler: Filler) -> Argument:
    if filler.index is None:
        return Argument(role=filler.role, value=filler.value)
    if filler.extent is not None:
        span = context.parse.span(*filler.extent)
        return Argument(role=filler.role, start=span.start, end=span.end, value=filler.value)
    mention = None if filler.role in _WORDS else context.resolution.mention_at(filler.index)
    if mention is not None:
        return Argument(
            role=filler.role,
            entities=mention.entities,
            start=mention.start,
            end=mention.end,
            value=filler.value,
        )
    first, last = _up_to_comma(context.parse, filler.index)
    span = context.parse.span(first, last)
    return Argument(role=filler.role, start=span.start, end=span.end, value=filler.value)


def _up_to_comma(parse: Parse, head: int) -> tuple[int, int]:
    """The phrase of a head without what a comma sets off behind it."""
    first, last = parse.run(head, without=_PHRASE_LESS)
    for index in range(head + 1, last + 1):
        if parse.tokens[index].text in (",", ";", "—", "–"):
            return first, index - 1
    return first, last


def _own_tokens(parse: Parse, head: int) -> set[int]:
    """The tokens below `head` without those of clauses below it, however deep."""
    found, pending = {head}, [head]
    while pending:
        for child in parse.children[pending.pop()]:
            token = parse.tokens[child]
            if token.relation not in _CLAUSES and token.core not in _CLAUSES:
                found.add(child)
                pending.append(child)
    return found


def _clause(parse: Parse, head: int) -> set[int]:
    """The tokens of the clause that the trigger heads or stands in, without the clauses below it."""
    token = parse.tokens[head]
    if token.pos not in ("VERB", "AUX") and parse.child(head, "cop") is None:
        for above in parse.ancestors(head):
            head = above.index
            if above.pos in ("VERB", "AUX") or parse.child(above.index, "cop"):
                break
    return _own_tokens(parse, head)


def _time_of(context: Context, candidate: Candidate) -> str | None:
    """The time that the trigger's own phrase names, else its clause's, the nearest one first.

    What somebody is said to be in passing ("Lee, 52,", "Minister Roe") is not dated by the clause around it.
    """
    parse, head = context.parse, candidate.head
    dated = context.dated.get(parse.tokens[head].sentence, ())
    scopes = [_own_tokens(parse, head)]
    if candidate.kind != "state" or candidate.phase == "begins":
        scopes.append(_clause(parse, head))
    for members in scopes:
        near = [(abs(index - head), index, time) for index, time in dated if index in members]
        if near:
            return min(near, key=lambda item: item[:2])[2].id
    return None


def _place_of(context: Context, candidate: Candidate) -> str | None:
    for filler in candidate.arguments:
        if filler.role == "place" and filler.index is not None:
            entities = context.resolution.entities_at(filler.index)
            if entities:
                return entities[0]
    members = _clause(context.parse, candidate.head)
    best: tuple[int, str] | None = None
    used = {filler.index for filler in candidate.arguments}
    for index in members - used:
        token = context.parse.tokens[index]
        if token.core in ("obl", "nmod") and preposition(context.parse, index) in _PLACE_PREPOSITIONS:
            entities = context.resolution.entities_at(index)
            if entities and context.resolution.types[entities[0]] == "place":
                best = min(best or (10**9, ""), (abs(index - candidate.head), entities[0]))
    return best[1] if best else None


def _speech_event(context: Context, statement: Statement, voices: Voices) -> Event | None:
    act = speech_act(statement)
    if act is None or statement.cue is None:
        return None
    inside = context.parse.tokens_in(statement.cue)
    if not inside:
        return None
    voice, according_to = voices.of(statement.cue, without=statement.id)
    factuality = judge_event(context.parse, inside[-1])
    return Event(
        id=item_id(context.document, "event", [statement.cue, *statement.content], act.type),
        type=act.type,
        phase="begins",
        trigger=statement.cue,
        arguments=_distinct(speech_arguments(statement, act)),
        time=statement.time,
        polarity="positive",
        modality=factuality.modality,
        voice=voice,
        according_to=according_to,
        statement=statement.id,
        confidence=statement.confidence,
    )


def _distinct(arguments: Sequence[Argument]) -> tuple[Argument, ...]:
    """The arguments with nobody twice in one role."""
    return tuple(
        Argument(
            role=a.role, entities=tuple(dict.fromkeys(a.entities)), start=a.start, end=a.end, value=a.value
        )
        for a in arguments
    )
