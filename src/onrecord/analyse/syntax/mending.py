"""What the trees of news prose often have wrong, mended by general rules.

All work on trees whose names have their last word as head and whose prepositions hang on their nouns.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.tree import Tree

_NAMED = frozenset({"NOUN", "PROPN"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_LATER = frozenset({"ago", "aside", "apart", "on", "notwithstanding"})
"""Prepositions that may stand behind their noun."""


def mend(tree: Tree, words: Sequence[str]) -> None:
    """Mend prepositions, names behind nouns, fronted phrases, passives and lone indirect objects, in place."""
    _find_objects(tree, words)
    _join_names(tree)
    _swap_fronted(tree)
    _free_participles(tree)
    _mark_passives(tree)
    _rename_lone_objects(tree)


def _find_objects(tree: Tree, words: Sequence[str]) -> None:
    """Hang a preposition that hangs on something before it on the noun phrase behind it."""
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if (
            relation != "case"
            or head > index
            or words[index] in _POSSESSIVE
            or words[index].lower() in _LATER
        ):
            continue
        last = index
        while last + 1 < len(words) and tree.relations[last + 1] == "case":
            last += 1
        found = _phrase_behind(tree, last)
        if found is not None and found != head and not tree.stands_below(found, index):
            tree.attach(index, found, "case")


def _phrase_behind(tree: Tree, index: int) -> int | None:
    """The head of the noun phrase that begins right behind the place."""
    if index + 1 >= len(tree.heads):
        return None
    word = index + 1
    while tree.heads[word] > index and tree.heads[word] != word:
        word = tree.heads[word]
    return word if tree.pos[word] in ("NOUN", "PROPN", "PRON", "NUM") else None


def _join_names(tree: Tree) -> None:
    """Make the name the head of "President Ida Voss", where it was taken for an apposition of the title."""
    low, _ = tree.extents()
    below = tree.children()
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation != "appos" or tree.pos[index] != "PROPN" or tree.pos[head] not in _NAMED:
            continue
        if low[index] != head + 1 or any(
            tree.relations[c] in ("det", "nmod:poss", "amod") for c in below[head]
        ):
            continue
        _trade_places(tree, head, index, "compound", below)


def _swap_fronted(tree: Tree) -> None:
    """In "A Dane by birth, the writer left" make the writer the subject, and the Dane its apposition."""
    low, high = tree.extents()
    below = tree.children()
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation != "appos" or tree.relations[head] not in _SUBJECTS or index < head:
            continue
        first = low[head]
        fronted = first == 0 or tree.relations[first - 1] == "punct" or tree.heads[first - 1] == first - 1
        if fronted and _has_article(tree, below, head, "a") and _has_article(tree, below, index, "the"):
            if high[index] < tree.heads[head]:
                _trade_places(tree, head, index, "appos", below, keep=True)


def _has_article(tree: Tree, below: Sequence[Sequence[int]], index: int, article: str) -> bool:
    lemmas = {tree.lemmas[child] for child in below[index] if tree.relations[child] == "det"}
    return bool(lemmas & ({"a", "an"} if article == "a" else {"the"}))


def _trade_places(
    tree: Tree,
    upper: int,
    lower: int,
    relation: str,
    below: Sequence[Sequence[int]],
    *,
    keep: bool = False,
) -> None:
    """Put the lower of two words in the place of the upper, which hangs on it; `keep` says with its words."""
    head, its_relation = tree.heads[upper], tree.relations[upper]
    if not keep:
        for child in below[upper]:
            if child != lower and tree.heads[child] == upper:
                tree.heads[child] = lower
    tree.attach(lower, head if head != upper else lower, its_relation)
    tree.attach(upper, lower, relation)


def _free_participles(tree: Tree) -> None:
    """In "Speaking on Monday, the actor denied it" hang the speaking on the denying."""
    low, _ = tree.extents()
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation != "acl" or index > head or tree.pos[index] != "VERB":
            continue
        if tree.relations[head] in _SUBJECTS and low[index] == low[head]:
            tree.attach(index, tree.heads[head], "advcl")


def _mark_passives(tree: Tree) -> None:
    """Make what a passive needs agree: its auxiliary, its subject, and whom it is done by."""
    below = tree.children()
    for index, children in enumerate(below):
        relations = {tree.relations[child] for child in children}
        if "aux:pass" not in relations:
            continue
        for child in children:
            if tree.relations[child] == "nsubj":
                tree.relations[child] = "nsubj:pass"
            elif tree.relations[child] == "obl" and child > index:
                cases = [tree.lemmas[c] for c in below[child] if tree.relations[c] == "case"]
                if cases == ["by"]:
                    tree.relations[child] = "obl:agent"


def _rename_lone_objects(tree: Tree) -> None:
    """Whoever is told something is the object where nothing else is."""
    objects = {tree.heads[i] for i, relation in enumerate(tree.relations) if relation == "obj"}
    for index, relation in enumerate(tree.relations):
        if relation == "iobj" and tree.heads[index] not in objects:
            tree.relations[index] = "obj"
