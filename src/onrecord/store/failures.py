"""Errors of databases as onrecord's own, with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError

from onrecord.errors import (
    BrokenInvariant,
    OnrecordError,
    StoreBusy,
    StoreDamaged,
    StoreFull,
    StoreUnavailable,
)

_NO_LONGER = ("SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE")
"""What SQLite says where a limit on files is met, and where a full disk has no room for its shared memory."""


@contextmanager
def translate(location: str) -> Iterator[None]:
    """Raise what a database raises within the block as a StoreError."""
    try:
        yield
    except DBAPIError as error:
        raise _explain(location, error) from error
    except UnicodeDecodeError as error:  # SQLite quotes a damaged schema, in whatever bytes it is
        if b"malformed" not in bytes(error.object):
            raise
        raise StoreDamaged(f"{location}: the file is damaged: its schema cannot be read") from error


def _explain(location: str, error: DBAPIError) -> OnrecordError:
    reason = str(error.orig).strip().split("\n")[0]
    lower = reason.lower()
    state = getattr(error.orig, "sqlstate", None) or ""
    if isinstance(error, IntegrityError):
        return BrokenInvariant(f"{location}: the store was given rows that contradict each other: {reason}")
    if "locked" in lower or "busy" in lower or state in ("55P03", "40P01"):
        return StoreBusy(f"{location}: another program is writing to the store; try again when it is done")
    if getattr(error.orig, "sqlite_errorname", "") in _NO_LONGER:
        return StoreFull(
            f"{location}: there is no room on the disk, or no file may be that long; "
            "nothing that was stored before is lost"
        )
    if "disk is full" in lower or "no space left" in lower or state.startswith("53"):
        return StoreFull(f"{location}: there is no room on the disk; nothing that was stored before is lost")
    if "malformed" in lower or "not a database" in lower or state.startswith("XX"):
        return StoreDamaged(f"{location}: the file is damaged: {reason}")
    if "readonly" in lower:
        return StoreUnavailable(f"{location}: the store cannot be written: {reason}")
    return StoreUnavailable(f"{location}: the store cannot be used: {reason}")
