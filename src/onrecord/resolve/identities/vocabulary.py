"""Words that tell how far a name tells who is meant: common names, short forms, institutions, places."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Gender = Literal["f", "m"]
List = Literal[
    "acronyms",
    "family",
    "generic",
    "given",
    "no_names",
    "organs",
    "parts",
    "places",
    "posts",
    "recurring",
    "specific",
    "streets",
    "times",
]


@cache
def words_of(kind: List) -> frozenset[str]:
    """The words and phrases of a list."""
    return frozenset(one.replace("_", " ") for one in str(_read()[kind]).split())


@cache
def given_names() -> dict[str, Gender]:
    """Given names that tell a gender."""
    lists = _read_given()
    genders: tuple[tuple[Gender, str], ...] = (("f", "female"), ("m", "male"))
    return {name: gender for gender, key in genders for name in str(lists[key]).split()}


@cache
def short_forms() -> dict[str, frozenset[str]]:
    """Given names to the formal names that they stand for, a formal name to itself too."""
    found: dict[str, set[str]] = {}
    for line in str(_read_given()["nicknames"]).strip().split("\n"):
        formal, *others = line.split()
        for one in (formal, *others):
            found.setdefault(one, set()).add(formal)
    return {name: frozenset(formals) for name, formals in found.items()}


def share_formal_name(one: str, other: str) -> bool:
    """Whether two given names are forms of one: "bob" and "robert", "mohamed" and "muhammad"."""
    forms = short_forms()
    return not forms.get(one, frozenset()).isdisjoint(forms.get(other, frozenset()))


def gender_of(given: str) -> Gender | None:
    """The gender that a given name tells, if it tells one."""
    return given_names().get(given)


@cache
def _read() -> dict[str, object]:
    return tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text(encoding="utf-8"))


@cache
def _read_given() -> dict[str, object]:
    """The list of given names, a data file that the analysis has too; no code is shared with it."""
    path = files("onrecord").joinpath("analyse", "lexicon", "given_names.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
