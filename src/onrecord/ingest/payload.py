"""What a server sent, unpacked, and checked against its digests; never more than a limit."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from onrecord.errors import InputError, MalformedInput

if TYPE_CHECKING:
    from fastwarc.stream_io import WarcReader

PAYLOAD_LIMIT = 32 * 1024 * 1024
"""Bytes that the payload of a record may have once it is unpacked."""
_MOST_CODINGS = 3
_MOST_MEMBERS = 1_000
_PIECE = 256 * 1024
_CHUNK_HEAD = re.compile(rb"\s*([0-9a-fA-F]{1,15})[ \t]*(?:;[^\n]*)?\r?\n")
_LONGEST_CHUNK_HEAD = 1024
_OF_GZIP = 31
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_ALGORITHMS = {"sha1": 20, "sha256": 32, "sha512": 64, "md5": 16}


def unchunk(body: bytes) -> bytes:
    """The body without its chunked transfer coding; as it is, where it does not begin like a chunk.

    Raises:
        MalformedInput: it ends within a chunk, or is not in chunks throughout.
    """
    if not _CHUNK_HEAD.match(body, 0, _LONGEST_CHUNK_HEAD):
        return body
    return b"".join(_split_chunks(memoryview(body), body))


def _split_chunks(view: memoryview, body: bytes) -> Iterator[memoryview]:
    at = 0
    while True:
        head = _CHUNK_HEAD.match(body, at, at + _LONGEST_CHUNK_HEAD)
        if head is None:
            raise MalformedInput("its chunked transfer coding is broken")
        at = head.end()
        size = int(head[1], 16)
        if size == 0:
            return
        if at + size > len(body):
            raise MalformedInput("cut off: its body ends within a chunk")
        yield view[at : at + size]
        at += size


def unpack(body: bytes, codings: str) -> bytes:
    """The body without its content codings ("gzip", "br, gzip"), which are undone from the last to the first.

    A body that plainly is not in the coding that it is said to be in is left as it is.

    Raises:
        MalformedInput: the packed data is broken or cut off, or the coding is not known.
        InputError: it comes to more than `PAYLOAD_LIMIT` bytes.
    """
    names = [name.strip().lower() for name in codings.split(",") if name.strip()]
    if len(names) > _MOST_CODINGS:
        raise MalformedInput(f"it is packed {len(names)} times over")
    for name in reversed(names):
        body = _unpack_once(body, name)
    check_size(len(body))
    return body


def check_size(size: int) -> None:
    """Raise InputError where a payload of `size` bytes is over the limit."""
    if size > PAYLOAD_LIMIT:
        raise InputError(f"larger than {PAYLOAD_LIMIT // 1024**2} MiB, too much for one article")


def _unpack_once(body: bytes, coding: str) -> bytes:
    if coding in ("identity", "none", "utf-8", "") or not body:
        return body
    if coding in ("gzip", "x-gzip"):
        return _inflate(body, _OF_GZIP) if body.startswith(_GZIP) else body
    if coding == "deflate":
        return _undeflate(body)
    if coding == "zstd":
        return _read_packed(body, coding) if body.startswith(_ZSTD) else body
    if coding == "br":
        return body if _is_markup(body) else _read_packed(body, coding)
    raise MalformedInput(f"its content coding {coding[:40]!r} is not known")


def _is_markup(body: bytes) -> bool:
    return body[:1024].lstrip().startswith(b"<") and body[:1024].isascii()


def _undeflate(body: bytes) -> bytes:
    """As servers mean it by "deflate": the form of zlib, or the bare data of it."""
    if _is_markup(body):
        return body
    is_zlib = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return _inflate(body, 15 if is_zlib else -15)


def _inflate(body: bytes, form: int) -> bytes:
    """All gzip members (or the one stream) of `body`; what stands behind the last is passed over."""
    pieces: list[bytes] = []
    at = 0
    for _ in range(_MOST_MEMBERS):
        try:
            at = _inflate_one(body, at, zlib.decompressobj(form), pieces)
        except zlib.error as error:
            raise MalformedInput(f"its packed body is broken ({error})") from error
        if form != _OF_GZIP or not body.startswith(_GZIP, at):
            return b"".join(pieces)
    raise MalformedInput(f"its packed body is in more than {_MOST_MEMBERS} parts")


def _inflate_one(body: bytes, at: int, inflater: zlib._Decompress, pieces: list[bytes]) -> int:
    """Unpack what begins at `at` onto `pieces`; where it ends."""
    view = memoryview(body)
    while not inflater.eof:
        packed = view[at : at + _PIECE]
        if not packed:
            raise MalformedInput("cut off: its packed body has no end")
        pieces.append(inflater.decompress(packed, PAYLOAD_LIMIT + 1))
        check_size(sum(map(len, pieces)))
        at += len(packed) - len(inflater.unused_data) - len(inflater.unconsumed_tail)
    return at


def _read_packed(body: bytes, coding: str) -> bytes:
    from fastwarc.stream_io import BrotliReader, ZstdReader

    kinds: Mapping[str, Callable[[io.BytesIO], WarcReader]] = {"br": BrotliReader, "zstd": ZstdReader}
    pieces: list[bytes] = []
    size = 0
    try:
        reader = kinds[coding](io.BytesIO(body))
        while piece := reader.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            check_size(size)
    except (OSError, ValueError) as error:
        raise MalformedInput(f"its packed body is broken or cut off ({error})") from error
    return b"".join(pieces)


def is_digest_of(digest: str, *contents: bytes) -> bool | None:
    """Whether the digest ("sha1:…", in base 32 or hexadecimal digits) is that of one of the contents.

    None where its algorithm is not known, or it is no digest at all.
    """
    name, _, value = digest.strip().partition(":")
    algorithm = name.lower().replace("-", "")
    size = _ALGORITHMS.get(algorithm)
    expected = _read_digest(value.strip(), size) if size else None
    if expected is None:
        return None
    return any(
        hashlib.new(algorithm, content, usedforsecurity=False).digest() == expected for content in contents
    )


def _read_digest(value: str, size: int) -> bytes | None:
    try:
        if len(value) == 2 * size:
            return bytes.fromhex(value)
        found = base64.b32decode(value.upper() + "=" * (-len(value) % 8))
    except (ValueError, binascii.Error):
        return None
    return found if len(found) == size else None
