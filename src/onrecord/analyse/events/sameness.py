"""Whether two mentions of an event are of one happening: what tells them apart, and what ties them together.

Told apart are a different type, phase, polarity or modality, different fillers of a role, and times or places
that do not go together. Tied together are those that share the fillers by which a type is known again (the
person who is arrested, two of those who meet).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.analyse.event_types import EVENT_TYPES
from onrecord.analyse.lexicon.words import read_lexicon
from onrecord.analyse.parse import Parse
from onrecord.model.invariants import argument_span
from onrecord.model.record import Argument, Entity, Event, Mention, Time

Bounds = tuple[str, str]
_SURE = 0.75
"""How likely a mention must stand for its entity if it is to tell that two happenings are one."""
_MARKS = frozenset({"DET", "PUNCT", "PRON", "ADP", "PART", "SYM"})
_MODIFYING = ("amod", "compound", "nmod", "acl", "nummod", "appos", "det")
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB"})


@dataclass(frozen=True, slots=True)
class Filling:
    """All that fills one role.

    `sure` are those entities whose mention there surely stands for them, `words` the lemmas of each
    filler that is no entity, `heads` the head lemmas of all fillers, `counts` the lemmas of those with a
    number.
    """

    entities: frozenset[str]
    sure: frozenset[str]
    words: frozenset[frozenset[str]]
    heads: frozenset[str]
    counts: frozenset[frozenset[str]]
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention of an event as it is compared with others.

    `head` is the trigger's head token, `modifiers` are the lemmas in a noun's phrase that say which happening
    it means. `when` are the days that it may have been on, if they are known, `where` the names of its place.
    """

    event: Event
    head: int
    modifiers: frozenset[str]
    roles: Mapping[str, Filling]
    when: Bounds | None
    where: frozenset[str]


class TellingReader:
    """Reads events as they are compared, for one document."""

    def __init__(
        self, parse: Parse, entities: Iterable[Entity], mentions: Iterable[Mention], times: Iterable[Time]
    ) -> None:
        self._parse = parse
        self._names = {entity.id: _words_of(entity) for entity in entities}
        self._sure = {
            (mention.start, mention.end): mention.confidence is None or mention.confidence >= _SURE
            for mention in mentions
        }
        self._times = {time.id: time for time in times}
        self._dating = {i for time in self._times.values() for i in parse.tokens_in(time)}

    def read(self, event: Event) -> Telling:
        """The event as it is compared."""
        inside = self._parse.tokens_in(event.trigger)
        head = self._parse.head_of(inside[0], inside[-1])
        arguments: dict[str, list[Argument]] = {}
        for argument in event.arguments:
            arguments.setdefault(argument.role, []).append(argument)
        places = [event.place, *(e for a in arguments.get("place", ()) for e in a.entities)]
        time = self._times[event.time] if event.time else None
        return Telling(
            event=event,
            head=head,
            modifiers=frozenset(self._modifiers(head)),
            roles={role: self._fill(found) for role, found in arguments.items()},
            when=(time.earliest, time.latest) if time and time.earliest and time.latest else None,
            where=frozenset().union(*(self._names[place] for place in places if place)),
        )

    def _modifiers(self, head: int) -> Iterator[str]:
        for child in self._parse.children_by(head, *_MODIFYING):
            for token in map(self._parse.tokens.__getitem__, self._parse.subtree(child.index)):
                telling = token.pos in _CONTENT or token.lower in read_words_of("words", "another")
                lemma = token.lemma.lower()
                if (
                    telling
                    and token.index not in self._dating
                    and lemma not in read_words_of("words", "plain")
                ):
                    yield lemma

    def _fill(self, arguments: Sequence[Argument]) -> Filling:
        entities: set[str] = set()
        sure: set[str] = set()
        words: set[frozenset[str]] = set()
        heads: set[str] = set()
        counts: set[frozenset[str]] = set()
        values: set[str] = set()
        for argument in arguments:
            entities.update(argument.entities)
            if argument.value is not None or argument.quantity is not None:
                values.add(str(argument.value))
            span = argument_span(argument)
            if span is None or self._sure.get((span.start, span.end), True):
                sure.update(argument.entities)
            tokens = [self._parse.tokens[i] for i in self._parse.tokens_in(span)] if span is not None else []
            if tokens:
                heads.add(
                    self._parse.tokens[self._parse.head_of(tokens[0].index, tokens[-1].index)].lemma.lower()
                )
            lemmas = frozenset(token.lemma.lower() for token in tokens if token.pos not in _MARKS)
            if any(token.pos == "NUM" for token in tokens):
                counts.add(lemmas)
            if tokens and not argument.entities:
                words.add(lemmas)
        return Filling(
            entities=frozenset(entities),
            sure=frozenset(sure),
            words=frozenset(words),
            heads=frozenset(heads),
            counts=frozenset(counts),
            values=frozenset(values),
        )


def _words_of(entity: Entity) -> frozenset[str]:
    names = (entity.name, *entity.aliases)
    return frozenset(word for name in names for word in name.casefold().replace(",", " ").split())


