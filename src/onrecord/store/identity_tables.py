"""Tables of who is who across articles, and of what people judged of it."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from onrecord.store.columns import SEAL, confidence, key, metadata, number, own, refer, term, words

identities = Table(
    "identities",
    metadata,
    term(
        "id",
        "a digest of who is meant: of the name, and of what tells it from others of it",
        primary_key=True,
    ),
    term("type", "person, organisation, place, work, product, group, event, other"),
    words("name", "the name that most of its entities have", required=True),
    number("entities", "how many entities of articles it is"),
    term("link", "the entry of a catalogue that it is", required=False),
    comment="Somebody or something with a name that one or more articles speak of.",
)

identity_entities = Table(
    "identity_entities",
    metadata,
    number("entity", "an entity of an article that has a name", primary_key=True, autoincrement=False),
    number("document", "its article"),
    term("identity", "who or what that is"),
    term("bearer", "whom it is like in all that is compared"),
    Index("identity_entities_identity", "identity", "entity"),
    Index("identity_entities_document", "document"),
    Index("identity_entities_bearer", "bearer", "entity"),
    comment="Which entities of articles are the same; what has a description only is not here.",
)
own(identity_entities, "entity", "entities.key")
refer(identity_entities, "identity", "identities.id")

identity_bearers = Table(
    "identity_bearers",
    metadata,
    term("id", "a digest of the name and the facts", primary_key=True),
    term("name", "a digest of type, name and, where the name alone tells nobody, of where it stands"),
    term("type", "person, organisation, place, work, product, group, event, other"),
    words("folded", "the words of the name by which it is compared", required=True),
    term("standing", "full, common, short: how far the name alone tells who is meant"),
    words("context", "the article, story, country or year within which the name is compared", required=True),
    words(
        "facts", "what is known of who bears it, as JSON: born, country, gender, links, judged", required=True
    ),
    words("written", "how the name is written and how often, as JSON", required=True),
    number("entities", "how many entities are so"),
    term("identity", "who or what that is"),
    term("follows", "the bearer of a fuller name in the same story that this one is", required=False),
    Index("identity_bearers_name", "name"),
    Index("identity_bearers_folded", "folded"),
    Index("identity_bearers_identity", "identity"),
    Index("identity_bearers_follows", "follows"),
    comment="Entities that have all in common by which they are compared: each is compared once for all.",
)

identity_links = Table(
    "identity_links",
    metadata,
    term("link", "an entry of a catalogue"),
    term("bearer", "who surely is that"),
    PrimaryKeyConstraint("link", "bearer"),
    Index("identity_links_bearer", "bearer"),
    comment="Which bearers of names are entries of catalogues.",
)
own(identity_links, "bearer", "identity_bearers.id")

identity_blocks = Table(
    "identity_blocks",
    metadata,
    words("block", "what names have to share to be compared", required=True),
    term("name", "the digest of a name"),
    PrimaryKeyConstraint("block", "name"),
    Index("identity_blocks_name", "name"),
    comment="Where names meet that may be one.",
)

identity_contexts = Table(
    "identity_contexts",
    metadata,
    number("document", "the article", primary_key=True, autoincrement=False),
    term("context", "the story within which its names are compared, or the article's id"),
    Index("identity_contexts_context", "context"),
    comment="The story of each article as the names in it were compared.",
)
own(identity_contexts, "document", "documents.key")

identity_evidence = Table(
    "identity_evidence",
    metadata,
    term("left", "the digest of a name"),
    term("right", "that of another, which is behind it in the alphabet"),
    term(
        "kind", "alias: one article has both for one; story: one story has both; apart: one has them for two"
    ),
    term("context", "the article or the story"),
    PrimaryKeyConstraint("left", "right", "kind", "context"),
    Index("identity_evidence_context", "context"),
    comment="Where two names stand that may be one.",
)

identity_pairs = Table(
    "identity_pairs",
    metadata,
    term("left", "the digest of a name"),
    term("right", "that of another, which is behind it in the alphabet"),
    confidence("score", "how likely they are the same, 0 to 1", required=True),
    term("decision", "same, different, unsure"),
    words("reasons", "why, as a JSON list", required=True),
    PrimaryKeyConstraint("left", "right"),
    Index("identity_pairs_right", "right"),
    comment="Names that were compared, and with which result.",
)

judgements = Table(
    "judgements",
    metadata,
    key("the judgement's key", automatic=True),
    term("left", "the permanent id of an entity"),
    term("right", "the permanent id of another"),
    term(
        "judgement", "same, different, unsure; withdrawn, where an earlier one of this person is taken back"
    ),
    words("made_by", "who says so", required=True),
    term("made_at", "when, UTC"),
    words("note", "why", required=False),
    term("seal", SEAL),
    Index("judgements_left", "left"),
    Index("judgements_right", "right"),
    comment="The ledger of what people judged of who is who: appended to, never edited.",
)
