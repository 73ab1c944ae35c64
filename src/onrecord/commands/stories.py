"""The arguments of the command that tells which articles are on one happening: story."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.commands.filters import JsonOption, LimitOption, SinceOption, UntilOption
from onrecord.commands.options import AsOfOption, StoreOption, failing


def register(app: typer.Typer) -> None:
    """Add the command of this module to the application."""
    app.command(
        epilog="""Examples:

\b
  onrecord story
  onrecord story --since 2018-08 --articles 5 --limit 50
  onrecord story y1f0c2a9b
  onrecord story 7d3f0a21 --json

The story whose last article is the newest comes first. Exit codes: 0 asked, 1 the store cannot be read,
2 wrong usage, 3 a fault of onrecord's own.
"""
    )(story)


def story(
    identity: Annotated[
        str | None,
        typer.Argument(
            metavar="ID",
            help="The id of a story, or of one of its articles, or its beginning; without it stories are "
            "listed.",
            show_default=False,
        ),
    ] = None,
    store: StoreOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    articles: Annotated[
        int,
        typer.Option(
            "--articles", "-a", min=1, metavar="N", help="List stories of at least so many articles."
        ),
    ] = 2,
    after: Annotated[
        str | None,
        typer.Option("--after", metavar="ID", help="Go on behind the story that was listed last."),
    ] = None,
    limit: LimitOption = 20,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the articles on one happening: which are copies of which, and what they tell."""
    from onrecord.comparing import run_story

    with failing("story"):
        code = run_story(
            store,
            identity,
            since=since,
            until=until,
            articles=articles,
            after=after,
            limit=limit,
            as_of=as_of,
            as_json=as_json,
        )
        raise typer.Exit(code)
