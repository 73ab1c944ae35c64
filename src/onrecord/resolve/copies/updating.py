"""The rows about copies, kept in step with the articles of a store.

Pairs depend on two articles alone, and descents on the pairs that an article is linked by; so the rows are
the same in whatever order the articles came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, delete, or_, select

from onrecord.resolve.copies.agencies import find_agency, name_publisher
from onrecord.resolve.copies.candidates import Bands, delete_bands, find_candidates, make_bands, write_bands
from onrecord.resolve.copies.comparing import Compared, Likeness, compare
from onrecord.resolve.copies.lineage import Descent, trace
from onrecord.resolve.copies.rows import (
    Article,
    batch,
    read_articles,
    read_descents,
    read_group,
    read_members,
    read_pairs,
    read_words,
)
from onrecord.resolve.copies.words import read_words as split_words
from onrecord.store.bulk import insert_rows
from onrecord.store.schema import copies, fingerprints, origins

_HELD = 4_000
"""Articles whose words are held in memory to be compared with several."""


def update(connection: Connection, documents: Collection[int]) -> set[int]:
    """Find the copies among new articles and of them, and say anew where all that they touch comes from.

    `documents` are keys of articles that stand in the store. Those that have been seen are compared afresh.
    The keys of all whose descent has changed are returned, with `documents`.
    """
    seen = _find_seen(connection, documents)
    changed = remove(connection, seen) if seen else set()
    articles = list(read_articles(connection, documents))
    texts = {one.key: Compared(split_words(one.text, one.segments)) for one in articles}
    bands = dict(zip(texts, make_bands(list(texts.values())), strict=True))
    _write_fingerprints(connection, articles, texts)
    write_bands(connection, bands.items())
    touched = _write_pairs(connection, _meet(connection, bands), texts)
    return changed | set(documents) | _descend(connection, touched | texts.keys())


def remove(connection: Connection, documents: Collection[int]) -> set[int]:
    """Forget articles, and say anew where those come from that were alike to them.

    The keys of others whose descent has changed are returned.
    """
    gone = set(documents)
    pairs = read_pairs(connection, gone)
    others = {key for pair in pairs for key in (pair.document, pair.other)} - gone
    texts = {key: Compared(words) for key, words in read_words(connection, gone).items()}
    for some in batch(gone):
        either = or_(copies.c.document.in_(some), copies.c.other.in_(some))
        connection.execute(delete(copies).where(either))
    changed = _descend(connection, others)
    for key, bands in zip(texts, make_bands(list(texts.values())), strict=True):
        delete_bands(connection, key, bands)
    for some in batch(gone):
        connection.execute(delete(origins).where(origins.c.document.in_(some)))
        connection.execute(delete(fingerprints).where(fingerprints.c.document.in_(some)))
    return changed - gone


def _find_seen(connection: Connection, keys: Iterable[int]) -> set[int]:
    seen: set[int] = set()
    for some in batch(keys):
        query = select(fingerprints.c.document).where(fingerprints.c.document.in_(some))
        seen.update(connection.execute(query).scalars())
    return seen


def _write_fingerprints(
    connection: Connection, articles: Sequence[Article], texts: dict[int, Compared]
) -> None:
    rows = [
        {
            "document": one.key,
            "runs": len(texts[one.key].own_set),
            "words": texts[one.key].words.pack(),
            "agency": find_agency(one.credited_text, one.byline),
            "publisher": name_publisher(one.outlet),
        }
        for one in articles
    ]
    insert_rows(connection, fingerprints, rows)


def _meet(connection: Connection, bands: dict[int, Bands]) -> list[tuple[int, int]]:
    """Pairs to compare, each once, the lower key first."""
    met = {
        (min(key, other), max(key, other))
        for key, both in bands.items()
        for other in find_candidates(connection, key, both)
    }
    return sorted(met)


def _write_pairs(
    connection: Connection, met: Sequence[tuple[int, int]], texts: dict[int, Compared]
) -> set[int]:
    """Compare the pairs and keep those that are alike; the keys of these are returned."""
    found = []
    for start in range(0, len(met), _HELD):
        some = met[start : start + _HELD]
        unread = {key for pair in some for key in pair} - texts.keys()
        held = texts | {key: Compared(words) for key, words in read_words(connection, unread).items()}
        for pair in some:
            if likeness := compare(held[pair[0]], held[pair[1]]):
                found.append((*pair, likeness))
    touched = {key for first, second, _ in found for key in (first, second)}
    order = {key: member.order for key, member in read_members(connection, touched).items()}
    rows = [
        _make_row(*one) if order[one[0]] > order[one[1]] else _make_row(one[1], one[0], one[2].turn())
        for one in found
    ]
    insert_rows(connection, copies, rows)
    return touched


def _make_row(later: int, earlier: int, likeness: Likeness) -> dict[str, object]:
    return {
        "document": later,
        "other": earlier,
        "kind": likeness.kind,
        "contained": likeness.first_share,
        "kept": likeness.second_share,
    }


def _descend(connection: Connection, keys: Collection[int]) -> set[int]:
    """Write where these and all that are linked to them come from; those that changed are returned."""
    group, pairs = read_group(connection, keys)
    former = read_descents(connection, group)
    now = trace(list(read_members(connection, group).values()), pairs)
    changed = {key for key, descent in now.items() if former.get(key) != descent}
    for some in batch(changed & former.keys()):
        connection.execute(delete(origins).where(origins.c.document.in_(some)))
    insert_rows(connection, origins, [_make_origin(key, now[key]) for key in sorted(changed)])
    return changed


def _make_origin(key: int, descent: Descent) -> dict[str, int | None]:
    return {"document": key, "origin": descent.origin, "parent": descent.parent}
