"""Versions of an address: which there are, and what changed in the text from one to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from sqlalchemy import Connection, func, select

from onrecord.store import schema
from onrecord.store.versions import find_versions

ChangeKind = Literal["same", "added", "gone", "changed"]
_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE = 0.4
"""From which share of common words on a paragraph is a changed one, and not one gone and another added."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of an address: its article's id, number and status, and when it was fetched (UTC)."""

    id: str
    version: int
    status: str
    since: str
    title: str | None
    text_digest: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of two versions of a text; "" where one has none. `words` marks what changed in it.

    In `words` what is gone stands in [-…-], what is new in {+…+}.
    """

    kind: ChangeKind
    older: str
    newer: str
    words: str


def list_editions(connection: Connection, document: int) -> list[Edition]:
    """The versions of an article's address, the oldest first; an article without one is alone."""
    documents, texts, captures = schema.documents, schema.texts, schema.captures
    url = connection.execute(select(documents.c.url).where(documents.c.key == document)).scalar_one()
    keys = [one.key for one in find_versions(connection, url)] if url is not None else [document]
    fetched = (
        select(func.min(captures.c.fetched)).where(captures.c.document == documents.c.key).scalar_subquery()
    )
    found = []
    for key in keys:
        row = connection.execute(
            select(documents, texts.c.digest, func.coalesce(fetched, documents.c.added).label("since"))
            .join(texts, documents.c.text == texts.c.key)
            .where(documents.c.key == key)
        ).one()
        found.append(Edition(row.id, row.version, row.status, row.since, row.title, row.digest))
    return found


def diff_texts(older: str, newer: str) -> list[Paragraph]:
    """What became of the paragraphs of a text, in order; those that are the same are in it too."""
    old, new = _paragraphs(older), _paragraphs(newer)
    found: list[Paragraph] = []
    for kind, start, end, low, high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.extend(Paragraph("same", one, one, one) for one in old[start:end])
        else:
            found.extend(_pair(old[start:end], new[low:high]))
    return found


def _paragraphs(text: str) -> list[str]:
    return [one.strip() for one in text.split("\n") if one.strip()]


def _pair(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs that were replaced: each old one with the next new one that is alike, if one is."""
    place = 0
    for one in old:
        alike = next((at for at in range(place, len(new)) if _ratio(one, new[at]) >= _ALIKE), None)
        if alike is None:
            yield Paragraph("gone", one, "", f"[-{one}-]")
            continue
        yield from (Paragraph("added", "", other, f"{{+{other}+}}") for other in new[place:alike])
        yield Paragraph("changed", one, new[alike], mark_words(one, new[alike]))
        place = alike + 1
    yield from (Paragraph("added", "", other, f"{{+{other}+}}") for other in new[place:])


def _ratio(first: str, second: str) -> float:
    return SequenceMatcher(None, first.split(), second.split(), autojunk=False).ratio()


def mark_words(older: str, newer: str) -> str:
    """The words of two versions of a paragraph in one: what is gone in [-…-], what is new in {+…+}."""
    old, new = _WORD.findall(older), _WORD.findall(newer)
    told = []
    for kind, start, end, low, high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, added = "".join(old[start:end]), "".join(new[low:high])
        if kind == "equal":
            told.append(gone)
            continue
        told.append((f"[-{gone}-]" if gone else "") + (f"{{+{added}+}}" if added else ""))
    return "".join(told)
