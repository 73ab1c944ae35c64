"""Events and facts against corpora, and whole articles against what they should give."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.gate import Floors, measure
from bench.suite.measure import ROOT, Material, Row, Table, from_figures, percent
from onrecord.evaluate.examples import read_examples
from onrecord.evaluate.expectations import check, read_expectations
from onrecord.evaluating import evaluate_facts, evaluate_plover
from onrecord.model.document import Article, Published, make_document
from onrecord.model.record import Record

KNOWLEDGE = "corpora/knowledgenet/folds123.json"
DWIE = "corpora/dwie/dev.json"
PLOVER = "corpora/plover/PLOVER_GSR_CAMEO.txt"
ENVOY, EXPECTED = "articles/envoy.txt", "articles/envoy.expected.jsonl"
_CHECKER = "check/check_record.py"
_PUBLISHED = "2018-08-05"
REWRITES = ROOT / "tests" / "rewrites"
FIRST_RUN = {"c": 34, "d": 34, "e": 20, "f": 9, "g": 29, "h": 25, "i": 22, "j": 19}
"""What was found when the engine was first run on each, as the README has it; a and b were seen before."""


def measure_facts(material: Material) -> Iterator[Table]:
    """Facts on the fold of KnowledgeNet that nothing was learned from."""
    yield from_figures("facts", evaluate_facts(material.shared / KNOWLEDGE, held_out=True))


def measure_relations(material: Material) -> Iterator[Table]:
    """Relations of Deutsche Welle's articles."""
    yield from_figures("relations", evaluate_facts(material.shared / DWIE))


def measure_plover(material: Material) -> Iterator[Table]:
    """The types of coded events, by class and over all."""
    coverage = evaluate_plover(material.shared / PLOVER)
    whole = (round(coverage.recall, 1), round(coverage.strict_recall, 1), round(coverage.precision, 1))
    without = len(coverage.uncovered)
    note = f"{coverage.records} records, {coverage.events} events found; {without} classes without a type"
    yield Table(
        name="types",
        columns=("recall", "trigger on the coded words", "precision"),
        rows=(Row("onrecord", whole),),
        note=note,
    )
    yield Table(
        name="by class",
        columns=("records", "found", "missed"),
        rows=tuple(
            Row(name.lower(), (counts.records, counts.found, counts.records - counts.found))
            for name, counts in sorted(coverage.classes.items())
        ),
    )


def measure_reference(material: Material) -> Iterator[Table]:
    """The reference article, by the package's check and by the one beside the corpora."""
    record = _analyse(material.shared / ENVOY, _PUBLISHED)
    report = check(record, read_expectations(material.shared / EXPECTED))
    rows = [Row("by `onrecord.evaluate`", (report.found, report.total, report.held, report.probes))]
    checker = material.shared / _CHECKER
    if checker.is_file():
        found = run_checker(checker, record, material.shared / EXPECTED)
        rows.append(Row(f"by `{checker.name}`", found))
    yield Table(name="reference", columns=("found", "of", "probes held", "of these"), rows=tuple(rows))


def run_checker(checker: Path, record: Record, expected: Path) -> tuple[int, int, int, int]:
    """What the checker beside the corpora says: found, of how many, probes held, of how many."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "record.json")
        path.write_bytes(record.to_json())
        command = [sys.executable, str(checker), str(path), str(expected)]
        told = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()[-1]
    shares = [part for part in told.split() if "/" in part]
    found, total, held, probes = (int(number) for share in shares for number in share.split("/"))
    return found, total, held, probes


def measure_rewrites(_: Material) -> Iterator[Table]:
    """The articles made like the reference article, now and at the first run on each."""
    rows = []
    for folder in sorted(path for path in REWRITES.iterdir() if path.is_dir()):
        published = (folder / "published.txt").read_text("utf-8").strip()
        record = _analyse(folder / "article.txt", published)
        report = check(record, read_expectations(folder / "expected.jsonl"))
        values = (FIRST_RUN.get(folder.name), report.found, report.total, report.held, report.probes)
        rows.append(Row(folder.name, values))
    columns = ("at the first run", "now", "of", "probes held", "of these")
    yield Table(name="rewrites", columns=columns, rows=tuple(rows))


def _analyse(path: Path, published: str) -> Record:
    from onrecord.analyse.pipeline import analyse

    document = make_document(
        path.read_text("utf-8"), location=path.name, published=Published(value=published, basis="given")
    )
    return analyse(Article(document=document))


def measure_examples(_: Material) -> Iterator[Table]:
    """The annotated examples with the floors that `make gate` holds them to."""
    import msgspec

    from onrecord.analyse.pipeline import analyse

    examples = read_examples(ROOT / "examples")
    floors = msgspec.json.decode((ROOT / "bench" / "floors.json").read_bytes(), type=Floors).floors
    rows = [
        Row(name, (percent(tally.precision), percent(tally.recall), percent(tally.f1), floors.get(name)))
        for name, tally in measure(examples, analyse).tallies.items()
    ]
    columns = ("precision", "recall", "F1", "floor")
    yield Table(
        name="gate",
        columns=columns,
        rows=tuple(rows),
        note=f"{len(examples)} invented articles",
        places={"floor": 2},
    )
