"""What crash and concurrency runs add to a store: ready records, and short invented articles to analyse.

The records are those of `made_records.py`, cut down so that a run is short, and every fifth is followed by a
newer version of its address, whose row and the older one's refer to each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from bench.made_records import make_records, make_world
from onrecord.model.document import make_document
from onrecord.model.identity import item_id
from onrecord.model.record import Event, Record, Statement

STATEMENTS, EVENTS = 5, 6
_EVERY = 5
_ID = re.compile(rb'"([emtsv][0-9a-f]{20})"')
_PLACES = "Harrow Quay, Ostley, Brennick, Calder Point, Wexmoor, Tarn Bridge".split(", ")
_PEOPLE = "Ann Lee, Omar Haddad, Ruth Sandoval, Piotr Malek, Grace Otieno".split(", ")
_ARTICLE = """{title}

{place}, March {day} — Mayor {first} said on Monday that the bridge at {place} would stay shut until spring. \
“We cannot open what may fall,” {surname} told reporters. “{number} families have written to us.”

The council dismissed two engineers after the inspection in February, according to {second}, who leads the \
inquiry. {second} denied that anybody had been arrested. Police searched the builder's offices on Friday.
"""


def make_ready(count: int, seed: int = 7) -> list[Record]:
    """So many ready records, the same for the same seed."""
    made = (name_items(cut_record(record)) for record in make_records(make_world(seed), count))
    return [one for one, _ in zip(_add_versions(made), range(count), strict=False)]


def write_ready(path: Path, records: Iterable[Record]) -> None:
    """Write records as `onrecord read --format jsonl` does, one a line."""
    path.write_bytes(b"".join(record.to_json() + b"\n" for record in records))


def write_articles(path: Path, count: int) -> None:
    """Write so many articles as JSONL, each with its text, address, outlet and date."""
    path.write_bytes(b"".join(msgspec.json.encode(_make_article(number)) + b"\n" for number in range(count)))


def cut_record(record: Record, statements: int = STATEMENTS, events: int = EVENTS) -> Record:
    """The record with its first statements and events only, and the entities and mentions that these need."""
    said = record.statements[:statements]
    kept = {one.id for one in said} | {None}
    happened = tuple(one for one in record.events if one.according_to in kept)[:events]
    used = set(_entities_of(said, happened))
    return msgspec.structs.replace(
        record,
        statements=said,
        events=happened,
        entities=tuple(one for one in record.entities if one.id in used),
        mentions=tuple(one for one in record.mentions if used.issuperset(one.entities)),
    )


def revise(record: Record) -> Record:
    """A newer version of the record's address: a line longer, and with the same findings."""
    old = record.document
    document = make_document(
        f"{old.text}\nCorrected.",
        location=old.location,
        url=old.url,
        outlet=old.outlet,
        title=old.title,
        published=old.published,
    )
    return name_items(msgspec.structs.replace(record, document=document))


def name_items(record: Record) -> Record:
    """The record with the ids that the engine would give its items; `verify` derives them again."""
    names = dict(_name_items(record))
    return Record.from_json(_ID.sub(lambda found: f'"{names[found[1].decode()]}"'.encode(), record.to_json()))


def _name_items(record: Record) -> Iterator[tuple[str, str]]:
    document = record.document
    for mention in reversed(record.mentions):  # the first mention of an entity has the last word
        yield mention.id, item_id(document, "mention", [mention])
        yield from ((entity, item_id(document, "entity", [mention])) for entity in mention.entities)
    for time in record.times:
        yield time.id, item_id(document, "time", [time])
    for one in record.statements:
        yield one.id, item_id(document, "statement", [*one.content, *filter(None, [one.cue])])
    for event in record.events:
        yield event.id, item_id(document, "event", [event.trigger], event.type)


def _add_versions(records: Iterable[Record]) -> Iterator[Record]:
    for number, record in enumerate(records):
        yield record
        if number % _EVERY == 0:
            yield revise(record)


def _entities_of(statements: Iterable[Statement], events: Iterable[Event]) -> Iterator[str]:
    for one in statements:
        yield from (one.source.entities if one.source else ())
        yield from (*one.addressee, *one.about, *filter(None, [one.medium]))
    for event in events:
        yield from (entity for argument in event.arguments for entity in argument.entities)
        yield from filter(None, [event.place])


def _make_article(number: int) -> dict[str, str]:
    place, day = _PLACES[number % len(_PLACES)], number % 27 + 1
    first, second = (_PEOPLE[(number + shift) % len(_PEOPLE)] for shift in (0, 2))
    title = f"Bridge at {place} to stay shut, inquiry {number} hears"
    text = _ARTICLE.format(
        title=title,
        place=place,
        day=day,
        first=first,
        surname=first.split()[-1],
        second=second,
        number=number + 40,
    )
    return {
        "text": text,
        "title": title,
        "url": f"https://wire.example/{number}",
        "outlet": "Meridian Wire",
        "published": f"2019-03-{day:02}",
    }
