"""Documents of a tree bank in CoNLL-U, with the text that they are annotations of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_SIZE = re.compile(r"\((\d+) s\)")


@dataclass(slots=True)
class Word:
    """A word: its characters `[start, end)` and its node; `head` numbers the document's words, or is -1."""

    start: int
    end: int
    lemma: str
    upos: str
    feats: str
    head: int
    relation: str


@dataclass(slots=True)
class Tree:
    """A document: `sentences` and `paragraphs` are the numbers of the words that begin one."""

    name: str
    text: str = ""
    words: list[Word] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)


def read_tree(path: Path) -> Tree:
    """One file as one document; paragraphs are set apart by an empty line, sentences by a space."""
    tree = Tree(path.stem)
    for opens, rows in _sentences(path.read_text(encoding="utf-8")):
        if tree.text:
            tree.text = tree.text.rstrip(" ") + ("\n\n" if opens else " ")
        if opens or not tree.words:
            tree.paragraphs.append(len(tree.words))
        tree.sentences.append(len(tree.words))
        _append(tree, rows)
    tree.text = tree.text.rstrip(" ")
    return tree


def rows_of(path: Path) -> Iterator[list[str]]:
    """The rows of a file's words and of what several are written as, in order, as columns."""
    for _, rows in _sentences(path.read_text(encoding="utf-8")):
        yield from rows


def _sentences(content: str) -> Iterator[tuple[bool, list[list[str]]]]:
    """The rows of each sentence, with whether it opens a paragraph.

    GUM says of a paragraph which blocks begin there and how many sentences each has ("p (6 s) | caption (1
    s)"): behind a caption that ends within, the text begins on a line of its own too.
    """
    number, ends = 0, set[int]()
    for block in content.split("\n\n"):
        lines = block.split("\n")
        rows = [line.split("\t") for line in lines if line[:1].isdigit()]
        if rows:
            opens = any(line.split(" =")[0].rstrip() in ("# newpar", "# newdoc id") for line in lines)
            yield opens or number in ends, [row for row in rows if "." not in row[0]]
            for line in lines:
                if line.startswith("# newpar_block"):
                    ends = {number + int(size) for size in _SIZE.findall(line)}
            number += 1


def _append(tree: Tree, rows: list[list[str]]) -> None:
    base = len(tree.words)
    place, until, bound, spaced = 0, 0, 0, True
    for row in rows:
        space = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            place, until, spaced = len(tree.text), int(row[0].split("-")[1]), space
            tree.text += row[1]
            bound = len(tree.text)
            continue
        number, form = int(row[0]), row[1]
        if number <= until:
            found = tree.text.find(form, place, bound)
            start = found if found >= 0 else place
            end = bound if number == until else min(start + len(form), bound)
            place = end
            space = spaced and number == until
        else:
            start, end = len(tree.text), len(tree.text) + len(form)
            tree.text += form
        if space:
            tree.text += " "
        head = int(row[6])
        tree.words.append(Word(start, end, row[2], row[3], row[5], base + head - 1 if head else -1, row[7]))
