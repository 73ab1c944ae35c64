"""Countries of states and of organisations, as codes of ISO 3166: "Norwegian oil firm Statoil"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.analyse.attributes.finding import Article, Finding, say
from onrecord.analyse.attributes.nations import Nation, code_of, nation_at, nation_before
from onrecord.analyse.lexicon import geography, persons
from onrecord.model.span import Span

_FORMAL = re.compile(
    r"(?:the )?(?:(?:Islamic|Federal|Federative|Democratic|Socialist|People[’']s) )*"
    r"(?:Republic|Kingdom|Principality|Sultanate) of (?:the )?(?=[A-Z])"
)
_HOMONYMS = frozenset({"Georgia"})
"""States whose name is that of a state of the US as well."""


def find_countries(article: Article) -> Iterator[Finding]:
    """The codes of places that are states, and of the countries that organisations are said to be of."""
    yield from _of_places(article)
    yield from _of_organisations(article)
    yield from _of_descriptions(article)


def _of_places(article: Article) -> Iterator[Finding]:
    for identity, mentions in article.named.items():
        entity = article.entities[identity]
        if entity.type != "place":
            continue
        country = country_named(entity.name)
        if country is None or not _is_state(country) or not _is_sure(article, country):
            continue
        spoken = (m for m in mentions if country_named(m.slice(article.parse.text)) == country)
        yield say(identity, "country", code_of(country), next(spoken, mentions[0]))


def country_named(name: str) -> geography.Country | None:
    """The country of a name in short or in full: "Peru", "the Republic of Peru"."""
    return geography.country_of(name) or geography.country_of(_FORMAL.sub("", name))


def _is_state(country: geography.Country) -> bool:
    """Whether the country has a code to itself; Scotland, whose code is the United Kingdom's, has not."""
    return country.kind == "state" or (country.kind == "part" and country.code != "GB")


def _is_sure(article: Article, country: geography.Country) -> bool:
    """Whether no other place can be meant: of Georgia its people or its capital must be named too."""
    if country.name not in _HOMONYMS:
        return True
    words = "|".join((*country.people, *country.capitals))
    return re.search(rf"\b(?:{words})\b", article.parse.text) is not None


def _of_organisations(article: Article) -> Iterator[Finding]:
    for identity, _, inside in article.names_of("organisation"):
        nation = _in_front(article, inside) or _organ(article, inside) or _owner(article, inside)
        yield from _of_nation(article, identity, nation)


def _in_front(article: Article, inside: range) -> Nation | None:
    """The country in front of a name or of a noun that is said of it: "*Norwegian* oil firm Statoil"."""
    head = article.parse.head_of(inside[0], inside[-1])
    for noun in article.nouns_of(inside):
        nation = nation_before(article.parse, noun.index, head)
        if nation is not None and nation[0] not in inside and persons.is_institution(noun.lemma):
            return nation
    nation = nation_before(article.parse, head)
    return nation if nation is not None and nation[0] not in inside else None


def _organ(article: Article, inside: range) -> Nation | None:
    """The state in the name of one of its organs: "*Russian* Defence Ministry", "*US* Treasury"."""
    for index in inside[:2]:
        nation = nation_at(article.parse, index)
        if nation is not None and nation[1] < inside[-1]:
            organ = article.parse.span(nation[1] + 1, inside[-1]).slice(article.parse.text)
            return nation if persons.is_state_organ(organ.lower()) else None
    return None


def _owner(article: Article, inside: range) -> Nation | None:
    """The state that stands in front of a name: "*Norway*'s Statoil"."""
    tokens = article.parse.tokens
    mark = inside[0] - 1
    if mark < 1 or tokens[mark].text not in ("'s", "’s"):
        return None
    country = geography.country_of(tokens[mark - 1].text)
    hangs = tokens[mark - 1].head in inside
    return (mark - 1, mark - 1, country) if country is not None and hangs and _is_state(country) else None


def _of_descriptions(article: Article) -> Iterator[Finding]:
    """The countries in descriptions of an organisation: "the German carmaker"."""
    parse = article.parse
    for mention in article.resolution.mentions:
        if mention.form == "nominal" and len(mention.entities) == 1:
            entity = article.entities[mention.entities[0]]
            inside = article.tokens_of(mention)
            head = parse.head_of(inside[0], inside[-1])
            if entity.type == "organisation" and persons.is_institution(parse.tokens[head].lemma):
                yield from _of_nation(article, entity.id, nation_before(parse, head))


def _of_nation(article: Article, entity: str, nation: Nation | None) -> Iterator[Finding]:
    if nation is not None:
        span: Span = article.parse.span(nation[0], nation[1])
        if article.is_own_wording(span):
            yield say(entity, "country", code_of(nation[2]), span)
