"""Mentions of one happening made one event, and its tellings in several voices tied together.

Mentions in one voice become one event with several triggers. What the outlet tells and what a statement tells
stay two events, so that nothing that only a source says passes into the outlet's voice; `same_as` ties them.
Acts of speech, and what stands in promo lines and captions, are left as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from onrecord.analyse.event_types import EVENT_TYPES
from onrecord.analyse.events.sameness import (
    Telling,
    TellingReader,
    are_compatible,
    are_tied,
    is_anaphor,
    is_plural,
    read_words_of,
)
from onrecord.analyse.parse import Parse
from onrecord.model.invariants import argument_span
from onrecord.model.record import Argument, Entity, Event, Mention, Time

_MOST = 100
"""How many happenings of one type a mention is compared with, the last ones."""
_SAMPLE = 12
_NEAR = 3
"""How many sentences back another happening is still what a noun may mean."""


@dataclass(slots=True)
class _Happening:
    """The mentions of one happening, in text order; `vague` where it may well be one of the others."""

    tellings: list[Telling]
    vague: bool = False

    @property
    def sample(self) -> Sequence[Telling]:
        """The first mentions, which tell most of it, and the last: no more than can be read at once."""
        return (
            self.tellings
            if len(self.tellings) <= _SAMPLE
            else [*self.tellings[: _SAMPLE - 1], self.tellings[-1]]
        )

    def admits(self, telling: Telling) -> bool:
        return all(are_compatible(one, telling) for one in self.sample)

    def is_tied_to(self, telling: Telling) -> bool:
        return any(are_tied(one, telling) for one in self.sample)


def join_events(
    parse: Parse,
    events: Sequence[Event],
    entities: Iterable[Entity],
    mentions: Iterable[Mention],
    times: Iterable[Time],
    is_aside: Callable[[int], bool],
) -> list[Event]:
    """The events with those that are one happening joined, in text order.

    `is_aside` tells whether a token stands in a segment that is not the article's own prose.
    """
    reader = TellingReader(parse, entities, mentions, times)
    alone: list[Event] = []
    by_type: dict[str, list[Telling]] = defaultdict(list)
    for event in events:
        telling = reader.read(event)
        if event.statement is not None or EVENT_TYPES[event.type].speech_act or is_aside(telling.head):
            alone.append(event)
        else:
            by_type[event.type].append(telling)
    joined = [
        event
        for tellings in by_type.values()
        for happening in _find_happenings(parse, tellings)
        for event in _merge(happening)
    ]
    return sorted([*alone, *joined], key=lambda event: (event.trigger.start, event.type, event.id))


def _find_happenings(parse: Parse, tellings: Sequence[Telling]) -> list[_Happening]:
    happenings: list[_Happening] = []
    for telling in tellings:
        recent = happenings[-_MOST:]
        fitting = [one for one in recent if one.admits(telling)]
        tied = [one for one in fitting if one.is_tied_to(telling)]
        anaphor = not tied and is_anaphor(parse, telling)
        found = _antecedent(parse, telling, recent, fitting) if anaphor else tied[0] if tied else None
        if found is not None and len(tied) <= 1:
            found.tellings.append(telling)
        else:
            happenings.append(_Happening([telling], vague=anaphor and bool(fitting)))
    return happenings


def _antecedent(
    parse: Parse, telling: Telling, happenings: Sequence[_Happening], fitting: Sequence[_Happening]
) -> _Happening | None:
    """The happening that a noun like "the crash" means: the only one it can, or that of which most is told.

    What may be one of the others does not count; nothing is found where another one was told of just before.
    """
    able = [one for one in fitting if not one.vague]
    if not able:
        return None
    found = max(able, key=lambda one: len(one.tellings))
    if any(len(one.tellings) == len(found.tellings) for one in able if one is not found):
        return None
    if any(not one.vague and _is_nearer(parse, telling, one, found) for one in happenings):
        return None
    plural = any(is_plural(parse, one) for one in found.sample)
    return found if not plural and telling.modifiers <= _around(parse, found) else None


def _is_nearer(parse: Parse, telling: Telling, one: _Happening, other: _Happening) -> bool:
    """Whether one happening was told of later than another, and in the sentences right before."""
    last = one.tellings[-1].head
    apart = parse.tokens[telling.head].sentence - parse.tokens[last].sentence
    return last > other.tellings[-1].head and apart <= _NEAR


def _around(parse: Parse, happening: _Happening) -> frozenset[str]:
    """The lemmas of the sentences that tell of a happening, and of those beside them."""
    sentences = {
        sentence
        for one in happening.sample
        for at in [parse.tokens[one.head].sentence]
        for sentence in range(max(at - 1, 0), min(at + 2, len(parse.sentences)))
    }
    return frozenset(t.lemma.lower() for sentence in sentences for t in parse.sentence_tokens(sentence))


def _merge(happening: _Happening) -> list[Event]:
    """One event for each voice that tells of the happening, tied together."""
    voices: dict[object, list[Event]] = defaultdict(list)
    for telling in happening.tellings:
        event = telling.event
        # Words in an unknown voice are nobody's together.
        key = event.id if event.voice == "unknown" else (event.voice, event.according_to)
        voices[key].append(event)
    merged = [_join(events) for events in voices.values()]
    first = min(merged, key=lambda event: (event.voice != "outlet", event.trigger.start))
    return [event if event is first else msgspec.structs.replace(event, same_as=first.id) for event in merged]


def _join(events: Sequence[Event]) -> Event:
    """One event of several mentions in one voice: its best trigger, and all of their arguments."""
    main = min(events, key=_rank)
    others = [event for event in events if event is not main]
    posts = [span for a in main.arguments if a.role == "position" and (span := argument_span(a))]
    mentions = {
        event.trigger for event in others if not any(post.covers(event.trigger) for post in posts)
    } - {main.trigger}
    return msgspec.structs.replace(
        main,
        mentions=tuple(sorted(mentions, key=lambda span: (span.start, span.end))),
        arguments=_put_together([main, *others]),
        time=next((event.time for event in (main, *others) if event.time), None),
        place=next((event.place for event in (main, *others) if event.place), None),
        confidence=max(event.confidence for event in events),
    )


def _rank(event: Event) -> tuple[int, int, int]:
    """The lower, the better a trigger: many arguments, many words for a post, early in the text."""
    words = sum(
        a.end - a.start for a in event.arguments if a.role == "position" and a.end and a.start is not None
    )
    return -len(event.arguments), -words, event.trigger.start


def _put_together(events: Sequence[Event]) -> tuple[Argument, ...]:
    """The first event's arguments, and what the others add: roles not filled yet, and entities for words.

    More fillers of one role come only from a mention that names some of those known, too ("Lee met Roe", "Lee
    met Roe and Park"), or where the role tells of each by himself.
    """
    arguments: dict[str, list[Argument]] = {}
    for event in events:
        told: dict[str, list[Argument]] = {}
        for argument in event.arguments:
            told.setdefault(argument.role, []).append(argument)
        for role, found in told.items():
            known = arguments.get(role, [])
            have, new = _entities(known), _entities(found)
            if not have and (new or not known):
                arguments[role] = found
            elif role in read_words_of("roles", "additive") or have & new:
                arguments[role] = known + [a for a in map(partial(_without, have), found) if a.entities]
    return tuple(argument for found in arguments.values() for argument in found)


def _entities(arguments: Iterable[Argument]) -> set[str]:
    return {entity for argument in arguments for entity in argument.entities}


def _without(known: set[str], argument: Argument) -> Argument:
    return msgspec.structs.replace(argument, entities=tuple(e for e in argument.entities if e not in known))
