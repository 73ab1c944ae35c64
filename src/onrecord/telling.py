"""What commands print on standard output, and say beside it on standard error."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import msgspec

from onrecord.render.sheets import Sheet, draw, write_tabs
from onrecord.render.visible import show_controls

ALL_DONE, NOT_ALL_DONE = 0, 1


def print_text(text: str) -> None:
    """Print for people: control characters of an article's words are shown and not sent to the terminal."""
    sys.stdout.write(show_controls(text) + "\n")


def print_raw(text: str) -> None:
    """Print for programs: as it is."""
    sys.stdout.write(text + "\n")


def print_json(value: Any) -> None:
    """Print a value as indented JSON."""
    print_raw(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def print_line(value: Any) -> None:
    """Print a value as JSON on one line."""
    print_raw(msgspec.json.encode(value).decode())


def say(message: str) -> None:
    """Say something on standard error."""
    sys.stderr.write(f"onrecord: {show_controls(message)}\n")


def print_sheets(sheets: Sequence[Sheet]) -> None:
    """Draw tables on a terminal; where something else reads them, print them as text between tabs."""
    shown = [sheet for sheet in sheets if sheet.rows]
    if sys.stdout is None or not sys.stdout.isatty():
        sys.stdout.write(write_tabs(shown))
        return
    from rich.console import Console

    draw(shown, Console(emoji=False, markup=False, highlight=False))
