"""Event candidates made events: arguments tied to entities, with time, place, factuality and voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from onrecord.analyse.dating import Dated
from onrecord.analyse.event_types import EVENT_TYPES
from onrecord.analyse.events.alleged import is_alleged
from onrecord.analyse.events.amounts import find_amount
from onrecord.analyse.events.candidates import Candidate, Filler
from onrecord.analyse.events.circumstances import find_place, find_time
from onrecord.analyse.events.presupposed import is_presupposed
from onrecord.analyse.events.speech import find_refusals, only_calls, speech_act, speech_arguments
from onrecord.analyse.events.voice import Voices
from onrecord.analyse.factuality import judge_event
from onrecord.analyse.parse import Parse
from onrecord.analyse.resolution import Resolution
from onrecord.model.document import Document
from onrecord.model.identity import item_id
from onrecord.model.invariants import argument_span
from onrecord.model.record import Argument, Event, Statement
from onrecord.model.span import Span

_WORDS = frozenset(
    {"position", "occupation", "degree", "offence", "penalty", "amount", "measure", "reason", "manner"}
)
"""Roles that words fill, not entities: somebody's position is not somebody."""
_SHORTEST = 3
"""Letters that an outlet's name must have to be known by them alone."""
_TAIL = 4
"""How many words of a title may stand behind its noun ("secretary *of state* Ida Roe")."""
_AMOUNTS = frozenset({"amount", "number"})
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
    """The statements that their sources did not make, as in "nobody said that he left".

    What somebody did not know is so.
    """
    return frozenset(s.id for s in statements if s.polarity == "negative" and s.act not in ("deny", "know"))


def _event(context: Context, candidate: Candidate, voices: Voices, by_cue: dict[int, Statement]) -> Event:
    parse = context.parse
    trigger = parse.span(candidate.first, candidate.last)
    factuality = judge_event(parse, candidate.head)
    arguments = _arguments(context, candidate)
    statement = by_cue.get(trigger.end)
    own = statement.id if statement else None
    voice, according_to = voices.of(trigger, without=own)
    modality = factuality.modality
    reporting = voices.reporting(trigger, without=own)
    if reporting is not None and (
        _is_outlets_own(context.document, reporting)
        or _is_behind(parse, trigger, reporting, voices)
        or is_presupposed(parse, candidate, reporting, _cue_of(context, reporting), modality)
    ):
        voice, according_to = "outlet", None
    if is_alleged(parse, candidate.head):
        modality, voice = "possible", "unknown" if voice == "outlet" else voice
    if candidate.type == "post" and _is_title(parse, candidate):
        factuality = replace(factuality, polarity="positive")
        modality = "actual"
    time = find_time(parse, context.dated, candidate, voices)
    if modality == "actual" and _is_ahead(context, candidate, time):
        modality = "future"
    anchors = [trigger, *filter(None, map(argument_span, arguments))]
    return Event(
        id=item_id(context.document, "event", anchors, candidate.type),
        type=candidate.type,
        phase=candidate.phase,
        trigger=trigger,
        arguments=arguments,
        time=time,
        place=find_place(parse, context.resolution, candidate),
        polarity=factuality.polarity,
        modality=modality,
        voice=voice,
        according_to=according_to,
        statement=statement.id if statement else None,
        confidence=round(candidate.confidence * (0.85 if factuality.hedged else 1.0), 2),
    )


def _is_title(parse: Parse, candidate: Candidate) -> bool:
    """Whether a post stands right in front of its holder's name, whatever is said of him."""
    people = [filler.index for filler in candidate.arguments if filler.role == "person"]
    name = parse.name_ending_at(people[0]) if people and people[0] is not None else None
    if candidate.kind != "state" or name is None or name.first <= candidate.head:
        return False
    between = parse.tokens[candidate.head + 1 : name.first]
    return len(between) <= _TAIL and all(token.pos not in ("VERB", "AUX", "PUNCT") for token in between)


