"""Stores from Python: what the commands on a store do, as functions.

with onrecord.open_store("news.db", create=True) as store:
    onrecord.add(store, ["articles.jsonl"])
    for hit in onrecord.search(store, onrecord.Question(speaker="Ann Lee", form="direct")).hits:
        print(hit.published, hit.outlet, hit.words)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from onrecord.adding import Order, find_all
from onrecord.api import make_given
from onrecord.intake import Item, Manner, Taken, take_in
from onrecord.model.record import Record
from onrecord.query import counts, people
from onrecord.query import search as searching
from onrecord.query import timeline as timelines
from onrecord.query.counts import CountTable
from onrecord.query.people import Dossier
from onrecord.query.question import Question
from onrecord.query.search import Page
from onrecord.query.timeline import Timeline
from onrecord.store.opening import Store


def add(
    store: Store,
    articles: Iterable[str | Path | Record],
    *,
    published: str | date | None = None,
    outlet: str | None = None,
    language: str | None = None,
    jobs: int = 1,
) -> list[Taken]:
    """Add articles to a store, and tell what became of each.

    They are records, or locations as for `onrecord add`: files, folders, patterns, addresses of pages and
    feeds. What is there already stays as it is. What cannot be read is told of and stops nothing.

    Raises:
        StoreError: the store cannot be written; what was added before stays in it.
    """
    manner = Manner(given=make_given(published=published, outlet=outlet, language=language), jobs=jobs)
    with ExitStack() as stack:
        return list(take_in(store, _find(articles, manner, stack), manner))


def _find(articles: Iterable[str | Path | Record], manner: Manner, stack: ExitStack) -> Iterator[Item]:
    for article in articles:
        if isinstance(article, Record):
            yield article
        else:
            yield from find_all(Order(locations=(str(article),), store=None, manner=manner), stack)


def search(store: Store, question: Question, *, after: str | None = None, limit: int = 20) -> Page:
    """What a question asks for, the newest first; see `onrecord.query.search.search`.

    Raises:
        InputError: the question contradicts itself, or nobody is called as it says.
    """
    with store.reading() as connection:
        return searching.search(connection, question, after=after, limit=limit)


def count(store: Store, question: Question, by: Sequence[str] = ()) -> CountTable:
    """How many there are of what a question asks for, by fields; see `onrecord.query.counts.count`.

    Raises:
        InputError: the question contradicts itself, or there is no such field.
    """
    with store.reading() as connection:
        return counts.count(connection, question, by)


def dossier(store: Store, name: str, *, limit: int = 10) -> Dossier:
    """What a store has on somebody; see `onrecord.query.people.dossier`.

    Raises:
        UnknownName: nobody is called so.
    """
    with store.reading() as connection:
        return people.dossier(connection, name, limit=limit)


def timeline(store: Store, name: str, *, limit: int = 50) -> Timeline:
    """What somebody said and did in the order of when it was; see `onrecord.query.timeline.timeline`.

    Raises:
        UnknownName: nobody is called so.
    """
    with store.reading() as connection:
        return timelines.timeline(connection, name, limit=limit)
