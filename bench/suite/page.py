"""The page of scores, made of the kept results and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import fill
from typing import Any

from bench.suite.catalogue import LAYERS, MEASURES
from bench.suite.keeping import Hardware, Result, read_others, read_results
from bench.suite.measure import By, Cell, Measure, Row, Table

_HEAD = Path(__file__).with_name("head.md")
MARKS: Mapping[By, str] = {
    "onrecord": "",
    "variant": "(onrecord) ",
    "peer": "*peer* ",
    "others": "*measured before* ",
    "published": "*published* ",
    "people": "*people* ",
}
_WIDTH = 125


def write_page(folder: Path) -> str:
    """The page, in Markdown, of the results in a folder."""
    results = read_results(folder)
    newest = find_newest(results)
    head = _HEAD.read_text(encoding="utf-8").rstrip("\n")
    lines = [head, "", *_tell_machines(results.values())]
    for layer, told in LAYERS.items():
        shown = [one for one in MEASURES if one.layer == layer]
        others = read_others(folder) if layer == "Holding out" else {}
        if shown or others:
            lines += ["", f"## {layer}", "", fill(told, _WIDTH)]
        for measure in shown:
            lines += _write_measure(measure, results.get(measure.name), newest)
        for name, content in others.items():
            lines += _write_other(name, content)
    return "\n".join(lines) + "\n"


def find_newest(results: Mapping[str, Result]) -> dict[str, str]:
    """By part of the package, the state that the newest result which rests on it was measured on."""
    newest: dict[str, str] = {}
    for result in sorted(results.values(), key=lambda one: one.date):
        newest.update(result.code if result.run else {})
    return newest


def _tell_machines(results: Iterable[Result]) -> Iterator[str]:
    machines = sorted({_name(one.hardware) for one in results if one.hardware is not None})
    if machines:
        yield fill(f"Measured on {'; '.join(machines)}.", _WIDTH)


def _name(hardware: Hardware) -> str:
    return (
        f"{hardware.processor}, {hardware.cores} cores, {hardware.memory} GiB, "
        f"Python {hardware.python}, onnxruntime {hardware.onnxruntime}"
    )


def _write_measure(measure: Measure, result: Result | None, newest: Mapping[str, str]) -> Iterator[str]:
    yield from ("", f"### {measure.title}", "", fill(measure.told, _WIDTH))
    if result is None:
        yield from ("", f"**Not measured yet**: `python -m bench.suite --only {measure.name}`")
        return
    for table in result.tables:
        beside = (measure.beside or {}).get(table.name, ())
        if any(row.by == "peer" and row.of.startswith("textacy") for row in table.rows):
            beside = tuple(row for row in beside if not row.of.startswith("textacy"))
        yield ""
        if len(result.tables) > 1:
            yield from (f"{table.name.capitalize()}:", "")
        yield from write_table(table, beside)
    stale = any(newest.get(part, digest) != digest for part, digest in result.code.items())
    yield from ("", _tell_origin(result, stale=stale))


def write_table(table: Table, beside: Sequence[Row] = ()) -> Iterator[str]:
    """The lines of a table, or of what a program printed where there are no columns, and its note."""
    if table.columns:
        yield f"| | {' | '.join(table.columns)} |"
        yield "|---|" + "---:|" * len(table.columns)
        for row in (*table.rows, *beside):
            cells = [
                _tell(one, table.places.get(name, 1))
                for name, one in zip(table.columns, row.values, strict=True)
            ]
            yield f"| {MARKS[row.by]}{row.of} | {' | '.join(cells)} |"
    else:
        yield from ("```", *(row.of for row in table.rows), "```")
    if table.note:
        yield from ("", fill(f"{table.note}.", _WIDTH))


def _tell(value: Cell, places: int) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.{places}f}"
    return value if isinstance(value, str) else f"{value:,}"


def _tell_origin(result: Result, *, stale: bool) -> str:
    if not result.run:
        told = f"from the README, which dates its figures {result.date[:10]}"
        return f"<sub>**Not run anew**: {told}; `{result.command}`</sub>"
    state = f"commit {result.commit}" if result.commit else "no commit"
    told = f"{result.date[:10]}, {state}, {result.seconds:,} s, load {result.load}; `{result.command}`"
    return f"<sub>{'**An earlier state of the code**: ' if stale else ''}{told}</sub>"


def _write_other(name: str, content: Mapping[str, Any]) -> Iterator[str]:
    """What another program left: its figures as they are, one below the other."""
    rows = [(key, value) for key, value in flatten(content) if len(str(value)) <= _WIDTH]
    yield from (
        "",
        f"### `{name}.json`",
        "",
        "As the program that measures it left it.",
    )
    yield from ("", "| | |", "|---|---:|")
    for key, value in rows:
        yield f"| {key} | {f'{value:,}' if isinstance(value, int | float) else value} |"


def flatten(content: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Cell]]:
    """The figures and words in an object of JSON, with the names that lead to each."""
    for key, value in content.items():
        name = f"{before}{key}".replace("_", " ")
        if isinstance(value, Mapping):
            yield from flatten(value, f"{name}, ")
        elif isinstance(value, list):
            yield from flatten({str(place): one for place, one in enumerate(value, 1)}, f"{name}, ")
        elif value is not None:
            yield name, value
