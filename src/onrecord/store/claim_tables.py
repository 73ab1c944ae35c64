"""Tables of claims: what articles say of one happening, and where they disagree."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from onrecord.store.columns import flag, metadata, number, own, term, words

claims = Table(
    "claims",
    metadata,
    term("id", "the id of its earliest event", primary_key=True),
    term("type", "the type of event"),
    term("story", "the story of its earliest event, whose articles tell of it", required=False),
    number("event", "the event that tells it first"),
    number("articles", "how many articles tell of it, superseded and retracted ones too"),
    number("independent", "how many of them are no copies of others of them"),
    Index("claims_story", "story"),
    Index("claims_event", "event"),
    comment="One happening as one or more articles tell of it.",
)
own(claims, "event", "events.key")

claim_parts = Table(
    "claim_parts",
    metadata,
    term("id", "the id of its earliest event", primary_key=True),
    term("story", "the story, or the article that is of none", required=False),
    number("crossing", "a digest of what happened to whom on which day, where that is told", required=False),
    term("claim", "the claim that it is a part of"),
    Index("claim_parts_crossing", "crossing"),
    Index("claim_parts_claim", "claim"),
    comment="What one story tells of a claim; parts of several meet where day and participant are one.",
)
own(claim_parts, "claim", "claims.id")

claim_events = Table(
    "claim_events",
    metadata,
    number("event", "an event of an article", primary_key=True, autoincrement=False),
    term("claim", "the claim that it is a row of"),
    term("part", "the part of the claim that its story tells"),
    Index("claim_events_claim", "claim"),
    Index("claim_events_part", "part"),
    comment="Which events of articles tell of one happening; an event that is not here is its own claim.",
)
own(claim_events, "event", "events.key")
own(claim_events, "claim", "claims.id")

disagreements = Table(
    "disagreements",
    metadata,
    term("id", "the disagreement's id: made of what is told", primary_key=True),
    term(
        "claim",
        "the claim that articles disagree on; null of a reversal and of a number of things",
        required=False,
    ),
    number("reversal", "the digest that what was done and what undid it share", required=False),
    term("kind", "toll, age, amount, score, date, time, place, agent, whether, number, name, reversal"),
    term("nature", "disagreement, development (over the days, not at once), reversal"),
    words("of", "what is told differently: dead, injured, a role, a type of event, a thing", required=True),
    number("newest", "the day of the newest article that tells it, as the lowest key that this day has"),
    words("told", "the values with the words that tell them, as JSON", required=True),
    Index("disagreements_claim", "claim"),
    Index("disagreements_reversal", "reversal"),
    Index("disagreements_newest", "nature", "newest"),
    comment="Where articles contradict each other, or one another's earlier state.",
)

disagreement_events = Table(
    "disagreement_events",
    metadata,
    term("disagreement", "the disagreement"),
    number("event", "an event that tells one of its values"),
    PrimaryKeyConstraint("event", "disagreement"),
    Index("disagreement_events_disagreement", "disagreement"),
    comment="Which events disagree.",
)
own(disagreement_events, "disagreement", "disagreements.id")
own(disagreement_events, "event", "events.key")

reversal_keys = Table(
    "reversal_keys",
    metadata,
    number("reversal", "a digest of whom it happened to and of what can be undone"),
    number("event", "an event that does it or undoes it"),
    flag("undoes", "whether it undoes it"),
    PrimaryKeyConstraint("reversal", "event"),
    Index("reversal_keys_event", "event"),
    comment="Where what was done meets what undid it: arrest and release, appointment and departure.",
)
own(reversal_keys, "event", "events.key")
