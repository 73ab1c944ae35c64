"""Records written one after the other in the form that was asked for."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, cast

from onrecord.model.record import Record
from onrecord.writing import STANDARD_OUTPUT, Sink, open_sink

if TYPE_CHECKING:
    from onrecord.render.html import Entry
    from onrecord.render.text import Colours

Form = Literal["text", "json", "jsonl", "html"]
INDEX = "index.html"
_WIDEST = 110
_PIPED_WIDTH = 100
_SLUG_LENGTH = 60


class WrongUsage(Exception):
    """The command cannot be carried out as it was given; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Order:
    """How and where records are to be written.

    `several` says that there is more than one article; `everything` shows what is else left out.
    """

    form: Form
    out: Path | None
    several: bool
    everything: bool

    @property
    def is_shown(self) -> bool:
        """Whether the output goes to a terminal."""
        return self.out in (None, STANDARD_OUTPUT) and sys.stdout is not None and sys.stdout.isatty()


class Printer(Protocol):
    """Writes records."""

    def add(self, record: Record) -> None:
        """Write one more record."""

    def finish(self) -> None:
        """Write what belongs behind the last."""


@contextmanager
def open_printer(order: Order) -> Iterator[Printer]:
    """The printer for an order; its output is in place when the block has ended without an exception.

    Raises:
        WrongUsage: the output cannot be what or where it is asked to be.
        OSError: not all of it can be written.
    """
    if order.form == "html" and _needs_directory(order):
        printer = _DirectoryPrinter(_make_directory(order.out), everything=order.everything)
        yield printer
        printer.finish()
        return
    with ExitStack() as stack:
        try:
            sink = stack.enter_context(open_sink(order.out))
        except OSError as error:
            where = order.out or "standard output"
            raise WrongUsage(f"{where}: cannot be written: {error.strerror}") from error
        chosen = _choose(order, sink)
        yield chosen
        chosen.finish()


def _choose(order: Order, sink: Sink) -> Printer:
    if order.form == "text":
        return _TextPrinter(sink, order)
    if order.form == "html":
        return _PagePrinter(sink, order)
    if order.form == "json" and order.several:
        return _ArrayPrinter(sink, order)
    return _LinePrinter(sink, order)


class _LinePrinter:
    """One record a line, or alone on a terminal over many."""

    def __init__(self, sink: Sink, order: Order) -> None:
        self._sink = sink
        self._indent = 2 if order.form == "json" and order.is_shown else 0

    def add(self, record: Record) -> None:
        self._sink.write(record.to_json(indent=self._indent) + b"\n")

    def finish(self) -> None:
        """Nothing is left to write."""


class _ArrayPrinter:
    """A JSON array, written as it grows."""

    def __init__(self, sink: Sink, order: Order) -> None:
        self._sink = sink
        self._indent = 2 if order.is_shown else 0
        self._is_open = False

    def add(self, record: Record) -> None:
        self._sink.write((b",\n" if self._is_open else b"[\n") + record.to_json(indent=self._indent))
        self._is_open = True

    def finish(self) -> None:
        if self._is_open:
            self._sink.write(b"\n]\n")


class _TextPrinter:
    """Text for people, with a line between articles."""

    def __init__(self, sink: Sink, order: Order) -> None:
        self._sink = sink
        self._everything = order.everything
        to_stdout = order.out in (None, STANDARD_OUTPUT)
        self._encoding = sys.stdout.encoding if to_stdout else "utf-8"
        self._width = min(shutil.get_terminal_size((_PIPED_WIDTH, 0)).columns, _WIDEST)
        self._colours = _find_colours() if order.is_shown else None
        self._is_first = True

    def add(self, record: Record) -> None:
        from onrecord.render.arrange import arrange_record
        from onrecord.render.text import render_text

        view = arrange_record(record, everything=self._everything)
        text = render_text(view, width=self._width, colours=self._colours)
        if not self._is_first:
            text = f"\n{'=' * self._width}\n\n{text}"
        self._is_first = False
        self._sink.write(text.encode(self._encoding, "replace"))

    def finish(self) -> None:
        """Nothing is left to write."""


class _PagePrinter:
    """One page of HTML."""

    def __init__(self, sink: Sink, order: Order) -> None:
        self._sink = sink
        self._everything = order.everything

    def add(self, record: Record) -> None:
        from onrecord.render.arrange import arrange_record
        from onrecord.render.html import render_page

        view = arrange_record(record, everything=self._everything)
        self._sink.write(render_page(view).encode())

    def finish(self) -> None:
        """Nothing is left to write."""


class _DirectoryPrinter:
    """A page for each record, and one that lists them."""

    def __init__(self, directory: Path, *, everything: bool) -> None:
        self._directory = directory
        self._everything = everything
        self._entries: dict[str, Entry] = {}

    def add(self, record: Record) -> None:
        from onrecord.render.arrange import arrange_record
        from onrecord.render.html import list_page, render_page

        view = arrange_record(record, everything=self._everything)
        name = f"{_slug(view.title)}-{record.document.id[:12]}.html"
        with open_sink(self._directory / name) as sink:
            sink.write(render_page(view).encode())
        self._entries[name] = list_page(view, name)

    def finish(self) -> None:
        from onrecord.render.html import render_index

        if self._entries:
            with open_sink(self._directory / INDEX) as sink:
                sink.write(render_index(list(self._entries.values())).encode())


def _needs_directory(order: Order) -> bool:
    return order.several or (order.out is not None and (order.out.is_dir() or str(order.out).endswith("/")))


def _make_directory(out: Path | None) -> Path:
    if out is None or out == STANDARD_OUTPUT:
        raise WrongUsage(
            "several articles make several pages: name a directory for them, for example --out records"
        )
    if out.exists() and not out.is_dir():
        raise WrongUsage(
            f"{out} is a file, but several articles make several pages: name a directory for --out"
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUsage(f"{out}: the directory cannot be made: {error.strerror}") from error
    return out


def _slug(title: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
    return words[:_SLUG_LENGTH].strip("-") or "article"


def _find_colours() -> Colours | None:
    from rich.console import Console

    console = Console(file=sys.stdout)
    system = console.color_system
    return None if console.no_color or system is None else cast("Colours", system)
