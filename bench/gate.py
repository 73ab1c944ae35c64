"""Hold the quality on the example articles against its pinned floors.

    python bench/gate.py [--pin [--allow-lower]]

Prints the scores of each layer (see `onrecord.evaluate.scores`) with the floor of its F1, and the gold items
gained and lost since the floors were pinned. The exit status is 1 when a score is below its floor, or when
the examples are not those that the floors were pinned on. `--pin` raises the floors to what is measured now;
it lowers none without `--allow-lower`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from onrecord.evaluate.examples import Example, digest_examples, read_examples
from onrecord.evaluate.scores import score_record
from onrecord.evaluate.tally import Scores, Tally, add_scores
from onrecord.model.document import Article
from onrecord.model.record import Record

ROOT = Path(__file__).resolve().parent.parent
Read = Callable[[Article], Record]


class Floors(msgspec.Struct, frozen=True):
    """What was pinned: the examples' digest, the least F1 of each measure in percent, the items found."""

    examples: str = ""
    floors: dict[str, float] = {}
    found: list[str] = []


def main(arguments: Sequence[str] | None = None, read: Read | None = None) -> int:
    """Run the gate; `read` is the analysis to judge, onrecord's own where it is left out."""
    options = _read_options(arguments)
    pinned = _load(options.floors)
    digest = digest_examples(options.examples)
    scores = measure(read_examples(options.examples), read or _own())
    same = digest == pinned.examples
    print("\n".join(format_table(scores, pinned)))
    if same:
        print("\n".join(format_changes(scores.found, pinned.found)))
    low = find_low(scores, pinned)
    if options.pin:
        return _pin(
            options.floors, Floors(digest, _rates(scores), sorted(scores.found)), low, options.allow_lower
        )
    for complaint in _complain(low, same=same):
        print(complaint, file=sys.stderr)
    return 1 if low or not same else 0


def measure(examples: Iterable[Example], read: Read) -> Scores:
    """The scores of all examples together; the keys of the items begin with the example's name."""
    return add_scores(_measure_one(example, read) for example in examples)


def find_low(scores: Scores, pinned: Floors) -> list[str]:
    """The measures that are below their floors, or that are measured no more."""
    rates = _rates(scores)
    return [name for name, floor in pinned.floors.items() if rates.get(name, -1.0) < floor]


def format_table(scores: Scores, pinned: Floors) -> list[str]:
    """The lines of the table: precision, recall, F1 and its floor, in percent."""
    head = f"{'':24}{'P':>7}{'R':>7}{'F1':>7}{'floor':>8}{'count':>8}"
    return [head, *(_format_row(name, tally, pinned) for name, tally in scores.tallies.items())]


def format_changes(found: Iterable[str], pinned: Iterable[str]) -> list[str]:
    """A line for each gold item that is found and was not, and for each that was and is not."""
    now, before = set(found), set(pinned)
    gained = [f"gained  {item}" for item in sorted(now - before)]
    return [*gained, *(f"lost    {item}" for item in sorted(before - now))]


def _measure_one(example: Example, read: Read) -> Scores:
    scores = score_record(read(example.article), example.gold)
    return Scores(scores.tallies, frozenset(f"{example.name}: {item}" for item in scores.found))


def _own() -> Read:
    from onrecord.analyse.pipeline import analyse

    return analyse


def _rates(scores: Scores) -> dict[str, float]:
    """The F1 of each measure in percent, to two places."""
    return {name: round(100 * tally.f1, 2) for name, tally in scores.tallies.items()}


def _format_row(name: str, tally: Tally, pinned: Floors) -> str:
    rates = "".join(f"{100 * rate:7.1f}" for rate in (tally.precision, tally.recall, tally.f1))
    floor = pinned.floors.get(name)
    mark = " <" if floor is not None and round(100 * tally.f1, 2) < floor else ""
    return f"{name:24}{rates}{'' if floor is None else f'{floor:.1f}':>8}{tally.wanted:8.0f}{mark}"


def _complain(low: Sequence[str], *, same: bool) -> Iterable[str]:
    if not same:
        yield "The examples are not those that the floors were pinned on; run this with --pin."
    if low:
        yield f"Below the floor: {', '.join(low)}"


def _pin(path: Path, floors: Floors, low: Sequence[str], allow_lower: bool) -> int:
    if low and not allow_lower:
        print(f"Not pinned, since these would be lowered: {', '.join(low)}", file=sys.stderr)
        return 1
    encoded = msgspec.json.format(msgspec.json.encode(floors), indent=1)
    path.write_bytes(encoded + b"\n")
    print(f"Pinned {len(floors.floors)} floors and {len(floors.found)} items.")
    return 0


def _load(path: Path) -> Floors:
    return msgspec.json.decode(path.read_bytes(), type=Floors) if path.exists() else Floors()


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Hold the quality on the examples against its floors.")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--allow-lower", action="store_true", help="let --pin lower a floor")
    parser.add_argument("--examples", type=Path, default=ROOT / "examples", help="the folder of examples")
    parser.add_argument(
        "--floors", type=Path, default=ROOT / "bench" / "floors.json", help="the pinned floors"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
