"""What articles tell, one event at a time, as the claims are made of it."""

from __future__ import annotations

import re

import msgspec

from onrecord.resolve.claims.figures import Figure

DENIED, NEGATED, TOLD, UNSURE = "denied", "negated", "told", "unsure"
"""How an event is told: as denied, as not so, as a fact, as what may be or is told with reserve."""
SURE = 0.5
"""Events less likely than this are a word such as "crash" and no more: they tell nothing to compare."""
BESIDE = frozenset({"promo", "caption", "boilerplate", "byline", "dateline"})
"""Kinds of stretches that are not the article's own account."""


_BEYOND = re.compile(r"\b(?:after|before|past|by|until|since|from)\b")


class When(msgspec.Struct, frozen=True, kw_only=True):
    """A time that an article tells: its value, the days between which it is, and its words."""

    value: str
    earliest: str | None
    latest: str | None
    words: str
    start: int
    shifted: bool = False
    """Whether it is only what the time is counted from: "an hour before midnight"."""

    @property
    def day(self) -> str | None:
        """The one day that it is, or None where it is vaguer."""
        return self.earliest if self.earliest is not None and self.earliest == self.latest else None

    @property
    def hour(self) -> float | None:
        """The hour of the day, where the words tell it; that "shortly after" it is no hour."""
        words = self.words.lower()
        if self.shifted:
            return None
        if "midnight" in words:
            return 24.0
        clock = self.value.partition("T")[2]
        if len(clock) != 5 or not (clock[:2] + clock[3:]).isdigit() or _BEYOND.search(words):
            return None
        return int(clock[:2]) + int(clock[3:]) / 60


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What fills a role: who or what it is, and the words.

    `who` tells participants apart: an identity, else a folded name; None where it is no entity, or one
    without a name. `named` says that the words themselves have the name, so that no pronoun is trusted.
    """

    role: str
    entity: int | None = None
    who: str | None = None
    folded: str = ""
    name: str = ""
    type: str = ""
    named: bool = False
    start: int | None = None
    end: int | None = None
    words: str = ""
    value: str | int | float | None = None
    quantity: dict[str, object] | None = None


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """An event of an article. `order` sorts by day of publication, then by permanent id."""

    key: int
    id: str
    order: tuple[int, str, int, str]
    document: int
    document_id: str
    origin: int
    outlet: str | None
    published: str | None
    type: str
    phase: str
    start: int
    end: int
    words: str
    passage: str
    polarity: str
    modality: str
    voice: str
    speaker: str | None
    stance: str
    segment: str | None
    confidence: float
    same_as: int | None
    when: When | None
    place: str | None
    parts: tuple[Part, ...]
    lead: bool
    main: bool
    around: str | None
    figures: tuple[Figure, ...]
    focus: str | None
    """The place that its story is about, of what may name nobody."""
    places: frozenset[str]
    """The words of all names of places in its article."""

    @property
    def is_beside(self) -> bool:
        """Whether it stands in a caption or a line that advertises something else."""
        return self.segment in BESIDE

    @property
    def when_is_clear(self) -> bool:
        """Whether it is a mere word for what its story is about, with a time: "the blast at midnight"."""
        return (
            self.main and self.when is not None and (self.when.day is not None or self.when.hour is not None)
        )

    @property
    def is_sure(self) -> bool:
        """Whether what it says may be held against what others say."""
        return self.confidence >= SURE and not self.is_beside

    @property
    def is_told(self) -> bool:
        """Whether it is told as something that was so, by the outlet or by somebody."""
        return self.stance == TOLD
