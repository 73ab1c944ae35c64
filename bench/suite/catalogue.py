"""All measures, in the order of the page: `measures.toml` says what they are, and this what runs."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from bench.suite import across, events, judged, layers, published, speed, statements
from bench.suite.measure import Material, Measure, Row, Speed, Table
from bench.suite.slow import run_program

_FILE = Path(__file__).with_name("measures.toml")

RUN: Mapping[str, Callable[[Material], Iterable[Table]]] = {
    "statements": statements.measure_statements,
    "confidence": statements.measure_confidence,
    "calibration": statements.measure_held_out_calibration,
    "judged-statements": judged.measure_statements,
    "judged-sources": judged.measure_sources,
    "syntax": layers.measure_syntax,
    "names-newswire": layers.measure_newswire,
    "names-dwie": layers.measure_dwie_names,
    "coreference": layers.measure_gum_coreference,
    "coreference-dwie": layers.measure_dwie_coreference,
    "mention-confidence": layers.measure_mention_confidence,
    "times": layers.measure_times,
    "factuality": layers.measure_factuality,
    "judged-events": judged.measure_events,
    "facts": events.measure_facts,
    "relations": events.measure_relations,
    "plover": events.measure_plover,
    "reference": events.measure_reference,
    "rewrites": events.measure_rewrites,
    "examples": events.measure_examples,
    "stories": across.measure_stories,
    "copies": across.measure_copies,
    "identities": across.measure_identities,
    "quotations": across.measure_quotations,
    "disagreements": across.measure_disagreements,
    "speed": speed.measure_speed,
    "stages": speed.measure_stages,
    "jobs": speed.measure_jobs,
    "memory": speed.measure_memory,
    "crash": run_program("bench.crash", "--kills", "200", "--ready", "300"),
    "orders": run_program("bench.orders", "{records}", "--orders", "10"),
    "growth": run_program("bench.growth", "--small", "1000", "--large", "100000"),
    "million": run_program("bench.store", "--statements", "1000000"),
    "copies-50000": run_program("bench.copies", "--articles", "50000", "--store"),
    "watchlist": run_program("bench.watch"),
    "pages": run_program("bench.pages"),
    "warc": run_program("bench.warc"),
    "concurrency": run_program("bench.concurrency", "--minutes", "5", "--readers", "8"),
    "errors": statements.measure_errors,
    "event-errors": judged.measure_event_errors,
}
BESIDE: Mapping[str, Mapping[str, tuple[Row, ...]]] = {
    "statements": {"whole": published.WHOLE, "spans": published.SPANS},
    "syntax": {"trees": published.TREES},
    "names-newswire": {"names": published.NEWSWIRE},
    "times": {"all": published.TIMES},
    "facts": {"facts": published.FACTS},
    "speed": {"speed": published.SPEED},
}
"""The figures of people and of other systems, by measure and table."""


class _Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    title: str
    told: str
    seconds: int
    rests_on: tuple[str, ...]
    needs: tuple[str, ...] = ()
    speed: Speed = "fast"


class _Layer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    told: str
    measure: tuple[_Told, ...]


def _read_layers() -> tuple[_Layer, ...]:
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return msgspec.convert(content["layer"], tuple[_Layer, ...])


def _make(layer: str, told: _Told) -> Measure:
    fields = {name: getattr(told, name) for name in told.__struct_fields__}
    return Measure(layer=layer, run=RUN[told.name], beside=BESIDE.get(told.name), **fields)


_LAYERS = _read_layers()
LAYERS: Mapping[str, str] = {layer.name: layer.told for layer in _LAYERS}
"""The layers in order, each with a word to readers."""
MEASURES = tuple(_make(layer.name, told) for layer in _LAYERS for told in layer.measure)


def find_measure(name: str) -> Measure | None:
    """The measure of this name, if there is one."""
    return next((one for one in MEASURES if one.name == name), None)
