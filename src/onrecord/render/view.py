"""What a reader is shown of a record; `arrange_record` makes it, the terminal and the page print it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model.record import Entity, EntityType, Event, Mention, Record, Statement, Time
from onrecord.model.span import Span
from onrecord.render.visible import show_line

DOUBTFUL = 0.7
"""Confidence below which it is shown beside an item."""
NOBODY = "somebody not named"
UNCERTAIN = "an uncertain speaker"
_PARTS_OF_NAME = frozenset({"given_name", "family_name"})
_CODES = frozenset({"country", "nationality"})
_CALENDAR = re.compile(r"\d{4}(-\d\d(-\d\d(T.*)?)?)?")


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody or something as a reader is shown it, with the id of the entity, where it is one."""

    text: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks; without names, the article names nobody or it could not be told whom."""

    names: tuple[Name, ...]
    words: str
    certain: bool = True

    @property
    def label(self) -> str:
        """The names in one line, or words for there being none."""
        return join_names(self.names) if self.names else NOBODY if self.certain else UNCERTAIN

    @property
    def key(self) -> object:
        """Equal for the same speaker: entities count, and words only where there are none."""
        return tuple(name.entity or name.text.casefold() for name in self.names), self.certain


@dataclass(frozen=True, slots=True)
class Chain:
    """Who says it, and through whom it reached the outlet, nearest first."""

    speaker: Speaker
    via: tuple[Speaker, ...]

    @property
    def links(self) -> tuple[Speaker, ...]:
        """All of the chain, the one who says it first."""
        return (self.speaker, *self.via)

    @property
    def key(self) -> object:
        """Equal for the same speakers in the same order."""
        return tuple(speaker.key for speaker in self.links)

    @property
    def label(self) -> str:
        """For example "Ann Lee, via The Herald"."""
        return ", via ".join(speaker.label for speaker in self.links)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a statement's content, and what joins it to the part before: nothing, a space or " … "."""

    words: str
    joint: str = ""


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement with all that it refers to looked up; `number` counts what is shown in the text's order."""

    number: int
    item: Statement
    chain: Chain
    content: tuple[Part, ...]
    when: str | None
    medium: Name | None
    addressee: tuple[Name, ...]
    about: tuple[Name, ...]

    @property
    def flags(self) -> tuple[str, ...]:
        """What is out of the ordinary: negative, hedged, in doubt, not certain."""
        item = self.item
        named = [
            ("negative", item.polarity == "negative"),
            ("hedged", item.hedged),
            (f"confidence {item.confidence:.2f}", item.confidence < DOUBTFUL),
        ]
        flags = [words for words, holds in named if holds]
        return (*flags, *(f"{field} not certain" for field in item.abstained if field != "source"))


