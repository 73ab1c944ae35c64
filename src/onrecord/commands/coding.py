"""The arguments of the commands for coding by people: sample and agreement."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.commands.options import StoreOption, failing

_CODES = "Exit codes: 0 done, 1 the store cannot be used, 2 wrong usage, 3 a fault of onrecord's own."


class SampleKinds(StrEnum):
    """What can be sampled."""

    STATEMENTS = "statements"
    EVENTS = "events"


class ScoreFormat(StrEnum):
    """The forms of scores."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the application."""
    app.command(epilog=_SAMPLE)(sample)
    app.command(epilog=_AGREEMENT)(agreement)


_SAMPLE = f"""Examples:

\b
  onrecord sample --n 200 --kind statements --out ann.csv
  onrecord sample --n 50 --kind events --seed 2 > sheet.csv

Give each coder a copy. The same store and seed give the same sheet.
{_CODES}
"""


def sample(
    n: Annotated[int, typer.Option("--n", min=1, metavar="N", help="How many.")] = 200,
    kind: Annotated[SampleKinds, typer.Option("--kind", help="What to judge.")] = SampleKinds.STATEMENTS,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Another one draws others.")] = 1,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Write to FILE, which is not there yet."),
    ] = None,
    store: StoreOption = None,
) -> None:
    """Write a sheet (CSV) of statements or events drawn at random, for people to judge."""
    from onrecord.coding import run_sample

    with failing("sample"):
        raise typer.Exit(run_sample(store, out, kind=kind.value, n=n, seed=seed))


_AGREEMENT = f"""Examples:

\b
  onrecord agreement ann.csv bo.csv
  onrecord agreement ann.csv bo.csv --keep

{_CODES}
"""


def agreement(
    sheets: Annotated[
        list[Path], typer.Argument(metavar="SHEET", help="Sheets of 'onrecord sample', filled in.")
    ],
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the verdicts as corrections in the store.")
    ] = False,
    format: Annotated[ScoreFormat, typer.Option("--format", "-f", help="The form.")] = ScoreFormat.TEXT,
    store: StoreOption = None,
) -> None:
    """Score how far coders agree, and how often the engine is right by what they say."""
    from onrecord.coding import run_agreement

    with failing("agreement"):
        raise typer.Exit(run_agreement(store, sheets, keep=keep, form=format.value))
