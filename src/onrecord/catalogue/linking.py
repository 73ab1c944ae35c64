"""Links the entities of a record to the entries of a catalogue, where it is sure which they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import msgspec

from onrecord.catalogue.entries import KINDS, Catalogue, Known
from onrecord.catalogue.evidence import Evidence, Facts, Teller, weigh
from onrecord.catalogue.likeness import compare_names
from onrecord.catalogue.names import EntryType, find_generation, is_acronym, split_name
from onrecord.model.record import MOST_CANDIDATES, Candidate, Entity, Record

_FULL, _ALIAS, _ANOTHER = "same full name", "alias", "another entry has this name"
_SURNAME, _ONE_WORD, _BESIDE = "surname alone", "one-word name", "another name in the article"
_BLOCK = 1_000
"""Entries that are looked at, at most, for one surname or one word of a name."""


@dataclass(frozen=True, slots=True)
class _Match:
    """An entry that an entity may be; `sure` where its name alone would be enough."""

    entry: int
    reasons: tuple[str, ...]
    score: float
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A match with what the record tells besides the name."""

    match: _Match
    evidence: Evidence

    @property
    def score(self) -> float:
        """How likely it looks, 0 to 1, to rank by: the name's share, and what agrees or does not."""
        told = 0.1 * self.evidence.agreeing - 0.3 * self.evidence.against
        return round(min(0.99, max(0.01, self.match.score + told)), 2)


def link_record(record: Record, catalogue: Catalogue) -> Record:
    """The record with `links` and `candidates` from the catalogue on its people and organisations.

    An entity is linked to the one entry that has its full name, as name or alias, and whose type and country
    do not contradict the article. Where several have it, to the one that the article's words on country,
    position or background single out, if they do. All else, as a surname alone, initials, or another
    spelling, makes candidates and no link. What another catalogue gave stays.
    """
    linker = _Linker(record, catalogue)
    named = {one.entities[0] for one in record.mentions if one.form == "name" and len(one.entities) == 1}
    entities = tuple(linker.link(entity) if entity.id in named else entity for entity in record.entities)
    return msgspec.structs.replace(record, entities=entities)


