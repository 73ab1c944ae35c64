"""The bytes that articles were read from, as a store keeps them."""

from __future__ import annotations

import zlib

import msgspec
from sqlalchemy import Connection, select

from onrecord.errors import StoreDamaged
from onrecord.model.capture import Capture, WarcPlace
from onrecord.model.document import Source
from onrecord.store import schema


def read_source(connection: Connection, document: int) -> Source | None:
    """The source that the article with this key was first read from; None where its bytes were never known.

    Its `content` is empty where they stand in a WARC file only, of which `capture.warc` tells the place.

    Raises:
        StoreDamaged: the bytes are no longer what was compressed.
    """
    captures, documents, texts = schema.captures, schema.documents, schema.texts
    row = connection.execute(
        select(captures, texts.c.text)
        .join(documents, captures.c.document == documents.c.key)
        .join(texts, documents.c.text == texts.c.key)
        .where(captures.c.document == document)
        .order_by(captures.c.key)
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    try:
        content = zlib.decompress(row.content) if row.content is not None else b""
    except zlib.error as error:
        raise StoreDamaged(f"the bytes of capture {row.key} are damaged: {error}") from error
    warc = None
    if row.warc_path is not None:
        warc = WarcPlace(path=row.warc_path, offset=row.warc_offset, record_id=row.warc_record)
    headers = msgspec.json.decode(row.headers, type=tuple[tuple[str, str], ...])
    return Source(
        location=row.location,
        content=content,
        text=row.text if row.holds_text else None,
        media_type=row.media_type,
        url=row.url,
        capture=Capture(fetched=row.fetched, status=row.status, headers=headers, warc=warc),
    )
