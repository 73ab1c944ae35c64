"""What the encoder's syntax heads say of a word's first piece.

A reading (part of speech and features), whether a sentence starts, and vectors: an arc's score is the product
of the child's query and the head's key, a root's head is the mark that opens the window; an arc's relation
comes from the sum of the child's and the head's second vectors.
"""

from __future__ import annotations

ARC_WIDTH = 160
RELATION_WIDTH = 128

_FEATURES = frozenset(
    """Case Definite Degree Gender Mood NumType Number Person Polarity Poss PronType Reflex Tense VerbForm
    Voice""".split()
)


def reading_of(upos: str, feats: str) -> str:
    """The part of speech with the features that are learned, as `VERB|Tense=Past|VerbForm=Fin`."""
    kept = [feature for feature in feats.split("|") if feature.split("=")[0] in _FEATURES]
    return "|".join([upos, *kept])
