"""A mention in the making."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.analyse.parse import Parse
from onrecord.model.record import EntityType, MentionForm
from onrecord.model.span import Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention in the making: tokens `[first, last]`, its head, and what its words tell.

    `gender` is "m", "f", "they", "it", "i", "we" or None; `owner` is the token of the state or person
    that stands in front of an institution ("Olsen's" in "Olsen's foreign ministry"). What is `minor` is a
    mention only where the article mentions the same thing again.
    """

    first: int
    last: int
    head: int
    type: EntityType
    form: MentionForm
    gender: str | None = None
    plural: bool = False
    definite: bool = False
    number: int | None = None
    owner: int | None = None
    country: str | None = None
    minor: bool = False


def span_of(parse: Parse, candidate: Candidate) -> Span:
    """The characters of a mention."""
    return parse.span(candidate.first, candidate.last)
