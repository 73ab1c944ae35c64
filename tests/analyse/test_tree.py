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


def test_children_and_extents_are_of_the_heads_as_they_are_now() -> None:
    tree = Tree(heads=[1, 1, 1, 2], relations=["dep"] * 4, pos=["NOUN"] * 4, lemmas=["a"] * 4)
    before = tree.children()
    assert [list(below) for below in before] == [[], [0, 2], [3], []]
    assert [list(bounds) for bounds in tree.extents()] == [[0, 0, 2, 3], [0, 3, 3, 3]]
    tree.heads[3] = 0
    assert [list(below) for below in tree.children()] == [[3], [0, 2], [], []]
    assert [list(bounds) for bounds in tree.extents()] == [[0, 0, 2, 3], [3, 3, 2, 3]]
    assert [list(below) for below in before] == [[], [0, 2], [3], []]
