from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse.tree import Tree
from onrecord.spacy.dependencies import to_universal
from tests.analyse.test_tree import reaches_root

RELATIONS = [
    "nsubj",
    "dobj",
    "prep",
    "pobj",
    "pcomp",
    "conj",
    "cc",
    "attr",
    "ccomp",
    "agent",
    "aux",
    "ROOT",
    "punct",
]
POS = ["NOUN", "PROPN", "VERB", "AUX", "ADP", "PRON", "CCONJ"]


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    size = draw(st.integers(1, 12))
    heads = [0] * size
    order = draw(st.permutations(range(size)))
    for place, index in enumerate(order):
        heads[index] = order[draw(st.integers(0, place - 1))] if place else index
    return Tree(
        heads=heads,
        relations=[draw(st.sampled_from(RELATIONS)) for _ in range(size)],
        pos=[draw(st.sampled_from(POS)) for _ in range(size)],
        lemmas=[draw(st.sampled_from(["be", "say", "with", "of", "dog"])) for _ in range(size)],
    )


@given(trees())
def test_whatever_the_parser_gives_every_token_has_a_way_to_a_root(tree: Tree) -> None:
    to_universal(tree)
    assert all(reaches_root(tree, index) for index in range(len(tree.heads)))
