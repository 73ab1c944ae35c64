"""The records of a WARC file told apart, whatever is broken between and within them.

What a record holds is no matter here (`warc.py` has that): only where it begins and ends, and how to go on
behind one that is broken. Nothing is taken on trust: neither lengths, nor that what is unpacked ever ends.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from onrecord.ingest.lookahead import CHUNK, FILLING, HEAD_LIMIT, MARK, RECORD, SAMPLE, Lookahead

BLOCK_LIMIT = 40 * 1024 * 1024
"""Bytes of a record that are kept; of one that is larger, the first `SAMPLE`."""
SKIP_LIMIT = 1024 * 1024 * 1024
"""Bytes that are unpacked without being kept, to get behind a record that is too large."""
_MOST_RETURNS = 100
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_LENGTH = re.compile(rb"(?:^|\n)content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*(?:\r?\n|$)", re.IGNORECASE)
_FOLLOWING = re.compile(rb"\n(?=WARC/\d\.\d\r?\n)")
_TRAILER = re.compile(rb"\r?\n\r?\n")
_NO_RECORD = "what stands there is no record"
_NO_END = "its header has no end"
_NO_LENGTH = "its header gives no Content-Length, or several"
_WRONG_LENGTH = "its Content-Length is wrong: no record follows where it should end"


class Frame(NamedTuple):
    """A record of a WARC file, as far as it could be read.

    `offset` is the byte of the file where it begins; of a record in gzip, where its gzip member begins, and
    `number` counts the records of that member from 0. `head` are its header lines, `block` what follows them:
    all of its `length` bytes, or the first `SAMPLE` of one that is too large. `trouble` says what is wrong.
    """

    offset: int
    number: int
    head: bytes
    block: bytes
    length: int
    trouble: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the block is all there."""
        return self.trouble is None and len(self.block) == self.length


class Gap(NamedTuple):
    """A stretch of the file, from the byte `start` up to `end`, that is no record."""

    start: int
    end: int


def read_frames(stream: BinaryIO, start: int = 0) -> Iterator[Frame | Gap]:
    """The records of a WARC file (plain, or gzip in as many members as there are) from the byte `start` on.

    The stream must be one that can be sought in, and nobody else's meanwhile.
    """
    size = stream.seek(0, 2)
    begin = _skip_filling(stream, start)
    is_packed = not _begins_record(stream, begin, size) and _find_member(stream, begin) < size
    yield from (_read_members if is_packed else _read_plain)(stream, start)


def _read_plain(stream: BinaryIO, start: int) -> Iterator[Frame | Gap]:
    size = stream.seek(0, 2)
    at = _skip_filling(stream, start)
    while at < size:
        stream.seek(at)
        if RECORD.match(stream.read(MARK)):
            frame, end = _read_plain_record(stream, at, size)
            yield frame
        else:
            end = _find_record(stream, at + 1)
            yield Gap(at, end)
        at = _skip_filling(stream, end)


