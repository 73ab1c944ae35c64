"""The same work on many items, in several processes, with the results in the order of the items."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_AHEAD = 4
"""How many items are handed out beforehand for each process; what bounds the memory."""


_ALONE = 16
"""So many items are worked on in this process before others are begun for all cores."""


class Died(Exception):
    """The process that worked on an item ended without a result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course(Generic[Item]):
    """What is told of the course of the work, and which of it is none.

    `retried` is called with an item whose process died, or another's at that time, before it is worked on
    again. An item that `is_light` is worked on in this process, since handing it over would cost more.
    """

    retried: Callable[[Item], object] = lambda _: None
    is_light: Callable[[Item], bool] = lambda _: False


def map_in_order(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int | None,
    course: Course[Item] | None = None,
) -> Generator[tuple[Item, Result | Died], None, None]:
    """Each item with the result of `work`, in order; with one job in this process, else in `jobs` others.

    Without a number of jobs there are as many as cores, once there is enough work to be worth their start.
    `work`, items and results must be picklable, and `work` must not raise. An item whose process dies comes
    with `Died`, and the others go on. The items are drawn as they are needed.
    """
    course = course or Course()
    items = iter(items)
    if jobs is None:
        alone = 0
        for item in items:
            yield item, work(item)
            alone += not course.is_light(item)
            if alone == _ALONE:
                break
        jobs = count_cores()
    if jobs == 1:
        for item in items:
            yield item, work(item)
        return
    first = list(islice(items, 1))
    if not first:
        return
    crew = _Crew(work, jobs, course)
    try:
        yield from crew.run(chain(first, items))
    finally:
        crew.dismiss()


def count_cores() -> int:
    """How many cores this process may use: what it is bound to, and what its container is given."""
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text().split()
        given = max(1, int(quota) // int(period))
    except (OSError, ValueError):  # no such group, or no limit: "max"
        return bound
    return min(bound, given)


class _Crew(Generic[Item, Result]):
    """A pool of processes that is replaced when one of them dies."""

    def __init__(self, work: Callable[[Item], Result], jobs: int, course: Course[Item]) -> None:
        self._work = work
        self._jobs = jobs
        self._course = course
        self._pool = _open_pool(jobs)
        self._pending: deque[tuple[Item, Future[Result]]] = deque()

    def run(self, items: Iterator[Item]) -> Iterator[tuple[Item, Result | Died]]:
        self._hand_out(islice(items, self._jobs * _AHEAD))
        while self._pending:
            item, future = self._pending.popleft()
            try:
                result: Result | Died = future.result()
            except BrokenProcessPool:
                self._course.retried(item)
                result = self._work_apart(item)
                self._start_again()
            yield item, result
            self._hand_out(islice(items, 1))

    def dismiss(self) -> None:
        """End the processes, without the items that have not been begun."""
        self._pool.shutdown(cancel_futures=True)

    def _hand_out(self, items: Iterable[Item]) -> None:
        for item in items:
            self._pending.append((item, self._submit(item)))

    def _submit(self, item: Item) -> Future[Result]:
        if self._course.is_light(item):
            done: Future[Result] = Future()
            done.set_result(self._work(item))
            return done
        try:
            return self._pool.submit(self._work, item)
        except BrokenProcessPool as error:
            broken: Future[Result] = Future()
            broken.set_exception(error)
            return broken

    def _work_apart(self, item: Item) -> Result | Died:
        """Work on an item once more in a process of its own: which item broke the pool cannot be seen."""
        with _open_pool(1) as pool:
            try:
                return pool.submit(self._work, item).result()
            except BrokenProcessPool:
                return Died()

    def _start_again(self) -> None:
        self._pool.shutdown()
        self._pool = _open_pool(self._jobs)
        unfinished = [(item, future) for item, future in self._pending]
        self._pending.clear()
        for item, future in unfinished:
            is_done = future.done() and future.exception() is None
            self._pending.append((item, future if is_done else self._submit(item)))


def _open_pool(jobs: int) -> ProcessPoolExecutor:
    # Spawned and not forked: the same on every system, and safe beside the threads of numeric libraries.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_settle_in)


def _settle_in() -> None:
    """Let a process end at once and quietly with the command, and keep to one core."""
    # Numeric libraries are loaded later, and each process of several would take all cores with them.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Wait for the process that began this one, and end with it; for a thread of its own."""
    # A pool's processes wait for work on a pipe whose other end they hold too, so that they would never learn
    # that nobody gives it any more.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
