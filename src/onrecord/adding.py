"""What `onrecord add` does: articles into a store, with a word on what became of each."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from onrecord.api import check_given, load_analysis
from onrecord.errors import AddressRefused, InputError, StoreError
from onrecord.ingest.archive import find_some
from onrecord.ingest.fetch import is_address
from onrecord.ingest.skipped import Skipped
from onrecord.ingest.tables import Reading
from onrecord.intake import Item, Manner, Taken, take_in
from onrecord.interrupts import Ending, drop_output, ending_on_signals
from onrecord.messages import Messages, open_messages
from onrecord.model.document import Source
from onrecord.store.opening import Store, open_store
from onrecord.upkeep import bring_up_to_date

if TYPE_CHECKING:
    from onrecord.ingest.web.client import Web

ALL_ADDED, NOT_ALL_ADDED, OUR_FAULT, INTERRUPTED, BROKEN_PIPE = 0, 1, 3, 130, 141
_LINES = ("jsonl", "ndjson")
_MANY = (*_LINES, "csv", "tsv", "json", "warc", "wet", "gz")
"""Files that may hold more than one article; of some their number is known only when all is read."""
_WORDS = {
    "added": "added",
    "known": "there before",
    "reanalysed": "analysed anew",
    "skipped": "skipped",
    "failed": "not read",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """How pages are fetched: see `Web`."""

    allow_private: bool = False
    contact: str | None = None
    cache: bool = True
    delay: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the user of `onrecord add` asks for.

    With `listed` each article is told of on standard output, as a line of JSON; with `compare` the new ones
    are compared with the others when all are there.
    """

    locations: tuple[str, ...]
    store: str | None
    manner: Manner
    reading: Reading = field(default_factory=Reading)
    fetching: Fetching = field(default_factory=Fetching)
    listed: bool = False
    compare: bool = True


def run_add(order: Order) -> int:
    """Add what is asked for and give the command's exit code.

    Raises:
        InputError, StoreError: the order cannot be carried out, whatever the articles are.
    """
    check_given(order.manner.given)
    with open_store(order.store, create=True) as store, ExitStack() as stack:
        items = find_all(order, stack)
        return run_intake(
            store,
            items,
            order.manner,
            listed=order.listed,
            total=count_items(order.locations),
            compare=order.compare,
        )


def run_intake(
    store: Store,
    items: Iterator[Item],
    manner: Manner,
    *,
    listed: bool,
    total: int | None,
    compare: bool = True,
) -> int:
    """Take the items into the store, tell what became of them, and give the command's exit code.

    With `compare` the new articles are then compared with those that are there, unless the store could not
    be written.
    """
    told: Counter[str] = Counter()
    try:
        with (
            ending_on_signals() as ending,
            open_messages(total=total, progress=True, doing="Adding") as messages,
        ):
            code, went_through = _take_all(store, items, manner, messages, ending, told, listed=listed)
        if compare and went_through and (told["added"] or told["reanalysed"]):
            with ending_on_signals() as ending:
                if not bring_up_to_date(store, checked=ending.check):
                    code = max(code, NOT_ALL_ADDED)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        drop_output()
        return BROKEN_PIPE
    if sys.stdout is not None and not listed:
        line = describe(told, store.location)
        again = "; interrupted: the same command goes on where it stopped"
        sys.stdout.write(f"{line}{again if code == INTERRUPTED else ''}\n")
    return code


def _take_all(
    store: Store,
    items: Iterator[Item],
    manner: Manner,
    messages: Messages,
    ending: Ending,
    told: Counter[str],
    *,
    listed: bool,
) -> tuple[int, bool]:
    """Take the items in; gives the exit code, and whether the store could be written all the time."""
    try:
        return take_each(store, items, manner, messages, ending, told, listed=listed), True
    except StoreError as error:
        messages.say(str(error))
        return OUR_FAULT if told["ours"] else NOT_ALL_ADDED, False


def take_each(
    store: Store,
    items: Iterator[Item],
    manner: Manner,
    messages: Messages,
    ending: Ending,
    told: Counter[str],
    *,
    listed: bool = False,
) -> int:
    """Take the items into the store, count in `told` what became of them, and give the exit code.

    An interrupt is raised when what was begun is written.

    Raises:
        StoreError: the store cannot be written; what was counted is in it.
    """
    code = ALL_ADDED
    taken = take_in(store, _once_loaded(items, manner, ending), manner, say=messages.say)
    with closing(taken):
        for one in taken:
            code = max(code, _tell(one, told, messages, listed=listed))
            ending.check()
    return code


