"""The page of the audit log: who did what."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request
from sqlalchemy import Connection

from onrecord.store.audit import AuditLog, list_entries
from onrecord.web.pages import Pages
from onrecord.web.security.guards import require_editor

pages = Pages("audit")


@pages.page("/audit", "audit.html", AuditLog)
def show_audit(
    connection: Connection,
    request: Request,
    after: Annotated[int | None, Query(ge=0, lt=1 << 62)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> AuditLog:
    """Who judged, kept, watched or logged in, and where that failed, the newest first; for editors."""
    require_editor(request)
    return list_entries(connection, after=after, limit=limit)
