"""What `onrecord user` does, which says who may log in to the pages; no page is loaded for it."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from onrecord.errors import InputError
from onrecord.render.sheets import Sheet
from onrecord.telling import ALL_DONE, print_json, print_raw, print_sheets, print_text, say
from onrecord.web.security.users import Role, Users


def run_user_add(path: Path, name: str, role: Role) -> int:
    """Add a user, whose password is asked for.

    Raises:
        InputError: there is one of this name, or the name or the password will not do.
    """
    users = Users(path)
    if path.exists() and users.find(name) is not None:
        raise InputError(f"there is a user {name!r}")
    users.add(name, role, read_password())
    print_text(f"{name} may log in as {role}: onrecord serve --users {path}")
    return ALL_DONE


def run_user_list(path: Path, *, as_json: bool) -> int:
    """Print the users: name, role, how many tokens they have."""
    accounts = sorted(Users(path).book().users.values(), key=lambda one: one.name)
    if as_json:
        print_json([{"name": one.name, "role": one.role, "tokens": len(one.tokens)} for one in accounts])
    else:
        rows = [(one.name, one.role, len(one.tokens)) for one in accounts]
        print_sheets([Sheet(("user", "role", "tokens"), rows)])
    return ALL_DONE


def run_user_remove(path: Path, name: str) -> int:
    """Take a user away; raises InputError where there is none, as those below do."""
    Users(path).remove(name)
    print_text(f"{name} is out, and so are their sessions and tokens")
    return ALL_DONE


def run_user_change(path: Path, name: str, *, role: Role | None, password: bool) -> int:
    """Give a user another role, or another password, which is asked for and ends their sessions."""
    users = Users(path)
    if role is None and not password:
        raise InputError("say what to change: --role ROLE, --password")
    if role is not None:
        users.change_role(name, role)
    if password:
        users.change_password(name, read_password())
    print_text(f"{name} is changed")
    return ALL_DONE


def run_user_token(path: Path, name: str, *, drop: bool) -> int:
    """Print a new token for a user's programs, or let those that there are be of no more use."""
    users = Users(path)
    if drop:
        print_text(f"{users.drop_tokens(name):,} tokens of {name} are of no more use")
    else:
        print_raw(users.make_token(name))
        say("a program sends it in the header 'Authorization: Bearer TOKEN'; it is not shown again")
    return ALL_DONE


def read_password() -> str:
    """A password, typed twice where somebody types, else the first line of standard input.

    Raises:
        InputError: the two differ.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        return (sys.stdin.readline() if sys.stdin else "").rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise InputError("the two passwords differ")
    return password
