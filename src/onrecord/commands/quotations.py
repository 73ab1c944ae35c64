"""The arguments of the command that tells who quotes the same words: quotation."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.commands.filters import JsonOption, LimitOption, SinceOption, SpeakerOption, UntilOption
from onrecord.commands.options import AsOfOption, StoreOption, failing


def register(app: typer.Typer) -> None:
    """Add the command of this module to the application."""
    app.command(
        epilog="""Examples:

\b
  onrecord quotation
  onrecord quotation --speaker "Ann Lee" --since 2018 --limit 50
  onrecord quotation s1f0c2a9b
  onrecord quotation s1f0c2a9b --json

Exit codes: 0 asked, 1 the store cannot be read, 2 wrong usage, 3 a fault of onrecord's own.
"""
    )(quotation)


def quotation(
    identity: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help="The id of a statement or its beginning; without it the most quoted words are listed.",
            show_default=False,
        ),
    ] = None,
    store: StoreOption = None,
    speaker: SpeakerOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = 20,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show who quotes the same words: the earliest first, with what each cut, added and changed."""
    from onrecord.comparing import run_quotation

    with failing("quotation"):
        code = run_quotation(
            store,
            identity,
            speaker=speaker,
            since=since,
            until=until,
            limit=limit,
            as_of=as_of,
            as_json=as_json,
        )
        raise typer.Exit(code)