def _tell(one: Taken, told: Counter[str], messages: Messages, *, listed: bool) -> int:
    told[one.outcome] += 1
    told["ours"] += one.ours
    if one.outcome == "skipped":
        told[f"skipped: {one.message}"] += 1
    if listed:
        _list(one)
    messages.advance()
    if one.outcome != "failed":
        return ALL_ADDED
    messages.say(one.message or "")
    return OUR_FAULT if one.ours else NOT_ALL_ADDED


def _list(one: Taken) -> None:
    if sys.stdout is not None:
        sys.stdout.write(msgspec.json.encode(one).decode() + "\n")
        sys.stdout.flush()


def describe(told: Counter[str], location: str) -> str:
    """What became of all items, in a line, and why some were skipped."""
    parts = [f"{told[name]:,} {words}" for name, words in _WORDS.items() if told[name]]
    reasons = [
        f"{count:,} {name.removeprefix('skipped: ')}"
        for name, count in told.most_common()
        if name.startswith("skipped: ")
    ]
    line = f"{location}: {', '.join(parts) or 'nothing was added'}"
    return f"{line} ({', '.join(reasons)})" if reasons else line


def find_all(order: Order, stack: ExitStack) -> Iterator[Item]:
    """The articles and records of all locations, in order; pages are fetched when it is their turn."""
    web: Web | None = None
    for location in order.locations:
        if is_address(location):
            web = web or stack.enter_context(open_web(order.fetching))
            yield from find_on_web(location, web)
        else:
            yield from find_some(location, order.reading)


def open_web(fetching: Fetching) -> Web:
    """A client for the web as the user wants it; raises as `Web` does."""
    from onrecord.ingest.web.client import Web
    from onrecord.ingest.web.pace import DELAY

    return Web(
        allow_private=fetching.allow_private,
        contact=fetching.contact,
        cache=fetching.cache,
        delay=DELAY if fetching.delay is None else fetching.delay,
    )


def find_on_web(url: str, web: Web, *, most: int | None = None) -> Iterator[Item]:
    """The page at an address, or those that a feed there leads to, of which no more than `most` are fetched.

    Where it leads to more, the last item says so.
    """
    from onrecord.ingest.web.feed_xml import looks_like_feed
    from onrecord.ingest.web.feeds import read_feed
    from onrecord.ingest.web.following import fetch_entries

    try:
        source = web.fetch(url)
        if not looks_like_feed(source.content):
            yield source
            return
        feed = read_feed(source.content, url)
    except AddressRefused as error:  # which names the host alone, be it one that a page redirects to
        yield error if url in str(error) else AddressRefused(f"{url}: {error}")
        return
    except InputError as error:
        yield error
        return
    yield from fetch_entries(web, feed.entries[:most], outlet=feed.title)
    if most is not None and len(feed.entries) > most:
        yield Skipped(url, f"more than {most} pages in a feed")


def _once_loaded(items: Iterable[Item], manner: Manner, ending: Ending) -> Iterator[Item]:
    """The items, with all that an analysis in this process needs loaded before the first that needs one."""
    loaded = manner.jobs not in (1, None)
    for item in items:
        if isinstance(item, Source) and not loaded:
            with ending.put_off():
                load_analysis()
            loaded = True
        yield item


def count_items(locations: Iterable[str]) -> int | None:
    """How many items there are, where that can be told without reading them."""
    total = 0
    for location in locations:
        count = _count_in(location)
        if count is None:
            return None
        total += count
    return total


def _count_in(location: str) -> int | None:
    from onrecord.ingest.folders import expand_pattern, is_folder, is_pattern, walk_folder

    if location == "-":
        return None
    if is_folder(location) or is_pattern(location):
        found = walk_folder(location) if is_folder(location) else expand_pattern(location)
        return count_items(one for one in found if isinstance(one, str))
    suffix = location.lower().rpartition(".")[2]
    if is_address(location) or suffix not in _MANY:
        return 1
    return _count_lines(location) if suffix in _LINES else None


def _count_lines(path: str) -> int | None:
    """How many lines a file has, which in JSONL is how many articles."""
    try:
        with open(path, "rb") as stream:  # noqa: PTH123
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return None
