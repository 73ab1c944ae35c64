"""Passwords and tokens: what is kept of them, and whether one is right."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from threading import Semaphore

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

LEAST, MOST = 10, 1000
"""How many characters a password has."""
_MARK = "onrecord_"
_hasher = PasswordHasher()
_few = Semaphore(2)
"""Each check takes 64 MiB, so that no more than two are made at a time."""


def hash_password(password: str) -> str:
    """What is kept of a password: Argon2id, with a salt of its own."""
    with _few:
        return _hasher.hash(password)


def check_password(kept: str | None, password: str) -> bool:
    """Whether a password is the one that this was kept of; a user who does not exist takes as long."""
    if len(password) > MOST:
        return False
    with _few:
        try:
            right = _hasher.verify(kept or _make_decoy(), password)
        except (Argon2Error, InvalidHashError):
            return False
    return right and kept is not None


def make_bearer() -> str:
    """A new token for a program."""
    return _MARK + secrets.token_urlsafe(32)


def digest_bearer(bearer: str) -> str:
    """What is kept of a token; of 256 random bits SHA-256 is enough."""
    return hashlib.sha256(bearer.encode()).hexdigest()


@cache
def _make_decoy() -> str:
    return _hasher.hash(secrets.token_hex(16))
