"""Fetches pages: politely, within limits, from addresses that were checked."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from types import TracebackType

import httpcore
import httpx

from onrecord.errors import InputError, NotFetched
from onrecord.ingest.fetch import printable
from onrecord.ingest.web import answers
from onrecord.ingest.web.addresses import Resolver, check_url, resolve_host
from onrecord.ingest.web.answers import Answer
from onrecord.ingest.web.cache import find_cache_directory, keep_pages
from onrecord.ingest.web.failures import TRANSPORT_ERRORS, explain_failure, is_final
from onrecord.ingest.web.pace import DELAY, Pace
from onrecord.ingest.web.robots import LARGEST, Robots
from onrecord.ingest.web.transport import FETCHED, CheckedBackend, Deadline, DirectTransport
from onrecord.model.capture import Capture
from onrecord.model.document import Source

ABOUT = "https://pypi.org/project/onrecord/"
# Of a redirect or an error, only so much is read.
_NOTICE = 64 * 1024
_ACCEPT = ("Accept", "text/html, */*;q=0.5")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
# What is between a server and a visitor, and says nothing of the page.
_NOT_KEPT = frozenset({"set-cookie", "set-cookie2", FETCHED})


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a page may be (bytes, unpacked), how long it may take (seconds), how often it is tried.

    `total` counts redirects and further tries, but not the pauses between them, nor what a site's rules take:
    those have `rules`.
    """

    size: int = 32 * 1024 * 1024
    total: float = 30.0
    rules: float = 10.0
    connect: float = 10.0
    read: float = 10.0
    redirects: int = 10
    retries: int = 2


@dataclass(frozen=True, slots=True)
class _Request:
    """What to ask, and what of the answer is wanted."""

    url: httpx.URL
    headers: tuple[tuple[str, str], ...] = ()
    size: int = 0
    cut: bool = False
    readable: bool = False
    cached: bool = True
    obey: bool = True


