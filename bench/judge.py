"""Statements judged by hand: which ones, what was said of them, and how far the judgements agree.

    python bench/judge.py sheet ARTICLES > sheet.txt           the hundred statements, with their surroundings
    python bench/judge.py score bench/judged/statements.jsonl  shares right, agreement of the two

The sample is the statements of ARTICLES (JSONL) whose SHA-256 of document id and item id is smallest, so
nobody chooses it. A judgement says of each whether the source span, the extent of the content, and the
chain are right. What is kept has ids and positions, and no text. `bench/judge_sources.py` does the same for
whom pronouns and descriptions mean, `bench/judge_events.py` for events.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

import onrecord
from onrecord.model.record import Event, Record, Statement

ASPECTS = ("source", "extent", "chain")
COUNT = 100
_AROUND = 350
_Z = 1.96  # the normal quantile of 95 %

Item = TypeVar("Item", Statement, Event)


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """One statement of the sample, and what each of the two judgements found right, by aspect."""

    document: str
    statement: str
    content: list[tuple[int, int]]
    first: dict[str, bool]
    second: dict[str, bool]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the sheet or the scores."""
    parser = argparse.ArgumentParser(description="Statements judged by hand.")
    parser.add_argument("what", choices=("sheet", "score"))
    parser.add_argument("path", type=Path)
    options = parser.parse_args(arguments)
    print("\n".join(write_sheet(options.path) if options.what == "sheet" else score(options.path)))
    return 0


def sample(articles: Path) -> list[tuple[Record, Statement]]:
    """The statements of the sample with their records, in the order of their digests."""
    found = ((record, one) for record in onrecord.read_many([articles]) for one in record.statements)
    return draw(found, COUNT)


def draw(found: Iterable[tuple[Record, Item]], count: int) -> list[tuple[Record, Item]]:
    """The `count` items whose SHA-256 of document id and item id is smallest, in its order."""

    def digest(pair: tuple[Record, Item]) -> str:
        return hashlib.sha256((pair[0].document.id + pair[1].id).encode()).hexdigest()

    return sorted(found, key=digest)[:count]


def write_sheet(articles: Path) -> Iterator[str]:
    """What is needed to judge each statement of the sample."""
    for number, (record, one) in enumerate(sample(articles), start=1):
        text, by_id = record.document.text, {other.id: other for other in record.statements}
        spans = [*one.content, *([one.cue] if one.cue else []), *([one.source] if one.source else [])]
        start = max(min(span.start for span in spans) - _AROUND, 0)
        end = min(max(span.end for span in spans) + _AROUND, len(text))
        yield f"#{number} {record.document.id} {one.id} {[(p.start, p.end) for p in one.content]}"
        yield f"  source   {one.source.slice(text) if one.source else one.abstained or None}"
        yield f"  cue      {one.cue.slice(text) if one.cue else None}    act {one.act}, form {one.form}"
        yield f"  content  {' [...] '.join(part.slice(text) for part in one.content)}"
        parent = by_id.get(one.parent or "")
        while parent is not None:
            source = parent.source.slice(text) if parent.source else None
            yield f"  within   {source} {parent.cue.slice(text) if parent.cue else None}"
            parent = by_id.get(parent.parent or "")
        yield f"  text     ...{text[start:end]}...".replace("\n", " ¶ ")
        yield ""


def score(path: Path) -> Iterator[str]:
    """The share of right judgements by aspect, and the agreement of the two (raw, and Cohen's kappa)."""
    judged = [msgspec.json.decode(line, type=Judgement) for line in path.read_bytes().splitlines() if line]
    yield f"{len(judged)} statements"
    yield f"{'':10}{'first':>8}{'second':>8}{'agree':>8}{'kappa':>8}"
    for aspect in (*ASPECTS, "all"):
        pairs = [(_right(one.first, aspect), _right(one.second, aspect)) for one in judged]
        first, second, agree, kappa = compare(pairs)
        yield f"{aspect:10}{100 * first:8.0f}{100 * second:8.0f}{100 * agree:8.0f}{kappa:8.2f}"


def compare(pairs: Sequence[tuple[bool, bool]]) -> tuple[float, float, float, float]:
    """The share that each of the two found right, the share on which they agree, and Cohen's kappa."""
    first, second = (sum(pair[side] for pair in pairs) / len(pairs) for side in (0, 1))
    agree = sum(one == other for one, other in pairs) / len(pairs)
    chance = first * second + (1 - first) * (1 - second)
    return first, second, agree, (agree - chance) / (1 - chance) if chance < 1 else 1.0


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share, after Wilson; 0 to 1 where nothing was judged."""
    if not whole:
        return 0.0, 1.0
    share, squared = part / whole, _Z * _Z / whole
    middle, half = share + squared / 2, math.sqrt(squared * (share * (1 - share) + squared / 4))
    return max((middle - half) / (1 + squared), 0.0), min((middle + half) / (1 + squared), 1.0)


def _right(judgement: dict[str, bool], aspect: str) -> bool:
    return all(judgement.values()) if aspect == "all" else judgement[aspect]


if __name__ == "__main__":
    sys.exit(main())
