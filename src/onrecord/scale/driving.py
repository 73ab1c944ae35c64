"""The driver of a run: which batch goes to whom, and what is done where a process dies.

It holds no article and no record, only which stretches of which shards are out. Whatever it is, all that it
knows is in the output too, so that a run that is killed goes on where it was.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from onrecord.errors import InputError, OnrecordError
from onrecord.scale.analysing import Analyse, analyse
from onrecord.scale.cluster import Crew, Job, Reader, finish, give_up, work_on
from onrecord.scale.ledger import Entry
from onrecord.scale.parts import Done, Stretch, list_staged
from onrecord.scale.shards import Shard
from onrecord.scale.storage import open_storage

BATCH_TRIES, ARTICLE_TRIES, READER_TRIES = 2, 3, 5
"""How often a batch, an article that is alone, and a shard is tried, while processes die over it."""
_WAIT = 1.0


class Watcher(Protocol):
    """Is told what happens while a run goes on."""

    def part_done(self, done: Done) -> None:
        """A part was kept."""

    def shard_done(self, entry: Entry) -> None:
        """A shard is in the ledger."""

    def shard_failed(self, shard: Shard, reason: str) -> None:
        """A shard cannot be read; it stays to be read by a later run."""

    def worker_died(self, shard: Shard, what: str) -> None:
        """A process ended without a word, and what is done about it."""

    def tick(self, moved: bool) -> None:
        """About a second went by; whether anything came in. What this raises ends the run."""


@dataclass(slots=True)
class _Reading:
    """A shard that is not done: what is out, and what came back."""

    shard: Shard
    actor: Any = None
    out: int = 0
    handed: list[Stretch] = field(default_factory=list)
    kept: list[Stretch] = field(default_factory=list)
    total: int | None = None
    deaths: int = 0
    lost: bool = False


@dataclass(frozen=True, slots=True)
class _Errand:
    """A stretch of a batch that is out at a worker; `batch` is Ray's reference to it."""

    reading: _Reading
    batch: Any
    stretch: Stretch
    tries: int = 0


def drive(
    crew: Crew, job: Job, shards: Iterable[Shard], watcher: Watcher, analyse: Analyse = analyse
) -> None:
    """Read the shards, each into its outputs and the ledger.

    Raises:
        OSError: the output cannot be written, as where a disk is full; what was kept stays.
        InputError: a machine of the cluster cannot take part.
        OnrecordError: a fault of onrecord's.
    """
    driver = _Driver(crew, job, watcher, analyse)
    try:
        driver.run(deque(shards))
    finally:
        driver.dismiss_all()


