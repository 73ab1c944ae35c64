"""Captures against their digests, and an article's text against the bytes that it came from."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from onrecord.model.capture import Place, WarcPlace, digest_bytes
from onrecord.model.record import Record
from onrecord.query.verify_outcome import Failure, Readers, guard, show
from onrecord.store import schema
from onrecord.store.seals import seal_row
from onrecord.store.writer import item_ids


@dataclass(slots=True)
class Counts:
    """How many captures were read again, and how many segments were found in the first of them."""

    captures: int = 0
    located: int = 0
    unlocated: int = 0


def check_captures(
    connection: Connection,
    document: Row[Any],
    record: Record,
    places: Sequence[Place | None],
    readers: Readers,
    counts: Counts,
) -> Iterator[Failure]:
    """The failures in the captures of an article; what was read is added to `counts`."""
    captures = schema.captures
    keys = connection.execute(
        select(captures.c.key).where(captures.c.document == document.key).order_by(captures.c.key)
    ).scalars()
    first: list[tuple[Row[Any], bytes]] = []
    number = -1
    for number, key in enumerate(keys.all()):
        row = connection.execute(select(captures).where(captures.c.key == key)).one()
        content: list[bytes] = []
        name = f"{key}"
        yield from guard("captures", name, _check_capture(row, document.id, readers, content), document.id)
        counts.captures += bool(content)
        if number == 0 and content:
            first.append((row, content[0]))
    if number < 0 and any(places):
        yield Failure("captures", "none", None, "the capture that segments stand in", "none", document.id)
    if first and readers.read_words is not None:
        row, content_ = first[0]
        yield from _check_places(row, content_, record, places, readers, counts)
    else:
        counts.unlocated += len(record.segments)


def _check_capture(row: Row[Any], document: str, readers: Readers, content: list[bytes]) -> Iterator[Failure]:
    """The failures of one capture; its bytes are put in `content` if they are the ones that were captured."""
    key = str(row.key)
    seal = seal_row(schema.captures, row._asdict())
    if seal != row.seal:
        yield Failure("captures", key, "seal", f"{row.seal}, that of the row as it was added", seal, document)
    found = _read(row, readers)
    if found is None:
        return
    if len(found) != row.size:
        yield Failure("captures", key, "size", show(row.size), show(len(found)), document)
    digest = digest_bytes(found)
    if digest != row.digest:
        yield Failure("captures", key, "content", f"bytes with the SHA-256 {row.digest}", digest, document)
    else:
        content.append(found)


def _read(row: Row[Any], readers: Readers) -> bytes | None:
    if row.content is not None:
        return zlib.decompress(row.content)
    if readers.read_warc is None or row.warc_path is None:
        return None
    place = WarcPlace(path=row.warc_path, offset=row.warc_offset, record_id=row.warc_record)
    return readers.read_warc(place)


def _check_places(
    capture: Row[Any],
    content: bytes,
    record: Record,
    places: Sequence[Place | None],
    readers: Readers,
    counts: Counts,
) -> Iterator[Failure]:
    """Each segment's words are read again at its place and held against the text."""
    document = record.document
    for position, segment in enumerate(record.segments):
        place = places[position] if position < len(places) else None
        if place is None or readers.read_words is None:
            counts.unlocated += 1
            continue
        words = readers.read_words(content, place, capture.location, capture.media_type)
        if readers.same_words(words, segment.slice(document.text)):
            counts.located += 1
        else:
            wanted = f"{show(segment.slice(document.text))} at bytes {place.start} to {place.end}"
            row = f"{document.id}/{position}"
            yield Failure("segments", row, "capture_start", wanted, show(words), document.id)


def check_history(connection: Connection, document: Row[Any], current: set[str]) -> Iterator[Failure]:
    """The failures in the former analyses of an article, and in the ids that only they have.

    `current` are the ids that the newest analysis has.
    """
    analyses, engines = schema.former_analyses, schema.engines
    query = (
        select(analyses, engines.c.engine.label("engine_name"))
        .outerjoin(engines, analyses.c.engine == engines.c.key)
        .where(analyses.c.document == document.key)
        .order_by(analyses.c.key)
    )
    last: dict[str, int] = {}
    for row in connection.execute(query).all():
        ids: list[str] = []
        outcomes = _check_analysis(row, document.id, ids)
        yield from guard("former_analyses", str(row.key), outcomes, document.id)
        last |= dict.fromkeys(ids, row.key)
    items = schema.former_items
    expected = {one: analysis for one, analysis in last.items() if one not in current}
    kept = (
        select(items.c.id, items.c.analysis)
        .join(analyses, items.c.analysis == analyses.c.key)
        .where(analyses.c.document == document.key)
    )
    stored = {row.id: row.analysis for row in connection.execute(kept)}
    for one in sorted(expected.keys() | stored.keys()):
        if expected.get(one) != stored.get(one):
            yield Failure(
                "former_items", one, "analysis", show(expected.get(one)), show(stored.get(one)), document.id
            )


def _check_analysis(row: Row[Any], document: str, ids: list[str]) -> Iterator[Failure]:
    """The failures of one former analysis; the ids of its items are put in `ids`."""
    name = str(row.key)
    seal = seal_row(schema.former_analyses, row._asdict())
    if seal != row.seal:
        yield Failure("former_analyses", name, "seal", row.seal, seal, document)
    encoded = zlib.decompress(row.record)
    digest = hashlib.sha256(encoded).hexdigest()
    if digest != row.record_digest:
        yield Failure("former_analyses", name, "record", row.record_digest, digest, document)
    record = Record.from_json(encoded)
    ids.extend(item_ids(record))
    engine = record.engine or schema.UNKNOWN_ENGINE
    if engine != row.engine_name:
        yield Failure("former_analyses", name, "engine", show(engine), show(row.engine_name), document)
    if record.document.id != document:
        yield Failure("former_analyses", name, "document", record.document.id, document, document)
