"""What sheets for judges have in common: pages cut from records, lines read and checked, the commands."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import msgspec

from onrecord.errors import InputError, LocationNotFound, MalformedInput
from onrecord.model.record import Entity, Record
from onrecord.model.span import Span

_AROUND = 80
_ROOT = Path(__file__).resolve().parents[1]


class Numbered(msgspec.Struct, frozen=True, kw_only=True):
    """What has a number on the sheet."""

    number: int


class HasNumber(Protocol):
    """What a judge writes of a number on the sheet."""

    @property
    def number(self) -> int: ...


Line = TypeVar("Line")
Verdicts = TypeVar("Verdicts", bound=HasNumber)
Joined = TypeVar("Joined", bound=Numbered)


@dataclass(frozen=True, slots=True)
class Judging(Generic[Joined]):
    """What the commands do: `draw` with RECORDS, DIRECTORY and parts, `join` with KEY, FIRST and SECOND."""

    description: str
    kind: type[Joined]
    draw: Callable[[Path, Path, int], str]
    join: Callable[[Path, Path, Path], list[Joined]]
    score: Callable[[Sequence[Joined]], Iterator[str]]

    def main(self, arguments: Sequence[str] | None) -> int:
        """Draw, join or score; 1 where a file is not as it should be, which is told."""
        parser = _make_parser(self.description)
        options = parser.parse_args(arguments)
        if options.command == "score" and len(options.files) not in (1, 3):
            parser.error("score takes one joined file, or key.jsonl and two judgements")
        try:
            print("\n".join(self._run(options)))
        except InputError as error:
            print(error, file=sys.stderr)
            return 1
        return 0

    def _run(self, options: argparse.Namespace) -> Iterator[str]:
        if options.command == "draw":
            yield self.draw(options.records, options.out, options.parts)
            return
        files = options.files
        judged = self.join(*files) if len(files) == 3 else [one for _, one in read_lines(files[0], self.kind)]
        yield from self.score(judged) if options.command == "score" else map(encode, judged)


def _make_parser(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw", help="write the sheet for the judges, and its key")
    drawing.add_argument("records", type=Path, help="what `onrecord read --format jsonl` wrote")
    drawing.add_argument("--out", type=Path, required=True, help="a directory outside the repository")
    drawing.add_argument("--parts", type=_at_least_one, default=1, help="write so many sheets (default 1)")
    joining = commands.add_parser("join", help="print what is kept of two judgements")
    joining.add_argument("files", type=Path, nargs=3, metavar="FILE", help="key.jsonl and two judgements")
    scoring = commands.add_parser("score", help="print the shares that are right, and the agreement")
    scoring.add_argument("files", type=Path, nargs="+", metavar="FILE", help="as joined, or as for join")
    return parser


def _at_least_one(digits: str) -> int:
    if not digits.isdecimal() or int(digits) < 1:
        raise argparse.ArgumentTypeError(f"{digits} is no number from 1")
    return int(digits)


def write_sheets(
    out: Path, instructions: str, pages: Sequence[Iterable[str]], key: Iterable[Numbered], parts: int
) -> str:
    """Write sheet.txt (or sheet-1.txt ...) and key.jsonl into the directory, and say where the sheets are.

    Raises:
        InputError: `out` lies within the repository.
    """
    if out.resolve().is_relative_to(_ROOT):
        raise MalformedInput(f"{out}: the sheet holds text of articles; give a directory outside {_ROOT}")
    out.mkdir(parents=True, exist_ok=True)
    size = max(-(-len(pages) // parts), 1)
    starts = range(0, max(len(pages), 1), size)
    names = [f"sheet-{part}.txt" if parts > 1 else "sheet.txt" for part in range(1, len(starts) + 1)]
    for name, start in zip(names, starts, strict=True):
        shown = ("\n".join(page) for page in pages[start : start + size])
        (out / name).write_text("\n".join([instructions, *shown]), "utf-8")
    (out / "key.jsonl").write_text("".join(f"{encode(one)}\n" for one in key), "utf-8")
    return ", ".join(str(out / name) for name in names)


def cut(text: str, span: Span, before: int, after: int) -> str:
    """The span marked in one line of the text, with so many characters around it."""
    start, end = max(span.start - before, 0), min(span.end + after, len(text))
    left, right = "..." if start else "", "..." if end < len(text) else ""
    marked = f"{text[start : span.start]}>>>{span.slice(text)}<<<{text[span.end : end]}"
    return flatten(f"{left}{marked}{right}")


def surround(text: str, span: Span) -> str:
    """The span marked among a few words, and where it starts."""
    return f"[{span.start}] {cut(text, span, _AROUND, _AROUND)}"


def flatten(text: str) -> str:
    """The text in one line."""
    return text.replace("\n", " ¶ ")


def name_entity(entity: Entity) -> str:
    """The entity's name and type, and its other names."""
    aliases = f", also {'; '.join(entity.aliases)}" if entity.aliases else ""
    return flatten(f"{entity.name} ({entity.type}){aliases}")


def count_words(record: Record, entity: Entity) -> str:
    """All words that stand for the entity, and how often."""
    mentions = (mention for mention in record.mentions if entity.id in mention.entities)
    words = Counter(flatten(mention.slice(record.document.text)) for mention in mentions)
    return "; ".join(f"{word} ×{count}" for word, count in words.items())


def encode(one: Numbered) -> str:
    """One line of JSON."""
    return msgspec.json.format(msgspec.json.encode(one), indent=0).decode()


def read_lines(path: Path, kind: type[Line]) -> list[tuple[int, Line]]:
    """What the lines of JSON hold, each with the number of its line.

    Raises:
        InputError: the file cannot be read, or a line is not of this kind.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise LocationNotFound(f"{path}: {error.strerror}") from error
    found = []
    for at, line in enumerate(lines, start=1):
        if line.strip():
            try:
                found.append((at, msgspec.json.decode(line, type=kind)))
            except msgspec.DecodeError as error:
                raise MalformedInput(f"{path}, line {at}: {error}") from error
    return found


def read_verdicts(
    path: Path, kind: type[Verdicts], wanted: Collection[int]
) -> dict[int, tuple[int, Verdicts]]:
    """What a judge wrote of each number, with the number of its line.

    Raises:
        InputError: as `read_lines`, or a number is not in the key, judged twice or left out.
    """
    found: dict[int, tuple[int, Verdicts]] = {}
    for at, one in read_lines(path, kind):
        if one.number not in wanted:
            raise MalformedInput(f"{path}, line {at}: the key has no number {one.number}")
        if one.number in found:
            raise MalformedInput(
                f"{path}, line {at}: number {one.number} is judged in line {found[one.number][0]} already"
            )
        found[one.number] = at, one
    left_out = sorted(set(wanted) - set(found))
    if left_out:
        raise MalformedInput(f"{path}: each number of the key is judged once, but not {left_out}")
    return found


def percent(part: int, whole: int) -> str:
    """The share as a percentage."""
    return f"{100 * part / whole:.1f}%" if whole else "none"
