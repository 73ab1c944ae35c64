"""The records of a WARC file are told apart, however broken it is, and in bounded time and memory."""

from __future__ import annotations

import gzip
import io
import time
import tracemalloc

import pytest
from fastwarc import ArchiveIterator
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ingest import framing
from onrecord.ingest.framing import Frame, Gap, read_frames
from onrecord.ingest.lookahead import SAMPLE

Pack = bool


def make_record(number: int, block: bytes = b"The mayor said so.", length: int | None = None) -> bytes:
    """A resource record, plain."""
    head = (
        f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:x:{number}>\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def read(content: bytes, start: int = 0) -> list[Frame | Gap]:
    return list(read_frames(io.BytesIO(content), start))


def blocks_of(found: list[Frame | Gap]) -> list[bytes]:
    return [one.block for one in found if isinstance(one, Frame) and one.is_whole]


def troubles_of(found: list[Frame | Gap]) -> list[str]:
    return [one.trouble for one in found if isinstance(one, Frame) and one.trouble]


def join(*records: bytes, packed: Pack) -> tuple[bytes, list[int]]:
    """The records in one file, and where each begins."""
    content, offsets = b"", []
    for record in records:
        offsets.append(len(content))
        content += gzip.compress(record, 1) if packed else record
    return content, offsets


BOTH = pytest.mark.parametrize("packed", [False, True])


@BOTH
def test_records_and_where_they_begin(packed: Pack) -> None:
    content, offsets = join(*(make_record(n, b"%d" % n) for n in range(4)), packed=packed)
    found = read(content)
    assert blocks_of(found) == [b"0", b"1", b"2", b"3"]
    assert [one.offset for one in found if isinstance(one, Frame)] == offsets
    assert blocks_of(read(content, offsets[2])) == [b"2", b"3"]


@BOTH
def test_a_library_finds_the_same(packed: Pack) -> None:
    content, _ = join(*(make_record(n, b"word " * n) for n in range(30)), packed=packed)
    theirs = [
        (one.stream_pos, one.reader.read()) for one in ArchiveIterator(io.BytesIO(content), parse_http=False)
    ]
    assert [(one.offset, one.block) for one in read(content) if isinstance(one, Frame)] == theirs


def test_many_records_in_one_gzip_member() -> None:
    content = gzip.compress(make_record(0, b"a") + make_record(1, b"b") + make_record(2, b"c"))
    found = read(content)
    assert blocks_of(found) == [b"a", b"b", b"c"]
    assert [(one.offset, one.number) for one in found if isinstance(one, Frame)] == [(0, 0), (0, 1), (0, 2)]


@BOTH
def test_no_blocks_blank_lines_and_single_line_ends(packed: Pack) -> None:
    content, _ = join(make_record(0, b""), b"\r\n\n\0", make_record(1).replace(b"\r\n", b"\n"), packed=packed)
    assert blocks_of(read(content)) == [b"", b"The mayor said so."]
    assert read(b"") == []
    assert read(b"\r\n\0") == []


@BOTH
def test_garbage_between_records_is_a_gap(packed: Pack) -> None:
    first, second = (join(make_record(n), packed=packed)[0] for n in range(2))
    garbage = b"\x17no record, though WARC/1.0 is in it\n" * 9000
    found = read(garbage + first + garbage + second + garbage)
    assert len(blocks_of(found)) == 2
    size, behind = len(garbage), 2 * len(garbage) + len(first)
    assert [one for one in found if isinstance(one, Gap)][:2] == [
        Gap(0, size),
        Gap(size + len(first), behind),
    ]


@BOTH
@pytest.mark.parametrize("by", [-10, -1, 5, 40, 10**9])
def test_a_wrong_length_costs_no_other_record(packed: Pack, by: int) -> None:
    block = b"The mayor said so. " * 9
    bad = make_record(1, block, len(block) + by)
    found = read(join(make_record(0, b"a"), bad, make_record(2, b"b"), packed=packed)[0])
    assert blocks_of(found) == [b"a", b"b"]
    assert len(troubles_of(found)) == 1


def test_a_wrong_length_within_a_gzip_member_costs_no_other_record() -> None:
    for by in (-10, 3, 40, 10**9):
        bad = make_record(1, b"a" * 100, 100 + by)
        found = read(gzip.compress(make_record(0, b"a") + bad + make_record(2, b"b")))
        assert blocks_of(found)[0] == b"a"
        assert troubles_of(found)
        if by < 10**9:
            assert blocks_of(found) == [b"a", b"b"]


@BOTH
@pytest.mark.parametrize(
    "line", [b"Content-Length: many", b"X: y", b"Content-Length: 1\r\nContent-Length: 2"]
)
def test_a_header_without_one_length(packed: Pack, line: bytes) -> None:
    bad = make_record(1).replace(b"Content-Length: 18", line)
    found = read(join(bad, make_record(2, b"b"), packed=packed)[0])
    assert blocks_of(found) == [b"b"]
    assert "Content-Length" in troubles_of(found)[0]


@BOTH
def test_every_cut_is_noticed(packed: Pack) -> None:
    content, offsets = join(make_record(0, b"a"), make_record(1, b"The mayor said so."), packed=packed)
    last = content[offsets[1] :]
    # Without its two line ends a plain record is still whole.
    for size in range(1, len(last) - (0 if packed else 4)):
        found = read(content[: offsets[1] + size])
        assert blocks_of(found) == [b"a"], size
        assert len(found) == 2


@given(st.integers(0, 400), st.binary(min_size=1, max_size=30))
def test_a_broken_member_costs_no_other_record(at: int, damage: bytes) -> None:
    members = [gzip.compress(make_record(n, b"%d" % n * 300)) for n in range(3)]
    at %= len(members[1])
    broken = (members[1][:at] + damage + members[1][at + len(damage) :])[: len(members[1])]
    found = read(members[0] + broken + members[2])
    assert {b"0" * 300, b"2" * 300} <= set(blocks_of(found))
    assert all(set(block) <= {*b"012"} for block in blocks_of(found))


def test_a_broken_member_still_has_its_header() -> None:
    record = make_record(7, bytes(range(256)) * 40)
    packed = bytearray(gzip.compress(record))
    packed[-100:-60] = b"\xff\0" * 20
    (frame,) = read(bytes(packed))
    assert isinstance(frame, Frame)
    assert "broken" in (frame.trouble or "")
    assert b"<urn:x:7>" in frame.head


@BOTH
def test_of_a_large_record_only_a_sample_is_kept(packed: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framing, "BLOCK_LIMIT", 100_000)
    content, _ = join(make_record(0, b"a" * 200_000), make_record(1, b"b"), packed=packed)
    first, second = read(content)
    assert isinstance(first, Frame)
    assert (len(first.block), first.length, first.trouble) == (SAMPLE, 200_000, None)
    assert not first.is_whole
    assert blocks_of([second]) == [b"b"]


def test_a_member_that_never_ends_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framing, "SKIP_LIMIT", 1_000_000)
    bomb = make_record(0, bytes(3_000_000))
    declared = read(gzip.compress(bomb) + gzip.compress(make_record(1, b"b")))
    assert blocks_of(declared) == [] or blocks_of(declared)[-1] == b"b"
    monkeypatch.setattr(framing, "BLOCK_LIMIT", 1_000)
    found = read(gzip.compress(bomb) + gzip.compress(make_record(1, b"b")))
    assert blocks_of(found) == [b"b"]
    assert len(found) == 2


