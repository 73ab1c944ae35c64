"""Nationalities of people, as codes of ISO 3166: "the French writer Ann Lee", "a Russian citizen"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.analyse.attributes.finding import Article, Finding, say
from onrecord.analyse.attributes.nations import Nation, code_of, nation_at, nation_before, tells_nationality
from onrecord.analyse.attributes.states import filling, is_told
from onrecord.analyse.lexicon import geography, persons
from onrecord.analyse.predicates import find_subject
from onrecord.model.record import Event
from onrecord.model.span import Span

_CITIZENS = frozenset({"citizen", "national", "subject", "passport-holder"})


def find_nationalities(article: Article) -> Iterator[Finding]:
    """The nationalities that the outlet gives single people, as facts.

    What descriptions tell that need not be of them ("the driver") counts only where nothing else tells it,
    and where they agree.
    """
    told = list(_find_told(article))
    sure = {finding.entity for finding in told}
    yield from told
    described: dict[str, list[Finding]] = {}
    for finding in _of_descriptions(article):
        described.setdefault(finding.entity, []).append(finding)
    for entity, findings in described.items():
        if entity not in sure and len({finding.attribute.value for finding in findings}) == 1:
            yield from findings


def _find_told(article: Article) -> Iterator[Finding]:
    """What citizenship, the words beside a name, and predicates tell."""
    for event in article.events:
        if event.type == "citizenship":
            yield from _of_event(article, event)
    for identity, _, inside in article.names_of("person"):
        head = article.parse.head_of(inside[0], inside[-1])
        for noun in article.nouns_of(inside):
            nation = nation_before(article.parse, noun.index, head)
            if nation is not None and tells_nationality(noun):
                yield from _of_nation(article, identity, nation)
            elif article.parse.child(noun.index, "det") is not None:
                yield from _of_nation(article, identity, nation_at(article.parse, noun.index))
    yield from _of_predicates(article)


def _of_event(article: Article, event: Event) -> Iterator[Finding]:
    """What citizenship tells, where no noun for a person only suggests it ("a Kenyan singer")."""
    inside = article.parse.tokens_in(event.trigger)
    noun = article.parse.tokens[inside[-1]]
    suggested = persons.is_person_noun(noun.lemma) and noun.lemma not in _CITIZENS
    if not is_told(event) or event.phase == "ended" or suggested:
        return
    for argument in event.arguments:
        if argument.role != "country" or argument.start is None or argument.end is None:
            continue
        span = Span(start=argument.start, end=argument.end)
        words = span.slice(article.parse.text)
        names = [words, *(article.entities[entity].name for entity in argument.entities)]
        for person in filling(event, "person"):
            if article.entities[person].type == "person" and (country := _country(names)):
                yield say(person, "nationality", code_of(country), span)


def _country(names: list[str]) -> geography.Country | None:
    found = (geography.by_demonym(name) or geography.country_of(name) for name in names)
    return next((country for country in found if country and country.kind != "organisation"), None)


def _of_nation(article: Article, entity: str, nation: Nation | None) -> Iterator[Finding]:
    if nation is None:
        return
    first, last, country = nation
    span = article.parse.span(first, last)
    if article.is_own(span):
        yield say(entity, "nationality", code_of(country), span)


def _of_descriptions(article: Article) -> Iterator[Finding]:
    """The nationalities in descriptions of one person: "the French writer", "the Dane"."""
    parse = article.parse
    for mention in article.resolution.mentions:
        if mention.form != "nominal" or len(mention.entities) != 1:
            continue
        entity = article.entities[mention.entities[0]]
        if entity.type != "person":
            continue
        inside = article.tokens_of(mention)
        head = parse.head_of(inside[0], inside[-1])
        nation = nation_before(parse, head)
        if nation is None or not tells_nationality(parse.tokens[head]):
            nation = nation_at(parse, head) if parse.child(head, "det") is not None else None
        if nation is not None and (parse.child(head, "cop") is None or article.is_so(head)):
            yield from _of_nation(article, entity.id, nation)


def _of_predicates(article: Article) -> Iterator[Finding]:
    """The nationalities that are said outright: "Ann Lee is Danish", "Ann Lee, who is a Dane"."""
    parse = article.parse
    for token in parse.tokens:
        if token.relation != "cop" or not parse.tokens[token.head].text[:1].isupper():
            continue
        nation = nation_at(parse, token.head)
        subject = find_subject(parse, token.head) if nation is not None else None
        entities = article.resolution.entities_at(subject)
        if (
            len(entities) == 1
            and article.entities[entities[0]].type == "person"
            and article.is_so(token.head)
        ):
            yield from _of_nation(article, entities[0], nation)
