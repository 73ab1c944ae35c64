"""Invented articles and lists for tests of watching."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from onrecord.catalogue.countries import country_code
from onrecord.catalogue.entries import Entry
from onrecord.model.document import Published
from onrecord.model.record import Record
from onrecord.store import schema
from onrecord.store.opening import Store
from onrecord.store.writer import add_record
from onrecord.watch.alert import Alert
from onrecord.watch.entries import Watched
from onrecord.watch.lists import keep_list
from onrecord.watch.matching import match_documents
from tests.query.shelf import with_derived_ids
from tests.records import Sketch, make_record

NOW, LATER = "2026-11-28T12:00:00Z", "2026-11-29T12:00:00Z"


def watched(name: str, *, identity: str = "w1", births: tuple[str, ...] = (), **given: Any) -> Watched:
    """An entry of a list: a person, unless `type` says otherwise."""
    countries = tuple(map(country_code, given.pop("countries", ())))
    entry = Entry(id=identity, name=name, countries=countries, **({"type": "person"} | given))
    return Watched(entry, births)


def arrest(
    name: str = "Ann Lee",
    *,
    outlet: str = "Meridian Wire",
    url: str = "https://wire.example/arrest",
    published: str = "2019-03-14",
    voice: str = "outlet",
    polarity: str = "positive",
    ending: str = "",
) -> Record:
    """An article in which somebody is arrested by the police, and says that she did nothing.

    With another voice than "outlet" it is the police who say so.
    """
    record = make_record(
        f"[source:s1|e:police Police in Moss] [cue:s1 said] [content:s1:indirect [e:lee {name}], 41, "
        f"was arrested on Monday]. [source:s2|e:lee {name.split()[-1]}] [cue:s2 said]: "
        f"[content:s2:direct “I did nothing.”] {ending}",
        entities={"lee": ("person", name), "police": ("organisation", "Police in Moss")},
        attributes={"lee": [("age", "41")]},
        events=[
            Sketch(
                "arrest",
                "arrested",
                {"person": "lee", "authority": "police"},
                according_to=None if voice == "outlet" else "s1",
                polarity=polarity,  # type: ignore[arg-type]
            )
        ],
        outlet=outlet,
        url=url,
        location=url,
        title="An arrest in Moss",
        published=Published(value=published, basis="metadata"),
    )
    return with_derived_ids(record)


def add(store: Store, *records: Record) -> list[int]:
    """Add records, and give the keys of their articles."""
    with store.writing() as connection:
        for record in records:
            add_record(connection, record, now=NOW)
        ids = [record.document.id for record in records]
        table = schema.documents
        found = {
            row.id: row.key
            for row in connection.execute(select(table.c.key, table.c.id).where(table.c.id.in_(ids)))
        }
    return [found[one] for one in ids]


def give(store: Store, *entries: Watched, name: str = "people", **options: Any) -> None:
    """Put a list into a store; its articles are not matched with it."""
    with store.writing() as connection:
        keep_list(connection, name, entries, now=NOW, match=False, **options)


def match(store: Store, documents: Collection[int], *, now: str = NOW) -> list[Alert]:
    """Match articles, and give the new alerts."""
    with store.writing() as connection:
        return match_documents(connection, documents, now=now)


def claim(connection: Connection, records: Sequence[Record], kind: str, *, independent: int) -> None:
    """Make one claim of all events of a type in these articles, as the room for claims would."""
    events = [event.id for record in records for event in record.events if event.type == kind]
    table = schema.events
    keys = [connection.execute(select(table.c.key).where(table.c.id == one)).scalar_one() for one in events]
    connection.execute(delete(schema.claim_events).where(schema.claim_events.c.event.in_(keys)))
    known = connection.execute(select(schema.claims.c.id).where(schema.claims.c.id == events[0])).first()
    numbers = {"articles": len(records), "independent": independent}
    if known is None:
        row = {"id": events[0], "type": kind, "event": keys[0], **numbers}
        connection.execute(insert(schema.claims), row)
    else:
        connection.execute(update(schema.claims).where(schema.claims.c.id == events[0]).values(numbers))
    connection.execute(
        insert(schema.claim_events), [{"event": key, "claim": events[0], "part": events[0]} for key in keys]
    )
