"""The arguments of the commands that ask a store: search, dossier, timeline, count, stats."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from onrecord.commands.filters import (
    AboutOption,
    ActOption,
    AddresseeOption,
    AfterOption,
    AsidesOption,
    ConfidenceOption,
    DocumentOption,
    EntityOption,
    ExactOption,
    FormOption,
    HedgedOption,
    JsonOption,
    KindOption,
    LimitOption,
    ModalityOption,
    OnOption,
    OutletOption,
    PhaseOption,
    PolarityOption,
    RolesOption,
    SinceOption,
    SourceOption,
    SpeakerOption,
    SupersededOption,
    TypeOption,
    UntilOption,
    UrlOption,
    VoiceOption,
    WordsOption,
    make_question,
)
from onrecord.commands.options import AsOfOption, StoreOption, failing
from onrecord.commands.words import WordsCommand

_CODES = "Exit codes: 0 asked, 1 the store cannot be read, 2 wrong usage, 3 a fault of onrecord's own."


class TableFormat(StrEnum):
    """The forms of a table of numbers."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


_Person = Annotated[
    str, typer.Argument(metavar="NAME", help="The name of a person, an organisation, a place.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the application."""
    app.command(
        cls=WordsCommand,
        epilog=f"""Examples:

\b
  onrecord search bridge collapse
  onrecord search '"state of emergency"' --outlet "Meridian Wire"
  onrecord search --speaker "Ann Lee" --about "Northern Rail" --since 2018
  onrecord search --type arrest --role person="Ann Lee" --json
  onrecord search sanction* --kind statements --act deny --limit 50
  onrecord search --type post --role person="Ann Lee" --on 2018-08-05
  onrecord search bridge --as-of 2026-03-01

The newest come first. {_CODES}
""",
    )(search)
    app.command(
        epilog=f"""Examples:

\b
  onrecord dossier "Ann Lee"
  onrecord dossier Lee --exact --limit 50
  onrecord dossier "Northern Rail" --json
  onrecord dossier "Ann Lee" --on 2018-08-05 --as-of 2018-12-31

{_CODES}
"""
    )(dossier)
    app.command(
        epilog=f"""Examples:

\b
  onrecord timeline "Ann Lee"
  onrecord timeline "Ann Lee" --since 2018-03 --until 2018-06 --json

A line stands where the article says that it was, else at the article's date of publication. {_CODES}
"""
    )(timeline)
    app.command(
        cls=WordsCommand,
        epilog=f"""Examples:

\b
  onrecord count --by outlet,month
  onrecord count --speaker "Ann Lee" --by outlet,month,form --format csv > lee.csv
  onrecord count bridge --kind statements --by speaker
  onrecord count --kind events --by type,voice --json

{_CODES}
""",
    )(count)
    app.command(
        epilog=f"""Examples:

\b
  onrecord stats
  onrecord stats --store postgresql://desk@db.example/news --json

{_CODES}
"""
    )(stats)


def search(
    words: WordsOption = None,
    store: StoreOption = None,
    kind: KindOption = None,
    speaker: SpeakerOption = None,
    addressee: AddresseeOption = None,
    about: AboutOption = None,
    entity: EntityOption = None,
    source: SourceOption = None,
    act: ActOption = None,
    form: FormOption = None,
    hedged: HedgedOption = None,
    type: TypeOption = None,
    phase: PhaseOption = None,
    role: RolesOption = None,
    modality: ModalityOption = None,
    voice: VoiceOption = None,
    polarity: PolarityOption = None,
    min_confidence: ConfidenceOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    on: OnOption = None,
    url: UrlOption = None,
    document: DocumentOption = None,
    exact: ExactOption = False,
    asides: AsidesOption = False,
    superseded: SupersededOption = False,
    as_of: AsOfOption = None,
    after: AfterOption = None,
    limit: LimitOption = 20,
    as_json: JsonOption = False,
) -> None:
    """Find statements, events and articles, by words and by fields."""
    given = dict(locals())
    from onrecord.asking import Asking, run_search

    with failing("search"):
        question = make_question(given, "search")
        asking = Asking(store=store, form="json" if as_json else "table", as_of=as_of)
        raise typer.Exit(run_search(asking, question, after=after, limit=limit))


def dossier(
    name: _Person,
    store: StoreOption = None,
    on: OnOption = None,
    exact: ExactOption = False,
    as_of: AsOfOption = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=10_000, metavar="N", help="At most so many of each.")
    ] = 10,
    as_json: JsonOption = False,
) -> None:
    """Print what a store has on somebody: who they are, what they said, and what was said of them."""
    from onrecord.asking import Asking, run_dossier

    with failing("dossier"):
        asking = Asking(store=store, form="json" if as_json else "table", as_of=as_of)
        raise typer.Exit(run_dossier(asking, name, limit=limit, exact=exact, on=on))


def timeline(
    name: _Person,
    store: StoreOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    on: OnOption = None,
    exact: ExactOption = False,
    as_of: AsOfOption = None,
    after: AfterOption = None,
    limit: LimitOption = 50,
    as_json: JsonOption = False,
) -> None:
    """Print what somebody said and did in the order of when it was."""
    from onrecord.asking import Asking, run_timeline

    with failing("timeline"):
        asking = Asking(store=store, form="json" if as_json else "table", as_of=as_of)
        code = run_timeline(
            asking, name, since=since, until=until, on=on, after=after, limit=limit, exact=exact
        )
        raise typer.Exit(code)


def count(
    words: WordsOption = None,
    store: StoreOption = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="COLUMN,...",
            help="Columns: outlet, year, month, day, language, title, document; speaker, addressee, about, "
            "source, act, form, hedged; type, phase, voice, modality, role; polarity, segment; who.",
        ),
    ] = "",
    kind: KindOption = None,
    speaker: SpeakerOption = None,
    addressee: AddresseeOption = None,
    about: AboutOption = None,
    entity: EntityOption = None,
    source: SourceOption = None,
    act: ActOption = None,
    form: FormOption = None,
    hedged: HedgedOption = None,
    type: TypeOption = None,
    phase: PhaseOption = None,
    role: RolesOption = None,
    modality: ModalityOption = None,
    voice: VoiceOption = None,
    polarity: PolarityOption = None,
    min_confidence: ConfidenceOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    on: OnOption = None,
    url: UrlOption = None,
    document: DocumentOption = None,
    exact: ExactOption = False,
    asides: AsidesOption = False,
    superseded: SupersededOption = False,
    as_of: AsOfOption = None,
    format: Annotated[TableFormat, typer.Option("--format", "-f", help="The form of the table.")] = (
        TableFormat.TABLE
    ),
    as_json: JsonOption = False,
) -> None:
    """Count statements, events or articles, as a table to plot."""
    given = dict(locals())
    from onrecord.asking import Asking, run_count

    with failing("count"):
        question = make_question(given, "count")
        columns = [one.strip() for one in by.split(",") if one.strip()]
        asking = Asking(store=store, form="json" if as_json else format.value, as_of=as_of)
        raise typer.Exit(run_count(asking, question, columns))


def stats(store: StoreOption = None, as_of: AsOfOption = None, as_json: JsonOption = False) -> None:
    """Print what is in a store, in figures."""
    from onrecord.asking import Asking, run_stats

    with failing("stats"):
        raise typer.Exit(run_stats(Asking(store=store, form="json" if as_json else "table", as_of=as_of)))
