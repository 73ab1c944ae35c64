"""The arguments of `onrecord serve`, and of `onrecord user`, which says who may log in."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.commands.options import StoreOption, failing

_CODES = "Exit codes: 0 done, 2 wrong usage, 3 a fault of onrecord's own."
_SERVE = """Examples:

\b
  onrecord serve
  onrecord serve --store news.db --port 8400 --open
  onrecord serve --host 0.0.0.0 --users onrecord-users.json --host-name news.example --https
  onrecord serve --proxy-header X-Remote-User --proxy-address 127.0.0.1 --host-name news.example --https

Without --users or --proxy-header it serves this machine alone, and whoever uses it may change what the store
holds. Exit codes: 0 ended as it was asked to, 1 the store cannot be used, 2 wrong usage, also where the port
is taken, 3 a fault of onrecord's own, 130 interrupted before it served.
"""


class RoleName(StrEnum):
    """What a user may do."""

    READER = "reader"
    EDITOR = "editor"


user = typer.Typer(no_args_is_help=True, help="Say who may log in to the pages.")
_UsersFile = Annotated[
    Path,
    typer.Option(
        "--users",
        metavar="FILE",
        envvar="ONRECORD_USERS",
        help="The file of users; 'add' makes one.",
    ),
]
_Name = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]
_DEFAULT = Path("onrecord-users.json")


@user.callback()
def _user() -> None:
    """Say who may log in to the pages."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the application."""
    app.command(epilog=_SERVE)(serve)
    app.add_typer(user, name="user")


def serve(
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The address to serve; 0.0.0.0 is all of this machine's.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, metavar="PORT", help="The port; 0 is any.")] = 8321,
    users: Annotated[
        Path | None,
        typer.Option(
            "--users", metavar="FILE", envvar="ONRECORD_USERS", help="The file of those who may log in."
        ),
    ] = None,
    proxy_header: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The header in which a proxy says who asks: X-Remote-User."),
    ] = None,
    proxy_address: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS",
            help="The address of the proxy that is believed, by default this machine's; can be repeated.",
            show_default=False,
        ),
    ] = None,
    host_name: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A name under which browsers ask for the pages: news.example; can be repeated.",
            show_default=False,
        ),
    ] = None,
    https: Annotated[
        bool,
        typer.Option("--https", help="A proxy makes HTTPS of it, and cookies are sent over that alone."),
    ] = False,
    opens: Annotated[bool, typer.Option("--open/--no-open", help="Open it in a browser.")] = False,
    store: StoreOption = None,
) -> None:
    """Serve the pages of a store, to be read in a browser, and the same as data."""
    with failing("serve"):
        from onrecord.serving import ServeOrder, run_serve
        from onrecord.web.settings import Settings

        settings = Settings(
            host=host,
            port=port,
            users=str(users) if users is not None else None,
            proxy_header=proxy_header,
            proxy_addresses=tuple(proxy_address) if proxy_address else ("127.0.0.1", "::1"),
            host_names=tuple(host_name or ()),
            secure=https,
        )
        code = run_serve(store, ServeOrder(settings=settings, opens=opens))
    raise typer.Exit(code)


@user.command(
    epilog=f"""Examples:

\b
  onrecord user add ann --role editor
  pass show news/bo | onrecord user add bo --users /etc/onrecord/users.json

The password is asked for twice; where it is piped in, it is the first line. {_CODES}
"""
)
def add(
    name: _Name,
    role: Annotated[
        RoleName, typer.Option(help="A reader reads; an editor judges, keeps and watches too.")
    ] = RoleName.READER,
    users: _UsersFile = _DEFAULT,
) -> None:
    """Add a user."""
    from onrecord.accounts import run_user_add

    with failing("user add"):
        raise typer.Exit(run_user_add(users, name, role.value))


@user.command(
    name="list",
    epilog=f"""Examples:

\b
  onrecord user list

{_CODES}
""",
)
def list_users(
    users: _UsersFile = _DEFAULT,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List who may log in."""
    from onrecord.accounts import run_user_list

    with failing("user list"):
        raise typer.Exit(run_user_list(users, as_json=as_json))


@user.command(
    epilog=f"""Examples:

\b
  onrecord user remove ann

{_CODES}
"""
)
def remove(name: _Name, users: _UsersFile = _DEFAULT) -> None:
    """Take a user away, and end their sessions and tokens."""
    from onrecord.accounts import run_user_remove

    with failing("user remove"):
        raise typer.Exit(run_user_remove(users, name))


@user.command(
    epilog=f"""Examples:

\b
  onrecord user change bo --role editor
  onrecord user change bo --password

{_CODES}
"""
)
def change(
    name: _Name,
    role: Annotated[RoleName | None, typer.Option(help="What they may do from now on.")] = None,
    password: Annotated[
        bool, typer.Option("--password", help="Ask for another password, and end their sessions.")
    ] = False,
    users: _UsersFile = _DEFAULT,
) -> None:
    """Give a user another role or password."""
    from onrecord.accounts import run_user_change

    with failing("user change"):
        code = run_user_change(users, name, role=role.value if role else None, password=password)
        raise typer.Exit(code)


@user.command(
    epilog=f"""Examples:

\b
  onrecord user token ann
  onrecord user token ann --drop

{_CODES}
"""
)
def token(
    name: _Name,
    drop: Annotated[
        bool, typer.Option("--drop", help="Let the tokens that there are be of no more use instead.")
    ] = False,
    users: _UsersFile = _DEFAULT,
) -> None:
    """Print a new token, with which a user's programs ask."""
    from onrecord.accounts import run_user_token

    with failing("user token"):
        raise typer.Exit(run_user_token(users, name, drop=drop))
