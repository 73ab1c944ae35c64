"""Trees of news that a general parser made, for the encoder to learn from beside the tree bank's.

    python -m training.encoder.silver --corpora ../shared/corpora --out build/silver.json

The tree bank is small and holds little news, and what is never trained on a kind of text is forgotten
there: an encoder that learns attribution on news and syntax elsewhere loses its syntax on news. spaCy's
parser was trained on much; its trees, turned into Universal Dependencies, are right about nine times in ten
where the two share a convention. Only such arcs are taken. Other arcs, sentences, and readings on whose part
of speech the two agree are what the encoder makes of each paragraph alone.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from onrecord.analyse.encoder import Encoder, Encoding, load_encoder
from onrecord.analyse.parse import Token
from onrecord.analyse.pieces import WINDOW, Window, cut_pieces
from onrecord.analyse.quotes import find_quotes
from onrecord.analyse.segments import find_segments
from onrecord.analyse.syntax.trees import Trees, read_trees
from onrecord.analyse.words import cut_words
from onrecord.evaluate.conllu import Tree, Word
from onrecord.evaluate.marked import HELD_OUT, PARTS, read_newswire
from onrecord.model.document import Article, make_document
from onrecord.model.span import Span
from onrecord.spacy.tokens import MODEL, append_doc

_ROOM = WINDOW - 2
_SHARED = frozenset(
    "acl:relcl advcl amod aux aux:pass case cc ccomp compound compound:prt conj cop csubj det det:predet iobj"
    " expl mark nmod nmod:poss nsubj nsubj:pass obj obl obl:agent root xcomp acl".split()
)
"""Relations whose arcs are alike in both conventions."""
_SURE = _SHARED - {"compound", "ccomp", "xcomp", "root", "iobj", "acl", "amod"}
"""Those whose names are, too."""


def make_trees(texts: Iterator[tuple[str, str, Sequence[Span]]]) -> Iterator[Tree]:
    """The trees of texts, given as name, text and stretches; words and sentences are the encoder's."""
    import spacy
    from spacy.tokens import Doc

    parser, encoder = spacy.load(MODEL), load_encoder()
    for name, text, stretches in texts:
        encoding = _encode(encoder, text, stretches)
        trees = read_trees(encoder, encoding, text)
        spans = encoding.pieces.spans.tolist()
        tree = Tree(name, text, sentences=[first for first, _ in trees.sentences])
        docs = []
        for first, end in trees.sentences:
            part = spans[first:end]
            spaces = [here[1] < there[0] for here, there in itertools.pairwise(part)]
            words = [text[start:stop] for start, stop in part]
            docs.append(
                Doc(
                    parser.vocab,
                    words=words,
                    spaces=[*spaces, True],
                    sent_starts=[True] + [False] * len(spaces),
                )
            )
        for doc, (first, _) in zip(parser.pipe(docs, batch_size=32), trees.sentences, strict=True):
            tokens: list[Token] = []
            append_doc(doc, 0, tokens, [], [])
            people = {word.i for name in doc.ents if name.label_ == "PERSON" for word in name}
            tree.words += _words(tokens, people, trees, spans[first:], first)
        pieces = encoding.pieces
        tree.paragraphs = [word for word, piece in enumerate(pieces.words.tolist()) if pieces.breaks[piece]]
        if len(tree.words) == len(spans):
            yield tree


def _encode(encoder: Encoder, text: str, stretches: Sequence[Span]) -> Encoding:
    """What the encoder makes of each stretch alone."""
    words = [list(cut_words(text, stretch.start, stretch.end)) for stretch in stretches]
    pieces = cut_pieces(encoder.tokenizer, text, words, find_quotes(text, stretches))
    bounds = [*np.flatnonzero(pieces.breaks).tolist(), len(pieces)]
    windows = [
        Window(start, min(start + _ROOM, end), start, min(start + _ROOM, end))
        for first, end in itertools.pairwise(bounds)
        for start in range(first, end, _ROOM)
    ]
    return encoder.read(pieces, windows)


def _words(
    tokens: Sequence[Token], people: set[int], own: Trees, spans: Sequence[list[int]], base: int
) -> Iterator[Word]:
    """The words of one sentence, whose first is number `base` of the document; `people` are names' words."""
    speech = {t.head for t in tokens if t.relation in ("ccomp", "parataxis") and t.index < t.head}
    for token in tokens:
        number = base + token.index
        mine = -1 if own.heads[number] == number else own.heads[number]
        theirs = -1 if token.head == token.index else base + token.head
        shared = (
            token.relation in _SHARED
            and token.index not in speech
            and not (token.relation == "ccomp" and token.index < token.head)
            and people.isdisjoint((token.index, token.head))
            and tokens[token.head].pos != "PUNCT"
        )
        head = theirs if shared else mine
        if shared and token.relation in _SURE:
            relation = token.relation
        else:
            relation = own.relations[number] if head == mine else "_"
        upos, _, feats = own.readings[number].partition("|")
        reading = (upos, feats or "_") if upos == token.pos else ("_", "_")
        yield Word(*spans[token.index], "_", *reading, head, relation)


def _texts(corpora: Path) -> Iterator[tuple[str, str, Sequence[Span]]]:
    for path in sorted((corpora / "polnear" / "train").rglob("*.txt")):
        document = make_document(path.read_text(encoding="utf-8"), location=path.name)
        yield path.stem, document.text, find_segments(Article(document=document))
    for number, path in enumerate(sorted((corpora / "newswire-ner").glob("*.tsv"))):
        if number % PARTS != HELD_OUT:
            article = read_newswire(path)
            yield path.stem, article.text, article.lines


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True, help="the folder that holds the corpora")
    parser.add_argument("--out", type=Path, required=True, help="the file of trees to write")
    parser.add_argument("--every", type=int, default=2, help="take one document in so many")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    options = parser.parse_args()
    found = list(make_trees(itertools.islice(_texts(options.corpora), options.first, None, options.every)))
    options.out.write_bytes(msgspec.json.encode(found))
    print(len(found), "documents,", sum(len(tree.words) for tree in found), "words")


if __name__ == "__main__":
    main()
