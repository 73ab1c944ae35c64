"""What sites ask of programs in their robots.txt (RFC 9309)."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from http import HTTPStatus

import httpx
from protego import Protego

from onrecord.errors import AddressRefused, NotFetched
from onrecord.ingest.web.answers import Answer, read_retry_after
from onrecord.ingest.web.pace import Pace

NAME = "onrecord"
LARGEST = 500 * 1024
# The RFC lets rules be kept for a day. A failure is looked at again sooner: feeds are followed for months.
_RULES_HOLD = 24 * 60 * 60.0
_FAILURE_HOLDS = 10 * 60.0
_RULES_ALLOWING_ALL = ""


class Robots:
    """The rules of every site that was asked so far, each fetched once in a day.

    `get` fetches a robots.txt, cut at `LARGEST` bytes, whatever its status. A site that has none (any 4xx)
    allows everything; one that fails (5xx, 429, no answer) allows nothing, as the RFC wants it.
    """

    def __init__(
        self, get: Callable[[str], Answer], pace: Pace, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._get = get
        self._pace = pace
        self._clock = clock
        self._rules: dict[str, Protego | NotFetched] = {}
        self._until: dict[str, float] = {}

    def check(self, url: httpx.URL) -> None:
        """Let `url` pass, and see to it that its host is not asked faster than it wants.

        Raises:
            NotFetched: the site asks programs not to fetch this page, or its rules could not be read.
        """
        site = str(url.copy_with(raw_path=b"/robots.txt"))
        rules = self._find(site, url.host)
        if isinstance(rules, NotFetched):
            raise NotFetched(str(rules), status=rules.status, retry_after=rules.retry_after) from rules
        if not rules.can_fetch(str(url), NAME):
            raise NotFetched(
                f"{url}: {url.host} asks programs not to fetch this page (in its robots.txt): "
                "open it in a browser, save the page, and add the saved file"
            )

    def _find(self, site: str, host: str) -> Protego | NotFetched:
        if self._until.get(site, -math.inf) <= self._clock():
            rules = self._rules[site] = self._read(site, host)
            self._until[site] = self._clock() + (
                _FAILURE_HOLDS if isinstance(rules, NotFetched) else _RULES_HOLD
            )
        return self._rules[site]

    def _read(self, site: str, host: str) -> Protego | NotFetched:
        try:
            answer = self._get(site)
        except AddressRefused:
            raise
        except NotFetched as error:
            return _unread(site, str(error), error.status, error.retry_after)
        asked = read_retry_after(answer.header("retry-after"))
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            return _unread(site, f"the server answered {answer.status}", answer.status, asked)
        found = answer.status == HTTPStatus.OK
        rules = _parse(answer.content) if found else Protego.parse(_RULES_ALLOWING_ALL)
        if delay := rules.crawl_delay(NAME):
            self._pace.slow_down(host, delay)
        return rules


def _parse(content: bytes) -> Protego:
    """The rules in the first 500 KiB, of which a line that was cut is left out."""
    if len(content) >= LARGEST:
        content = content[:LARGEST].rpartition(b"\n")[0]
    return Protego.parse(content.decode("utf-8-sig", "replace"))


def _unread(site: str, reason: str, status: int | None, retry_after: float | None) -> NotFetched:
    return NotFetched(
        f"{site} could not be read, so nothing is fetched from this site now; try again later ({reason})",
        status=status,
        retry_after=retry_after,
    )
