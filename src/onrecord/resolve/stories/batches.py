"""Keys and ids in batches small enough for one query."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice
from typing import TypeVar

_MANY = 500
"""How many values one query asks for."""

Name = TypeVar("Name", int, str)


def split_keys(keys: Collection[Name]) -> Iterator[list[Name]]:
    """The keys or ids in ascending order, in batches."""
    remaining = iter(sorted(keys))
    while batch := list(islice(remaining, _MANY)):
        yield batch
