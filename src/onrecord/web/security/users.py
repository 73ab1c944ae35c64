"""The file of users: who they are, what they may, and what is kept of their passwords and tokens.

A file beside the store, and no table in it: it is the same for stores of either kind, is not handed on with a
copy of the store, and whoever may read articles need not be able to read it.
"""

from __future__ import annotations

import os
import secrets
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

import msgspec

from onrecord.errors import InputError
from onrecord.web.security.passwords import LEAST, MOST, digest_bearer, hash_password, make_bearer

_MOST_NAME = 100
Role = Literal["reader", "editor"]
"""What a user may do: a reader reads; an editor judges, keeps and watches too."""


class Account(msgspec.Struct, kw_only=True):
    """A user: `password` is its Argon2id hash, `tokens` are SHA-256 digests."""

    name: str
    role: Role
    password: str
    tokens: list[str] = []


class Book(msgspec.Struct, kw_only=True):
    """What the file holds: accounts by name, the secret under which cookies are signed, ended sessions.

    `ended` is until when each session would have lasted whose user logged out, in seconds of Unix time.
    """

    secret: str
    users: dict[str, Account] = {}
    ended: dict[str, int] = {}


class Users:
    """A file of users that is read again whenever it was changed.

    Raises:
        InputError: the file is no such file, or others may read it.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._read: tuple[object, Book] | None = None
        if self.path.exists():
            self.book()

    def book(self) -> Book:
        """What the file holds now; not to be changed."""
        try:
            found = self.path.stat()
            mark = (found.st_mtime_ns, found.st_size, found.st_ino)
            if self._read is None or self._read[0] != mark:
                self._read = mark, self._load(found.st_mode)
        except FileNotFoundError:
            raise InputError(
                f"{self.path}: there is no file of users: 'onrecord user add' makes one"
            ) from None
        except OSError as error:
            raise InputError(f"{self.path}: cannot be read: {error.strerror}") from error
        return self._read[1]

    def find(self, name: str) -> Account | None:
        """The account of this name."""
        return self.book().users.get(unicodedata.normalize("NFC", name))

    def find_bearer(self, bearer: str) -> Account | None:
        """The account that has this token."""
        digest = digest_bearer(bearer)
        return next((one for one in self.book().users.values() if digest in one.tokens), None)

    @contextmanager
    def changing(self) -> Iterator[Book]:
        """What the file holds, to be changed: it is written when the block ends, unless that raises.

        Who changes it waits for whoever else does, in another process too.
        """
        with self._locked():
            book = self._load(None) if self.path.exists() else Book(secret=secrets.token_hex(32))
            yield book
            self._write(book)

    def add(self, name: str, role: Role, password: str) -> None:
        """Add a user.

        Raises:
            InputError: there is one, or the name or the password will not do.
        """
        name = check_name(name)
        kept = hash_password(check_new_password(password))
        with self.changing() as book:
            if name in book.users:
                raise InputError(f"there is a user {name!r}")
            book.users[name] = Account(name=name, role=role, password=kept)

    def remove(self, name: str) -> None:
        """Take a user away, whose sessions and tokens end with that; raises as `of` does."""
        with self.changing() as book:
            del book.users[of(book, name).name]

    def change_password(self, name: str, password: str) -> None:
        """Give a user another password, which ends all sessions; raises as `add` and `of` do."""
        kept = hash_password(check_new_password(password))
        with self.changing() as book:
            of(book, name).password = kept

    def change_role(self, name: str, role: Role) -> None:
        """Let a user do more or less; raises as `of` does."""
        with self.changing() as book:
            of(book, name).role = role

    def make_token(self, name: str) -> str:
        """A new token for a user's programs, which is shown this once; raises as `of` does."""
        bearer = make_bearer()
        with self.changing() as book:
            of(book, name).tokens.append(digest_bearer(bearer))
        return bearer

    def drop_tokens(self, name: str) -> int:
        """Let no token of a user be of use any more, and give how many there were; raises as `of` does."""
        with self.changing() as book:
            account = of(book, name)
            dropped, account.tokens = len(account.tokens), []
        return dropped

    def _load(self, mode: int | None) -> Book:
        if mode is not None and os.name == "posix" and stat.S_IMODE(mode) & 0o077:
            raise InputError(f"{self.path}: others may read or change this file: chmod 600 {self.path}")
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=Book)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{self.path}: this is no file of users: {error}") from error

    def _write(self, book: Book) -> None:
        beside = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        try:
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(msgspec.json.format(msgspec.json.encode(book), indent=2) + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(self.path)
        except OSError as error:
            with suppress(OSError):
                beside.unlink()
            raise InputError(f"{self.path}: cannot be written: {error.strerror}") from error

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            import fcntl
        except ImportError:  # no such locks on this system: who changes last is right
            yield
            return
        try:
            handle = os.open(self.path.with_name(f".{self.path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise InputError(f"{self.path}: cannot be written: {error.strerror}") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def of(book: Book, name: str) -> Account:
    """The account of this name.

    Raises:
        InputError: there is none.
    """
    account = book.users.get(unicodedata.normalize("NFC", name))
    if account is None:
        raise InputError(f"there is no user {name!r}")
    return account


def check_name(name: str) -> str:
    """A name that a user may have, in one form of Unicode.

    Raises:
        InputError: it is empty or long, or has characters that do not show.
    """
    name = unicodedata.normalize("NFC", name)
    if not name or len(name) > _MOST_NAME or name != name.strip() or not name.isprintable():
        raise InputError(f"a user's name is 1 to {_MOST_NAME} characters that all show")
    return name


def check_new_password(password: str) -> str:
    """A password that may be chosen.

    Raises:
        InputError: it is too short, or far too long.
    """
    if not LEAST <= len(password) <= MOST:
        raise InputError(f"a password has at least {LEAST} characters, and at most {MOST:,}")
    return password
