"""What the commands on a store share: its option, and how they fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

NOT_DONE, WRONG_USAGE, BROKEN_PIPE = 1, 2, 141

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        "-s",
        metavar="PATH",
        envvar="ONRECORD_STORE",
        help="The store: a file, or postgresql://USER@HOST/DATABASE.",
        show_default="onrecord.db",
    ),
]

JobsOption = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="How many processes to use.",
        show_default="all cores, from the 17th article on",
    ),
]

AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Ask what the store held at the end of this day, or at a time in UTC: 2026-03-01, "
        "2026-03-01T12:00:00Z. What was erased since stays erased.",
    ),
]


@contextmanager
def failing(command: str) -> Iterator[None]:
    """Say what is wrong with the store (exit code 1) or with what was asked (exit code 2)."""
    from onrecord.errors import InputError, StoreError

    try:
        yield
    except BrokenPipeError as error:
        from onrecord.interrupts import drop_output

        drop_output()
        raise typer.Exit(BROKEN_PIPE) from error
    except StoreError as error:
        typer.echo(f"onrecord: {error}", err=True)
        raise typer.Exit(NOT_DONE) from error
    except InputError as error:
        raise refuse(str(error), command) from error


def refuse(message: str, command: str) -> typer.Exit:
    """Say what is wrong with a call; the result is to be raised."""
    typer.echo(f"onrecord: {message}", err=True)
    typer.echo(f"Try 'onrecord {command} --help'.", err=True)
    return typer.Exit(WRONG_USAGE)
