"""Fit the confidence of statements on a development set: run after every export, and before any gate.

    python -m training.encoder.calibrate ../shared/corpora/polnear/dev

It needs no torch, but the package itself, whose weights it calibrates. It prints the expected calibration
error with the articles cut in ten parts, each judged by what the other nine gave, for the model card.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from onrecord.analyse.attribution import Draft, find_drafts, find_parents
from onrecord.analyse.attribution.confidence import (
    FEATURES,
    RULED_FEATURES,
    Calibration,
    likelihood,
    read_calibration,
)
from onrecord.analyse.attribution.learned import read_attributions
from onrecord.analyse.encoder import load_encoder
from onrecord.analyse.quotes import find_quotes
from onrecord.analyse.segments import find_segments
from onrecord.analyse.tokens import parse_text
from onrecord.evaluate.attribution import calibration_error, judge_fields, reliability
from onrecord.evaluate.brat import Annotated, read_corpus
from onrecord.ingest.extract import extract
from onrecord.model.document import Source
from onrecord.model.record import Record, Statement, StatementSource

_PARTS = 10
FIELDS = ("statement", "source", "cue", "content")


@dataclass
class Gathered:
    """Features `[statements, features]`, what is right by field (or NaN), the article's number."""

    features: np.ndarray
    right: dict[str, np.ndarray]
    article_of: np.ndarray


def gather(corpus: Path) -> tuple[Gathered, Gathered]:
    """What there is to learn from, of the encoder's statements and of those that only the rules find."""
    rows: dict[bool, list[tuple[tuple[float, ...], dict[str, float], int]]] = {True: [], False: []}
    for number, article in enumerate(read_corpus(corpus)):
        record, drafts = _read(article)
        for judged in judge_fields(record, article):
            draft = drafts[int(judged.statement_of.id)]
            if draft.features:
                values = {name: getattr(judged, name) for name in FIELDS}
                right = {name: np.nan if v is None else float(v) for name, v in values.items()}
                rows[draft.confidences is not None].append((draft.features, right, number))
    learned, ruled = (
        Gathered(
            np.array([features for features, _, _ in found]),
            {name: np.array([right[name] for _, right, _ in found]) for name in FIELDS},
            np.array([number for _, _, number in found]),
        )
        for found in (rows[True], rows[False])
    )
    return learned, ruled


def _read(article: Annotated) -> tuple[Record, list[Draft]]:
    """A record of the statements alone, none left out for its confidence, and their drafts by number."""
    read = extract(Source(location=article.name, text=article.text), language="en")
    segments, text = find_segments(read), read.document.text
    quotes, encoder = find_quotes(text, segments), load_encoder()
    encoding = encoder.encode(text, segments, quotes)
    parse = parse_text(text, segments, encoding)
    starts = [parse.tokens[first].start for first, _ in parse.sentences]
    reading = read_attributions(encoder, encoding, starts)
    everything = msgspec.structs.replace(read_calibration(), floor=0.0, deed_floor=0.0, source_floor=0.0)
    drafts = find_drafts(parse, quotes, segments, reading, everything)
    statements = tuple(
        Statement(
            id=str(number),
            parent=None if parent is None else str(parent),
            source=StatementSource(start=draft.source.start, end=draft.source.end) if draft.source else None,
            cue=draft.cue,
            content=tuple(draft.content),
            form="indirect",
            act=draft.act,
            polarity="positive",
            hedged=draft.hedged,
            confidence=draft.confidence,
        )
        for number, (draft, parent) in enumerate(zip(drafts, find_parents(drafts), strict=True))
    )
    return Record(document=read.document, statements=statements), drafts


def fit(features: np.ndarray, right: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """The weights of a logistic regression, by Newton's method."""
    known = ~np.isnan(right)
    x, y = features[known], right[known]
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], ridge)
    penalty[0] = 1e-6
    for _ in range(50):
        likely = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (likely - y) + penalty * weights
        curve = (x * (likely * (1 - likely))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curve, gradient)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def held_out(gathered: Gathered, name: str) -> list[tuple[float, bool]]:
    """Each statement's confidence from a fit without its part of the articles, and whether it is right."""
    pairs: list[tuple[float, bool]] = []
    features, right = gathered.features, gathered.right[name]
    for part in range(_PARTS):
        inside = gathered.article_of % _PARTS == part
        weights = tuple(fit(features[~inside], right[~inside]))
        for row, value in zip(features[inside], right[inside], strict=True):
            if not np.isnan(value):
                pairs.append((likelihood(tuple(row), weights), bool(value)))
    return pairs


def report(name: str, gathered: Gathered, field: str) -> tuple[float, ...]:
    """Print how well held-out confidences keep their word; give the weights of the fit on everything."""
    pairs, right = held_out(gathered, field), gathered.right[field]
    error = calibration_error(pairs)
    print(f"{name}: {len(pairs)}, right {np.nanmean(right):.3f}, held-out ECE {error:.3f}")
    for sure, share, size in reliability(pairs):
        print(f"  said {sure:.2f}  right {share:.2f}  {size:5d}  {'#' * round(40 * share)}")
    return tuple(round(float(weight), 4) for weight in fit(gathered.features, right))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/analyse/weights/calibration.json"))
    parser.add_argument("--floor", type=float, default=0.2, help="statements below it are left out")
    parser.add_argument("--deed-floor", type=float, default=0.35, help="the same where nothing shows speech")
    parser.add_argument("--source-floor", type=float, default=0.3, help="sources below it are null")
    options = parser.parse_args()
    learned, ruled = gather(options.corpus)
    calibration = Calibration(
        **{field: report(field, learned, field) for field in FIELDS},
        ruled=report("ruled", ruled, "statement"),
        floor=options.floor,
        deed_floor=options.deed_floor,
        source_floor=options.source_floor,
    )
    assert len(calibration.statement) == len(FEATURES)
    assert len(calibration.ruled) == len(RULED_FEATURES)
    options.out.write_bytes(msgspec.json.format(msgspec.json.encode(calibration), indent=1) + b"\n")


if __name__ == "__main__":
    main()
