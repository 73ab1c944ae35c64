"""Logging in and out, and choosing another password."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

import msgspec
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from onrecord.errors import InputError, StoreError
from onrecord.web.problems import answer
from onrecord.web.security.accounts import Accounts, address_of, write_cookie
from onrecord.web.security.guards import User, audit, require_reader
from onrecord.web.security.limits import MOST_ADDRESS
from onrecord.web.security.passwords import check_password
from onrecord.web.security.rates import Rates
from onrecord.web.security.sessions import LASTS, begin_session, end_session
from onrecord.web.security.tries import Tries
from onrecord.web.security.users import Account, Users, check_new_password
from onrecord.web.settings import Settings
from onrecord.web.templating import render

_NOTED = (300, 600.0)
"""How many log-ins that failed are put on record, in how many seconds, so that no stranger fills the disk."""
_WRONG = "There is no such user with this password."
_Short = Annotated[str, Form(max_length=200)]
_Address = Annotated[str, Form(max_length=MOST_ADDRESS)]
_Password = Annotated[str, Form(max_length=2000)]


class Login(msgspec.Struct, frozen=True, kw_only=True):
    """What the page for logging in shows: where it leads to, and what was wrong with the last try."""

    next: str = "/"
    name: str = ""
    problem: str | None = None


class PasswordChange(msgspec.Struct, frozen=True, kw_only=True):
    """What the page for another password shows."""

    problem: str | None = None


def make_doors(accounts: Accounts, settings: Settings) -> APIRouter:
    """The pages for logging in and out, where there are accounts."""
    doors = _Doors(accounts, settings)
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/login", doors.show_login, methods=["GET"])
    router.add_api_route("/login", doors.log_in, methods=["POST"])
    router.add_api_route("/logout", doors.log_out, methods=["POST"])
    router.add_api_route("/password", doors.show_password, methods=["GET"])
    router.add_api_route("/password", doors.change_password, methods=["POST"])
    return router


class _Doors:
    def __init__(self, accounts: Accounts, settings: Settings) -> None:
        self._accounts = accounts
        self._settings = settings
        self._tries = Tries()
        self._noted = Rates(*_NOTED)

    def show_login(self, request: Request, next: str = "/") -> Response:
        if self._accounts.users is None:
            return _go("/")
        return render(request, "login.html", Login(next=keep_within(next)))

    def log_in(self, request: Request, name: _Short, password: _Password, next: _Address = "/") -> Response:
        users = self._users()
        address = address_of(request, self._settings)
        if wait := self._tries.take(address, name):
            told = f"Too many tries: wait {wait} s."
            shown = Login(next=keep_within(next), name=name, problem=told)
            return render(request, "login.html", shown, status=429, headers={"Retry-After": str(wait)})
        account = users.find(name)
        if not check_password(account.password if account else None, password) or account is None:
            self._note_failure(request, account)
            shown = Login(next=keep_within(next), name=name, problem=_WRONG)
            return render(request, "login.html", shown, status=401)
        self._tries.give_back(address, name)
        request.state.user = User(account.name, account.role, "session")
        _note(request, "log in", account.name)
        return self._with_session(users, account, keep_within(next))

    def _note_failure(self, request: Request, account: Account | None) -> None:
        """Put it on record, with the name if it is a user's: any other may be a password in the wrong field.

        Whether it is is not to be told by how long that takes, so that all names are counted together.
        """
        if not self._noted.take(""):
            _note(request, "fail to log in", account.name if account else "")

    def log_out(self, request: Request) -> Response:
        session = self._accounts.session(request)
        if session is not None:
            end_session(self._users(), session)
            _note(request, "log out", session.name)
        answered = _go("/login")
        ended = write_cookie(self._settings, self._accounts.cookie, "", seconds=0)
        answered.headers.append("Set-Cookie", ended)
        return answered

    def show_password(self, request: Request) -> Response:
        self._own_account(request)
        return render(request, "password.html", PasswordChange())

    def change_password(self, request: Request, old: _Password, new: _Password, again: _Password) -> Response:
        account, users = self._own_account(request), self._users()
        address = address_of(request, self._settings)
        if wait := self._tries.take(address, account.name):
            return answer(request, 429, f"too many tries: wait {wait} s", headers={"Retry-After": str(wait)})
        problem = _find_problem(account, old, new, again)
        if problem is not None:
            return render(request, "password.html", PasswordChange(problem=problem), status=400)
        self._tries.give_back(address, account.name)
        users.change_password(account.name, new)
        _note(request, "change password", account.name)
        changed = users.find(account.name)
        assert changed is not None
        return self._with_session(users, changed, "/")

    def _with_session(self, users: Users, account: Account, where: str) -> Response:
        cookie = begin_session(users, account)
        answered = _go(where)
        written = write_cookie(self._settings, self._accounts.cookie, cookie, seconds=LASTS)
        answered.headers.append("Set-Cookie", written)
        return answered

    def _own_account(self, request: Request) -> Account:
        """The account of whoever asks; a proxy's users have their passwords elsewhere."""
        user = require_reader(request)
        account = self._users().find(user.name) if user.way == "session" else None
        if account is None:
            raise InputError("only who logged in with a password has one to change here")
        return account

    def _users(self) -> Users:
        if self._accounts.users is None:
            raise InputError("there are no accounts here")
        return self._accounts.users


def keep_within(where: str) -> str:
    """A path of this server, or the start page in the place of what leads elsewhere."""
    is_path = where.startswith("/") and not where.startswith(("//", "/\\")) and where.isprintable()
    return where if is_path and "\\" not in where else "/"


def _find_problem(account: Account, old: str, new: str, again: str) -> str | None:
    if not check_password(account.password, old):
        return "The password that you have now is another one."
    if new != again:
        return "The two new passwords differ."
    try:
        check_new_password(new)
    except InputError as error:
        return f"{error}."
    return None


def _note(request: Request, action: str, name: str) -> None:
    """Put it on record, where the store can be written: nobody is kept out since it cannot."""
    with suppress(StoreError):
        audit(request, action, name)


def _go(where: str) -> Response:
    return RedirectResponse(where, 303)
