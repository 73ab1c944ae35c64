"""Pages are fetched whole, within limits, and with how they were come by."""

from __future__ import annotations

import gzip
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest

import onrecord
from onrecord.errors import InputError, NotFetched
from onrecord.ingest.web.client import Limits, Web, make_user_agent
from tests.ingest.web.server import Clock, Site, make_web, reply

PAGE = b"<html><body><p>The mayor resigned.</p></body></html>"


def test_a_page_comes_with_how_it_was_come_by(site: Site) -> None:
    site.page("/a", PAGE, content_type="Text/HTML; charset=utf-8", set_cookie="who=you", x_served="yes")
    with make_web() as web:
        source = web.fetch(site.at("/a#top"))
    assert source.content == PAGE
    assert source.location == site.at("/a#top")
    assert (source.url, source.media_type) == (site.at("/a"), "text/html")
    assert (source.title, source.outlet, source.published) == (None, None, None)
    assert source.capture is not None
    assert source.capture.status == 200
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", source.capture.fetched)
    headers = dict(source.capture.headers)
    assert headers["x-served"] == "yes"
    assert headers["content-type"] == "Text/HTML; charset=utf-8"
    assert not {"set-cookie", "x-onrecord-fetched"} & set(headers)


def test_it_says_who_asks_and_sends_no_cookies(site: Site) -> None:
    site.page("/a", PAGE, set_cookie="who=you")
    with make_web(contact="desk@paper.example") as web:
        web.fetch(site.at("/a"))
        web.fetch(site.at("/a"))
    for _, headers in site.asked:
        version = onrecord.__version__
        assert headers["user-agent"] == f"onrecord/{version} (+desk@paper.example; news archiving)"
        assert headers["host"] == f"paper.test:{site.port}"
        assert "cookie" not in headers
        assert headers["accept-encoding"] == "gzip, deflate"


def test_the_agent_without_a_contact_names_the_project() -> None:
    assert make_user_agent().endswith("(+https://pypi.org/project/onrecord/; news archiving)")
    for contact in ("", "a\r\nCookie: x", "a) (b", "größe"):
        with pytest.raises(InputError, match="contact"):
            make_user_agent(contact)


def test_proxies_of_the_environment_are_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    site.page("/a", PAGE)
    with make_web() as web:
        assert web.fetch(site.at("/a")).content == PAGE


def test_redirects_are_followed_to_the_last_address(site: Site) -> None:
    site.page("/a", b"moved", 301, location="b?x=1")
    site.page("/b?x=1", b"moved", 307, location=f"//other.test:{site.port}/c#part")
    site.page("/c", PAGE)
    with make_web() as web:
        source = web.fetch(site.at("/a"))
    assert source.url == site.at("/c", "other.test")
    assert source.location == site.at("/a")


def test_redirects_end(site: Site) -> None:
    site.page("/a", status=302, location="/a")
    with make_web() as web, pytest.raises(NotFetched, match="more than 10 times"):
        web.fetch(site.at("/a"))
    assert len(site.paths()) == 11


@pytest.mark.parametrize("place", ["http://[", "http://\x7f/", "http://xn--a/"])
def test_a_redirect_to_nowhere(site: Site, place: str) -> None:
    site.page("/a", status=302, location=place)
    with make_web() as web, pytest.raises(NotFetched):
        web.fetch(site.at("/a"))


def test_a_page_in_chunks_and_packed(site: Site) -> None:
    packed = gzip.compress(PAGE)

    def send(handler: BaseHTTPRequestHandler) -> None:
        chunks = b"".join(b"%x\r\n%s\r\n" % (1, packed[i : i + 1]) for i in range(len(packed)))
        reply(handler, chunks + b"0\r\n\r\n", transfer_encoding="chunked", content_encoding="gzip")

    site.pages["/a"] = send
    with make_web() as web:
        assert web.fetch(site.at("/a")).content == PAGE


def test_a_gzip_bomb_is_refused(site: Site) -> None:
    site.page("/a", gzip.compress(b" " * 40_000_000), content_encoding="gzip")
    with make_web() as web, pytest.raises(NotFetched, match="larger than 32 MiB"):
        web.fetch(site.at("/a"))


def test_what_declares_to_be_too_large_is_not_waited_for(site: Site) -> None:
    def send(handler: BaseHTTPRequestHandler) -> None:
        reply(handler, b"x", content_length="99999999999")
        time.sleep(0.5)

    site.pages["/a"] = send
    begun = time.monotonic()
    with make_web() as web, pytest.raises(NotFetched, match="larger than 32 MiB"):
        web.fetch(site.at("/a"))
    assert time.monotonic() - begun < 5


def test_a_stream_without_end_is_cut_off(site: Site) -> None:
    def send(handler: BaseHTTPRequestHandler) -> None:
        reply(handler, transfer_encoding="chunked")
        while True:
            handler.wfile.write(b"400\r\n" + b"x" * 1024 + b"\r\n")

    site.pages["/a"] = send
    with (
        make_web(limits=Limits(size=100_000)) as web,
        pytest.raises(NotFetched, match="larger than 100000 b"),
    ):
        web.fetch(site.at("/a"))


def drip_body(handler: BaseHTTPRequestHandler) -> None:
    reply(handler, content_length="1000")
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.05)


