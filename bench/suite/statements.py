"""Statements on PolNeAR's development set: how many are right, and what their confidence is worth."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.errors import count_errors
from bench.suite.material import DEV, read_dev
from bench.suite.measure import By, Cell, Material, Row, Table, percent
from bench.suite.peer_runs import run_peer
from onrecord.evaluate.attribution import Agreement, add_agreements, judge_record, reliability
from onrecord.evaluate.brat import Annotated
from onrecord.evaluate.tally import Tally
from onrecord.model.record import Record

THRESHOLDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
SCORER = "check/score_attribution.py"
Side = tuple[str, By, Sequence[Record]]
"""What found something, whose it is, and its records in the order of the articles."""
_ROLES = ("source", "cue", "content")
_WHOLE = ("precision", "recall", "F1", "quoted P", "quoted R", "quoted F1")
_SPANS = tuple(f"{kind} {role}" for kind in ("exact", "token") for role in _ROLES)


def measure_statements(material: Material) -> Iterator[Table]:
    """Whole attributions and their spans, of onrecord and of the peers that there are, by one scorer."""
    articles, records = read_dev(material)
    sides, read = _gather_sides(material, articles, records)
    agreements = [add_agreements(map(judge_record, side, articles)) for _, _, side in sides]
    rows = tuple(
        Row(of, (*_rates(agreement.tally()), *_rates(agreement.tally(quoted=True))), by)
        for (of, by, _), agreement in zip(sides, agreements, strict=True)
    )
    wanted, quoted = agreements[0].wanted, agreements[0].quoted
    told = f"{len(articles)} articles, {wanted:,} attributions, {quoted} with a quotation{read}"
    scorer = material.shared / SCORER
    if not scorer.is_file():
        yield Table(name="whole", columns=_WHOLE, rows=rows, note=told)
        return
    scored = [run_scorer(scorer, material.shared / DEV, side) for _, _, side in sides]
    same = all(_agree(row, one) for row, one in zip(rows, scored, strict=True))
    equal = (
        "the corpus's own scorer gives the same" if same else "THE CORPUS'S OWN SCORER GIVES OTHER FIGURES"
    )
    yield Table(name="whole", columns=_WHOLE, rows=rows, note=f"{told}; {equal}")
    yield Table(
        name="spans",
        columns=_SPANS,
        rows=tuple(
            Row(of, tuple(one[kind][role]["f1"] for kind in ("exact", "token") for role in _ROLES), by)
            for (of, by, _), one in zip(sides, scored, strict=True)
        ),
        note="F1, by the corpus's own scorer",
    )


def _gather_sides(
    material: Material, articles: Sequence[Annotated], records: Sequence[Record]
) -> tuple[list[Side], str]:
    """What is to be scored, ours first, and how fast the peer was, to be told."""
    ours: Side = ("onrecord", "onrecord", records)
    if material.peers is None:
        return [ours], ""
    run = run_peer(material.peers, "textacy", [article.text for article in articles])
    told = f"; {run.peer} read {run.words_a_second:,.0f} words a second"
    return [ours, (run.peer, "peer", run.records)], told


def run_scorer(scorer: Path, corpus: Path, records: Sequence[Record]) -> Any:
    """What the corpus's own scorer prints of records."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "records.jsonl")
        path.write_bytes(b"".join(record.to_json() + b"\n" for record in records))
        command = [sys.executable, str(scorer), str(path), str(corpus)]
        return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def _agree(row: Row, scored: Any) -> bool:
    whole, quoted = scored["relation"]["all"], scored["relation"]["quoted"]
    theirs = [side[key] for side in (whole, quoted) for key in ("p", "r", "f1")]
    return all(
        isinstance(one, float) and abs(one - other) < 0.11
        for one, other in zip(row.values, theirs, strict=True)
    )


def _rates(tally: Tally) -> tuple[float, float, float]:
    return percent(tally.precision), percent(tally.recall), percent(tally.f1)


