"""Records of former analyses."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from sqlalchemy import Connection, select

from onrecord.errors import MalformedInput, StoreDamaged
from onrecord.model.record import Record
from onrecord.store import schema
from onrecord.store.finding import Found
from onrecord.store.records import read_record


def read_found(connection: Connection, found: Found) -> Record:
    """The record that has what was found: that of the newest analysis, else the last one that has the item.

    Raises:
        StoreDamaged: it cannot be read.
    """
    if found.analysis is None:
        return read_record(connection, found.document)
    analyses = schema.former_analyses
    query = select(analyses.c.record).where(analyses.c.key == found.analysis)
    return decode_former(connection.execute(query).scalar_one())


def read_former(connection: Connection, document: int) -> Iterator[tuple[str, str, Record]]:
    """The engine, the time and the record of each former analysis of an article, the newest first.

    Raises:
        StoreDamaged: one cannot be read.
    """
    analyses, engines = schema.former_analyses, schema.engines
    rows = connection.execute(
        select(analyses.c.analysed, analyses.c.record, engines.c.engine)
        .join(engines, analyses.c.engine == engines.c.key)
        .where(analyses.c.document == document)
        .order_by(analyses.c.key.desc())
    )
    for row in rows:
        yield row.engine, row.analysed, decode_former(row.record)


def decode_former(encoded: bytes) -> Record:
    """The record of a former analysis as it is kept.

    Raises:
        StoreDamaged: it cannot be read.
    """
    try:
        return Record.from_json(zlib.decompress(encoded))
    except (zlib.error, MalformedInput) as error:
        raise StoreDamaged(f"a former analysis cannot be read: {error}") from error
