"""The lines of a printed page, and the paragraphs that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage  # type: ignore[import-untyped]

# What pdfium has in the place of a hyphen that it takes for one of a line's end.
_HYPHENS = dict.fromkeys((0x02, 0xFFFE, 0xAD), "-")
_CONTROLS = dict.fromkeys((0x00, 0x01, *range(0x03, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0xFEFF))
_LARGEST_PITCH = 1.35
_INDENT = 0.8
_SHORT_LINE = 0.85
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]*$")


class Line(NamedTuple):
    """A line of a page, and where it stands: its edges in points, counted from the page's lower left."""

    text: str
    left: float
    right: float
    bottom: float
    height: float


def read_lines(page: PdfPage, limit: int) -> list[Line] | None:
    """The lines of a page in the order of the file, without blank ones; None for over `limit` characters."""
    from pypdfium2 import raw

    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > limit:
            return None
        # Characters beyond the basic plane come as two, the halves of a pair.
        codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(count))
        return list(_place_lines(textpage, [chr(code) if 0 < code < 0x110000 else " " for code in codes]))
    finally:
        textpage.close()


def _place_lines(textpage: PdfTextPage, characters: Sequence[str]) -> Iterator[Line]:
    start = 0
    for end in [*(index for index, one in enumerate(characters) if one in "\r\n"), len(characters)]:
        shown = [index for index in range(start, end) if not characters[index].isspace()]
        text = _tidy("".join(characters[start:end]))
        if shown and text:
            left, bottom, _, top = textpage.get_charbox(shown[0], loose=True)
            right = textpage.get_charbox(shown[-1], loose=True)[2]
            yield Line(text, left, right, bottom, top - bottom)
        start = end + 1


def _tidy(text: str) -> str:
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return " ".join(whole.translate(_HYPHENS).translate(_CONTROLS).split())


def join_lines(lines: Sequence[Line]) -> Iterator[str]:
    """The paragraphs that the lines of a page make.

    A new one begins where the space between two lines is larger than usual, the size of the letters changes,
    a line is indented, or one that is short ends with a sentence. A hyphen at the end of a line is kept, and
    the next line joined to it without a space.
    """
    pitches = [above.bottom - below.bottom for above, below in pairwise(lines) if above.bottom > below.bottom]
    usual = median(pitches) if pitches else 0.0
    paragraph = ""
    for number, line in enumerate(lines):
        if paragraph and _begins(line, lines[number - 1], lines, usual):
            yield paragraph
            paragraph = ""
        gap = "" if not paragraph or paragraph.endswith("-") else " "
        paragraph = f"{paragraph}{gap}{line.text}"
    if paragraph:
        yield paragraph


def _begins(line: Line, above: Line, lines: Sequence[Line], usual: float) -> bool:
    """Whether a paragraph begins with `line`, which stands behind `above`."""
    height = max(line.height, above.height, 0.1)
    if abs(line.height - above.height) > 0.15 * height:
        return True
    pitch = above.bottom - line.bottom
    edge = max((one.right for one in lines if abs(one.left - above.left) < 3 * height), default=above.right)
    full = above.right - above.left >= _SHORT_LINE * (edge - above.left)
    ended = bool(_SENTENCE_END.search(above.text))
    if pitch < 0:
        return ended and not full  # The next column, where a sentence may go on.
    if pitch > _LARGEST_PITCH * min(usual, 2 * height):
        return True
    return line.left - above.left > _INDENT * height or (ended and not full)


def goes_on(paragraph: str, following: str) -> bool:
    """Whether the last paragraph of a page goes on with the first one of the next."""
    return following[:1].islower() and not _SENTENCE_END.search(paragraph)
