"""Figures of people and of systems that are not run here, to stand beside onrecord's own.

Those `others` measured were taken on the same articles with the same scorer, before this suite was made;
those `published` are from papers, on another part of the corpus or another setting, to be compared roughly.
"""

from __future__ import annotations

from bench.suite.measure import Row

_NONE = None
WHOLE = (
    Row("two annotators with each other (24 articles)", (_NONE, _NONE, 76.7, _NONE, _NONE, 92.5), "people"),
    Row("rules of the Gender Gap Tracker", (_NONE, _NONE, 44.4, _NONE, _NONE, 54.9), "others"),
    Row("textacy, a paragraph at a time", (_NONE, _NONE, 28.0, _NONE, _NONE, 56.7), "others"),
    Row("BBC Citron, retrained on PolNeAR's train", (_NONE, _NONE, 58.5, _NONE, _NONE, 72.1), "others"),
    Row("a trial of MiniLM with a BIO head", (_NONE, _NONE, 69.4, _NONE, _NONE, 81.5), "others"),
)
SPANS = (
    Row("two annotators with each other (24 articles)", (79.3, 71.1, 71.5, 80.8, 69.5, 90.6), "people"),
    Row("rules of the Gender Gap Tracker", (53.8, 47.5, 42.6, 59.0, 35.5, 68.1), "others"),
    Row("textacy, a paragraph at a time", (26.0, 31.9, 29.3, 21.4, 21.2, 48.8), "others"),
    Row("BBC Citron, retrained on PolNeAR's train", (65.6, 54.6, 46.6, 68.4, 50.9, 70.1), "others"),
    Row("a trial of MiniLM with a BIO head", (78.2, 69.5, 59.1, 82.6, 71.0, 90.2), "others"),
    Row("CofeNet on BERT", (83.2, 75.3, 72.9, _NONE, _NONE, _NONE), "published"),
)
TREES = (
    Row("a trial of MiniLM with biaffine heads", (_NONE, _NONE, 97.6, _NONE, _NONE, 89.0, 86.5), "others"),
)
"""Words, sentences, parts of speech, features, lemmas, and trees without and with the relation."""
NEWSWIRE = (
    Row("a trial of MiniLM, those three", (_NONE, _NONE, 84.4, _NONE, _NONE), "others"),
    Row("`en_core_web_sm`, those three", (_NONE, _NONE, 59.6, _NONE, _NONE), "others"),
)
TIMES = (Row("HeidelTime, the first 81 articles", (_NONE, 92.8, _NONE, 74.9), "others"),)
FACTS = (
    Row("spaCy and BiLSTM, on another fold", (_NONE, _NONE, 51.8), "published"),
    Row("BERT baseline, on another fold", (_NONE, _NONE, 68.8), "published"),
    Row("onrecord by rule alone, as its card has it", (88.9, 37.0, 52.2), "variant"),
)
SPEED = (
    Row("rules of the Gender Gap Tracker", (3020, _NONE, _NONE), "others"),
    Row("BBC Citron", (1178, _NONE, _NONE), "others"),
)
