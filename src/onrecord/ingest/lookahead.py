"""Bytes that come in pieces, looked at before they are taken: for finding one's way in a WARC file."""

from __future__ import annotations

import re
from collections.abc import Callable

CHUNK = 256 * 1024
SAMPLE = 64 * 1024
HEAD_LIMIT = 64 * 1024
"""Bytes that the header of a record may have."""
RECORD = re.compile(rb"(?:\A|\n)(?=WARC/\d\.\d\r?\n)")
MARK = 12
"""Bytes that tell the beginning of a record, with the line end before it."""
HEAD_END = re.compile(rb"\r?\n\r?\n")
FILLING = b"\0\r\n"


class Lookahead:
    """Bytes that come in pieces, to be looked at before they are taken."""

    def __init__(self, read: Callable[[], bytes]) -> None:
        self._read = read
        self._buffer = bytearray()

    def peek(self, count: int) -> bytes:
        """The next `count` bytes, or all that are left."""
        while len(self._buffer) < count and (piece := self._read()):
            self._buffer += piece
        return bytes(self._buffer[:count])

    def take(self, count: int) -> bytes:
        """The next `count` bytes, or all that are left, taken away."""
        taken = self.peek(count)
        del self._buffer[: len(taken)]
        return taken

    def skip(self, count: int) -> bool:
        """Pass over `count` bytes; whether there were as many."""
        while count > 0 and (taken := len(self.take(min(count, CHUNK)))):
            count -= taken
        return count <= 0

    def skip_filling(self, limit: int = SAMPLE) -> None:
        """Pass over line ends and NULs."""
        while limit > 0 and (piece := self.peek(SAMPLE)):
            empty = len(piece) - len(piece.lstrip(FILLING))
            self.skip(empty)
            limit -= empty
            if empty < len(piece):
                return

    def put_back(self, content: bytes) -> None:
        """Let `content` be what comes next."""
        self._buffer[:0] = content

    def take_head(self) -> tuple[bytes, int] | None:
        """The lines up to a blank one, and how many bytes both are; None if none is within the limit."""
        size = 1024
        while True:
            head = self.peek(size)
            if match := HEAD_END.search(head):
                self.skip(match.end())
                return head[: match.start()], match.end()
            if len(head) < size or size >= HEAD_LIMIT:
                return None
            size *= 4

    def find_record(self, limit: int) -> bool:
        """Go to where the next record begins; whether one does within `limit` bytes."""
        while limit > 0 and (piece := self.peek(CHUNK)):
            if match := RECORD.search(piece):
                self.skip(match.end())
                return True
            passed = max(len(piece) - MARK, 1) if len(piece) == CHUNK else len(piece)
            self.skip(passed)
            limit -= passed
        return False
