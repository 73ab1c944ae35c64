"""How likely a statement is right, as the encoder's certainty and held-out articles show it.

The encoder's own probabilities are too sure. Logistic regressions over them, fitted on PolNeAR's
development set by `training/encoder/calibrate.py`, give what `confidence` promises: of statements that say
0.9, nine in ten are right. A field counts as right where an annotator's shares a word with it (the content:
half of the words), a statement where its content and its source do.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.analyse.attribution.learned import Attribution, Part
from onrecord.model.record import Confidences

FEATURES = (
    "constant", "cue", "content", "content edges", "content link", "source", "source edges", "source link",
    "no source", "quoted", "several parts", "length",
)  # fmt: skip
_CERTAIN = 6.0


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """The weights of each regression, one a feature, in the order of `FEATURES`.

    Statements below `floor` are left out; a source below `source_floor` is null and named in `abstained`.
    """

    statement: tuple[float, ...]
    source: tuple[float, ...]
    cue: tuple[float, ...]
    content: tuple[float, ...]
    floor: float
    source_floor: float


@lru_cache(maxsize=1)
def read_calibration() -> Calibration:
    """The package's calibration, which belongs to its weights."""
    path = files("onrecord.analyse").joinpath("weights", "calibration.json")
    return msgspec.json.decode(path.read_bytes(), type=Calibration)


def features_of(attribution: Attribution, *, quoted: bool) -> NDArray[np.float64]:
    """The features of an attribution, in the order of `FEATURES`."""
    source = attribution.source
    return np.array(
        [
            1.0,
            _logit(attribution.cue.certainty),
            _logit(min(part.certainty for part in attribution.contents)),
            _logit(min(part.edges for part in attribution.contents)),
            _logit(attribution.content_link),
            _logit(source.certainty) if source is not None else 0.0,
            _logit(source.edges) if source is not None else 0.0,
            _logit(attribution.source_link),
            float(source is None),
            float(quoted),
            float(len(attribution.contents) > 1),
            float(np.log1p(sum(map(_length, attribution.contents)))),
        ]
    )


def judge(attribution: Attribution, *, quoted: bool) -> tuple[float, Confidences]:
    """How likely the statement is right, and each of its fields, to two decimals."""
    features, calibration = features_of(attribution, quoted=quoted), read_calibration()

    def likely(weights: tuple[float, ...]) -> float:
        return round(float(1 / (1 + np.exp(-features @ np.array(weights)))), 2)

    return likely(calibration.statement), Confidences(
        source=likely(calibration.source), cue=likely(calibration.cue), content=likely(calibration.content)
    )


def _length(part: Part) -> int:
    return part.last - part.first + 1


def _logit(share: float) -> float:
    clipped = min(max(share, 1e-6), 1 - 1e-6)
    return float(np.clip(np.log(clipped / (1 - clipped)), -_CERTAIN, _CERTAIN))
