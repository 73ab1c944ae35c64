"""Score words, sentences, parts of speech and trees against a tree bank, as the CoNLL 2018 shared task does.

`onrecord evaluate syntax` prints the scores. The text is read raw. Words count where their characters are
the same; of these, a head counts where it is the same word, and a relation without its subtype (Zeman et al.
2018).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from onrecord.analyse.encoder import Encoder
from onrecord.analyse.quotes import find_quotes
from onrecord.analyse.syntax.heads import reading_of
from onrecord.analyse.syntax.lemmas import lemma_of
from onrecord.analyse.syntax.trees import read_trees
from onrecord.evaluate.conllu import Tree, Word
from onrecord.evaluate.times import split_lines
from onrecord.model.span import Span

HELD_OUT = tuple(
    f"GUM_{name}"
    for name in (
        "news_afghan", "news_election", "news_imprisoned", "news_questionnaire", "news_warhol",
        "interview_ants", "interview_daly", "interview_licen", "interview_onion",
    )
)  # fmt: skip
"""Documents of OntoGUM that training never saw: the published figures are taken on them."""
MEASURES = ("words", "sentences", "upos", "feats", "lemmas", "uas", "las")


@dataclass(slots=True)
class Counts:
    """How many there are in the tree bank, how many were found, and how many of these are right."""

    wanted: int = 0
    found: int = 0
    right: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.wanted + self.found) if self.wanted + self.found else 0.0


@dataclass(slots=True)
class Score:
    """Counts by measure."""

    counts: dict[str, Counts] = field(default_factory=lambda: {name: Counts() for name in MEASURES})

    def add(self, gold: Tree, found: Tree) -> None:
        """Add one document."""
        for name in MEASURES:
            total = (gold.sentences, found.sentences) if name == "sentences" else (gold.words, found.words)
            self.counts[name].wanted += len(total[0])
            self.counts[name].found += len(total[1])
        self.counts["sentences"].right += len(_sentence_spans(gold) & _sentence_spans(found))
        places = {(word.start, word.end): number for number, word in enumerate(gold.words)}
        partner = [places.get((word.start, word.end), -2) for word in found.words]
        for word, number in zip(found.words, partner, strict=True):
            if number >= 0:
                self._compare(gold.words[number], word, partner)

    def _compare(self, gold: Word, found: Word, partner: Sequence[int]) -> None:
        head = partner[found.head] if found.head >= 0 else -1
        same = head == gold.head
        relation = gold.relation.split(":")[0] == found.relation.split(":")[0]
        for name, right in (
            ("words", True),
            ("upos", gold.upos == found.upos),
            ("feats", reading_of(gold.upos, gold.feats) == reading_of(found.upos, found.feats)),
            ("lemmas", gold.lemma.lower() == found.lemma.lower()),
            ("uas", same),
            ("las", same and relation),
        ):
            self.counts[name].right += right


def _sentence_spans(tree: Tree) -> set[tuple[int, int]]:
    bounds = [*tree.sentences, len(tree.words)]
    return {(tree.words[first].start, tree.words[end - 1].end) for first, end in itertools.pairwise(bounds)}


def parse_tree(encoder: Encoder, name: str, text: str, stretches: Sequence[Span]) -> Tree:
    """What the encoder makes of a text, in the tree bank's own conventions."""
    encoding = encoder.encode(text, stretches, find_quotes(text, stretches))
    pieces = encoding.pieces
    trees = read_trees(encoder, encoding, text)
    words = []
    for number, (start, end) in enumerate(pieces.spans.tolist()):
        upos, _, feats = trees.readings[number].partition("|")
        head = trees.heads[number]
        words.append(
            Word(
                start=start,
                end=end,
                lemma=lemma_of(text[start:end], trees.readings[number]),
                upos=upos,
                feats=feats or "_",
                head=-1 if head == number else head,
                relation=trees.relations[number],
            )
        )
    sentences = [first for first, _ in trees.sentences]
    return Tree(
        name=name,
        text=text,
        words=words,
        sentences=sentences,
        paragraphs=np.flatnonzero(pieces.breaks[pieces.words]).tolist(),
    )


def score_trees(encoder: Encoder, trees: Iterable[Tree]) -> Score:
    """The score over documents, each read from its raw text, whose lines are its paragraphs."""
    score = Score()
    for tree in trees:
        score.add(tree, parse_tree(encoder, tree.name, tree.text, split_lines(tree.text)))
    return score