@pytest.mark.parametrize("drip", [drip_body, drip_headers])
def test_a_page_that_drips_is_given_up(site: Site, drip: Callable[[BaseHTTPRequestHandler], None]) -> None:
    site.pages["/a"] = drip
    begun = time.monotonic()
    limits = Limits(total=0.6, read=0.3)
    with make_web(limits=limits) as web, pytest.raises(NotFetched, match=r"not there after 0\.6 seconds"):
        web.fetch(site.at("/a"))
    assert time.monotonic() - begun < 4


def test_silence_is_given_up_after_three_times(site: Site) -> None:
    site.pages["/a"] = lambda _: time.sleep(0.6)
    clock = Clock()
    with (
        make_web(clock, limits=Limits(read=0.2, total=10)) as web,
        pytest.raises(NotFetched, match=r"paper\.test does not answer in time"),
    ):
        web.fetch(site.at("/a"))
    assert len(site.paths()) == 3
    assert clock.slept == [1.0, 1.0, 2.0]


def test_waiting_politely_does_not_count(site: Site) -> None:
    site.page("/a", PAGE)
    with make_web(delay=0.5, limits=Limits(total=0.4), clock=time.monotonic) as web:
        web.fetch(site.at("/a"))
        assert web.fetch(site.at("/a")).content == PAGE


def test_a_closed_port_is_said_to_be_out_of_reach() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with make_web() as web, pytest.raises(NotFetched, match=r"paper\.test cannot be reached"):
            web.fetch(f"http://paper.test:{port}/")


def test_a_server_that_does_not_speak_tls(site: Site) -> None:
    url = site.at("/").replace("http:", "https:")
    with make_web() as web, pytest.raises(NotFetched, match="no secure connection"):
        web.fetch(url)


def test_a_server_that_speaks_something_else(site: Site) -> None:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"220 mail ready\r\n\r\n")

    site.pages["/a"] = send
    with make_web() as web, pytest.raises(NotFetched, match="not answer as the web does"):
        web.fetch(site.at("/a"))


@pytest.mark.parametrize(
    ("status", "words"), [(404, "no page"), (403, "not read this page"), (500, "server failed"), (204, "204")]
)
def test_a_status_that_is_no_page(site: Site, status: int, words: str) -> None:
    site.page("/a", b"" if status == 204 else b"sorry", status)
    with make_web() as web, pytest.raises(NotFetched, match=words):
        web.fetch(site.at("/a"))
    assert len(site.paths()) == 1


def flaky(site: Site, *answers: tuple[int, dict[str, str]]) -> None:
    left = list(answers)

    def send(handler: BaseHTTPRequestHandler) -> None:
        status, headers = left.pop(0) if left else (200, {})
        reply(handler, PAGE, status, **headers)

    site.pages["/a"] = send


def test_what_passes_is_tried_again_when_asked_to(site: Site) -> None:
    flaky(site, (503, {}), (429, {"retry_after": "20"}))
    clock = Clock()
    with make_web(clock) as web:
        assert web.fetch(site.at("/a")).content == PAGE
    assert clock.slept == [1.0, 1.0, 20.0]


def test_two_tries_more_are_enough(site: Site) -> None:
    flaky(site, *[(503, {})] * 3)
    with make_web() as web, pytest.raises(NotFetched, match="server failed") as caught:
        web.fetch(site.at("/a"))
    assert caught.value.status == 503
    assert len(site.paths()) == 3


def test_a_site_that_wants_to_be_left_alone_is(site: Site) -> None:
    flaky(site, (429, {"retry_after": "3600"}))
    clock = Clock()
    with make_web(clock) as web:
        with pytest.raises(NotFetched, match="try again in 3600 seconds") as caught:
            web.fetch(site.at("/a"))
        assert caught.value.retry_after == 3600
        with pytest.raises(NotFetched, match=r"paper\.test asks to be left alone for 3600 seconds more"):
            web.fetch(site.at("/a"))
        assert len(site.paths()) == 1
        clock.now += 3601
        assert web.fetch(site.at("/a")).content == PAGE


def test_what_is_no_text_is_refused_before_it_is_read(site: Site) -> None:
    site.page("/a.mp4", b"x" * 100, content_type="video/mp4")
    site.page("/a.pdf", b"%PDF-1.7", content_type="application/pdf")
    with make_web() as web:
        with pytest.raises(NotFetched, match="this is video/mp4, not text"):
            web.fetch(site.at("/a.mp4"))
        assert web.fetch(site.at("/a.pdf")).media_type == "application/pdf"


def test_get_gives_any_status(site: Site) -> None:
    site.page("/a", b"sorry", 404)
    with make_web() as web:
        answer = web.get(site.at("/a"), [("X-Wanted", "1")])
    assert (answer.status, answer.content, answer.header("content-type")) == (404, b"sorry", "text/html")
    assert site.asked[-1][1]["x-wanted"] == "1"


@pytest.mark.parametrize("arguments", [[], ["--help"], ["read", "--help"]])
def test_nothing_of_this_is_loaded_before_it_is_needed(arguments: list[str]) -> None:
    code = (
        "import atexit, sys, onrecord\n"
        "heavy = {'httpx', 'httpcore', 'hishel', 'feedparser', 'protego'}\n"
        "atexit.register(lambda: print('LOADED', *heavy & set(sys.modules)))\n"
        "if len(sys.argv) > 1:\n"
        "    from onrecord.cli import main\n"
        "    main()\n"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED"


def test_a_client_with_everything_by_default_can_be_made_and_closed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    with Web():
        pass
