"""Options that say what is to be found: those of `search` are those of `count` and `export` too."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.commands.options import refuse

if TYPE_CHECKING:
    from onrecord.query.question import Question


class Kinds(StrEnum):
    """What can be asked for."""

    STATEMENTS = "statements"
    EVENTS = "events"
    ARTICLES = "articles"


def _name(*flags: str, help: str) -> Any:
    return typer.Option(*flags, metavar="NAME", help=help)


def _term(*flags: str, help: str) -> Any:
    return typer.Option(*flags, metavar="TERM", help=help)


WordsOption = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="WORDS",
        help='Words that must all be there; "a phrase" in quotation marks, sanct* for the beginning of a '
        "word, OR between alternatives, NOT or a hyphen before what must not be there.",
        show_default=False,
    ),
]
KindOption = Annotated[
    Kinds | None,
    typer.Option("--kind", "-k", help="What to find; else what the options belong to, or articles."),
]
SpeakerOption = Annotated[str | None, _name("--speaker", help="Who says it.")]
AddresseeOption = Annotated[str | None, _name("--addressee", help="To whom it is said.")]
AboutOption = Annotated[str | None, _name("--about", help="Of whom or what it is said.")]
EntityOption = Annotated[str | None, _name("--entity", help="Who or what has any part in it.")]
SourceOption = Annotated[
    str | None,
    _term("--source", help="Sources without a name: official, document, witness, knowledge, group, unnamed."),
]
ActOption = Annotated[str | None, _term("--act", help="What the saying does: say, deny, accuse, promise ...")]
FormOption = Annotated[str | None, _term("--form", help="direct, indirect or mixed.")]
HedgedOption = Annotated[
    bool | None, typer.Option("--hedged/--plain", help="Only what is told with reserve, or only without.")
]
TypeOption = Annotated[
    str | None, _term("--type", "-t", help="The type of event; 'onrecord schema --events' lists them.")
]
PhaseOption = Annotated[str | None, _term("--phase", help="begins, holds or ended.")]
RolesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--role", "-r", metavar="ROLE=NAME", help="Who has a role: person='Ann Lee'; may be repeated."
    ),
]
ModalityOption = Annotated[str | None, _term("--modality", help="actual, future or possible.")]
VoiceOption = Annotated[str | None, _term("--voice", help="Who asserts it: outlet, statement or unknown.")]
PolarityOption = Annotated[str | None, _term("--polarity", help="positive or negative.")]
ConfidenceOption = Annotated[
    float | None,
    typer.Option(min=0.0, max=1.0, metavar="SHARE", help="Leave out what is less likely right than this."),
]
OutletOption = Annotated[str | None, _name("--outlet", help="Who published it.")]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="The first date: 2018-08-05, 2018-08 or 2018.")
]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last date, included.")]
OnOption = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DAY",
        help="Only events that were on this day, states that then held, what was said: 2018-08-05.",
    ),
]
UrlOption = Annotated[str | None, typer.Option("--url", metavar="URL", help="The address of the article.")]
DocumentOption = Annotated[
    str | None, typer.Option("--document", metavar="ID", help="The id of the article.")
]
ExactOption = Annotated[
    bool, typer.Option("--exact", help="Take a name only for itself, and not for who is called so too.")
]
AsidesOption = Annotated[
    bool, typer.Option("--all", help="Find also what stands in promo lines, captions and boilerplate.")
]
SupersededOption = Annotated[
    bool,
    typer.Option("--superseded", help="Find also what a newer version replaced or its outlet retracted."),
]
AfterOption = Annotated[
    str | None, typer.Option("--after", metavar="TOKEN", help="Go on behind the page that gave this token.")
]
LimitOption = Annotated[
    int, typer.Option("--limit", "-n", min=1, max=10_000, metavar="N", help="At most so many.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def make_question(given: dict[str, Any], command: str) -> Question:
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
