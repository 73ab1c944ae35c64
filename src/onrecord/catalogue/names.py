"""Names as they are compared: words without accents, case, titles and corporate endings."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

EntryType = Literal["person", "organisation"]
Words = tuple[str, ...]
"""A name as it is compared: its words in order, casefolded, of ASCII letters where they have any."""

LONGEST_ACRONYM = 6
_CASED_ACRONYM = 3
"""Letters up to which an acronym has to stand in capitals, since "WHO" and "US" are words too."""
_LETTERS = str.maketrans("łŁøØđĐıæÆœŒþÞðÐ", "lLoOdDiaAoOtTdD")
_WORD = re.compile(r"[^\W_]+")
_POINTED = re.compile(r"\b(?:[^\W\d_]{1,2}\.){2,}")
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend hon rt baron baroness judge justice "
    "president senator minister gen general col colonel capt captain lt sgt sheikh".split()
)
_GENERATIONS = frozenset("jr sr ii iii iv junior senior".split())
_SUFFIXES = _GENERATIONS | frozenset("phd md mp mep qc kc obe cbe mbe esq".split())
_ENDINGS = frozenset(
    "ltd limited inc incorporated corp corporation co company plc llc llp lp gmbh ag sa sas sarl srl spa bv "
    "nv ab as asa oy oyj kg kgaa pty pte se sl sro doo zrt kft kk bhd".split()
)
_SAME_GENERATION = {"junior": "jr", "senior": "sr"}


def split_name(name: str, kind: EntryType) -> Words:
    """The words by which a name is compared; none where it has no letters or digits.

    Of a person, titles in front and suffixes behind are dropped, and "Roe, Jane" is read as "Jane Roe"; of an
    organisation, a leading "the" and corporate endings. A name never loses its last word.
    """
    plain = _without_accents(name)
    return _split_person(plain) if kind == "person" else _split_organisation(plain)


def find_generation(name: str) -> str | None:
    """What tells a son from his father of one name: "jr", "sr", "ii" ..., or None."""
    words = [word.casefold() for word in _WORD.findall(name)]
    found = next((word for word in words[2:] if word in _GENERATIONS), None)
    return _SAME_GENERATION.get(found, found) if found else None


def is_acronym(name: str) -> bool:
    """Whether a name is one word of two to six capitals or digits, with full stops or without."""
    letters = name.strip().replace(".", "")
    return 2 <= len(letters) <= LONGEST_ACRONYM and letters.isalnum() and letters.isupper()


def plain_words(text: str) -> list[str]:
    """All words of a text, casefolded and without accents, in order."""
    return [word.casefold() for word in _WORD.findall(_without_accents(text))]


def _without_accents(text: str) -> str:
    if text.isascii():
        return text.replace("'", "")
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    kept = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub("['’‘ʼ`]", "", kept)


def _split_person(name: str) -> Words:
    if "," in name:
        name = _turn(name)
    words = [word.casefold() for word in _WORD.findall(name)]
    while len(words) > 1 and words[0] in _TITLES:
        del words[0]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        del words[-1]
    return tuple(words)


def _turn(name: str) -> str:
    """A name with what stands behind its comma in front: "Roe, Jane"; a suffix ("Roe, MP") stays behind."""
    parts = [part.strip() for part in name.split(",")]
    named = [part for part in parts if part and part.replace(".", "").casefold() not in _SUFFIXES]
    return f"{named[1]} {named[0]}" if len(named) == 2 else " ".join(parts)


def _split_organisation(name: str) -> Words:
    name = _POINTED.sub(lambda match: match[0].replace(".", ""), name).replace("&", " and ")
    words = _WORD.findall(name)
    if len(words) > 1 and words[0].casefold() == "the":
        del words[0]
    while len(words) > 1 and (words[-1].casefold() in _ENDINGS or words[-1].casefold() == "and"):
        del words[-1]
    if len(words) == 1 and len(words[0]) <= _CASED_ACRONYM and words[0].isupper():
        return (words[0],)
    return tuple(word.casefold() for word in words)
