"""Score time expressions against TimeML files, as TempEval-3 does (UzZaman et al. 2013).

`onrecord evaluate times` prints the scores; the held-out fold is every third file by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from xml.etree import ElementTree

from onrecord.model.document import Document, Published, make_document
from onrecord.model.span import Span, trimmed


class Expression(Protocol):
    """A time expression, found or annotated."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def type(self) -> str: ...

    @property
    def value(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Annotation:
    """A TIMEX3 of an annotated text."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated text with its date of publication, and the expressions that annotators marked in it."""

    name: str
    document: Document
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over a corpus; `relaxed` and the three below count pairs of an annotation and what was found."""

    annotated: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    type: int = 0
    value: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.annotated + other.annotated,
            self.found + other.found,
            self.strict + other.strict,
            self.relaxed + other.relaxed,
            self.type + other.type,
            self.value + other.value,
        )

    def f1(self, right: int) -> float:
        """The F1, in per cent, when so many of the found expressions count as right."""
        total = self.annotated + self.found
        return 200 * right / total if total else 0.0


def read_article(path: Path) -> Article:
    """Read a TimeML file; an annotation without words is left out."""
    root = ElementTree.parse(path).getroot()
    created = root.find("DCT/TIMEX3")
    body = root.find("TEXT")
    if created is None or body is None:
        raise ValueError(f"{path} has no DCT or no TEXT")
    pieces: list[str] = []
    annotations: list[Annotation] = []
    _collect(body, pieces, annotations, 0)
    published = Published(value=created.get("value", "")[:10], basis="given")
    document = make_document("".join(pieces), location=path.name, published=published)
    return Article(path.stem, document, tuple(sorted(annotations, key=lambda item: (item.start, -item.end))))


def _collect(
    element: ElementTree.Element, pieces: list[str], annotations: list[Annotation], offset: int
) -> int:
    """Append the text below an element, and its TIMEX3 with their offsets; the offset behind it."""
    start = offset
    pieces.append(element.text or "")
    offset += len(pieces[-1])
    for child in element:
        offset = _collect(child, pieces, annotations, offset)
        pieces.append(child.tail or "")
        offset += len(pieces[-1])
    if element.tag == "TIMEX3" and offset > start:
        annotations.append(Annotation(start, offset, element.get("type", ""), element.get("value", "")))
    return offset


def split_lines(text: str) -> list[Span]:
    """The lines of a text that hold anything, without white space at their ends."""
    spans = (trimmed(text, match.start(), match.end()) for match in re.finditer(r"[^\n]+", text))
    return [span for span in spans if span is not None]


def score_times(annotations: Sequence[Expression], found: Sequence[Expression]) -> Score:
    """Compare what was found in one text with its annotations.

    An annotation and a finding match where they share a character (relaxed) or their bounds (strict); each
    counts once, and a strict match goes before a relaxed one. Type and value count on relaxed matches.
    """
    pairs = list(_pair(annotations, found))
    return Score(
        annotated=len(annotations),
        found=len(found),
        strict=sum((a.start, a.end) == (b.start, b.end) for a, b in pairs),
        relaxed=len(pairs),
        type=sum(a.type == b.type for a, b in pairs),
        value=sum(a.value == b.value for a, b in pairs),
    )


def _pair(
    annotations: Sequence[Expression], found: Sequence[Expression]
) -> Iterable[tuple[Expression, Expression]]:
    free = list(found)
    by_bounds = {(item.start, item.end): item for item in found}
    rest: list[Expression] = []
    for annotation in annotations:
        same = by_bounds.pop((annotation.start, annotation.end), None)
        if same is None:
            rest.append(annotation)
            continue
        free.remove(same)
        yield annotation, same
    for annotation in rest:
        near = next(
            (item for item in free if item.start < annotation.end and annotation.start < item.end), None
        )
        if near is not None:
            free.remove(near)
            yield annotation, near


def score_corpus(articles: Iterable[Article]) -> Score:
    """Parse each article, find its times, and add up the scores."""
    from onrecord.analyse.times import find_times
    from onrecord.analyse.tokens import parse_text

    total = Score()
    for article in articles:
        parse = parse_text(article.document.text, split_lines(article.document.text))
        total += score_times(article.annotations, find_times(article.document, parse))
    return total


def list_files(corpus: Path, fold: str = "all") -> list[Path]:
    """The TimeML files below a folder, sorted by name; every third is held out."""
    files = sorted(
        (path for path in corpus.rglob("*.tml") if ".ipynb_checkpoints" not in path.parts),
        key=lambda path: path.name,
    )
    if fold == "all":
        return files
    return [path for position, path in enumerate(files) if (position % 3 == 2) == (fold == "held-out")]
