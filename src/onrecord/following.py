"""What `onrecord follow` does: feeds polled when they are due, and what is new in them added to a store."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec

from onrecord.adding import Fetching, describe, open_web, take_each
from onrecord.errors import AddressRefused, InputError, NotFetched, StoreError
from onrecord.ingest.web.client import Web
from onrecord.ingest.web.feeds import Entry
from onrecord.ingest.web.following import FeedState, fetch_entries, find_due, poll_feed, put_back
from onrecord.intake import Manner
from onrecord.interrupts import Ending, ending_on_signals
from onrecord.messages import Messages, open_messages
from onrecord.model.document import Source
from onrecord.store.feeds import KeptFeed, drop_feed, keep_feed, list_feeds
from onrecord.store.opening import Store, open_store
from onrecord.upkeep import bring_up_to_date

ALL_DONE, NOT_ALL_DONE, INTERRUPTED = 0, 1, 130
_LONGEST_NAP = 60.0
_GONE = (401, 403, 404, 410, 451)
"""What a site answers of a page that will not be there the next time either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowOrder:
    """What the user of `onrecord follow` asks for.

    Without `feeds` those that the store follows already are polled. `once` polls what is due and ends.
    """

    feeds: tuple[str, ...]
    store: str | None
    manner: Manner
    fetching: Fetching = field(default_factory=Fetching)
    once: bool = False


def run_follow(order: FollowOrder) -> int:
    """Follow feeds until interrupted, or once, and give the command's exit code.

    Raises:
        InputError, StoreError: the order cannot be carried out.
    """
    with open_store(order.store, create=bool(order.feeds)) as store:
        _begin(store, order.feeds)
        try:
            with (
                ending_on_signals() as ending,
                open_messages(total=None, progress=False) as messages,
                open_web(order.fetching) as web,
            ):
                return _Following(store, web, order, messages, ending).run()
        except KeyboardInterrupt:
            return INTERRUPTED


def run_list(location: str | None) -> int:
    """Print the feeds that a store follows: address, title, when last polled."""
    with open_store(location) as store, store.reading() as connection:
        for feed in list_feeds(connection):
            sys.stdout.write("\t".join((feed.url, feed.title or "", feed.polled or "never")) + "\n")
    return ALL_DONE


def run_drop(location: str | None, urls: tuple[str, ...]) -> int:
    """No longer follow feeds.

    Raises:
        InputError: one of them was not followed.
    """
    with open_store(location) as store, store.writing() as connection:
        for url in urls:
            if not drop_feed(connection, url):
                raise InputError(
                    f"{url}: this feed is not followed; 'onrecord follow --list' lists those that are"
                )
    return ALL_DONE


def _begin(store: Store, feeds: tuple[str, ...]) -> None:
    from onrecord.ingest.web.addresses import check_url

    for url in feeds:
        check_url(url, allow_private=True)  # what it leads to is checked when it is fetched
    with store.writing() as connection:
        known = {feed.url for feed in list_feeds(connection)}
        for url in feeds:
            if url not in known:
                state = msgspec.json.encode(FeedState(url)).decode()
                keep_feed(connection, KeptFeed(url, None, None, state))
        if not known and not feeds:
            raise InputError(
                "no feed is followed yet: name one, onrecord follow https://example.org/feed.xml"
            )


class _Following:
    def __init__(
        self,
        store: Store,
        web: Web,
        order: FollowOrder,
        messages: Messages,
        ending: Ending,
        *,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._store = store
        self._web = web
        self._order = order
        self._messages = messages
        self._ending = ending
        self._sleep = sleep

    def run(self) -> int:
        code = ALL_DONE
        while True:
            for state in self._due():
                code = max(code, self._poll(state))
                self._ending.check()
            if self._order.once:
                return code
            self._wait()

    def _states(self) -> Iterator[FeedState]:
        with self._store.reading() as connection:
            feeds = list_feeds(connection)
        wanted = self._order.feeds
        for feed in feeds:
            if not wanted or feed.url in wanted:
                yield msgspec.json.decode(feed.state, type=FeedState)

    def _due(self) -> list[FeedState]:
        now = datetime.now(UTC)
        return [state for state in self._states() if (due := find_due(state)) is None or due <= now]

    def _wait(self) -> None:
        """Sleep until the next feed is due, in naps, so that a request to end is soon heard."""
        dues = [due for state in self._states() if (due := find_due(state)) is not None]
        seconds = (min(dues) - datetime.now(UTC)).total_seconds() if dues else _LONGEST_NAP
        self._sleep(min(max(seconds, 1.0), _LONGEST_NAP))
        self._ending.check()

    def _fetch(
        self, entries: Iterable[Entry], outlet: str | None, failed: list[Entry]
    ) -> Iterator[Source | InputError]:
        """The pages of entries; those that may be had another time are put to `failed`."""
        for entry in entries:
            for page in fetch_entries(self._web, [entry], outlet=outlet):
                refused = isinstance(page, AddressRefused)
                if isinstance(page, NotFetched) and not refused and page.status not in _GONE:
                    failed.append(entry)
                yield page

    def _poll(self, state: FeedState) -> int:
        """Poll one feed; its state is kept when all of its articles are, so that none is lost."""
        polled = poll_feed(self._web, state)
        told: Counter[str] = Counter()
        code = ALL_DONE
        if polled.problem is not None:
            self._messages.say(str(polled.problem))
            code = NOT_ALL_DONE
        title = polled.feed.title if polled.feed else None
        try:
            failed: list[Entry] = []
            if polled.entries:
                pages = self._fetch(polled.entries, title, failed)
                code = take_each(self._store, pages, self._order.manner, self._messages, self._ending, told)
            with self._store.writing() as connection:
                known = {feed.url: feed.title for feed in list_feeds(connection)}
                state = put_back(polled.state, failed) if failed else polled.state
                kept = msgspec.json.encode(state).decode()
                title = title or known.get(state.url)
                keep_feed(connection, KeptFeed(state.url, title, polled.state.polled, kept))
        except StoreError as error:
            self._messages.say(str(error))
            return NOT_ALL_DONE
        if told["added"] and not bring_up_to_date(self._store, checked=self._ending.check):
            code = max(code, NOT_ALL_DONE)
        if told or (self._order.once and polled.problem is None):
            line = describe(told, state.url) if told else f"{state.url}: nothing new"
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
        return code
