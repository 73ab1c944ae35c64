"""Bytes near those that a reader expects: seeds cut, joined and changed with an eye to their structure."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

_NUMBER = re.compile(rb"\d+")
_EDGE = re.compile(rb"[\r\n<>\"{},\t:;]")
_NUMBERS = st.sampled_from(
    [b"0", b"-1", b"1", b"4", b"99999", b"18446744073709551616", b"1e999", b"0x10", b""]
)
_SPLINTERS = st.sampled_from(
    [
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\r\n",
        b"\n\n",
        b"\r",
        b"<",
        b"<![CDATA[",
        b"-->",
        b"\\ud800",
        b'"',
        b"'",
        b"{",
        b"[" * 50,
        b"]",
        b"WARC/1.0\r\n",
        b"Content-Length: 5\r\n",
        b"\x1f\x8b\x08\0",
        b"&#0;",
        b"HTTP/1.1 200 OK\r\n",
        b"0\r\n\r\n",
        b'<!DOCTYPE x [<!ENTITY a "b">]>',
        b"\xfe\xff",
        b" " * 100,
        b"\t",
    ]
)


def mutations(seeds: Sequence[bytes]) -> SearchStrategy[bytes]:
    """Any bytes, and more often changed seeds."""
    return st.one_of(st.binary(max_size=300), _changed(tuple(seeds)), _changed(tuple(seeds)))


@st.composite
def _changed(draw: DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    data = draw(st.sampled_from(seeds))
    if data.startswith(b"\x1f\x8b") and draw(st.booleans()):
        data = _unpacked(data)
        return gzip.compress(_change(draw, data, seeds), 1)
    for _ in range(draw(st.integers(0, 4))):
        data = _change(draw, data, seeds)
    return data


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(data, 1_000_000)
    except zlib.error:
        return data


def _change(draw: DrawFn, data: bytes, seeds: tuple[bytes, ...]) -> bytes:
    kind = draw(st.integers(0, 6))
    start = draw(st.integers(0, len(data)))
    end = min(len(data), start + draw(st.integers(0, 60)))
    if kind == 0:
        return data[:start] + data[end:]
    if kind == 1:
        return data[:start] + draw(_SPLINTERS) + data[start:]
    if kind == 2:
        return data[:start] + draw(st.binary(min_size=1, max_size=8)) + data[end:]
    if kind == 3:
        return data[:end] + data[start:end] * draw(st.integers(1, 30)) + data[end:]
    if kind == 4:
        return data[:start] + draw(st.sampled_from(seeds))[-draw(st.integers(1, 400)) :]
    places = list((_NUMBER if kind == 5 else _EDGE).finditer(data))
    if not places:
        return data
    place = draw(st.sampled_from(places))
    filler = draw(_NUMBERS if kind == 5 else _SPLINTERS)
    return data[: place.start()] + filler + data[place.end() :]
