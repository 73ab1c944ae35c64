"""WARC records of mixed kinds, good and bad, made from invented pages, and what should become of each."""

from __future__ import annotations

import gzip
import io
import random
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

Outcome = Literal["good", "skipped", "bad"]
LONG_LINE = 50_000_000
BOMB = 300_000_000
PLAIN, PACKED = "plain.warc", "packed.warc.gz"
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200)
_HTML = "text/html; charset=utf-8"


class Made(NamedTuple):
    """A record: its kind, what should become of it, its id, and its bytes before they are packed."""

    kind: str
    outcome: Outcome
    identity: str
    raw: bytes


class Written(NamedTuple):
    """A record as it stands in a file."""

    kind: str
    outcome: Outcome
    identity: str
    file: str
    offset: int
    number: int


def marker(number: int) -> str:
    """The sentence that only the page of this number has."""
    return f"Marsh told the council that bridge number {number} of the harbour would stay shut until spring."


def make_page(number: int) -> bytes:
    """A page of an article with the marker of `number`."""
    filler = "".join(
        f"<p>The engineers who looked at cable {one} on Wednesday said that the work would take weeks.</p>"
        for one in range(number % 7 + 3)
    )
    return (
        f"<!DOCTYPE html>\n<html><head><title>Bridge {number} shut</title></head><body><article>"
        f"<h1>Bridge {number} shut</h1><p>{marker(number)}</p>{filler}</article></body></html>"
    ).encode()


def make_text(number: int) -> bytes:
    """A plain text with the marker of `number`."""
    return f"{marker(number)}\n\nThe ferries will run by night as long as the work lasts.\n".encode()


def make_pdf(number: int) -> bytes:
    """A PDF of one page with the marker of `number`."""
    words = f"BT /F1 9 Tf 40 700 Td ({marker(number)}) Tj ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    return assemble_pdf(parts)


def assemble_pdf(parts: list[bytes]) -> bytes:
    """The PDF of which these are the objects, from 1 on; the first is its catalogue."""
    content, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(parts) + 1
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(content))
    )


def _respond(
    number: int,
    body: bytes,
    *headers: tuple[str, str],
    kind: str = _HTML,
    status: str = "200 OK",
    path: str = "",
) -> bytes:
    """The bytes of a response record."""
    fields = [*headers, ("Content-Type", kind)] if kind else list(headers)
    http = StatusAndHeaders(status, fields, protocol="HTTP/1.1")
    return _write(number, "response", body, path, http=http)


def _write(
    number: int,
    kind: str,
    body: bytes,
    path: str = "",
    http: StatusAndHeaders | None = None,
    media_type: str | None = None,
) -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=False)
    record = writer.create_warc_record(
        f"https://shore.example/{path or f'news/{number}.html'}",
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=http,
        warc_content_type=media_type or "",
        warc_headers_dict={"WARC-Record-ID": name(number), "WARC-Date": "2021-03-04T10:00:00Z"},
    )
    writer.write_record(record)
    return stream.getvalue()


def name(number: int) -> str:
    """The record id of `number`."""
    return f"<urn:uuid:00000000-0000-4000-8000-{number:012d}>"


