"""What a store knows beside the record of an article, and what people correct in it."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.record import Record

Status = Literal["current", "superseded", "retracted"]
ItemKind = Literal["document", "entity", "mention", "time", "statement", "event"]
Verdict = Literal["right", "wrong", "changed", "missing"]


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A record as a store holds it.

    `engine` says which version of onrecord read it ("0.2.0+3f9a…", the version and a digest of the weights).
    `added` and `fetched` are date-times of ISO 8601 in UTC. `version` counts the versions of the same address
    from 1. `capture` is the SHA-256 of the bytes that it was read from, None where those are not known.
    """

    record: Record
    engine: str
    added: str
    status: Status = "current"
    version: int = 1
    capture: str | None = None
    fetched: str | None = None


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says of an item of a record, or of one that is missing from it.

    `item` is the permanent id of what is corrected, None with the verdict "missing". With "changed" `field`
    names what is wrong (a field of the item as in the record's JSON: "source", "content", "type" …) and
    `value` is what it should be, as JSON in the record's form; with "missing" `value` is the whole item as
    JSON. `by` names the person; `at` is a date-time of ISO 8601 in UTC.
    """

    document: str
    kind: ItemKind
    item: str | None
    verdict: Verdict
    field: str | None = None
    value: str | None = None
    by: str
    at: str
    note: str | None = None
