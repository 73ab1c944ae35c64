"""Records one a line, as `onrecord read --format jsonl` prints them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from onrecord.model.kept import Kept
from onrecord.writing import open_sink


def write(kept: Iterable[Kept], out: Path | None) -> None:
    """Write each record as a line of JSON, the same bytes that `read` prints.

    Raises:
        OSError: not all of it can be written.
    """
    with open_sink(out) as sink:
        for one in kept:
            sink.write(one.record.to_json() + b"\n")
