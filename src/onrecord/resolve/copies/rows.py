"""What this room reads from a store and keeps in it: words, pairs, descents."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select

from onrecord.resolve.copies.lineage import Descent, Member, Pair
from onrecord.resolve.copies.words import LEFT_OUT, Words, unpack
from onrecord.store.keys import make_key
from onrecord.store.schema import copies, documents, fingerprints, origins, outlets, segments, texts

DAY = make_key("1800-01-02", 0) - make_key("1800-01-01", 0)
"""How far the keys of one day are from those of the next."""
_BATCH = 500
Segments = Sequence[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Article:
    """What copies are told by: the text with what its stretches are, who wrote it, who published it."""

    key: int
    id: str
    text: str
    segments: Segments
    byline: tuple[str, ...]
    outlet: str | None

    @property
    def credited_text(self) -> str:
        """The text without captions and embedded posts, which credit photographs and other sites."""
        kept, end = [], 0
        for _, start, stop in sorted(
            part for part in self.segments if part[0] in ("caption", "embed", "promo")
        ):
            kept.append(self.text[end:start])
            end = max(end, stop)
        return "\n".join((*kept, self.text[end:]))


def batch(keys: Iterable[int]) -> Iterator[list[int]]:
    """The keys in order, 500 at a time, as many as a statement takes."""
    ordered = sorted(set(keys))
    return (ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH))


def read_articles(connection: Connection, keys: Iterable[int]) -> Iterator[Article]:
    """The articles of these keys, in the order of the keys."""
    columns = (documents.c.key, documents.c.id, texts.c.text, documents.c.byline, outlets.c.name)
    source = documents.join(texts, documents.c.text == texts.c.key).outerjoin(
        outlets, documents.c.outlet == outlets.c.key
    )
    for some in batch(keys):
        parts = _read_segments(connection, some)
        query = (
            select(*columns).select_from(source).where(documents.c.key.in_(some)).order_by(documents.c.key)
        )
        for key, identity, text, byline, outlet in connection.execute(query):
            yield Article(key, identity, text, parts[key], tuple(json.loads(byline)), outlet)


def _read_segments(connection: Connection, keys: Sequence[int]) -> dict[int, list[tuple[str, int, int]]]:
    parts = defaultdict(list)
    query = select(segments.c.document, segments.c.kind, segments.c.start_char, segments.c.end_char).where(
        segments.c.document.in_(keys), segments.c.kind.in_(sorted(LEFT_OUT))
    )
    for document, kind, start, end in connection.execute(query):
        parts[document].append((kind, start, end))
    return parts


def read_words(connection: Connection, keys: Iterable[int]) -> dict[int, Words]:
    """The words of the articles that have been seen."""
    found: dict[int, Words] = {}
    for some in batch(keys):
        query = select(fingerprints.c.document, fingerprints.c.words).where(fingerprints.c.document.in_(some))
        found |= {key: unpack(packed) for key, packed in connection.execute(query)}
    return found


def read_members(connection: Connection, keys: Iterable[int]) -> dict[int, Member]:
    """What the places of these articles in time are told from."""
    found = {}
    for some in batch(keys):
        query = (
            select(documents.c.key, documents.c.id, fingerprints.c.agency, fingerprints.c.publisher)
            .join(fingerprints, fingerprints.c.document == documents.c.key)
            .where(documents.c.key.in_(some))
        )
        for key, identity, agency, publisher in connection.execute(query):
            found[key] = Member(key, identity, key // DAY, agency, publisher)
    return found


def read_pairs(connection: Connection, keys: Iterable[int]) -> set[Pair]:
    """The pairs that any of these articles is in."""
    found = set()
    for some in batch(keys):
        query = select(copies.c.document, copies.c.other, copies.c.contained, copies.c.kept).where(
            or_(copies.c.document.in_(some), copies.c.other.in_(some))
        )
        found |= {Pair(*row) for row in connection.execute(query)}
    return found


def read_group(connection: Connection, keys: Collection[int]) -> tuple[set[int], set[Pair]]:
    """All articles that pairs lead to from these, and the pairs."""
    reached, pairs, ahead = set(keys), set[Pair](), set(keys)
    while ahead:
        found = read_pairs(connection, ahead)
        ahead = {key for pair in found for key in (pair.document, pair.other)} - reached
        reached |= ahead
        pairs |= found
    return reached, pairs


def read_descents(connection: Connection, keys: Iterable[int]) -> dict[int, Descent]:
    """Where these articles are said to come from; without those of which nothing is said."""
    found: dict[int, Descent] = {}
    columns: Sequence[Any] = (origins.c.document, origins.c.parent, origins.c.origin)
    for some in batch(keys):
        query = select(*columns).where(origins.c.document.in_(some))
        found |= {key: Descent(parent, origin) for key, parent, origin in connection.execute(query)}
    return found
