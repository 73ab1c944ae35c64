"""One parsed stretch of text while its relations are being converted and mended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Tree:
    """One parsed stretch of text as parallel lists; a root is its own head."""

    heads: list[int]
    relations: list[str]
    pos: list[str]
    lemmas: list[str]

    def children(self) -> list[list[int]]:
        below: list[list[int]] = [[] for _ in self.heads]
        for child, head in enumerate(self.heads):
            if child != head:
                below[head].append(child)
        return below

    def attach(self, index: int, head: int, relation: str) -> None:
        self.heads[index] = head
        self.relations[index] = relation
