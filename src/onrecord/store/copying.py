"""A copy of a store in a file, for the time that it is needed."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from onrecord.store.opening import Store, open_store


@contextmanager
def copied_store(store: Store) -> Iterator[Store]:
    """A copy of a store in SQLite that can be written, and is gone behind the block.

    Raises:
        StoreError: the store cannot be read, or no file be written.
    """
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        path = Path(folder) / "copy.db"
        with store.reading() as source, closing(sqlite3.connect(path)) as target:
            driver: Any = source.connection.driver_connection
            driver.backup(target)
        with open_store(path) as copy:
            copy.location = store.location
            yield copy


def writable_store(store: Store) -> AbstractContextManager[Store]:
    """The store, or a copy of a file that cannot be written; to derive anew there, and to forget it."""
    return copied_store(store) if store.is_read_only else nullcontext(store)
