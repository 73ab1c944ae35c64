"""Matches articles of a store with its lists: when they are added, and when a list is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Generator, Sequence

from sqlalchemy import Connection, delete, func, select

from onrecord.model.clock import now_utc
from onrecord.store import schema
from onrecord.store.keys import bound_keys
from onrecord.store.opening import Store
from onrecord.store.watch_tables import alert_items, alerts, deliveries, watchlists
from onrecord.watch.alert import Alert
from onrecord.watch.from_store import Reading, in_batches
from onrecord.watch.keeping import Seen, keep_alerts
from onrecord.watch.lists import NamesInStore, drop_alerts, note_matched
from onrecord.watch.sightings import Candidate, find_candidates, see

BATCH = 50
"""Articles that are matched at once."""


def match_documents(
    connection: Connection,
    documents: Collection[int],
    *,
    lists: Collection[int] | None = None,
    now: str | None = None,
) -> list[Alert]:
    """Match articles, given by their keys, with the lists of the store; keep the alerts, give the new ones.

    It is to be called when the articles' claims and quotations are known; without these every event is a
    claim of its own. Calling it again gives nothing new. `lists` are keys of the only lists to match with.
    """
    index = NamesInStore(connection, lists)
    if index.is_empty():
        return []
    wanted = sorted(documents)
    made: list[Alert] = []
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        made += keep_alerts(connection, batch, _see(connection, batch, index), now=now or now_utc())
    return made


def _see(connection: Connection, documents: Collection[int], index: NamesInStore) -> list[Seen]:
    """Where entries of the lists stand in the articles."""
    reading = Reading(connection, documents)
    candidates = find_candidates([met for _, met in reading.met.values()], index)
    if not candidates:
        return []
    found: dict[int, list[Candidate]] = defaultdict(list)
    told = []
    for key, (document, met) in reading.met.items():
        if met.id in candidates:
            told.append(key)
            found[document] += candidates[met.id]
    reading.tell(told)
    return [
        (reading.articles[document], one)
        for document, several in found.items()
        for one in see(reading.articles[document], several)
    ]


def match_waiting(
    store: Store, *, progress: Callable[[int], object] = lambda _: None
) -> Generator[Sequence[Alert], None, None]:
    """Match the articles of a store with lists that were added since, and give the alerts of each step.

    A step is a transaction: what is interrupted goes on where it was. `progress` is told how many articles a
    step has matched.
    """
    with store.reading() as connection:
        waiting = _find_waiting(connection)
    for key in waiting:
        while True:
            with store.writing() as connection:
                step = _match_step(connection, key)
            if step is None:
                break
            documents, made = step
            progress(len(documents))
            yield made


def _find_waiting(connection: Connection) -> list[int]:
    query = select(watchlists.c.key).where(watchlists.c.matched.is_not(None)).order_by(watchlists.c.key)
    return [row.key for row in connection.execute(query)]


def _match_step(connection: Connection, key: int) -> tuple[list[int], list[Alert]] | None:
    """Match the next articles with a list, the oldest first, so that an alert is of who told it first."""
    table = schema.documents
    one = connection.execute(select(watchlists).where(watchlists.c.key == key)).one_or_none()
    if one is None or one.matched is None:
        return None
    low, _ = bound_keys(one.since, None)
    query = select(table.c.key).where(table.c.key > one.matched, table.c.key >= (low or 0))
    found = [row.key for row in connection.execute(query.order_by(table.c.key).limit(BATCH))]
    last = found[-1] if found else None
    note_matched(connection, key, matched=last)
    return (found, match_documents(connection, found, lists=(key,))) if found else None


def count_waiting(connection: Connection) -> int:
    """How many articles `match_waiting` would match, each as often as there are lists that wait."""
    table = schema.documents
    total = 0
    for key in _find_waiting(connection):
        one = connection.execute(select(watchlists).where(watchlists.c.key == key)).one()
        low, _ = bound_keys(one.since, None)
        query = select(func.count()).where(table.c.key > one.matched, table.c.key >= (low or 0))
        total += int(connection.execute(query).scalar_one())
    return total


def rematch(connection: Connection, list_key: int | None, since: str | None) -> None:
    """Let the articles of a store, from a day on, wait to be matched with a list, or with all, once more."""
    every = connection.execute(select(watchlists.c.key)).scalars().all()
    for key in every if list_key is None else (list_key,):
        note_matched(connection, key, matched=-1, since=since)


def forget_documents(connection: Connection, documents: Collection[int]) -> set[int]:
    """Remove the alerts of articles that are about to be erased, and all that they say.

    Given are the keys of other articles that tell of the same claims: when the articles are erased, these
    are to be matched again. It is not for an article that is only analysed anew: its alerts stay.
    """
    table = schema.documents
    ids = [row.id for row in in_batches(connection, select(table.c.id), table.c.key, documents)]
    items = set(ids)
    for one in (schema.events, schema.statements):
        query = select(one.c.id)
        items.update(row.id for row in in_batches(connection, query, one.c.document, documents))
    former, analyses = schema.former_items, schema.former_analyses
    gone = select(former.c.id).join(analyses, former.c.analysis == analyses.c.key)
    items.update(row.id for row in in_batches(connection, gone, analyses.c.document, documents))
    firsts, again = _find_alerts(connection, ids)
    found = in_batches(connection, select(alert_items.c.item), alert_items.c.first, firsts)
    others = {row.item for row in found} - items
    drop_alerts(connection, firsts)
    for key in again:
        connection.execute(delete(deliveries).where(deliveries.c.alert == key))
        connection.execute(delete(alerts).where(alerts.c.key == key))
    for item in sorted(items):
        connection.execute(delete(alert_items).where(alert_items.c.item == item))
    return _documents_of(connection, others)


def _find_alerts(connection: Connection, ids: Collection[str]) -> tuple[list[str], list[int]]:
    """The first alerts that are of these articles, and the keys of later ones of claims begun elsewhere."""
    firsts: list[str] = []
    again: list[int] = []
    for row in in_batches(connection, select(alerts), alerts.c.document, ids):
        if row.first == row.id:
            firsts.append(row.id)
        else:
            again.append(row.key)
    return sorted(set(firsts)), again


def _documents_of(connection: Connection, items: Collection[str]) -> set[int]:
    found: set[int] = set()
    for one in (schema.events, schema.statements):
        found.update(row[0] for row in in_batches(connection, select(one.c.document), one.c.id, items))
    table = schema.documents
    found.update(row[0] for row in in_batches(connection, select(table.c.key), table.c.id, items))
    return found
