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
from onrecord.store.claim_tables import (
    claim_events,
    claim_parts,
    claims,
    disagreement_events,
    disagreements,
    reversal_keys,
)
from onrecord.store.columns import metadata
from onrecord.store.copy_tables import copies, fingerprint_bands, fingerprints, origins
from onrecord.store.identity_tables import (
    identities,
    identity_bearers,
    identity_blocks,
    identity_contexts,
    identity_entities,
    identity_evidence,
    identity_links,
    identity_pairs,
    judgements,
)
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
    audit,
    corrections,
    feeds,
    inputs,
    tombstones,
)
from onrecord.store.quotation_tables import (
    quotation_keys,
    quotation_pairs,
    quotation_statements,
    quotations,
)
from onrecord.store.resolving_tables import unresolved
from onrecord.store.story_tables import stories, story_articles, story_pairs, story_terms, story_vectors
from onrecord.store.watch_tables import (
    alert_items,
    alerts,
    deliveries,
    watch_entries,
    watch_names,
    watchlists,
    webhooks,
)

UNKNOWN_ENGINE = "unknown"
"""What stands for the engine of a record that names none."""

__all__ = [
    "UNKNOWN_ENGINE",
    "alert_items",
    "alerts",
    "attributes",
    "audit",
    "captures",
    "claim_events",
    "claim_parts",
    "claims",
    "copies",
    "corrections",
    "counter",
    "deliveries",
    "disagreement_events",
    "disagreements",
    "documents",
    "engines",
    "entities",
    "entity_names",
    "event_arguments",
    "event_mentions",
    "events",
    "feeds",
    "fingerprint_bands",
    "fingerprints",
    "former_analyses",
    "former_items",
    "identities",
    "identity_bearers",
    "identity_blocks",
    "identity_contexts",
    "identity_entities",
    "identity_evidence",
    "identity_links",
    "identity_pairs",
    "inputs",
    "judgements",
    "mention_entities",
    "mentions",
    "metadata",
    "names",
    "origins",
    "outlets",
    "quotation_keys",
    "quotation_pairs",
    "quotation_statements",
    "quotations",
    "reversal_keys",
    "segments",
    "statement_entities",
    "statement_parts",
    "statements",
    "stories",
    "story_articles",
    "story_pairs",
    "story_terms",
    "story_vectors",
    "texts",
    "times",
    "tombstones",
    "unresolved",
    "watch_entries",
    "watch_names",
    "watchlists",
    "webhooks",
]
