"""A text and the raw form that it was written in: where one stands in the other, code point by code point."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache

_ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL
)
_TOKEN = re.compile(r"\"([^\"\\]*+(?:\\.[^\"\\]*+)*+)\"(\s*+:)?|[\[{]++|[\]}]", re.DOTALL)
_DELIMITERS = ",;\t|"
_MOST_FIELDS = 10_000


class Rewriting:
    """The `text` that `raw` stands for, in which `resolve` says what all that `pattern` finds stands for."""

    def __init__(self, raw: str, pattern: re.Pattern[str], resolve: Callable[[str], str]) -> None:
        self._text_at, self._raw_at = [0], [0]
        parts: list[str] = []
        length = position = 0
        for match in pattern.finditer(raw):
            plain, written = raw[position : match.start()], resolve(match[0])
            parts += (plain, written)
            # Both ends of what is written otherwise are marked, so that a range never begins within it.
            self._text_at += (length + len(plain), length + len(plain) + len(written))
            self._raw_at += (match.start(), match.end())
            length, position = self._text_at[-1], match.end()
        self.text = "".join((*parts, raw[position:]))

    def find_range(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the raw form that stands for `[start, end)` of the text."""
        return self._find(start), self._find(end - 1, behind=1)

    def _find(self, offset: int, behind: int = 0) -> int:
        number = bisect_right(self._text_at, offset) - 1
        if number % 2:  # What is written otherwise is taken whole.
            return self._raw_at[number + behind]
        return self._raw_at[number] + offset - self._text_at[number] + behind


def read_json_string(raw: str) -> Rewriting:
    """The text of a JSON string, given without its quotation marks."""
    return Rewriting(raw, _ESCAPE, resolve_escape)


def read_csv_field(raw: str, *, quoted: bool, joins_line_ends: bool) -> Rewriting:
    """The text of a field of CSV, given without its quotation marks.

    With `joins_line_ends` each line end is a line feed, as where the file was opened as text.
    """
    doubled = '""' if quoted else "(?!)"
    line_end = r"\r\n?" if joins_line_ends else "(?!)"
    return Rewriting(
        raw, re.compile(f"{doubled}|{line_end}"), lambda written: '"' if written == '""' else "\n"
    )


@lru_cache(maxsize=4096)
def resolve_escape(escape: str) -> str:
    """The character that an escape of JSON stands for; one that stands for none is left as it is."""
    try:
        return str(json.loads(f'"{escape}"', strict=False))
    except ValueError:
        return escape


def find_json_value(line: str, key: str) -> tuple[int, int] | None:
    """Where the string that is the value of `key` of the JSON object stands, without its quotation marks.

    Of several the last is meant, as readers of JSON have it. None where there is no such string.
    """
    depth, wanted, found = 0, False, None
    for match in _TOKEN.finditer(line):
        if match[1] is None:
            depth += len(match[0]) if match[0][0] in "[{" else -1
        elif match[2] is not None:
            wanted = depth == 1 and read_json_string(match[1]).text == key
            continue
        elif wanted and depth == 1:
            found = match.span(1)
        wanted = False
    return found


def find_csv_fields(row: str) -> Iterator[tuple[int, int, bool]]:
    """Where the fields of a row of CSV stand, and whether they are quoted, by each delimiter in turn."""
    for delimiter in _DELIMITERS:
        field = re.compile(
            rf'(?:^|(?<={re.escape(delimiter)}))(?:"((?:[^"]++|"")*+)"|([^"{delimiter}][^{delimiter}\r\n]*+))'
            rf"(?=[{delimiter}\r\n]|$)"
        )
        position = 0
        for _ in range(_MOST_FIELDS):
            match = field.search(row, position)
            if match is None:
                break
            quoted = match[1] is not None
            yield (*match.span(1 if quoted else 2), quoted)
            position = match.end()