def _is_behind(parse: Parse, trigger: Span, statement: Statement, voices: Voices) -> bool:
    """Whether the words stand in a sentence of their own behind a quotation, which goes on too long.

    So does one that a crawler ran into the next caption: told the Sun: "They left." Ann Lee, 35, was named.
    """
    if statement.form != "mixed" or statement.cue is None:
        return False
    here, there = (parse.tokens[parse.tokens_in(span)[0]].sentence for span in (trigger, statement.cue))
    first, end = parse.sentences[here]
    between = Span(start=statement.cue.end, end=trigger.start) if statement.cue.end < trigger.start else None
    closed = between is not None and voices.is_closed(between, parse.text)
    return here != there and closed and not voices.quotes_in(parse.span(first, end - 1))


def _is_outlets_own(document: Document, statement: Statement) -> bool:
    """Whether the outlet names itself as the source ("the Post has learned", in the Post)."""
    source, outlet = statement.source, _squeeze(document.outlet or "")
    if source is None or statement.parent is not None or len(outlet) < _SHORTEST:
        return False
    return _squeeze(source.slice(document.text)) == outlet


def _squeeze(name: str) -> str:
    """An outlet's name or domain without what does not tell it: "dailypost" for "www.dailypost.co.uk"."""
    words = name.lower().removeprefix("www.").split(".")[0]
    return "".join(letter for letter in words if letter.isalnum()).removeprefix("the")


def _is_ahead(context: Context, candidate: Candidate, time: str | None) -> bool:
    """Whether what happens at that time was still to come when the article was published."""
    published = context.document.published
    if time is None or published is None or EVENT_TYPES[candidate.type].state:
        return False
    if candidate.kind == "verb" and context.parse.tokens[candidate.head].feats.get("Tense") == "Past":
        return False
    index, found = next(item for items in context.dated.values() for item in items if item[1].id == time)
    if context.parse.tokens[index].relation == "nmod:poss":  # "Tuesday's election" may be over
        return False
    earliest = found.earliest
    return earliest is not None and earliest[:10] > published.value[:10] and len(published.value) >= 10


def _cue_of(context: Context, statement: Statement) -> str:
    return statement.cue.slice(context.document.text).lower() if statement.cue is not None else ""


def _arguments(context: Context, candidate: Candidate) -> tuple[Argument, ...]:
    arguments: list[Argument] = []
    filled: set[tuple[str, str]] = set()
    for filler in candidate.arguments:
        argument = _argument(context, filler)
        fresh = tuple(e for e in argument.entities if (filler.role, e) not in filled)
        if argument.entities and not fresh:
            continue
        filled.update((filler.role, e) for e in fresh)
        measured = _measured(context.document.text, argument) if filler.role in _AMOUNTS else argument
        arguments.append(msgspec.structs.replace(measured, entities=fresh))
    return tuple(arguments)


def _measured(text: str, argument: Argument) -> Argument:
    """The argument with what its words say of an amount, where they name one."""
    span = argument_span(argument)
    amount = find_amount(text, span) if span is not None else None
    if amount is None:
        return argument
    return msgspec.structs.replace(argument, value=amount.number, quantity=amount.quantity)


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
    while first < head and parse.tokens[first].pos == "PUNCT" and parse.tokens[first].text in (",", ";"):
        first += 1
    for index in range(head + 1, last + 1):
        if parse.tokens[index].text in (",", ";", "—", "–"):
            return first, index - 1
    return first, last


def _speech_event(context: Context, statement: Statement, voices: Voices) -> Event | None:
    act = speech_act(statement)
    if act is None or statement.cue is None:
        return None
    inside = context.parse.tokens_in(statement.cue)
    if not inside or (act.type == "demand" and only_calls(context.parse, statement)):
        return None
    voice, according_to = voices.of(statement.cue, without=statement.id)
    factuality = judge_event(context.parse, inside[-1])
    return Event(
        id=item_id(context.document, "event", [statement.cue, *statement.content], act.type),
        type=act.type,
        phase="begins",
        trigger=statement.cue,
        arguments=_distinct(speech_arguments(context.parse, context.resolution, statement, act)),
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
    return tuple(msgspec.structs.replace(a, entities=tuple(dict.fromkeys(a.entities))) for a in arguments)