def are_compatible(one: Telling, other: Telling) -> bool:
    """Whether nothing tells the two apart."""
    first, second = one.event, other.event
    return (
        first.type == second.type
        and first.phase == second.phase
        and first.polarity == second.polarity
        and first.modality == second.modality
        and _overlap(one.when, other.when)
        and (not one.where or not other.where or bool(one.where & other.where))
        and all(_agree(role, one, other) for role in one.roles.keys() & other.roles.keys())
    )


def _overlap(one: Bounds | None, other: Bounds | None) -> bool:
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


def _agree(role: str, first: Telling, second: Telling) -> bool:
    """Whether the fillers of a role may be those of one happening."""
    one, other = first.roles[role], second.roles[role]
    if role == "place" or role in read_words_of("roles", "loose"):
        return True
    if role == "position":
        return _is_one_post(one, other) or _is_fragment(first, second) or _is_fragment(second, first)
    if one.values and other.values and not one.values & other.values:
        return False
    if one.counts & other.counts:
        return True
    if one.entities and other.entities:
        if role not in read_words_of("roles", "several"):
            return one.entities == other.entities
        return one.entities <= other.entities or other.entities <= one.entities
    if one.entities or other.entities:
        return bool(one.heads & other.heads)
    return one.words == other.words or (one.values == other.values != frozenset())


def _is_one_post(one: Filling, other: Filling) -> bool:
    """Whether one wording of a position is part of the other and makes no other post of it."""
    if not one.heads & other.heads:
        return False
    for mine in one.words:
        for theirs in other.words:
            apart = mine ^ theirs
            if (mine <= theirs or theirs <= mine) and not apart & read_words_of("words", "other_post"):
                return True
    return False


def are_tied(one: Telling, other: Telling) -> bool:
    """Whether two compatible mentions share what an event of their type is known by."""
    if one.event.type == "post" and (_is_fragment(one, other) or _is_fragment(other, one)):
        return True
    if (_names_itself(one) or _names_itself(other)) and not _alike(one, other, "organisation"):
        return False
    ways = _identifying().get(one.event.type, ())
    return any(all(_shared(one, other, role) >= count for role, count in way) for way in ways)


def _names_itself(telling: Telling) -> bool:
    """Whether the person is the trigger's own noun ("the Nato spokesman"), and only its words tell who."""
    trigger = telling.event.trigger
    spans = (argument_span(a) for a in telling.event.arguments if a.role == "person" and a.entities)
    return any(span is not None and span.covers(trigger) for span in spans)


def _alike(one: Telling, other: Telling, role: str) -> bool:
    """Whether both have the role or neither has."""
    return (role in one.roles) == (role in other.roles)


def _is_fragment(one: Telling, other: Telling) -> bool:
    """Whether a post is only a part of the words of another ("*Deputy* Chief Constable")."""
    mine, theirs = one.roles.get("person"), other.roles.get("person")
    if mine is None or theirs is None or mine.entities != theirs.entities:
        return False
    spans = (argument_span(a) for a in other.event.arguments if a.role == "position")
    return any(span is not None and span.covers(one.event.trigger) for span in spans)


def _shared(one: Telling, other: Telling, role: str) -> int:
    """How many fillers of a role the two share."""
    mine, theirs = one.roles.get(role), other.roles.get(role)
    if mine is None or theirs is None:
        return 0
    entities = len(mine.sure & theirs.sure)
    if entities or role not in _WORDED:
        return entities
    if role == "position":
        return int(_is_one_post(mine, theirs))
    return len(mine.values & theirs.values) or len(mine.words & theirs.words)


_WORDED = frozenset({"position", "age", "amount", "measure", "rule", "award", "object", "offence", "number"})
"""Roles whose fillers are known again by their words or values, too."""


@cache
def _identifying() -> Mapping[str, tuple[tuple[tuple[str, int], ...], ...]]:
    """For each type the ways to know it again: roles, each with how many of its fillers are shared."""
    table: Mapping[str, str] = read_lexicon("sameness")["identifying"]
    return {name: tuple(_read_way(way) for way in ways.split("|")) for name, ways in table.items()}


def _read_way(way: str) -> tuple[tuple[str, int], ...]:
    parts = (part.strip().partition("*") for part in way.split("+"))
    return tuple((role, int(count or 1)) for role, _, count in parts)


@cache
def read_words_of(section: str, key: str) -> frozenset[str]:
    """The words of one key of a section of `sameness.toml`."""
    return frozenset(str(read_lexicon("sameness")[section][key]).split())


def is_anaphor(parse: Parse, telling: Telling) -> bool:
    """Whether the trigger is a noun that points back at one happening: "the crash", "this attack"."""
    token = parse.tokens[telling.head]
    if token.pos != "NOUN" or is_plural(parse, telling) or EVENT_TYPES[telling.event.type].state:
        return False
    determiners = {child.lower for child in parse.children_by(token.index, "det")}
    return bool(determiners & {"the", "this", "that"})


def is_plural(parse: Parse, telling: Telling) -> bool:
    """Whether the trigger is a noun for several happenings ("airstrikes")."""
    token = parse.tokens[telling.head]
    return token.pos == "NOUN" and (token.feats.get("Number") == "Plur" or token.lower == f"{token.lemma}s")
