"""What the command says to the person who runs it, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.render.visible import show_controls

if TYPE_CHECKING:
    from rich.progress import Progress


@dataclass(frozen=True, slots=True)
class Messages:
    """Says things on standard error, above the progress bar if there is one."""

    write: Callable[[str], object]
    advance: Callable[[], object]

    def say(self, message: str) -> None:
        """Write one line; control characters in it, as from a file's name, are shown and not sent."""
        self.write(f"onrecord: {show_controls(message.replace(chr(10), ' '))}")


@contextmanager
def open_messages(*, total: int | None, progress: bool) -> Iterator[Messages]:
    """Messages, with a progress bar of `total` articles if it is asked for and standard error is a terminal.

    Without a total the bar only counts.
    """
    if not progress or sys.stderr is None or not sys.stderr.isatty():
        yield Messages(write=_write_line, advance=lambda: None)
        return
    with _make_progress(counted=total is not None) as bar:
        task = bar.add_task("Reading", total=total)
        yield Messages(
            write=lambda line: bar.console.print(line, markup=False, highlight=False, soft_wrap=True),
            advance=lambda: bar.advance(task),
        )


def _write_line(line: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def _make_progress(*, counted: bool) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    end = (TimeRemainingColumn(),) if counted else ()
    # What is printed to standard output goes there at once: only messages know of the bar.
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        *end,
        console=Console(stderr=True, emoji=False),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
