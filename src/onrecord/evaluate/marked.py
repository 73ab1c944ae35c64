"""Texts with marked names: newswire with one token a line, and Deutsche Welle's articles in JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import LocationNotFound
from onrecord.model.span import Span

PARTS, HELD_OUT = 5, 4
"""Of the files in the order of their names every fifth is held out: those whose number leaves this rest."""
_OURS = {
    "Person": "person",
    "Organization": "organisation",
    "Location": "place",
    "NORP": "group",
    "Facility": "facility",
    "Product": "product",
    "Misc": "misc",
}
_NO_SPACE_BEFORE = re.compile(r"[.,;:!?)\]}%’”]|'s|n't|'(?:re|ve|ll|d|m)|/|-")
_NO_SPACE_AFTER = frozenset("([{$£€“‘/-@#")


@dataclass(slots=True)
class Marked:
    """An article: its text, the spans of its lines, and its names, outermost first."""

    text: str
    lines: list[Span]
    names: list[tuple[Span, str]]
    name: str = ""


def is_glued(before: str, token: str) -> bool:
    """Whether no space stands between two tokens of a text that was cut into such."""
    if before == token == "-":
        return False
    return not before or _NO_SPACE_BEFORE.fullmatch(token) is not None or before[-1] in _NO_SPACE_AFTER


def read_newswire(path: Path) -> Marked:
    """One file of the corpus; the text is put together from its tokens."""
    text = ""
    lines: list[Span] = []
    begin = 0
    names: list[tuple[Span, str]] = []
    opened: dict[str, tuple[int, int]] = {}

    def close(kind: str) -> None:
        if kind in opened:
            start, end = opened.pop(kind)
            names.append((Span(start=start, end=end), _OURS[kind]))

    before = ""
    for row in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        token, *columns = row.split("\t")
        if not token.strip():
            for kind in list(opened):
                close(kind)
            if len(text) > begin:
                lines.append(Span(start=begin, end=len(text)))
                text += "\n"
            begin, before = len(text), ""
            continue
        if not is_glued(before, token):
            text += " "
        start = len(text)
        text += token
        before = token
        tags = dict(column.split("-", 1)[::-1] for column in columns if column[:2] in ("B-", "I-"))
        for kind in [kind for kind in opened if kind not in tags]:
            close(kind)
        for kind, place in tags.items():
            if kind not in _OURS:
                continue
            if place == "B":
                close(kind)
            first = opened[kind][0] if kind in opened else start
            opened[kind] = (first, len(text))
    names.sort(key=lambda name: (name[0].start, -name[0].end))
    return Marked(text=text, lines=lines, names=names)


def read_marked(corpus: Path, *, held_out: bool = False) -> Iterator[Marked]:
    """The articles of a folder of files with a token a line, or of a file in JSON.

    With `held_out`, of a folder only the files that training never saw.

    Raises:
        LocationNotFound: there is no such file, or none in the folder.
    """
    if corpus.is_dir():
        files = sorted(corpus.glob("*.tsv"))
        if files:
            for number, file in enumerate(files):
                if not held_out or number % PARTS == HELD_OUT:
                    yield read_newswire(file)
            return
    if not corpus.is_file():
        raise LocationNotFound(f"{corpus}: there is no such file, and no folder with files that end in .tsv")
    if corpus.suffix == ".json":
        yield from read_dwie(corpus)
    else:
        yield read_newswire(corpus)


_DWIE = {
    "location": "place",
    "organization": "organisation",
    "person": "person",
    "event": "event",
    "ethnicity": "group",
}


def read_dwie(path: Path) -> Iterator[Marked]:
    """The articles of Deutsche Welle, their text put together from tokens, their lines as there."""
    for article, _ in read_dwie_entities(path):
        yield article


def read_dwie_entities(path: Path) -> Iterator[tuple[Marked, list[list[Span]]]]:
    """The same, each with the mentions of its entities; of entities that are no names there are none."""
    for article in json.loads(path.read_text(encoding="utf-8")):
        marked, spans = _put_together(article)
        chains = [
            sorted(
                {
                    (spans[mention["pos"][0]][0], spans[mention["pos"][1] - 1][1])
                    for mention in entity
                    if mention["type"].removeprefix("type::") in _DWIE
                }
            )
            for entity in article["vertexSet"]
        ]
        yield marked, [[Span(start=start, end=end) for start, end in chain] for chain in chains]


def _put_together(article: dict[str, Any]) -> tuple[Marked, list[tuple[int, int]]]:
    """An article, and where each of its tokens stands in the text."""
    (tokens,) = article["sents"]
    text = ""
    spans: list[tuple[int, int]] = []
    lines: list[Span] = []
    begin, before = 0, ""
    for token in tokens:
        if "\n" in token or not token.strip():
            if "\n" in token and len(text) > begin:
                lines.append(Span(start=begin, end=len(text)))
                text += "\n"
                begin = len(text)
            spans.append((len(text), len(text)))
            before = ""
            continue
        if not is_glued(before, token):
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
        before = token
    if len(text) > begin:
        lines.append(Span(start=begin, end=len(text)))
    names = sorted(
        {
            (spans[mention["pos"][0]][0], spans[mention["pos"][1] - 1][1], kind)
            for entity in article["vertexSet"]
            for mention in entity
            if (kind := _DWIE.get(mention["type"].removeprefix("type::")))
        },
        key=lambda name: (name[0], -name[1]),
    )
    marked = Marked(text, lines, [(Span(start=start, end=end), kind) for start, end, kind in names])
    marked.name = article.get("title", "")
    return marked, spans
