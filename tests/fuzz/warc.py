"""Any bytes as a WARC file: articles, what is skipped, and errors; and each article can be fetched again."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager

from bench.warc_records import make_page, make_pdf
from onrecord.errors import InputError
from onrecord.ingest.skipped import Skipped
from onrecord.ingest.warc import read_warc, read_warc_record
from onrecord.model.document import Source

_PAGE = make_page(1)


def _make(body: bytes, *fields: str, kind: str = "response", status: str = "200 OK") -> bytes:
    http = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", *fields, "")).encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:x>\r\nWARC-Date: 2021-03-04T10:00:00Z\r\n"
        "WARC-Target-URI: https://shore.example/a\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


_RECORDS = (
    _make(_PAGE, "Content-Type: text/html"),
    _make(gzip.compress(_PAGE), "Content-Type: text/html", "Content-Encoding: gzip"),
    _make(b"5\r\n<html\r\n1\r\n>\r\n0\r\n\r\n", "Content-Type: text/html", "Transfer-Encoding: chunked"),
    _make(b"x", "Content-Type: text/html", status="404 Not Found"),
    _make(make_pdf(1), "Content-Type: application/pdf"),
    _make(b"\x1b\x05\x00\xf8a\x03", "Content-Type: text/plain", "Content-Encoding: br"),
    _make(b"\x28\xb5\x2f\xfd\x00\x58\x61\x00", "Content-Type: text/plain", "Content-Encoding: zstd"),
    _make(_PAGE, kind="resource").replace(b"application/http; msgtype=response", b"text/html"),
)
SEEDS = (
    *_RECORDS,
    b"".join(_RECORDS[:3]),
    b"".join(map(gzip.compress, _RECORDS)),
    gzip.compress(_RECORDS[0] + _RECORDS[2]),
    _RECORDS[0] + b"garbage\n" + _RECORDS[2][:-50],
    _RECORDS[0].replace(b"\r\n", b"\n"),
    _RECORDS[0].replace(b"Content-Length: ", b"Content-Length: 9"),
    b"WARC/1.0\r\n\r\n",
    b"",
)


def fuzz(data: bytes) -> None:
    """Raise what is no refusal, where reading `data` as a WARC file goes wrong."""
    with _as_file(data) as path:
        for item in read_warc(path):
            assert isinstance(item, Source | Skipped | InputError)
            if isinstance(item, Source):
                assert item.capture is not None
                assert item.capture.warc is not None
                if f"#{item.capture.warc.offset}." not in item.location:
                    assert read_warc_record(item.capture.warc) == item.content
            elif isinstance(item, InputError):
                str(item).encode("utf-8")


@contextmanager
def _as_file(data: bytes) -> Iterator[str]:
    """A file in memory that holds `data`, and its path."""
    descriptor = os.memfd_create("warc")
    try:
        os.write(descriptor, data)
        yield f"/proc/self/fd/{descriptor}"
    finally:
        os.close(descriptor)
