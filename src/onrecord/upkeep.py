"""What was derived across articles kept up to date, with a word to the user on what that takes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager

from sqlalchemy import Connection, exists, select

from onrecord.errors import StoreError
from onrecord.interrupts import ending_on_signals
from onrecord.looking_back import show_progress
from onrecord.messages import open_messages
from onrecord.store import schema
from onrecord.store.copying import writable_store
from onrecord.store.moments import moment_store, read_moment
from onrecord.store.opening import Store, open_store

ALL_DONE, NOT_ALL_DONE, INTERRUPTED = 0, 1, 130


def bring_up_to_date(store: Store, *, checked: Callable[[], object] = lambda: None) -> bool:
    """Compare the articles of a store that were not compared yet; False where the store cannot be written.

    Then what was derived before is all that answers can tell. `checked` is called between two batches, and
    may raise to leave the rest for the next time.
    """
    with store.reading() as connection:
        waiting = _count_waiting(connection)
    if not waiting:
        return True
    try:
        with (
            open_messages(total=waiting, progress=True, doing="Comparing") as messages,
            closing(_compare(store)) as batches,
        ):
            for count in batches:
                waiting -= count
                for _ in range(count):
                    messages.advance()
                checked()
    except StoreError as error:
        sys.stderr.write(f"onrecord: {waiting:,} articles are not compared with the others yet: {error}\n")
        return False
    return True


def _compare(store: Store) -> Generator[int, None, None]:
    from onrecord.resolve.catching_up import catch_up

    yield from catch_up(store, compared=_watch)


def _watch(connection: Connection, documents: list[int]) -> None:
    """Match new and changed articles with the lists of names that people watch for, where there are any."""
    if connection.execute(select(exists(select(schema.watch_entries.c.key)))).scalar():
        from onrecord.watch.matching import match_documents

        match_documents(connection, documents)


def _count_waiting(connection: Connection) -> int:
    from onrecord.resolve.catching_up import count_waiting

    return count_waiting(connection)


@contextmanager
def open_compared(location: str | None, as_of: str | None = None) -> Iterator[Connection]:
    """A connection to a store of which all articles are compared, as it is or as it was at a moment.

    For a moment a store of its own is made of what was there, which takes a while.

    Raises:
        InputError: `as_of` is no date and no time in UTC.
        StoreError: the store cannot be opened or read.
    """
    with ExitStack() as stack:
        store = stack.enter_context(open_store(location))
        if as_of is not None:
            moment = read_moment(as_of)
            store = stack.enter_context(moment_store(store, moment, watch=show_progress))
        bring_up_to_date(store)
        yield stack.enter_context(store.reading())


def run_resolve(location: str | None, *, rebuild: bool, check: bool) -> int:
    """Compare what waits, or everything anew, or see whether that would change anything; gives the exit code.

    Raises:
        StoreError: the store cannot be opened.
    """
    with open_store(location) as store:
        if check:
            return _check(store)
        if rebuild:
            from onrecord.resolve.catching_up import start_over

            with store.writing() as connection:
                start_over(connection)
        with store.reading() as connection:
            waiting = _count_waiting(connection)
        try:
            with ending_on_signals() as ending:
                done = bring_up_to_date(store, checked=ending.check)
        except KeyboardInterrupt:
            return INTERRUPTED
        if done:
            sys.stdout.write(f"{store.location}: {waiting:,} articles compared\n")
        return ALL_DONE if done else NOT_ALL_DONE


def _check(store: Store) -> int:
    from onrecord.resolve.checking import check_derived

    with writable_store(store) as copy, copy.writing() as connection:
        differences = check_derived(connection)
    for one in differences:
        sys.stdout.write(
            f"{one.table}: not what follows from the records: has {one.extra}, lacks {one.missing}\n"
        )
    if differences:
        sys.stderr.write("onrecord: 'onrecord resolve --rebuild' derives everything anew\n")
        return NOT_ALL_DONE
    sys.stdout.write(f"{store.location}: all that is derived follows from the records\n")
    return ALL_DONE
