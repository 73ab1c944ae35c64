"""What every request passes before any page sees it: which host it names, who asks, and from where."""

from __future__ import annotations

import ipaddress
import secrets
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import InputError
from onrecord.web.problems import answer, wants_page
from onrecord.web.security import csrf
from onrecord.web.security.accounts import Accounts, name_cookie, write_cookie
from onrecord.web.security.guards import User
from onrecord.web.security.limits import MOST_ADDRESS
from onrecord.web.settings import Settings

_CHANGES_NOTHING = ("/reconcile", "/read.jsonl")
"""Where programs send forms, and texts, that only ask."""
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


def add_gate(app: FastAPI, settings: Settings, accounts: Accounts) -> None:
    """Let every request pass the gate; the accounts tell who asks."""
    app.add_middleware(_Gate, settings=settings, accounts=accounts)


class _Gate:
    def __init__(self, app: ASGIApp, *, settings: Settings, accounts: Accounts) -> None:
        self._app = app
        self._settings = settings
        self._accounts = accounts
        self._secret = accounts.users.book().secret.encode() if accounts.users else secrets.token_bytes(32)
        self._visitor = name_cookie(settings, "visitor")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if not is_host_known(request.headers.get("host", ""), self._settings):
            detail = "this server does not answer under that name: --host-name says under which it does"
            await answer(request, 421, detail)(scope, receive, send)
            return
        try:
            user = self._accounts.identify(request)
        except InputError as error:  # the file of users was spoiled meanwhile
            await answer(request, 503, str(error))(scope, receive, send)
            return
        cookie = request.cookies.get(self._visitor) or secrets.token_urlsafe(24)
        is_new = self._visitor not in request.cookies
        session = request.cookies.get(self._accounts.cookie, "") if user and user.way == "session" else ""
        token = csrf.make_token(self._secret, user.name if user else "", f"{cookie}\n{session}")
        state = {**scope.get("state", {}), "user": user, "csrf": token, "is_token_due": False}
        scope = {**scope, "state": state}
        request = Request(scope)
        refused = self._refuse(request, user, token)
        chosen = refused if refused is not None else self._app
        await chosen(scope, receive, self._with_cookie(send, cookie) if is_new else send)

    def _refuse(self, request: Request, user: User | None, token: str) -> Response | None:
        """The answer to who may not ask this; None where the request may pass."""
        if user is None and not is_open(request.url.path):
            return self._ask_who(request)
        if request.method in csrf.SAFE or (user is not None and user.way == "token"):
            return None
        if csrf.is_from_elsewhere(request, self._settings):
            return answer(request, 403, "another site sent this request")
        if csrf.has_token(request, token) or request.url.path in _CHANGES_NOTHING:
            return None
        if user is not None and user.way == "local" and not csrf.is_form(request):
            return None
        if not csrf.is_form(request):
            return answer(request, 403, csrf.NO_TOKEN)
        request.state.is_token_due = True
        return None

    def _ask_who(self, request: Request) -> Response:
        """The page for logging in, where a person asks and there is one, else that they are to say it."""
        if self._accounts.users is not None and request.method in csrf.SAFE and wants_page(request):
            return RedirectResponse(f"/login?next={quote(_read_target(request), safe='')}", 303)
        has_users = self._accounts.users is not None
        told = "log in first" if has_users else "come through the proxy, which says who you are"
        return answer(request, 401, told, headers={"WWW-Authenticate": "Bearer"})

    def _with_cookie(self, send: Send, cookie: str) -> Send:
        written = write_cookie(self._settings, self._visitor, cookie)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Set-Cookie", written)
            await send(message)

        return send_with_cookie


def _read_target(request: Request) -> str:
    """What was asked for, as it was sent; the start page where no address could carry it."""
    path = request.scope.get("raw_path") or quote(request.url.path).encode()
    query = request.scope["query_string"]
    target = (path + b"?" + query if query else path).decode("latin-1")
    return target if len(quote(target, safe="")) < MOST_ADDRESS - 100 else "/"


def is_open(path: str) -> bool:
    """Whether everybody may see what stands there."""
    return path == "/login" or path.startswith("/static/")


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
        return is_loopback_name(name)
    return _is_address(name)


def is_loopback_name(name: str) -> bool:
    """Whether browsers on this machine alone ask under this name."""
    return name.lower() in _LOOPBACK_NAMES


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
