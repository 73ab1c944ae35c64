"""What an article says of its entities in passing, kept with them, each with the words that say it.

Age, position, title, nationality and relatives of people, their given and family names, the country of places
and organisations, and what kind of outlet an organisation is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from onrecord.analyse.attributes.countries import find_countries
from onrecord.analyse.attributes.finding import Article, Finding
from onrecord.analyse.attributes.names import find_names
from onrecord.analyse.attributes.nationalities import find_nationalities
from onrecord.analyse.attributes.outlets import find_outlets
from onrecord.analyse.attributes.relatives import find_relatives
from onrecord.analyse.attributes.states import find_states
from onrecord.analyse.attributes.titles import find_titles
from onrecord.analyse.events.voice import Voices
from onrecord.analyse.parse import Parse
from onrecord.analyse.resolution import Resolution
from onrecord.model.record import Attribute, Entity, Event

__all__ = ["describe_entities"]


def describe_entities(
    parse: Parse, resolution: Resolution, events: Sequence[Event], voices: Voices
) -> list[Entity]:
    """The entities with what the outlet itself says of them, sorted by place in the text.

    What a statement's source alone says of somebody is left to the statement.
    """
    article = Article(parse, resolution, events, voices)
    found: dict[str, list[Attribute]] = {}
    for finding in _find(article):
        found.setdefault(finding.entity, []).append(finding.attribute)
    return [
        msgspec.structs.replace(entity, attributes=_distinct([*kept, *found.get(entity.id, ())]))
        for entity in resolution.entities
        for kept in [[a for a in entity.attributes if article.is_own(a)]]
    ]


def _find(article: Article) -> Iterable[Finding]:
    states = list(find_states(article))
    yield from states
    yield from find_titles(article, states)
    yield from find_relatives(article)
    yield from find_nationalities(article)
    yield from find_countries(article)
    yield from find_outlets(article)
    yield from find_names(article)


def _distinct(attributes: Iterable[Attribute]) -> tuple[Attribute, ...]:
    """The attributes by place, without those that say again what was said, or part of it."""
    ordered = sorted(attributes, key=lambda a: (a.start, a.end, a.name))
    positions = [a for a in ordered if a.name == "position"]
    whole = [a for a in ordered if a.name != "position" or not any(_is_part(a, other) for other in positions)]
    distinct: dict[tuple[str, str], Attribute] = {}
    for attribute in whole:
        distinct.setdefault((attribute.name, str(attribute.value).lower()), attribute)
    return tuple(distinct.values())


def _is_part(one: Attribute, other: Attribute) -> bool:
    """Whether an attribute has only some of the words of another: "Deputy" of "Deputy Mayor"."""
    inside = other.start <= one.start and one.end <= other.end
    return inside and (one.start, one.end) != (other.start, other.end)
