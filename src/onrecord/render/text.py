"""A record as text for a terminal or a pipe."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rich.console import Console
from rich.text import Text

from onrecord.model.record import EntityType
from onrecord.render.view import EntityView, EventView, StatementView, View, Voice, join_names

Colours = Literal["standard", "256", "truecolor", "windows"]
_NARROWEST = 40
_BETWEEN = " · "
_OTHERS: tuple[tuple[EntityType, str], ...] = (
    ("group", "groups"),
    ("place", "places"),
    ("work", "works"),
    ("product", "products"),
    ("event", "events"),
    ("other", "other"),
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line before it is broken to the width; `hang` further columns indent what is broken off."""

    text: Text
    indent: int = 0
    hang: int = 0


def render_text(view: View, *, width: int = 100, colours: Colours | None = None) -> str:
    """What is shown of a record, as lines of at most `width` columns, without colours unless they are named.

    No character of the article reaches the terminal as a control sequence.
    """
    console = Console(
        file=io.StringIO(),
        width=max(width, _NARROWEST),
        color_system=colours,
        force_terminal=colours is not None,
        no_color=colours is None,
        legacy_windows=False,
    )
    with console.capture() as capture:
        for line in _write_view(view):
            _print(console, line)
    return capture.get()


def _print(console: Console, line: _Line) -> None:
    if not line.text:
        console.print()
        return
    for position, part in enumerate(line.text.wrap(console, console.width - line.indent - line.hang)):
        part.rstrip()
        margin = line.indent + (line.hang if position else 0)
        console.print(Text(" " * margin).append_text(part), soft_wrap=True)


def _write_view(view: View) -> Iterator[_Line]:
    yield _Line(Text(view.title, "bold"))
    yield _Line(Text(_BETWEEN.join(view.origin), "dim"))
    yield from _write_statements(view)
    yield from _write_events(view)
    yield from _write_entities("PEOPLE", view.entities_of("person"))
    yield from _write_entities("ORGANISATIONS", view.entities_of("organisation"))
    yield from _write_others(view)
    yield from _write_rest(view)


def _write_heading(words: str) -> Iterator[_Line]:
    yield _Line(Text())
    yield _Line(Text(words, "bold underline"))


def _write_statements(view: View) -> Iterator[_Line]:
    if not view.statements:
        yield from _write_heading("STATEMENTS")
        yield _Line(Text("None was found.", "dim"), indent=2)
        return
    yield from _write_heading(f"STATEMENTS ({len(view.statements)})")
    for number, voice in enumerate(view.voices):
        if number:
            yield _Line(Text())
        yield from _write_voice(voice)


def _write_voice(voice: Voice) -> Iterator[_Line]:
    speaker, *via = (link.label for link in voice.chain.links)
    rest = "".join(f", via {link}" for link in via)
    heading = Text.assemble((speaker[:1].upper() + speaker[1:], "bold cyan"), (rest, "cyan"))
    yield _Line(heading, indent=2, hang=2)
    for statement in voice.statements:
        yield from _write_statement(statement)


def _write_statement(view: StatementView) -> Iterator[_Line]:
    content = "".join(part.joint + part.words for part in view.content)
    head = Text.assemble((view.item.act, "bold"), (f" ({view.item.form})", "dim"), "  ", content)
    yield _Line(head, indent=4, hang=2)
    if details := [*_describe(view), *view.flags]:
        yield _Line(Text(_BETWEEN.join(details), "dim"), indent=6, hang=2)


def _describe(view: StatementView) -> Iterator[str]:
    if view.addressee:
        yield f"to {join_names(view.addressee)}"
    if view.medium:
        yield f"medium: {view.medium.text}"
    if view.when:
        yield view.when
    if view.about:
        yield f"about {join_names(view.about)}"


def _write_events(view: View) -> Iterator[_Line]:
    if not view.events:
        yield from _write_heading("EVENTS")
        yield _Line(Text("None was found.", "dim"), indent=2)
        return
    yield from _write_heading(f"EVENTS ({len(view.events)})")
    for when, events in groupby(view.events, key=lambda event: event.day or "undated"):
        yield _Line(Text(when, "bold yellow"), indent=2, hang=2)
        for event in events:
            yield from _write_event(event)


def _write_event(view: EventView) -> Iterator[_Line]:
    head = Text.assemble((view.item.type, "bold"), f" “{view.trigger}”")
    if view.flags:
        head.append(f" [{', '.join(view.flags)}]", "magenta")
    yield _Line(head, indent=4, hang=2)
    if fillers := _BETWEEN.join(_fill_roles(view)):
        yield _Line(Text(fillers), indent=6, hang=2)
    voices = dict.fromkeys([view.voice, *(f"also {telling.voice}" for telling in view.also)])
    details = [*voices, *filter(None, [view.mentioned])]
    yield _Line(Text(_BETWEEN.join(details), "dim"), indent=6, hang=2)


def _fill_roles(view: EventView) -> Iterator[str]:
    for role in view.roles:
        yield f"{role.name}: {join_names(role.fillers)}"
    if view.when and not view.day:
        yield f"time: {view.when}"
    if view.place:
        yield f"place: {view.place.text}"


def _write_entities(heading: str, views: tuple[EntityView, ...]) -> Iterator[_Line]:
    if not views:
        return
    yield from _write_heading(f"{heading} ({len(views)})")
    for view in views:
        yield _Line(Text.assemble((view.label, "bold"), _describe_entity(view)), indent=2, hang=4)


def _describe_entity(view: EntityView) -> str:
    details = [f"{name}: {', '.join(values)}" for name, values in view.attributes]
    if view.aliases:
        details.insert(0, f"also {', '.join(view.aliases)}")
    details += view.entries
    return "".join(f"{_BETWEEN}{detail}" for detail in details)


def _write_others(view: View) -> Iterator[_Line]:
    named = [(label, [one for one in view.entities_of(kind) if one.is_told]) for kind, label in _OTHERS]
    if any(views for _, views in named):
        yield from _write_heading("ALSO NAMED")
    for label, views in named:
        if views:
            yield _Line(Text(f"{label}: {_list(views)}"), indent=2, hang=4)


def _list(views: Iterable[EntityView]) -> str:
    return ", ".join(view.label for view in views)


def _write_rest(view: View) -> Iterator[_Line]:
    if view.unread:
        yield from _write_heading("NOT READ")
    for unread in view.unread:
        size = f"{unread.span.end - unread.span.start:,} characters from {unread.span.start:,}"
        yield _Line(Text(f"{size}: {unread.opening}", "red"), indent=2, hang=2)
    if view.left_out:
        yield _Line(Text())
        items = "One finding" if view.left_out == 1 else f"{view.left_out} findings"
        where = "in promo lines, captions and boilerplate"
        yield _Line(Text(f"{items} {where} left out; --all shows what is there.", "dim"), hang=2)
