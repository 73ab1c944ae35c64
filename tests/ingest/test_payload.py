"""Bodies are unpacked within limits, and digests checked."""

from __future__ import annotations

import base64
import gzip
import hashlib
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError, MalformedInput
from onrecord.ingest import payload
from onrecord.ingest.payload import is_digest_of, unchunk, unpack

PAGE = b"<html><body><p>The mayor said so.</p></body></html>" * 20


def pack(kind: str, content: bytes, folder: Path) -> bytes:
    """The content in brotli or zstd, by way of a file, since that is how the library writes."""
    from fastwarc.stream_io import BrotliWriter, ZstdWriter

    path = folder / "packed"
    writer = (BrotliWriter if kind == "br" else ZstdWriter)(str(path))
    writer.write(content)
    writer.close()
    return path.read_bytes()


def test_gzip_and_deflate_in_their_forms() -> None:
    assert unpack(gzip.compress(PAGE), "gzip") == PAGE
    assert unpack(gzip.compress(PAGE) + gzip.compress(b"x") + b"tail", "X-GZIP") == PAGE + b"x"
    assert unpack(zlib.compress(PAGE), "deflate") == PAGE
    assert unpack(zlib.compress(PAGE)[2:-4], "deflate") == PAGE
    assert unpack(zlib.compress(gzip.compress(PAGE)), "gzip, deflate") == PAGE


@pytest.mark.parametrize("kind", ["br", "zstd"])
def test_brotli_and_zstd(kind: str, tmp_path: Path) -> None:
    packed = pack(kind, PAGE, tmp_path)
    assert unpack(packed, kind) == PAGE
    with pytest.raises(MalformedInput, match="broken or cut off"):
        unpack(packed[:-3], kind)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "identity", "", "none"])
def test_what_is_not_packed_is_left_as_it_is(coding: str) -> None:
    assert unpack(PAGE, coding) == PAGE
    assert unpack(b"", coding) == b""


@pytest.mark.parametrize(
    ("body", "coding", "message"),
    [
        (gzip.compress(PAGE)[:-9], "gzip", "cut off"),
        (gzip.compress(PAGE)[:30] + b"\xff" * 30, "gzip", "broken|cut off"),
        (gzip.compress(PAGE)[:-8] + bytes(8), "gzip", "broken"),
        (b"\x00\x01", "deflate", "broken|cut off"),
        (PAGE, "rot13", "'rot13' is not known"),
        (PAGE, "gzip," * 9, "9 times over"),
    ],
)
def test_what_cannot_be_unpacked(body: bytes, coding: str, message: str) -> None:
    with pytest.raises(MalformedInput, match=message):
        unpack(body, coding)


@pytest.mark.parametrize("kind", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_refused_before_it_is_unpacked(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payload, "PAYLOAD_LIMIT", 1_000_000)
    content = bytes(50_000_000)
    if kind in ("br", "zstd"):
        bomb = pack(kind, content, tmp_path)
    else:
        bomb = gzip.compress(content) if kind == "gzip" else zlib.compress(content)
    with pytest.raises(InputError, match="too much for one article"):
        unpack(bomb, kind)


def test_many_small_members_come_to_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "PAYLOAD_LIMIT", 1_000_000)
    with pytest.raises(InputError, match="too much"):
        unpack(gzip.compress(bytes(10_000)) * 200, "gzip")


def test_many_empty_members_take_no_time() -> None:
    begin = time.monotonic()
    with pytest.raises(MalformedInput, match="more than 1000 parts"):
        unpack(gzip.compress(b"") * 1_000_000, "gzip")
    assert time.monotonic() - begin < 20


def test_what_is_too_large_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "PAYLOAD_LIMIT", 10)
    with pytest.raises(InputError, match="too much"):
        unpack(PAGE, "")


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=8))
def test_chunks_are_joined(pieces: list[bytes]) -> None:
    body = b"".join(b"%X;note=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    assert unchunk(body) == b"".join(pieces)


@pytest.mark.parametrize("body", [PAGE, b"", b"\r\n", b"xyz\r\n"])
def test_what_is_not_in_chunks_is_left_as_it_is(body: bytes) -> None:
    assert unchunk(body) == body


@pytest.mark.parametrize(
    ("body", "message"),
    [(b"5\r\nabc", "within a chunk"), (b"3\r\nabc\r\nxyz", "broken"), (b"3\r\nabc", "broken")],
)
def test_broken_chunks(body: bytes, message: str) -> None:
    with pytest.raises(MalformedInput, match=message):
        unchunk(body)


def test_digests_in_both_notations() -> None:
    sha1 = hashlib.sha1(PAGE).digest()
    for digest in (
        f"sha1:{base64.b32encode(sha1).decode()}",
        f"SHA-1: {sha1.hex()}",
        f"sha256:{hashlib.sha256(PAGE).hexdigest().upper()}",
        f"sha256:{base64.b32encode(hashlib.sha256(PAGE).digest()).decode().rstrip('=').lower()}",
    ):
        assert is_digest_of(digest, PAGE) is True
        assert is_digest_of(digest, b"other", PAGE) is True
        assert is_digest_of(digest, b"other") is False


@pytest.mark.parametrize("digest", ["", "sha1:", "sha1:xyz!", "crc32:12345678", "sha1:AAAA", "é:é"])
def test_what_is_no_digest_that_is_known(digest: str) -> None:
    assert is_digest_of(digest, PAGE) is None
