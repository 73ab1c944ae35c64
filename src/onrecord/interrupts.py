"""Requests to end a command: signals, and a pipe that nobody reads any more."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Ending:
    """A request to end, which unwinds the stack, so that no temporary file stays behind.

    An exception that a signal raises can be lost, in an import for one: there it is put off, and `check`
    raises it again wherever else that was so.
    """

    def __init__(self) -> None:
        self._number: int | None = None
        self._waits = False

    def ask(self, number: int, _: FrameType | None) -> None:
        self._number = number
        if not self._waits:
            self.check()

    @contextmanager
    def put_off(self) -> Iterator[None]:
        """Let what is begun here be done before the end."""
        self._waits = True
        try:
            yield
        finally:
            self._waits = False
        self.check()

    def check(self) -> None:
        if self._number == signal.SIGINT:
            raise KeyboardInterrupt
        if self._number is not None:
            raise SystemExit(128 + self._number)


@contextmanager
def ending_on_signals() -> Iterator[Ending]:
    """Let requests to end be heard; whoever ignores one beforehand, as `nohup` does, goes on doing so."""
    ending = Ending()
    if threading.current_thread() is not threading.main_thread():
        yield ending
        return
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    numbers = [getattr(signal, name) for name in names]
    heard = [number for number in numbers if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, ending.ask) for number in heard}
    try:
        yield ending
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def drop_output() -> None:
    """Let what is still buffered for a closed pipe go nowhere, so that leaving is quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
