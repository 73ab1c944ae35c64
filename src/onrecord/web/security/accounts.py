"""Who asks: the user of a session, of a program's token, or whom a proxy names."""

from __future__ import annotations

from fastapi import Request

from onrecord.errors import InputError
from onrecord.web.security.guards import LOCAL, User
from onrecord.web.security.sessions import Session, read_session
from onrecord.web.security.users import Users, check_name
from onrecord.web.settings import Settings


class Accounts:
    """Tells who asks, as the settings say how that is known."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.users = Users(settings.users) if settings.users is not None else None
        self.cookie = name_cookie(settings, "session")

    def identify(self, request: Request) -> User | None:
        """Who asks; None where nobody said who they are, or what they said is not so."""
        if not self._settings.has_accounts:
            return LOCAL
        kind, _, bearer = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            account = self.users.find_bearer(bearer.strip()) if self.users else None
            return User(account.name, account.role, "token") if account else None
        return self._of_proxy(request) or self._of_session(request)

    def session(self, request: Request) -> Session | None:
        """The session of a request."""
        cookie = request.cookies.get(self.cookie)
        found = read_session(self.users, cookie) if self.users and cookie else None
        return found[0] if found else None

    def _of_session(self, request: Request) -> User | None:
        cookie = request.cookies.get(self.cookie)
        found = read_session(self.users, cookie) if self.users and cookie else None
        return User(found[1].name, found[1].role, "session") if found else None

    def _of_proxy(self, request: Request) -> User | None:
        """Whom the proxy names: believed of its own address alone, and only where it is said once."""
        header = self._settings.proxy_header
        if header is None or not comes_through_proxy(request, self._settings):
            return None
        named = request.headers.getlist(header)
        if len(named) != 1:
            return None
        try:
            name = check_name(named[0])
        except InputError:
            return None
        account = self.users.find(name) if self.users else None
        return User(name, account.role if account else "reader", "proxy")


def name_cookie(settings: Settings, what: str) -> str:
    """The name of a cookie: other ports of a host have other ones, and none is set by a neighbouring host."""
    return f"{'__Host-' if settings.secure else ''}onrecord_{what}_{settings.port}"


def write_cookie(settings: Settings, name: str, value: str, *, seconds: int | None = None) -> str:
    """A cookie that scripts cannot read and that other sites do not send."""
    age = f"; Max-Age={seconds}" if seconds is not None else ""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{age}{'; Secure' if settings.secure else ''}"


def comes_through_proxy(request: Request, settings: Settings) -> bool:
    """Whether it is the proxy that asks."""
    return request.client is not None and request.client.host in settings.proxy_addresses


def address_of(request: Request, settings: Settings) -> str:
    """The address that a request comes from: behind a proxy the last one that it tells."""
    has_proxy = settings.proxy_header is not None or settings.secure
    if has_proxy and comes_through_proxy(request, settings):
        forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return request.client.host if request.client is not None else ""
