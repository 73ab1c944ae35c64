"""Opening a store for what it held at a moment, with what is said meanwhile on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from onrecord.messages import open_messages
from onrecord.store.moments import read_moment, reading_as_of
from onrecord.store.opening import open_store

_MANY = 500
"""From how many analyses on it is said that it takes a while."""


@contextmanager
def open_as_of(location: str | None, as_of: str | None) -> Iterator[Connection]:
    """A connection to the store at `location`, which sees it as it was at a day's end or a time, or as it is.

    Raises:
        InputError: `as_of` is no date and no time in UTC.
        StoreError: the store cannot be opened or read.
    """
    moment = read_moment(as_of) if as_of is not None else None
    with (
        open_store(location) as store,
        reading_as_of(store, moment, watch=show_progress) as connection,
    ):
        yield connection


@contextmanager
def show_progress(total: int) -> Iterator[Callable[[], object]]:
    """Show how many of so many analyses are put back; the value of the context is called after each."""
    with open_messages(total=total, progress=True, doing="Going back") as messages:
        if total >= _MANY:
            messages.say(
                "articles were analysed anew since then: a store is made for the moment, of "
                f"{total:,} analyses as they stood"
            )
        yield messages.advance
