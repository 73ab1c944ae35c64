"""Who the words of a document stand for: what the stages behind coreference look entities up in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.model.record import Entity, EntityType, Mention
from onrecord.model.span import Span


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities and mentions of a document, and the mention that each head token has.

    `by_head` maps a token index to the widest mention headed by it.
    """

    entities: Sequence[Entity]
    mentions: Sequence[Mention]
    by_head: Mapping[int, Mention]
    types: Mapping[str, EntityType]
    _starts: Sequence[int] = field(init=False)
    _named: frozenset[str] = field(init=False)
    _described: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        named = (m.entities for m in self.mentions if m.form == "name" and len(m.entities) == 1)
        object.__setattr__(self, "_named", frozenset(entity for entities in named for entity in entities))
        told = (m.entities for m in self.mentions if m.form != "pronoun")
        object.__setattr__(self, "_described", frozenset(entity for entities in told for entity in entities))
        object.__setattr__(self, "_starts", [mention.start for mention in self.mentions])

    def mention_at(self, index: int | None) -> Mention | None:
        """The mention headed by a token; None where there is none."""
        return self.by_head.get(index) if index is not None else None

    def entities_at(self, index: int | None) -> tuple[str, ...]:
        """The ids of the entities that a head token stands for; empty where there are none."""
        mention = self.mention_at(index)
        return mention.entities if mention is not None else ()

    def is_named(self, entity: str) -> bool:
        """Whether the article calls the entity by a name."""
        return entity in self._named

    def is_described(self, entity: str) -> bool:
        """Whether the article calls the entity anything but a pronoun."""
        return entity in self._described

    def type_at(self, index: int) -> EntityType | None:
        """The type of the entity that a head token stands for; of several entities the first one's."""
        entities = self.entities_at(index)
        return self.types[entities[0]] if entities else None

    def within(self, span: Span) -> list[Mention]:
        """The mentions that lie within a span, in order."""
        first = bisect_left(self._starts, span.start)
        end = bisect_left(self._starts, span.end)
        return [mention for mention in self.mentions[first:end] if mention.end <= span.end]
