"""A connection that is given up where the head of a request does not arrive in time.

Uvicorn waits for it as long as it takes, so that a few hundred connections that say a byte a minute would
keep everybody else out.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 15.0


class PatientProtocol(H11Protocol):
    """HTTP, with patience of some seconds."""

    head_seconds = HEAD_SECONDS
    _given_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Go on waiting while the head is not whole."""
        super().data_received(data)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._given_up is None:
            self._given_up = self.loop.call_later(self.head_seconds, self._give_up)

    def _stop(self) -> None:
        if self._given_up is not None:
            self._given_up.cancel()
            self._given_up = None

    def _give_up(self, *_: Any) -> None:
        self._given_up = None
        is_answered = self.cycle is None or self.cycle.response_complete
        if self.conn.their_state is h11.IDLE and is_answered and not self.transport.is_closing():
            self.transport.close()
