"""Sessions: cookies that say who logged in, and until when that is believed."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode

import msgspec

from onrecord.web.security.users import Account, Users

LASTS = 12 * 3600
"""Seconds from logging in to the end of a session."""


class Session(msgspec.Struct, frozen=True):
    """Who logged in, the session's id, and until when it lasts, in seconds of Unix time."""

    name: str
    id: str
    until: int


def begin_session(users: Users, account: Account, *, now: float | None = None) -> str:
    """The value of a cookie for somebody whose password was right."""
    until = int(now if now is not None else time.time()) + LASTS
    told = urlsafe_b64encode(msgspec.json.encode(Session(account.name, secrets.token_hex(16), until)))
    return f"{told.decode()}.{_sign(users, account, told)}"


def read_session(users: Users, cookie: str, *, now: float | None = None) -> tuple[Session, Account] | None:
    """Whose session a cookie's value is; None where it is not ours, has ended, or its user changed.

    It is signed under the password's hash as well, so that another password ends all sessions.
    """
    told, _, signature = cookie.rpartition(".")
    try:
        session = msgspec.json.decode(urlsafe_b64decode(told.encode()), type=Session)
    except (ValueError, msgspec.DecodeError):
        return None
    account = users.find(session.name)
    if account is None or not hmac.compare_digest(
        _sign(users, account, told.encode()).encode(), signature.encode()
    ):
        return None
    ended = session.until <= (now if now is not None else time.time()) or session.id in users.book().ended
    return None if ended else (session, account)


def end_session(users: Users, session: Session) -> None:
    """Let a session be over, also for whoever has a copy of its cookie."""
    now = int(time.time())
    with users.changing() as book:
        book.ended = {key: until for key, until in book.ended.items() if until > now}
        book.ended[session.id] = session.until


def _sign(users: Users, account: Account, told: bytes) -> str:
    key = f"session\n{users.book().secret}\n{account.password}".encode()
    return hmac.new(key, told, hashlib.sha256).hexdigest()
