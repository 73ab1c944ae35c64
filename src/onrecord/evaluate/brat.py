"""Attribution corpora in brat's stand-off layout: `text/NAME.txt`, `attributions/NAME_*.ann`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import LocationNotFound, MalformedInput
from onrecord.model.span import Span

_SPAN = re.compile(r"(?P<key>T\d+)\t\S+ (?P<extents>\d+ \d+(?:;\d+ \d+)*)\t")
_RELATION = re.compile(r"E\d+\t(?P<arguments>.*)")
_ARGUMENT = re.compile(r"(?:^|(?<=\s))(?P<role>[^\s:]*[^\s:\d])\d*:(?P<key>\w+)")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One annotated attribution: the spans of each role, in the order of the file."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article of a corpus, and what each of its annotators marked."""

    name: str
    text: str
    annotations: tuple[tuple[Attribution, ...], ...]


def read_corpus(corpus: Path) -> Iterator[Annotated]:
    """The annotated articles of a corpus, by name.

    Raises:
        LocationNotFound: there is no corpus in this folder.
        MalformedInput: a file is not UTF-8, or an annotation file cannot be read as one.
    """
    texts = sorted((corpus / "text").glob("*.txt"))
    if not texts:
        raise LocationNotFound(
            f"{corpus}: there is no corpus here: it should hold text/NAME.txt and attributions/NAME_*.ann"
        )
    for path in texts:
        files = sorted((corpus / "attributions").glob(f"{path.stem}_*.ann"))
        if files:
            text = _read_text(path)
            yield Annotated(path.stem, text, tuple(read_annotations(file, len(text)) for file in files))


def read_annotations(path: Path, length: int) -> tuple[Attribution, ...]:
    """The attributions of one file, for a text of `length` code points; those without any span left out.

    A span that an attribution names and the file does not have is passed over, as PolNeAR's own scorer does.

    Raises:
        MalformedInput: a span lies outside the text, or the file is not UTF-8.
    """
    spans: dict[str, tuple[Span, ...]] = {}
    found: list[Attribution] = []
    for number, line in enumerate(_read_text(path).split("\n"), start=1):
        try:
            if span := _SPAN.match(line):
                spans[span["key"]] = tuple(_extents(span["extents"], length))
            elif relation := _RELATION.match(line):
                roles: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
                for argument in _ARGUMENT.finditer(relation["arguments"]):
                    roles.get(argument["role"].lower(), []).extend(spans.get(argument["key"], ()))
                if any(roles.values()):
                    found.append(Attribution(*(tuple(roles[role]) for role in ("source", "cue", "content"))))
        except ValueError as error:
            raise MalformedInput(f"{path}, line {number}: {error}") from error
    return tuple(found)


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedInput(f"{path}: this is not UTF-8, at byte {error.start}") from error


def _extents(extents: str, length: int) -> Iterator[Span]:
    for extent in extents.split(";"):
        start, end = map(int, extent.split())
        if not 0 <= start < end <= length:
            raise ValueError(f"{start} {end} is no span of the text")
        yield Span(start=start, end=end)
