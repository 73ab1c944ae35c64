"""What an endpoint asks for that only some may call, and what it tells the audit log."""

from __future__ import annotations

from typing import Literal

import msgspec
from fastapi import Depends, HTTPException, Request
from sqlalchemy import Connection

from onrecord.model.clock import now_utc
from onrecord.store.audit import AuditEntry, add_entry
from onrecord.store.opening import Store
from onrecord.web.security.users import Role

Way = Literal["local", "session", "token", "proxy"]


class User(msgspec.Struct, frozen=True):
    """Who asks, and how that is known.

    Without accounts there is one user, "local", who is an editor.
    """

    name: str
    role: Role
    way: Way = "local"


LOCAL = User("local", "editor")


def user_of(request: Request) -> User | None:
    """Who asks; None where nobody said who they are."""
    user = getattr(request.state, "user", None)
    assert user is None or isinstance(user, User)
    return user


def require_reader(request: Request) -> User:
    """A dependency: whoever may read.

    Raises:
        HTTPException: nobody said who they are.
    """
    user = user_of(request)
    if user is None:
        raise HTTPException(401, "log in first", {"WWW-Authenticate": "Bearer"})
    return user


def require_editor(request: Request) -> User:
    """A dependency: whoever may change what the store holds.

    Raises:
        HTTPException: nobody said who they are, or they may only read.
    """
    user = require_reader(request)
    if user.role != "editor":
        raise HTTPException(403, "this is for editors, and you may read only")
    return user


Reader = Depends(require_reader)
Editor = Depends(require_editor)


def audit(
    request: Request,
    action: str,
    target: str,
    note: str | None = None,
    *,
    connection: Connection | None = None,
) -> None:
    """Put on record who did what to what.

    `target` and `note` hold ids, names of lists and users, and never words of an article, so that nothing of
    one that is forgotten stays. With the `connection` that writes the change, both are kept or neither.
    """
    user = user_of(request)
    entry = AuditEntry(at=now_utc(), by=user.name if user else "", action=action, target=target, note=note)
    if connection is not None:
        add_entry(connection, entry)
        return
    store = request.app.state.store
    assert isinstance(store, Store)
    with store.writing() as writing:
        add_entry(writing, entry)
