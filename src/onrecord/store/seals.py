"""Seals: digests over what no other digest covers, so that a change of it is found.

A record has its digest, a text has one, and a capture's bytes have one. When they were fetched and from
where, when an article was added, what a person said of an item, and whom somebody watches for stand outside
of all of these: each such row carries a seal, the SHA-256 of its values as JSON. A seal tells of damage and
mistakes, and signs nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Table

from onrecord.model.capture import Place
from onrecord.store import schema

SEALED: Mapping[Table, tuple[str, ...]] = {
    schema.captures: (
        "digest",
        "size",
        "content",
        "location",
        "url",
        "media_type",
        "holds_text",
        "fetched",
        "status",
        "headers",
        "warc_path",
        "warc_offset",
        "warc_record",
    ),
    schema.former_analyses: ("analysed", "record_digest", "record"),
    schema.corrections: (
        "document",
        "item",
        "kind",
        "verdict",
        "field",
        "value",
        "made_by",
        "made_at",
        "note",
        "engine",
        "withdrawn",
        "anchor",
    ),
    schema.inputs: ("digest", "location", "outcome", "document", "message", "taken"),
    schema.tombstones: ("digest", "kind", "forgotten"),
    schema.judgements: ("left", "right", "judgement", "made_by", "made_at", "note"),
    schema.watchlists: ("name", "added", "mentions", "since", "matched", "digest"),
    schema.alerts: (
        "id",
        "entry",
        "claim",
        "first",
        "change",
        "document",
        "alert",
        "articles",
        "independent",
        "score",
        "made",
        "updated",
    ),
    schema.audit: ("made_at", "made_by", "action", "target", "note"),
    schema.webhooks: ("list", "url", "secret_file", "allow_private", "behind", "added"),
}
"""The columns that the seal of a row is made of, by table; a document's is made by `seal_document`."""


def seal_row(table: Table, row: Mapping[str, Any]) -> str:
    """The seal of a row of a table in `SEALED`, 64 hexadecimal digits; bytes count by their SHA-256."""
    return _digest([_plain(row[column]) for column in SEALED[table]])


def seal_document(row: Mapping[str, Any], places: Sequence[Place | None]) -> str:
    """The seal of a document's row: id, times, digest of its record, and where its segments stand."""
    bounds = [(place.start, place.end, place.exact) if place else None for place in places]
    return _digest([row["id"], row["added"], row["analysed"], row["record_digest"], bounds])


def digest_entries(entries: Iterable[str]) -> str:
    """The digest of a list's entries, each as JSON, in any order: the sum of their SHA-256."""
    total = sum(int.from_bytes(hashlib.sha256(one.encode()).digest(), "big") for one in entries)
    return f"{total % (1 << 256):064x}"


def _plain(value: Any) -> Any:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes | memoryview) else value


def _digest(values: list[Any]) -> str:
    return hashlib.sha256(msgspec.json.encode(values)).hexdigest()
