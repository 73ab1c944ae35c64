"""The arguments of the commands by which people judge who is who: review, judge, identity."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from onrecord.commands.filters import JsonOption
from onrecord.commands.options import AsOfOption, StoreOption, failing

_CODES = "Exit codes: 0 done, 1 the store cannot be used, 2 wrong usage, 3 a fault of onrecord's own."
_By = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who judges.", show_default="the name of the user"),
]
_Id = Annotated[
    str, typer.Argument(metavar="ID", help="The id of an entity; its first six characters or more will do.")
]


class Verdicts(StrEnum):
    """What can be judged of two entities."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the application."""
    app.command(
        epilog=f"""Examples:

\b
  onrecord review
  onrecord review --by "Ann Lee" --limit 20
  onrecord review --json > doubtful.json

Keys: s same, d different, u unsure, k skip, b back (takes the last answer back), q quit. Where standard input
is no terminal, each line is a key. {_CODES}
"""
    )(review)
    app.command(
        epilog=f"""Examples:

\b
  onrecord judge e3f0a1 e77b20 same --by "Ann Lee"
  onrecord judge e3f0a1 e77b20 different --note "father and son"
  onrecord judge e3f0a1 e77b20 withdrawn

Only 'forget' deletes a judgement; 'withdrawn' takes back what the same person judged of the two. {_CODES}
"""
    )(judge)
    app.command(
        epilog=f"""Examples:

\b
  onrecord identity "Ann Lee"
  onrecord identity Lee --why
  onrecord identity i5ca63c1 --why --json

{_CODES}
"""
    )(identity)


def review(
    store: StoreOption = None,
    by: _By = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, metavar="N", help="How many pairs at most.")
    ] = 50,
    as_json: JsonOption = False,
) -> None:
    """Judge, one pair after the other, whether two that are called alike are the same; --json lists them."""
    from onrecord.reviewing import run_review

    with failing("review"):
        code = run_review(store, by=by, limit=limit, as_json=as_json)
    raise typer.Exit(code)


def judge(
    left: _Id,
    right: _Id,
    verdict: Annotated[Verdicts, typer.Argument(metavar="VERDICT", help="What they are.")],
    store: StoreOption = None,
    by: _By = None,
    note: Annotated[str | None, typer.Option("--note", metavar="WORDS", help="Why.")] = None,
) -> None:
    """Judge whether two entities are the same; the judgement goes before what onrecord finds."""
    from onrecord.reviewing import run_judge

    with failing("judge"):
        code = run_judge(store, (left, right), verdict.value, by=by, note=note)
    raise typer.Exit(code)


def identity(
    name: Annotated[str, typer.Argument(metavar="NAME|ID", help="A name, or the id of an identity.")],
    store: StoreOption = None,
    why: Annotated[bool, typer.Option("--why", help="Show all names, and why they are one's.")] = False,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show who is called so across all articles, one line for each."""
    from onrecord.reviewing import run_identity

    with failing("identity"):
        code = run_identity(store, name, why=why, as_of=as_of, as_json=as_json)
    raise typer.Exit(code)