def _read_plain_record(stream: BinaryIO, at: int, size: int) -> tuple[Frame, int]:
    """The record at the byte `at`, and where to go on behind it."""
    stream.seek(at)
    feed = Lookahead(lambda: stream.read(SAMPLE // 4))
    taken = feed.take_head()
    if taken is None:
        # Others that begin in the same stretch have no end either; they are not looked at one by one.
        seen = len(feed.peek(HEAD_LIMIT))
        return Frame(at, 0, feed.peek(1024), b"", 0, _NO_END), _find_record(stream, at + max(seen // 2, 1))
    head, begin = taken[0], at + taken[1]
    length = _find_length(head)
    if length is None:
        return Frame(at, 0, head, b"", 0, _NO_LENGTH), _find_record(stream, begin - 1)
    # What stands behind it tells at once whether the length is right.
    behind = _skip_filling(stream, begin + length)
    if begin + length > size or not _ends_record(stream, begin + length, behind, size):
        there = size - begin
        trouble = _cut_off(there, length) if there < length else _WRONG_LENGTH
        return Frame(at, 0, head, b"", length, trouble), _find_record(stream, begin - 1)
    stream.seek(begin)
    block = stream.read(length if length <= BLOCK_LIMIT else SAMPLE)
    return Frame(at, 0, head, block, length), behind


def _ends_record(stream: BinaryIO, end: int, behind: int, size: int) -> bool:
    """Whether a record can end at `end`: two line ends stand there, or none and another record follows."""
    stream.seek(end - 1)
    last, trailer = stream.read(1), stream.read(4)
    return bool(_TRAILER.match(trailer)) or (
        _begins_record(stream, behind, size) and (behind >= size or last not in b"\r\n")
    )


def _begins_record(stream: BinaryIO, at: int, size: int) -> bool:
    stream.seek(at)
    return at >= size or bool(RECORD.match(stream.read(MARK)))


def _skip_filling(stream: BinaryIO, at: int) -> int:
    """Where the first byte from `at` on stands that is no line end and no NUL."""
    stream.seek(at)
    while piece := stream.read(SAMPLE // 16):
        rest = piece.lstrip(FILLING)
        at += len(piece) - len(rest)
        if rest:
            break
    return at


def _find_record(stream: BinaryIO, at: int) -> int:
    """Where the first record behind the byte `at` begins, or the file's end."""
    return _scan(stream, at, _FOLLOWING, lambda _: True)


def _find_member(stream: BinaryIO, at: int) -> int:
    """Where the first gzip member from the byte `at` on begins that holds a record, or the file's end."""
    return _scan(stream, at, _MEMBER, lambda position: _holds_record(stream, position))


def _scan(stream: BinaryIO, at: int, pattern: re.Pattern[bytes], fits: Callable[[int], bool]) -> int:
    """Where the first match of the pattern that fits ends (or, of `_MEMBER`, begins), from `at` on."""
    size = SAMPLE // 4
    while True:
        stream.seek(at)
        piece = stream.read(size)
        for match in pattern.finditer(piece):
            position = at + (match.start() if pattern is _MEMBER else match.end())
            if fits(position):
                return position
        if len(piece) < size:
            return at + len(piece)
        at += len(piece) - MARK
        size = min(2 * size, CHUNK)


def _holds_record(stream: BinaryIO, at: int) -> bool:
    stream.seek(at)
    head = _unpack_start(zlib.decompressobj(31), stream.read(1024), MARK)
    return bool(RECORD.match(head.lstrip(FILLING)))


def _unpack_start(inflater: zlib._Decompress, packed: bytes, size: int) -> bytes:
    """The first `size` bytes and a little more, or what there is before the data breaks."""
    unpacked = b""
    try:
        for at in range(0, len(packed), 32):
            if inflater.eof or len(unpacked) >= size:
                break
            unpacked += inflater.decompress(packed[at : at + 32], HEAD_LIMIT)
    except zlib.error:
        pass
    return unpacked


def _find_length(head: bytes) -> int | None:
    lengths = {int(match[1]) for match in _LENGTH.finditer(head)}
    return lengths.pop() if len(lengths) == 1 else None


def _cut_off(there: int, length: int) -> str:
    return f"cut off: {there:,} of {length:,} bytes are there"


class _Member:
    """A gzip member of the file, unpacked piece by piece, and the records in it."""

    def __init__(self, stream: BinaryIO, at: int) -> None:
        self._stream = stream
        self._begin = self._at = at
        self._inflater = zlib.decompressobj(31)
        self._feed = Lookahead(self._unpack)
        self._returns = 0
        self._is_left = False
        self._trouble: str | None = None
        self.end: int | None = None
        """The byte behind the member, once all of it was unpacked."""
        self.is_gap = False
        """Whether this is no gzip member, or none that begins with a record."""

    def read_records(self) -> Iterator[Frame]:
        """The records in the member; usually there is one."""
        feed = self._feed
        feed.skip_filling()
        self.is_gap = not RECORD.match(feed.peek(MARK)) and not (self.end and not feed.peek(1))
        number = 0
        while not self.is_gap and not self._is_left and feed.peek(1):
            frame = self._read_record(number)
            yield frame
            number += 1
            if frame.trouble and not (self._returns <= _MOST_RETURNS and feed.find_record(BLOCK_LIMIT)):
                return

    def _read_record(self, number: int) -> Frame:
        feed = self._feed
        if not RECORD.match(feed.peek(MARK)):
            return Frame(self._begin, number, b"", b"", 0, _NO_RECORD)
        taken = feed.take_head()
        if taken is None:
            frame = Frame(self._begin, number, feed.peek(1024), b"", 0, self._trouble or _NO_END)
            feed.skip(HEAD_LIMIT // 2)
            return frame
        length = _find_length(taken[0])
        if length is None:
            return Frame(self._begin, number, taken[0], b"", 0, _NO_LENGTH)
        block = feed.take(length if length <= BLOCK_LIMIT else SAMPLE)
        trouble = self._pass_end(length, block)
        return Frame(self._begin, number, taken[0], block, length, trouble)

    def _pass_end(self, length: int, block: bytes) -> str | None:
        """Go behind the record whose `block` was read; what is wrong with it, if anything is."""
        feed = self._feed
        rest = length - len(block)
        if len(block) == SAMPLE and rest > SKIP_LIMIT:
            self._is_left = True
            return None
        if rest > 0 and not (length > BLOCK_LIMIT and feed.skip(rest)):
            return self._trouble or _cut_off(len(block), length)
        has_trailer = bool(_TRAILER.match(feed.peek(4)))
        feed.skip_filling()
        behind = feed.peek(MARK)
        follows = RECORD.match(behind) and block[-1:] not in (b"\r", b"\n")
        if behind and not has_trailer and not follows:
            # The records that the wrong length swallowed are looked for; if it happens often, no more.
            self._returns += 1
            feed.put_back(block + b"\n")
            return _WRONG_LENGTH
        return self._trouble if not behind else None

    def _unpack(self) -> bytes:
        """The next piece; none at the end, and none where it is broken or cut off."""
        while self.end is None and self._trouble is None:
            packed = self._inflater.unconsumed_tail or self._read_packed()
            before = self._inflater.copy() if self._at - self._begin <= SAMPLE else None
            try:
                piece = self._inflater.decompress(packed, CHUNK)
            except zlib.error as error:
                self._trouble = f"its gzip data is broken ({error})"
                # What can be had of the header names the record.
                return _unpack_start(before, packed, HEAD_LIMIT) if before else b""
            if self._inflater.eof:
                self.end = self._at - len(self._inflater.unused_data)
            elif not packed and not piece:
                self._trouble = "its gzip data is cut off"
            if piece:
                return piece
        return b""

    def _read_packed(self) -> bytes:
        self._stream.seek(self._at)
        packed = self._stream.read(SAMPLE)
        self._at += len(packed)
        return packed


def _read_members(stream: BinaryIO, start: int) -> Iterator[Frame | Gap]:
    size = stream.seek(0, 2)
    at = _skip_filling(stream, start)
    while at < size:
        member = _Member(stream, at)
        yield from member.read_records()
        end = member.end or _find_member(stream, at + 1)
        if member.is_gap:
            yield Gap(at, end)
        at = _skip_filling(stream, end)
