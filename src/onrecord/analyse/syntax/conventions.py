"""From the tree bank's conventions to those that the stages behind share.

Names have their last word as head, as other compounds have; all words of a preposition hang on its noun;
marks around a phrase hang on what the phrase hangs on, so that the phrase is without them. Of "$5 million"
the last number is the head, of "May 4" the month; of "there is no deal" and "he was to speak", "be" is.
Infinitives without a subject of their own are open complements.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.timex.lexicon import MONTHS
from onrecord.analyse.tree import Tree

_FUNCTIONS = frozenset({"case", "mark", "cc"})
_MARKED = frozenset({"conj", "nsubj", "nsubj:pass", "parataxis", "root"})
"""Relations of phrases that keep the marks around them."""
_ECM = frozenset(
    """believe cause expect feel find hate have hear help intend let like love make mean need prefer see want
    watch wish""".split()
)
"""Verbs whose infinitive has its own subject."""
_CLAUSAL = {"obl": "advcl", "nmod": "acl", "obj": "xcomp"}
"""Relations of verbs that were read as nouns ("accused of *lying*", "proposed *fining* them")."""
_STATES = {"marry": "married", "engage": "engaged", "divorce": "divorced", "relate": "related"}
"""Verbs whose participle with "be" is an adjective."""
_CLAUSE = frozenset("advcl advmod aux expl nsubj nsubj:pass obl punct".split())
"""Relations of what belongs to a clause and not to its nominal predicate."""
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
        head = tree.heads[index]
        if relation in _CLAUSAL and tree.pos[index] == "VERB":
            tree.relations[index] = _CLAUSAL[relation]
            for child in below[index]:
                if tree.relations[child] == "case":
                    tree.relations[child] = "mark"
        open_ = relation == "ccomp" or (relation == "advcl" and tree.pos[head] == "ADJ" and head < index)
        if open_ and _is_infinitive(tree, below, index):
            tree.relations[index] = "xcomp"
    _turn_dates(tree, below)
    _still_passives(tree, below)
    _fill_clauses(tree, below)
    _raise_copulas(tree, below)
    _turn_sums(tree, below)
    below = tree.children()
    for index, relation in enumerate(tree.relations):
        parts = [c for c in below[index] if tree.relations[c] == "flat"] if below[index] else []
        if parts and relation != "flat":
            _turn_name(tree, words, index, parts, below)


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


def _fill_clauses(tree: Tree, below: Sequence[Sequence[int]]) -> None:
    """Make a clause of "wants *her to pay*", and a complement of what "it" announces ("it is said that")."""
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation == "xcomp" and tree.pos[index] == "VERB" and tree.lemmas[head] in _ECM and index > head:
            objects = [c for c in below[head] if tree.relations[c] == "obj" and head < c < index]
            if len(objects) == 1:
                tree.attach(objects[0], index, "nsubj")
                tree.relations[index] = "ccomp"
        elif relation in ("csubj", "csubj:pass") and any(tree.relations[c] == "expl" for c in below[head]):
            tree.relations[index] = "ccomp"


def _is_infinitive(tree: Tree, below: Sequence[Sequence[int]], index: int) -> bool:
    """Whether a verb has "to" in front and no subject of its own."""
    relations = {tree.relations[child]: tree.lemmas[child] for child in below[index]}
    return relations.get("mark") == "to" and not relations.keys() & {"nsubj", "nsubj:pass", "csubj", "expl"}


def _raise_copulas(tree: Tree, below: Sequence[Sequence[int]]) -> None:
    """Make "be" the head of what there is, and of what somebody is to do."""
    for index, relation in enumerate(tree.relations):
        if relation != "cop":
            continue
        head = tree.heads[index]
        children = {tree.relations[child]: child for child in below[head]}
        exists = tree.lemmas[children["expl"]] == "there" if "expl" in children else False
        to = children.get("mark", -1)
        planned = tree.pos[head] == "VERB" and tree.lemmas[to] == "to" and index < to < head
        if not (exists or planned):
            continue
        above = tree.heads[head]
        tree.attach(index, above if above != head else index, tree.relations[head])
        tree.attach(head, index, "nsubj" if exists else "xcomp")
        for child in below[head]:
            before = child < index
            clausal = tree.relations[child] in _CLAUSE
            if child != index and (before or exists) and clausal:
                tree.heads[child] = index


def _still_passives(tree: Tree, below: Sequence[Sequence[int]]) -> None:
    """Make an adjective of what somebody is, and was not just made ("is *married* to")."""
    for index, pos in enumerate(tree.pos):
        if pos != "VERB" or tree.lemmas[index] not in _STATES:
            continue
        relations = {tree.relations[child]: child for child in below[index]}
        if "aux:pass" not in relations:
            continue
        if tree.lemmas[relations["aux:pass"]] == "be" and "obl:agent" not in relations:
            tree.pos[index], tree.lemmas[index] = "ADJ", _STATES[tree.lemmas[index]]
            tree.relations[relations["aux:pass"]] = "cop"
            if "nsubj:pass" in relations:
                tree.relations[relations["nsubj:pass"]] = "nsubj"


def _turn_dates(tree: Tree, below: Sequence[Sequence[int]]) -> None:
    """Make the month the head of a date with its day behind ("May 4")."""
    for index in range(1, len(tree.pos)):
        month = index - 1
        if (
            tree.pos[index] != "NUM"
            or tree.lemmas[month].rstrip(".") not in MONTHS
            or tree.heads[month] != index
        ):
            continue
        above = tree.heads[index]
        tree.attach(month, above if above != index else month, tree.relations[index])
        for child in below[index]:
            if child != month and tree.heads[child] == index:
                tree.heads[child] = month
        tree.attach(index, month, "nummod")


def _turn_sums(tree: Tree, below: Sequence[Sequence[int]]) -> None:
    """Make the last number of a sum of money its head, and the currency's sign a part of it."""
    for index, pos in enumerate(tree.pos):
        last = index
        while pos == "SYM" and last + 1 < len(tree.pos) and tree.pos[last + 1] == "NUM":
            last += 1
        if last == index or tree.relations[index] == "case":
            continue
        above = tree.heads[index]
        if tree.stands_below(last, index):
            tree.attach(last, above if above != index else last, tree.relations[index])
        for child in below[index]:
            if child != last and tree.heads[child] == index:
                tree.heads[child] = last
        for part in range(index, last):
            if not tree.stands_below(last, part):
                tree.attach(part, last, "compound")
