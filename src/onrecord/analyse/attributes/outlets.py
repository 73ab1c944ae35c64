"""Which organisations are outlets, and of what kind: "broadcaster NRK", "the news agency Tass"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.analyse.attributes.finding import Article, Finding, say
from onrecord.analyse.lexicon import outlets, persons
from onrecord.analyse.parse import Parse, Token
from onrecord.model.span import Span


def find_outlets(article: Article) -> Iterator[Finding]:
    """The kind of every organisation that is an outlet: as the article tells it, else as its name does."""
    told: set[str] = set()
    for identity, _, inside in article.names_of("organisation"):
        for noun in (*article.nouns_of(inside), article.parse.tokens[inside[-1]]):
            found = _kind(article.parse, noun) if identity not in told else None
            if found is not None and article.is_own_wording(found[1]):
                told.add(identity)
                yield say(identity, "outlet", *found)
    for identity, mentions in article.named.items():
        entity = article.entities[identity]
        if entity.type != "organisation" or identity in told or outlets.is_programme(entity.name):
            continue
        if persons.is_outlet(entity.name):
            whole = (m for m in mentions if m.slice(article.parse.text) == entity.name)
            yield say(identity, "outlet", outlets.kind_of_name(entity.name), next(whole, mentions[0]))


def _kind(parse: Parse, noun: Token) -> tuple[str, Span] | None:
    """The kind that a noun tells of, with its words."""
    if noun.pos not in ("NOUN", "PROPN") or noun.feats.get("Number") == "Plur":
        return None
    if kind := outlets.kind_of_noun(noun.lemma):
        return kind, parse.span(noun.index, noun.index)
    before = parse.tokens[noun.index - 1] if noun.index else noun
    kind = outlets.kind_of_noun(noun.lemma, before.lower)
    return (kind, parse.span(before.index, noun.index)) if kind else None