class _Driver:
    def __init__(self, crew: Crew, job: Job, watcher: Watcher, analyse: Analyse) -> None:
        ray = crew.ray
        self._crew = crew
        self._job = job
        self._watcher = watcher
        self._analyse = analyse
        self._storage = open_storage(job.output)
        # Ray tries nothing again by itself: it would without end where an article kills its worker.
        self._work_on = ray.remote(num_cpus=1, max_retries=0)(work_on)
        self._give_up = ray.remote(num_cpus=1, max_retries=0)(give_up)
        self._finish = ray.remote(num_cpus=1, max_retries=0)(finish)
        self._reader = ray.remote(num_cpus=crew.reader_cpus, max_restarts=0)(Reader)
        self._answers: dict[Any, Callable[[Any], None]] = {}
        self._queue: deque[_Reading] = deque()
        self._reading: dict[str, _Reading] = {}
        self._idle: list[Any] = []
        self._asked: set[str] = set()
        self._errands = 0

    def run(self, shards: deque[Shard]) -> None:
        while shards or self._queue or self._reading or self._answers:
            self._begin_reading(shards)
            self._ask_readers()
            ready, _ = self._crew.ray.wait(list(self._answers), num_returns=1, timeout=_WAIT)
            for answer in ready:
                self._answers.pop(answer)(answer)
            self._watcher.tick(bool(ready))

    def dismiss_all(self) -> None:
        """Let all readers go."""
        for actor in (*self._idle, *(reading.actor for reading in self._reading.values())):
            self._crew.ray.kill(actor)

    def _begin_reading(self, shards: deque[Shard]) -> None:
        """Begin as many shards as there are readers; more would take the CPUs of the workers."""
        while len(self._reading) < self._crew.readers and (self._queue or shards):
            if self._queue:
                reading = self._queue.popleft()
            else:
                shard = shards.popleft()
                kept = list_staged(self._storage, shard.key)
                reading = _Reading(shard, kept=kept, handed=list(kept))
            reading.actor = self._idle.pop() if self._idle else self._reader.remote()
            reading.actor.begin.remote(reading.shard, reading.handed)
            self._reading[reading.shard.key] = reading

    def _ask_readers(self) -> None:
        """Ask each reader that is not at work for its next batch, as long as few batches are out."""
        for key, reading in self._reading.items():
            if key not in self._asked and self._errands + len(self._asked) < self._crew.ahead:
                self._asked.add(key)
                told, batch = reading.actor.read_batch.options(num_returns=2).remote()
                self._answers[told] = partial(self._hear, reading, batch)

    def _hear(self, reading: _Reading, batch: Any, answer: Any) -> None:
        """A reader has answered: with a batch, that there is no more, or not at all."""
        self._asked.discard(reading.shard.key)
        try:
            told: Stretch | InputError = self._crew.ray.get(answer)
        except Exception as error:
            self._check_death(error)
            self._replace_reader(reading)
            return
        if isinstance(told, InputError):
            self._dismiss(reading)
            self._watcher.shard_failed(reading.shard, str(told))
        elif told.count:
            reading.handed.append(told)
            reading.out += 1
            self._send(_Errand(reading, batch, told))
        else:
            self._dismiss(reading)
            reading.total = told.first
            self._conclude(reading)

    def _replace_reader(self, reading: _Reading) -> None:
        """Let another reader go on with what was not handed out."""
        shard = reading.shard
        self._dismiss(reading, dead=True)
        reading.deaths += 1
        if reading.deaths < READER_TRIES:
            self._watcher.worker_died(shard, "its reader died: another begins")
            self._queue.appendleft(reading)
        else:
            self._watcher.shard_failed(shard, f"{shard.name}: the process that reads it dies each time")

    def _dismiss(self, reading: _Reading, *, dead: bool = False) -> None:
        """Let the reader of a shard, which is at its end, read another; one that died is let go."""
        del self._reading[reading.shard.key]
        if not dead:
            self._idle.append(reading.actor)
        reading.actor = None

    def _send(self, errand: _Errand) -> None:
        self._errands += 1
        parts = (errand.batch, errand.stretch, errand.reading.shard, self._job)
        gone = errand.stretch.count == 1 and errand.tries >= ARTICLE_TRIES
        answer = self._give_up.remote(*parts) if gone else self._work_on.remote(*parts, self._analyse)
        self._answers[answer] = partial(self._take, errand)

    def _take(self, errand: _Errand, answer: Any) -> None:
        """A worker has kept a part, or died."""
        self._errands -= 1
        reading = errand.reading
        try:
            done: Done = self._crew.ray.get(answer)
        except Exception as error:
            if _is_loss(self._crew.ray, error):
                # The batch went with the machine that its reader was on: it is read once more.
                reading.out -= 1
                reading.lost = True
                self._conclude(reading)
                return
            self._check_death(error)
            self._try_again(errand)
            return
        reading.out -= 1
        reading.kept.append(errand.stretch)
        self._watcher.part_done(done)
        self._conclude(reading)

    def _try_again(self, errand: _Errand) -> None:
        """Send what killed its worker once more, and then each of its articles alone."""
        reading, batch, stretch, tries = errand.reading, errand.batch, errand.stretch, errand.tries + 1
        self._watcher.worker_died(
            reading.shard, f"a worker died: {stretch.count} of its items are tried again"
        )
        if stretch.count == 1 or tries < BATCH_TRIES:
            self._send(_Errand(reading, batch, stretch, tries))
            return
        reading.out += stretch.count - 1
        for at in range(stretch.first, stretch.end):
            self._send(_Errand(reading, batch, Stretch(at, 1)))

    def _conclude(self, reading: _Reading) -> None:
        """Let the shard be finished where all of its items came back."""
        if reading.total is None or reading.out:
            return
        if reading.lost:
            reading.lost, reading.total, reading.handed = False, None, list(reading.kept)
            self._queue.appendleft(reading)
            return
        answer = self._finish.remote(reading.shard, reading.total, self._job)
        self._answers[answer] = partial(self._enter, reading)

    def _enter(self, reading: _Reading, answer: Any) -> None:
        try:
            entry: Entry = self._crew.ray.get(answer)
        except Exception as error:
            reading.deaths += 1
            self._check_death(error)
            if reading.deaths >= READER_TRIES:
                name = reading.shard.name
                self._watcher.shard_failed(
                    reading.shard, f"{name}: the process that writes its outputs dies each time"
                )
                return
            self._watcher.worker_died(reading.shard, "a worker died: its outputs are written again")
            self._conclude(reading)
            return
        self._watcher.shard_done(entry)

    def _check_death(self, error: Exception) -> None:
        """Go on where a process died; raise what a process raised."""
        if is_death(self._crew.ray, error):
            return
        cause = getattr(error, "cause", None)
        if isinstance(cause, (OSError, OnrecordError)):
            raise cause
        raise error


def is_death(ray: Any, error: Exception) -> bool:
    """Whether Ray tells with this that a process or its machine ended, and not that the work failed."""
    kinds = ray.exceptions
    deaths = (
        kinds.WorkerCrashedError,
        kinds.OutOfMemoryError,
        kinds.NodeDiedError,
        kinds.LocalRayletDiedError,
        kinds.RayActorError,
        kinds.ActorUnavailableError,
    )
    return isinstance(error, deaths)


def _is_loss(ray: Any, error: Exception) -> bool:
    cause = getattr(error, "cause", None)
    return isinstance(error, ray.exceptions.ObjectLostError) or isinstance(
        cause, ray.exceptions.ObjectLostError
    )
