"""Tables of quotations: the same words quoted by several articles."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from onrecord.store.columns import confidence, metadata, number, own, term

quotation_keys = Table(
    "quotation_keys",
    metadata,
    number("run", "a digest of a run of words; statements that share one are compared"),
    number("statement", "the statement"),
    PrimaryKeyConstraint("run", "statement"),
    Index("quotation_keys_statement", "statement"),
    comment="Where statements that may quote the same words meet.",
)
own(quotation_keys, "statement", "statements.key")

quotation_pairs = Table(
    "quotation_pairs",
    metadata,
    number("statement", "a statement"),
    number("other", "another, published before it (of one day: with a lower id)"),
    term(
        "kind", "same, shorter, longer, overlapping, edited, paraphrased: what the first is beside the second"
    ),
    confidence("score", "which share of the shorter one's words the other has, 0 to 1", required=True),
    PrimaryKeyConstraint("statement", "other"),
    Index("quotation_pairs_other", "other"),
    comment="Statements that quote the same words.",
)
own(quotation_pairs, "statement", "statements.key")
own(quotation_pairs, "other", "statements.key")

quotations = Table(
    "quotations",
    metadata,
    term("id", "the id of the earliest statement", primary_key=True),
    number("statement", "the earliest statement"),
    number("articles", "how many current articles give it"),
    number("independent", "how many of them are no copies of others of them"),
    number("quoted", "how many of them quote it, wholly or in part, and do not only tell it"),
    Index("quotations_statement", "statement"),
    Index("quotations_articles", "articles", "statement"),
    comment="Words that two or more articles quote.",
)
own(quotations, "statement", "statements.key")

quotation_statements = Table(
    "quotation_statements",
    metadata,
    number("statement", "the statement", primary_key=True, autoincrement=False),
    term("quotation", "the quotation that it gives"),
    Index("quotation_statements_quotation", "quotation"),
    comment="Which statements of articles give the same words.",
)
own(quotation_statements, "statement", "statements.key")
own(quotation_statements, "quotation", "quotations.id")
