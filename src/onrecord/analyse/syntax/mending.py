"""What the trees of news prose often have wrong, mended by general rules.

All work on trees in the shared conventions (`conventions.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.analyse.lexicon.acts import act_of
from onrecord.analyse.syntax.lemmas import verb_of
from onrecord.analyse.syntax.phrases import (
    find_objects,
    give_to_names,
    hold_names,
    join_hyphens,
    join_names,
    read_according,
    uncross,
)
from onrecord.analyse.syntax.subjects import (
    open_small_clauses,
    part_objects,
    part_subjects,
    read_headlines,
    rename_lone_objects,
    rename_nouns,
    return_phrases,
    swap_fronted,
)
from onrecord.analyse.tree import NAMED, SUBJECTS, Tree

_QUOTING = frozenset("“”\"'‘’")
_SAYING = frozenset({"say", "tell", "claim", "admit", "write", "declare"})
_SUPPORTS = frozenset("do can could may might must shall should will would".split())
"""Auxiliaries that stand in front of the subject of a question, or behind what they ask for."""
_GIVING = frozenset(
    "allow ask award deny fine give grant hand offer pay promise refuse show teach tell".split()
)
"""Verbs of which a passive keeps an object ("was refused *entry*")."""


def mend(tree: Tree, words: Sequence[str], names: Sequence[tuple[int, int]] = ()) -> None:
    """Mend prepositions, titles, fronted phrases, passives and lone indirect objects, in place.

    `names` are the first and last words of marked names.
    """
    hold_names(tree, names)
    join_hyphens(tree, words)
    _find_verbs(tree, words)
    find_objects(tree, words)
    read_according(tree, words)
    open_small_clauses(tree)
    uncross(tree)
    join_names(tree, words)
    _lower_auxiliaries(tree)
    _share_objects(tree)
    _give_speech(tree, words)
    _nest_clauses(tree)
    _raise_adverbs(tree)
    _free_relatives(tree)
    give_to_names(tree)
    read_headlines(tree, words)
    part_subjects(tree, words)
    swap_fronted(tree)
    _free_participles(tree)
    return_phrases(tree)
    rename_nouns(tree)
    part_objects(tree)
    _flatten_lists(tree)
    _part_alternatives(tree)
    _mark_passives(tree)
    rename_lone_objects(tree)
    _find_speakers(tree, names)


def _find_verbs(tree: Tree, words: Sequence[str]) -> None:
    """Whatever has an object is a verb, though it was read as a noun ("the court *jailed* him")."""
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation == "obj" and index > head and tree.pos[head] == "NOUN":
            lemma = verb_of(words[head])
            if lemma is not None:
                tree.pos[head], tree.lemmas[head] = "VERB", lemma


def _lower_auxiliaries(tree: Tree) -> None:
    """In "did he resign" make the resigning the head."""
    below = tree.children()
    for index, pos in enumerate(tree.pos):
        if tree.lemmas[index] not in _SUPPORTS:
            continue
        supports = tree.lemmas[index] == "do" or pos == "AUX"
        if not supports or tree.relations[index] in ("aux", "aux:pass"):
            continue
        verbs = [c for c in below[index] if tree.relations[c] in ("xcomp", "ccomp") and tree.pos[c] == "VERB"]
        if len(verbs) == 1 and verbs[0] > index:
            verb = verbs[0]
            if all(tree.relations[child] != "mark" for child in below[verb]):
                tree.trade_places(index, verb, "aux", below[index])


def _share_objects(tree: Tree) -> None:
    """In "attacked and arrested protesters" give the object to the nearer verb, which stands for both."""
    objects = {tree.heads[i]: i for i, relation in enumerate(tree.relations) if relation == "obj"}
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation != "conj" or tree.pos[index] != "VERB" or tree.pos[head] != "VERB" or index in objects:
            continue
        shared = objects.get(head)
        if shared is not None and shared > index:
            tree.heads[shared] = index


def _give_speech(tree: Tree, words: Sequence[str]) -> None:
    """In "reported that she said: ..." and "quoted her as saying: ..." hang what is said on the saying."""
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation != "ccomp" or index < head:
            continue
        for colon in range(head + 2, index):
            verb = colon - 1
            if (
                words[colon] in (":", ",")
                and tree.lemmas[verb] in _SAYING
                and tree.stands_below(verb, head)
                and not tree.stands_below(verb, index)
            ):
                tree.heads[index] = verb
                break


def _find_speakers(tree: Tree, names: Sequence[tuple[int, int]]) -> None:
    """In "...," the *Night Train* star said." make whoever stands before the saying its subject."""
    below = tree.children()
    ends = {last: first for first, last in names}
    for verb, pos in enumerate(tree.pos):
        noun = verb - 1
        if pos != "VERB" or noun < 1 or act_of(tree.lemmas[verb], "clause") is None:
            continue
        lost = not any(
            tree.relations[c] in SUBJECTS or c > verb for c in below[verb] if tree.pos[c] != "PUNCT"
        )
        if not lost or tree.pos[noun] not in NAMED or tree.stands_below(verb, noun):
            continue
        if tree.heads[noun] == verb or tree.relations[noun] in ("compound", "amod", "nsubj", "nsubj:pass"):
            continue
        tree.attach(noun, verb, "nsubj")
        first = noun
        while first > 0 and tree.heads[first - 1] == noun:
            first -= 1
        if first - 1 in ends:
            opens = ends[first - 1]
            if opens and tree.pos[opens - 1] == "DET":
                opens -= 1
            for word in range(opens, first):
                if not opens <= tree.heads[word] < first and not tree.stands_below(noun, word):
                    tree.attach(word, noun, "det" if tree.pos[word] == "DET" else "compound")


