"""Pages kept on disk for as long as their servers say that they hold (RFC 9111)."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import InputError

if TYPE_CHECKING:
    import httpx

_VARIABLE = "ONRECORD_CACHE"
_DAY = 24 * 60 * 60.0
# However long a server lets a page be kept: what is erased from a store is gone from here after a week too.
_LONGEST_KEPT = 7 * _DAY
_FILES = ("pages.db", "pages-private.db")
_MOST_BYTES = 512 * 1024 * 1024


def find_cache_directory() -> Path:
    """Where pages are kept: what `ONRECORD_CACHE` says, else `onrecord` among the user's caches."""
    if given := os.environ.get(_VARIABLE):
        return Path(given).expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "onrecord" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "onrecord"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "onrecord"


def keep_pages(
    transport: httpx.BaseTransport, directory: Path, *, largest: int, private: bool
) -> httpx.BaseTransport:
    """`transport` behind a cache in `directory`, of pages of at most `largest` bytes as they were sent.

    With `private`, for runs that may ask private addresses, the pages are kept apart: a later run without it
    must not be given them.

    Raises:
        InputError: the directory cannot be made.
    """
    from hishel import CacheOptions, SqliteStorage
    from hishel.httpx import CacheTransport

    _silence(logging.getLogger("hishel"))
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{directory}: the cache of pages cannot be made here ({error.strerror}): "
            f"name another directory in {_VARIABLE}"
        ) from error
    storage = SqliteStorage(
        database_path=directory / _FILES[private],
        default_ttl=_LONGEST_KEPT,
        max_stream_size=largest,
        max_size=_MOST_BYTES,
    )
    # Not shared: it belongs to one person, as a browser's does.
    return CacheTransport(transport, storage=storage, rfc=CacheOptions(shared=False))


def clear_cache(directory: Path | None = None) -> None:
    """Delete every page that is kept in `directory` (by default that of `find_cache_directory`).

    For when something is to be erased for good. No client may be using the cache meanwhile.
    """
    directory = directory or find_cache_directory()
    for name in _FILES:
        for ending in ("", "-wal", "-shm", "-journal"):
            (directory / f"{name}{ending}").unlink(missing_ok=True)


def _silence(logger: logging.Logger) -> None:
    """Without a handler of its own, its warnings would go to standard error."""
    if not any(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
        logger.addHandler(logging.NullHandler())
