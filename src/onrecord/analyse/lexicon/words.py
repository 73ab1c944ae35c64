"""The vocabulary files of this folder, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_lexicon(name: str) -> dict[str, Any]:
    """The contents of `NAME.toml` in this folder.

    The result is shared: callers must not change it.
    """
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def read_words(name: str, key: str) -> frozenset[str]:
    """The words of one key of `NAME.toml`, which holds them in one string, separated by white space."""
    return frozenset(str(read_lexicon(name)[key]).split())
