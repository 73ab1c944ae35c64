"""Records that nobody read: made at random, in the proportions of real ones, to fill a large store.

An article has about 600 words, 15 statements, 17 events, 20 entities and 4 times. Real articles of our
corpus have as many of these but 57 entities and 135 mentions, of which most are pronouns and descriptions;
here only the 20 that somebody would ask for are made, with 45 mentions. Names and words are drawn after
Zipf's law with Mandelbrot's shift, so that the best known name stands in about a tenth of the articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import get_args

from onrecord.analyse.event_types import EVENT_TYPES
from onrecord.model.document import Published, Segment, make_document
from onrecord.model.identity import Kind, item_id
from onrecord.model.record import (
    Act,
    Argument,
    Attribute,
    Confidences,
    Entity,
    EntityType,
    Event,
    Mention,
    Record,
    Statement,
    StatementSource,
    Time,
)
from onrecord.model.span import Span

STATEMENTS, EVENTS, ENTITIES = 15, 17, 20
_NAMES, _WORDS, _OUTLETS = 100_000, 40_000, 60
_NAME_SHIFT, _WORD_SHIFT = 20.0, 1.0
_FIRST_DAY, _DAYS, _JITTER = date(2010, 1, 1), 5_400, 30
_ONSETS = "b br c d dr f g gr h j k l m n p pr r s st t tr v w".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = "n r l s t m nd rt st".split()
_COMMON = "the of to and in a that is was for it on with as be by he at not this have from".split()
_FORMS = ("direct", *["indirect"] * 3, "mixed")
_VOICED = 0.4
"""The share of events that a statement asserts."""


def _weigh(count: int, shift: float) -> list[float]:
    return list(accumulate(1 / (rank + 1 + shift) for rank in range(count)))


@dataclass(slots=True)
class World:
    """The names, words and outlets that all articles share; the same seed gives the same articles."""

    rng: Random
    words: list[str] = field(default_factory=list)
    names: list[tuple[EntityType, str]] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)

    def draw_words(self, count: int) -> str:
        """Words as frequent as words are."""
        return " ".join(self.rng.choices(self.words, cum_weights=_WORD_WEIGHTS, k=count))

    def draw_name(self) -> tuple[EntityType, str]:
        """A name as often as it is met in articles."""
        return self.rng.choices(self.names, cum_weights=_NAME_WEIGHTS)[0]


_WORD_WEIGHTS = _weigh(_WORDS, _WORD_SHIFT)
_NAME_WEIGHTS = _weigh(_NAMES, _NAME_SHIFT)
_OUTLET_WEIGHTS = _weigh(_OUTLETS, 3)
_ACTS: Sequence[Act] = get_args(Act)
_ACT_WEIGHTS = list(accumulate([46, 5, 2, 6, 4, 2, 2, 1, 1, 4, 2] + [1] * (len(_ACTS) - 11)))
_TYPES = list(EVENT_TYPES.values())
_TYPE_WEIGHTS = _weigh(len(_TYPES), 4)


def make_world(seed: int = 7) -> World:
    """A world of 100,000 names, 40,000 words and 60 outlets."""
    rng = Random(seed)
    words = list(dict.fromkeys([*_COMMON, *(_make_word(rng) for _ in range(_WORDS * 2))]))[:_WORDS]
    assert len(words) == _WORDS
    first = [_make_word(rng).title() for _ in range(400)]
    last = [_make_word(rng).title() + "son" * (rng.random() < 0.2) for _ in range(4_000)]
    world = World(rng, words)
    for number in range(_NAMES):
        world.names.append(_make_name(rng, first, last, number))
    world.outlets = [f"{rng.choice(last)} {rng.choice(['Post', 'Times', 'Herald'])}" for _ in range(_OUTLETS)]
    return world


def _make_word(rng: Random) -> str:
    syllables = rng.choices((1, 2, 3), (2, 5, 3))[0]
    return "".join(
        rng.choice(_ONSETS) + rng.choice(_VOWELS) + (rng.choice(_CODAS) if rng.random() < 0.6 else "")
        for _ in range(syllables)
    )


def _make_name(rng: Random, first: Sequence[str], last: Sequence[str], number: int) -> tuple[EntityType, str]:
    kind = number % 20
    if kind < 12:
        return "person", f"{rng.choice(first)} {rng.choice(last)}"
    if kind < 17:
        return "organisation", f"{rng.choice(last)} {rng.choice(['Party', 'Bank', 'Union', 'Council'])}"
    return "place", rng.choice(last) + rng.choice(["ville", "burg", "stan", " City"])


def make_records(world: World, articles: int, *, first: int = 0) -> Iterator[Record]:
    """So many records, about in the order of their publication, as feeds would bring them.

    Their addresses are numbered from `first`.
    """
    for number in range(articles):
        day = _DAYS * number // articles + world.rng.randrange(_JITTER)
        published = (_FIRST_DAY + timedelta(days=day)).isoformat()
        yield _Making(world, first + number, published).make()


class _Making:
    """One article, written sentence by sentence."""

    def __init__(self, world: World, number: int, published: str) -> None:
        self._world, self._number, self._published = world, number, published
        self._rng = world.rng
        self._text, self._length = [], 0  # type: list[str], int
        drawn = (world.draw_name() for _ in range(ENTITIES * 3))
        self._cast = list(dict.fromkeys(drawn))[:ENTITIES]
        self._mentions: list[tuple[Span, int]] = []
        self._told: list[tuple[Span, Span, Span, int]] = []
        self._done: list[tuple[Span, tuple[Span, ...], int, int | None]] = []
        self._times: list[tuple[Span, str]] = []

    def make(self) -> Record:
        title = self._world.draw_words(8).capitalize()
        headline = self._write(title, ".\n\n")
        for number in range(STATEMENTS):
            self._write_statement(number)
        while len(self._done) < EVENTS:
            self._write_event(None)
        body = Span(start=headline.end + 3, end=self._length)
        return self._assemble(title, (headline, body))

    def _write(self, words: str, behind: str = " ") -> Span:
        span = Span(start=self._length, end=self._length + len(words))
        self._text += words, behind
        self._length = span.end + len(behind)
        return span

    def _write_name(self, who: int, behind: str = " ") -> Span:
        kind, name = self._cast[who]
        known = any(one == who for _, one in self._mentions)
        span = self._write(name.split()[-1] if known and kind == "person" else name, behind)
        self._mentions.append((span, who))
        return span

    def _draw_one(self) -> int:
        return min(int(self._rng.expovariate(0.12)), len(self._cast) - 1)

    def _write_statement(self, number: int) -> None:
        source = self._write_name(speaker := self._draw_one())
        cue = self._write("said")
        start = self._length
        self._write(self._world.draw_words(self._rng.randrange(6, 30)))
        if self._rng.random() < _VOICED:
            self._write_event(number, ", ")
        self._write(self._world.draw_words(3), ". ")
        self._told.append((source, cue, Span(start=start, end=self._length - 2), speaker))

    def _write_event(self, statement: int | None, behind: str = ". ") -> None:
        first = self._write_name(who := self._draw_one())
        trigger = self._write(self._world.draw_words(1))
        second = self._write(self._world.draw_words(4))
        if self._rng.random() < 0.15:
            self._write("on")
            day = date.fromisoformat(self._published) - timedelta(days=self._rng.randrange(400))
            span = self._write(day.strftime("%d %B %Y"), behind)
            self._times.append((span, day.isoformat()))
        else:
            self._write("there", behind)
        self._done.append((trigger, (first, second), who, statement))

    def _assemble(self, title: str, stretches: tuple[Span, Span]) -> Record:
        outlet = self._rng.choices(self._world.outlets, cum_weights=_OUTLET_WEIGHTS)[0]
        self._document = make_document(
            "".join(self._text),
            location=f"made/{self._number}.html",
            url=f"https://news.example/{self._number}",
            outlet=outlet,
            title=title,
            published=Published(value=self._published, basis="metadata"),
        )
        headline, body = stretches
        self._met = sorted({who for _, who in self._mentions})
        self._entity_ids = {who: self._name("entity", self._first(who)) for who in self._met}
        return Record(
            engine="0.0.0+made",
            document=self._document,
            segments=(
                Segment(start=headline.start, end=headline.end, kind="headline"),
                Segment(start=body.start, end=body.end, kind="body"),
            ),
            entities=tuple(map(self._make_entity, self._met)),
            mentions=tuple(self._make_mention(span, who) for span, who in self._mentions),
            times=tuple(self._make_time(span, day) for span, day in self._times),
            statements=tuple(self._make_statement(number) for number in range(len(self._told))),
            events=tuple(self._make_event(number) for number in range(len(self._done))),
        )

    def _name(self, kind: Kind, *anchors: Span, label: str = "") -> str:
        return item_id(self._document, kind, anchors, label)

    def _first(self, who: int) -> Span:
        return next(span for span, one in self._mentions if one == who)

    def _make_entity(self, who: int) -> Entity:
        kind, name = self._cast[who]
        first, short = self._first(who), name.split()[-1]
        several = sum(one == who for _, one in self._mentions) > 1
        aliases = (short,) if kind == "person" and several else ()
        shown = self._rng.random() < 0.5 and kind == "person"
        told = (("age", self._rng.randrange(20, 90)), ("title", "Dr"), ("nationality", "fr"))
        return Entity(
            id=self._entity_ids[who],
            type=kind,
            name=name,
            aliases=aliases,
            attributes=tuple(
                Attribute(start=first.start, end=first.end, name=label, value=value)
                for label, value in (told[: self._rng.randrange(4)] if shown else ())
            ),
        )

    def _make_mention(self, span: Span, who: int) -> Mention:
        return Mention(
            start=span.start,
            end=span.end,
            id=self._name("mention", span),
            entities=(self._entity_ids[who],),
            form="name",
            confidence=0.9,
        )

    def _make_time(self, span: Span, day: str) -> Time:
        identity = self._name("time", span)
        return Time(
            start=span.start, end=span.end, id=identity, type="DATE", value=day, earliest=day, latest=day
        )

    def _make_statement(self, number: int) -> Statement:
        source, cue, content, speaker = self._told[number]
        about = {self._entity_ids[who] for span, who in self._mentions if content.covers(span)}
        about.add(self._entity_ids[self._rng.choice(self._met)])
        sure = round(self._rng.uniform(0.6, 1), 2)
        anonymous = "official" if self._rng.random() < 0.08 else None
        return Statement(
            id=self._name("statement", content, cue),
            parent=None,
            source=StatementSource(
                start=source.start,
                end=source.end,
                entities=() if anonymous else (self._entity_ids[speaker],),
                anonymous=anonymous,  # type: ignore[arg-type]
            ),
            cue=cue,
            content=(content,),
            form=self._rng.choice(_FORMS),  # type: ignore[arg-type]
            act=self._rng.choices(_ACTS, cum_weights=_ACT_WEIGHTS)[0],
            polarity="negative" if self._rng.random() < 0.08 else "positive",
            hedged=self._rng.random() < 0.1,
            addressee=(self._entity_ids[self._rng.choice(self._met)],) if self._rng.random() < 0.06 else (),
            about=tuple(sorted(about)),
            confidence=sure,
            confidences=Confidences(source=sure, cue=sure, content=sure),
        )

    def _make_event(self, number: int) -> Event:
        trigger, (_, second), who, statement = self._done[number]
        kind = self._rng.choices(_TYPES, cum_weights=_TYPE_WEIGHTS)[0]
        roles = [*kind.roles, "reason"]
        other = self._rng.choice(self._met)
        arguments = [Argument(role=roles[0], entities=(self._entity_ids[who],))]
        if self._rng.random() < 0.5 and other != who:
            arguments.append(Argument(role=roles[1], entities=(self._entity_ids[other],)))
        else:
            arguments.append(Argument(role=roles[1], start=second.start, end=second.end))
        time = next((span for span, _ in self._times if trigger.end <= span.start < trigger.end + 80), None)
        asserted = self._told[statement] if statement is not None else None
        return Event(
            id=self._name("event", trigger, label=kind.name),
            type=kind.name,
            phase="holds" if kind.state else "begins",
            trigger=trigger,
            arguments=tuple(arguments),
            time=self._name("time", time) if time is not None else None,
            polarity="positive",
            modality=self._rng.choices(("actual", "future", "possible"), (89, 2, 9))[0],
            voice="statement" if asserted else "outlet",
            according_to=self._name("statement", asserted[2], asserted[1]) if asserted else None,
            confidence=0.8,
        )
