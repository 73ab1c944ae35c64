"""A few invented articles for the tests of questions."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model.document import Published
from onrecord.model.record import Act, EntityType, Record
from onrecord.store.opening import Store
from onrecord.store.writer import add_record
from tests.records import Sketch, Told, make_record

NOW = "2026-11-27T12:00:00Z"


def on(day: str) -> Published:
    """A date of publication that somebody gave."""
    return Published(value=day, basis="given")


def own_ids(record: Record, mark: str) -> Record:
    """The record with a mark in front of the ids of its items, as no two articles share one."""
    encoded = record.to_json().decode()
    items = (record.entities, record.mentions, record.times, record.statements, record.events)
    for several in items:
        for item in several:
            encoded = encoded.replace(f'"{item.id}"', f'"{mark}-{item.id}"')
    return Record.from_json(encoded)


def quote(
    mark: str,
    speaker: str,
    words: str,
    *,
    day: str | None = "2018-08-05",
    outlet: str | None = "Meridian Wire",
    act: Act = "say",
    form: str = "direct",
    about: str | None = None,
    url: str | None = None,
    hidden: bool = False,
    confidence: float = 0.9,
) -> Record:
    """An article in which somebody says something; `hidden` puts that into a caption.

    The statement's id is `MARK-s`, those of the entities `MARK-who` and `MARK-whom`.
    """
    told = f"[source:s|e:who {speaker}] [cue:s said]: [content:s:{form} {words}]"
    entities: dict[str, tuple[EntityType, str]] = {"who": ("person", speaker)}
    text = f"[segment:caption {told}]." if hidden else f"{told}."
    if about is not None:
        text += f" It was about [e:whom {about}]."
        entities["whom"] = ("person", about)
    record = make_record(
        text,
        entities=entities,
        told={"s": Told(act=act, about=("whom",) if about else (), confidence=confidence)},
        location=f"{mark}.txt",
        title=f"Report {mark}",
        outlet=outlet,
        url=url,
        published=on(day) if day is not None else None,
    )
    return own_ids(record, mark)


def happening(
    mark: str,
    sentence: str,
    events: Iterable[Sketch],
    people: dict[str, str],
    *,
    day: str = "2018-08-05",
    outlet: str = "Meridian Wire",
) -> Record:
    """An article of a sentence in gold notation with events; `people` are names by key."""
    entities: dict[str, tuple[EntityType, str]] = {key: ("person", name) for key, name in people.items()}
    record = make_record(
        sentence,
        entities=entities,
        events=tuple(events),
        location=f"{mark}.txt",
        title=f"Report {mark}",
        outlet=outlet,
        published=on(day),
    )
    return own_ids(record, mark)


def add(store: Store, *records: Record, now: str = NOW) -> None:
    """Put records into a store, each in a transaction of its own."""
    for record in records:
        with store.writing() as connection:
            add_record(connection, record, now=now)
