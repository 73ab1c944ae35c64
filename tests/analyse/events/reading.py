"""Event candidates of single sentences, written short: `arrest authority=police person=driver`."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from onrecord.analyse.events.candidates import Candidate, Filler
from onrecord.analyse.events.frames import find_candidates
from onrecord.analyse.mentions import find_mentions
from onrecord.analyse.parse import Parse
from onrecord.model.record import EntityType
from tests.analyse.parsing import parse


def read_cases(text: str) -> dict[str, str]:
    """The sentences of a text, each with the indented line below it; "#" starts a comment."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {sentence: line.strip() for sentence, line in zip(lines[::2], lines[1::2], strict=True)}


@cache
def read_candidates(text: str) -> tuple[Parse, list[Candidate]]:
    """The parse of a text and its candidates."""
    parsed = parse(text)
    types: dict[int, EntityType] = {}
    for mention in find_mentions(parsed):
        types.setdefault(mention.head, mention.type)
    return parsed, find_candidates(parsed, types.get)


def candidates_of(sentence: str) -> list[str]:
    """The candidates of a sentence.

    A candidate is written with its type, behind "/" its phase where that is not usual ("begins" for an event,
    "holds" for a state), and its roles in the order of their fillers, with the heads' words.
    """
    parsed, candidates = read_candidates(sentence)
    return [_write(parsed, candidate) for candidate in candidates]


def _write(parsed: Parse, candidate: Candidate) -> str:
    roles: dict[str, list[str]] = defaultdict(list)
    for filler in candidate.arguments:
        roles[filler.role].append(_word(parsed, filler))
    words = [f"{role}={','.join(fillers)}" for role, fillers in roles.items()]
    return " ".join([f"{candidate.type}/{candidate.phase}", *words])


def _word(parsed: Parse, filler: Filler) -> str:
    if filler.index is None or isinstance(filler.value, int):
        return str(filler.value)
    return parsed.tokens[filler.index].text


def holds(expected: str, found: list[str]) -> bool:
    """Whether a candidate is of the expected type and phase, with just the words expected in each role."""
    kind, *roles = expected.split()
    return any(_agrees(kind, roles, candidate.split()) for candidate in found)


def _agrees(kind: str, roles: list[str], candidate: list[str]) -> bool:
    found = candidate[0] if "/" in kind else candidate[0].split("/")[0]
    return found == kind and set(roles) <= set(candidate[1:])
