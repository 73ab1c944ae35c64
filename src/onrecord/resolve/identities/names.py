"""Names as they are compared across articles, and how far each tells by itself who is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import msgspec

from onrecord.catalogue.countries import country_code, find_countries
from onrecord.catalogue.names import LONGEST_ACRONYM, find_generation, is_acronym, split_name
from onrecord.model.folding import fold_name
from onrecord.resolve.identities.vocabulary import short_forms, words_of

Standing = Literal["full", "common", "short"]
"""`full`: the name tells who is meant unless something speaks against it. `common`: it does so within a
story. `short`: it does so within its article only."""

_CODE = re.compile(r"[A-Z]{2}(?:-[A-Z]{2,3})?")
_CASED_ACRONYM = 3
_MOST_GENERIC = 3
_ABROAD = frozenset("embassy embassies consulate delegation mission ambassador".split())
_LINKING = frozenset("of the for and in on at to de du la le des der die das und et y e".split())
_SPELLINGS = {
    "defense": "defence", "center": "centre", "labor": "labour", "organization": "organisation",
    "theater": "theatre", "program": "programme", "saint": "st", "mount": "mt", "counsel": "counsel",
}  # fmt: skip
_SIDES = frozenset(
    "north south east west northern southern eastern western central upper lower inner".split()
)
_PARTICLES = frozenset(
    "al el bin ibn ben bint abu umm de der den van von da di du dos del della la le".split()
)


class Name(msgspec.Struct, frozen=True):
    """A name: type, words as they are compared, how far it tells who is meant, the country that it names.

    `generation` is what tells a son from his father of one name.
    """

    type: str
    words: tuple[str, ...]
    standing: Standing
    country: str | None = None
    generation: str | None = None

    @property
    def acronym(self) -> bool:
        """Whether it is one short word, which may be the acronym of another."""
        return self.type != "person" and len(self.words) == 1 and 2 <= len(self.words[0]) <= LONGEST_ACRONYM

    @property
    def folded(self) -> str:
        """The words by which the name is the same as another, with the generation behind."""
        return " ".join((*self.words, self.generation) if self.generation else self.words)


_GENERATIONS = frozenset("jr sr ii iii iv".split())


def restore_name(kind: str, folded: str, standing: Standing, context: str) -> Name:
    """The name of which a store has type, words, standing and context."""
    words = tuple(folded.split())
    generation = words[-1] if kind == "person" and len(words) > 2 and words[-1] in _GENERATIONS else None
    country = context.removeprefix("country ") if context.startswith("country ") else None
    return Name(kind, words[:-1] if generation else words, standing, country, generation)


@lru_cache(maxsize=20_000)
def read_name(kind: str, name: str) -> Name | None:
    """The name of an entity of a type as it is compared, or None where it is a description or nothing."""
    folded = fold_name(name)
    if not folded or folded in words_of("no_names") or folded in words_of("times"):
        return None
    if not any(letter.isupper() or not letter.isascii() or letter.isdigit() for letter in name):
        return None
    if kind == "person":
        return _read_person(name)
    if kind == "organisation":
        return _read_organisation(name)
    if kind == "place":
        return _read_place(name, folded)
    return _read_other(kind, name, folded)


def _read_person(name: str) -> Name | None:
    words = split_name(name, "person")
    if not words or _begins_small(name):
        return None
    return Name("person", words, _stand_person(words), generation=find_generation(name))


def _stand_person(words: tuple[str, ...]) -> Standing:
    weighty = [word for word in words if len(word) > 1]
    if len(weighty) < 2:
        return "full" if len(words) > 2 and weighty and weighty[0] not in words_of("family") else "short"
    if len(words) == 2 and words[0] in _PARTICLES:
        return "short"
    if words[-1] in words_of("family") and (words[0] in words_of("given") or words[0] in words_of("family")):
        return "common"
    return "common" if len(words) == 2 and _is_given(words[0]) and _is_given(words[1]) else "full"


def _is_given(word: str) -> bool:
    return word in words_of("given")


def _begins_small(name: str) -> bool:
    """Whether a name begins as a description does: "her campaign", "former House Speaker"."""
    first = name.split()[0]
    return first.islower() and first.strip("-'") not in _PARTICLES | _SIDES


def _read_organisation(name: str) -> Name | None:
    if _begins_small(name):
        return None
    code = _country_of(name)
    if code is not None:
        return Name("organisation", (code,), "full", country=code)
    given = split_name(name, "organisation")
    words = _order(given)
    acronym = is_acronym(name)
    if not words:
        return None
    if len(words) == 1 and (acronym or len(words[0]) <= _CASED_ACRONYM):
        told = acronym and (len(words[0]) > _CASED_ACRONYM or words[0].casefold() in words_of("acronyms"))
        return Name("organisation", (words[0].casefold(),), "full" if told else "common")
    countries, rest = _split_country(name, given)
    rest = _order(rest)
    if _is_generic(rest):
        country = next(iter(countries)) if len(countries) == 1 else None
        return Name("organisation", rest, _stand_generic(rest, country), country=country)
    return Name("organisation", words, "full", country=next(iter(countries)) if len(countries) == 1 else None)


def _stand_generic(words: tuple[str, ...], country: str | None) -> Standing:
    """How far the name of an institution tells which it is: a state has one ministry, but many embassies."""
    if not _ABROAD.isdisjoint(words):
        return "short"
    if country is not None:
        return "full"
    return "common" if words_of("organs").isdisjoint(words) else "short"


def _is_generic(words: tuple[str, ...]) -> bool:
    """Whether a name is made of words for institutions only, and few of them."""
    if len(words) > _MOST_GENERIC or " ".join(words) in words_of("specific"):
        return False
    return all(word in words_of("generic") or not word.isalpha() for word in words)


def _order(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without those that only link them; "Ministry of Defence" becomes "Defence Ministry"."""
    told = [_SPELLINGS.get(word, word) for word in words]
    if len(told) == 3 and told[1] == "of":
        told = [told[2], told[0]]
    kept = tuple(word for word in told if word not in _LINKING)
    return kept or tuple(told)


