"""The log of what was done on the pages, and by whom: entries are added, and neither changed nor removed."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, insert, select

from onrecord.store import schema
from onrecord.store.seals import seal_row


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody did: `at` is when, UTC, `target` what it was done to; `note` tells more, in ids."""

    at: str
    by: str
    action: str
    target: str
    note: str | None = None


class AuditLog(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the log, the newest first; `next` leads to the page behind it, None behind the last."""

    entries: tuple[AuditEntry, ...]
    next: int | None


def add_entry(connection: Connection, entry: AuditEntry) -> None:
    """Put something on record."""
    row = {
        "made_at": entry.at,
        "made_by": entry.by,
        "action": entry.action,
        "target": entry.target,
        "note": entry.note,
    }
    connection.execute(insert(schema.audit), {**row, "seal": seal_row(schema.audit, row)})


def list_entries(connection: Connection, *, after: int | None = None, limit: int = 100) -> AuditLog:
    """What was done, the newest first; `after` is where the page before ended."""
    table = schema.audit
    query = select(table).order_by(table.c.key.desc()).limit(limit + 1)
    rows = connection.execute(query if after is None else query.where(table.c.key < after)).all()
    shown = rows[:limit]
    return AuditLog(
        entries=tuple(
            AuditEntry(at=row.made_at, by=row.made_by, action=row.action, target=row.target, note=row.note)
            for row in shown
        ),
        next=shown[-1].key if len(rows) > limit else None,
    )
