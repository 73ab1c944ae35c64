"""Bodies are unpacked within limits, and statuses put in words."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import NotFetched
from onrecord.ingest.web.answers import (
    check_readable,
    check_status,
    read_body,
    read_media_type,
    read_retry_after,
)

URL = "http://paper.test/a"


def make_response(body: bytes, coding: str = "", step: int = 7) -> httpx.Response:
    pieces = (body[start : start + step] for start in range(0, len(body), step))
    return httpx.Response(200, headers={"content-encoding": coding}, content=pieces)


def deflate(text: bytes, window: int = zlib.MAX_WBITS) -> bytes:
    packer = zlib.compressobj(wbits=window)
    return packer.compress(text) + packer.flush()


@given(st.binary(max_size=300), st.integers(min_value=1, max_value=50))
def test_whatever_was_packed_comes_out_again(body: bytes, step: int) -> None:
    packed = {
        "": body,
        "identity": body,
        "gzip": gzip.compress(body),
        "x-gzip": gzip.compress(body[:100]) + gzip.compress(body[100:]) + b"\0\0\0",
        "deflate": deflate(body),
        "Deflate": deflate(body, -zlib.MAX_WBITS),
    }
    for coding, sent in packed.items():
        assert read_body(make_response(sent, coding, step), URL, 300) == body


def test_a_bomb_is_left_when_it_passes_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 64_000_000)
    with pytest.raises(NotFetched, match="larger than 1 MiB"):
        read_body(make_response(bomb, "gzip", len(bomb)), URL, 1024**2)
    assert len(read_body(make_response(bomb, "gzip", len(bomb)), URL, 1000, cut=True)) == 1000


def test_packing_that_makes_nothing_of_much_is_left_too() -> None:
    with pytest.raises(NotFetched, match="larger than 100 bytes"):
        read_body(make_response(gzip.compress(b"") * 10_000, "gzip", 5000), URL, 100)


def test_a_body_of_just_the_limit_passes() -> None:
    assert len(read_body(make_response(b"x" * 100), URL, 100)) == 100
    with pytest.raises(NotFetched, match="larger than 100 bytes"):
        read_body(make_response(b"x" * 101), URL, 100)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_what_broke_off_or_is_damaged_is_refused(coding: str) -> None:
    packed = gzip.compress(b"a long text " * 99) if coding == "gzip" else deflate(b"a long text " * 99)
    with pytest.raises(NotFetched, match="broke off"):
        read_body(make_response(packed[:-6], coding), URL, 10_000)
    with pytest.raises(NotFetched, match=r"damaged|broke off"):
        read_body(make_response(packed[:4] + b"\xff" * 40, coding), URL, 10_000)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "nonsense"])
def test_packing_that_was_not_asked_for_is_refused(coding: str) -> None:
    with pytest.raises(NotFetched, match="not asked for"):
        read_body(make_response(b"x", coding), URL, 100)


@pytest.mark.parametrize(
    "kind",
    [
        "text/html; charset=x",
        "TEXT/PLAIN",
        "application/xhtml+xml",
        "application/pdf",
        "application/rss+xml",
        "",
    ],
)
def test_text_is_read(kind: str) -> None:
    check_readable(read_media_type(kind), URL)


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/zip", "font/woff2", "text"])
def test_what_is_no_text_is_not(kind: str) -> None:
    with pytest.raises(NotFetched, match=f"this is {kind}"):
        check_readable(read_media_type(kind), URL)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "no page at this address"), (410, "no page at this address"), (403, "lets onrecord not read"),
        (401, "lets onrecord not read"), (451, "lets onrecord not read"),
        (429, "fewer requests .* in 90 seconds"),
        (500, "server failed .* in 90 seconds"), (204, "answered 204"), (206, "answered 206"), (418, "418"),
    ],
)  # fmt: skip
def test_a_status_says_what_to_do(status: int, words: str) -> None:
    with pytest.raises(NotFetched, match=words) as caught:
        check_status(status, URL, 90.0)
    assert (caught.value.status, caught.value.retry_after) == (status, 90.0)


def test_the_time_to_come_back() -> None:
    now = datetime(2020, 5, 5, 12, tzinfo=UTC)
    wanted = {
        "120": 120.0,
        "Tue, 05 May 2020 12:01:00 GMT": 60.0,
        "Tue, 05 May 2020 11:00:00 GMT": 0.0,
        "soon": None,
        "-1": None,
        "": None,
        "９": None,
    }
    assert {value: read_retry_after(value, now) for value in wanted} == wanted
