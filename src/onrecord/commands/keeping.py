"""The arguments of the commands that keep a store true: cite, verify, show, correct, retract, forget."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.commands.options import AsOfOption, StoreOption, failing, refuse

if TYPE_CHECKING:
    from onrecord.model.kept import ItemKind

_CODES = "Exit codes: 0 done, 1 the store cannot be used, 2 wrong usage, 3 a fault of onrecord's own."


class CiteFormat(StrEnum):
    """The forms of a citation."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    WEBANNOTATION = "webannotation"


class ShowFormat(StrEnum):
    """The forms of what is shown."""

    TEXT = "text"
    JSON = "json"


class MissingKind(StrEnum):
    """The kinds of items that can be missing."""

    STATEMENT = "statement"
    EVENT = "event"
    ENTITY = "entity"
    MENTION = "mention"
    TIME = "time"


_Ids = Annotated[
    list[str],
    typer.Argument(
        metavar="ID", help="Permanent ids of items or articles; the first six characters or more will do."
    ),
]
_Id = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="The permanent id of an item or article; its first six characters or more will do."
    ),
]
_By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")]
_Note = Annotated[str | None, typer.Option("--note", metavar="WORDS", help="Why.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the application."""
    app.command(epilog=_CITE)(cite)
    app.command(epilog=_VERIFY)(verify)
    app.command(epilog=_SHOW)(show)
    app.command(epilog=_CORRECT)(correct)
    app.command(epilog=_RETRACT)(retract)
    app.command(epilog=_FORGET)(forget)


_CITE = f"""Examples:

\b
  onrecord cite s41f0c2
  onrecord cite s41f0c2 v90ab11 --format markdown
  onrecord cite s41f0c2 --format webannotation

{_CODES}
"""


def cite(
    ids: _Ids,
    format: Annotated[
        CiteFormat, typer.Option("--format", "-f", help="The form of the citation.")
    ] = CiteFormat.TEXT,
    as_of: AsOfOption = None,
    store: StoreOption = None,
) -> None:
    """Cite statements, events and other items: who, where, when, the exact words, and what proves them."""
    from onrecord.keeping import run_cite

    with failing("cite"):
        raise typer.Exit(run_cite(store, ids, format.value, as_of=as_of))


_VERIFY = """Examples:

\b
  onrecord verify --all
  onrecord verify s41f0c2
  onrecord verify --all --json > outcomes.jsonl

Each item is held against its text, each text against the bytes that were captured, and every row against the
digests that were taken when it was added.
Exit codes: 0 all is as it should be, 1 something is not or the store cannot be used, 2 wrong usage, 3 a fault
of onrecord's own.
"""


def verify(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID", help="Verify the articles with these ids, or with these items.", show_default=False
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Verify all that the store has.")] = False,
    skip_warc: Annotated[
        bool, typer.Option("--skip-warc", help="Do not read again what stands in WARC files elsewhere.")
    ] = False,
    listed: Annotated[
        bool, typer.Option("--json", help="Print a line of JSON on each article and each failure.")
    ] = False,
    store: StoreOption = None,
) -> None:
    """Check that a store still holds what was put into it, to the last byte."""
    from onrecord.keeping import run_verify

    if everything == bool(ids):
        raise refuse("give ids to verify, or --all", "verify")
    with failing("verify"):
        raise typer.Exit(
            run_verify(store, None if everything else ids, recheck_warc=not skip_warc, listed=listed)
        )


_SHOW = f"""Examples:

\b
  onrecord show s41f0c2
  onrecord show 9c1d04aa --history
  onrecord show 9c1d04aa --diff
  onrecord show 9c1d04aa --corrected > corrected.json

{_CODES}
"""


def show(
    id: _Id,
    history: Annotated[
        bool, typer.Option("--history", help="List the versions of the article's address.")
    ] = False,
    diff: Annotated[
        bool,
        typer.Option("--diff", help="Show what changed since the version, or else the analysis, before."),
    ] = False,
    against: Annotated[
        str | None, typer.Option("--against", metavar="ID", help="Show what differs from this article.")
    ] = None,
    corrected: Annotated[
        bool, typer.Option("--corrected", help="Print the article's record as people have corrected it.")
    ] = False,
    format: Annotated[ShowFormat, typer.Option("--format", "-f", help="The form.")] = ShowFormat.TEXT,
    as_of: AsOfOption = None,
    store: StoreOption = None,
) -> None:
    """Show an item or an article, with who found it when and what people said of it."""
    from onrecord.showing import ShowOrder, run_show

    order = ShowOrder(
        form=format.value, history=history, diff=diff, against=against, corrected=corrected, as_of=as_of
    )
    if history + (diff or against is not None) + corrected > 1:
        raise refuse("--history, --diff and --corrected are three different things: give one", "show")
    with failing("show"):
        raise typer.Exit(run_show(store, id, order))


_CORRECT = f"""Examples:

\b
  onrecord correct s41f0c2 --wrong --by "Bo Ash" --note "he was asked, and said nothing"
  onrecord correct s41f0c2 --set act=deny --set "source=the mayor" --by "Bo Ash"
  onrecord correct 9c1d04aa --by "Bo Ash" --missing '{{"form": "indirect", "act": "deny",
    "source": "Ann Lee", "cue": "denied", "content": "that she had known"}}'
  onrecord correct --take-back 3

What the engine found is never altered: corrections stand beside it, and outlast a new analysis.
{_CODES}
"""


def correct(
    id: Annotated[
        str | None,
        typer.Argument(
            metavar="ID", help="What is corrected; with --missing the article.", show_default=False
        ),
    ] = None,
    right: Annotated[bool, typer.Option("--right", help="It is right.")] = False,
    wrong: Annotated[bool, typer.Option("--wrong", help="It is wrong, and should not be there.")] = False,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="A field should be this: JSON as in the record, or words; "
            "for a place in the text the words that stand there.",
        ),
    ] = None,
    missing: Annotated[
        str | None,
        typer.Option(
            "--missing",
            metavar="JSON",
            help="This item, as in the record, is missing from the article; "
            "for a place in the text the words that stand there.",
        ),
    ] = None,
    kind: Annotated[
        MissingKind, typer.Option("--kind", help="What kind of item is missing.")
    ] = MissingKind.STATEMENT,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so.")] = None,
    note: _Note = None,
    taken_back: Annotated[
        int | None,
        typer.Option("--take-back", metavar="NUMBER", help="Take back the correction with this number."),
    ] = None,
    store: StoreOption = None,
) -> None:
    """Say that an item is right, wrong, otherwise, or missing."""
    from onrecord.keeping import CorrectOrder, run_correct, run_take_back

    if taken_back is not None:
        with failing("correct"):
            raise typer.Exit(run_take_back(store, taken_back))
    if id is None or not by:
        raise refuse("give the id of what is corrected, and who says so with --by", "correct")
    said = (right, wrong, bool(settings), missing is not None)
    if not any(said) or (right and sum(said) > 1) or (wrong and sum(said) > 1) or all(said[2:]):
        raise refuse("give one of --right, --wrong, --set and --missing (--set several times)", "correct")
    item_kind: ItemKind = kind.value
    order = CorrectOrder(
        by=by,
        right=right,
        wrong=wrong,
        settings=tuple(settings or ()),
        missing=missing,
        kind=item_kind,
        note=note,
    )
    with failing("correct"):
        raise typer.Exit(run_correct(store, id, order))