@dataclass(frozen=True, slots=True)
class Voice:
    """All that is shown of what one speaker says through one chain."""

    chain: Chain
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A role of an event and all that fill it."""

    name: str
    fillers: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """Another voice that tells of the same happening, and the id of its event."""

    event: str
    voice: str


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with all that it refers to looked up; `chain` is there when a statement tells it.

    `mentions` are the words of its other triggers, each once. `also` are the voices that tell the same: all
    of them for the event that the others refer to, and that event's for the others.
    """

    number: int
    item: Event
    trigger: str
    roles: tuple[Role, ...]
    time: Time | None
    when: str | None
    place: Name | None
    chain: Chain | None
    outlet: str | None
    mentions: tuple[str, ...] = ()
    also: tuple[Telling, ...] = ()

    @property
    def flags(self) -> tuple[str, ...]:
        """What is out of the ordinary: not beginning, negative, not actual, in doubt."""
        item = self.item
        named = [
            (item.phase, item.phase != "begins"),
            ("negative", item.polarity == "negative"),
            (item.modality, item.modality != "actual"),
            (f"confidence {item.confidence:.2f}", item.confidence < DOUBTFUL),
        ]
        return tuple(words for words, holds in named if holds)

    @property
    def day(self) -> str | None:
        """The date or range of dates, where it is known."""
        return self.when if self.time and self.time.earliest else None

    @property
    def voice(self) -> str:
        """Whose word it is, in one line."""
        if self.chain is not None:
            return f"according to {self.chain.label}"
        if self.item.voice == "unknown":
            return "not known whose word it is"
        return f"asserted by {self.outlet or 'the outlet'}"

    @property
    def mentioned(self) -> str | None:
        """How often it is told in this voice, where that is more than once, and by which other words."""
        if not self.item.mentions:
            return None
        words = join_names(Name(f"“{one}”") for one in self.mentions)
        return f"told {len(self.item.mentions) + 1} times" + (f", also as {words}" if words else "")


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity and its shown mentions, in the text's order."""

    item: Entity
    mentions: tuple[Mention, ...]

    @property
    def label(self) -> str:
        """The name that it is shown by."""
        return show_line(self.item.name)

    @property
    def is_told(self) -> bool:
        """Whether a list tells anything with it: not with "it", nor with a thing without a name."""
        forms = {mention.form for mention in self.mentions}
        return "name" in forms or (self.item.type != "other" and forms != {"pronoun"})

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its names other than the one that it is shown by."""
        return tuple(alias for alias in map(show_line, self.item.aliases) if alias != self.label)

    @property
    def attributes(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What the article says of it: each name once, with its values, less the parts of its own name."""
        values: dict[str, dict[str, None]] = {}
        positions = {one.value for one in self.item.attributes if one.name == "position"}
        for one in self.item.attributes:
            if one.name in _PARTS_OF_NAME or (one.name == "title" and one.value in positions):
                continue
            value = str(one.value).upper() if one.name in _CODES else str(one.value)
            values.setdefault(show_line(one.name), {})[show_line(value)] = None
        return tuple((name, tuple(found)) for name, found in values.items())

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries of catalogues that it is, or where there are none, may be: "perhaps p1 (0.50)"."""
        links = tuple(f"catalogue: {show_line(link)}" for link in self.item.links)
        doubtful = (f"{show_line(one.id)} ({one.score:.2f})" for one in self.item.candidates)
        perhaps = ", ".join(doubtful)
        return links or ((f"in the catalogue perhaps: {perhaps}",) if perhaps else ())


@dataclass(frozen=True, slots=True)
class Unread:
    """A stretch of the text that was not analysed, by its length and its first words."""

    span: Span
    opening: str


@dataclass(frozen=True, slots=True)
class View:
    """All of a record that is shown.

    `statements` are in the text's order and `voices` groups them; `events` are sorted by their earliest
    day, those without one last; `entities` by how often they are mentioned, most often first. `left_out`
    counts the statements and events that are not shown because of the segment that they stand in, `beyond`
    the findings of all kinds that would be too many for one page.
    """

    record: Record
    title: str
    origin: tuple[str, ...]
    statements: tuple[StatementView, ...]
    events: tuple[EventView, ...]
    entities: tuple[EntityView, ...]
    times: tuple[Time, ...]
    unread: tuple[Unread, ...]
    left_out: int
    beyond: int = 0

    @property
    def has_headline(self) -> bool:
        """Whether the title stands in the text as its headline."""
        record = self.record
        headlines = (one.slice(record.document.text) for one in record.segments if one.kind == "headline")
        return any(show_line(headline) == self.title for headline in headlines)

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The statements by who makes them and through whom; in the order in which each first speaks."""
        groups: dict[object, list[StatementView]] = {}
        for statement in self.statements:
            groups.setdefault(statement.chain.key, []).append(statement)
        return tuple(Voice(group[0].chain, tuple(group)) for group in groups.values())

    def entities_of(self, *types: EntityType) -> tuple[EntityView, ...]:
        """The shown entities of these types."""
        return tuple(entity for entity in self.entities if entity.item.type in types)


def join_names(names: Iterable[Name]) -> str:
    """The names with commas, and "and" before the last."""
    texts = [name.text for name in names]
    return " and ".join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)


def name_time(time: Time, text: str) -> str:
    """A time for a reader: its date or range of dates, or where these are open, the article's words."""
    if time.earliest is None or time.type in ("DURATION", "SET"):
        return show_line(time.slice(text))
    if _CALENDAR.fullmatch(time.value):
        return time.value.replace("T", " ")
    if time.latest is None:
        return f"from {time.earliest}"
    return time.earliest if time.earliest == time.latest else f"{time.earliest} to {time.latest}"
