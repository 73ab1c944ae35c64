"""Tables of names that people watch for, of alerts, and of where alerts are sent."""

from __future__ import annotations

from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint

from onrecord.store.columns import SEAL, confidence, flag, key, metadata, number, own, term, words

watchlists = Table(
    "watchlists",
    metadata,
    key("the list's key", automatic=True),
    words("name", "what the list is called", required=True),
    term("added", "when its entries were last given, UTC"),
    flag("mentions", "whether an article that only mentions an entry is told of too"),
    term("since", "the day from which articles are matched; null where all are", required=False),
    number(
        "matched",
        "the last article that was matched when the list was added; null where all are, or are not to be",
        required=False,
    ),
    term("digest", "the sum of the SHA-256 of its entries' JSON, in 64 hexadecimal digits"),
    term("seal", SEAL),
    UniqueConstraint("name"),
    comment="Lists of names that people watch for.",
)

watch_entries = Table(
    "watch_entries",
    metadata,
    key("the entry's key", automatic=True),
    number("list", "the list"),
    term("id", "the entry's id in the list"),
    words("name", "whom or what it names", required=True),
    words("entry", "all that the list says of it, as JSON", required=True),
    UniqueConstraint("list", "id"),
    comment="Whom and what the lists name.",
)
own(watch_entries, "list", "watchlists.key")

watch_names = Table(
    "watch_names",
    metadata,
    words(
        "folded",
        "a way to write a name of an entry: its words without case, accents and titles; 'a. lee' for Ann Lee",
        required=True,
    ),
    number("entry", "the entry"),
    PrimaryKeyConstraint("folded", "entry"),
    Index("watch_names_entry", "entry"),
    comment="Where the names of articles meet those of entries.",
)
own(watch_names, "entry", "watch_entries.key")

alerts = Table(
    "alerts",
    metadata,
    key("the alert's key", automatic=True),
    term("id", "the alert's id"),
    number("entry", "the entry of a list that is met"),
    term("claim", "the claim or the quotation that it is met in, by the id of an event or a statement"),
    term("first", "the first alert of this entry and claim, by its id; its own where it is that"),
    term("change", "new, denied, confirmed, second source: what has come to be known"),
    term("document", "the article that it is from, by its id"),
    words("alert", "the alert as it was first given out, as JSON", required=True),
    number("articles", "how many articles tell of it by now"),
    number("independent", "how many of them are no copies of others of them"),
    confidence("score", "how likely the name in the article is the entry's, 0 to 1", required=True),
    term("made", "when, UTC"),
    term("updated", "when its numbers last changed, UTC"),
    term("seal", SEAL),
    UniqueConstraint("id"),
    Index("alerts_entry", "entry", "claim"),
    Index("alerts_claim", "claim"),
    Index("alerts_first", "first"),
    Index("alerts_document", "document"),
    comment="What was met of the lists: once a claim, however many articles tell it.",
)
own(alerts, "entry", "watch_entries.key")

alert_items = Table(
    "alert_items",
    metadata,
    term("item", "an event, a statement or an article, by its id"),
    number("entry", "the entry that is met in it"),
    term("first", "the first alert that it belongs to, by its id"),
    PrimaryKeyConstraint("item", "entry"),
    Index("alert_items_entry", "entry"),
    Index("alert_items_first", "first"),
    comment="Which events and statements alerts were made of, so that none makes a second.",
)
own(alert_items, "entry", "watch_entries.key")

webhooks = Table(
    "webhooks",
    metadata,
    key("the webhook's key", automatic=True),
    number("list", "the list whose alerts are sent"),
    words("url", "the address that they are sent to", required=True),
    words("secret_file", "the file that holds the secret; null where the environment does", required=False),
    flag("allow_private", "whether it may be an address of a private network"),
    number("behind", "alerts with keys up to this one are not sent"),
    term("added", "when, UTC"),
    term("seal", SEAL),
    UniqueConstraint("list", "url"),
    comment="Where alerts are sent. Secrets are never in the store.",
)
own(webhooks, "list", "watchlists.key")

deliveries = Table(
    "deliveries",
    metadata,
    number("webhook", "the webhook"),
    number("alert", "the alert"),
    term("state", "sending, waiting, delivered, refused"),
    number("attempts", "how often it was tried"),
    term("due", "when it may be tried (again), UTC", required=False),
    number("status", "the status of the last HTTP answer", required=False),
    words("problem", "what was wrong the last time", required=False),
    term("updated", "when this was last changed, UTC"),
    PrimaryKeyConstraint("webhook", "alert"),
    Index("deliveries_alert", "alert"),
    comment="What became of sending an alert.",
)
own(deliveries, "webhook", "webhooks.key")
own(deliveries, "alert", "alerts.key")
