"""The JSON Schema of the record."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.model.record import Record


def record_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `Record`."""
    schema = msgspec.json.schema(Record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:onrecord:schema:record:1",
        "title": "onrecord/1",
        **schema,
    }
