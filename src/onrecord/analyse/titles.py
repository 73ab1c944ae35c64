"""Titles in front of nouns, given back to the noun phrase that parsers tear them out of.

In "the *Night of the Hunter* star" and "the 60-year-old *Under Fire* actor" the noun that is described comes
last, but a parser reads the preposition inside the title as one of the sentence's own. So it is with a title
whose words it takes for no name ("the *Project Loom* judge") and with an outlet's two names ("*TV* Norte").
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.lexicon import persons
from onrecord.analyse.tree import Tree

_TAILS = frozenset({"elect", "designate"})
_MOVED = frozenset({"det", "nmod:poss", "cop", "nsubj", "aux", "mark", "advmod", "case"})


def mend_titles(
    tree: Tree, words: Sequence[str], names: Sequence[tuple[int, int]], starts: Sequence[int]
) -> None:
    """Hang titles on the nouns that they modify, in place.

    `names` are the first and last tokens of marked names, `starts` the first tokens of sentences.
    """
    for first, last in names:
        _mend_name(tree, words, first, last)
    inside = {index for first, last in names for index in range(first + 1, last + 1)}
    for index in range(len(words) - 1):
        if words[index] == "the" and index not in inside:
            _mend_capitals(tree, words, index)
        if tree.pos[index + 1] == "PROPN":
            _mend_outlet(tree, words, index)
        if words[index + 1] == "-":
            _mend_elect(tree, words, index)
    begins = frozenset(starts)
    for index, word in enumerate(words):
        if (
            tree.relations[index] == "case"
            and word[:1].isupper()
            and not word.isupper()
            and index not in begins
        ):
            _mend_preposition(tree, words, index)


def _mend_capitals(tree: Tree, words: Sequence[str], index: int) -> None:
    """Words with capitals between "the" and a noun for one person: "the *Project Loom* judge"."""
    if tree.pos[index] != "DET":
        return
    if index > 1 and tree.pos[index - 1] == "ADP" and words[index - 2][:1].isupper():
        return  # "the *Bells of the Abbey* star"
    noun = index + 1
    while noun < len(words) and words[noun][:1].isupper():
        noun += 1
    if not index + 1 < noun < len(words) or not _is_common_noun(tree, words, noun):
        return
    title = range(index + 1, noun)
    if tree.heads[index] == noun or not persons.is_person_noun(words[noun]) or words[noun].endswith("s"):
        return
    top = next((i for i in title if tree.heads[i] not in (*title, noun) or tree.heads[i] == i), None)
    if top is not None and tree.heads[index] in title:
        _raise_noun(tree, noun, top, title)
        tree.attach(index, noun, "det")


def _mend_elect(tree: Tree, words: Sequence[str], index: int) -> None:
    """A title read as a verb: "met *President-elect* Ida Voss"."""
    mark, tail, first = index + 1, index + 2, index + 3
    if first >= len(words) or words[tail].lower() not in _TAILS:
        return
    if not persons.is_post(words[index].lower()) or tree.pos[first] != "PROPN" or tree.pos[tail] != "VERB":
        return
    name = first
    while name + 1 < len(words) and tree.pos[name + 1] == "PROPN" and tree.heads[name] != tail:
        name += 1
    if tree.heads[name] != tail:
        return
    above = tree.heads[tail]
    relation = "root" if above == tail else "obj" if above < tail else "nsubj"
    for child, head in enumerate(tree.heads):
        if head == tail:
            tree.heads[child] = above if above != tail else name
    tree.attach(name, name if above == tail else above, relation)
    for part in (index, mark, tail):
        tree.attach(part, name, "punct" if part == mark else "compound")
    tree.pos[tail] = "NOUN"


def _mend_outlet(tree: Tree, words: Sequence[str], index: int) -> None:
    """A word that opens an outlet's name, beside the rest of it in the parse: "*TV* Norte"."""
    behind = index + 1
    named = words[behind][:1].isupper() and persons.opens_outlet(words[index])
    if not named or tree.heads[index] != tree.heads[behind]:
        return
    if tree.heads[index] not in (index, behind) and tree.relations[index] == tree.relations[behind]:
        for child, head in enumerate(tree.heads):
            if head == index:
                tree.heads[child] = behind
        tree.attach(index, behind, "compound")


def _is_common_noun(tree: Tree, words: Sequence[str], index: int) -> bool:
    return tree.pos[index] == "NOUN" and words[index][:1].islower()


def _mend_name(tree: Tree, words: Sequence[str], first: int, last: int) -> None:
    """A name with the noun right behind it below its own head: "the Night of *the Hunter star*"."""
    noun = last + 1
    if first == last or noun >= len(words) or not _is_common_noun(tree, words, noun):
        return
    top = next(
        (i for i in range(first, last + 1) if not first <= tree.heads[i] <= noun or tree.heads[i] == i), None
    )
    if top is not None and tree.stands_below(noun, top) and tree.heads[noun] != tree.heads[top]:
        _raise_noun(tree, noun, top, range(first, last + 1))


def _mend_preposition(tree: Tree, words: Sequence[str], index: int) -> None:
    """A capitalised preposition between an adjective and a noun: "the old *Under Fire* actor"."""
    noun, before = tree.heads[index], index - 1
    if _begins_title(tree, words, index):
        tree.relations[index] = "compound"
        return
    if before < 0 or not _is_common_noun(tree, words, noun) or tree.heads[noun] != before:
        return
    if tree.pos[before] in ("ADJ", "NOUN") and any(words[i][:1].isupper() for i in range(index + 1, noun)):
        _raise_noun(tree, noun, before, range(index, noun))


def _begins_title(tree: Tree, words: Sequence[str], index: int) -> bool:
    """Whether the preposition stands inside the phrase of its noun: "the old *Under Fire* actor"."""
    noun, before = tree.heads[index], index - 1
    if before < 0 or not index + 1 < noun <= index + 5 or not _is_common_noun(tree, words, noun):
        return False
    inside = all(words[i][:1].isupper() and tree.heads[i] <= noun for i in range(index + 1, noun))
    return inside and tree.heads[before] == noun and tree.relations[before] in ("det", "amod", "nummod")


def _raise_noun(tree: Tree, noun: int, top: int, title: range) -> None:
    """Put the noun in the place of `top`, which becomes its modifier, as do the words of the title."""
    head, relation = tree.heads[top], tree.relations[top]
    for child, its_head in enumerate(tree.heads):
        outside = child not in title and child not in (noun, top)
        if its_head == top and outside and (child > noun or tree.relations[child] in _MOVED):
            tree.heads[child] = noun
    tree.attach(noun, head if head != top else noun, relation)
    tree.attach(top, noun, "compound" if tree.pos[top] in ("NOUN", "PROPN") else "amod")
    for index in title:
        if index != top and tree.heads[index] == noun and tree.relations[index] in ("case", "det"):
            tree.attach(index, title[-1] if index != title[-1] else top, tree.relations[index])
