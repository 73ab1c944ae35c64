"""The desk: where articles are handed in, and what came of them is held for a while; one for a server."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from fastapi import Request
from sqlalchemy import Connection

from onrecord.adding import Fetching
from onrecord.errors import UnknownId
from onrecord.web.reading.carrying import Carrier
from onrecord.web.reading.job import DeskFull, Job, Limits
from onrecord.web.reading.keeping import forget_erased
from onrecord.web.reading.outcomes import Order, Outcome

_FULL = "as many articles wait to be read as may: come again in a minute"
_NAP = 1.0
"""Seconds that pass at least before it is looked again for what is to be forgotten."""


class Desk:
    """Takes jobs, finds them again for those whose they are, and forgets them in time; for all threads.

    Pages are fetched past the cache, in which they would stay though nobody keeps them.
    """

    def __init__(self, limits: Limits | None = None, *, fetching: Fetching | None = None) -> None:
        self.limits = limits or Limits()
        self.carrier = Carrier(self.limits, fetching or Fetching(cache=False))
        self._jobs: dict[str, Job] = {}
        self._streams = 0
        self._alarm: threading.Timer | None = None
        self._lock = threading.RLock()

    def take(
        self, owner: str, name: str, order: Order, *, url: str | None = None, folder: Path | None = None
    ) -> Job:
        """Begin a job: to read an order, whose files lie in `folder`, or the page or feed at `url`.

        Raises:
            DeskFull: too many wait.
        """
        with self._lock:
            self._tidy()
            if sum(one.state != "done" for one in self._jobs.values()) >= self.limits.waiting:
                raise DeskFull(_FULL)
            job = Job(
                id=secrets.token_urlsafe(12),
                owner=owner,
                name=name,
                order=order,
                left=self.limits.job,
                seen=time.monotonic(),
                url=url,
                folder=folder,
            )
            self._jobs[job.id] = job
            self._set_alarm()
        self.carrier.begin(job)
        return job

    def find(self, identity: str, owner: str) -> Job:
        """The job of this user that has this id.

        Raises:
            UnknownId: they have none, or it is gone by now.
        """
        with self._lock:
            self._tidy()
            job = self._jobs.get(identity)
            if job is None or job.owner != owner:
                raise UnknownId("what was read here is gone by now, or somebody else's: read it again")
            job.seen = time.monotonic()
            return job

    def list_jobs(self, owner: str) -> list[Job]:
        """The jobs of a user, the newest first."""
        with self._lock:
            self._tidy()
            return [one for one in reversed(self._jobs.values()) if one.owner == owner]

    def without_erased(self, connection: Connection, jobs: Iterable[Job]) -> list[Job]:
        """The jobs without what was erased from the store for good; what held nothing else is dropped."""
        looked_at = list(jobs)
        forget_erased(connection, looked_at)
        for one in looked_at:
            if one.is_gone:
                self.drop(one)
        return [one for one in looked_at if not one.is_gone]

    def count_before(self, job: Job) -> int:
        """How many jobs came before one and are not done."""
        with self._lock:
            before = 0
            for one in self._jobs.values():
                if one is job:
                    break
                before += one.state != "done"
            return before

    def drop(self, job: Job) -> None:
        """Forget a job, however far it is."""
        with self._lock:
            job.is_dropped = True
            self._jobs.pop(job.id, None)

    def stream(self, order: Order, name: str) -> Iterator[Outcome]:
        """The outcomes of an order one at a time, each read when it is asked for and it is its turn.

        Raises:
            DeskFull: too many are read so.
        """
        with self._lock:
            if self._streams >= self.limits.waiting:
                raise DeskFull(_FULL)
            self._streams += 1
        try:
            yield from self.carrier.stream(order, name)
        finally:
            with self._lock:
                self._streams -= 1

    def close(self) -> None:
        """End the process that reads, and forget all."""
        with self._lock:
            for job in list(self._jobs.values()):
                self.drop(job)
                job.clear()
            if self._alarm is not None:
                self._alarm.cancel()
        self.carrier.close()

    def _tidy(self) -> None:
        """Forget what is done and nobody looks at, and the oldest where it is too much."""
        done = sorted((one for one in self._jobs.values() if one.state == "done"), key=lambda one: one.seen)
        size = sum(one.size for one in done)
        for number, one in enumerate(done):
            is_old = time.monotonic() - one.seen >= self.limits.idle
            if is_old or len(done) - number > self.limits.kept or size > self.limits.size:
                size -= one.size
                self.drop(one)
        self._set_alarm()

    def _set_alarm(self) -> None:
        """Have it tidied when the first that is there may have been idle too long."""
        if self._alarm is None and self._jobs:
            idle_until = min(one.seen for one in self._jobs.values()) + self.limits.idle
            self._alarm = threading.Timer(max(idle_until - time.monotonic(), _NAP), self._wake)
            self._alarm.daemon = True
            self._alarm.start()

    def _wake(self) -> None:
        with self._lock:
            self._alarm = None
            self._tidy()


def desk_of(request: Request) -> Desk:
    """The desk of the server."""
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk
