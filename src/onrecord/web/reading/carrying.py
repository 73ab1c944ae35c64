"""Jobs carried out: pages fetched on one thread, articles read by one process, a piece of each in turn."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from onrecord.adding import Fetching, find_on_web, open_web
from onrecord.api import as_bug
from onrecord.errors import InputError
from onrecord.ingest.skipped import Skipped
from onrecord.model.document import Source
from onrecord.web.errands import Errands
from onrecord.web.reading.job import MOST_LOST, Job, Limits
from onrecord.web.reading.outcomes import NotRead, Order, Outcome
from onrecord.web.reading.worker import Worker

if TYPE_CHECKING:
    from onrecord.ingest.web.client import Web
    from onrecord.intake import Item

_log = logging.getLogger("onrecord.web")


class Carrier:
    """Carries jobs out. A long one lets the others have their turn behind each of its articles."""

    def __init__(self, limits: Limits, fetching: Fetching) -> None:
        self.worker = Worker()
        self._limits = limits
        self._fetching = fetching
        self._reads, self._fetches = Errands("onrecord-reading"), Errands("onrecord-fetching")
        self._web: Web | None = None

    def begin(self, job: Job) -> None:
        """Have a job fetched, or read."""
        if job.url is not None:
            job.state = "fetching"
            url = job.url
            self._carry(self._fetches, job, lambda: self._begin_fetching(job, url))
        else:
            self._carry(self._reads, job, lambda: self._read(job, job.id, job.order, 0))

    def stream(self, order: Order, name: str) -> Iterator[Outcome]:
        """The outcomes of an order one at a time, each read when it is asked for and it is its turn."""
        key, lost, taken = secrets.token_urlsafe(12), 0, 0
        try:
            while lost < MOST_LOST:
                outcome = self._reads.send(partial(self._step, key, order, name, taken)).result()
                if outcome is None:
                    return
                lost += isinstance(outcome, NotRead) and outcome.lost
                taken += 1
                yield outcome
        finally:
            self._reads.send(lambda: self.worker.leave(key))

    def close(self) -> None:
        """End the process that reads, and the client that fetches when it has fetched what it is at."""
        self.worker.close()
        self._fetches.send(self._close_web)

    def _step(self, key: str, order: Order, name: str, taken: int) -> Outcome | None:
        return self.worker.step(key, order, location=name, taken=taken, limit=self._limits.step)

    def _carry(self, errands: Errands, job: Job, work: Callable[[], object]) -> None:
        """Have a part of a job done; where that fails as nobody thought of, the part is done and says so."""

        def run() -> None:
            try:
                work()
            except Exception as error:
                _log.exception("%s: a part of a job failed", job.id)
                job.note(NotRead(location=job.name, message=str(as_bug(job.name, error)), ours=True))
                job.settle()

        errands.send(run)

    def _read(self, job: Job, key: str, order: Order, taken: int) -> None:
        """Read one article, and wait for the next turn."""
        if job.is_dropped or job.lost >= MOST_LOST or self._is_enough(job, key, order, taken):
            self.worker.leave(key)
            job.settle()
            return
        job.state = "reading"
        began = time.monotonic()
        limit = min(self._limits.step, job.left)
        outcome = self.worker.step(key, order, location=job.name, taken=taken, limit=limit)
        job.spend(time.monotonic() - began)
        if outcome is None:
            job.settle()
            return
        job.note(outcome)
        if order.sources:  # a text, or a page that was fetched: one article, and no more
            self.worker.leave(key)
            job.settle()
        else:
            self._carry(self._reads, job, lambda: self._read(job, key, order, taken + 1))

    def _is_enough(self, job: Job, key: str, order: Order, taken: int) -> bool:
        """Whether no more of a job is read; where there is more, it is cut."""
        limits = self._limits
        if len(job.outcomes) < limits.articles and job.left > 0 and job.size <= limits.size:
            return False
        if self.worker.has_more(key, order, taken=taken, limit=limits.step):
            job.cut()
        return True

    def _begin_fetching(self, job: Job, url: str) -> None:
        if job.is_dropped:
            job.settle()
            return
        try:
            if self._web is None:
                self._web = open_web(self._fetching)
        except InputError as error:
            job.note(NotRead(location=url, message=str(error)))
            job.settle()
            return
        self._fetch(job, find_on_web(url, self._web, most=self._limits.pages), 0)

    def _close_web(self) -> None:
        if self._web is not None:
            self._web.close()
            self._web = None

    def _fetch(self, job: Job, found: Iterator[Item], number: int) -> None:
        """Fetch one page, have it read, and wait for the next turn."""
        item = None
        if not job.is_dropped:
            began = time.monotonic()
            item = next(found, None)
            job.spend(time.monotonic() - began)
        if item is None:
            job.settle()
            return
        if isinstance(item, Source):
            order = Order(given=job.order.given, sources=(item,))
            job.branch()
            self._carry(self._reads, job, lambda: self._read(job, f"{job.id}.{number}", order, 0))
        elif isinstance(item, InputError):
            job.note(NotRead(location=job.name, message=str(item)))
        elif isinstance(item, Skipped):
            job.cut()
        self._carry(self._fetches, job, lambda: self._fetch(job, found, number + 1))
