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
def open_messages(*, total: int | None, progress: bool, doing: str = "Reading") -> Iterator[Messages]:
    """Messages, with a progress bar of `total` articles if it is asked for and standard error is a terminal.

    Without a total the bar only counts and says how many there are in a second.
    """
    if not progress or sys.stderr is None or not sys.stderr.isatty():
        yield Messages(write=_write_line, advance=lambda: None)
        return
    with _make_progress(counted=total is not None) as bar:
        task = bar.add_task(doing, total=total)
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
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(TextColumn):
        """How many are done in a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    end = (TimeRemainingColumn(),) if counted else ()
    # What is printed to standard output goes there at once: only messages know of the bar.
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(""),
        *end,
        console=Console(stderr=True, emoji=False),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
