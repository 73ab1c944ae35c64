"""The tables of a store, with what each column holds; the codebook (`docs/store.md`) is made from this.

Everything that an article's record holds has its rows here, and `records.py` makes the record of them again,
equal to the last byte. What repeats words of the text (`words`) is there to be read and searched, and to be
held against the text by `verify`.
"""

from __future__ import annotations

from onrecord.store.article_tables import (
    captures,
    counter,
    documents,
    engines,
    former_analyses,
    former_items,
    names,
    outlets,
    segments,
    texts,
)
from onrecord.store.columns import metadata
from onrecord.store.item_tables import (
    attributes,
    entities,
    entity_names,
    event_arguments,
    event_mentions,
    events,
    mention_entities,
    mentions,
    statement_entities,
    statement_parts,
    statements,
    times,
)
from onrecord.store.keeping_tables import (
    corrections,
    feeds,
    inputs,
    tombstones,
)

UNKNOWN_ENGINE = "unknown"
"""What stands for the engine of a record that names none."""

__all__ = [
    "UNKNOWN_ENGINE",
    "attributes",
    "captures",
    "corrections",
    "counter",
    "documents",
    "engines",
    "entities",
    "entity_names",
    "event_arguments",
    "event_mentions",
    "events",
    "feeds",
    "former_analyses",
    "former_items",
    "inputs",
    "mention_entities",
    "mentions",
    "metadata",
    "names",
    "outlets",
    "segments",
    "statement_entities",
    "statement_parts",
    "statements",
    "texts",
    "times",
    "tombstones",
]
