"""Ray: begun here or joined, and the work that it is given: reading, analysing and finishing shards."""

from __future__ import annotations

import math
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec

from onrecord.api import load_analysis
from onrecord.errors import InputError
from onrecord.jobs import count_cores
from onrecord.scale.analysing import Analyse, make_dead_part, make_part
from onrecord.scale.finishing import finish_shard
from onrecord.scale.ledger import Entry
from onrecord.scale.parts import Done, Stretch, covers, stage
from onrecord.scale.reading import Batch, cut_batches
from onrecord.scale.settings import RUN, Settings, find_engine
from onrecord.scale.shards import Shard
from onrecord.scale.storage import Storage, open_storage

FED = 24
"""Workers that one reader keeps busy: an article is read some hundred times as fast as it is analysed."""
_STORE_LEAST, _STORE_MOST = 256 * 1024**2, 4 * 1024**3
_STORE_EACH = 32 * 1024**2


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What every process of a run has to know."""

    output: str
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Ray, and how much it is given: workers that analyse, and readers, with a CPU each if there are two."""

    ray: Any
    workers: int
    readers: int
    reader_cpus: int

    @property
    def ahead(self) -> int:
        """How many batches are handed out at once: what bounds the memory."""
        return 2 * self.workers + 1


@contextmanager
def open_crew(address: str | None, workers: int | None) -> Iterator[Crew]:
    """Begin a Ray of this machine, or join the one at `address` ("auto" is the one that runs here).

    By default there is a worker for each CPU but those that readers have. A Ray that this process is part of
    already is used as it is.

    Raises:
        InputError: Ray is not installed, or cannot be reached at the address.
    """
    ray = _load_ray()
    ours = not ray.is_initialized()
    if ours and address is not None:
        _join(ray, address)
    elif ours:
        _begin(ray, workers or _count_workers(count_cores()))
    try:
        cpus = int(ray.cluster_resources().get("CPU", 1))
        number = workers or _count_workers(cpus)
        yield Crew(ray=ray, workers=number, readers=_count_readers(number), reader_cpus=int(cpus > 1))
    finally:
        if ours:
            ray.shutdown()


def _load_ray() -> Any:
    # Before it is imported: nothing is reported to anybody, and no second library of threads is begun.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
    except ImportError as error:
        raise InputError("this needs Ray: install it with pip install 'onrecord[ray]'") from error
    return ray


def _begin(ray: Any, workers: int) -> None:
    # Ray listens to the network, and whoever has its token may run programs: ours is known to nobody.
    if not any(os.environ.get(f"RAY_AUTH_{name}") for name in ("MODE", "TOKEN", "TOKEN_PATH")):
        os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(32)
    try:
        ray.init(
            address="local",
            num_cpus=workers + _count_readers(workers),
            num_gpus=0,
            include_dashboard=False,
            log_to_driver=False,
            logging_level="ERROR",
            object_store_memory=max(_STORE_LEAST, min(_STORE_EACH * workers, _STORE_MOST)),
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError(f"Ray cannot be begun on this machine: {error}") from error


def _join(ray: Any, address: str) -> None:
    try:
        ray.init(address=address, log_to_driver=False, logging_level="ERROR")
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise InputError(f"{address}: there is no Ray to join: {error}") from error


def _count_readers(workers: int) -> int:
    return math.ceil(workers / FED)


def _count_workers(cpus: int) -> int:
    """All but those that readers have, and one at least."""
    return max(1, cpus - math.ceil(cpus / (FED + 1)))


class Reader:
    """Reads one shard after the other, a batch at a time as it is asked; an actor, with its own process."""

    def __init__(self) -> None:
        self._handed: list[Stretch] = []
        self._batches: Iterator[Batch] = iter(())
        self._end = 0

    def begin(self, shard: Shard, handed: list[Stretch]) -> None:
        """Read this shard from now on, but for the stretches that were handed out before."""
        self._handed = handed
        self._batches = cut_batches(shard)
        self._end = 0

    def read_batch(self) -> tuple[Stretch | InputError, Batch | None]:
        """The next batch with its stretch; at the end a stretch of no items.

        Where the shard cannot be read at all the error stands in the stretch's place.
        """
        try:
            for batch in self._batches:
                self._end = batch.stretch.end
                if not covers(self._handed, batch.stretch):
                    return batch.stretch, batch
        except InputError as error:
            return error, None
        return Stretch(self._end, 0), None


def work_on(batch: Batch, stretch: Stretch, shard: Shard, job: Job, analyse: Analyse) -> Done:
    """Analyse a stretch of a batch and keep what becomes of it in the output; for a process of Ray."""
    storage = join_output(job)
    begin = stretch.first - batch.stretch.first
    items = batch.items[begin : begin + stretch.count]
    part = make_part(items, stretch, shard.name, job.settings.given, analyse)
    return stage(storage, shard.key, part)


def give_up(batch: Batch, stretch: Stretch, shard: Shard, job: Job) -> Done:
    """Keep in the output that the one item of a stretch cannot be read; for a process of Ray."""
    item = batch.items[stretch.first - batch.stretch.first]
    return stage(open_storage(job.output), shard.key, make_dead_part(item, stretch, shard.name))


def finish(shard: Shard, total: int, job: Job) -> Entry:
    """Write the outputs of a shard; for a process of Ray."""
    return finish_shard(open_storage(job.output), shard, job.settings, total)


@lru_cache(maxsize=4)
def _join_output(output: str, encoded: bytes) -> Storage:
    storage = open_storage(output)
    settings = msgspec.json.decode(encoded, type=Settings)
    there = storage.get(RUN)
    if there is None or msgspec.json.decode(there, type=Settings) != settings:
        raise InputError(
            f"{output}: a machine of the cluster does not see what is there: the output has to be on a file "
            "system that all machines share, or in a cloud (s3://)"
        )
    load_analysis()
    if find_engine() != settings.engine:
        raise InputError(
            f"a machine of the cluster has {find_engine()}, and this one {settings.engine}: install the same "
            "version of onrecord on all"
        )
    return storage


def join_output(job: Job) -> Storage:
    """The output, with the models loaded, once a process.

    Raises:
        InputError: this machine does not see the output, or has another engine.
    """
    return _join_output(job.output, msgspec.json.encode(job.settings))
