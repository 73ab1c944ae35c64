"""States with their adjectives, peoples, capitals and seats of government, and names of places.

The vocabulary is in `countries.toml`. All look-ups disregard accents, a leading "the", and commas, and want a
capital at the start, since "turkey" and "polish" are words too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from onrecord.analyse.lexicon.words import read_lexicon

Kind = Literal["state", "part", "organisation"]
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("state", "states"),
    ("part", "parts"),
    ("organisation", "organisations"),
)
_LETTERS = str.maketrans("’łŁøØđĐı", "'lLoOdDi")


@dataclass(frozen=True, slots=True)
class Country:
    """A state, a part of one that news treats as a country (Scotland), or the European Union.

    `code` is ISO 3166-1 alpha-2. A part without a code of its own has its state's: Scotland and the United
    Kingdom are both GB, so compare countries, not codes, where that matters. `people` holds nouns in the
    singular and plural ("Dane", "Danes").
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    kind: Kind


@lru_cache(maxsize=1 << 13)
def country_of(name: str) -> Country | None:
    """The country of a name or an alias: "Russia", "the US", "RUSSIA"; None for a word in lower case.

    "Georgia", "Jordan" and "Chad" are countries here; that a text means a state of the US or a person, only
    the text can tell.
    """
    return _find(_by_name(), name)


@lru_cache(maxsize=1 << 13)
def by_demonym(word: str) -> Country | None:
    """The country of an adjective or of a noun for its people: "Russian", "Danes", "South Korean"."""
    return _find(_by_demonym(), word)


def is_inhabitant(word: str) -> bool:
    """Whether a noun denotes somebody from a part of a state, a city or a continent: "Ohioan", "Londoner"."""
    plain = plain_name(word)
    return plain[:1].isupper() and plain.lower() in _inhabitants()


@lru_cache(maxsize=1 << 13)
def by_capital(city: str) -> Country | None:
    """The country of a capital; Brussels is Belgium's."""
    return _find(_by_capital(), city)


def by_seat(phrase: str) -> Country | None:
    """The country for whose government a place stands: "Kremlin"; Brussels is the European Union's."""
    return _find(_by_seat(), phrase)


@lru_cache(maxsize=1 << 13)
def is_place_name(name: str) -> bool:
    """Whether a name can be that of a place: a country, state of the US, region, continent or larger city.

    Many of them are names of persons as well: "Jordan", "Florence", "Houston".
    """
    plain = plain_name(name)
    return plain[:1].isupper() and (plain in _places() or plain.lower() in _places())


@cache
def read_countries() -> tuple[Country, ...]:
    """Every country of the vocabulary: states, then parts, then organisations."""
    lexicon = read_lexicon("countries")
    return tuple(
        _read_country(line, kind) for kind, key in _KINDS for line in str(lexicon[key]).split("\n") if line
    )


def _read_country(line: str, kind: Kind) -> Country:
    code, name, *rest = line.split("|")
    aliases, adjectives, people, capitals, seats = (tuple(part.split(",")) if part else () for part in rest)
    nouns = tuple(form for noun in people for form in _forms(noun, adjectives))
    return Country(code, name, aliases, adjectives, nouns, capitals, seats, kind)


def _forms(noun: str, adjectives: tuple[str, ...]) -> tuple[str, ...]:
    """Singular and plural of an item of the field "people", as the head of the vocabulary file explains."""
    if noun == "+":
        return adjectives[0], adjectives[0] + "s"
    if "/" in noun:
        return tuple(noun.split("/"))
    if noun.endswith("man"):
        return noun, noun[:-2] + "en"
    if noun.endswith(("s", "ese", "z")):
        return (noun,)
    return noun, noun + "s"


@lru_cache(maxsize=1 << 13)
def plain_name(name: str) -> str:
    """A name without a leading article, commas and accents: "the Élysée" gives "Elysee"."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.translate(_LETTERS))
        name = "".join(char for char in decomposed if not unicodedata.combining(char))
    if name[:4].lower() == "the ":
        name = name[4:]
    return name.replace(",", "")


def key_name(name: str) -> str:
    """What a plain name is found by: itself when all in capitals, as US and D.C. are, else its lower case."""
    return name if name.isupper() else name.lower()


def _find(table: dict[str, Country], name: str) -> Country | None:
    plain = plain_name(name)
    if plain[:1].islower():
        return None
    return table.get(plain) or table.get(plain.lower())


def _tabulate(names_of: Callable[[Country], Iterable[str]]) -> dict[str, Country]:
    return {key_name(name): country for country in read_countries() for name in names_of(country)}


@cache
def _by_name() -> dict[str, Country]:
    return _tabulate(lambda country: (country.name, *country.aliases))


@cache
def _by_demonym() -> dict[str, Country]:
    return _tabulate(lambda country: (*country.adjectives, *country.people))


@cache
def _by_capital() -> dict[str, Country]:
    return _tabulate(lambda country: country.capitals)


@cache
def _by_seat() -> dict[str, Country]:
    return _tabulate(lambda country: country.seats)


@cache
def _inhabitants() -> frozenset[str]:
    names = str(read_lexicon("countries")["inhabitants"]["nouns"]).replace("\n", ",").split(",")
    return frozenset(name.lower() for name in names if name)


@cache
def _places() -> frozenset[str]:
    return frozenset((*_by_name(), *_by_capital(), *(key_name(name) for name in read_place_names())))


def read_place_names() -> Iterator[str]:
    """The names of places that are neither countries nor capitals, as written in the vocabulary."""
    for names in read_lexicon("countries")["places"].values():
        yield from (name for name in str(names).replace("\n", ",").split(",") if name)
