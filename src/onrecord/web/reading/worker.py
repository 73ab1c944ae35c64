"""The process that reads, as the server sees it: started when it is needed, and replaced when it dies."""

from __future__ import annotations

import multiprocessing
import threading
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from onrecord.web.reading.outcomes import NotRead, Order, Outcome
from onrecord.web.reading.process import Leave, Look, Step, serve

_DIED = (
    "the process that read it ended without a word, perhaps for want of memory; try a shorter text, and if "
    "it happens again, please report it with the article"
)


class Worker:
    """One process that reads articles for all; to be asked by one thread, and closed by any.

    The model is loaded once, with the first article.
    """

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._lock = threading.Lock()
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process, where there is one."""
        return self._process.pid if self._process is not None else None

    def step(self, key: str, order: Order, *, location: str, taken: int, limit: float) -> Outcome | None:
        """The next outcome of an order, None behind the last; it takes `limit` seconds at most.

        Where the process dies over it or takes longer, that is the outcome, and the next step has a new one.
        """
        connection = self._start()
        if connection is None:
            return NotRead(location=location, message=f"{location}: the server is going down", lost=True)
        try:
            connection.send(Step(key=key, order=order, taken=taken))
            if not connection.poll(limit):
                self._end()
                late = f"{location}: reading it took longer than {limit:.0f} seconds, and was given up"
                return NotRead(
                    location=location, message=f"{late}; split it, or use 'onrecord add'", lost=True
                )
            outcome: Outcome | None = connection.recv()
            return outcome
        except (EOFError, OSError):
            self._end()
            return NotRead(location=location, message=f"{location}: {_DIED}", ours=True, lost=True)

    def has_more(self, key: str, order: Order, *, taken: int, limit: float) -> bool:
        """Whether an order has an outcome behind the first `taken`; also where nobody can say."""
        connection = self._start()
        if connection is None:
            return True
        try:
            connection.send(Look(key=key, order=order, taken=taken))
            if connection.poll(limit):
                return bool(connection.recv())
        except (EOFError, OSError):
            pass
        self._end()
        return True

    def leave(self, key: str) -> None:
        """Let go of an order of which no more is wanted."""
        if self._connection is not None:
            try:
                self._connection.send(Leave(key))
            except OSError:
                self._end()

    def close(self) -> None:
        """End the process for good."""
        self._closed = True
        self._end()

    def _start(self) -> Connection | None:
        with self._lock:
            if self._closed:
                return None
            if self._process is None or not self._process.is_alive():
                context = multiprocessing.get_context("spawn")
                mine, theirs = context.Pipe()
                self._process = context.Process(target=serve, args=(theirs,), daemon=True)
                self._process.start()
                theirs.close()
                self._connection = mine
            return self._connection

    def _end(self) -> None:
        with self._lock:
            process, connection = self._process, self._connection
            self._process = self._connection = None
        if process is not None:
            process.kill()
            process.join()
        if connection is not None:
            connection.close()
