"""New articles compared with the others, and watched for, behind the answers of the server."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from contextlib import suppress

from fastapi import FastAPI, Request

from onrecord.errors import StoreError
from onrecord.store.opening import Store
from onrecord.telling import say
from onrecord.upkeep import bring_up_to_date
from onrecord.watch.matching import match_waiting
from onrecord.web.errands import Errands


class _Ended(Exception):
    """The server ends, and the rest is for the next time."""


class CatchingUp:
    """Brings what is derived from a store up to date, one time after the other."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._errands = Errands("onrecord-comparing")
        self._ends = threading.Event()

    def begin(self) -> Future[bool]:
        """Have articles compared, and lists matched with those that they wait for, when it is its turn.

        The result is False where the store cannot be written, so that some go on waiting.
        """
        return self._errands.send(self._catch_up)

    def close(self, seconds: float) -> None:
        """Leave the rest for the next time, and wait at most so long for what is under way."""
        self._ends.set()
        with suppress(TimeoutError):
            self._errands.send(lambda: None).result(seconds)

    def _catch_up(self) -> bool:
        with suppress(_Ended):
            self._check()
            if not bring_up_to_date(self._store, checked=self._check):
                return False
            try:
                for _ in match_waiting(self._store):
                    self._check()
            except StoreError as error:
                say(f"lists wait to be matched with articles: {error}")
                return False
        return True

    def _check(self) -> None:
        if self._ends.is_set():
            raise _Ended


def catching_up_of(app: FastAPI) -> CatchingUp:
    """What brings the store of an application up to date."""
    found = app.state.catching_up
    assert isinstance(found, CatchingUp)
    return found


def catch_up_later(request: Request) -> Future[bool]:
    """Have what is derived brought up to date, behind the answer to a request that gave something new."""
    return catching_up_of(request.app).begin()