def _chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 100] for at in range(0, len(body), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@cache
def _bomb(size: int) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    piece = b"<p>" * 333_333
    return b"".join(packer.compress(piece) for _ in range(size // len(piece) + 1)) + packer.flush()


def _lengthen(raw: bytes, by: int) -> bytes:
    """The record with another Content-Length than is right."""
    head, end, block = raw.partition(b"\r\n\r\n")
    lines = [
        b"Content-Length: %d" % (int(line.split(b":")[1]) + by)
        if line.startswith(b"Content-Length")
        else line
        for line in head.split(b"\r\n")
    ]
    return b"\r\n".join(lines) + end + block


def _flip(raw: bytes) -> bytes:
    """The record with a letter of its page changed."""
    return raw.replace(b"until spring", b"until Spring", 1)


Maker = Callable[[int], bytes]
_GOOD: dict[str, Maker] = {
    "page": lambda n: _respond(n, make_page(n)),
    "page in gzip": lambda n: _respond(n, gzip.compress(make_page(n)), ("Content-Encoding", "gzip")),
    "page in deflate": lambda n: _respond(n, zlib.compress(make_page(n)), ("Content-Encoding", "deflate")),
    "page said to be in gzip": lambda n: _respond(n, make_page(n), ("Content-Encoding", "gzip")),
    "page in chunks": lambda n: _respond(n, _chunked(make_page(n)), ("Transfer-Encoding", "chunked")),
    "page in chunks and gzip": lambda n: _respond(
        n,
        _chunked(gzip.compress(make_page(n))),
        ("Transfer-Encoding", "chunked"),
        ("Content-Encoding", "gzip"),
    ),
    "page said to be in chunks": lambda n: _respond(n, make_page(n), ("Transfer-Encoding", "chunked")),
    "page labelled as picture": lambda n: _respond(n, make_page(n), kind="image/jpeg"),
    "page labelled as bytes": lambda n: _respond(n, make_page(n), kind="application/octet-stream"),
    "page labelled as text": lambda n: _respond(n, make_page(n), kind="text/plain"),
    "page without label": lambda n: _respond(n, make_page(n), kind=""),
    "text": lambda n: _respond(n, make_text(n), kind="text/plain"),
    "PDF": lambda n: _respond(n, make_pdf(n), kind="application/pdf"),
    "PDF labelled as page": lambda n: _respond(n, make_pdf(n)),
    "resource": lambda n: _write(n, "resource", make_page(n), media_type="text/html"),
    "conversion": lambda n: _write(n, "conversion", make_text(n), media_type="text/plain"),
}
_SKIPPED: dict[str, Maker] = {
    "request": lambda n: _write(
        n,
        "request",
        b"",
        http=StatusAndHeaders("GET / HTTP/1.1", [("Host", "shore.example")], is_http_request=True),
    ),
    "metadata": lambda n: _write(n, "metadata", b"fetchTimeMs: 12\r\n", media_type="application/warc-fields"),
    "not found": lambda n: _respond(n, make_page(n), status="404 Not Found"),
    "redirect": lambda n: _respond(n, b"", ("Location", "https://shore.example/"), status="301 Moved"),
    "picture": lambda n: _respond(n, _PNG, kind="image/png"),
    "picture labelled as page": lambda n: _respond(n, _PNG),
    "style sheet": lambda n: _respond(n, b"p { color: red }", kind="text/css"),
    "robots.txt": lambda n: _respond(n, b"User-agent: *\n", kind="text/plain", path="robots.txt"),
    "empty page": lambda n: _respond(n, b" \n"),
}
_BAD: dict[str, Maker] = {
    "changed letter": lambda n: _flip(_respond(n, make_page(n))),
    "gzip cut off": lambda n: _respond(n, gzip.compress(make_page(n))[:-20], ("Content-Encoding", "gzip")),
    "gzip broken": lambda n: _respond(
        n, gzip.compress(make_page(n))[:60] + b"\xff" * 90, ("Content-Encoding", "gzip")
    ),
    "chunks cut off": lambda n: _respond(n, _chunked(make_page(n))[:-80], ("Transfer-Encoding", "chunked")),
    "no HTTP": lambda n: _respond(n, make_page(n)).replace(b"HTTP/1.1 200", b"PTTH/1.1 200"),
    "length too large": lambda n: _lengthen(_respond(n, make_page(n)), 400),
    "length far too large": lambda n: _lengthen(_respond(n, make_page(n)), 10**12),
    "length too small": lambda n: _lengthen(_respond(n, make_page(n)), -200),
}
_LARGE: dict[str, Maker] = {
    "gzip bomb": lambda n: _respond(n, _bomb(BOMB), ("Content-Encoding", "gzip")),
    "line of 50 MB": lambda n: _respond(n, make_text(n)[:-1] * (LONG_LINE // 130), kind="text/plain"),
    "page of 50 MB": lambda n: _respond(n, b"<html><p>" + b"word " * (LONG_LINE // 5)),
}
_KINDS: tuple[tuple[Outcome, dict[str, Maker]], ...] = (
    ("good", _GOOD),
    ("skipped", _SKIPPED),
    ("bad", _BAD),
    ("bad", _LARGE),
)
_OF_A_HUNDRED = (55, 28, 14, 3)


def write_archives(folder: Path, records: int, seed: int = 7) -> list[Written]:
    """Write a plain and a packed WARC file into the folder, with `records` in both; what stands where.

    In the packed file some gzip members are broken, in both there is garbage between some records, and the
    last record of each is cut off.
    """
    half = records // 2
    chance = random.Random(seed)
    written: list[Written] = []
    for file, numbers in ((PLAIN, range(half)), (PACKED, range(half, records))):
        with (folder / file).open("wb") as stream:
            written += _write_file(stream, file, list(numbers), chance)
    return written


def _write_file(stream: BinaryIO, file: str, numbers: list[int], chance: random.Random) -> Iterator[Written]:
    damage = ""
    for number in numbers:
        made = _make(number, chance)
        content = made.raw if file == PLAIN else gzip.compress(made.raw, 6)
        # Of a member whose head is broken only the place is known: nothing else bad may be next to it.
        kinds, shares = ("", "member", "head", "garbage"), (85, 5, 2 * (not damage), 8)
        damage = "" if damage == "head" else chance.choices(kinds, shares)[0]
        if number == numbers[-1]:
            made = made._replace(kind="cut off", outcome="bad")
            content = content[: len(content) // 2]
        elif file == PACKED and damage in ("member", "head"):
            made = made._replace(kind=f"gzip {damage} broken", outcome="bad")
            at = 40 if damage == "head" else len(content) - 70
            content = content[:at] + b"\0\xff" * 20 + content[at + 40 :]
        yield Written(made.kind, made.outcome, made.identity, file, stream.tell(), number)
        stream.write(content)
        # Behind a record of unknown length nobody can tell where garbage begins.
        if damage == "garbage" and not made.kind.startswith("length") and number != numbers[-1]:
            yield Written("garbage", "bad", "", file, stream.tell(), -1)
            stream.write(b"\x17garbage that no archive should hold\n" * 3)


def _make(number: int, chance: random.Random) -> Made:
    outcome, kinds = chance.choices(_KINDS, _OF_A_HUNDRED)[0]
    kind = chance.choice(sorted(kinds))
    return Made(kind, outcome, name(number), kinds[kind](number))
