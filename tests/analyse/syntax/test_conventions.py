from __future__ import annotations

from onrecord.analyse.syntax.conventions import adapt
from onrecord.analyse.tree import Tree


def adapted(nodes: list[tuple[str, str, int]]) -> list[tuple[str, int]]:
    """Relation and head of each node, given as word, relation, head."""
    tree = Tree(
        heads=[head for _, _, head in nodes],
        relations=[relation for _, relation, _ in nodes],
        pos=["PROPN"] * len(nodes),
        lemmas=[word.lower() for word, _, _ in nodes],
    )
    adapt(tree, [word for word, _, _ in nodes])
    return list(zip(tree.relations, tree.heads, strict=True))


def test_the_last_part_of_a_name_is_its_head() -> None:
    assert adapted(
        [("Mayor", "nmod:desc", 1), ("Ina", "nsubj", 3), ("Roe", "flat", 1), ("left", "root", 3)]
    ) == [("compound", 2), ("compound", 2), ("nsubj", 3), ("root", 3)]


def test_a_name_that_is_a_root_stays_one() -> None:
    assert adapted([("Ina", "root", 0), ("Roe", "flat", 0), (".", "punct", 0)]) == [
        ("compound", 1),
        ("root", 1),
        ("punct", 1),
    ]


def test_a_suffix_is_no_head() -> None:
    assert adapted([("Ira", "nsubj", 3), ("Roe", "flat", 0), ("Jr.", "flat", 0), ("left", "root", 3)]) == [
        ("compound", 1),
        ("nsubj", 3),
        ("compound", 1),
        ("root", 3),
    ]


def test_all_words_of_a_preposition_hang_on_its_noun() -> None:
    assert adapted([("According", "case", 2), ("to", "fixed", 0), ("Roe", "obl", 3), ("left", "root", 3)])[
        :2
    ] == [("case", 2), ("case", 2)]
