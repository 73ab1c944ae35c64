"""The facts that a document states about people and organisations, as the classifier finds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.analyse.encoder import Encoding
from onrecord.analyse.facts.classifier import load_classifier
from onrecord.analyse.facts.pairs import Pairs, find_points, pair_points
from onrecord.analyse.parse import Parse
from onrecord.analyse.resolution import Resolution
from onrecord.model.record import Time

LEAST = 0.45
"""How likely a fact has to be."""
_MUTUAL = frozenset({"SPOUSE"})
"""Relations that hold both ways: the likelier way stands for both."""
_ONE_WAY = frozenset({"CHILD_OF", "SUBSIDIARY_OF"})
"""Relations that cannot hold both ways: the likelier way is taken."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation between two words, the heads of what it holds between, named as in KnowledgeNet."""

    relation: str
    subject: int
    object: int
    probability: float


FactFinder = Callable[[Parse, Resolution, Sequence[Time], Encoding], list[Fact]]
"""Finds the facts of a document whose words are the tokens of its parse."""


def pair_document(parse: Parse, resolution: Resolution, times: Sequence[Time]) -> Pairs:
    """The pairs of a document that may stand in a relation."""
    types = {index: resolution.types[mention.entities[0]] for index, mention in resolution.by_head.items()}
    dated = [parse.tokens_in(time) for time in times if time.type in ("DATE", "TIME")]
    heads = [parse.head_of(inside[0], inside[-1]) for inside in dated if inside]
    return pair_points(parse, find_points(parse, types, heads))


def find_facts(parse: Parse, resolution: Resolution, times: Sequence[Time], encoding: Encoding) -> list[Fact]:
    """The facts of a document in text order, each pair of entities once a sentence in one relation."""
    pairs = pair_document(parse, resolution, times)
    judged = load_classifier().judge(pairs, encoding.facts)
    found = [
        Fact(
            judged.relations[column],
            pairs.points[pairs.subjects[row]].index,
            pairs.points[pairs.objects[row]].index,
            float(judged.probabilities[row, column]),
        )
        for row, column in zip(*(judged.probabilities >= LEAST).nonzero(), strict=True)
    ]
    best: dict[tuple[int, str, object, object], Fact] = {}
    for fact in sorted(found, key=lambda fact: (-fact.probability, fact.subject, fact.object)):
        ends = (_identity(resolution, fact.subject), _identity(resolution, fact.object))
        key = (parse.tokens[fact.subject].sentence, fact.relation)
        turned = fact.relation in _MUTUAL | _ONE_WAY and (*key, ends[1], ends[0]) in best
        if ends[0] != ends[1] and not turned:
            best.setdefault((*key, *ends), fact)
    return sorted(best.values(), key=lambda fact: (fact.subject, fact.object, fact.relation))


def _identity(resolution: Resolution, index: int) -> object:
    """The entities that a word stands for, or the word itself where there are none."""
    return resolution.entities_at(index) or index
