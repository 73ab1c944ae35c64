"""Records written as annotated text, for tests that need one without an analysis.

    make_record(
        "[source:s1|e:lee Ann Lee] [cue:s1 said] [content:s1:direct “[e:lee I] quit.”]",
        entities={"lee": ("person", "Ann Lee")},
        events=[Sketch("departure", "quit", {"person": "lee"}, according_to="s1")],
    )

The notation is that of `onrecord.evaluate.gold`. Its keys become the ids of entities and statements, so they
have to differ from each other; mentions, times and events are numbered `m0`, `t0`, `v0` in the text's order.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from onrecord.evaluate.gold import SEPARATOR, Gold, GoldMention, GoldStatement, GoldTime, read_gold
from onrecord.model.document import Document, Published, make_document
from onrecord.model.record import (
    Act,
    Argument,
    Attribute,
    Entity,
    EntityType,
    Event,
    Mention,
    MentionForm,
    Modality,
    Phase,
    Polarity,
    Record,
    Statement,
    StatementSource,
    Time,
    Voice,
)
from onrecord.model.span import Span

_PRONOUNS = frozenset("i you he she it we they me him her us them my his its our their who".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the notation does not say of a statement."""

    act: Act = "say"
    addressee: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    medium: str | None = None
    time: str | None = None
    abstained: tuple[str, ...] = ()
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Sketch:
    """An event: its trigger as words of the text, its roles as keys of entities or as words of the text.

    Where several have one role, each is numbered: `participant 2`.
    """

    type: str
    trigger: str
    roles: Mapping[str, str] = field(default_factory=dict)
    time: str | None = field(default=None, kw_only=True)
    place: str | None = field(default=None, kw_only=True)
    phase: Phase = field(default="begins", kw_only=True)
    polarity: Polarity = field(default="positive", kw_only=True)
    modality: Modality = field(default="actual", kw_only=True)
    voice: Voice = field(default="outlet", kw_only=True)
    according_to: str | None = field(default=None, kw_only=True)
    same_as: str | None = field(default=None, kw_only=True)
    mentions: Sequence[str] = field(default=(), kw_only=True)
    confidence: float = field(default=0.9, kw_only=True)


def make_record(
    annotated: str,
    *,
    entities: Mapping[str, tuple[EntityType, str]] | None = None,
    told: Mapping[str, Told] | None = None,
    events: Sequence[Sketch] = (),
    attributes: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    unread: str | None = None,
    location: str = "lee.txt",
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: Published | None = None,
) -> Record:
    """The record that the annotated text and the sketches describe.

    `attributes` gives pairs of a name and of words in the text, which are also the value; `unread` are the
    words that were not analysed.
    """
    entities, told = entities or {}, told or {}
    gold = read_gold(_add_entities(annotated, entities))
    document = make_document(
        gold.text, location=location, url=url, outlet=outlet, title=title, published=published
    )
    if unread is not None:
        document = msgspec.structs.replace(document, unread=(find(gold.text, unread),))
    mentions = tuple(_make_mention(gold.text, number, one) for number, one in enumerate(gold.mentions))
    return Record(
        document=document,
        segments=gold.segments,
        entities=tuple(
            _make_entity(gold.text, key, entities[key], mentions, (attributes or {}).get(key, ()))
            for key in entities
        ),
        mentions=mentions,
        times=tuple(_make_time(number, time) for number, time in enumerate(gold.times)),
        statements=tuple(_make_statement(gold, one, told.get(one.key, Told())) for one in gold.statements),
        events=tuple(_make_event(document, number, one, entities) for number, one in enumerate(events)),
    )


def find(text: str, words: str) -> Span:
    """Where the words first stand in the text."""
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def _add_entities(annotated: str, entities: Mapping[str, tuple[EntityType, str]]) -> str:
    lines = (
        json.dumps({"kind": "entity", "key": key, "type": kind, "name": name})
        for key, (kind, name) in entities.items()
    )
    # The separator takes the new line in front of it for its own.
    return f"{annotated}\n{SEPARATOR}" + "\n".join(lines) if entities else annotated


def _make_mention(text: str, number: int, gold: GoldMention) -> Mention:
    words = gold.span.slice(text)
    form: MentionForm = (
        "pronoun" if words.lower() in _PRONOUNS else "name" if words[0].isupper() else "nominal"
    )
    return Mention(
        start=gold.span.start, end=gold.span.end, id=f"m{number}", entities=gold.entities, form=form
    )


def _make_entity(
    text: str,
    key: str,
    named: tuple[EntityType, str],
    mentions: Sequence[Mention],
    attributes: Sequence[tuple[str, str]],
) -> Entity:
    kind, name = named
    names = [one.slice(text) for one in mentions if one.form == "name" and key in one.entities]
    return Entity(
        id=key,
        type=kind,
        name=name,
        aliases=tuple(dict.fromkeys(one for one in names if one != name)),
        attributes=tuple(_make_attribute(text, label, words) for label, words in attributes),
    )


def _make_attribute(text: str, label: str, words: str) -> Attribute:
    span = find(text, words)
    return Attribute(start=span.start, end=span.end, name=label, value=words)


def _make_time(number: int, gold: GoldTime) -> Time:
    earliest, latest = _bounds(gold.value)
    return Time(
        start=gold.span.start,
        end=gold.span.end,
        id=f"t{number}",
        type="DURATION" if gold.value.startswith("P") and gold.value[1].isdigit() else "DATE",
        value=gold.value,
        earliest=earliest,
        latest=latest,
    )


def _bounds(value: str) -> tuple[str | None, str | None]:
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        return None, None
    year, month, day = (*map(int, value.split("-")), 0, 0)[:3]
    last = day or monthrange(year, month or 12)[1]
    return f"{year}-{month or 1:02}-{day or 1:02}", f"{year}-{month or 12:02}-{last:02}"


def _make_statement(gold: Gold, one: GoldStatement, told: Told) -> Statement:
    return Statement(
        id=one.key,
        parent=one.parent,
        source=_make_source(gold, one.source) if one.source else None,
        cue=one.cue[0] if one.cue else None,
        content=one.content,
        form=one.form,
        act=told.act,
        polarity=one.polarity,
        hedged=one.hedged,
        time=told.time,
        medium=told.medium,
        addressee=told.addressee,
        about=told.about,
        abstained=told.abstained,
        confidence=told.confidence,
    )


def _make_source(gold: Gold, source: Span) -> StatementSource:
    within = (mention for mention in gold.mentions if source.covers(mention.span))
    first = next(within, None)
    return StatementSource(start=source.start, end=source.end, entities=first.entities if first else ())


def _make_event(document: Document, number: int, one: Sketch, entities: Mapping[str, object]) -> Event:
    return Event(
        id=f"v{number}",
        type=one.type,
        phase=one.phase,
        trigger=find(document.text, one.trigger),
        mentions=tuple(find(document.text, words) for words in one.mentions),
        arguments=tuple(_make_arguments(document.text, one.roles, entities)),
        time=one.time,
        place=one.place,
        polarity=one.polarity,
        modality=one.modality,
        voice="statement" if one.according_to else one.voice,
        according_to=one.according_to,
        same_as=one.same_as,
        confidence=one.confidence,
    )


def _make_arguments(
    text: str, roles: Mapping[str, str], entities: Mapping[str, object]
) -> Iterator[Argument]:
    for numbered, filler in roles.items():
        role = numbered.partition(" ")[0]
        if filler in entities:
            yield Argument(role=role, entities=(filler,))
        else:
            span = find(text, filler)
            yield Argument(role=role, start=span.start, end=span.end)
