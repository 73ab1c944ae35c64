"""The table of what is still to be compared with what other articles say."""

from __future__ import annotations

from sqlalchemy import Table

from onrecord.store.columns import flag, metadata, number

unresolved = Table(
    "unresolved",
    metadata,
    number("document", "an article", primary_key=True, autoincrement=False),
    flag("seen", "whether it was compared before and only its status has changed since"),
    comment="Articles that were added and are not yet compared with the others.",
)
