"""The article as the finders of attributes see it, and what they find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.analyse.events.voice import Voices
from onrecord.analyse.factuality import judge_event
from onrecord.analyse.parse import Parse, Token
from onrecord.analyse.resolution import Resolution
from onrecord.model.record import Attribute, Entity, Event, Mention, Value
from onrecord.model.span import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """An attribute and the id of the entity that it is said of."""

    entity: str
    attribute: Attribute


@dataclass(frozen=True, slots=True)
class Article:
    """What the stages before found, and the mentions by name of each entity, in text order."""

    parse: Parse
    resolution: Resolution
    events: Sequence[Event]
    voices: Voices
    entities: dict[str, Entity] = field(init=False)
    named: dict[str, list[Mention]] = field(init=False)
    _inside: dict[str, range] = field(init=False)

    def __post_init__(self) -> None:
        named: dict[str, list[Mention]] = {}
        for mention in self.resolution.mentions:
            if mention.form == "name" and len(mention.entities) == 1:
                named.setdefault(mention.entities[0], []).append(mention)
        object.__setattr__(self, "named", named)
        object.__setattr__(self, "_inside", {})
        object.__setattr__(self, "entities", {entity.id: entity for entity in self.resolution.entities})

    def is_own(self, span: Span) -> bool:
        """Whether the outlet says the words in its own voice."""
        return self.voices.of(span)[0] == "outlet"

    def is_own_wording(self, span: Span) -> bool:
        """Whether the words are the outlet's, be it to report what others say, as names and titles are."""
        return not self.voices.in_quotes(span)

    def is_so(self, index: int) -> bool:
        """Whether what the word at `index` says is told as a fact."""
        status = judge_event(self.parse, index)
        return status.polarity == "positive" and status.modality == "actual"

    def names_of(self, kind: str) -> Iterator[tuple[str, Mention, range]]:
        """Every mention by name of the entities of a type: the entity, the mention, its tokens."""
        for identity, mentions in self.named.items():
            if self.entities[identity].type == kind:
                for mention in mentions:
                    yield identity, mention, self.tokens_of(mention)

    def tokens_of(self, mention: Mention) -> range:
        """The tokens of a mention, looked up once."""
        inside = self._inside.get(mention.id)
        if inside is None:
            inside = self._inside[mention.id] = self.parse.tokens_in(mention)
        return inside

    def nouns_of(self, inside: range) -> Iterator[Token]:
        """The nouns that are said of a name by standing in front of it, in apposition, or as a predicate."""
        tokens = self.parse.tokens
        head = tokens[self.parse.head_of(inside[0], inside[-1])]
        for token in self.parse.children_by(head.index, "compound", "appos", "nmod:desc"):
            if token.pos in ("NOUN", "PROPN") and token.index not in inside:
                yield token
        above = tokens[head.head]
        is_predicate = head.relation == "nsubj" and self.parse.child(above.index, "cop") is not None
        if above.pos in ("NOUN", "PROPN") and (
            (head.relation == "appos" and not self._parts(above.index, inside[0]))
            or (is_predicate and self.is_so(above.index))
        ):
            yield above

    def _parts(self, first: int, last: int) -> bool:
        """Whether "and" stands between two words, so that one is hardly said of the other."""
        return any(token.pos == "CCONJ" for token in self.parse.tokens[first + 1 : last])


def say(entity: str, name: str, value: Value, span: Span) -> Finding:
    """A finding whose words are those of `span`."""
    return Finding(entity, Attribute(name=name, value=value, start=span.start, end=span.end))
