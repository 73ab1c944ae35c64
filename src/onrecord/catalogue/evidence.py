"""What a record tells of an entity besides its name, and what of that an entry of a catalogue agrees with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.catalogue.countries import country_code, find_countries
from onrecord.catalogue.entries import Entry
from onrecord.catalogue.names import plain_words
from onrecord.model.record import Argument, Entity, Event, Record

_DESCRIPTIONS = frozenset({"description", "position", "title"})
_COUNTRIES = frozenset({"country", "nationality", "citizenship"})
_NOT_THEIRS = re.compile(r"\b(?:to|in|into|on|for|with|against|at|near|over|between|about)\b")
"""Behind these a description speaks of somewhere else: "Morocco's ambassador to Iceland"."""
_LONG = 4
_SMALL = frozenset(
    "the and for who his her its their our your new old former ex one two said was were has had have been "
    "with that this from not all some any man men woman women person people year years company group other "
    "first last most more own to of in on at by as an is it he she be up no or".split()
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of one entity.

    `told` are codes of countries that it is said to be of; `adjectives` those in the adjectives that describe
    it, `named` those of the countries named there or as its employers. `words` are the words of its
    descriptions and positions and of the names of its organisations, as they are compared.
    """

    told: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many facts agree with an entry, whether one speaks against it, and both in words."""

    agreeing: int
    against: bool
    reasons: tuple[str, ...]


class Teller:
    """Tells the facts of the entities of one record."""

    def __init__(self, record: Record) -> None:
        self._text = record.document.text
        self._entities = {entity.id: entity for entity in record.entities}
        self._events: dict[str, list[Event]] = {}
        for event in record.events:
            if event.type in ("post", "citizenship") and event.polarity == "positive":
                for person in _fillers(event, "person"):
                    self._events.setdefault(person, []).append(event)

    def tell(self, entity: Entity) -> Facts:
        """What the record's attributes and its states of posts and citizenship tell of an entity."""
        texts = [str(one.value) for one in entity.attributes if one.name in _DESCRIPTIONS]
        texts += self._name_posts(entity, "position")
        organisations = [*self._name_posts(entity, "organisation")]
        heads = [find_countries(_NOT_THEIRS.split(text)[0]) for text in texts]
        return Facts(
            told=frozenset(self._tell_countries(entity)),
            adjectives=frozenset().union(*(adjectives for _, adjectives in heads)),
            named=frozenset().union(
                *(named for named, _ in heads),
                *(part for text in organisations for part in find_countries(text)),
            ),
            words=frozenset(_weighty([*texts, *organisations])),
        )

    def _name_posts(self, entity: Entity, role: str) -> Iterator[str]:
        """What fills a role in the posts that an entity is said to hold or to have held."""
        for event in self._events.get(entity.id, ()):
            if event.type == "post":
                for argument in event.arguments:
                    if argument.role == role:
                        yield from self._name_fillers(argument)

    def _tell_countries(self, entity: Entity) -> Iterator[str]:
        said = [str(one.value) for one in entity.attributes if one.name in _COUNTRIES]
        for event in self._events.get(entity.id, ()):
            # That somebody claims a citizenship for another is no reason to think it so.
            if event.type == "citizenship" and event.voice == "outlet":
                for argument in event.arguments:
                    if argument.role == "country":
                        said.extend(self._name_fillers(argument))
        for text in said:
            named, meant = find_countries(text)
            yield from named | meant or {country_code(text)}

    def _name_fillers(self, argument: Argument) -> Iterator[str]:
        names = [self._entities[one].name for one in argument.entities if one in self._entities]
        if names:
            yield from names
        elif argument.start is not None and argument.end is not None:
            yield self._text[argument.start : argument.end]


def weigh(facts: Facts, entry: Entry) -> Evidence:
    """What of the facts agrees with the entry: its country, its positions, its notes; and what does not."""
    reasons: list[str] = []
    countries = frozenset(entry.countries)
    shared = sorted(countries & (facts.told | facts.adjectives | facts.named))
    other = sorted((facts.told or facts.adjectives) - countries)
    against = bool(countries and other and not shared)
    if shared:
        reasons.append(f"country agrees: {', '.join(shared)}")
    elif against:
        reasons.append(f"country differs: {', '.join(other)}")
    if positions := sorted(facts.words & set(_weighty(entry.positions))):
        reasons.append(f"position agrees: {', '.join(positions)}")
    notes = sorted(word for word in facts.words & set(_weighty([entry.notes])) if len(word) >= _LONG)
    # One word in common may be chance.
    if len(notes) > 1 and not set(notes) <= set(positions):
        reasons.append(f"notes agree: {', '.join(notes[:3])}")
    return Evidence(agreeing=len(reasons) - against, against=against, reasons=tuple(reasons))


def _weighty(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (word for word in plain_words(text) if len(word) > 1 and word not in _SMALL)


def _fillers(event: Event, role: str) -> Iterator[str]:
    for argument in event.arguments:
        if argument.role == role:
            yield from argument.entities
