"""What a parse shows of an event before its arguments are tied to entities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from onrecord.analyse.parse import Parse
from onrecord.model.record import Phase, Value

KindOf: TypeAlias = Callable[[int], str | None]
"""The entity type of the mention that a token heads; None where it heads none."""
TriggerKind = Literal["verb", "adjective", "noun", "state"]


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: the head of a phrase, a value, or both.

    `extent` is the first and last token of the filler where these are not the phrase of its head
    ("Foreign Minister" in "Foreign Minister Ann Lee").
    """

    role: str
    index: int | None
    value: Value | None = None
    extent: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event in the making: tokens `[first, last]` trigger it, `head` is the trigger's head.

    `phase` is "begins" for whatever happens, "holds" for what is so, "ended" for what is over. A role may
    have several fillers; no token fills two roles. `time` is the head of the time that is known to be the
    event's, where that need not be looked for.
    """

    type: str
    phase: Phase
    first: int
    last: int
    head: int
    arguments: tuple[Filler, ...]
    kind: TriggerKind
    confidence: float
    time: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A parse together with what is known of the entities in it."""

    parse: Parse
    kind_of: KindOf
    kinds: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    """What `restrictions.kinds` has found, by its word and depth: every frame asks for the same words."""
