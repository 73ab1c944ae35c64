"""Events judged by hand, twice and blind: their types, arguments, times, factuality and voices.

    python -m bench.judge_events draw RECORDS --out DIRECTORY [--parts 3]   writes the sheets and key.jsonl
    python -m bench.judge_events join KEY FIRST SECOND > bench/judged/events.jsonl
    python -m bench.judge_events score bench/judged/events.jsonl    (or, without joining: KEY FIRST SECOND)

RECORDS is what `onrecord read --format jsonl` wrote. Drawn are the 300 events whose SHA-256 of document id
and item id is smallest. With `--parts`, sheet.txt is cut into sheets that are numbered through; a judge's
lines go into one file. The sheets hold text of articles and stay outside the repository. What `join` writes
has ids, positions, verdicts, labels and reasons, and no text.

A place that the event has, and no argument in the role `place`, is judged as an argument.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bench.event_instructions import INSTRUCTIONS
from bench.event_score import score
from bench.event_sheet import name_arguments, show
from bench.event_verdicts import Drawn, Judged, join
from bench.judge import draw
from bench.sheets import Judging, write_sheets
from onrecord.evaluating import read_records
from onrecord.model.invariants import argument_span
from onrecord.model.record import Event, Record
from onrecord.model.span import Span

COUNT = 300


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, join or score."""
    return Judging(__doc__ or "", Judged, write_sheet, join, score).main(arguments)


def write_sheet(records: Path, out: Path, parts: int = 1) -> str:
    """Write the sheets and their key into the directory `out`, and say what was drawn.

    Raises:
        InputError: the records cannot be read, or `out` lies within the repository.
    """
    found = [(record, event) for record in read_records(records) for event in record.events]
    drawn = list(enumerate(draw(found, COUNT), start=1))
    key = [_make_key(number, record, event) for number, (record, event) in drawn]
    pages = [show(number, record, event) for number, (record, event) in drawn]
    where = write_sheets(out, INSTRUCTIONS, pages, key, parts)
    arguments = sum(len(one.arguments) for one in key)
    return f"{len(key)} of {len(found)} events drawn, with {arguments} arguments: {where}"


def _make_key(number: int, record: Record, event: Event) -> Drawn:
    named = name_arguments(event)
    return Drawn(
        number=number,
        document=record.document.id,
        event=event.id,
        type=event.type,
        trigger=(event.trigger.start, event.trigger.end),
        arguments={key: _bounds(argument_span(argument)) for key, argument in named.items()},
        time=next((_bounds(time) for time in record.times if time.id == event.time), None),
    )


def _bounds(span: Span | None) -> tuple[int, int] | None:
    return (span.start, span.end) if span else None


if __name__ == "__main__":
    sys.exit(main())
