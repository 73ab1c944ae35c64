"""Tables of articles that are copies of one another."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, PrimaryKeyConstraint, Table

from onrecord.store.columns import confidence, metadata, number, own, refer, term

fingerprints = Table(
    "fingerprints",
    metadata,
    number("document", "the article", primary_key=True, autoincrement=False),
    number("runs", "how many different runs of five words it is compared by"),
    Column("words", LargeBinary, nullable=False, comment="its words, each hashed to 32 bits, in order"),
    term("agency", "the news agency that the text credits; 'agencies' where it names none", required=False),
    term("publisher", "the news agency that published it itself", required=False),
    comment="What texts are compared by, to find copies.",
)
own(fingerprints, "document", "documents.key")

fingerprint_bands = Table(
    "fingerprint_bands",
    metadata,
    number("band", "a digest of a part of a signature; articles that share some are compared"),
    number("document", "the article"),
    PrimaryKeyConstraint("band", "document"),
    comment="Where articles that may be copies meet.",
    sqlite_with_rowid=False,
)
refer(fingerprint_bands, "document", "documents.key")

copies = Table(
    "copies",
    metadata,
    number("document", "the article that was published later"),
    number("other", "the article that was published earlier"),
    term("kind", "verbatim, edited, rewrite"),
    confidence(
        "contained", "which share of the later one's runs of words the earlier one has", required=True
    ),
    confidence("kept", "which share of the earlier one's runs of words the later one has", required=True),
    PrimaryKeyConstraint("document", "other"),
    Index("copies_other", "other"),
    comment="Pairs of articles of which one is made from the other, or both from a third.",
)
own(copies, "document", "documents.key")
own(copies, "other", "documents.key")

origins = Table(
    "origins",
    metadata,
    number("document", "the article", primary_key=True, autoincrement=False),
    number(
        "origin",
        "the earliest of the articles that it shares its words with, as copies; itself where there are none",
    ),
    number("parent", "the earlier article that has most of its words; none for an origin", required=False),
    Index("origins_origin", "origin"),
    comment="Articles of one origin are one source, however many they are.",
)
own(origins, "document", "documents.key")
own(origins, "origin", "documents.key")
