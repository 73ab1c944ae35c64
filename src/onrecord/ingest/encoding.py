"""Which encoding the bytes of a source were read in, so that characters can be counted back to bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_OF_PAGES = re.compile(r"iso8859|cp\d|koi8|mac|gb|big5|euc|shift")
_SNIFFED = 4096


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes were read: by which codec, and with how many bytes of a byte order mark in front.

    `errors` is "strict", or "surrogateescape" for UTF-8 in which single characters are damaged.
    """

    name: str
    mark: int
    errors: str = "strict"

    def decode(self, content: bytes) -> str:
        """The characters of some bytes behind the mark; what is no character becomes one of its own."""
        try:
            return content.decode(self.name, self.errors)
        except UnicodeDecodeError:
            return content.decode(self.name, "replace")


def find_encoding(content: bytes, text: str) -> Encoding | None:
    """The encoding in which `content` reads as `text` and can be written as these bytes again.

    None where there is none, as for an encoding that shifts between sets of characters.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return Encoding(name, len(mark)) if _reads(content[len(mark) :], name, text) else None
    for name in ("utf-8", "utf-16-le", "utf-16-be", *_declared(content), "cp1252"):
        if _reads(content, name, text):
            return Encoding(name, 0)
    if "\ufffd" in text and content.decode("utf-8", "replace") == text:
        return Encoding("utf-8", 0, "surrogateescape")
    return None


def count_bytes(text: str, positions: Iterable[int], encoding: Encoding) -> dict[int, int]:
    """The byte at which each of the positions in `text`, the whole of it as `encoding` decodes it, begins."""
    ordered = sorted({0, *positions})
    counted = {0: encoding.mark}
    for start, end in pairwise(ordered):
        counted[end] = counted[start] + len(text[start:end].encode(encoding.name, encoding.errors))
    return counted


def _declared(content: bytes) -> list[str]:
    match = _CHARSET.search(content[:_SNIFFED])
    try:
        name = codecs.lookup(match[1].decode("ascii")).name if match else ""
    except (LookupError, UnicodeDecodeError):
        return []
    return [name] if _OF_PAGES.match(name) else []


def _reads(content: bytes, name: str, text: str) -> bool:
    try:
        return content.decode(name) == text and text.encode(name) == content
    except (UnicodeError, LookupError, AttributeError):
        return False
