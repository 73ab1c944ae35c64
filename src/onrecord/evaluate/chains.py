"""Texts with marked coreference: CoNLL-U with `Entity=`, CoNLL-2012, Deutsche Welle's articles in JSON."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import LocationNotFound, MalformedInput
from onrecord.evaluate.conllu import read_tree, rows_of
from onrecord.evaluate.marked import Marked, is_glued, read_dwie_entities
from onrecord.evaluate.times import split_lines
from onrecord.model.span import Span

_BRACKET = re.compile(r"(\()?([^()|]+)(\))?")
_ENTITY = re.compile(r"(?:^|\|)Entity=([^|]+)")


@dataclass(slots=True)
class Chained:
    """An article: its text, its lines, and the mentions of each entity in it.

    `named` says that only names are marked, and entities of one mention as well; otherwise whole phrases are,
    of what is mentioned twice or more (OntoNotes).
    """

    name: str
    text: str
    lines: list[Span]
    chains: list[list[Span]]
    named: bool = False


def read_chains(corpus: Path, names: Sequence[str] = ()) -> Iterator[Chained]:
    """The articles of a file or a folder, whatever the format; with `names`, only the files called so.

    Raises:
        InputError: there is no such file, none in the folder has coreference, or one is not as it should be.
    """
    if not corpus.exists():
        raise LocationNotFound(f"{corpus}: there is no such file or folder")
    files = [corpus]
    if corpus.is_dir():
        kinds = (".conllu", "_conll", ".conll")
        files = sorted(p for p in corpus.rglob("*") if p.name.endswith(kinds) and p.is_file())
    files = [file for file in files if not names or file.stem in names]
    if not files:
        raise LocationNotFound(f"{corpus}: no file of it ends in .conllu, .conll or _conll")
    for file in files:
        try:
            if file.suffix == ".json":
                yield from _read_dwie(file)
            elif file.suffix == ".conllu":
                yield read_conllu(file)
            else:
                yield from read_conll(file)
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise MalformedInput(f"{file}: this is not coreference as it should be: {error!r}") from error


def read_conllu(path: Path) -> Chained:
    """One file of CoNLL-U, whose `Entity=` opens and closes mentions."""
    tree = read_tree(path)
    marks = [_entity(row[9]) for row in rows_of(path) if "-" not in row[0]]
    chains = _chains(marks, [(word.start, word.end) for word in tree.words])
    return Chained(path.stem, tree.text, split_lines(tree.text), chains)


def _entity(column: str) -> str:
    found = _ENTITY.search(column)
    return found[1] if found else ""


def read_conll(path: Path) -> Iterator[Chained]:
    """The documents of a file of CoNLL-2012, whose last column opens and closes mentions.

    The text is put together from its tokens; a sentence is a line.
    """
    name, text, before = "", "", ""
    marks: list[str] = []
    spans: list[tuple[int, int]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("#begin document"):
            name, text, before = line.removeprefix("#begin document").strip(), "", ""
            marks, spans = [], []
        elif line.startswith("#end document"):
            yield Chained(name, text, split_lines(text), _chains(marks, spans))
        elif not line.strip():
            text += "" if text.endswith("\n") else "\n"
            before = ""
        elif not line.startswith("#"):
            columns = line.split()
            if not is_glued(before, columns[3]):
                text += " "
            spans.append((len(text), len(text) + len(columns[3])))
            marks.append("" if columns[-1] == "-" else columns[-1])
            text, before = text + columns[3], columns[3]


def _read_dwie(path: Path) -> Iterator[Chained]:
    """Entities of one mention count; roles, times and values are no entities."""
    for article, chains in read_dwie_entities(path):
        yield _named(article, [spans for spans in chains if spans])


def _named(article: Marked, chains: list[list[Span]]) -> Chained:
    return Chained(article.name, article.text, article.lines, chains, named=True)


def _chains(marks: Sequence[str], words: Sequence[tuple[int, int]]) -> list[list[Span]]:
    """The mentions by entity, from what opens and closes at each word."""
    opened: dict[str, list[int]] = defaultdict(list)
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for mark, (start, end) in zip(marks, words, strict=True):
        for opens, label, closes in _BRACKET.findall(mark):
            key = label.split("-")[0]
            if opens:
                opened[key].append(start)
            if closes and opened[key]:
                found[key].add((opened[key].pop(), end))
    return [[Span(start=start, end=end) for start, end in sorted(spans)] for spans in found.values()]