def _split_country(name: str, words: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The countries that a name of an organisation has in it, and its words without them."""
    named, meant = find_countries(name)
    found = named | meant
    if not found or not words_of("parts").isdisjoint(words):
        return frozenset(), words
    rest = tuple(word for word in words if not _is_of_country(word))
    return (found, rest) if rest else (frozenset(), words)


@lru_cache(maxsize=10_000)
def _is_of_country(word: str) -> bool:
    named, meant = find_countries(word.title())
    upper, _ = find_countries(word.upper()) if len(word) <= _CASED_ACRONYM else (frozenset(), None)
    return bool(named | meant | upper) or word in ("u", "s", "us", "uk", "united", "states", "kingdom")


def _country_of(name: str) -> str | None:
    code = country_code(name)
    if fold_name(name) in words_of("parts"):
        return None
    return (
        code
        if _CODE.fullmatch(code) and (code != name.strip() or (len(code) == 2 and _names_country(name)))
        else None
    )


def _names_country(name: str) -> bool:
    return bool(find_countries(name)[0])


def _read_place(name: str, folded: str) -> Name | None:
    if _begins_small(name) and name.split()[0] not in _SIDES:
        return None
    words = tuple(_SPELLINGS.get(word, word) for word in folded.removeprefix("the ").split())
    if folded in words_of("places"):
        return Name("place", words, "common")
    code = _country_of(name)
    if code is not None:
        return Name("place", (code,), "full", country=code)
    if words[-1] in words_of("streets") or all(word in _SIDES for word in words) or len(folded) < 3:
        return Name("place", words, "common")
    countries = find_countries(name)[0]
    return Name("place", words, "full", country=next(iter(countries)) if len(countries) == 1 else None)


def _read_other(kind: str, name: str, folded: str) -> Name | None:
    if _begins_small(name) and not any(letter.isupper() for letter in name.split()[0]):
        return None
    words = tuple(word for word in folded.split() if word not in _LINKING) or tuple(folded.split())
    if kind == "group":
        return Name(kind, words, "common")
    if kind == "event" and words_of("recurring") & set(words):
        return Name(kind, words, "common")
    told = (
        len(words) > 1 or (is_acronym(name) and len(folded) > 2) or any(letter.isdigit() for letter in folded)
    )
    return Name(kind, words, "full" if told and not all(len(word) < 3 for word in words) else "common")


def block_keys(name: Name) -> Iterator[str]:
    """What two names have to share to be compared, each once."""
    keys = _block_person(name.words) if name.type == "person" else _block_other(name)
    yield from dict.fromkeys(f"{name.type} {key}" for key in keys)


def _block_person(words: tuple[str, ...]) -> Iterator[str]:
    bare = [word for word in words if word not in _PARTICLES] or list(words)
    last, first = sound_of(bare[-1]), bare[0]
    for initial in {first[0], *(formal[0] for formal in short_forms().get(first, ()))}:
        yield f"{last} {initial}"
    yield "".join(sorted(sound_of(word) for word in words))


def _block_other(name: Name) -> Iterator[str]:
    weighty = [word for word in name.words if word not in words_of("generic") and len(word) > 2]
    yield from sorted(weighty, key=lambda word: (-len(word), word))[:3]
    if name.acronym:
        yield f"={name.words[0]}"
    elif len(name.words) > 1:
        yield f"={initials_of(name.words)}"
    if not weighty:
        yield " ".join(sorted(name.words))


def initials_of(words: tuple[str, ...]) -> str:
    """The letters of an acronym of these words."""
    return "".join(word[0] for word in words)


_SOUNDS = (
    (re.compile("tsch|tch|cz"), "ch"), (re.compile("sch|zh"), "sh"), (re.compile("kh|gh|q|ck"), "k"),
    (re.compile("ph"), "f"), (re.compile("dh"), "d"), (re.compile("th"), "t"), (re.compile("c(?!h)"), "k"),
    (re.compile("w"), "v"), (re.compile("[yj]"), "i"), (re.compile("ou|u"), "o"), (re.compile("i+"), "i"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def transliterate(word: str) -> str:
    """A word as it would be in any romanisation: "zelenskyy" and "zelenskiy" alike."""
    for pattern, to in _SOUNDS:
        word = pattern.sub(to, word)
    return _DOUBLE.sub(r"\1", word)


@lru_cache(maxsize=50_000)
def sound_of(word: str) -> str:
    """The first letter of a word and its consonants, by which spellings of one name meet."""
    plain = transliterate(word)
    return plain[0] + "".join(letter for letter in plain[1:] if letter not in "aeio") if plain else word
