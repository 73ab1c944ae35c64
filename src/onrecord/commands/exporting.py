"""The arguments of `onrecord export` and `onrecord import`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from onrecord.commands.filters import (
    AboutOption,
    ActOption,
    AddresseeOption,
    AsidesOption,
    ConfidenceOption,
    DocumentOption,
    EntityOption,
    ExactOption,
    FormOption,
    HedgedOption,
    KindOption,
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


class ExportFormat(StrEnum):
    """The forms of `onrecord.export.forms.FORMS`, which is not loaded for the sake of `--help`."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"
    WEBANNOTATION = "webannotation"
    FTM = "ftm"
    NQUADS = "nquads"
    BRAT = "brat"
    HTML = "html"


importing = typer.Typer(no_args_is_help=True, help="Take in what people corrected with other tools.")


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the application."""
    app.command(
        name="export",
        cls=WordsCommand,
        epilog="""Examples:

\b
  onrecord export --to jsonl > records.jsonl
  onrecord export --to csv --out tables/ --outlet "Meridian Wire" --since 2019
  onrecord export --to parquet --out tables/ --speaker "Ann Lee"
  onrecord export --to ftm --out entities.jsonl
  onrecord export --to brat --out to-correct/ bridge

The articles that hold a match are exported whole, the oldest first.
""",
    )(export)
    importing.command(
        epilog="""Examples:

\b
  onrecord export --to brat --out to-correct/
  onrecord import brat to-correct/ --by "Ann Lee"
"""
    )(brat)
    app.add_typer(importing, name="import")


def export(
    words: WordsOption = None,
    to: Annotated[ExportFormat, typer.Option("--to", "-f", help="The form.")] = ExportFormat.JSONL,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="PATH", help="The file or the folder that is made."),
    ] = None,
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
    corrected: Annotated[bool, typer.Option("--corrected", help="As people corrected it.")] = False,
    safe: Annotated[
        bool,
        typer.Option("--safe", help="Put an apostrophe before what a spreadsheet would compute."),
    ] = False,
) -> None:
    """Export articles and their records in other forms: all, or those that hold what is asked for."""
    given = dict(locals())
    from onrecord.exporting import ExportOrder, run_export

    with failing("export"):
        question = make_question(given, "export")
        order = ExportOrder(
            store=store,
            form=to.value,
            out=out,
            question=question,
            corrected=corrected,
            safe=safe,
            as_of=as_of,
        )
        raise typer.Exit(run_export(order))


def brat(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that was exported to brat.")],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who corrected it.")],
    store: StoreOption = None,
) -> None:
    """Keep what somebody corrected with brat, beside what the engine found."""
    from onrecord.exporting import run_import_brat

    with failing("import brat"):
        raise typer.Exit(run_import_brat(store, folder, by=by))
