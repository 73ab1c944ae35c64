"""Titles in front of nouns, given back to the noun phrase."""

from __future__ import annotations

from onrecord.analyse.titles import mend_titles
from onrecord.analyse.tree import Tree


def mend(words: str, heads: list[int], relations: str, pos: str) -> Tree:
    tree = Tree(heads=heads, relations=relations.split(), pos=pos.split(), lemmas=words.lower().split())
    mend_titles(tree, words.split(), [], [0])
    return tree


def test_words_with_capitals_in_front_of_a_noun_for_a_person_go_with_it() -> None:
    words = "They barred the Project Loom judge"
    tree = mend(words, [1, 1, 3, 4, 1, 1], "nsubj root det appos obj xcomp", "PRON VERB DET NOUN PROPN NOUN")
    assert (tree.heads[5], tree.relations[5]) == (1, "obj")
    assert [tree.heads[i] for i in (2, 4)] == [5, 5]


def test_an_article_inside_a_title_begins_no_description() -> None:
    words = "The Bells of the Abbey star left"
    tree = mend(
        words,
        [5, 5, 4, 4, 1, 6, 6],
        "det compound case det nmod nsubj root",
        "DET PROPN ADP DET PROPN NOUN VERB",
    )
    assert (tree.heads[4], tree.heads[5]) == (1, 6)


def test_an_outlet_s_two_names_are_one() -> None:
    words = "It was said by TV Norte"
    tree = mend(words, [2, 2, 2, 4, 2, 2], "nsubj aux root case obl obl", "PRON AUX VERB ADP PROPN PROPN")
    assert (tree.heads[4], tree.relations[4]) == (5, "compound")
    assert tree.heads[3] == 5


def test_a_title_is_no_verb() -> None:
    words = "Roe met President - elect Ida Voss"
    tree = mend(
        words,
        [1, 1, 4, 4, 1, 6, 4],
        "nsubj root compound punct conj compound obj",
        "PROPN VERB PROPN PUNCT VERB PROPN PROPN",
    )
    assert (tree.heads[6], tree.relations[6]) == (1, "obj")
    assert [tree.heads[i] for i in (2, 4)] == [6, 6]
