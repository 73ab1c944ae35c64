"""Invented sentences as records, and catalogues, for the tests of this folder."""

from __future__ import annotations

from typing import Any

from onrecord.catalogue.entries import Catalogue, Entry
from onrecord.catalogue.linking import link_record
from onrecord.model.record import Entity, EntityType, Record
from tests.records import Sketch, make_record


def make_person(identity: str, name: str, *aliases: str, **more: Any) -> Entry:
    return Entry(id=identity, name=name, aliases=aliases, type="person", **more)


def make_organisation(identity: str, name: str, *aliases: str, **more: Any) -> Entry:
    return Entry(id=identity, name=name, aliases=aliases, type="organisation", **more)


def name_one(
    name: str,
    *aliases: str,
    kind: EntityType = "person",
    described: str = "",
    nationality: str = "",
    events: tuple[Sketch, ...] = (),
) -> Record:
    """The record of a text that names one entity, by `name` and then by each alias, and describes it so."""
    mentions = " and ".join(f"[e:x {words}]" for words in (name, *aliases))
    told = [("description", described), ("nationality", nationality)]
    return make_record(
        f"{mentions}, {described or 'who left'}, of {nationality or 'nowhere'}, spoke in the hall.",
        entities={"x": (kind, name)},
        attributes={"x": [(label, words) for label, words in told if words]},
        events=events,
    )


def link(record: Record, *entries: Entry) -> Entity:
    """The first entity of the record, linked to a catalogue of these entries."""
    return link_record(record, Catalogue(entries)).entities[0]


def show(entity: Entity) -> list[str]:
    """The candidates of an entity with their reasons: "p1: surname alone"."""
    return [f"{one.id}: {', '.join(one.reasons)}" for one in entity.candidates]
