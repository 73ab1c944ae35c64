"""The record of one article, as `onrecord read --format json` prints it."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.errors import BrokenInvariant, MalformedInput
from onrecord.model.document import Document, Segment
from onrecord.model.invariants import check_record
from onrecord.model.span import Span

EntityType = Literal["person", "organisation", "place", "work", "product", "group", "event", "other"]
MentionForm = Literal["name", "nominal", "pronoun"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Form = Literal["direct", "indirect", "mixed"]
Polarity = Literal["positive", "negative"]
Modality = Literal["actual", "future", "possible"]
Phase = Literal["begins", "holds", "ended"]
Voice = Literal["outlet", "statement", "unknown"]
Anonymity = Literal["official", "document", "witness", "knowledge", "group", "unnamed"]
# fmt: off
Act = Literal[
    "say", "tell", "announce", "report", "describe", "explain", "confirm", "admit", "deny", "claim",
    "accuse", "promise", "threaten", "warn", "predict", "estimate", "demand", "order", "ask", "propose",
    "agree", "refuse", "believe", "know", "doubt", "hope", "want", "fear", "praise", "criticise", "apologise",
]
# fmt: on
Value = str | int | float
MOST_CANDIDATES = 5


class Attribute(Span, frozen=True, kw_only=True):
    """What the article says of an entity, such as its age, and the words that say it."""

    name: str
    value: Value


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a catalogue that an entity may be: its id and name, and why, in short phrases.

    `score` is 0 to 1 and ranks the candidates of an entity; it is no share of how many are right.
    """

    id: str
    name: str
    score: float
    reasons: tuple[str, ...]


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something that the article speaks of.

    `name` is the fullest name found, or a description where none is. `aliases` are the other names that
    its mentions use. `links` are the ids of the entries of catalogues that it surely is, one of each at most.
    `candidates` are entries that it may be, best first, at most `MOST_CANDIDATES`; where several entries have
    its name and the article tells which it is, the linked one is among them.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    links: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


class Mention(Span, frozen=True, kw_only=True):
    """Words that stand for one entity, or for several at once ("the two men").

    `head` is the word that they hang on, `phrase` the whole noun phrase with its article, its clauses and
    appositions, None where these are the mention's own words. `confidence` is how likely the words stand for
    these entities, 0 to 1.
    """

    id: str
    entities: tuple[str, ...]
    form: MentionForm
    head: Span | None = None
    phrase: Span | None = None
    confidence: float | None = None


class Time(Span, frozen=True, kw_only=True):
    """A time expression, after TimeML's TIMEX3.

    `value` is ISO 8601 as TimeML extends it ("2017-W52", "P8D", "XXXX-09", "PAST_REF"); `earliest` and
    `latest` are ISO dates, both included, or None where the expression leaves them open.
    """

    id: str
    type: TimeType
    value: str
    earliest: str | None = None
    latest: str | None = None


class StatementSource(Span, frozen=True, kw_only=True):
    """The words that name who speaks, and the entities that they stand for.

    `anonymous` is the class of a source that the article does not name: an official, a document, a witness,
    somebody with knowledge of the matter, a group, or somebody of whom no more is said.
    """

    entities: tuple[str, ...] = ()
    anonymous: Anonymity | None = None


class Confidences(msgspec.Struct, frozen=True, kw_only=True):
    """How likely each field of a statement is right, 0 to 1; of a source that is null, that there is none."""

    source: float
    cue: float
    content: float


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's speech, writing, thought or wish as the article reports it.

    `parent` is the statement within whose content this one stands. `source` is None where the article
    names nobody, or where it is in `abstained`. `medium`, `addressee` and `about` hold entity ids.
    `confidences` is None where the statement was found by rule alone.
    """

    id: str
    parent: str | None
    source: StatementSource | None
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    act: Act
    polarity: Polarity
    hedged: bool
    time: str | None = None
    medium: str | None = None
    addressee: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()
    confidence: float
    confidences: Confidences | None = None


class Quantity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What words say of an amount beside its number: how it is bounded, and what it is counted in.

    `least` and `most` are the bounds as the words have them ("more than 30": `least` is 30). `currency` is a
    code of ISO 4217, `unit` a plural in English ("percent", "tonnes").
    """

    least: int | float | None = None
    most: int | float | None = None
    approximate: bool = False
    currency: str | None = None
    unit: str | None = None


class Argument(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What fills a role of an event: entities, a span of words, a value, or several of these.

    `quantity` stands beside the `value` of an amount that is more than a plain number ("at least 30", "$5");
    of "10 to 20" and "dozens" there is no value, only a quantity.
    """

    role: str
    entities: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    value: Value | None = None
    quantity: Quantity | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, is so, or is expected to.

    `trigger` are the words that tell it best, `mentions` the other words that tell it in the same voice, in
    text order. `same_as` is the event that tells the same happening in another voice, the outlet's where it
    does: what is both claimed and confirmed is two events, so that each keeps what its own voice says of it.
    `place` is an entity id, `time` a time's. `voice` says who asserts it: the outlet itself, a statement
    (`according_to`, the innermost whose content holds it), or nobody knows. A speech act carries the
    `statement` that it was derived from.
    """

    id: str
    type: str
    phase: Phase
    trigger: Span
    mentions: tuple[Span, ...] = ()
    arguments: tuple[Argument, ...]
    time: str | None = None
    place: str | None = None
    polarity: Polarity
    modality: Modality
    voice: Voice
    according_to: str | None = None
    statement: str | None = None
    same_as: str | None = None
    confidence: float


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """All that was found in one article; its invariants hold from construction on.

    `engine` is the version of onrecord that found it, with a digest of its weights ("0.1.0+3f9a0c11d2e4"), or
    None where it was made by other means.

    Raises:
        BrokenInvariant: an item contradicts the text or another item.
    """

    schema: Literal["onrecord/1"] = "onrecord/1"
    engine: str | None = None
    document: Document
    segments: tuple[Segment, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        check_record(self)

    def to_json(self, *, indent: int = 0) -> bytes:
        """The record as UTF-8 JSON; the same record gives the same bytes."""
        encoded = msgspec.json.encode(self)
        return msgspec.json.format(encoded, indent=indent) if indent else encoded

    @classmethod
    def from_json(cls, encoded: bytes | str) -> Record:
        """The record in `encoded`.

        Raises:
            MalformedInput: this is no JSON, no record, or a record that contradicts itself.
        """
        try:
            return msgspec.json.decode(encoded, type=cls)
        except (msgspec.DecodeError, BrokenInvariant) as error:
            raise MalformedInput(f"not a record of onrecord: {error}") from error
