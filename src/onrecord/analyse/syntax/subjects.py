"""Subjects and objects of news as parsers often confuse them, mended: two of a verb, fronted, headlines."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.tree import NAMED, SUBJECTS, Tree

_OF_NOUNS = frozenset("against as between by for from into of over to with".split())
"""Prepositions of phrases that belong to a noun, if one stands right in front."""
_CLAUSES = frozenset({"advcl", "ccomp", "parataxis", "conj"})
_NAMING = frozenset(
    "appoint brand call consider crown declare deem dub elect label make name proclaim".split()
)
_LINKING = frozenset({"become", "remain"})
_MEASURES = frozenset({"percent", "cent", "%", "point", "percentage"})
_MOVING = frozenset(
    "climb decline drop dip edge fall gain grow jump lose plunge rise rally sink slide slump soar".split()
)


def part_subjects(tree: Tree, words: Sequence[str]) -> None:
    """Give the second of two subjects to a verb behind it that has none, or make it the only one.

    "The hall is sold: the *mayor* has named a buyer"; "a Dane by birth, the writer left".
    """
    low, _ = tree.extents()
    below = tree.children()
    for head, children in enumerate(below):
        if len(children) < 2:
            continue
        subjects = [child for child in children if tree.relations[child] in SUBJECTS]
        if len(subjects) < 2:
            continue
        first, second = subjects[-2:]
        listed = [c for c in below[second] if tree.relations[c] == "conj"]
        apart = "," in words[low[second] - 1 : low[second] + 1]
        if listed and apart and second < head:
            tree.attach(second, first, "conj")
            for other in listed:
                tree.heads[other] = first
            continue
        verbs = [
            child
            for child in children
            if child > second > head
            and tree.relations[child] in _CLAUSES
            and not any(tree.relations[c] in SUBJECTS or tree.relations[c] == "mark" for c in below[child])
        ]
        if verbs:
            passive = any(tree.relations[c] == "aux:pass" for c in below[verbs[0]])
            tree.attach(second, verbs[0], "nsubj:pass" if passive else "nsubj")
            tree.relations[verbs[0]] = "parataxis"
        elif apart and first < low[second] and _has_article(tree, below, first, "a"):
            tree.attach(first, second, "appos")
            for child in children:
                if first < child < low[second] and tree.relations[child] == "obl":
                    tree.attach(child, first, "nmod")


def part_objects(tree: Tree) -> None:
    """Make the second of two subjects the object of the verb that it stands right behind.

    "The ministry tried to expel *Ina Roe*"; parsers have names there as subjects, of the verb above even.
    """
    low, _ = tree.extents()
    below = tree.children()
    for index, relation in enumerate(tree.relations):
        head, verb = tree.heads[index], low[index] - 1
        if relation != "nsubj" or not 0 <= head <= verb or tree.pos[verb] != "VERB":
            continue
        chained = verb
        while chained != head and tree.relations[chained] == "xcomp":
            chained = tree.heads[chained]
        first = any(tree.relations[child] in SUBJECTS and child < head for child in below[head])
        taken = any(tree.relations[child] in ("obj", "aux:pass", "ccomp") for child in below[verb])
        if chained == head and first and not taken:
            tree.attach(index, verb, "obj")


def swap_fronted(tree: Tree) -> None:
    """In "A Dane by birth, the writer left" make the writer the subject, and the Dane its apposition."""
    if "appos" not in tree.relations:
        return
    low, high = tree.extents()
    below = tree.children()
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation != "appos" or tree.relations[head] not in SUBJECTS or index < head:
            continue
        first = low[head]
        fronted = first == 0 or tree.relations[first - 1] == "punct"
        articles = _has_article(tree, below, head, "a") and _has_article(tree, below, index, "the")
        if fronted and articles and high[index] < tree.heads[head]:
            tree.trade_places(head, index, "appos")


def _has_article(tree: Tree, below: Sequence[Sequence[int]], index: int, article: str) -> bool:
    lemmas = {tree.lemmas[child] for child in below[index] if tree.relations[child] == "det"}
    return bool(lemmas & ({"a", "an"} if article == "a" else {"the"}))


def read_headlines(tree: Tree, words: Sequence[str]) -> None:
    """Make the leaving the head of "Britain to leave", with Britain its subject, and of "ROE: I left"."""
    below = tree.children()
    for index, relation in enumerate(tree.relations):
        if relation not in ("parataxis", "acl"):
            continue
        head = tree.heads[index]
        labelled = (
            relation == "parataxis" and tree.heads[head] == head and words[head + 1 : head + 2] == [":"]
        )
        if labelled and tree.pos[head] in NAMED and index > head:
            tree.trade_places(head, index, "dep")
            continue
        if relation != "acl" or tree.relations[head] != "root" or tree.pos[head] not in NAMED or index < head:
            continue
        relations = {tree.relations[child]: child for child in below[head]}
        to = next((c for c in below[index] if tree.relations[c] == "mark" and tree.lemmas[c] == "to"), None)
        if (
            to is not None
            and not relations.keys() & {"cop", "nsubj", "det", "case"}
            and tree.pos[head] == "PROPN"
        ):
            tree.trade_places(head, index, "nsubj")
            tree.relations[index] = "root"


def return_phrases(tree: Tree) -> None:
    """Hang phrases on the noun or the verb that they belong to.

    "Her appointment *as envoy* surprised them", "was fined by the court *for fraud*".
    """
    low, _ = tree.extents()
    below = tree.children()
    for index, relation in enumerate(tree.relations):
        if relation not in ("obl", "nmod"):
            continue
        head = tree.heads[index]
        cases = [tree.lemmas[c] for c in below[index] if tree.relations[c] == "case" and c < index]
        if len(cases) != 1 or cases[0] not in _OF_NOUNS:
            continue
        before = low[index] - 1
        if relation == "obl" and index < head and before >= 0 and tree.pos[before] in NAMED:
            while tree.relations[before] == "nmod" and tree.heads[before] < before:
                before = tree.heads[before]
            if (
                tree.heads[before] == head
                and tree.relations[before] in SUBJECTS
                and tree.pos[before] == "NOUN"
            ):
                tree.attach(index, before, "nmod")
        elif relation == "nmod" and tree.relations[head] == "obl:agent" and cases == ["for"] and index > head:
            tree.attach(index, tree.heads[head], "obl")


def open_small_clauses(tree: Tree) -> None:
    """In "called Ina Roe *a fool*" make the name the object."""
    below = tree.children()
    for index, relation in enumerate(tree.relations):
        if relation != "nsubj":
            continue
        clause = tree.heads[index]
        verb = tree.heads[clause]
        small = tree.relations[clause] in ("xcomp", "ccomp", "obj") and tree.pos[clause] in ("NOUN", "ADJ")
        bare = not any(tree.relations[c] in ("cop", "aux", "mark") for c in below[clause])
        if small and bare and verb < index < clause:
            tree.attach(index, verb, "obj")
            tree.relations[clause] = "xcomp"


def rename_nouns(tree: Tree) -> None:
    """Phrases that are read as subjects or objects and are neither.

    "Shares *in the firm* rose", "rose *11 percent*", "remains *chairman*".
    """
    below = tree.children()
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation in SUBJECTS and tree.pos[index] in NAMED:
            cases = [c for c in below[index] if tree.relations[c] == "case" and c < index]
            before = cases[0] - 1 if cases else -1
            if before >= 0 and tree.heads[before] == head and tree.relations[before] in SUBJECTS:
                tree.attach(index, before, "nmod")
        elif relation == "obj" and any(tree.relations[c] == "case" and c < index for c in below[index]):
            tree.relations[index] = "obl"
        elif relation == "obl" and tree.pos[index] == "NUM":
            if not any(tree.relations[c] == "case" for c in below[index]):
                tree.relations[index] = "obl:unmarked"  # "was fined *$5 million*"
        elif relation == "obj" and tree.lemmas[index] in _MEASURES and tree.lemmas[head] in _MOVING:
            tree.relations[index] = "obl:unmarked"
        elif relation == "obj" and tree.lemmas[head] in _LINKING and tree.pos[index] == "NOUN":
            tree.relations[index] = "xcomp"


def rename_lone_objects(tree: Tree) -> None:
    """Whoever is told something is the object where nothing else is."""
    below = tree.children()
    objects: set[int] = set()
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation == "obj":
            if head in objects and tree.lemmas[head] in _NAMING and index > head:
                tree.relations[index] = "xcomp"  # "called the claim *a lie*"
            objects.add(head)
        elif relation == "ccomp" and tree.lemmas[head] in _NAMING and tree.pos[index] in ("NOUN", "ADJ"):
            bare = not any(tree.relations[c] in ("cop", "nsubj", "mark") for c in below[index])
            tree.relations[index] = "xcomp" if bare else relation
    for index, relation in enumerate(tree.relations):
        if relation == "iobj" and tree.heads[index] not in objects:
            tree.relations[index] = "obj"
