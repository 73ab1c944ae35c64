"""The commands below `onrecord evaluate`: their options; `evaluating.py` does what they are asked to."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Protocol

    class Measured(Protocol):
        """What was measured, as lines of a table or as JSON."""

        def lines(self) -> Iterable[str]: ...

        def to_json(self) -> str: ...


class FiguresFormat(StrEnum):
    """The forms of a table of figures."""

    TABLE = "table"
    JSON = "json"


Form = Annotated[FiguresFormat, typer.Option("--format", "-f", help="The form of the figures.")]
HeldOut = Annotated[
    bool,
    typer.Option(
        "--held-out", help="Take only the documents that onrecord's own training never saw, by their names."
    ),
]

evaluation = typer.Typer(
    no_args_is_help=True, help="Say what the records of a corpus are worth against its annotations."
)


@evaluation.callback()
def _evaluate() -> None:
    """Say what the records of a corpus are worth against its annotations."""


@evaluation.command(
    epilog="""Examples:

\b
  onrecord evaluate attribution polnear/dev
  onrecord evaluate attribution polnear/dev --records records.jsonl --format json
"""
)
def attribution(
    corpus: Annotated[
        Path,
        typer.Argument(
            metavar="CORPUS", help="A folder in PolNeAR's layout: text/NAME.txt, attributions/NAME_*.ann."
        ),
    ],
    records: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Records that 'read --format jsonl' wrote, instead of reading anew."
        ),
    ] = None,
    format: Form = FiguresFormat.TABLE,
) -> None:
    """Print precision and coverage of statements at each threshold of confidence."""
    from onrecord.errors import InputError
    from onrecord.evaluating import encode_agreement, evaluate_attribution, format_agreement

    try:
        agreement = evaluate_attribution(corpus, records)
    except InputError as error:
        raise _fail(error) from error
    if format is FiguresFormat.JSON:
        typer.echo(encode_agreement(agreement))
    else:
        for line in format_agreement(agreement):
            typer.echo(line)


@evaluation.command(
    epilog="""Examples:

\b
  onrecord evaluate coreference ontogum --held-out
  onrecord evaluate coreference dwie/dev.json
  onrecord evaluate coreference ours.conll --format json
"""
)
def coreference(
    corpus: Annotated[
        Path,
        typer.Argument(
            metavar="CORPUS",
            help="A file, or a folder of files, in CoNLL-U with Entity= (.conllu) or CoNLL-2012 (.conll, "
            "_conll), or articles in DWIE's JSON, of which only names count.",
        ),
    ],
    held_out: HeldOut = False,
    format: Form = FiguresFormat.TABLE,
) -> None:
    """Print MUC, B-cubed, CEAF and their mean, as read and by rule alone, mentions found in the raw text."""
    from onrecord.evaluating import evaluate_coreference

    _print_figures(lambda: evaluate_coreference(corpus, held_out=held_out), format)


@evaluation.command(
    epilog="""Examples:

\b
  onrecord evaluate facts knowledgenet/folds123.json --held-out
  onrecord evaluate facts dwie/dev.json
"""
)
def facts(
    corpus: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Facts in KnowledgeNet's flat JSON, or relations in DWIE's."),
    ],
    held_out: HeldOut = False,
    format: Form = FiguresFormat.TABLE,
) -> None:
    """Print precision, recall and F1 of facts about people and organisations, by property or relation."""
    from onrecord.evaluating import evaluate_facts

    _print_figures(lambda: evaluate_facts(corpus, held_out=held_out), format)


@evaluation.command(
    epilog="""Examples:

\b
  onrecord evaluate mentions newswire-ner --held-out
  onrecord evaluate mentions dwie/dev.json --format json
"""
)
def mentions(
    corpus: Annotated[
        Path,
        typer.Argument(
            metavar="CORPUS",
            help="A folder of files with one token a line and its tags behind it (.tsv, B-Person I-Person "
            "...), or articles in DWIE's JSON.",
        ),
    ],
    held_out: HeldOut = False,
    format: Form = FiguresFormat.TABLE,
) -> None:
    """Print exact precision, recall and F1 of names by type."""
    from onrecord.evaluating import evaluate_mentions

    _print_figures(lambda: evaluate_mentions(corpus, held_out=held_out), format)


@evaluation.command(
    epilog="""Examples:

\b
  onrecord evaluate syntax ontogum --held-out
  onrecord evaluate syntax ours.conllu
"""
)
def syntax(
    corpus: Annotated[
        Path,
        typer.Argument(metavar="CORPUS", help="A file of CoNLL-U, or a folder of such, a document each."),
    ],
    held_out: HeldOut = False,
    format: Form = FiguresFormat.TABLE,
) -> None:
    """Print F1 of words, sentences, parts of speech and trees from raw text, as CoNLL 2018 defines them."""
    from onrecord.evaluating import evaluate_syntax

    _print_figures(lambda: evaluate_syntax(corpus, held_out=held_out), format)


@evaluation.command(
    epilog="""Examples:

\b
  onrecord evaluate times timebank
  onrecord evaluate times timebank --held-out --format json
"""
)
def times(
    corpus: Annotated[
        Path, typer.Argument(metavar="CORPUS", help="A file of TimeML (.tml), or a folder of such.")
    ],
    held_out: HeldOut = False,
    format: Form = FiguresFormat.TABLE,
) -> None:
    """Print F1 of time expressions, strict, relaxed, and with the right type or value, as TempEval-3 does."""
    from onrecord.evaluating import evaluate_times

    _print_figures(lambda: evaluate_times(corpus, held_out=held_out), format)


@evaluation.command(
    epilog="""Examples:

\b
  onrecord evaluate plover PLOVER_GSR_CAMEO.txt
  onrecord evaluate plover PLOVER_GSR_CAMEO.txt --format json
"""
)
def plover(
    corpus: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Sentences coded in PLOVER: a list of its records in JSON."),
    ],
    format: Form = FiguresFormat.TABLE,
) -> None:
    """Print how many coded events are found, by class, how many found are right, and what is missed."""
    from onrecord.evaluating import evaluate_plover

    _print_figures(lambda: evaluate_plover(corpus), format)


def _print_figures(measure: Callable[[], Measured], format: FiguresFormat) -> None:
    from onrecord.errors import InputError

    try:
        figures = measure()
    except InputError as error:
        raise _fail(error) from error
    if format is FiguresFormat.JSON:
        typer.echo(figures.to_json())
    else:
        for line in figures.lines():
            typer.echo(line)


def _fail(error: Exception) -> typer.Exit:
    """Say what is wrong; the result is to be raised."""
    typer.echo(f"onrecord: {error}", err=True)
    return typer.Exit(1)
