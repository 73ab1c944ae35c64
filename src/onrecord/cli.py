"""The command `onrecord`: its options and its messages; `reading.py` does what `read` is asked to."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

# What is imported here is loaded by `onrecord --help` too; all else is imported where it is needed.
from onrecord import __version__
from onrecord.commands import (
    adding,
    asking,
    claims,
    coding,
    exporting,
    keeping,
    quotations,
    resolving,
    reviewing,
    scale,
    serving,
    stories,
    watching,
)
from onrecord.commands.options import JobsOption
from onrecord.evaluation import evaluation

if TYPE_CHECKING:
    from onrecord.analyse.event_types import EventType

_WRONG_USAGE = 2
_OUR_FAULT = 3
_INTERRUPTED = 130


class Format(StrEnum):
    """The forms of a record."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


class EventsFormat(StrEnum):
    """The forms of a table."""

    TABLE = "table"
    JSON = "json"


app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
for commands in (
    adding,
    asking,
    stories,
    claims,
    quotations,
    reviewing,
    watching,
    keeping,
    exporting,
    coding,
    resolving,
    serving,
    scale,
):
    commands.register(app)
app.add_typer(evaluation, name="evaluate")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments`, by default those of the process, and give its exit code."""
    command = typer.main.get_command(app)
    try:
        command.main(args=None if arguments is None else list(arguments), prog_name="onrecord")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0 if stop.code is None else 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        _say(f"{type(error).__name__}: {error}; this is a bug of onrecord's: please report it")
        return _OUR_FAULT
    return 0


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback(
    epilog="""Examples:

\b
  onrecord read article.txt
  onrecord read --help
  onrecord schema --events
"""
)
def _run(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """Read news and keep the record: who said what, who did what, when, where, and according to whom."""


@app.command(
    epilog="""Examples:

\b
  onrecord read article.txt --published 2018-08-05
  onrecord read saved-page.html --format html --out record.html
  onrecord read feed.jsonl --format jsonl --jobs 4 > records.jsonl
  onrecord read *.html --format html --out records/
  onrecord read article.txt --catalogue people.csv
  cat article.txt | onrecord read --format json

Exit codes: 0 all was read, 1 some article or the catalogue could not be read, 2 wrong usage, 3 a fault of
onrecord's own, 130 interrupted.
"""
)
def read(
    locations: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="LOCATION",
            help="What to read: files of text, HTML, PDF, DOCX, CSV, WARC, or JSONL with one article a line; "
            "folders and patterns of these. "
            "'-' is standard input, and the default where something is piped in.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="The form of the record.")] = Format.TEXT,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When the article was published: 2018-08-05, 2018-08 or 2018."),
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published the article.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="The title of the article.")] = None,
    language: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="'en' reads a text as English, whatever it looks like."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="Write to FILE; for several pages of HTML, into a directory."
        ),
    ] = None,
    jobs: JobsOption = None,
    min_confidence: Annotated[
        float,
        typer.Option(
            min=0.0,
            max=1.0,
            metavar="SHARE",
            help="Leave out statements, and sources, that are less likely right than this: 0.8.",
        ),
    ] = 0.0,
    catalogue: Annotated[
        Path | None,
        typer.Option(
            "--catalogue",
            metavar="FILE",
            help="Link people and organisations to the entries of FILE: "
            "CSV, JSONL, or FollowTheMoney entities.",
        ),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Show also what stands in promo lines, captions and boilerplate."),
    ] = False,
) -> None:
    """Read articles and print their records."""
    from onrecord.api import make_given
    from onrecord.errors import InputError
    from onrecord.printing import WrongUsage
    from onrecord.reading import Request, run_read

    if not locations and sys.stdin is not None and sys.stdin.isatty():
        raise _refuse("name the files to read, or pipe an article in: onrecord read article.txt")
    request = Request(
        locations=tuple(locations or ["-"]),
        form=format.value,
        given=make_given(published=published, outlet=outlet, title=title, language=language),
        out=out,
        jobs=jobs,
        everything=everything,
        min_confidence=min_confidence,
        catalogue=catalogue,
    )
    try:
        code = run_read(request)
    except (WrongUsage, InputError) as error:
        raise _refuse(str(error)) from error
    raise typer.Exit(code)


@app.command(
    epilog="""Examples:

\b
  onrecord schema > record.schema.json
  onrecord schema --events
  onrecord schema --events --format json
"""
)
def schema(
    events: Annotated[
        bool, typer.Option("--events", help="Print the types of events and their roles instead.")
    ] = False,
    format: Annotated[
        EventsFormat, typer.Option("--format", "-f", help="The form of the types of events.")
    ] = EventsFormat.TABLE,
) -> None:
    """Print the JSON Schema of the record, or the types of events."""
    if events:
        _print_events(format)
        return
    from onrecord.model.schema import record_schema

    _print_json(record_schema())


def _print_events(form: EventsFormat) -> None:
    from onrecord.analyse.event_types import EVENT_TYPES

    if form is EventsFormat.JSON:
        _print_json(list(EVENT_TYPES.values()))
        return
    rows = [
        ("TYPE", "KIND", "ROLES", "WIKIDATA", "FOLLOWTHEMONEY", "PLOVER"),
        *map(_row, EVENT_TYPES.values()),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _row(one: EventType) -> tuple[str, ...]:
    kind = "state" if one.state else "speech act" if one.speech_act else "event"
    words = (one.roles, one.wikidata, one.followthemoney, one.plover)
    return one.name, kind, *(", ".join(part) or "-" for part in words)


def _print_json(value: Any) -> None:
    import msgspec

    typer.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))


def _refuse(message: str) -> typer.Exit:
    """Say what is wrong with the call; the result is to be raised."""
    _say(message)
    typer.echo("Try 'onrecord read --help'.", err=True)
    return typer.Exit(_WRONG_USAGE)


def _say(message: str) -> None:
    typer.echo(f"onrecord: {message}", err=True)
