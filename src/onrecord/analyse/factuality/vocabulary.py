"""The words that bear on factuality: `lexicon/factuality.toml` read into signatures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from onrecord.analyse.factuality.status import Factuality, Signature, opposite
from onrecord.analyse.lexicon.words import read_lexicon
from onrecord.model.record import Modality, Polarity

Construction = Literal[
    "infinitive", "gerund", "clause", "object", "subject", "noun", "modifier", "adverb", "itself"
]
Link = Literal["possible", "unreal", "negative"]
_STATUSES = frozenset({"true", "false", "present"})


@dataclass(frozen=True, slots=True)
class Governor:
    """A class of words with one signature, and the one that it has when it is not past."""

    name: str
    past: Signature
    present: Signature


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """What a modal auxiliary makes of its verb: alone, negated, with "have", and with both."""

    plain: Factuality
    negated: Factuality
    perfect: Factuality
    perfect_negated: Factuality

    def status(self, *, negated: bool, perfect: bool) -> Factuality:
        """The status of the verb."""
        if perfect:
            return self.perfect_negated if negated else self.perfect
        return self.negated if negated else self.plain


def read_status(text: str) -> Factuality:
    """The status written as in "negative possible -0.6 hedged"."""
    polarity, modality, score, *rest = text.split()
    return Factuality(cast(Polarity, polarity), cast(Modality, modality), rest == ["hedged"], float(score))


def find_governor(construction: Construction, *words: str) -> Governor | None:
    """The class of the first of the words that governs an event in that construction."""
    governors = _governors()
    for word in words:
        governor = governors.get((construction, word))
        if governor is not None:
            return governor
    return None


def find_link(words: frozenset[str]) -> Link | None:
    """What the words that lead in a clause or a phrase make of it."""
    return next((link for link, known in _links().items() if words & known), None)


def find_auxiliary(word: str) -> Auxiliary | None:
    """The modal auxiliary with that form, in lower case."""
    return _auxiliaries().get(word)


@cache
def _links() -> Mapping[Link, frozenset[str]]:
    return {link: frozenset(words.split()) for link, words in read_lexicon("factuality")["links"].items()}


@cache
def _governors() -> Mapping[tuple[str, str], Governor]:
    found: dict[tuple[str, str], Governor] = {}
    for name, table in read_lexicon("factuality")["governors"].items():
        governor = _governor(name, table)
        for construction, words in table.items():
            if construction not in _STATUSES:
                found.update(((construction, word), governor) for word in words.split())
    return found


def _governor(name: str, table: Mapping[str, str]) -> Governor:
    false = read_status(table["false"])
    past = Signature(read_status(table["true"]), false)
    present = Signature(read_status(table["present"]), false) if "present" in table else past
    return Governor(name, past, present)


@cache
def _auxiliaries() -> Mapping[str, Auxiliary]:
    found: dict[str, Auxiliary] = {}
    for table in read_lexicon("factuality")["auxiliaries"].values():
        auxiliary = _auxiliary(table)
        found.update((word, auxiliary) for word in table["words"].split())
    return found


def _auxiliary(table: Mapping[str, Any]) -> Auxiliary:
    plain, negated = read_status(table["plain"]), read_status(table["negated"])
    perfect = read_status(table["perfect"]) if "perfect" in table else plain
    contrary = table.get("perfect_negated")
    return Auxiliary(plain, negated, perfect, read_status(contrary) if contrary else opposite(perfect))
