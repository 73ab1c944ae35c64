"""Limits of requests: how long an address is, how large a body is and how slow, and how many there are."""

from __future__ import annotations

import asyncio

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.problems import answer
from onrecord.web.security import csrf
from onrecord.web.security.accounts import address_of
from onrecord.web.security.guards import user_of
from onrecord.web.security.rates import Rates
from onrecord.web.settings import Settings

MOST_ADDRESS = 8_000
"""Characters of a path with its query."""
MOST_HEAD = 32_768
"""Bytes of all headers."""


def add_limits(app: FastAPI, settings: Settings) -> None:
    """Hold every request to the limits; who asks has to be known already."""
    app.add_middleware(_Limits, settings=settings)


class _Limits:
    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._rates = Rates(settings.most_posts, 60)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refuse(Request(scope))
        if refused is not None:
            await refused(scope, receive, send)
            return
        await self._app(scope, _Body(receive, self._settings).receive, send)

    def _refuse(self, request: Request) -> Response | None:
        if len(request.scope.get("raw_path") or b"") + len(request.scope["query_string"]) > MOST_ADDRESS:
            return answer(request, 414, f"an address has at most {MOST_ADDRESS:,} characters here")
        if sum(len(name) + len(value) for name, value in request.scope["headers"]) > MOST_HEAD:
            return answer(request, 431, f"headers have at most {MOST_HEAD:,} bytes here")
        length = request.headers.get("content-length", "0")
        if length.isdecimal() and int(length) > self._settings.most_bytes:
            return answer(request, 413, _tell_size(self._settings))
        return self._refuse_often(request) if request.method not in csrf.SAFE else None

    def _refuse_often(self, request: Request) -> Response | None:
        """The answer to who sends too much; the one user of this machine may send what they like."""
        user = user_of(request)
        if user is not None and user.way == "local":
            return None
        key = f"user {user.name}" if user is not None else f"address {address_of(request, self._settings)}"
        if wait := self._rates.take(key):
            told = f"this is too much at a time: wait {wait} s"
            return answer(request, 429, told, headers={"Retry-After": str(wait)})
        return None


class _Body:
    """A body that is given out piece by piece, as long as it is neither too large nor too slow."""

    def __init__(self, receive: Receive, settings: Settings) -> None:
        self._receive = receive
        self._settings = settings
        self._bytes = 0
        self._ends: float | None = None
        self._is_whole = False

    async def receive(self) -> Message:
        if self._is_whole:  # what comes now is that the client has gone, for which one may wait
            return await self._receive()
        loop = asyncio.get_running_loop()
        self._ends = self._ends or loop.time() + self._settings.body_seconds
        try:
            message = await asyncio.wait_for(self._receive(), max(0.0, self._ends - loop.time()))
        except TimeoutError:
            told = f"the body did not arrive within {self._settings.body_seconds:g} s"
            raise HTTPException(408, told, {"Connection": "close"}) from None
        self._bytes += len(message.get("body", b""))
        if self._bytes > self._settings.most_bytes:
            raise HTTPException(413, _tell_size(self._settings), {"Connection": "close"})
        self._is_whole = not message.get("more_body", False)
        return message


def _tell_size(settings: Settings) -> str:
    return f"a body has at most {settings.most_bytes:,} bytes here"
