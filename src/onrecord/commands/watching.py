"""The arguments of the commands that watch for names: watch and those below it, and screen."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.commands.options import StoreOption, failing

_CODES = "Exit codes: 0 done, 1 the store cannot be used, 2 wrong usage, 3 a fault of onrecord's own."


class AlertsFormat(StrEnum):
    """The forms of alerts."""

    TEXT = "text"
    JSONL = "jsonl"
    ATOM = "atom"


class Sureness(StrEnum):
    """How sure it is that somebody in an article is whom a list names."""

    POSSIBLE = "possible"
    LIKELY = "likely"
    CERTAIN = "certain"


_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_Name = Annotated[str, typer.Argument(metavar="LIST", help="The name of a list.")]
_Day = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE",
        help="Match only articles published from then on: 2019-03-14, 2019-03, 2019.",
    ),
]
_Allow = Annotated[
    bool,
    typer.Option("--allow-private", help="Let the address be one of this machine or of a private network."),
]
_OneList = Annotated[
    str | None, typer.Option("--list", "-l", metavar="LIST", help="Only this list; else all.")
]

watch = typer.Typer(no_args_is_help=True, help="Watch for the names of lists in new articles.")
webhook = typer.Typer(no_args_is_help=True, help="Say where the alerts of a list are sent.")
watch.add_typer(webhook, name="webhook")


@watch.callback()
def _watch() -> None:
    """Watch for the names of lists in new articles."""


@webhook.callback()
def _webhook() -> None:
    """Say where the alerts of a list are sent."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the application."""
    app.add_typer(watch, name="watch")
    app.command(epilog=_SCREEN)(screen)


@watch.command(
    epilog=f"""Examples:

\b
  onrecord watch add people.csv
  onrecord watch add sanctions.ftm.json --name sanctions --since 2024
  onrecord watch add people.csv --no-match --mentions

A list that is added again takes the place of the former one; entries with ids that stay keep their alerts.
{_CODES}
"""
)
def add(
    list: Annotated[
        Path, typer.Argument(metavar="FILE", help="The list: CSV, JSONL, or FollowTheMoney entities.")
    ],
    name: Annotated[
        str | None, typer.Option("--name", metavar="LIST", help="What to call it; else as the file.")
    ] = None,
    mentions: Annotated[
        bool,
        typer.Option("--mentions", help="Tell also, once an article, of who is mentioned and no more."),
    ] = False,
    since: _Day = None,
    match: Annotated[
        bool,
        typer.Option("--match/--no-match", help="Match the articles of the store, or only those to come."),
    ] = True,
    store: StoreOption = None,
) -> None:
    """Watch for the people and organisations of a list."""
    from onrecord.watching import AddOrder, run_add

    with failing("watch add"):
        order = AddOrder(list=list, name=name, mentions=mentions, since=since, match=match)
        raise typer.Exit(run_add(store, order))


@watch.command(
    name="list",
    epilog=f"""Examples:

\b
  onrecord watch list
  onrecord watch list --json

{_CODES}
""",
)
def list_(store: StoreOption = None, as_json: _Json = False) -> None:
    """List the lists."""
    from onrecord.watching import run_list

    with failing("watch list"):
        raise typer.Exit(run_list(store, as_json=as_json))


@watch.command(
    epilog=f"""Examples:

\b
  onrecord watch show people
  onrecord watch show people --json

{_CODES}
"""
)
def show(name: _Name, store: StoreOption = None, as_json: _Json = False) -> None:
    """Show whom a list names."""
    from onrecord.watching import run_show

    with failing("watch show"):
        raise typer.Exit(run_show(store, name, as_json=as_json))


@watch.command(
    epilog=f"""Examples:

\b
  onrecord watch remove people

{_CODES}
"""
)
def remove(name: _Name, store: StoreOption = None) -> None:
    """Take a list away, with its alerts and webhooks."""
    from onrecord.watching import run_remove

    with failing("watch remove"):
        raise typer.Exit(run_remove(store, name))


@watch.command(
    epilog=f"""Examples:

\b
  onrecord watch alerts
  onrecord watch alerts --list people --since 2024-03-01 --format jsonl
  onrecord watch alerts --least likely --format atom --out alerts.xml

{_CODES}
"""
)
def alerts(
    list: _OneList = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="TIME", help="Only alerts made from then on, in UTC."),
    ] = None,
    least: Annotated[
        Sureness, typer.Option("--least", help="Only alerts that are at least so sure.")
    ] = Sureness.POSSIBLE,
    format: Annotated[
        AlertsFormat, typer.Option("--format", "-f", help="The form of the alerts.")
    ] = AlertsFormat.TEXT,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write to FILE, whole or not at all.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Print alerts: who of a list was met, in which event or statement, in which role, in whose voice."""
    from onrecord.watching import run_alerts

    with failing("watch alerts"):
        code = run_alerts(store, list_name=list, since=since, least=least.value, form=format.value, out=out)
        raise typer.Exit(code)


@watch.command(
    epilog=f"""Examples:

\b
  onrecord watch run
  onrecord watch run --again --list people --since 2024

Articles are matched when they are added, so that this is for what was interrupted. {_CODES}
"""
)
def run(
    list: _OneList = None,
    again: Annotated[
        bool, typer.Option("--again", help="Match all articles once more; no alert is given twice.")
    ] = False,
    since: _Day = None,
    store: StoreOption = None,
) -> None:
    """Match the articles that wait to be."""
    from onrecord.watching import run_waiting

    with failing("watch run"):
        raise typer.Exit(run_waiting(store, list_name=list, again=again, since=since))


@watch.command(
    epilog="""Examples:

\b
  onrecord watch send
  onrecord watch send --again

Exit codes: 0 all that was due is delivered, 1 something is not, or the store cannot be used, 2 wrong usage,
3 a fault of onrecord's own.
"""
)
def send(
    again: Annotated[
        bool, typer.Option("--again", help="Try also what was refused, and what waits for a later time.")
    ] = False,
    store: StoreOption = None,
) -> None:
    """Send the alerts that are due to their webhooks."""
    from onrecord.delivering import run_send

    with failing("watch send"):
        raise typer.Exit(run_send(store, again=again))


@webhook.command(
    name="add",
    epilog=f"""Examples:

\b
  onrecord watch webhook add https://desk.example/alerts --list people --secret-file webhook.key
  ONRECORD_WEBHOOK_SECRET=... onrecord watch send

The secret is read when alerts are sent, and is never kept in the store. {_CODES}
""",
)
def webhook_add(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address that alerts are posted to.")],
    list: Annotated[str, typer.Option("--list", "-l", metavar="LIST", help="The list.")],
    secret_file: Annotated[
        Path | None,
        typer.Option(
            "--secret-file",
            metavar="FILE",
            help="The file that holds the secret; else ONRECORD_WEBHOOK_SECRET has it when alerts are sent.",
        ),
    ] = None,
    allow_private: _Allow = False,
    earlier: Annotated[
        bool, typer.Option("--earlier", help="Send also the alerts that were made before.")
    ] = False,
    store: StoreOption = None,
) -> None:
    """Send the alerts of a list to an address, signed."""
    from onrecord.delivering import run_hook_add

    with failing("watch webhook add"):
        code = run_hook_add(
            store,
            url,
            list_name=list,
            secret_file=secret_file,
            allow_private=allow_private,
            earlier=earlier,
        )
        raise typer.Exit(code)


@webhook.command(
    name="list",
    epilog=f"""Examples:

\b
  onrecord watch webhook list

{_CODES}
""",
)
def webhook_list(store: StoreOption = None, as_json: _Json = False) -> None:
    """List where alerts are sent, and how many were."""
    from onrecord.delivering import run_hook_list

    with failing("watch webhook list"):
        raise typer.Exit(run_hook_list(store, as_json=as_json))


@webhook.command(
    name="remove",
    epilog=f"""Examples:

\b
  onrecord watch webhook remove https://desk.example/alerts

{_CODES}
""",
)
def webhook_remove(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address.")],
    list: _OneList = None,
    store: StoreOption = None,
) -> None:
    """Send no more alerts to an address."""
    from onrecord.delivering import run_hook_remove

    with failing("watch webhook remove"):
        raise typer.Exit(run_hook_remove(store, url, list_name=list))


_SCREEN = """Examples:

\b
  onrecord screen article.txt --list people.csv
  onrecord screen "Ann Lee was arrested on Monday." --list people.csv --language en
  cat article.txt | onrecord screen - --list sanctions --json

Exit codes: 0 screened, 1 the text cannot be read or the store cannot be used, 2 wrong usage, 3 a fault of
onrecord's own.
"""


def screen(
    article: Annotated[
        str, typer.Argument(metavar="TEXT|FILE", help="The text itself, a file, or '-' for standard input.")
    ],
    lists: Annotated[
        list[str] | None,
        typer.Option(
            "--list",
            "-l",
            metavar="FILE|LIST",
            help="A file with a list, or the name of one in the store; else all lists of the store.",
            show_default=False,
        ),
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When the article was published: 2018-08-05.")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="'en' reads a text as English, whatever it looks like."),
    ] = None,
    store: StoreOption = None,
    as_json: _Json = False,
) -> None:
    """Tell whom of the lists a text speaks of, and how, without storing it."""
    from onrecord.screening import ScreenOrder, run_screen

    with failing("screen"):
        order = ScreenOrder(
            article=article,
            lists=tuple(lists or ()),
            published=published,
            language=language,
            as_json=as_json,
        )
        raise typer.Exit(run_screen(store, order))
