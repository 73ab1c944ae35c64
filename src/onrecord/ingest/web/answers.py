"""What a server answered: its body within limits, its status in words."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from onrecord.errors import NotFetched

# What is asked for: the forms that can be unpacked piece by piece under a limit.
CODINGS = "gzip, deflate"
_PIECE = 64 * 1024
# Types that are read besides text/* and *+xml. Servers give octet-stream where they do not know.
_READABLE = frozenset(
    {
        "",
        "application/xml",
        "application/json",
        "application/x-ndjson",
        "application/octet-stream",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)
_TOO_MANY, _UNAVAILABLE = HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_CLOSED = frozenset({401, 402, 403, 407, 451})
_SAVE = "open it in a browser, save the page, and add the saved file"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer at the end of all redirects.

    `url` is the last address asked. `content` is the body with its compression undone. The names of
    `headers` are in lower case, and `fetched` is a date-time of ISO 8601 in UTC.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    fetched: str

    def header(self, name: str) -> str | None:
        """The first header of this (lower case) name."""
        return next((value for key, value in self.headers if key == name), None)


def read_media_type(header: str | None) -> str:
    """The media type of a Content-Type header, in lower case, without parameters; "" where it is silent."""
    return (header or "").partition(";")[0].strip().lower()


def check_readable(media_type: str, url: str) -> None:
    """Raise NotFetched where bytes of this type are no text, so that they are not waited for."""
    if media_type in _READABLE or media_type.startswith("text/") or media_type.endswith("+xml"):
        return
    raise NotFetched(f"{url}: this is {media_type}, not text: give the address of an article's page")


def check_status(status: int, url: str, retry_after: float | None) -> None:
    """Raise NotFetched, with what to do, where the answer is not the page itself."""
    if status in (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION):
        return
    raise NotFetched(f"{url}: {_explain(status, retry_after)}", status=status, retry_after=retry_after)


def _explain(status: int, retry_after: float | None) -> str:
    if status in _GONE:
        return f"there is no page at this address ({status}); check it, or look for the page in a web archive"
    if status in _CLOSED:
        return f"the server lets onrecord not read this page ({status}): {_SAVE}"
    when = f"in {retry_after:.0f} seconds" if retry_after else "later"
    if status == _TOO_MANY:
        return f"the server asks for fewer requests ({status}); try again {when}"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"the server failed ({status}); try again {when}"
    return f"the server answered {status}, which is no page: {_SAVE}"


def read_retry_after(header: str | None, now: datetime | None = None) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or as a date; None if it is neither."""
    value = (header or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - (now or datetime.now(UTC))).total_seconds())


def read_body(response: httpx.Response, url: str, limit: int, *, cut: bool = False) -> bytes:
    """The body, unpacked, of `limit` bytes at most; `cut` leaves the rest instead of refusing it.

    Raises:
        NotFetched: it is larger, is broken off, or is packed in a way that was not asked for.
    """
    declared = response.headers.get("content-length", "")
    if not cut and declared.isascii() and declared.isdigit() and int(declared[:18]) > limit:
        raise _too_large(url, limit)
    body = bytearray()
    coding = response.headers.get("content-encoding", "").strip().lower()
    try:
        for piece in _unpack(_count(response.iter_raw(), url, limit), coding, url):
            body += piece
            if len(body) > limit:
                if cut:
                    break
                raise _too_large(url, limit)
    except zlib.error as error:
        raise NotFetched(f"{url}: the server sent damaged data ({error}); try again later") from error
    return bytes(body[:limit])


def _count(pieces: Iterable[bytes], url: str, limit: int) -> Iterator[bytes]:
    """The pieces as they came; packing that makes things larger must not get around the limit."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit + _PIECE:
            raise _too_large(url, limit)
        yield piece


def _unpack(pieces: Iterable[bytes], coding: str, url: str) -> Iterator[bytes]:
    if coding in ("", "identity"):
        return iter(pieces)
    if coding in ("gzip", "x-gzip", "deflate"):
        return _inflate(pieces, _DEFLATE if coding == "deflate" else _GZIP, url)
    raise NotFetched(f"{url}: the server sent it packed as {coding[:40]!r}, which was not asked for: {_SAVE}")


_GZIP, _DEFLATE = zlib.MAX_WBITS | 16, zlib.MAX_WBITS


def _inflate(pieces: Iterable[bytes], window: int, url: str) -> Iterator[bytes]:
    """Undo gzip or deflate, never making more than a piece at a time however well it was packed."""
    packed = zlib.decompressobj(window)
    begun = ended = False
    for data in pieces:
        # A file of gzip may be several, one behind the other; padding may stand behind the last.
        while data := data.lstrip(b"\0") if ended else data:
            if ended and (window != _GZIP or not data.startswith(b"\x1f")):
                return
            if not begun:
                packed = zlib.decompressobj(_find_window(data, window))
            begun, ended = True, False
            yield packed.decompress(data, _PIECE)
            data = packed.unconsumed_tail
            if packed.eof:
                data, begun, ended = packed.unused_data, False, True
    if begun:
        yield packed.flush()
        if not packed.eof:
            raise NotFetched(f"{url}: the page broke off before its end; try again later")


def _find_window(data: bytes, window: int) -> int:
    """The kind of packing: some servers send bare deflate, without the header of zlib that belongs to it."""
    bare = window == _DEFLATE and (data[0] & 0x0F) != zlib.DEFLATED
    return -zlib.MAX_WBITS if bare else window


def _too_large(url: str, limit: int) -> NotFetched:
    size = f"{limit // 1024**2} MiB" if limit >= 1024**2 else f"{limit} bytes"
    return NotFetched(f"{url}: larger than {size}, too much for one page: {_SAVE}")
