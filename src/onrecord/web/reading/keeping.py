"""Articles that were read on a page, kept in the store."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from onrecord.errors import InputError
from onrecord.intake import Manner, write_article
from onrecord.model.clock import now_utc
from onrecord.model.record import Record
from onrecord.store import schema
from onrecord.store.writer import add_record, find_erased, list_traces
from onrecord.web.reading.job import Job
from onrecord.web.reading.outcomes import ArticleRead


def keep(connection: Connection, job: Job, numbers: Iterable[int]) -> list[str]:
    """Add articles of a job, given by their numbers from 1 on, with the bytes that they were read from.

    Gives their permanent ids. `connection` is one of `Store.writing`.

    Raises:
        InputError: one was erased for good, or there is no article of that number.
    """
    articles = job.numbered
    wanted = sorted(set(numbers))
    if not wanted or not all(one in articles for one in wanted):
        raise InputError("there is no such article here")
    return [_keep_one(connection, articles[number], job) for number in wanted]


def _keep_one(connection: Connection, article: ArticleRead, job: Job) -> str:
    record, now = Record.from_json(article.record), now_utc()
    if article.source is None:
        return add_record(connection, record, now=now).document
    manner = Manner(given=job.order.given)
    return write_article(connection, record, article.source, article.places, now=now, manner=manner).document


def forget_erased(connection: Connection, jobs: Iterable[Job]) -> None:
    """Let go of all in the jobs that was erased from the store for good, before it was read or since."""
    traces = [(job, one, list_traces(one.id, one.text, one.capture)) for job in jobs for one in job.articles]
    erased = find_erased(connection, {trace for _, _, several in traces for trace in several})
    for job, one, several in traces:
        if not erased.keys().isdisjoint(several):
            job.forget([one])


def find_kept(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the articles, given by their ids, that are in the store."""
    table = schema.documents
    return set(connection.execute(select(table.c.id).where(table.c.id.in_(list(ids)))).scalars())
