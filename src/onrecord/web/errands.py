"""Work that is done one piece after the other, beside the requests."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any

_log = logging.getLogger("onrecord.web")


class Errands:
    """Runs what it is sent for, in order, on a thread of its own that no server has to wait for at its end.

    What goes wrong stands in the future and in the log.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def send(self, work: Callable[[], Any]) -> Future[Any]:
        """Have it run when everything before it is done."""
        future: Future[Any] = Future()
        self._waiting.put((future, work))
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
        return future

    def _run(self) -> None:
        while True:
            future, work = self._waiting.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work())
            except Exception as error:
                _log.exception("%s: an errand failed", self._name)
                future.set_exception(error)