@BOTH
def test_memory_is_bounded(packed: Pack) -> None:
    content, _ = join(make_record(0, b"a" * 100_000_000), make_record(1, b"b"), packed=packed)
    stream = io.BytesIO(content)
    del content
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_frames(stream))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 2
    assert peak < 10_000_000


@pytest.mark.parametrize(
    "content",
    [
        b"WARC/1.0\r\n" * 100_000,
        b"WARC/1.0\nContent-Length: 30000000\n\n" * 30_000,
        b"WARC/1.0\nContent-Length: 1\n\n" * 30_000,
        b"\x1f\x8b\x08\x00" * 100_000,
        gzip.compress(b"WARC/1.0\r\n" * 1_000_000),
        gzip.compress(b"WARC/1.0\nContent-Length: 3000000\n\n" * 30_000),
        gzip.compress(b"WARC/1.0\nContent-Length: 1\n\n" * 30_000),
        gzip.compress(b"WARC/1.0\nContent-Length: 1\n\nx" + b"\r\n" * 3_000_000),
        gzip.compress(b"WARC/1.0\r\n") * 10_000,
        gzip.compress(b"WARC/1.0\nContent-Length: 1\n\n")[:-4] * 10_000,
    ],
    ids=range(10),
)
def test_what_is_made_to_stall_a_reader(content: bytes) -> None:
    begin = time.monotonic()
    assert sum(1 for _ in read_frames(io.BytesIO(content)))
    assert time.monotonic() - begin < 20


@settings(max_examples=200, deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=5), st.booleans())
def test_what_is_written_is_read(blocks: list[bytes], packed: bool) -> None:
    content, _ = join(*(make_record(n, block) for n, block in enumerate(blocks)), packed=packed)
    assert blocks_of(read(content)) == blocks
