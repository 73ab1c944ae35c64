"""The arguments of `onrecord resolve`, which compares articles with each other."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.commands.options import StoreOption, failing, refuse

_RESOLVE = """Examples:

\b
  onrecord resolve
  onrecord resolve --check
  onrecord resolve --rebuild

'onrecord add' does it at its end, and questions across articles before they are answered; this is for what
was added with --no-compare. Exit codes: 0 done, 1 not done, or what is there does not follow from the
records, 2 wrong usage, 3 a fault of onrecord's own, 130 interrupted: the same command goes on where it
stopped.
"""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(epilog=_RESOLVE)(resolve)


def resolve(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Compare all articles anew; judgements of people stay.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Change nothing; see whether all that is derived follows from the records."
        ),
    ] = False,
    store: StoreOption = None,
) -> None:
    """Find copies, stories, identities, claims and quotations among articles that were not compared yet."""
    from onrecord.upkeep import run_resolve

    if rebuild and check:
        raise refuse("give --rebuild or --check, not both", "resolve")
    with failing("resolve"):
        code = run_resolve(store, rebuild=rebuild, check=check)
    raise typer.Exit(code)
