"""Parses of onrecord as documents of spaCy, and documents that spaCy parsed as parses of onrecord."""

from __future__ import annotations

import itertools

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from onrecord.analyse.parse import Name, Parse, Token
from onrecord.spacy.tokens import append_doc

_LABELS = {
    "person": "PERSON",
    "organisation": "ORG",
    "place": "LOC",
    "group": "NORP",
    "work": "WORK_OF_ART",
    "product": "PRODUCT",
    "event": "EVENT",
}
_UNIVERSAL = frozenset({"case", "obl", "nsubj:pass", "acl:relcl"})
"""Relations that ClearNLP's scheme does not have."""


def to_doc(parse: Parse, vocab: Vocab) -> Doc:
    """The words, sentences, trees and names of a parse; relations and features stay universal.

    The document's text is that of the parse, but for what stands outside of the words: of white space
    between two words, one space is left.
    """
    tokens = parse.tokens
    starts = {first for first, _ in parse.sentences}
    doc = Doc(
        vocab,
        words=[token.text for token in tokens],
        spaces=[a.end < b.start for a, b in itertools.pairwise(tokens)] + [False] * bool(tokens),
        lemmas=[token.lemma for token in tokens],
        pos=[token.pos for token in tokens],
        morphs=["|".join(f"{k}={v}" for k, v in sorted(token.feats.items())) for token in tokens],
        heads=[token.head for token in tokens],
        deps=["ROOT" if token.head == token.index else token.relation for token in tokens],
    )
    for token in doc:
        if token.i not in starts and token.is_sent_start:
            token.is_sent_start = False
    doc.ents = [
        Span(doc, name.first, name.last + 1, label=_LABELS[name.type])
        for name in parse.names
        if name.type in _LABELS
    ]
    return doc


def parse_of(doc: Doc) -> Parse:
    """A document that spaCy parsed; relations that are not universal yet are made so."""
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    names: list[Name] = []
    universal = not _UNIVERSAL.isdisjoint(word.dep_ for word in doc)
    append_doc(doc, 0, tokens, sentences, names, universal=universal)
    return Parse(text=doc.text, tokens=tokens, sentences=sentences, names=names)
