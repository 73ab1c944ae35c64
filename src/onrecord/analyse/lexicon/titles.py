"""Titles that stand in front of names, and which of the words around them leave them as they are.

The vocabulary is in `people.toml`, under `titles`.
"""

from __future__ import annotations

from functools import cache

from onrecord.analyse.lexicon.words import read_lexicon


def is_plain_title(words: str) -> bool:
    """Whether words are a title with nothing around it: "Dr", "Lt. Col.", not "former President"."""
    return _key(words) in _plain()


def is_job(words: str) -> bool:
    """Whether a title only says what somebody does ("spokesman", "coach"); nobody is addressed by it."""
    return _key(words) in _read("jobs")


def is_of_one_name(words: str) -> bool:
    """Whether no family name is to be expected behind a title: "King", "Pope", "Sister"."""
    return _key(words) in _read("of_one_name")


def qualifies(word: str) -> bool:
    """Whether a word qualifies a title in front of it: "deputy", "foreign", "former"."""
    return _key(word) in _read("qualifiers")


def leaves_title(word: str) -> bool:
    """Whether a title holds with the word in front of it: "US", "Republican", "retired", not "vice"."""
    return _key(word) in _read("neutral")


@cache
def _plain() -> frozenset[str]:
    honorifics = (pair.partition(":")[0] for pair in _read("honorifics"))
    return frozenset(honorifics) | _read("ranks")


@cache
def _read(key: str) -> frozenset[str]:
    return frozenset(str(read_lexicon("people")["titles"][key]).split())


def _key(words: str) -> str:
    return "_".join(words.replace(".", " ").lower().split())
