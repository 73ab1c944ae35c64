"""The time as sources, stores and corrections note it."""

from __future__ import annotations

from datetime import UTC, datetime


def now_utc() -> str:
    """The time now: a date-time of ISO 8601 in UTC, to the second (`2026-03-01T12:00:00Z`)."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
