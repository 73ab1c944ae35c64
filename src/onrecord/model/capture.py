"""How the bytes of an article were come by."""

from __future__ import annotations

import hashlib

import msgspec


class WarcPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a capture stands in a WARC file: the path, the byte where its record begins, the record's id."""

    path: str
    offset: int
    record_id: str


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """How the bytes of a source were come by; the bytes themselves are the source's `content`.

    `fetched` is a date-time of ISO 8601 in UTC: when they were fetched, archived, or read from a file.
    `status` and `headers` are those of an HTTP answer, the names of headers in lower case.
    """

    fetched: str
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    warc: WarcPlace | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes `[start, end)` of a capture that a stretch of the text comes from.

    `exact` says that they are the words themselves in the page's encoding; else they are the words after
    markup, references to characters and white space are taken out.
    """

    start: int
    end: int
    exact: bool


def digest_bytes(content: bytes) -> str:
    """The SHA-256 of the bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
