"""From the tree bank's conventions to those that the stages behind share.

Names have their last word as head, as other compounds have; all words of a preposition hang on its noun.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.tree import Tree

_FUNCTIONS = frozenset({"case", "mark", "cc"})
_SUFFIXES = frozenset(
    {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d.", "md", "m.d.", "mp", "esq."}
)


def adapt(tree: Tree, words: Sequence[str]) -> None:
    """Turn the tree, in place, in linear time."""
    below = tree.children()
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        match relation:
            case "nmod:desc":
                tree.relations[index] = "compound"
            case "fixed" if tree.relations[head] in _FUNCTIONS:
                tree.attach(index, tree.heads[head], tree.relations[head])
    for index, relation in enumerate(tree.relations):
        if relation != "flat":
            _turn_name(tree, words, index, [c for c in below[index] if tree.relations[c] == "flat"], below)


def _turn_name(
    tree: Tree, words: Sequence[str], head: int, parts: Sequence[int], below: Sequence[Sequence[int]]
) -> None:
    """Make the last part of a name its head; what follows it as a suffix hangs on it too."""
    after = [part for part in parts if part > head]
    named = [part for part in after if words[part].lower() not in _SUFFIXES]
    if not named:
        return
    last = named[-1]
    above, relation = tree.heads[head], tree.relations[head]
    for child in below[head]:
        if child != last and tree.heads[child] == head:
            tree.attach(child, last, "compound" if tree.relations[child] == "flat" else tree.relations[child])
    tree.attach(last, above if above != head else last, relation)
    tree.attach(head, last, "compound")
