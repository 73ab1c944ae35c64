"""What every request passes before any page sees it: which host it names, who asks, and from where."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Callable
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.problems import answer, wants_page
from onrecord.web.security import csrf
from onrecord.web.security.guards import LOCAL, User
from onrecord.web.settings import Settings

Identify = Callable[[Request], User | None]
_OPEN = ("/static/", "/login")
"""What everybody may see."""
_CHANGES_NOTHING = ("/reconcile", "/read.jsonl")
"""Where programs send forms, and texts, that only ask."""
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


def add_gate(app: FastAPI, settings: Settings, secret: bytes, identify: Identify | None = None) -> None:
    """Let every request pass the gate; `identify` tells who asks, by default the one local user."""
    app.add_middleware(_Gate, settings=settings, secret=secret, identify=identify or (lambda _: LOCAL))


class _Gate:
    def __init__(self, app: ASGIApp, *, settings: Settings, secret: bytes, identify: Identify) -> None:
        self._app = app
        self._settings = settings
        self._secret = secret
        self._identify = identify
        self._visitor = f"{'__Host-' if settings.secure else ''}onrecord_visitor_{settings.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if not is_host_known(request.headers.get("host", ""), self._settings):
            detail = "this server does not answer under that name: --host-name says under which it does"
            await answer(request, 421, detail)(scope, receive, send)
            return
        user = self._identify(request)
        cookie = request.cookies.get(self._visitor) or secrets.token_urlsafe(24)
        is_new = self._visitor not in request.cookies
        token = csrf.make_token(self._secret, user.name if user else "", cookie)
        state = {**scope.get("state", {}), "user": user, "csrf": token, "is_token_due": False}
        scope = {**scope, "state": state}
        request = Request(scope)
        refused = self._refuse(request, user, token)
        chosen = refused if refused is not None else self._app
        await chosen(scope, receive, self._with_cookie(send, cookie) if is_new else send)

    def _refuse(self, request: Request, user: User | None, token: str) -> Response | None:
        """The answer to who may not ask this; None where the request may pass."""
        if user is None and not request.url.path.startswith(_OPEN):
            return _ask_who(request)
        if request.method in csrf.SAFE or (user is not None and user.way == "token"):
            return None
        if csrf.is_from_elsewhere(request, secure=self._settings.secure):
            return answer(request, 403, "another site sent this request")
        if csrf.has_token(request, token) or request.url.path in _CHANGES_NOTHING:
            return None
        if user is not None and user.way == "local" and not csrf.is_form(request):
            return None
        if not csrf.is_form(request):
            return answer(request, 403, csrf.NO_TOKEN)
        request.state.is_token_due = True
        return None

    def _with_cookie(self, send: Send, cookie: str) -> Send:
        written = f"{self._visitor}={cookie}; Path=/; HttpOnly; SameSite=Strict"
        written += "; Secure" if self._settings.secure else ""

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Set-Cookie", written)
            await send(message)

        return send_with_cookie


def is_host_known(host: str, settings: Settings) -> bool:
    """Whether the server answers under this name.

    A page elsewhere whose own name was made to lead here (DNS rebinding) would else read what it likes.
    Under which port is not asked: a tunnel has another, and a name is what such a page cannot choose. Nor can
    it have an address for its name, so that a server that others reach answers under any.
    """
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    if name.lower() in {one.lower() for one in settings.host_names}:
        return True
    if is_loopback(settings.host):
        return name.lower() in _LOOPBACK_NAMES
    return _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name[1:-1] if name.startswith("[") and name.endswith("]") else name)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether what is bound to this can be reached from this machine alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _ask_who(request: Request) -> Response:
    if request.method in csrf.SAFE and wants_page(request):
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return Response(status_code=303, headers={"Location": f"/login?next={quote(target, safe='')}"})
    return answer(request, 401, "log in first", headers={"WWW-Authenticate": "Bearer"})
