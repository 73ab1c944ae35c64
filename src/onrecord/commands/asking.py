"""The arguments of the commands that ask a store: search, dossier, timeline, count, stats."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.commands.options import StoreOption, failing, refuse
from onrecord.commands.words import WordsCommand

if TYPE_CHECKING:
    from onrecord.query.question import Question

_CODES = "Exit codes: 0 asked, 1 the store cannot be read, 2 wrong usage, 3 a fault of onrecord's own."


class TableFormat(StrEnum):
    """The forms of a table of numbers."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Kinds(StrEnum):
    """What can be asked for."""

    STATEMENTS = "statements"
    EVENTS = "events"
    ARTICLES = "articles"


def _name(*flags: str, help: str) -> Any:
    return typer.Option(*flags, metavar="NAME", help=help)


def _term(*flags: str, help: str) -> Any:
    return typer.Option(*flags, metavar="TERM", help=help)


_Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="WORDS",
        help='Words that must all be there; "a phrase" in quotation marks, sanct* for the beginning of a '
        "word, OR between alternatives, NOT or a hyphen before what must not be there.",
        show_default=False,
    ),
]
_Kind = Annotated[
    Kinds | None,
    typer.Option("--kind", "-k", help="What to find; else what the options belong to, or articles."),
]
_Speaker = Annotated[str | None, _name("--speaker", help="Who says it.")]
_Addressee = Annotated[str | None, _name("--addressee", help="To whom it is said.")]
_About = Annotated[str | None, _name("--about", help="Of whom or what it is said.")]
_Entity = Annotated[str | None, _name("--entity", help="Who or what has any part in it.")]
_Source = Annotated[
    str | None,
    _term("--source", help="Sources without a name: official, document, witness, knowledge, group, unnamed."),
]
_Act = Annotated[str | None, _term("--act", help="What the saying does: say, deny, accuse, promise ...")]
_Form = Annotated[str | None, _term("--form", help="direct, indirect or mixed.")]
_Hedged = Annotated[
    bool | None, typer.Option("--hedged/--plain", help="Only what is told with reserve, or only without.")
]
_Type = Annotated[
    str | None, _term("--type", "-t", help="The type of event; 'onrecord schema --events' lists them.")
]
_Phase = Annotated[str | None, _term("--phase", help="begins, holds or ended.")]
_Roles = Annotated[
    list[str] | None,
    typer.Option(
        "--role", "-r", metavar="ROLE=NAME", help="Who has a role: person='Ann Lee'; may be repeated."
    ),
]
_Modality = Annotated[str | None, _term("--modality", help="actual, future or possible.")]
_Voice = Annotated[str | None, _term("--voice", help="Who asserts it: outlet, statement or unknown.")]
_Polarity = Annotated[str | None, _term("--polarity", help="positive or negative.")]
_Confidence = Annotated[
    float | None,
    typer.Option(min=0.0, max=1.0, metavar="SHARE", help="Leave out what is less likely right than this."),
]
_Outlet = Annotated[str | None, _name("--outlet", help="Who published it.")]
_Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="The first date: 2018-08-05, 2018-08 or 2018.")
]
_Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last date, included.")]
_Url = Annotated[str | None, typer.Option("--url", metavar="URL", help="The address of the article.")]
_Document = Annotated[str | None, typer.Option("--document", metavar="ID", help="The id of the article.")]
_Exact = Annotated[
    bool, typer.Option("--exact", help="Take a name only for itself, and not for who is called so too.")
]
_Asides = Annotated[
    bool, typer.Option("--all", help="Find also what stands in promo lines, captions and boilerplate.")
]
_Superseded = Annotated[
    bool,
    typer.Option("--superseded", help="Find also what a newer version replaced or its outlet retracted."),
]
_After = Annotated[
    str | None, typer.Option("--after", metavar="TOKEN", help="Go on behind the page that gave this token.")
]
_Limit = Annotated[
    int, typer.Option("--limit", "-n", min=1, max=10_000, metavar="N", help="At most so many.")
]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
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

The newest come first. {_CODES}
""",
    )(search)
    app.command(
        epilog=f"""Examples:

\b
  onrecord dossier "Ann Lee"
  onrecord dossier Lee --exact --limit 50
  onrecord dossier "Northern Rail" --json

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
    words: _Words = None,
    store: StoreOption = None,
    kind: _Kind = None,
    speaker: _Speaker = None,
    addressee: _Addressee = None,
    about: _About = None,
    entity: _Entity = None,
    source: _Source = None,
    act: _Act = None,
    form: _Form = None,
    hedged: _Hedged = None,
    type: _Type = None,
    phase: _Phase = None,
    role: _Roles = None,
    modality: _Modality = None,
    voice: _Voice = None,
    polarity: _Polarity = None,
    min_confidence: _Confidence = None,
    outlet: _Outlet = None,
    since: _Since = None,
    until: _Until = None,
    url: _Url = None,
    document: _Document = None,
    exact: _Exact = False,
    asides: _Asides = False,
    superseded: _Superseded = False,
    after: _After = None,
    limit: _Limit = 20,
    as_json: _Json = False,
) -> None:
    """Find statements, events and articles, by words and by fields."""
    given = dict(locals())
    from onrecord.asking import Asking, run_search

    with failing("search"):
        question = _make_question(given, "search")
        asking = Asking(store=store, form="json" if as_json else "table")
        raise typer.Exit(run_search(asking, question, after=after, limit=limit))


def dossier(
    name: _Person,
    store: StoreOption = None,
    exact: _Exact = False,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=10_000, metavar="N", help="At most so many of each.")
    ] = 10,
    as_json: _Json = False,
) -> None:
    """Print what a store has on somebody: who they are, what they said, and what was said of them."""
    from onrecord.asking import Asking, run_dossier

    with failing("dossier"):
        asking = Asking(store=store, form="json" if as_json else "table")
        raise typer.Exit(run_dossier(asking, name, limit=limit, exact=exact))


def timeline(
    name: _Person,
    store: StoreOption = None,
    since: _Since = None,
    until: _Until = None,
    exact: _Exact = False,
    after: _After = None,
    limit: _Limit = 50,
    as_json: _Json = False,
) -> None:
    """Print what somebody said and did in the order of when it was."""
    from onrecord.asking import Asking, run_timeline

    with failing("timeline"):
        asking = Asking(store=store, form="json" if as_json else "table")
        code = run_timeline(asking, name, since=since, until=until, after=after, limit=limit, exact=exact)
        raise typer.Exit(code)


def count(
    words: _Words = None,
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
    kind: _Kind = None,
    speaker: _Speaker = None,
    addressee: _Addressee = None,
    about: _About = None,
    entity: _Entity = None,
    source: _Source = None,
    act: _Act = None,
    form: _Form = None,
    hedged: _Hedged = None,
    type: _Type = None,
    phase: _Phase = None,
    role: _Roles = None,
    modality: _Modality = None,
    voice: _Voice = None,
    polarity: _Polarity = None,
    min_confidence: _Confidence = None,
    outlet: _Outlet = None,
    since: _Since = None,
    until: _Until = None,
    url: _Url = None,
    document: _Document = None,
    exact: _Exact = False,
    asides: _Asides = False,
    superseded: _Superseded = False,
    format: Annotated[TableFormat, typer.Option("--format", "-f", help="The form of the table.")] = (
        TableFormat.TABLE
    ),
    as_json: _Json = False,
) -> None:
    """Count statements, events or articles, as a table to plot."""
    given = dict(locals())
    from onrecord.asking import Asking, run_count

    with failing("count"):
        question = _make_question(given, "count")
        columns = [one.strip() for one in by.split(",") if one.strip()]
        asking = Asking(store=store, form="json" if as_json else format.value)
        raise typer.Exit(run_count(asking, question, columns))


def stats(store: StoreOption = None, as_json: _Json = False) -> None:
    """Print what is in a store, in figures."""
    from onrecord.asking import Asking, run_stats

    with failing("stats"):
        raise typer.Exit(run_stats(Asking(store=store, form="json" if as_json else "table")))


def _make_question(given: dict[str, Any], command: str) -> Question:
    """The question that the arguments of a command ask."""
    from onrecord.query.question import Question

    fields = {name: given[name] for name in Question.__struct_fields__ if name in given}
    kind: Kinds | None = given["kind"]
    fields["kind"] = kind.value if kind is not None else None
    fields["words"] = " ".join(given["words"]) if given["words"] else None
    fields["roles"] = tuple(_read_role(one, command) for one in given["role"] or ())
    return Question(**fields)


def _read_role(given: str, command: str) -> tuple[str, str]:
    role, equals, name = given.partition("=")
    if not equals or not name.strip():
        raise refuse(f"--role takes a role and a name, such as person='Ann Lee', not {given!r}", command)
    return role.strip(), name
