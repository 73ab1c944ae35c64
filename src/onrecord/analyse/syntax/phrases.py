"""Noun phrases of news as parsers often tear them, mended: names, titles, prepositions, and who gets what.

All work on trees whose names have their last word as head and whose prepositions hang on their nouns.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.analyse.lexicon.persons import is_person_noun, is_title
from onrecord.analyse.tree import NAMED, SUBJECTS, Tree

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_MODIFIES = frozenset({"compound", "amod", "appos", "flat"})
_WITHIN = frozenset({"compound", "nmod", "nmod:poss"})
_LATER = frozenset({"ago", "aside", "apart", "on", "notwithstanding"})
"""Prepositions that may stand behind their noun."""


def hold_names(tree: Tree, names: Sequence[tuple[int, int]]) -> None:
    """Hang all words of a name of proper nouns alone, and what hangs on them, on its last."""
    below = tree.children()
    for first, last in names:
        inside = range(first, last + 1)
        if first == last or any(tree.pos[word] != "PROPN" for word in inside):
            continue
        for word in inside[:-1]:
            for child in below[word]:
                if child not in inside and tree.heads[child] == word and not tree.stands_below(last, child):
                    tree.heads[child] = last
        tops = [word for word in inside if tree.heads[word] not in inside or tree.heads[word] == word]
        above = [word for word in tops if tree.stands_below(last, word)]
        top = next((w for w in above if not any(tree.stands_below(w, other) for other in above)), last)
        head, relation = tree.heads[top], tree.relations[top]
        if tops == [last] or (head in inside and head != top):
            continue
        tree.attach(last, last if head == top else head, relation)
        for word in inside[:-1]:
            tree.attach(word, last, "compound")


def join_hyphens(tree: Tree, words: Sequence[str]) -> None:
    """Hang the noun of "Kremlin-*backed*" on its participle, and make a modifier of "would-be"."""
    for mark in range(1, len(words) - 2):
        if words[mark] != "-":
            continue
        if (words[mark - 1].lower(), words[mark + 1]) == ("would", "be"):
            head = tree.heads[mark + 1]
            if tree.pos[mark + 2] == "NOUN" and head == mark + 2:
                tree.attach(mark + 1, head, "amod")
                tree.attach(mark - 1, mark + 1, "compound")
            continue
        noun, word = mark - 1, mark + 1
        modifies = tree.relations[word] in ("amod", "compound") and tree.pos[word] in ("VERB", "ADJ")
        free = tree.pos[noun] in NAMED and tree.heads[noun] != word and not tree.stands_below(word, noun)
        if modifies and free:
            tree.attach(noun, word, "obl:unmarked")


def read_according(tree: Tree, words: Sequence[str]) -> None:
    """Make a preposition of "according to", whatever it was read as."""
    for index in range(len(words) - 2):
        if words[index].lower() != "according" or words[index + 1].lower() != "to":
            continue
        known = tree.relations[index] == "case" and tree.heads[index] > index + 1
        noun = tree.heads[index] if known else _phrase_behind(tree, index + 1)
        if noun is None:
            continue
        above = tree.heads[index] if tree.heads[noun] == index else tree.heads[noun]
        while noun < above and tree.relations[above] in SUBJECTS and tree.heads[above] != above:
            above = tree.heads[above]
        inside = {index, index + 1, noun}
        if above in inside or any(tree.stands_below(above, word) for word in inside):
            continue
        relation = "nmod" if tree.pos[above] in NAMED and tree.relations[noun] == "nmod" else "obl"
        tree.attach(noun, above, relation)
        tree.attach(index, noun, "case")
        tree.attach(index + 1, noun, "case")


def find_objects(tree: Tree, words: Sequence[str]) -> None:
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


def join_names(tree: Tree, words: Sequence[str]) -> None:
    """Make the name the head of "President Ida Voss", where it was taken for an apposition of the title."""
    low, _ = tree.extents()
    below = tree.children()
    for index, relation in enumerate(tree.relations):
        if tree.pos[index] != "PROPN":
            continue
        head = tree.heads[index]
        start = index
        while start and tree.heads[start - 1] == index and tree.relations[start - 1] == "compound":
            start -= 1
        before = start - 1
        twin = (
            before >= 0 and tree.heads[before] == head != before and _core(tree, before) == _core(tree, index)
        )
        tells = (
            twin and relation != "compound" and (tree.pos[before] == "NOUN" or _tells_trade(words[before]))
        )
        if tells and all(tree.pos[word] == "PROPN" for word in range(start, index + 1)):
            bare = not any(tree.relations[c] in ("det", "nmod:poss") for c in below[before])
            for child in below[before]:
                if bare or tree.relations[child] == "case":
                    tree.heads[child] = index
            tree.attach(before, index, "compound" if bare else "appos")
            continue
        if relation != "appos" or tree.pos[head] not in NAMED:
            continue
        if low[index] != head + 1 or any(
            tree.relations[c] in ("det", "nmod:poss", "amod") for c in below[head]
        ):
            continue
        tree.trade_places(head, index, "compound", below[head])


def _tells_trade(word: str) -> bool:
    """Whether a word in front of a name is a title or says what somebody is ("Ex-minister", "Geologist")."""
    last = word.rpartition("-")[2]
    return is_title(last) or is_person_noun(last.lower())


def _core(tree: Tree, index: int) -> str:
    return tree.relations[index].partition(":")[0]


def uncross(tree: Tree) -> None:
    """No noun modifies another across a verb: it goes with the noun before it, or is the verb's subject."""
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation not in _MODIFIES or head <= index + 1:
            continue
        verb = next(
            (v for v in range(index + 1, head) if tree.pos[v] == "VERB" and not tree.stands_below(v, head)),
            None,
        )
        if verb is None:
            continue
        before = index - 1
        while before > 0 and tree.heads[before] == index:
            before -= 1
        if before >= 0 and tree.heads[before] == verb and tree.relations[before] in SUBJECTS:
            tree.attach(index, before, "appos")
        elif not tree.stands_below(verb, index):
            if tree.heads[head] == verb and tree.relations[head] in SUBJECTS:
                tree.relations[head] = "obj"
            tree.attach(index, verb, "nsubj")


def give_to_names(tree: Tree) -> None:
    """In "paid Ina Roe $3 million" make the name, which was taken into the sum, the one who gets it."""
    low, _ = tree.extents()
    for index, relation in enumerate(tree.relations):
        head = tree.heads[index]
        if relation not in _WITHIN or tree.pos[index] != "PROPN" or head < index + 2:
            continue
        if tree.relations[index + 1] == "case":
            continue
        verb = tree.heads[head]
        sum_or_thing = tree.pos[head] == "NUM" or tree.pos[index + 1] in ("ADJ", "DET", "NUM")
        if tree.relations[head] == "obj" and low[index] == verb + 1 == low[head] and sum_or_thing:
            tree.attach(index, verb, "iobj")
