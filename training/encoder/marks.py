"""Quotation marks and apostrophes in other styles than the corpora have, so that all are read alike."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from tokenizers import Tokenizer

from onrecord.analyse.pieces import Pieces
from onrecord.analyse.quotes import Quote

_STYLES = ("“”", "“”", "“”", '""', '""', "«»", "„“", "‘’")
_APOSTROPHES = ("'", "’")
_UNCHANGED = 0.35


def restyle_pieces(
    pieces: Pieces, quotes: Sequence[Quote], tokenizer: Tokenizer, rng: random.Random
) -> Pieces:
    """The pieces with the marks of all quotations and all apostrophes in one style, or as they are."""
    if rng.random() < _UNCHANGED:
        return pieces
    ids = pieces.ids.copy()
    known = {mark: tokenizer.token_to_id(mark) for mark in "“”\"«»„‘’'"}
    marks = np.isin(ids, list(known.values()))
    curled = rng.choice(_APOSTROPHES)
    ids[np.isin(ids, [known["'"], known["’"]])] = known[curled]
    opening, closing = rng.choice(_STYLES)
    places = {int(start): place for place, start in enumerate(pieces.starts)}
    for quote in quotes:
        for at, mark in ((quote.span.start, opening), (quote.inner.end, closing)):
            place = places.get(at)
            if place is not None and marks[place]:
                ids[place] = known[mark]
    return replace(pieces, ids=ids)
