"""What was given to be added and what became of it, so that an interrupted run goes on where it stopped."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from onrecord.model.capture import digest_bytes
from onrecord.model.document import Source, digest_of
from onrecord.store import schema
from onrecord.store.seals import seal_row


def digest_input(source: Source, given: str) -> str:
    """What tells an input from all others: where it was, its bytes or text, and what was given of it."""
    content = source.content or (source.text or "").encode("utf-8", "surrogatepass")
    return digest_of("input", source.location, digest_bytes(content), given, length=64)


def find_kept(connection: Connection, digest: str) -> str | None:
    """The permanent id of the article that an input became; None where it was not kept yet."""
    inputs = schema.inputs
    query = select(inputs.c.document).where(inputs.c.digest == digest, inputs.c.outcome == "kept")
    return connection.execute(query).scalar_one_or_none()


def note_input(
    connection: Connection,
    digest: str,
    location: str,
    *,
    now: str,
    document: str | None = None,
    message: str | None = None,
) -> None:
    """Note that an input became an article, or else why it did not."""
    inputs = schema.inputs
    connection.execute(delete(inputs).where(inputs.c.digest == digest))
    row = {
        "digest": digest,
        "location": location,
        "outcome": "kept" if document is not None else "failed",
        "document": document,
        "message": message,
        "taken": now,
    }
    connection.execute(insert(inputs), row | {"seal": seal_row(inputs, row)})
