"""From the tree bank's conventions to those that the stages behind share.

Names have their last word as head, as other compounds have; all words of a preposition hang on its noun;
marks around a phrase hang on what the phrase hangs on, so that the phrase is without them.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.tree import Tree

_FUNCTIONS = frozenset({"case", "mark", "cc"})
_MARKED = frozenset({"conj", "nsubj", "nsubj:pass", "parataxis", "root"})
"""Relations of phrases that keep the marks around them."""
_SUFFIXES = frozenset(
    {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d.", "md", "m.d.", "mp", "esq."}
)


def adapt(tree: Tree, words: Sequence[str]) -> None:
    """Turn the tree, in place."""
    _part_marks(tree)
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


def _part_marks(tree: Tree) -> None:
    """Hang marks at the edges of a phrase, and all marks of what is said, on what the phrase hangs on."""
    low, high = tree.extents()
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        own = tree.relations[head]
        if relation != "punct" or own in _MARKED or tree.heads[head] == head:
            continue
        if index in (low[head], high[head]) or own == "ccomp":
            tree.heads[index] = tree.heads[head]
