"""A connection is made to an address, but its certificate is checked for the name."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import NotFetched
from tests.ingest.web.server import make_web, reply

# A certificate for paper.test that signs itself, with its key; it is trusted by nobody but this test.
CERTIFICATE = Path(__file__).with_name("paper.test.pem")


class Answering(BaseHTTPRequestHandler):
    """Gives the same page for everything but the rules."""

    def do_GET(self) -> None:
        reply(self, b"", 404) if self.path == "/robots.txt" else reply(self, b"safe")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""
        del format, args


class SecureServer(HTTPServer):
    """Notes the names that clients ask for, and lets clients hang up."""

    names: list[str | None]

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over it: a client that finds the wrong name hangs up."""
        del request, client_address


@pytest.fixture
def secure(monkeypatch: pytest.MonkeyPatch) -> Iterator[SecureServer]:
    """A server that speaks TLS, and is trusted."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server = SecureServer(("127.0.0.1", 0), Answering)
    server.names = []
    context.sni_callback = lambda _, name, __: server.names.append(name)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_name_is_asked_for_and_checked(secure: SecureServer) -> None:
    with make_web() as web:
        assert web.fetch(f"https://paper.test:{secure.server_port}/a").content == b"safe"
    assert set(secure.names) == {"paper.test"}


def test_another_name_at_the_same_address_is_refused(secure: SecureServer) -> None:
    with (
        make_web() as web,
        pytest.raises(NotFetched, match=r"no secure connection to other\.test .*mismatch"),
    ):
        web.fetch(f"https://other.test:{secure.server_port}/a")
    # Asking again would not have helped, and was not tried.
    assert secure.names == ["other.test"]


def test_a_certificate_that_nobody_vouches_for_is_refused(
    secure: SecureServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with make_web() as web, pytest.raises(NotFetched, match=r"no secure connection .*self-signed"):
        web.fetch(f"https://paper.test:{secure.server_port}/a")
