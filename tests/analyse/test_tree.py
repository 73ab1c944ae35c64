from __future__ import annotations

from onrecord.analyse.tree import Tree


def reaches_root(tree: Tree, index: int) -> bool:
    for _ in range(len(tree.heads)):
        if tree.heads[index] == index:
            return True
        index = tree.heads[index]
    return False


def test_a_cycle_is_cut_once() -> None:
    tree = Tree(heads=[1, 2, 0, 0], relations=["dep"] * 4, pos=["NOUN"] * 4, lemmas=["a"] * 4)
    tree.cut_cycles()
    assert sum(head == index for index, head in enumerate(tree.heads)) == 1
    assert all(reaches_root(tree, index) for index in range(4))


def test_below() -> None:
    tree = Tree(heads=[0, 0, 1], relations=["dep"] * 3, pos=["NOUN"] * 3, lemmas=["a"] * 3)
    assert tree.stands_below(2, 0)
    assert not tree.stands_below(0, 2)
    assert not tree.stands_below(0, 0)
