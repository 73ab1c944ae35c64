"""The blocks of code of a page, and what the page says of running them.

Every block of the shell or of Python is run, in the order of the page and in one folder. What cannot be run
has a comment above its block. It names the reason and, where only some lines are meant, what stands in them:

    <!-- not run: needs a feed -->
    <!-- not run where "https://": needs the network -->

Several comments may stand above one block. A block of the language `text` behind one that is run is what
it prints: the page may leave out lines ("...") and, with the same dots, parts of them; spaces are tabs too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

RUN = ("sh", "bash", "python")
_FENCE = re.compile(
    r"(?P<notes>(?:^<!-- not run[^\n]*-->\n+)*)"
    r"^(?P<indent> *)```(?P<language>\w*)\n(?P<code>.*?)^(?P=indent)```$",
    re.M | re.S,
)
_NOTE = re.compile(r'<!-- not run(?: where "(?P<where>[^"]+)")?: (?P<reason>[^\n]+?) -->')


@dataclass(frozen=True, slots=True)
class Block:
    """A block to be run: what stands in it, less the lines that are not run, and what it should print.

    `line` is the number of its first line in the page, and `kept_out` the lines that are not run.
    """

    language: str
    code: str
    line: int
    expected: str | None
    kept_out: tuple[str, ...]


def find_blocks(page: str, *, bare: bool = False) -> Iterator[Block]:
    """The blocks of a page that can be run; with `bare` those without a language are of the shell."""
    found = list(_FENCE.finditer(page))
    for number, match in enumerate(found):
        language = match["language"] or ("sh" if bare else "")
        if language not in RUN:
            continue
        behind = found[number + 1] if number + 1 < len(found) else None
        shown = behind is not None and behind["language"] == "text" and _is_next(page, match.end(), behind)
        code, kept_out = _leave_out(_NOTE.finditer(match["notes"]), match["code"])
        yield Block(
            language=language,
            code=code,
            line=page.count("\n", 0, match.start("code")) + 1,
            expected=behind["code"] if shown and behind and code else None,
            kept_out=kept_out,
        )


def _is_next(page: str, end: int, behind: re.Match[str]) -> bool:
    return not page[end : behind.start()].strip()


def _leave_out(notes: Iterator[re.Match[str]], code: str) -> tuple[str, tuple[str, ...]]:
    """The code without the lines that notes are about, and these lines."""
    words = [note["where"] for note in notes]
    if None in words:
        return "", tuple(code.splitlines())
    lines = code.splitlines(keepends=True)
    out = [line for line in lines if any(word in line for word in words)]
    assert all(any(word in line for line in out) for word in words), f"no line has any of {words}"
    return "".join(line for line in lines if line not in out), tuple(map(str.strip, out))


def prints(expected: str, printed: str) -> bool:
    """Whether a page shows what was printed, of which it may leave out lines and parts of lines."""
    pattern = "".join(
        r"(?:[^\n]*\n)*?" if line.strip() == "..." else _of_line(line)
        for line in expected.splitlines(keepends=True)
    )
    return re.fullmatch(pattern, printed) is not None


def _of_line(line: str) -> str:
    parts = (r"[ \t]+".join(map(re.escape, re.split(r"[ \t]+", part))) for part in line.rstrip().split("..."))
    return r"[^\n]*".join(parts) + r"[ \t]*\n"
