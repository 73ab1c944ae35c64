"""Relations between entities against DWIE (Zaporojets et al. 2021): those that types of event stand for.

A relation of the annotators is found where an event of such a type has both entities in roles that fit. An
event counts as found where both its entities are annotated, whether or not they are in any relation; the
corpus marks a relation once an article, wherever it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import msgspec

from onrecord.analyse.pipeline import analyse
from onrecord.evaluate.marked import read_dwie_entities
from onrecord.evaluate.tally import Tally
from onrecord.model.document import Article, make_document
from onrecord.model.record import Event, Record
from onrecord.model.span import Span

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """Relations of the corpus that some types of event tell, with the roles of their ends."""

    relations: tuple[str, ...]
    types: tuple[str, ...]
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    mutual: bool = False


_OFFICES = (
    "head_of head_of_gov head_of_state minister_of mayor_of agent_of member_of spokesperson_of coach_of"
)
GROUPS: Mapping[str, Group] = {
    "office or member": Group(
        (*_OFFICES.split(), "player_of", "advisor_of"),
        ("post", "employment", "membership", "appointment", "departure", "election"),
        ("person",),
        ("organisation", "body"),
    ),
    "citizen": Group(("citizen_of",), ("citizenship",), ("person",), ("country",)),
    "based in": Group(
        ("based_in0", "based_in1", "based_in2"), ("headquarters",), ("organisation",), ("place",)
    ),
    "family": Group(
        ("child_of", "parent_of", "spouse_of", "sibling"),
        ("family", "marriage", "divorce"),
        ("person", "spouse", "relative"),
        ("person", "spouse", "relative"),
        mutual=True,
    ),
    "founder or maker": Group(
        ("created_by", "founder_of"), ("founding", "launch"), ("organisation", "object"), ("founder",), True
    ),
    "award": Group(("award_received",), ("award",), ("recipient",), ("award",)),
    "contest": Group(
        ("vs", "won_vs"), ("competition",), ("winner", "loser"), ("winner", "loser"), mutual=True
    ),
    "meeting": Group(
        ("is_meeting",), ("meeting", "call", "visit"), ("participant", "visitor", "host"),
        ("participant", "visitor", "host"), mutual=True,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Related:
    """An article's text, the spans of its entities, and its relations as (name, head, tail)."""

    text: str
    entities: Sequence[Sequence[Span]]
    relations: Sequence[tuple[str, int, int]]


def read_related(path: Path) -> list[Related]:
    """The articles of a DWIE file.

    Raises:
        LocationNotFound: there is no such file.
    """
    articles = list(read_dwie_entities(path))
    labels = [article["labels"] for article in msgspec.json.decode(path.read_bytes())]
    return [
        Related(article.text, entities, [(label["r"], label["h"], label["t"]) for label in given])
        for (article, entities), given in zip(articles, labels, strict=True)
    ]


def judge_related(article: Related) -> dict[str, Tally]:
    """The tally of what is read in the article."""
    return score_related(article, analyse(Article(document=make_document(article.text, location="corpus"))))


def score_related(article: Related, record: Record) -> dict[str, Tally]:
    """The tally of each group of relations."""
    return {name: _score(article, record, group) for name, group in GROUPS.items()}


def _score(article: Related, record: Record, group: Group) -> Tally:
    wanted = {
        _ordered(group, (head, tail)) for name, head, tail in article.relations if name in group.relations
    }
    ours = _align(article, record)
    found = {
        _ordered(group, pair)
        for event in record.events
        if event.type in group.types and event.polarity == "positive"
        for pair in _pairs(event, group, ours)
    }
    right = len(found & wanted)
    return Tally(right, len(found), right, len(wanted))


def _ordered(group: Group, pair: Pair) -> Pair:
    return (min(pair), max(pair)) if group.mutual else pair


def _align(article: Related, record: Record) -> dict[str, int]:
    """The annotated entity that each of the record's shares most mentions with, where it shares any."""
    places = {
        position: number
        for number, spans in enumerate(article.entities)
        for span in spans
        for position in range(span.start, span.end)
    }
    shared: dict[str, Counter[int]] = {}
    for mention in record.mentions:
        over = {places[i] for i in range(mention.start, mention.end) if i in places}
        if len(over) == 1 and len(mention.entities) == 1:
            shared.setdefault(mention.entities[0], Counter()).update(over)
    return {entity: counts.most_common(1)[0][0] for entity, counts in shared.items()}


def _pairs(event: Event, group: Group, ours: Mapping[str, int]) -> Iterator[Pair]:
    heads, tails = _fillers(event, group.heads, ours), _fillers(event, group.tails, ours)
    yield from ((head, tail) for head, tail in product(heads, tails) if head != tail)


def _fillers(event: Event, roles: Iterable[str], ours: Mapping[str, int]) -> list[int]:
    return [
        ours[entity]
        for argument in event.arguments
        if argument.role in roles
        for entity in argument.entities
        if entity in ours
    ]
