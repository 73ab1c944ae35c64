"""A web server on this machine whose answers each test makes, and what the tests of this room share."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpcore

from onrecord.ingest.web.client import Limits, Web

Handler = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """The pages of the server by their path, and the requests that came (path and headers)."""

    port: int = 0
    pages: dict[str, Handler] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def at(self, path: str, host: str = "paper.test") -> str:
        """The address of a path; every name of a host leads to this server."""
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> None:
        """Put a page there; `content_type="text/plain"` makes a header Content-Type."""
        self.pages[path] = lambda handler: reply(handler, body, status, **headers)

    def paths(self) -> list[str]:
        """What was asked for, but robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


def reply(handler: BaseHTTPRequestHandler, body: bytes = b"", status: int = 200, **headers: str) -> None:
    """Answer with these headers, the names with `_` for `-`."""
    handler.send_response(status)
    given = {name.replace("_", "-").title(): value for name, value in headers.items()}
    given.setdefault("Content-Type", "text/html")
    if "Transfer-Encoding" not in given:
        given.setdefault("Content-Length", str(len(body)))
    for name, value in given.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def serve() -> Iterator[Site]:
    """Run a server on 127.0.0.1 for as long as the context lasts; unknown paths give 404."""
    site = Site()

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            page = site.pages.get(self.path)
            # The client hangs up on what it refuses.
            with suppress(ConnectionError):
                if page is None:
                    reply(self, b"nothing here", 404)
                else:
                    page(self)

        def log_message(self, format: str, *args: Any) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Clock:
    """A clock that only sleeping moves on."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        """Note the pause, and let it be over."""
        self.slept.append(seconds)
        self.now += seconds


class Nobody(httpcore.NetworkBackend):
    """A network that nobody may connect to."""

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.NetworkStream:
        raise AssertionError(f"connected to {host}:{port}")


def make_web(clock: Callable[[], float] | None = None, **changes: Any) -> Web:
    """A client that may ask the local server under any name, keeps nothing, and never really sleeps.

    Unless it is given another clock than a `Clock`.
    """
    clock = clock or Clock()
    given: dict[str, Any] = {
        "allow_private": True,
        "cache": False,
        "resolve": lambda *_: ["127.0.0.1"],
        "clock": clock,
        "sleep": clock.sleep if isinstance(clock, Clock) else time.sleep,
        "limits": Limits(total=10.0, read=5.0),
    }
    return Web(**(given | changes))
