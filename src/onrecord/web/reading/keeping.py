"""Articles that were read on a page, kept in the store."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from onrecord.errors import InputError
from onrecord.model.clock import now_utc
from onrecord.model.record import Record
from onrecord.store import schema
from onrecord.store.inputs import digest_input, note_input
from onrecord.store.writer import add_record
from onrecord.web.reading.job import Job
from onrecord.web.reading.outcomes import ArticleRead


def keep(connection: Connection, job: Job, numbers: Iterable[int]) -> list[str]:
    """Add articles of a job, given by their numbers from 1 on, with the bytes that they were read from.

    Gives their permanent ids. `connection` is one of `Store.writing`.

    Raises:
        InputError: one was erased for good, or there is no article of that number.
    """
    articles = job.articles
    wanted = sorted(set(numbers))
    if not wanted or not all(1 <= one <= len(articles) for one in wanted):
        raise InputError("there is no such article here")
    return [_keep_one(connection, articles[number - 1], job) for number in wanted]


def _keep_one(connection: Connection, article: ArticleRead, job: Job) -> str:
    record, now = Record.from_json(article.record), now_utc()
    outcome = add_record(connection, record, now=now, source=article.source, places=article.places)
    if article.source is not None:
        given = msgspec.json.encode(job.order.given).decode()
        digest = digest_input(article.source, given)
        note_input(connection, digest, article.location, now=now, document=outcome.document)
    return outcome.document


def find_kept(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the articles, given by their ids, that are in the store."""
    table = schema.documents
    return set(connection.execute(select(table.c.id).where(table.c.id.in_(list(ids)))).scalars())