class Web:
    """A client for pages and feeds; a context manager, for one thread at a time.

    Each host is asked once in `delay` seconds at most, and never for what its robots.txt forbids. Only public
    addresses are connected to, unless `allow_private`. `contact` (an address that a site's people can write
    to) stands in the user agent. With `cache`, pages are kept in `cache_directory`, by default that of
    `find_cache_directory`. Proxies named in the environment are not used: they would resolve the names
    themselves, and nothing could be checked. The other arguments are for tests.

    Raises:
        InputError: the contact cannot stand in a header, or the cache cannot be made.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        contact: str | None = None,
        cache: bool = True,
        cache_directory: Path | None = None,
        delay: float = DELAY,
        limits: Limits | None = None,
        resolve: Resolver = resolve_host,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
        connect: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._allow_private = allow_private
        self._limits = limits or Limits()
        self._agent = make_user_agent(contact)
        self._pace = Pace(delay, clock=clock, sleep=sleep)
        self._robots = Robots(self._get_rules, self._pace, clock=clock)
        self._deadline = Deadline()
        backend = CheckedBackend(
            resolve=resolve, allow_private=allow_private, deadline=self._deadline, connect=connect
        )
        self._direct = DirectTransport(backend, self._pace, self._deadline)
        self._cached: httpx.BaseTransport = self._direct
        if cache:
            directory = cache_directory or find_cache_directory()
            self._cached = keep_pages(
                self._direct, directory, largest=self._limits.size, private=allow_private
            )

    def __enter__(self) -> Web:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections and the cache."""
        self._cached.close()

    def fetch(self, url: str) -> Source:
        """The page at `url`, with how it was come by; its `url` is the address behind all redirects.

        Raises:
            AddressRefused: it, or an address that it redirects to, is not one of the public web.
            NotFetched: there is no such page, it is no text, too large, too slow, or not for programs.
        """
        answer = self._follow(
            _Request(
                self._check(url), (("Accept", "text/html, */*;q=0.5"),), self._limits.size, readable=True
            )
        )
        retry_after = answers.read_retry_after(answer.header("retry-after"))
        answers.check_status(answer.status, answer.url, retry_after)
        return Source(
            location=printable(url),
            content=answer.content,
            media_type=answers.read_media_type(answer.header("content-type")) or None,
            url=answer.url,
            capture=Capture(fetched=answer.fetched, status=answer.status, headers=answer.headers),
        )

    def get(self, url: str, headers: Iterable[tuple[str, str]] = (), *, size: int | None = None) -> Answer:
        """The answer for `url` behind its redirects, whatever its status and type, and past the cache.

        `size` is how many bytes the body may have; by default as many as a page.

        Raises:
            AddressRefused, NotFetched: there was no answer, as with `fetch`.
        """
        wanted = self._limits.size if size is None else size
        return self._follow(_Request(self._check(url), tuple(headers), wanted, cached=False))

    def _get_rules(self, url: str) -> Answer:
        return self._follow(_Request(self._check(url), size=LARGEST, cut=True, cached=False, obey=False))

    def _check(self, url: str | httpx.URL) -> httpx.URL:
        return check_url(url, allow_private=self._allow_private)

    def _follow(self, request: _Request) -> Answer:
        """Ask, and ask on where the answer sends us, each address being checked before it is connected to."""
        first = request.url
        self._deadline.start(self._limits.total if request.obey else self._limits.rules, str(first))
        for _ in range(self._limits.redirects + 1):
            if request.obey:
                self._obey(request.url)
            answer = self._ask(request)
            place = answer.header("location")
            if answer.status not in _REDIRECTS or place is None:
                return answer
            request = replace(request, url=self._check(_join(request.url, place)))
        raise NotFetched(f"{first}: redirected more than {self._limits.redirects} times: check the address")

    def _obey(self, url: httpx.URL) -> None:
        """Check the site's rules; the time that fetching them takes is not the page's."""
        with self._deadline.kept():
            self._robots.check(url)

    def _ask(self, request: _Request) -> Answer:
        """The answer to one request, asked again where the failure is likely to pass."""
        host = request.url.host
        for attempt in range(self._limits.retries + 1):
            self._check_pace(request.url)
            pause = 2.0**attempt
            last = attempt == self._limits.retries
            try:
                answer = self._send(request)
            except TRANSPORT_ERRORS as error:
                if last or is_final(error):
                    raise explain_failure(request.url, error) from error
                self._deadline.limit(None)
            else:
                if answer.status not in _PASSING:
                    return answer
                asked = answers.read_retry_after(answer.header("retry-after"))
                self._pace.hold_off(host, asked or 0.0)
                if last or (asked or 0.0) > self._pace.longest:
                    return answer
                pause = max(pause, asked or 0.0)
            self._pace.hold_off(host, pause)
        raise AssertionError("the last attempt returns or raises")

    def _check_pace(self, url: httpx.URL) -> None:
        left = self._pace.time_left(url.host)
        if left > self._pace.longest:
            raise NotFetched(
                f"{url}: {url.host} asks to be left alone for {left:.0f} seconds more; try again then",
                status=HTTPStatus.TOO_MANY_REQUESTS,
                retry_after=left,
            )

    def _send(self, request: _Request) -> Answer:
        if not request.cached:
            return self._exchange(request, self._direct)
        try:
            return self._exchange(request, self._cached)
        except (RuntimeError, sqlite3.Error):
            # A cache that another program broke must not keep a page from being fetched.
            return self._exchange(request, self._direct)

    def _exchange(self, request: _Request, transport: httpx.BaseTransport) -> Answer:
        message = httpx.Request(
            "GET",
            request.url,
            headers=[("User-Agent", self._agent), ("Accept-Encoding", answers.CODINGS), *request.headers],
            extensions={"timeout": self._timeouts()},
        )
        with closing(transport.handle_request(message)) as response:
            content = self._read(response, request)
            return Answer(
                url=str(request.url),
                status=response.status_code,
                headers=tuple(_list_headers(response.headers)),
                content=content,
                fetched=response.headers.get(FETCHED, ""),
            )

    def _timeouts(self) -> dict[str, float]:
        limits = self._limits
        return {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.connect}

    def _read(self, response: httpx.Response, request: _Request) -> bytes:
        url = str(request.url)
        if not response.is_success:
            return answers.read_body(response, url, _NOTICE, cut=True)
        if request.readable:
            answers.check_readable(answers.read_media_type(response.headers.get("content-type")), url)
        return answers.read_body(response, url, request.size, cut=request.cut)


def make_user_agent(contact: str | None = None) -> str:
    """Who asks: the program, its version, and where its purpose or the people behind it are found.

    Raises:
        InputError: the contact holds characters that cannot stand in a header.
    """
    about = ABOUT if contact is None else contact.strip()
    if not re.fullmatch(r"[!-'*-~]+(?: [!-'*-~]+)*", about):
        raise InputError(
            f"contact {about!r}: give an address of the web or of e-mail, in ASCII and without brackets"
        )
    # From the package's metadata: to import the package itself would be to import what stands above.
    return f"onrecord/{version('onrecord')} (+{about}; news archiving)"


def _list_headers(headers: httpx.Headers) -> Iterator[tuple[str, str]]:
    return ((name.lower(), value) for name, value in headers.multi_items() if name.lower() not in _NOT_KEPT)


def _join(url: httpx.URL, place: str) -> httpx.URL:
    try:
        return url.join(place)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise NotFetched(f"{url}: redirects to {place[:200]!r}, which is no web address") from error
