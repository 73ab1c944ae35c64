"""How contents point at cues: what is told by means must be what each score would tell."""

from __future__ import annotations

import numpy as np

from onrecord.analyse.attribution import learned
from onrecord.analyse.encoder import load_encoder
from onrecord.model.span import Span

TEXT = "The mill is safe, said Ida Voss, the mayor. It had stood empty for years, she told the Herald. " * 4


def test_means_differ_from_the_scores_by_rounding_only() -> None:
    encoder = load_encoder()
    reader = learned._Reader(encoder, encoder.encode(TEXT, [Span(start=0, end=len(TEXT))], []), [0])
    for first, last in ((0, 1), (0, 9), (30, 60)):
        sources, targets = reader.words[first:last], reader.words[3:-5]
        scores = reader._scores(0, sources, targets).mean(axis=0)
        assert np.abs(reader._means(sources, targets) - scores).max() < 6e-4
        shares, exact = learned._softmax(reader._means(sources, targets)), learned._softmax(scores)
        assert np.abs(shares - exact).max() < learned._ROUNDED
