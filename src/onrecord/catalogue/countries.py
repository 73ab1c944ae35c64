"""Countries by code, name and adjective.

The vocabulary is the data file `countries.toml` that the analysis has too; no code is shared with it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.catalogue.names import Words, plain_words

_CODE = re.compile(r"[A-Za-z]{2}(?:-[A-Za-z]{2,3})?")
_LONGEST = 6
"""Words of the longest name of a country that is looked for in a text."""
_UNION = "EU"


@lru_cache(maxsize=1_000)
def country_code(country: str) -> str:
    """A country as it is compared: the code of ISO 3166-1 in capitals, of "fr", "gb-sct" and "France" alike.

    What is no country that we know stays as it is.
    """
    country = country.strip()
    known = _by_name().get(tuple(plain_words(country)))
    if known is not None:
        return known
    return country[:2].upper() if _CODE.fullmatch(country) else country


def find_countries(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The codes of the countries that a text names ("Morocco's"), and of those of its adjectives ("Dutch").

    Words in lower case name none.
    """
    named: set[str] = set()
    meant: set[str] = set()
    words = text.replace("’s", "").replace("'s", "").split()
    for phrase in _phrases(words):
        if phrase in _by_name():
            named.add(_by_name()[phrase])
        elif phrase in _by_adjective():
            meant.add(_by_adjective()[phrase])
    return frozenset(named), frozenset(meant - {_UNION})


def _phrases(words: list[str]) -> Iterator[Words]:
    """The phrases to look up, longest first, each word in one at most."""
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _LONGEST), start, -1):
            phrase = tuple(word for part in words[start:end] for word in plain_words(part))
            if words[start][:1].isupper() and (phrase in _by_name() or phrase in _by_adjective()):
                yield phrase
                start = end
                break
        else:
            start += 1


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    path = files("onrecord").joinpath("analyse", "lexicon", "countries.toml")
    lexicon = tomllib.loads(path.read_text(encoding="utf-8"))
    lines = (line for key in ("states", "parts", "organisations") for line in str(lexicon[key]).split("\n"))
    return tuple(tuple(line.split("|")) for line in lines if line)


@cache
def _by_name() -> dict[Words, str]:
    return {
        tuple(plain_words(one)): code
        for code, name, aliases, *_ in _rows()
        for one in (name, *filter(None, aliases.split(",")))
    }


@cache
def _by_adjective() -> dict[Words, str]:
    return {
        tuple(plain_words(one)): code
        for code, _, _, adjectives, people, *_ in _rows()
        for field in (adjectives, people.replace("/", ","))
        for one in field.split(",")
        if one not in ("", "+")
    }
