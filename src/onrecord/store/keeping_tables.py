"""What people say of articles and their items, what was erased, what was taken in, and who did what."""

from __future__ import annotations

from sqlalchemy import Index, Table

from onrecord.store.columns import (
    SEAL,
    key,
    metadata,
    term,
    words,
)

corrections = Table(
    "corrections",
    metadata,
    key("the correction's key", automatic=True),
    term("document", "the permanent id of the article"),
    term("item", "the permanent id of the item; null for one that is missing", required=False),
    term("kind", "document, entity, mention, time, statement, event"),
    term("verdict", "right, wrong, changed, missing"),
    term("field", "what is changed", required=False),
    words("value", "what it should be, or the whole missing item, as JSON", required=False),
    words("made_by", "who says so", required=True),
    term("made_at", "when, UTC"),
    words("note", "why", required=False),
    term("engine", "which version of onrecord had said it", required=False),
    term("withdrawn", "when it was taken back, UTC", required=False),
    words("anchor", "the item's words and place when it was corrected, as JSON", required=False),
    term("seal", SEAL),
    Index("corrections_item", "item"),
    Index("corrections_document", "document"),
    comment="Corrections by people; they stand beside what the engine found and outlast a new analysis.",
)

tombstones = Table(
    "tombstones",
    metadata,
    term("digest", "SHA-256 of what was forgotten: an article's id, its text, its bytes", primary_key=True),
    term("kind", "document, text, capture"),
    term("forgotten", "when, UTC"),
    term("seal", SEAL),
    comment="What was erased for good, as digests, so that it is not taken in again.",
)

inputs = Table(
    "inputs",
    metadata,
    term("digest", "SHA-256 of location, bytes and what was given of it", primary_key=True),
    words("location", "where it was", required=True),
    term("outcome", "kept, failed, skipped"),
    term("document", "the permanent id of the article that it became", required=False),
    words("message", "why it failed or was skipped", required=False),
    term("taken", "when, UTC"),
    term("seal", SEAL),
    Index("inputs_document", "document"),
    Index("inputs_outcome", "outcome"),
    comment="What was given to be added and what became of it, so that an interrupted run goes on.",
)

feeds = Table(
    "feeds",
    metadata,
    words("url", "the feed's address", required=True, primary_key=True),
    words("title", "its title", required=False),
    term("polled", "when it was last asked, UTC", required=False),
    words("state", "what is remembered between two polls, as JSON", required=True),
    comment="Feeds that are followed.",
)

audit = Table(
    "audit",
    metadata,
    key("the entry's key", automatic=True),
    term("made_at", "when, UTC"),
    words("made_by", "the user who did it, as they log in", required=True),
    term(
        "action",
        "log in, fail to log in, log out, change password, keep, judge, watch add, watch remove: "
        "what was done",
    ),
    words("target", "what it was done to: an id, the name of a list, a user", required=True),
    words("note", "more of it, in ids and never in the words of an article", required=False),
    term("seal", SEAL),
    comment="What was done on the pages, by whom.",
)
