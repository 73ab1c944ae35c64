"""ClearNLP relations (spaCy's English ones) turned into Universal Dependencies.

UD makes content words heads: prepositions become `case` or `mark`, the copula `cop`, conjuncts hang on the
first one. See Schuster and Manning (2016) for the English rules followed here.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.tree import Tree
from onrecord.spacy.repairs import match_conjuncts, repair

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_RENAMED = {
    "ROOT": "root",
    "acomp": "xcomp",
    "agent": "obl:agent",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "advmod",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}


def to_universal(tree: Tree) -> None:
    """Turn the tree's ClearNLP relations into universal ones, in place, in linear time."""
    below = [list(children) for children in tree.children()]
    _raise_objects(tree, below)
    repair(tree)
    _flatten_coordination(tree)
    _demote_copulas(tree)
    for index, relation in enumerate(tree.relations):
        infinitive = relation == "aux" and tree.lemmas[index] == "to"
        tree.relations[index] = "mark" if infinitive else _RENAMED.get(relation, relation)
    tree.cut_cycles()


def _raise_objects(tree: Tree, below: list[list[int]]) -> None:
    """Hang the object of a preposition on the preposition's head, and the preposition on the object."""
    for index in range(len(tree.heads)):
        if tree.relations[index] in ("prep", "agent", "dative") and tree.pos[index] in (
            "ADP",
            "SCONJ",
            "ADV",
        ):
            _raise_object(tree, below, index)


def _raise_object(tree: Tree, below: list[list[int]], index: int) -> None:
    role, head = tree.relations[index], tree.heads[index]
    chain = [index]
    _part_gerund(tree, below, index)
    target = _object_below(tree, below, index)
    if target is None:
        inner = next((c for c in below[index] if tree.relations[c] == "prep"), None)
        target = _object_below(tree, below, inner) if inner is not None else None
        if inner is None or target is None:
            return
        chain.append(inner)
    clausal = tree.relations[target] == "pcomp" and tree.pos[target] in ("VERB", "AUX")
    if clausal:
        relation = "acl" if tree.pos[head] in _NOMINAL else "advcl"
    elif role == "agent":
        relation = "obl:agent"
    else:
        relation = "nmod" if tree.pos[head] in _NOMINAL else "obl"
    tree.attach(target, head if head != index else target, relation if head != index else "ROOT")
    for preposition in chain:
        for child in below[preposition]:
            if child != target and child not in chain and tree.relations[child] != "conj":
                tree.heads[child] = target
        tree.attach(preposition, target, "mark" if clausal else "case")
        _raise_conjuncts(tree, below, preposition, target)


def _part_gerund(tree: Tree, below: list[list[int]], index: int) -> None:
    """In "worked for the agency fighting crime" make the agency, not the fighting, what "for" governs.

    "With the king watching" is left: there the clause is meant.
    """
    gerund = next((c for c in below[index] if tree.relations[c] == "pcomp" and tree.pos[c] == "VERB"), None)
    if gerund is None or tree.lemmas[index] in ("with", "without", "despite", "of"):
        return
    subject = next((c for c in below[gerund] if tree.relations[c] == "nsubj" and index < c < gerund), None)
    if subject is not None:
        tree.attach(subject, index, "pobj")
        tree.attach(gerund, subject, "acl")
        below[index] = [subject if child == gerund else child for child in below[index]]
        below[gerund].remove(subject)
        below[subject].append(gerund)


def _raise_conjuncts(tree: Tree, below: Sequence[Sequence[int]], preposition: int, target: int) -> None:
    """In "in London and in Paris" make Paris a conjunct of London."""
    for child in below[preposition]:
        if tree.relations[child] != "conj":
            continue
        inner = _object_below(tree, below, child)
        if inner is None:
            tree.attach(child, target, "conj" if tree.pos[child] in _NOMINAL else "case")
            continue
        tree.attach(inner, target, "conj")
        tree.attach(child, inner, "case")
        _raise_conjuncts(tree, below, child, target)


def _object_below(tree: Tree, below: Sequence[Sequence[int]], index: int) -> int | None:
    return next((c for c in below[index] if tree.relations[c] in ("pobj", "pcomp")), None)


def _flatten_coordination(tree: Tree) -> None:
    """Hang every conjunct on the first, and every conjunction on the conjunct behind it."""
    for index, relation in enumerate(tree.relations):
        if relation != "conj":
            continue
        first, steps = tree.heads[index], 0
        while tree.relations[first] == "conj" and tree.heads[first] != first and steps < len(tree.heads):
            first, steps = tree.heads[first], steps + 1
        if first != index:
            tree.heads[index] = first
    match_conjuncts(tree)
    conjuncts: dict[int, list[int]] = {}
    for index, relation in enumerate(tree.relations):
        if relation == "conj":
            conjuncts.setdefault(tree.heads[index], []).append(index)
    for index, relation in enumerate(tree.relations):
        if relation in ("cc", "punct"):
            head = tree.heads[index]
            first = tree.heads[head] if tree.relations[head] == "conj" else head
            following = next((c for c in conjuncts.get(first, ()) if c > index), None)
            if following is not None and (relation == "cc" or first < index):
                tree.heads[index] = following


def _demote_copulas(tree: Tree) -> None:
    """Make the predicate the head of "is": a noun, an adjective, or a phrase with a preposition."""
    below = [list(children) for children in tree.children()]
    for index, lemma in enumerate(tree.lemmas):
        if (
            lemma != "be"
            or tree.pos[index] not in ("AUX", "VERB")
            or tree.relations[index] in ("aux", "auxpass")
        ):
            continue
        predicate = _predicate(tree, below, index)
        if predicate is None:
            continue
        head, relation = tree.heads[index], tree.relations[index]
        tree.attach(predicate, head if head != index else predicate, relation)
        for child in below[index]:
            if child != predicate:
                tree.heads[child] = predicate
        tree.attach(index, predicate, "cop")
        if head != index:
            below[head] = [predicate if child == index else child for child in below[head]]
        below[predicate] += [child for child in below[index] if child != predicate]
        below[index] = []


def _predicate(tree: Tree, below: Sequence[Sequence[int]], index: int) -> int | None:
    children = below[index]
    relations = [tree.relations[c] for c in children]
    if "expl" in relations:
        for child in children:
            if tree.relations[child] == "attr":
                tree.relations[child] = "nsubj"
        return None
    for wanted in ("attr", "acomp"):
        for child in children:
            if tree.relations[child] == wanted:
                return child
    if "nsubj" not in relations or {"ccomp", "xcomp", "dobj"} & set(relations):
        return None
    return next((c for c in children if tree.relations[c] == "obl" and c > index), None)
