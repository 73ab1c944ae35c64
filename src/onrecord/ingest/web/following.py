"""Feeds polled again and again, politely, and the pages of their entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import msgspec

from onrecord.errors import InputError, MalformedInput, NotFetched
from onrecord.ingest.markup import decode_page, is_page, parse_page
from onrecord.ingest.published import find_published
from onrecord.ingest.web import answers
from onrecord.ingest.web.answers import Answer
from onrecord.ingest.web.client import Web
from onrecord.ingest.web.feed_xml import LARGEST
from onrecord.ingest.web.feeds import Entry, Feed, read_feed
from onrecord.model.document import Source, digest_of

SHORTEST_INTERVAL = 5 * 60.0
LONGEST_INTERVAL = 24 * 60 * 60.0
FIRST_INTERVAL = 60 * 60.0
# How many entries are remembered as seen: those of two feeds of the longest that are read.
_MOST_SEEN = 2000
_ACCEPT = ("Accept", "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5")
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is to be remembered of a feed between two polls.

    `polled` is a date-time of ISO 8601 in UTC, None before the first poll; `interval` is how many seconds
    behind it the next is due. `seen` holds digests of the entries that were given already, newest first.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    polled: str | None = None
    interval: float = FIRST_INTERVAL
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll found.

    `entries` are those not given before, in the order of the feed. `feed` is None where the server said that
    nothing changed, and where `problem` tells what failed; `state` is to be kept in any case.
    """

    state: FeedState
    feed: Feed | None = None
    entries: tuple[Entry, ...] = ()
    problem: InputError | None = None


def find_due(state: FeedState) -> datetime | None:
    """When the feed is to be polled next; None for at once."""
    if state.polled is None:
        return None
    return datetime.fromisoformat(state.polled) + timedelta(seconds=state.interval)


def poll_feed(web: Web, state: FeedState, *, now: datetime | None = None) -> Polled:
    """Ask the feed for what is new, now; whether it is due is the caller's to see (`find_due`).

    The next interval lies between 5 minutes and a day: half as long after new entries, half as long again
    after none, twice as long after a failure, and never shorter than what the feed (`ttl`,
    `sy:updatePeriod`) or the server (`max-age`, `Retry-After`) asks for. Pages of older entries
    (`rel="next"`) are not asked for, so that a feed without end is one poll like any other.

    Nothing is raised for a feed that cannot be had or read: that is the `problem`.
    """
    state = replace(state, polled=(now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    try:
        answer = web.get(state.url, (_ACCEPT, *_make_conditions(state)), size=LARGEST)
        if answer.status == HTTPStatus.NOT_MODIFIED:
            interval = _bound(state.interval * 1.5, _find_max_age(answer))
            return Polled(state=replace(state, interval=interval))
        retry_after = answers.read_retry_after(answer.header("retry-after"))
        answers.check_status(answer.status, answer.url, retry_after)
        feed = read_feed(answer.content, answer.url)
    except InputError as error:
        asked = error.retry_after if isinstance(error, NotFetched) else None
        return Polled(state=replace(state, interval=_bound(state.interval * 2, asked)), problem=error)
    return _sort_out(state, answer, feed)


def put_back(state: FeedState, entries: Iterable[Entry]) -> FeedState:
    """The state as if `entries` had not been given: for those whose pages could not be had this time.

    The feed is then sent in full at the next poll, since it may not have changed by then.
    """
    back = frozenset(map(_digest, entries))
    seen = tuple(digest for digest in state.seen if digest not in back)
    return replace(state, seen=seen, etag=None, last_modified=None)


def fetch_entries(
    web: Web, entries: Iterable[Entry], *, outlet: str | None = None
) -> Iterator[Source | InputError]:
    """The page of each entry, in order, or the error that it gave; none is raised.

    What a page says of itself goes before what a feed says of it. An HTML page therefore gets no title,
    byline or outlet from here, and the feed's date only where the page declares none. Other texts, which say
    nothing of themselves, get the entry's title, authors and date, and `outlet` (the feed's title, often).
    """
    for entry in entries:
        try:
            yield _fetch_entry(web, entry, outlet)
        except InputError as error:
            yield error


def _make_conditions(state: FeedState) -> Iterator[tuple[str, str]]:
    if state.etag:
        yield "If-None-Match", state.etag
    if state.last_modified:
        yield "If-Modified-Since", state.last_modified


def _sort_out(state: FeedState, answer: Answer, feed: Feed) -> Polled:
    """What is new in the feed, and when to ask it again."""
    known = frozenset(state.seen)
    digests = {_digest(entry): entry for entry in feed.entries}
    fresh = tuple(entry for digest, entry in digests.items() if digest not in known)
    asked = max(feed.interval or 0.0, _find_max_age(answer))
    kept = tuple(dict.fromkeys((*digests, *state.seen)))[:_MOST_SEEN]
    following = replace(
        state,
        etag=_keep_header(answer, "etag"),
        last_modified=_keep_header(answer, "last-modified"),
        interval=_bound(state.interval * (0.5 if fresh else 1.5), asked),
        seen=kept,
    )
    return Polled(state=following, feed=feed, entries=fresh)


def _digest(entry: Entry) -> str:
    """An entry's mark: that of its link, since some feeds make new ids on every request, else of its id."""
    return digest_of("entry", entry.link or entry.id, length=16)


def _keep_header(answer: Answer, name: str) -> str | None:
    """A header to be sent back, if it can be: what is not printable ASCII cannot stand in a request."""
    value = answer.header(name)
    return value if value and value.isascii() and value.isprintable() and len(value) < 1000 else None


def _find_max_age(answer: Answer) -> float:
    match = _MAX_AGE.search(answer.header("cache-control") or "")
    return float(match[1]) if match else 0.0


def _bound(interval: float, asked: float | None) -> float:
    return min(max(interval, asked or 0.0, SHORTEST_INTERVAL), LONGEST_INTERVAL)


def _fetch_entry(web: Web, entry: Entry, outlet: str | None) -> Source:
    if entry.link is None:
        raise MalformedInput(f"entry {entry.title or entry.id!r}: the feed gives no web address for it")
    source = web.fetch(entry.link)
    if not is_page(source):
        return msgspec.structs.replace(
            source,
            title=entry.title,
            byline=entry.authors,
            outlet=outlet,
            published=entry.published,
            published_basis="metadata",
        )
    if entry.published is None or _is_dated(source):
        return source
    return msgspec.structs.replace(source, published=entry.published, published_basis="metadata")


def _is_dated(source: Source) -> bool:
    """Whether the page declares a date; one that cannot be read is left to `extract` to complain of."""
    try:
        tree = parse_page(decode_page(source.content, source.location), source.location)
    except InputError:
        return True
    return find_published(tree, source.url) is not None
