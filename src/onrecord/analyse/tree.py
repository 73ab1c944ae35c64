"""One parsed stretch of text while its relations are being converted and mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

NAMED = frozenset({"NOUN", "PROPN"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


@dataclass(slots=True)
class Tree:
    """One parsed stretch of text as parallel lists; a root is its own head."""

    heads: list[int]
    relations: list[str]
    pos: list[str]
    lemmas: list[str]
    # Rules ask for these one after another, and few change anything: they hold as long as the heads are
    # those that they were found for.
    _below: tuple[list[int], Sequence[Sequence[int]]] = field(default=([], ()), init=False, compare=False)
    _bounds: tuple[list[int], Sequence[Sequence[int]]] = field(default=([], ()), init=False, compare=False)

    def children(self) -> Sequence[Sequence[int]]:
        """The nodes that hang on each now, in order."""
        if self._below[0] != self.heads:
            below: list[list[int]] = [[] for _ in self.heads]
            for child, head in enumerate(self.heads):
                if child != head:
                    below[head].append(child)
            self._below = self.heads[:], below
        return self._below[1]

    def extents(self) -> Sequence[Sequence[int]]:
        """The first and the last node of the subtree of each now."""
        if self._bounds[0] != self.heads:
            self._bounds = self.heads[:], self._find_extents()
        return self._bounds[1]

    def _find_extents(self) -> tuple[list[int], list[int]]:
        heads, count = self.heads, len(self.heads)
        low, high = [-1] * count, [-1] * count
        # Of all from the left the first that climbs to a node is the lowest below it; so each is met once.
        for bounds, nodes in ((low, range(count)), (high, range(count - 1, -1, -1))):
            for node in nodes:
                above = node
                while bounds[above] < 0:
                    bounds[above] = node
                    above = heads[above]
        return low, high

    def attach(self, index: int, head: int, relation: str) -> None:
        self.heads[index] = head
        self.relations[index] = relation

    def part(self, first: int, end: int) -> Tree:
        """A copy of the nodes `[first, end)`, all of whose heads are among them, numbered from 0."""
        return Tree(
            heads=[head - first for head in self.heads[first:end]],
            relations=self.relations[first:end],
            pos=self.pos[first:end],
            lemmas=self.lemmas[first:end],
        )

    def put(self, first: int, part: Tree) -> None:
        """Put a part back into its place."""
        place = slice(first, first + len(part.heads))
        self.heads[place] = [head + first for head in part.heads]
        self.relations[place], self.pos[place], self.lemmas[place] = part.relations, part.pos, part.lemmas

    def trade_places(self, upper: int, lower: int, relation: str, taken: Iterable[int] = ()) -> None:
        """Put the lower of two nodes in the place of the upper, which hangs on it with that relation.

        Of what hangs on the upper, `taken` goes along to the lower.
        """
        for child in taken:
            if child != lower and self.heads[child] == upper:
                self.heads[child] = lower
        head, own = self.heads[upper], self.relations[upper]
        self.attach(lower, head if head != upper else lower, own)
        self.attach(upper, lower, relation)

    def stands_below(self, index: int, top: int) -> bool:
        """Whether `top` is one of the heads above `index`."""
        for _ in range(len(self.heads)):
            if self.heads[index] == top and index != top:
                return True
            if self.heads[index] == index:
                return False
            index = self.heads[index]
        return False

    def cut_cycles(self) -> None:
        """Make a root of one token of every cycle, so that each token has a way up; linear in the tokens."""
        settled: set[int] = set()
        for index in range(len(self.heads)):
            path: list[int] = []
            on_path: set[int] = set()
            while index not in settled and index not in on_path:
                path.append(index)
                on_path.add(index)
                if self.heads[index] == index:
                    break
                index = self.heads[index]
            if index in on_path and self.heads[index] != index:
                self.attach(index, index, "root")
            settled.update(path)
