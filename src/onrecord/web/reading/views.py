"""What the pages show of what was dropped in."""

from __future__ import annotations

from functools import cached_property

import msgspec
from sqlalchemy import Connection

from onrecord.model.record import Record
from onrecord.web.marking import MarkedRecord
from onrecord.web.reading.job import Job, State
from onrecord.web.reading.keeping import find_kept
from onrecord.web.reading.outcomes import NotRead


class JobLine(msgspec.Struct, frozen=True, kw_only=True):
    """A job in a list: what was handed in, how far it is, and how many articles were read of it."""

    id: str
    name: str
    state: State
    articles: int


class DropIn(msgspec.Struct, frozen=True, kw_only=True):
    """What was handed in lately by who asks, the newest first; `most_bytes` is what may be sent at once."""

    jobs: tuple[JobLine, ...]
    most_bytes: int


class JobArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was read: its number in the job, and `kept`, whether the store has it."""

    number: int
    id: str
    location: str
    title: str
    statements: int
    events: int
    kept: bool
    record: msgspec.Raw


class JobPage(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What was handed in, how far it is read, and the records.

    `state` is fetching, waiting, reading or done, and `before` how many jobs come first. `unread` are
    articles that gave no record, and why; `passed_over` counts what is no article. `is_cut` says that there
    was more than is read of one job. `chosen` is the number of the article that a page shows.
    """

    id: str
    name: str
    state: State
    before: int
    articles: tuple[JobArticle, ...]
    unread: tuple[NotRead, ...]
    passed_over: int
    is_cut: bool
    chosen: int
    everything: bool

    @property
    def progress(self) -> JobProgress:
        """How far it is."""
        return JobProgress(
            state=self.state, before=self.before, articles=len(self.articles), unread=len(self.unread)
        )

    @property
    def is_done(self) -> bool:
        """Whether all is read."""
        return self.state == "done"

    @property
    def article(self) -> JobArticle | None:
        """The article that is shown."""
        return next((one for one in self.articles if one.number == self.chosen), None)

    @cached_property
    def record(self) -> Record:
        """Its record."""
        assert self.article is not None
        return Record.from_json(bytes(self.article.record))

    @cached_property
    def marked(self) -> MarkedRecord:
        """Its record as the page shows it; no card leads elsewhere: the store may not have the article."""
        return MarkedRecord(self.record, everything=self.everything)


class JobProgress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a job is: see `JobPage`."""

    state: State
    before: int
    articles: int
    unread: int


def show_progress(job: Job, before: int) -> JobProgress:
    """How far a job is."""
    return JobProgress(state=job.state, before=before, articles=len(job.articles), unread=len(job.unread))


def show_line_of(job: Job) -> JobLine:
    """A job in a list."""
    return JobLine(id=job.id, name=job.name, state=job.state, articles=len(job.articles))


def show_job(
    connection: Connection, job: Job, *, before: int, chosen: int | None = None, everything: bool = False
) -> JobPage:
    """A job with what was read of it so far; where no number is chosen, the first article is shown."""
    read = job.numbered
    kept = find_kept(connection, [one.id for one in read.values()])
    articles = tuple(
        JobArticle(
            number=number,
            id=one.id,
            location=one.location,
            title=one.title,
            statements=one.statements,
            events=one.events,
            kept=one.id in kept,
            record=msgspec.Raw(one.record),
        )
        for number, one in read.items()
    )
    return JobPage(
        id=job.id,
        name=job.name,
        state=job.state,
        before=before,
        articles=articles,
        unread=tuple(job.unread),
        passed_over=job.passed_over,
        is_cut=job.is_cut,
        chosen=next(iter(read), 1) if chosen is None else chosen,
        everything=everything,
    )
