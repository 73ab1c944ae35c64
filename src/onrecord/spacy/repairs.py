"""What the parser often gets wrong in news prose, mended by general rules before its trees are used.

All work on trees in which prepositions are already below their nouns and relations still have their
ClearNLP names.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.tree import Tree


def repair(tree: Tree) -> None:
    """Mend small clauses, doubled subjects and lost ones, in place."""
    _open_small_clauses(tree, tree.children())
    _join_names(tree)
    _find_lost_subjects(tree, tree.children())


def _open_small_clauses(tree: Tree, below: Sequence[Sequence[int]]) -> None:
    """In "made Lee an envoy" hang both Lee, as the object, and the envoy, as its predicate, on the verb."""
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation not in ("dobj", "ccomp", "oprd", "attr") or tree.pos[head] != "VERB" or index < head:
            continue
        if tree.pos[index] not in ("NOUN", "PROPN", "ADJ"):
            continue
        relations = {tree.relations[c] for c in below[index]}
        subject = next((c for c in below[index] if tree.relations[c] == "nsubj" and head < c < index), None)
        if subject is not None and not relations & {"aux", "mark", "cop"}:
            tree.attach(subject, head, "dobj")
            tree.relations[index] = "oprd"


def _join_names(tree: Tree) -> None:
    """Join two subjects that are one: "the agency Tass reported", "a Dane by birth, the writer left"."""
    last: dict[tuple[int, str], int] = {}
    for index, relation in enumerate(tree.relations):
        if relation not in ("nsubj", "nsubjpass", "dobj"):
            continue
        key = (tree.heads[index], relation)
        before = last.get(key)
        if before is not None and tree.pos[before] == "NOUN":
            between = [i for i in range(before + 1, index) if not tree.stands_below(i, index)]
            own = all(tree.stands_below(i, before) or tree.pos[i] == "PUNCT" for i in between)
            if tree.pos[index] == "PROPN" and own:
                tree.attach(index, before, "appos")
                continue
            if own and tree.pos[index] in ("NOUN", "PRON", "ADJ") and _is_indefinite(tree, before):
                tree.attach(before, index, "appos")
        last[key] = index


def _is_indefinite(tree: Tree, index: int) -> bool:
    return any(
        tree.heads[i] == index and tree.relations[i] == "det" and tree.lemmas[i] in ("a", "an")
        for i in range(max(index - 6, 0), index)
    )


def _find_lost_subjects(tree: Tree, below: Sequence[Sequence[int]]) -> None:
    """In "Lee, the singer remembered for a hymn, has been named envoy" make Lee the subject of the last verb.

    The parser takes the reduced relative clause for a clause that the verb reports.
    """
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation != "ccomp" or index > head or tree.pos[index] != "VERB":
            continue
        around = {tree.relations[child]: child for child in below[head]}
        auxiliary = min((around[r] for r in ("aux", "auxpass") if r in around), default=None)
        if auxiliary is None or auxiliary < index or around.keys() & {"nsubj", "nsubjpass", "csubj", "expl"}:
            continue
        subject = next((c for c in below[index] if tree.relations[c].startswith("nsubj") and c < index), None)
        own = {tree.relations[c] for c in below[index]}
        if subject is not None and not own & {"aux", "auxpass", "mark"}:
            tree.attach(subject, head, "nsubjpass" if "auxpass" in around else "nsubj")
            tree.attach(index, subject, "acl")


def match_conjuncts(tree: Tree) -> None:
    """Hang a noun that a parser coordinated with a verb on the noun phrase before it.

    "A love of art, and joy in music": the joy goes with the love.
    """
    clausal = {
        tree.heads[i] for i, relation in enumerate(tree.relations) if relation.startswith(("nsubj", "cop"))
    }
    last: int | None = None
    for index, relation in enumerate(tree.relations):
        nominal = tree.pos[index] in ("NOUN", "PROPN")
        verbal = tree.pos[tree.heads[index]] in ("VERB", "AUX")
        if relation == "conj" and nominal and verbal and index not in clausal:
            if (
                last is not None
                and tree.stands_below(last, tree.heads[index])
                and not tree.stands_below(last, index)
            ):
                tree.heads[index] = last
        elif nominal and relation in ("dobj", "obl", "obj"):
            last = index
