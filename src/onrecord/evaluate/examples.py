"""The example articles that are kept with their gold.

A folder of examples holds a folder for each: `article.txt`, the text; `gold.txt`, the same text with its
annotation (see `onrecord.evaluate.gold`); and `meta.json`, the outlet and the date of publication.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from onrecord.errors import MalformedInput
from onrecord.evaluate.gold import Gold, read_gold_file
from onrecord.model.document import Article, Published, make_document

_FILES = ("article.txt", "gold.txt", "meta.json")


class _Origin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    outlet: str
    published: str


@dataclass(frozen=True, slots=True)
class Example:
    """An article and the gold of it."""

    name: str
    article: Article
    gold: Gold


def read_examples(folder: Path) -> list[Example]:
    """The examples in a folder, by name.

    Raises:
        MalformedInput: a gold file is not as it should be, or is of another text than the article.
    """
    return [_read_example(inner) for inner in _folders(folder)]


def digest_examples(folder: Path) -> str:
    """The SHA-256 of all that the examples in a folder consist of, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for inner in _folders(folder):
        for name in _FILES:
            content = (inner / name).read_bytes()
            digest.update(f"{inner.name}/{name} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def _folders(folder: Path) -> Sequence[Path]:
    return sorted(path.parent for path in folder.glob("*/gold.txt"))


def _read_example(folder: Path) -> Example:
    gold = read_gold_file(folder / "gold.txt")
    text = (folder / "article.txt").read_bytes().decode("utf-8")
    if text != gold.text:
        raise MalformedInput(f"{folder}: gold.txt is not of the text in article.txt")
    origin = msgspec.json.decode((folder / "meta.json").read_bytes(), type=_Origin)
    document = make_document(
        text,
        location=f"{folder.name}/article.txt",
        outlet=origin.outlet,
        published=Published(value=origin.published, basis="given"),
    )
    return Example(folder.name, Article(document=document), gold)
