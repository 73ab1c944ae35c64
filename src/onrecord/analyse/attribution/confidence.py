"""How likely a statement is right, as the encoder's certainty and held-out articles show it.

The encoder's own probabilities are too sure. Logistic regressions over them, fitted on PolNeAR's
development set by `training/encoder/calibrate.py`, give what `confidence` promises: of statements that say
0.9, nine in ten are right. A field counts as right where an annotator's shares a word with it (the content:
half of the words), a statement where its content and its source do.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import msgspec

from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.attribution.learned import Attribution, Part, Reading
from onrecord.model.record import Confidences

FEATURES = (
    "constant", "cue", "content", "content edges", "content link", "source", "source edges", "source link",
    "no source", "quoted", "several parts", "length", "ruled", "known cue", "clause",
)  # fmt: skip
RULED_FEATURES = (
    "constant", "construction", "cue", "content", "source", "no source", "quoted", "overlaps",
)  # fmt: skip
_CERTAIN = 6.0


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """The weights of each regression, one a feature, in the order of `FEATURES`.

    `ruled` are those of statements that only the rules find, in the order of `RULED_FEATURES`. Statements
    below `floor` are left out, and below `deed_floor` those of which neither quotation marks nor a rule nor
    the lexicon of cues says that they are told and not done, of those that only rules find the ones whose
    content has neither quotation marks nor a verb; a source below `source_floor` is null and
    named in `abstained`.
    """

    statement: tuple[float, ...]
    source: tuple[float, ...]
    cue: tuple[float, ...]
    content: tuple[float, ...]
    ruled: tuple[float, ...]
    floor: float
    deed_floor: float
    source_floor: float


@lru_cache(maxsize=1)
def read_calibration() -> Calibration:
    """The package's calibration, which belongs to its weights."""
    path = files("onrecord.analyse").joinpath("weights", "calibration.json")
    return msgspec.json.decode(path.read_bytes(), type=Calibration)


@dataclass(frozen=True, slots=True)
class Traits:
    """What syntax and layout say of a statement, beside what the encoder does.

    Whether its content holds a quotation, whether a rule finds it too, whether the lexicon knows its cue, and
    whether its content holds a verb.
    """

    quoted: bool
    ruled: bool
    known: bool
    clause: bool


def features_of(attribution: Attribution, traits: Traits) -> tuple[float, ...]:
    """The features of an attribution, in the order of `FEATURES`."""
    source = attribution.source
    return (
        1.0,
        _logit(attribution.cue.certainty),
        _logit(min(part.certainty for part in attribution.contents)),
        _logit(min(part.edges for part in attribution.contents)),
        _logit(attribution.content_link),
        _logit(source.certainty) if source is not None else 0.0,
        _logit(source.edges) if source is not None else 0.0,
        _logit(attribution.source_link),
        float(source is None),
        float(traits.quoted),
        float(len(attribution.contents) > 1),
        math.log1p(sum(map(_length, attribution.contents))),
        float(traits.ruled),
        float(traits.known),
        float(traits.clause),
    )


def ruled_features(draft: Draft, reading: Reading, *, quoted: bool, overlaps: bool) -> tuple[float, ...]:
    """The features of a statement that only the rules find, in the order of `RULED_FEATURES`.

    `overlaps` says whether its content shares words with that of a statement of the encoder's.
    """
    return (
        1.0,
        _logit(draft.confidence),
        _logit(reading.share("cue", [draft.cue] if draft.cue else [])),
        _logit(reading.share("content", draft.content)),
        _logit(reading.share("source", [draft.source])) if draft.source is not None else 0.0,
        float(draft.source is None),
        float(quoted),
        float(overlaps),
    )


def likelihood(features: Sequence[float], weights: Sequence[float]) -> float:
    """What a regression makes of features, 0 to 1, to two decimals."""
    return round(1 / (1 + math.exp(-sum(f * w for f, w in zip(features, weights, strict=True)))), 2)


def judge(features: Sequence[float], calibration: Calibration) -> tuple[float, Confidences]:
    """How likely a statement of the encoder's is right, and each of its fields."""
    return likelihood(features, calibration.statement), Confidences(
        source=likelihood(features, calibration.source),
        cue=likelihood(features, calibration.cue),
        content=likelihood(features, calibration.content),
    )


def _length(part: Part) -> int:
    return part.last - part.first + 1


def _logit(share: float) -> float:
    clipped = min(max(share, 1e-6), 1 - 1e-6)
    return max(-_CERTAIN, min(_CERTAIN, math.log(clipped / (1 - clipped))))
