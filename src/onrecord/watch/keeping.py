"""Alerts in a store: kept once a claim, and brought up to date as more articles tell of it.

An alert is given again only when something has come to be known that changes what it says: that the claim
is denied for the first time, that an outlet tells it as a fact for the first time, or that a second source
has it that is no copy of the first. Each of these happens once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, select, update

from onrecord.store import schema
from onrecord.store.bulk import insert_rows
from onrecord.store.seals import seal_row
from onrecord.store.watch_tables import alert_items, alerts, watch_entries
from onrecord.watch.alert import CONFIRMED, DENIED, SECOND, Alert, make_alert, retell
from onrecord.watch.article import Article, Item
from onrecord.watch.from_store import in_batches, members_of, read_events, read_statements
from onrecord.watch.sightings import Sighting, choose

Seen = tuple[Article, Sighting]
_AT_ONCE = 200
"""How many alerts are read from the database together."""
_FLAGS = (DENIED, CONFIRMED, SECOND)


class _Group(NamedTuple):
    """An entry in one claim, with where it was seen, the earliest article first."""

    entry: int
    claim: str
    seen: list[Seen]


def keep_alerts(
    connection: Connection, documents: Collection[int], seen: Iterable[Seen], *, now: str
) -> list[Alert]:
    """Keep what was seen in articles as alerts, bring earlier ones of the same claims up to date, and give
    those that are new.
    """
    return _Keeping(connection, documents, now).keep(_group(seen))


def _group(seen: Iterable[Seen]) -> list[_Group]:
    grouped: dict[tuple[int, str], list[Seen]] = defaultdict(list)
    for article, one in sorted(seen, key=lambda pair: (pair[0].published or "9", pair[0].id)):
        grouped[one.listed.key, one.item.claim].append((article, one))
    return [_Group(entry, claim, several) for (entry, claim), several in grouped.items()]


class _Keeping:
    """What is done for one batch of articles."""

    def __init__(self, connection: Connection, documents: Collection[int], now: str) -> None:
        self._connection = connection
        self._now = now
        self._members = members_of(connection, _find_shared(connection, documents))
        self._claims = {item: claim for claim, items in self._members.items() for item in items}

    def keep(self, groups: Sequence[_Group]) -> list[Alert]:
        known = self._find_known(groups)
        claims = {claim for _, claim in known.values() if claim}
        self._told = self._read_items(claims | self._claims_of(groups))
        made: list[Alert] = []
        rows: list[dict[str, Any]] = []
        entries: list[int] = []
        for group in groups:
            items = {one.item.id for _, one in group.seen}
            first = self._find_first(group, known)
            if first is None:
                alert = self._make_first(group)
                first = alert.id
                made.append(alert)
                entries.append(group.entry)
            new = sorted(item for item in items if (item, group.entry) not in known)
            known.update({(item, group.entry): (first, self._claims.get(item)) for item in new})
            rows += [{"item": item, "entry": group.entry, "first": first} for item in new]
        insert_rows(self._connection, alert_items, rows)
        _insert(self._connection, zip(entries, made, strict=True))
        fresh = {alert.id for alert in made}
        return made + self._refresh({pair for pair in known.values() if pair[0] not in fresh})

    def _claims_of(self, groups: Iterable[_Group]) -> set[str]:
        return {group.claim for group in groups if group.claim in self._members}

    def _find_known(self, groups: Iterable[_Group]) -> dict[tuple[str, int], tuple[str, str | None]]:
        """The first alert, and the claim, of items that had alerts before, by item and entry."""
        items = {one.item.id for group in groups for _, one in group.seen} | self._claims.keys()
        query = select(alert_items)
        return {
            (row.item, row.entry): (row.first, self._claims.get(row.item))
            for row in in_batches(self._connection, query, alert_items.c.item, sorted(items))
        }

    def _find_first(self, group: _Group, known: dict[tuple[str, int], tuple[str, str | None]]) -> str | None:
        items = (*self._members.get(group.claim, ()), *(one.item.id for _, one in group.seen))
        firsts = {known[item, group.entry][0] for item in items if (item, group.entry) in known}
        return min(firsts, default=None)

    def _make_first(self, group: _Group) -> Alert:
        earliest = group.seen[0][0]
        best = choose(one for article, one in group.seen if article is earliest)
        told = self._told.get(group.claim) or [(article, one.item) for article, one in group.seen]
        return make_alert(earliest, best, now=self._now, known=tuple(_find_flags(told)))

    def _read_items(self, claims: Collection[str]) -> dict[str, list[tuple[Article, Item]]]:
        """All events and statements of claims that several articles tell of, in order of publication."""
        ids = sorted({item for claim in claims for item in self._members.get(claim, ())})
        found: list[tuple[int, Item]] = []
        for table, read in ((schema.events, read_events), (schema.statements, read_statements)):
            keys = [row.key for row in in_batches(self._connection, select(table.c.key), table.c.id, ids)]
            found += read(self._connection, keys)
        articles = _read_articles(self._connection, {document for document, _ in found})
        told: dict[str, list[tuple[Article, Item]]] = defaultdict(list)
        for document, item in found:
            if document in articles:
                told[item.claim].append((articles[document], item))
        for several in told.values():
            several.sort(key=lambda pair: (pair[0].published or "9", pair[0].id, pair[1].id))
        return told

    def _refresh(self, known: Collection[tuple[str, str | None]]) -> list[Alert]:
        """Bring the numbers of alerts up to date, and give again those that say something else by now."""
        claims = dict(sorted((first, claim) for first, claim in known if claim is not None))
        given: dict[str, list[tuple[Any, Alert]]] = defaultdict(list)
        for row in in_batches(self._connection, select(alerts), alerts.c.first, sorted(claims)):
            given[row.first].append((row, msgspec.json.decode(row.alert, type=Alert)))
        made: list[Alert] = []
        entries: list[int] = []
        for first in sorted(given):
            told = self._told.get(claims[first], [])
            if told:
                self._update(claims[first], given[first], told[0][1])
                if again := self._tell_again([alert for _, alert in given[first]], told):
                    made.append(again)
                    entries.append(given[first][0][0].entry)
        _insert(self._connection, zip(entries, made, strict=True))
        return made

    def _update(self, claim: str, given: Sequence[tuple[Any, Alert]], item: Item) -> None:
        told = {"articles": item.articles, "independent": item.independent, "claim": claim}
        if all(told.items() <= row._mapping.items() for row, _ in given):
            return
        for row, _ in given:
            now = dict(row._mapping) | told | {"updated": self._now}
            now["seal"] = seal_row(alerts, now)
            self._connection.execute(update(alerts).where(alerts.c.key == row.key).values(now))

    def _tell_again(self, given: Sequence[Alert], told: Sequence[tuple[Article, Item]]) -> Alert | None:
        known = {flag for alert in given for flag in alert.known}
        flags = {flag: pair for flag, pair in _find_flags(told).items() if flag not in known}
        if not flags:
            return None
        original = next((alert for alert in given if alert.id == alert.first), given[0])
        article, item = next(iter(flags.values()))
        return retell(original, article, item, tuple(flags), now=self._now)


def _find_shared(connection: Connection, documents: Collection[int]) -> set[str]:
    """The claims and quotations of articles that other articles tell of too."""
    found: set[str] = set()
    for rows, group, member, items, groups in (
        (schema.claim_events, "claim", "event", schema.events, schema.claims),
        (schema.quotation_statements, "quotation", "statement", schema.statements, schema.quotations),
    ):
        query = (
            select(rows.c[group])
            .join(items, rows.c[member] == items.c.key)
            .join(groups, rows.c[group] == groups.c.id)
            .where(groups.c.articles > 1)
            .distinct()
        )
        found.update(row[0] for row in in_batches(connection, query, items.c.document, documents))
    return found


def _read_articles(connection: Connection, documents: Collection[int]) -> dict[int, Article]:
    table, outlets = schema.documents, schema.outlets
    columns = (table.c[name] for name in "key id title url published".split())
    query = select(*columns, outlets.c.name).outerjoin(outlets, table.c.outlet == outlets.c.key)
    query = query.where(table.c.status == "current")
    return {
        row.key: Article(row.id, row.name, row.title, row.url, row.published, (), met={})
        for row in in_batches(connection, query, table.c.key, documents)
    }


def _find_flags(told: Sequence[tuple[Article, Item]]) -> dict[str, tuple[Article, Item]]:
    """What is known of a claim, each with the first item that says so."""
    found: dict[str, tuple[Article, Item]] = {}
    for article, item in told:
        if item.polarity == "negative":
            found.setdefault(DENIED, (article, item))
        elif item.kind == "event" and item.voice == "outlet" and item.modality == "actual":
            found.setdefault(CONFIRMED, (article, item))
        if item.independent > 1 and article.id != told[0][0].id:
            found.setdefault(SECOND, (article, item))
    return {flag: found[flag] for flag in _FLAGS if flag in found}


def known_in(article: Article, several: Iterable[Sighting]) -> tuple[str, ...]:
    """What one article lets be known of a claim."""
    return tuple(_find_flags([(article, one.item) for one in several]))


def _insert(connection: Connection, made: Iterable[tuple[int, Alert]]) -> None:
    rows = [
        {
            "id": alert.id,
            "entry": entry,
            "claim": alert.claim,
            "first": alert.first,
            "change": ", ".join(alert.changes),
            "document": alert.document,
            "alert": msgspec.json.encode(alert).decode(),
            "articles": alert.articles,
            "independent": alert.independent,
            "score": float(alert.match.score),
            "made": alert.made,
            "updated": alert.updated,
        }
        for entry, alert in made
    ]
    insert_rows(connection, alerts, [row | {"seal": seal_row(alerts, row)} for row in rows])


def list_alerts(
    connection: Connection,
    *,
    list_key: int | None = None,
    since: str | None = None,
    newest_first: bool = False,
    before: int | None = None,
) -> Iterator[tuple[int, Alert]]:
    """Alerts with their keys, in the order in which they were made, or the newest first.

    `since` is a date, or a date-time in UTC, of when they were made; `before` is the key of one that was made
    behind all that are wanted.
    """
    query = select(alerts).order_by(alerts.c.key.desc() if newest_first else alerts.c.key)
    if before is not None:
        query = query.where(alerts.c.key < before)
    if since is not None:
        query = query.where(alerts.c.made >= since)
    if list_key is not None:
        query = query.join(watch_entries, alerts.c.entry == watch_entries.c.key)
        query = query.where(watch_entries.c.list == list_key)
    for row in connection.execute(query.execution_options(yield_per=_AT_ONCE)):
        yield row.key, read_alert(row)


def read_alert(row: Any) -> Alert:
    """The alert of a row, with its numbers as they are by now."""
    alert = msgspec.json.decode(row.alert, type=Alert)
    return msgspec.structs.replace(
        alert, articles=row.articles, independent=row.independent, updated=row.updated, claim=row.claim
    )
