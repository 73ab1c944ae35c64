"""What readers found right of samples drawn by digest; the verdicts lie in `bench/judged`, without text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from bench import event_verdicts, judge, judge_sources
from bench.event_score import _answer as answer
from bench.judge import compare, wilson
from bench.suite.measure import ROOT, Material, Row, Table, percent

JUDGED = ROOT / "bench" / "judged"
_COLUMNS = ("judged", "first", "at least", "second", "agree", "kappa")
_PLACES = {"kappa": 2}
_NOTE = "At least: the lower end of the first reader's 95 % interval (Wilson)"
T = TypeVar("T")


def _read(name: str, kind: type[T]) -> list[T]:
    lines = (JUDGED / name).read_bytes().splitlines()
    return [msgspec.json.decode(line, type=kind) for line in lines if line]


def tabulate(name: str, pairs: Sequence[tuple[bool, bool]]) -> Row:
    """The shares that two readers found right, and how far they agree."""
    first, second, agree, kappa = compare(pairs)
    low = wilson(sum(one for one, _ in pairs), len(pairs))[0]
    return Row(name, (len(pairs), *map(percent, (first, low, second, agree)), round(kappa, 2)))


def measure_statements(_: Material) -> Iterator[Table]:
    """A hundred statements: source, extent of the content, place in the chain."""
    judged = _read("statements.jsonl", judge.Judgement)
    rows = []
    for aspect in judge.ASPECTS:
        rows.append(tabulate(aspect, [(one.first[aspect], one.second[aspect]) for one in judged]))
    every = [(all(one.first.values()), all(one.second.values())) for one in judged]
    yield Table(
        name="statements",
        columns=_COLUMNS,
        rows=(*rows, tabulate("all three", every)),
        note=_NOTE,
        places=_PLACES,
    )


def measure_sources(_: Material) -> Iterator[Table]:
    """Whom a source means that is a pronoun or a description."""
    judged = _read("sources.jsonl", judge_sources.Judged)
    given = [one for one in judged if one.given]
    pairs = [(one.first[0] == "right", one.second[0] == "right") for one in given]
    note = f"{len(judged)} statements, an entity given in {len(given)}. {_NOTE}"
    yield Table(
        name="sources", columns=_COLUMNS, rows=(tabulate("is right", pairs),), note=note, places=_PLACES
    )


def measure_events(_: Material) -> Iterator[Table]:
    """Three hundred events: type, arguments, time, polarity, modality, voice."""
    pairs: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for one in _read("events.jsonl", event_verdicts.Judged):
        for (question, first), (_same, second) in zip(
            answer(one, one.first), answer(one, one.second), strict=True
        ):
            pairs[question].append((first, second))
    rows = tuple(tabulate(question, answers) for question, answers in pairs.items())
    yield Table(name="events", columns=_COLUMNS, rows=rows, note=_NOTE, places=_PLACES)


def measure_event_errors(_: Material) -> Iterator[Table]:
    """The kinds of error that the readers named, one for each event that is not wholly right."""
    judged = _read("events.jsonl", event_verdicts.Judged)
    sides = [Counter(_kind(getattr(one, side).kind) for one in judged) for side in ("first", "second")]
    for side in sides:
        del side[""]
    kinds = sorted(sides[0] | sides[1], key=lambda kind: (-sides[0][kind] - sides[1][kind], kind))
    rows = tuple(Row(kind, (sides[0][kind], sides[1][kind])) for kind in kinds)
    yield Table(name="kinds", columns=("first", "second"), rows=rows, note=f"{len(judged)} events")


def _kind(told: str) -> str:
    return " ".join(told.casefold().split())
