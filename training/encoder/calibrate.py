"""Fit the confidence of statements on a development set: run after every export, and before any gate.

    python -m training.encoder.calibrate ../shared/corpora/polnear/dev

It needs no torch, but the package itself, whose weights it calibrates. It prints the expected calibration
error with the articles cut in ten parts, each judged by what the other nine gave, for the model card.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec
import numpy as np

from onrecord import read
from onrecord.analyse.attribution.confidence import FEATURES, Calibration, features_of
from onrecord.analyse.attribution.learned import Attribution, read_attributions
from onrecord.analyse.encoder import load_encoder
from onrecord.analyse.quotes import find_quotes
from onrecord.analyse.tokens import parse_text
from onrecord.evaluate.attribution import calibration_error, judge_fields, reliability
from onrecord.evaluate.brat import read_corpus
from onrecord.model.record import Record, Statement

_PARTS = 10
FIELDS = ("statement", "source", "cue", "content")


def gather(corpus: Path) -> tuple[np.ndarray, dict[str, np.ndarray], np.ndarray]:
    """Features `[statements, features]`, what is right by field (or NaN), the article's number."""
    rows, right, article_of = [], {name: [] for name in FIELDS}, []
    for number, article in enumerate(read_corpus(corpus)):
        record = read(article.text)
        attributions = _attributions(record)
        for judged in judge_fields(record, article):
            attribution = _counterpart(judged.statement_of, attributions)
            if attribution is None:
                continue
            rows.append(features_of(attribution, quoted=judged.quoted))
            article_of.append(number)
            for name in FIELDS:
                value = getattr(judged, name)
                right[name].append(np.nan if value is None else float(value))
    return np.array(rows), {name: np.array(values) for name, values in right.items()}, np.array(article_of)


def _attributions(record: Record) -> list[Attribution]:
    encoder, text = load_encoder(), record.document.text
    quotes = find_quotes(text, record.segments)
    parse = parse_text(text, record.segments)
    starts = [parse.tokens[first].start for first, _ in parse.sentences]
    return read_attributions(encoder, encoder.encode(text, record.segments, quotes), starts)


def _counterpart(statement: Statement, attributions: list[Attribution]) -> Attribution | None:
    if statement.confidences is None or statement.cue is None:
        return None
    return next((a for a in attributions if a.cue.span.overlaps(statement.cue)), None)


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


def held_out(features: np.ndarray, right: np.ndarray, article_of: np.ndarray) -> list[tuple[float, bool]]:
    """Each statement's confidence from a fit without its part of the articles, and whether it is right."""
    pairs: list[tuple[float, bool]] = []
    for part in range(_PARTS):
        inside = article_of % _PARTS == part
        weights = fit(features[~inside], right[~inside])
        likely = np.round(1 / (1 + np.exp(-features[inside] @ weights)), 2)
        pairs += [(float(c), bool(r)) for c, r in zip(likely, right[inside], strict=True) if not np.isnan(r)]
    return pairs


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/analyse/weights/calibration.json"))
    parser.add_argument("--floor", type=float, default=0.2, help="statements below it are left out")
    parser.add_argument("--source-floor", type=float, default=0.3, help="sources below it are null")
    options = parser.parse_args()
    features, right, article_of = gather(options.corpus)
    weights: dict[str, tuple[float, ...]] = {}
    for name in FIELDS:
        pairs = held_out(features, right[name], article_of)
        share, error = np.nanmean(right[name]), calibration_error(pairs)
        print(f"{name}: {len(pairs)}, right {share:.3f}, held-out ECE {error:.3f}")
        for sure, share, size in reliability(pairs):
            print(f"  said {sure:.2f}  right {share:.2f}  {size:5d}  {'#' * round(40 * share)}")
        weights[name] = tuple(round(float(w), 4) for w in fit(features, right[name]))
        assert len(weights[name]) == len(FEATURES)
    calibration = Calibration(**weights, floor=options.floor, source_floor=options.source_floor)
    options.out.write_bytes(msgspec.json.format(msgspec.json.encode(calibration), indent=1) + b"\n")


if __name__ == "__main__":
    main()
