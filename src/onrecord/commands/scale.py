"""The arguments of `onrecord scale`: many articles on a cluster."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.commands.options import failing

_RUN = """Examples:

\b
  onrecord scale run shards/ records/
  onrecord scale run 'shards/*.warc.gz' records/ --workers 8
  onrecord scale run shards.txt s3://bucket/records --address auto
  onrecord scale run warc.paths.gz records/ --prefix https://data.commoncrawl.org/

The same command goes on where a run stopped, whatever stopped it. Exit codes: 0 all was read, 1 some article
or shard could not be read, 2 wrong usage, 3 a fault of onrecord's own, 130 interrupted.
"""
_STATUS = """Examples:

\b
  onrecord scale status records/
  onrecord scale status records/ --json

Exit codes: 0 all is done, 1 something is left or was rejected, 2 wrong usage, 3 a fault of onrecord's own is
among what was rejected.
"""
OutputArgument = Annotated[
    str, typer.Argument(metavar="OUTPUT", help="A folder, or an address: s3://bucket/folder.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]
scaling = typer.Typer(no_args_is_help=True, help="Read a great many articles, on this machine or a cluster.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the application."""
    scaling.command(epilog=_RUN)(run)
    scaling.command(epilog=_STATUS)(status)
    app.add_typer(scaling, name="scale")


def run(
    location: Annotated[
        str,
        typer.Argument(
            metavar="INPUT",
            help="Shards: a folder, a pattern, one shard (WARC, JSONL or Parquet), or a list of them "
            "(.txt, .paths, .paths.gz), here or at an address (s3://bucket/folder).",
        ),
    ],
    output: OutputArgument,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="How many processes analyse.",
            show_default="the CPUs but one in 25, for reading",
        ),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="The Ray to join: 'auto' is the one that this machine is part of.",
            show_default="a Ray of its own",
        ),
    ] = None,
    prefix: Annotated[
        str, typer.Option(metavar="PREFIX", help="What is put before the paths in a list.")
    ] = "",
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When all articles were published: 2018-08-05, 2018-08 or 2018."),
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published all articles.")] = None,
    language: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="'en' reads a text as English, whatever it looks like."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read shards of articles, each once, into Parquet tables and JSONL."""
    from onrecord.api import make_given
    from onrecord.scaling import ScaleOrder, run_scale

    with failing("scale run"):
        order = ScaleOrder(
            location=location,
            output=output,
            given=make_given(published=published, outlet=outlet, language=language),
            prefix=prefix,
            workers=workers,
            address=address,
            as_json=as_json,
        )
        raise typer.Exit(run_scale(order))


def status(output: OutputArgument, as_json: JsonOption = False) -> None:
    """Tell what is done of a run, what is left, and what was rejected."""
    from onrecord.scaling import run_status

    with failing("scale status"):
        raise typer.Exit(run_status(output, as_json=as_json))
