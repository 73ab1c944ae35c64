"""Connections to checked addresses only, at a polite pace and within a time limit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpcore
import httpx

from onrecord.errors import AddressRefused, NotFetched
from onrecord.ingest.web.addresses import Resolver, find_addresses
from onrecord.ingest.web.pace import Pace

# A header that the cache keeps with an answer, and that says when it came over the network.
FETCHED = "x-onrecord-fetched"
_MOST_ADDRESSES = 4
_SocketOptions = Iterable[httpcore.SOCKET_OPTION] | None


class Deadline:
    """By when a page must be there, whatever trickles in and however often it is asked for again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = 0.0
        self._location = ""
        self._seconds = 0.0

    def start(self, seconds: float, location: str) -> None:
        """Count from now on; `location` is for the message."""
        self._end, self._seconds, self._location = self._clock() + seconds, seconds, location

    def extend(self, seconds: float) -> None:
        """Do not count so many seconds, which were spent on waiting out of politeness."""
        self._end += seconds

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Let another deadline be started within; behind it, go on with this one as if no time had passed."""
        begun, kept = self._clock(), (self._seconds, self._location)
        left = self._end - begun
        try:
            yield
        finally:
            self._end = self._clock() + left
            self._seconds, self._location = kept

    def limit(self, timeout: float | None) -> float:
        """How many seconds the next step may take, and no more than `timeout`.

        Raises:
            NotFetched: the time is up.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise NotFetched(
                f"{self._location}: not there after {self._seconds:g} seconds; try again later, "
                "or save the page and give the saved file"
            )
        return left if timeout is None else min(timeout, left)


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a host once, checks what it resolves to, and connects to just that."""

    def __init__(
        self,
        *,
        resolve: Resolver,
        allow_private: bool,
        deadline: Deadline,
        connect: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._resolve = resolve
        self._allow_private = allow_private
        self._deadline = deadline
        self._connect = connect or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _SocketOptions = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of `host` that answers; TLS still checks the name."""
        addresses = find_addresses(host, port, resolve=self._resolve, allow_private=self._allow_private)
        failure: Exception = httpcore.ConnectError(f"{host}: no address answers")
        for address in addresses[:_MOST_ADDRESSES]:
            seconds = self._deadline.limit(timeout)
            try:
                stream = self._connect.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 - the signature is httpcore's
        socket_options: _SocketOptions = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Refuse: a page never comes from a socket of this machine."""
        raise AddressRefused(f"{path}: sockets are not connected to")


class _TimedStream(httpcore.NetworkStream):
    """A connection of which no step may go past the deadline, so that bytes cannot be dripped forever."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.limit(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.limit(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = self._deadline.limit(timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class DirectTransport(httpx.BaseTransport):
    """Requests over the network, each waiting for its host's turn; the cache stands before it.

    It knows no proxies, cookies or redirects: the first would resolve names out of our sight, the second are
    no part of a capture, and the third are checked one by one in `client.py`.
    """

    def __init__(self, backend: CheckedBackend, pace: Pace, deadline: Deadline) -> None:
        self._pace = pace
        self._deadline = deadline
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=8,
            max_keepalive_connections=4,
            keepalive_expiry=30,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask the server; errors are httpcore's, or onrecord's own."""
        self._deadline.extend(self._pace.wait(request.url.host))
        target = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                target,
                headers=request.headers.raw,
                content=request.content if request.method == "POST" else None,
                extensions=request.extensions,
            )
        )
        headers = [pair for pair in answer.headers if pair[0].lower() != FETCHED.encode()]
        headers.append((FETCHED.encode(), _now().encode()))
        return httpx.Response(answer.status, headers=headers, stream=_Body(answer))

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """The bytes of an answer as they come, still compressed."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
