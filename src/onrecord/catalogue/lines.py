"""A line of a catalogue, and entries made of what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from onrecord.catalogue.countries import country_code
from onrecord.catalogue.entries import Entry
from onrecord.catalogue.names import EntryType, split_name
from onrecord.errors import MalformedCatalogue

SEPARATOR = ";"
FIELDS = {
    "id": "id",
    "name": "name",
    "alias": "aliases",
    "aliases": "aliases",
    "type": "type",
    "schema": "schema",
    "country": "countries",
    "countries": "countries",
    "position": "positions",
    "positions": "positions",
    "note": "notes",
    "notes": "notes",
}
"""Columns and keys that are known, and what each holds; any other holds an identifier."""
SCHEMATA: dict[str, EntryType | None] = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "organisation",
    "LegalEntity": None,
}
"""The schemata of FollowTheMoney that are read, and what their entities are."""
_TYPES: dict[str, EntryType | None] = {
    "": None,
    "person": "person",
    "organisation": "organisation",
    "organization": "organisation",
    **{schema.lower(): kind for schema, kind in SCHEMATA.items()},
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number, from 1, and the file that it stands in."""

    where: str
    number: int
    text: str = ""

    def refuse(self, why: str) -> NoReturn:
        """Raise MalformedCatalogue, naming file and line."""
        raise MalformedCatalogue(f"{self.where}:{self.number}: {why}")


def make_entry(
    line: Line,
    fields: Mapping[str, list[str]],
    kind: EntryType | None,
    identifiers: Iterable[tuple[str, str]],
) -> Entry:
    """The entry of the texts that stand in the `fields`, of which each may be missing.

    Raises:
        MalformedCatalogue: there is no id, no name, or a name without letters.
    """
    identity, name = next(iter(fields.get("id", ())), ""), next(iter(fields.get("name", ())), "")
    if not identity:
        line.refuse("the entry has no id: give it one that no other has")
    if not name:
        line.refuse(f"the entry {identity!r} has no name")
    if not split_name(name, "person"):
        line.refuse(f"the name {name!r} of the entry {identity!r} has neither letters nor digits")
    aliases = dict.fromkeys(one for one in fields.get("aliases", ()) if one != name)
    return Entry(
        id=identity,
        name=name,
        aliases=tuple(aliases),
        type=kind,
        countries=tuple(dict.fromkeys(map(country_code, fields.get("countries", ())))),
        positions=tuple(dict.fromkeys(fields.get("positions", ()))),
        notes=" ".join(fields.get("notes", ())),
        identifiers=tuple(sorted(set(identifiers))),
    )


def read_type(line: Line, word: str) -> EntryType | None:
    """The type that a word names; None where it is blank, or a legal entity of either.

    Raises:
        MalformedCatalogue: it names no type.
    """
    plain = word.replace(" ", "").lower()
    if plain not in _TYPES:
        line.refuse(f"the type {word!r} is not known: use person or organisation, or leave it blank")
    return _TYPES[plain]


def split_list(text: str) -> list[str]:
    """The parts of a text between semicolons, without blank ones."""
    return [part.strip() for part in text.split(SEPARATOR) if part.strip()]
