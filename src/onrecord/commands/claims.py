"""The arguments of the commands on claims: claim, disagreements."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.commands.options import AsOfOption, StoreOption, failing

_CODES = "Exit codes: 0 asked, 1 the store cannot be read, 2 wrong usage, 3 a fault of onrecord's own."
_CLAIM = f"""Examples:

\b
  onrecord claim v90ab11c2
  onrecord claim v90ab11c2 --json

{_CODES}
"""
_DISAGREEMENTS = f"""Examples:

\b
  onrecord disagreements
  onrecord disagreements --about "Northern Rail" --since 2018-03
  onrecord disagreements --kind toll --kind date --limit 50
  onrecord disagreements --kind development --json

Kinds: toll, age, amount, score, date, time, place, agent, whether, number, name, reversal; development lists
numbers that only rose from day to day. {_CODES}
"""


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the application."""
    app.command(epilog=_CLAIM)(claim)
    app.command(epilog=_DISAGREEMENTS)(disagreements)


def claim(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="A claim, or an event of one: its id, or how that begins.")
    ],
    store: StoreOption = None,
    as_of: AsOfOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show a happening as all articles tell of it.

    Shows who tells it and in whose voice, where the sources agree and differ, how its numbers went from day
    to day, and whether it was undone since. Copies of one article count as one independent source.
    """
    from onrecord.comparing import run_claim

    with failing("claim"):
        raise typer.Exit(run_claim(store, id, as_of=as_of, as_json=json))


def disagreements(
    store: StoreOption = None,
    about: Annotated[
        str | None,
        typer.Option("--about", metavar="NAME", help="Only where this one takes part."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Told on this day or later: 2018-08-05, 2018."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Told on this day or earlier.")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="What they disagree on; may be repeated."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many to show.")] = 20,
    as_of: AsOfOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List where articles disagree, and what was undone since; the newest first."""
    from onrecord.comparing import run_disagreements

    with failing("disagreements"):
        code = run_disagreements(
            store,
            about=about,
            since=since,
            until=until,
            kinds=kind or (),
            limit=limit,
            as_of=as_of,
            as_json=json,
        )
        raise typer.Exit(code)