def measure_confidence(material: Material) -> Iterator[Table]:
    """Precision and coverage at each threshold, of statements and of sources, and how calibrated they are."""
    articles, records = read_dev(material)
    agreement = add_agreements(map(judge_record, records, articles))
    yield Table(
        name="statements",
        columns=("precision", "recall", "kept", "quoted P", "quoted R"),
        rows=tuple(_at(agreement, threshold) for threshold in THRESHOLDS),
        note="Kept is the share of statements that are at least as sure",
    )
    known = [(j.source_confidence, j.source_right) for j in agreement.judged]
    sources = [(sure, right) for sure, right in known if sure is not None and right is not None]
    yield curve("sources", sources, "Sources of statements whose content is right")
    statements = [(one.confidence, one.right) for one in agreement.judged]
    yield tabulate_bins(
        "reliability of statements",
        statements,
        f"Expected calibration error {agreement.calibration_error():.3f}",
    )
    yield tabulate_bins(
        "reliability of sources", sources, f"Expected calibration error {agreement.source_error():.3f}"
    )


def _at(agreement: Agreement, threshold: float) -> Row:
    whole, quoted = agreement.tally(threshold), agreement.tally(threshold, quoted=True)
    kept = whole.found / len(agreement.judged) if agreement.judged else 0.0
    rates = (whole.precision, whole.recall, kept, quoted.precision, quoted.recall)
    return Row(f"≥ {threshold:g}", tuple(map(percent, rates)))


def curve(name: str, pairs: Sequence[tuple[float, bool]], note: str) -> Table:
    """Precision of those at least so sure, and the share that they are."""
    rows = []
    for threshold in THRESHOLDS:
        kept = [right for sure, right in pairs if sure >= threshold]
        precision: Cell = percent(sum(kept) / len(kept)) if kept else None
        rows.append(Row(f"≥ {threshold:g}", (precision, percent(len(kept) / len(pairs)) if pairs else None)))
    return Table(name=name, columns=("precision", "kept"), rows=tuple(rows), note=f"{note}: {len(pairs):,}")


def tabulate_bins(name: str, pairs: Sequence[tuple[float, bool]], note: str) -> Table:
    """What was said and what is right, in ten bins of equal width; empty bins are left out."""
    rows = [Row(f"{sure:.2f}", (round(right, 2), size)) for sure, right, size in reliability(pairs)]
    return Table(name=name, columns=("right", "how many"), rows=tuple(rows), note=note, places={"right": 2})


def measure_held_out_calibration(material: Material) -> Iterator[Table]:
    """The calibration error where each tenth of the articles is judged by a fit on the other nine."""
    from onrecord.evaluate.attribution import calibration_error
    from training.encoder.calibrate import FIELDS, gather, held_out

    learned, ruled = gather(material.shared / DEV)
    sides = [*((field, learned, field) for field in FIELDS), ("found by rule alone", ruled, "statement")]
    rows = []
    for name, gathered, field in sides:
        pairs = held_out(gathered, field) if len(gathered.features) else []
        rows.append(Row(name, (round(calibration_error(pairs), 3), len(pairs))))
    columns = ("expected calibration error", "how many")
    yield Table(name="error", columns=columns, rows=tuple(rows), places={columns[0]: 3})


def measure_errors(material: Material) -> Iterator[Table]:
    """What goes wrong with statements, by kind."""
    articles, records = read_dev(material)
    yield tabulate_errors(zip(records, articles, strict=True))


def tabulate_errors(pairs: Iterable[tuple[Record, Annotated]]) -> Table:
    """The kinds of error in records beside their annotated articles, those missed first."""
    counts: Counter[tuple[str, bool]] = Counter()
    for record, article in pairs:
        counts.update(count_errors(record, article))
    totals = Counter[str]()
    for (kind, _), count in counts.items():
        totals[kind] += count
    rows = [
        Row(kind, (totals[kind], counts[kind, True]))
        for kind in sorted(totals, key=lambda kind: (kind.split(":")[0], -totals[kind], kind))
    ]
    return Table(name="kinds", columns=("all", "quoted"), rows=tuple(rows))
