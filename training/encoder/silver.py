"""Trees of news that a general parser made, for the encoder to learn from beside the tree bank's.

    python -m training.encoder.silver --corpora ../shared/corpora --out build/silver.json

The tree bank is small and holds little news. spaCy's parser was trained on much; its trees, turned into
Universal Dependencies, are right about nine times in ten where the two share a convention. Only such arcs
and relations are kept; all else (names, ages, speech before its verb, parts of speech) counts for nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from onrecord.analyse.encoder import load_encoder
from onrecord.analyse.parse import Token
from onrecord.analyse.quotes import find_quotes
from onrecord.analyse.segments import find_segments
from onrecord.analyse.syntax.trees import read_trees
from onrecord.analyse.tokens import append_doc, load_parser
from onrecord.evaluate.conllu import Tree, Word
from onrecord.evaluate.marked import HELD_OUT, PARTS, read_newswire
from onrecord.model.document import Article, make_document
from onrecord.model.span import Span

UNKNOWN = -2
"""The head of a word whose head is not to be learned."""
_SHARED = frozenset(
    "acl:relcl advcl amod aux aux:pass case cc ccomp compound compound:prt conj cop csubj det det:predet iobj"
    " expl mark nmod nmod:poss nsubj nsubj:pass obj obl obl:agent root xcomp acl flat".split()
)
"""Relations whose arcs are alike in both conventions."""
_SURE = _SHARED - {"compound", "ccomp", "xcomp", "root", "iobj", "acl", "amod"}
"""Those whose names are, too."""


def make_trees(texts: Iterator[tuple[str, str, Sequence[Span]]]) -> Iterator[Tree]:
    """The trees of the texts, given as name, text and stretches; their words and sentences are the encoder's."""
    from spacy.tokens import Doc

    parser, encoder = load_parser(), load_encoder()
    for name, text, stretches in texts:
        encoding = encoder.encode(text, stretches, find_quotes(text, stretches))
        trees = read_trees(encoder, encoding, text)
        spans = encoding.pieces.spans.tolist()
        tree = Tree(name, text, sentences=[first for first, _ in trees.sentences])
        docs = []
        for first, end in trees.sentences:
            part = spans[first:end]
            spaces = [here[1] < there[0] for here, there in zip(part, part[1:], strict=False)]
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
            people = [(entity.start, entity.end) for entity in doc.ents if entity.label_ == "PERSON"]
            tree.words += _words(tokens, people, spans[first:], first)
        pieces = encoding.pieces
        tree.paragraphs = [word for word, piece in enumerate(pieces.words.tolist()) if pieces.breaks[piece]]
        if len(tree.words) == len(spans):
            yield tree


def _words(
    tokens: Sequence[Token], people: Sequence[tuple[int, int]], spans: Sequence[list[int]], base: int
) -> Iterator[Word]:
    """The words of one sentence; `people` are the words `[first, end)` of the names of persons."""
    heads = [token.head for token in tokens]
    relations = [_relation(token, tokens) for token in tokens]
    speech = {t.head for t in tokens if t.relation in ("ccomp", "parataxis") and t.index < t.head}
    for word in speech:
        relations[word] = "_"
    named = {word for first, end in people for word in range(first, end)}
    for word, head in enumerate(heads):
        if head in named and head != word:
            relations[word] = "_"
    for first, end in people:
        _turn_name(heads, relations, first, end - 1)
    for word, (head, relation) in enumerate(zip(heads, relations, strict=True)):
        start, stop = spans[word]
        if relation == "_":
            at = UNKNOWN
        else:
            at = -1 if head == word else base + head
        yield Word(start, stop, "_", "_", "_", at, relation if relation in _SURE else "_")


def _relation(token: Token, tokens: Sequence[Token]) -> str:
    """The token's relation, or none where conventions differ."""
    speech = token.relation == "ccomp" and token.index < token.head
    fit = token.relation in _SHARED and not speech and tokens[token.head].pos != "PUNCT"
    return token.relation if fit else "_"


def _turn_name(heads: list[int], relations: list[str], first: int, last: int) -> None:
    """Make the first word of a person's name its head, as the tree bank does."""
    inside = range(first, last + 1)
    if first == last:
        return
    if any(heads[word] not in inside for word in inside[:-1]) or heads[last] in inside[:-1]:
        for word in inside:
            relations[word] = "_"
        return
    heads[first], relations[first] = heads[last], relations[last]
    if heads[first] == last:
        heads[first] = first
    for word in inside[1:]:
        heads[word], relations[word] = first, "flat"
    for word, head in enumerate(heads):
        if head == last and word not in inside:
            heads[word] = first


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
    parser.add_argument("--limit", type=int, default=None, help="documents, for a trial")
    options = parser.parse_args()
    found = []
    for tree in make_trees(_texts(options.corpora)):
        found.append(tree)
        if len(found) == options.limit:
            break
    options.out.write_bytes(msgspec.json.encode(found))
    print(len(found), "documents,", sum(len(tree.words) for tree in found), "words")


if __name__ == "__main__":
    main()
