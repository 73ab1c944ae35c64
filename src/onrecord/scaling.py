"""What `onrecord scale` does: shards into an output, with progress as it goes, and what is done of them."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from onrecord.api import Given, check_given
from onrecord.errors import InputError
from onrecord.interrupts import Ending, ending_on_signals
from onrecord.messages import Messages, open_messages
from onrecord.scale.analysing import Analyse, analyse
from onrecord.scale.cluster import Crew, Job, open_crew
from onrecord.scale.driving import drive
from onrecord.scale.ledger import Entry, clear_done, find_left, read_ledger
from onrecord.scale.parts import Done
from onrecord.scale.settings import SUMMARY, Settings, begin_output, find_engine, read_settings, read_shards
from onrecord.scale.shards import Shard, check_apart, find_shards
from onrecord.scale.status_words import tell_status, tell_summary
from onrecord.scale.storage import Storage, is_remote, open_storage
from onrecord.scale.totals import Pace, Summary, Totals, add_up, find_status

ALL_READ, NOT_ALL_READ, OUR_FAULT, INTERRUPTED = 0, 1, 3, 130
_TOLD_EVERY = 10.0
_STALLED = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleOrder:
    """What the user of `onrecord scale run` asks for."""

    location: str
    output: str
    given: Given = field(default_factory=Given)
    prefix: str = ""
    workers: int | None = None
    address: str | None = None
    as_json: bool = False


def run_scale(order: ScaleOrder, analyse: Analyse = analyse) -> int:
    """Read the shards that are not done yet, tell of it, and give the command's exit code.

    Raises:
        InputError: the order cannot be carried out, whatever the shards hold; nothing is changed.
    """
    check_given(order.given)
    check_apart(order.location, order.output)
    shards = find_shards(order.location, prefix=order.prefix)
    storage = open_storage(order.output)
    try:
        with (
            _alone(order.output),
            open_messages(total=len(shards), progress=True, doing="Shards") as messages,
        ):
            return _run(order, storage, shards, messages, analyse)
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        with open_messages(total=None, progress=False) as messages:
            messages.say(
                f"{order.output}: cannot be written: {error.strerror or error}; when it can, the same "
                "command goes on where it stopped"
            )
        return NOT_ALL_READ


def _run(
    order: ScaleOrder,
    storage: Storage,
    shards: tuple[Shard, ...],
    messages: Messages,
    analyse: Analyse,
) -> int:
    settings = Settings(engine=find_engine(), given=order.given)
    ledger = read_ledger(storage)
    left = find_left(shards, ledger, order.output)
    begin_output(storage, settings, shards, order.output)
    clear_done(storage, ledger)
    watching = _Watching(messages, Pace(time.monotonic, len(left), bytes_all=sum(one.size for one in left)))
    for _ in range(len(shards) - len(left)):
        messages.advance()
    workers = 0
    if left:
        with open_crew(order.address, order.workers) as crew, ending_on_signals() as ending:
            workers, watching.crew, watching.ending = crew.workers, crew, ending
            many = "" if crew.workers == 1 else "s"
            messages.say(f"{len(left):,} of {len(shards):,} shards to read with {crew.workers} worker{many}")
            drive(crew, Job(output=order.output, settings=settings), left, watching, analyse)
    done = add_up(entry for key, entry in read_ledger(storage).items() if key in {one.key for one in shards})
    summary = watching.sum_up(settings.engine, len(shards), done, workers)
    storage.put(msgspec.json.format(msgspec.json.encode(summary), indent=2) + b"\n", SUMMARY)
    _print(msgspec.json.encode(summary).decode() if order.as_json else tell_summary(summary, order.output))
    return _find_code(done, complete=not summary.failed)


@dataclass(slots=True)
class _Watching:
    """Tells of a run as it goes: each fault at once, the pace every few seconds, and where nothing moves."""

    messages: Messages
    pace: Pace
    crew: Crew | None = None
    ending: Ending | None = None
    failed: dict[str, str] = field(default_factory=dict)
    deaths: int = 0
    _told: float = field(default_factory=time.monotonic)
    _moved: float = field(default_factory=time.monotonic)

    def part_done(self, done: Done) -> None:
        self.pace.add(done)

    def shard_done(self, entry: Entry) -> None:
        self.pace.enter(entry)
        self.messages.advance()

    def shard_failed(self, shard: Shard, reason: str) -> None:
        self.failed[shard.name] = reason
        self.messages.say(reason)
        self.messages.advance()

    def worker_died(self, shard: Shard, what: str) -> None:
        self.deaths += 1
        self.messages.say(f"{shard.name}: {what}")

    def tick(self, moved: bool) -> None:
        now = time.monotonic()
        if moved:
            self._moved = now
        elif now - self._moved > _STALLED:
            self._moved = now
            self.messages.say(f"nothing came in for {_STALLED:.0f} seconds; {self._tell_room()}")
        if now - self._told > _TOLD_EVERY:
            self._told = now
            self.messages.say(self.pace.tell())
        if self.ending is not None:
            self.ending.check()

    def _tell_room(self) -> str:
        if self.crew is None:
            return "Ray was not begun"
        free, there = (
            ask().get("CPU", 0)
            for ask in (self.crew.ray.available_resources, self.crew.ray.cluster_resources)
        )
        return f"{free:g} of {there:g} CPUs of the cluster are free: another program may hold the others"

    def sum_up(self, engine: str, shards: int, done: Totals, workers: int) -> Summary:
        """What this run did, and what is done in all."""
        return Summary(
            engine=engine,
            shards=shards,
            done=done,
            failed=self.failed,
            deaths=self.deaths,
            workers=workers,
            seconds=round(time.monotonic() - self.pace.begun, 3),
            articles=self.pace.articles,
            words=self.pace.words,
        )


def run_status(output: str, *, as_json: bool) -> int:
    """Print what is done of a run and what is left, and give the command's exit code.

    Raises:
        InputError: there is no output of a run, or it is damaged.
    """
    storage = open_storage(output)
    try:
        settings = read_settings(storage, output)
        status = find_status(storage, settings.engine, read_shards(storage), read_ledger(storage))
    except OSError as error:
        raise InputError(f"{output}: cannot be read: {error.strerror or error}") from error
    _print(msgspec.json.encode(status).decode() if as_json else tell_status(status, output))
    return _find_code(status.done, complete=not status.left)


def _find_code(done: Totals, *, complete: bool) -> int:
    if done.ours:
        return OUR_FAULT
    return NOT_ALL_READ if done.rejected or not complete else ALL_READ


@contextmanager
def _alone(output: str) -> Iterator[None]:
    """Hold the output of this machine for this run; in a cloud nobody can.

    Raises:
        InputError: another run writes there.
    """
    if is_remote(output) or sys.platform == "win32":
        yield
        return
    import fcntl

    Path(output).mkdir(parents=True, exist_ok=True)
    number = os.open(Path(output, ".lock"), os.O_CREAT | os.O_RDWR, 0o666)
    try:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InputError(f"{output}: another run writes there: wait until it ends") from error
        yield
    finally:
        os.close(number)


def _print(text: str) -> None:
    if sys.stdout is not None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
