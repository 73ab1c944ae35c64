"""Invented articles on a crash and on an arrest, for the tests of claims."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from bench.orders import Rows
from bench.orders import read_derived as read_all_derived
from onrecord.model.record import EntityType, Record
from onrecord.resolve.claims.updating import remove, update
from onrecord.store import claim_tables, schema
from onrecord.store.writer import add_record
from tests.query.press import on, own_ids
from tests.records import Sketch, make_record
from tests.stores import NOW


def crash(
    mark: str,
    dead: str = "At least four people",
    hurt: str = "31",
    *,
    day: str = "2024-03-04",
    when: str = "2024-03-03",
    outlet: str = "Meridian Wire",
    place: str = "Dunmore",
    more: str = "",
) -> Record:
    """An article on a derailment with its dead and injured; its events are `MARK-v0` to `MARK-v2`."""
    entities: dict[str, tuple[EntityType, str]] = {"town": ("place", place)}
    record = make_record(
        f"[segment:body {dead} were killed and {hurt} were injured when a train derailed near "
        f"[e:town {place}] on [t:{when} that day]. {more}]",
        entities=entities,
        events=(
            Sketch("killing", "killed", {"victim": dead}, time="t0"),
            Sketch("injury", "injured", {}, time="t0"),
            Sketch("accident", "derailed", {"place": "town"}, time="t0", place="town"),
        ),
        location=f"{mark}.txt",
        title=f"Train derails ({mark})",
        outlet=outlet,
        published=on(day),
    )
    return own_ids(record, mark)


def deed(
    mark: str,
    kind: str,
    sentence: str,
    roles: Mapping[str, str],
    people: Mapping[str, tuple[EntityType, str]],
    *,
    trigger: str,
    day: str = "2024-03-04",
    outlet: str = "Meridian Wire",
    **options: Any,
) -> Record:
    """An article of one sentence with one event, `MARK-v0`."""
    record = make_record(
        f"[segment:body {sentence}]",
        entities=people,
        events=(Sketch(kind, trigger, roles, **options),),
        location=f"{mark}.txt",
        title=f"Report {mark}",
        outlet=outlet,
        published=on(day),
    )
    return own_ids(record, mark)


def arrest(mark: str, name: str = "Peter Hollis", *, on_day: str = "2024-03-05", **options: Any) -> Record:
    """An article in which somebody is arrested on a day."""
    return deed(
        mark,
        "arrest",
        f"[e:who {name}] was arrested on [t:{on_day} that day].",
        {"person": "who"},
        {"who": ("person", name)},
        trigger="arrested",
        time="t0",
        **options,
    )


def release(mark: str, name: str = "Peter Hollis", **options: Any) -> Record:
    """An article in which somebody is released."""
    return deed(
        mark,
        "release",
        f"[e:who {name}] was released.",
        {"person": "who"},
        {"who": ("person", name)},
        trigger="released",
        **options,
    )


def store_articles(
    connection: Connection, records: Iterable[Record], stories: Mapping[str, str] | None = None
) -> list[int]:
    """Add articles, all of one story unless their marks are told apart in `stories`; their keys."""
    keys = []
    for record in records:
        add_record(connection, record, now=NOW)
        query = select(schema.documents.c.key).where(schema.documents.c.id == record.document.id)
        key = connection.execute(query).scalar_one()
        mark = record.document.location.removesuffix(".txt")
        put_into_story(connection, key, (stories or {}).get(mark, "story"))
        keys.append(key)
    return keys


def put_into_story(connection: Connection, document: int, story: str) -> None:
    """Let an article be of a story, as the room of stories would."""
    table, links = schema.stories, schema.story_articles
    connection.execute(delete(links).where(links.c.document == document))
    if connection.execute(select(table.c.id).where(table.c.id == story)).first() is None:
        row = {column.name: document for column in table.c if not column.nullable}
        connection.execute(insert(table), row | {"id": story})
    connection.execute(insert(links), {"document": document, "story": story})


def make_copies(connection: Connection, documents: Sequence[int]) -> None:
    """Let articles be copies of the first of them."""
    rows = [{"document": key, "origin": documents[0]} for key in documents]
    connection.execute(insert(schema.origins), rows)


def add_articles(
    connection: Connection, records: Iterable[Record], stories: Mapping[str, str] | None = None
) -> list[int]:
    """Add articles and derive their claims at once; their keys."""
    keys = store_articles(connection, records, stories)
    update(connection, keys)
    return keys


def take_away(connection: Connection, documents: Collection[int]) -> None:
    """Take articles out of all claims and out of their stories."""
    remove(connection, documents)
    links = schema.story_articles
    connection.execute(delete(links).where(links.c.document.in_(list(documents))))


def read_derived(connection: Connection) -> Rows:
    """All that the room of claims derives, by permanent ids."""
    found = read_all_derived(connection)
    names = {str(table.name) for table in vars(claim_tables).values() if isinstance(table, Table)}
    return {name: found[name] for name in sorted(names)}
