"""Answers that take long in a large store, remembered for a while."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

Answer = TypeVar("Answer")
_LONG = 0.02
"""What takes fewer seconds is asked for each time."""
_TIMES = 60


@dataclass(frozen=True, slots=True)
class _Found(Generic[Answer]):
    answer: Answer
    until: float


class Remembered(Generic[Answer]):
    """The answer of a function of a store, remembered sixty times as long as it took to find.

    So at most a sixtieth of the time goes into it, and in a small store, where it takes no time, it is never
    old. While it is found anew, whoever asks meanwhile gets the former one.
    """

    def __init__(self, find: Callable[[Connection], Answer]) -> None:
        self._find = find
        self._found: WeakKeyDictionary[Engine, _Found[Answer]] = WeakKeyDictionary()
        self._locks: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()
        self._lock = Lock()

    def __call__(self, connection: Connection) -> Answer:
        """The answer for the store of a connection."""
        engine = connection.engine
        with self._lock:
            finding = self._locks.setdefault(engine, Lock())
        found = self._found.get(engine)
        if found is not None and time.monotonic() < found.until:
            return found.answer
        if not finding.acquire(blocking=found is None):
            assert found is not None
            return found.answer
        try:
            newer = self._found.get(engine)
            if newer is not None and newer is not found and time.monotonic() < newer.until:
                return newer.answer
            return self._remember(connection, engine)
        finally:
            finding.release()

    def _remember(self, connection: Connection, engine: Engine) -> Answer:
        begun = time.monotonic()
        answer = self._find(connection)
        ended = time.monotonic()
        if ended - begun >= _LONG:
            self._found[engine] = _Found(answer, ended + _TIMES * (ended - begun))
        else:
            self._found.pop(engine, None)
        return answer
