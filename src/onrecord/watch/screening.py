"""Whom of lists a text speaks of, without keeping anything."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model.record import Record
from onrecord.watch.alert import Alert, make_alert
from onrecord.watch.entries import Watched
from onrecord.watch.from_record import make_article
from onrecord.watch.keeping import known_in
from onrecord.watch.sightings import Index, Listed, NamesInMemory, Sighting, choose, find_candidates, see


def index_lists(lists: Iterable[tuple[str, Iterable[Watched]]]) -> NamesInMemory:
    """An index over lists that are in no store, given with their names."""
    pairs = ((name, one) for name, entries in lists for one in entries)
    return NamesInMemory(Listed(key, name, True, one) for key, (name, one) in enumerate(pairs))


def screen_record(record: Record, index: Index, *, now: str) -> list[Alert]:
    """What an article tells of the entries of an index, as alerts, those that are surest first.

    Who is only mentioned is among them.
    """
    article = make_article(record)
    found = find_candidates(list(article.met.values()), index)
    candidates = [
        one._replace(listed=one.listed._replace(mentions=True))
        for several in found.values()
        for one in several
    ]
    grouped: dict[tuple[int, str], list[Sighting]] = {}
    for one in see(article, candidates):
        grouped.setdefault((one.listed.key, one.item.claim), []).append(one)
    made = [
        make_alert(article, choose(several), now=now, known=known_in(article, several))
        for several in grouped.values()
    ]
    return sorted(made, key=lambda one: (-one.match.score, one.entry.list, one.entry.name, one.item))