class _Linker:
    """Links the entities of one record."""

    def __init__(self, record: Record, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._teller = Teller(record)

    def link(self, entity: Entity) -> Entity:
        """The entity with its link, or its candidates, in place of those that it had from this catalogue."""
        kind = next((kind for kind in KINDS if kind == entity.type), None)
        if kind is None:
            return entity
        weighed = self._weigh(self._find(entity, kind), self._teller.tell(entity))
        chosen = _choose(weighed, is_acronym(entity.name))
        shown = [] if chosen is not None and len(weighed) == 1 else weighed
        links = [link for link in entity.links if link not in self._catalogue]
        candidates = [one for one in entity.candidates if one.id not in self._catalogue]
        candidates += [self._describe(one) for one in shown[:MOST_CANDIDATES]]
        return msgspec.structs.replace(
            entity,
            links=(*links, *([self._catalogue.entries[chosen].id] if chosen is not None else [])),
            candidates=tuple(sorted(candidates, key=lambda one: -one.score)[:MOST_CANDIDATES]),
        )

    def _describe(self, one: _Weighed) -> Candidate:
        entry = self._catalogue.entries[one.match.entry]
        reasons = (*one.match.reasons, *one.evidence.reasons)
        return Candidate(id=entry.id, name=entry.name, score=one.score, reasons=reasons)

    def _weigh(self, matches: Iterable[_Match], facts: Facts) -> list[_Weighed]:
        """The matches, best first; of equal ones, the first of the catalogue."""
        entries = self._catalogue.entries
        weighed = [_Weighed(match, weigh(facts, entries[match.entry])) for match in matches]
        return sorted(weighed, key=lambda one: (-one.score, one.match.entry))

    def _find(self, entity: Entity, kind: EntryType) -> list[_Match]:
        if kind == "person" and len(split_name(entity.name, kind)) == 1:
            matches = [*self._find_same(entity.name, entity.name, kind), *self._find_surname(entity.name)]
            return list({match.entry: match for match in reversed(matches)}.values())
        for name in (entity.name, *_further_names(entity, kind)):
            if same := self._find_same(name, entity.name, kind):
                return same
        return list(self._find_near(entity.name, kind))

    def _find_same(self, name: str, full: str, kind: EntryType) -> list[_Match]:
        """The entries with this very name; `full` is the fullest that the article has."""
        words = split_name(name, kind)
        found = {known.entry: known for known in reversed(self._catalogue.names_of(kind).same(words))}
        several = len(found := self._of_generation(found, name, kind)) > 1
        return [
            _make_match(known, self._doubt(known, name, full, kind), several)
            for _, known in sorted(found.items())
        ]

    def _doubt(self, known: Known, name: str, full: str, kind: EntryType) -> str | None:
        """Why to have an entry's very name is not enough, or None where it is."""
        if kind == "person" and len(known.words) == 1:
            return _ONE_WORD
        return None if name == full or self._is_like(full, known, kind) else _BESIDE

    def _is_like(self, full: str, known: Known, kind: EntryType) -> bool:
        """Whether an entry that has another of the article's names has one like the fullest too.

        "Australian Federal Police (AFP)" is not the entry "Agence France-Presse", alias "AFP".
        """
        entry = self._catalogue.entries[known.entry]
        names = entry.names if kind == "organisation" else (entry.name,)
        words = split_name(full, kind)
        return any(compare_names(words, split_name(name, kind), kind) is not None for name in names)

    def _of_generation(self, found: dict[int, Known], name: str, kind: EntryType) -> dict[int, Known]:
        """Without the son where the article speaks of the father."""
        mine = find_generation(name) if kind == "person" else None
        if mine is None:
            return found
        entries = self._catalogue.entries
        theirs = {number: find_generation(entries[number].name) for number in found}
        return {number: known for number, known in found.items() if theirs[number] in (None, mine)}

    def _find_surname(self, name: str) -> list[_Match]:
        known = self._catalogue.names_of("person").ending(split_name(name, "person")[-1])
        numbers = list(dict.fromkeys(one.entry for one in islice(known, _BLOCK)))
        shared = () if len(numbers) < 2 else (f"one of {len(numbers)} entries with it",)
        return [_Match(number, (_SURNAME, *shared), 0.3 if len(numbers) == 1 else 0.2) for number in numbers]

    def _find_near(self, name: str, kind: EntryType) -> Iterator[_Match]:
        """The entries with a name that is like this one, each with the name that is most so."""
        words = split_name(name, kind)
        best: dict[int, _Match] = {}
        for known in self._catalogue.names_of(kind).near(words, _BLOCK):
            like = compare_names(words, known.words, kind)
            before = best.get(known.entry)
            if like is not None and (before is None or like.score > before.score):
                best[known.entry] = _Match(known.entry, (like.reason,), like.score)
        yield from best.values()


def _make_match(known: Known, weak: str | None, several: bool) -> _Match:
    name = _ALIAS if known.alias else _FULL
    if weak is not None:
        return _Match(known.entry, (name, weak), 0.3 if several else 0.4)
    if several:
        return _Match(known.entry, (name, _ANOTHER), 0.5, sure=True)
    return _Match(known.entry, (name,), 0.85 if known.alias else 0.9, sure=True)


def _further_names(entity: Entity, kind: EntryType) -> Iterator[str]:
    """The other names that the article has for an entity, the longest first; no parts of a person's name."""
    aliases = sorted(entity.aliases, key=len, reverse=True)
    yield from (one for one in aliases if kind == "organisation" or len(split_name(one, kind)) > 1)


def _choose(weighed: Sequence[_Weighed], acronym: bool) -> int | None:
    """The entry that the entity surely is, of the matches; where one has the very name, so do all of them."""
    fitting = list(weighed)
    if len(fitting) > 1:
        # An acronym is too little to go by where several have it.
        fitting = [] if acronym else [one for one in fitting if one.evidence.agreeing > 0]
    [only] = fitting if len(fitting) == 1 else [None]
    return only.match.entry if only is not None and only.match.sure and not only.evidence.against else None
