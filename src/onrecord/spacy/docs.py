"""Parses of onrecord as documents of spaCy, and documents that spaCy parsed as parses of onrecord."""

from __future__ import annotations

import itertools
from typing import Any

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from onrecord.analyse.dependencies import to_universal
from onrecord.analyse.parse import Name, Parse, Token
from onrecord.analyse.tree import Tree

_TYPES = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "WORK_OF_ART": "work",
    "LAW": "work",
    "PRODUCT": "product",
    "EVENT": "event",
}
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
    words = [word for word in doc if not word.is_space]
    place = {word.i: position for position, word in enumerate(words)}
    tree = Tree(
        heads=[_head(word, place) for word in words],
        relations=[word.dep_ or "dep" for word in words],
        pos=[word.pos_ for word in words],
        lemmas=[word.lemma_.lower() for word in words],
    )
    if not _UNIVERSAL & set(tree.relations):
        to_universal(tree)
    tree.relations = ["root" if relation == "ROOT" else relation for relation in tree.relations]
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    starts = [i for i, word in enumerate(words) if word.is_sent_start or i == 0]
    for number, (first, end) in enumerate(zip(starts, [*starts[1:], len(words)], strict=True)):
        sentences.append((first, end))
        for i in range(first, end):
            word = words[i]
            tokens.append(
                Token(
                    index=i,
                    start=word.idx,
                    end=word.idx + len(word.text),
                    text=word.text,
                    lemma=tree.lemmas[i],
                    pos=tree.pos[i],
                    feats=word.morph.to_dict(),
                    head=tree.heads[i],
                    relation=tree.relations[i],
                    sentence=number,
                )
            )
    names = []
    for entity in doc.ents:
        inside = [place[word.i] for word in entity if word.i in place]
        if entity.label_ in _TYPES and inside:
            names.append(Name(inside[0], inside[-1], _TYPES[entity.label_]))
    return Parse(text=doc.text, tokens=tokens, sentences=sentences, names=names)


def _head(word: Any, place: dict[int, int]) -> int:
    """The place of the word's head, passing over white space that spaCy made a token of."""
    head = word.head
    while head.i not in place and head.head.i != head.i:
        head = head.head
    return place.get(head.i, place[word.i])
