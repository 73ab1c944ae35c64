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
    """An event: its trigger as words of the text, its roles as keys of entities or as words of the text."""

    type: str
    trigger: str
    roles: Mapping[str, str] = field(default_factory=dict)
    _: Mapping[str, str] = field(default_factory=dict, kw_only=True, repr=False)
    time: str | None = field(default=None, kw_only=True)
    place: str | None = field(default=None, kw_only=True)
    phase: Phase = field(default="begins", kw_only=True)
    polarity: Polarity = field(default="positive", kw_only=True)
    modality: Modality = field(default="actual", kw_only=True)
    voice: Voice = field(default="outlet", kw_only=True)
    according_to: str | None = field(default=None, kw_only=True)
    confidence: float = field(default=0.9, kw_only=True)


def make_record(
    annotated: str,
    *,
    entities: Mapping[str, tuple[EntityType, str]] | None = None,
    told: Mapping[str, Told] | None = None,
    events: Sequence[Sketch] = (),
    attributes: Mapping[str, Sequence[tuple[str, str | int]]] | None = None,
    unread: str | None = None,
    location: str = "lee.txt",
    **origin: str | None,
) -> Record:
    """The record that the annotated text and the sketches describe."""
    raise NotImplementedError