_RETRACT = f"""Examples:

\b
  onrecord retract 9c1d04aa --by "Bo Ash" --note "https://wire.example/retractions/7"

The article stays in the store; searches leave it out, and citations of it warn.
{_CODES}
"""


def retract(id: _Id, by: _By, note: _Note = None, store: StoreOption = None) -> None:
    """Mark an article as retracted by its outlet."""
    from onrecord.keeping import run_retract

    with failing("retract"):
        raise typer.Exit(run_retract(store, id, by=by, note=note))


_FORGET = f"""Examples:

\b
  onrecord forget 9c1d04aa --yes
  onrecord forget "Ann Lee" --dry-run
  onrecord forget "Ann Lee" --yes

Text, captures, index and all that was found are erased for good; a digest stays, so that the article is not
taken in again. Copies of the store, and WARC files that it refers to, are not touched.
{_CODES}
"""


def forget(
    wanted: Annotated[
        str,
        typer.Argument(metavar="ARTICLE|NAME", help="The id of an article, or a name that articles mention."),
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Erase it.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list what would be erased.")] = False,
    shared: Annotated[
        bool, typer.Option("--shared", help="Erase also other articles that have the same text.")
    ] = False,
    store: StoreOption = None,
) -> None:
    """Erase an article, or all that mention somebody, for good."""
    from onrecord.keeping import run_forget

    with failing("forget"):
        raise typer.Exit(run_forget(store, wanted, yes=yes, dry_run=dry_run, shared=shared))