def _nest_clauses(tree: Tree) -> None:
    """In "said he hoped she would stay" hang the staying on the hoping, and a time on what is due then."""
    low, _ = tree.extents()
    below = tree.children()
    for head, children in enumerate(below):
        if not children:
            continue
        clauses = [c for c in children if tree.relations[c] == "ccomp" and c > head]
        for outer, inner in pairwise(clauses):
            told = act_of(tree.lemmas[outer], "clause") is not None and tree.pos[outer] == "VERB"
            marks = [w for w in range(outer + 1, low[inner]) if not tree.stands_below(w, outer)]
            bare = not any(tree.relations[c] in ("cc", "mark") for c in below[inner])
            if told and bare and outer < low[inner] and all(tree.lemmas[w] in _QUOTING for w in marks):
                tree.heads[inner] = outer
        infinitives = [c for c in children if tree.relations[c] == "xcomp" and c > head]
        if tree.pos[head] == "ADJ" and infinitives:
            for child in children:
                if tree.relations[child] == "obl" and child > infinitives[-1]:
                    tree.heads[child] = infinitives[-1]


def _raise_adverbs(tree: Tree) -> None:
    """In "has *yet* to vote" hang the adverb on what stands before it."""
    below = tree.children()
    for index, relation in enumerate(tree.relations):
        infinitive = tree.heads[index]
        if relation != "advmod" or tree.pos[index] != "ADV" or tree.lemmas[index] == "never":
            continue
        if tree.relations[infinitive] != "xcomp" or tree.heads[infinitive] > index:
            continue
        if any(tree.lemmas[c] == "to" and c == index + 1 for c in below[infinitive]):
            tree.heads[index] = tree.heads[infinitive]


def _free_relatives(tree: Tree) -> None:
    """Hang a clause with "that" for its subject on the noun before it."""
    for index, relation in enumerate(tree.relations):
        clause, noun = tree.heads[index], index - 1
        relative = tree.lemmas[index] == "that" and tree.pos[index] == "PRON" and relation in SUBJECTS
        if not relative or noun < 0 or tree.relations[clause] not in ("ccomp", "advcl", "parataxis"):
            continue
        if tree.relations[noun] == "nmod":
            noun = tree.heads[noun]
        if tree.pos[noun] in NAMED and noun < index and not tree.stands_below(noun, clause):
            tree.attach(clause, noun, "acl:relcl")


def _free_participles(tree: Tree) -> None:
    """In "Speaking on Monday, the actor denied it" hang the speaking on the denying."""
    if "acl" not in tree.relations:
        return
    low, _ = tree.extents()
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation != "acl" or index > head or tree.pos[index] != "VERB":
            continue
        if tree.relations[head] in SUBJECTS and low[index] == low[head]:
            tree.attach(index, tree.heads[head], "advcl")


def _part_alternatives(tree: Tree) -> None:
    """In "called a vote rather than *resign*" make a clause of what was not done."""
    if "rather" not in tree.lemmas:
        return
    for index in range(1, len(tree.pos)):
        head = tree.heads[index]
        if tree.lemmas[index - 1 : index + 1] != ["rather", "than"] or tree.heads[index - 1] != head:
            continue
        if tree.relations[head] == "conj" and head == index + 1 and tree.pos[head] in ("NOUN", "VERB"):
            tree.pos[head], tree.relations[head] = "VERB", "advcl"
            tree.relations[index - 1] = tree.relations[index] = "mark"


def _flatten_lists(tree: Tree) -> None:
    """Hang every conjunct on the first one."""
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation == "conj" and tree.relations[head] == "conj" and tree.heads[head] < head < index:
            tree.heads[index] = tree.heads[head]


def _mark_passives(tree: Tree) -> None:
    """Make what a passive needs agree: its auxiliary, its subject, and whom it is done by."""
    below = tree.children()
    for index, children in enumerate(below):
        if not children:
            continue
        relations = {tree.relations[child] for child in children}
        if "aux:pass" not in relations:
            for child in children:
                if tree.relations[child] == "nsubj:pass" and tree.relations[index] == "root":
                    tree.relations[child] = "nsubj"  # a headline's passive, or none
            continue
        giving = tree.lemmas[index] in _GIVING
        for child in children:
            if tree.relations[child] == "nsubj":
                tree.relations[child] = "nsubj:pass"
            elif tree.relations[child] == "xcomp" and giving and tree.pos[child] in NAMED:
                tree.relations[child] = "obj"
            elif tree.relations[child] == "obl" and child > index:
                cases = [tree.lemmas[c] for c in below[child] if tree.relations[c] == "case"]
                if cases == ["by"]:
                    tree.relations[child] = "obl:agent"
