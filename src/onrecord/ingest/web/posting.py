"""Posts messages to other people's servers, such as webhooks, from addresses that were checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from types import TracebackType

import httpcore
import httpx

from onrecord.ingest.web.addresses import Resolver, check_url, resolve_host
from onrecord.ingest.web.answers import read_retry_after
from onrecord.ingest.web.client import make_user_agent
from onrecord.ingest.web.failures import TRANSPORT_ERRORS, explain_failure
from onrecord.ingest.web.pace import Pace
from onrecord.ingest.web.transport import CheckedBackend, Deadline, DirectTransport

TIMEOUT = 15.0
"""Seconds that a message may take, from the connection to the status of the answer."""


@dataclass(frozen=True, slots=True)
class Posted:
    """What a server answered: the status, and how many seconds it asks to be left alone."""

    status: int
    retry_after: float | None = None


class Poster:
    """A client that posts; a context manager, for one thread at a time.

    Only public addresses are connected to, unless `allow_private`. Redirects are not followed: a message is
    for one address alone. Proxies named in the environment are not used. The other arguments are for tests.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        timeout: float = TIMEOUT,
        resolve: Resolver = resolve_host,
        clock: Callable[[], float] = time.monotonic,
        connect: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._allow_private = allow_private
        self._timeout = timeout
        self._deadline = Deadline(clock)
        backend = CheckedBackend(
            resolve=resolve, allow_private=allow_private, deadline=self._deadline, connect=connect
        )
        self._transport = DirectTransport(backend, Pace(0.0), self._deadline)

    def __enter__(self) -> Poster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def post(self, url: str, content: bytes, headers: Mapping[str, str]) -> Posted:
        """Post the content, and give the status of the answer, whatever that is; its body is not read.

        Raises:
            AddressRefused: the address is not one of the public web.
            NotFetched: there was no answer.
        """
        checked = check_url(url, allow_private=self._allow_private)
        self._deadline.start(self._timeout, str(checked))
        seconds = dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)
        message = httpx.Request(
            "POST",
            checked,
            headers={"User-Agent": make_user_agent(), **headers},
            content=content,
            extensions={"timeout": seconds},
        )
        try:
            with closing(self._transport.handle_request(message)) as response:
                return Posted(response.status_code, read_retry_after(response.headers.get("retry-after")))
        except TRANSPORT_ERRORS as error:
            raise explain_failure(checked, error) from error


def check_address(url: str, *, allow_private: bool) -> str:
    """The address in the form in which it is asked for; nothing is connected to.

    Raises:
        AddressRefused: it is no address of the web.
    """
    return str(check_url(url, allow_private=allow_private))
