"""Whose relatives people are: "his wife Ann", "Ann, the mother of Karl Berg", "Berg and his son, Tom"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.analyse.attributes.finding import Article, Finding, say
from onrecord.analyse.attributes.states import filling, is_told, with_front
from onrecord.analyse.lexicon import persons
from onrecord.analyse.parse import Token
from onrecord.model.record import Event, Mention
from onrecord.model.span import Span

_PARTED = frozenset({"former", "ex", "-"})
_IN_LAW = "-in-law"
_LONGEST_NAME = 80
_OF_ONE = frozenset({"his", "her"})


def find_relatives(article: Article) -> Iterator[Finding]:
    """Whose relatives people are, by the kinships that the outlet tells between entities of the article."""
    for event in article.events:
        if event.type == "family" and is_told(event):
            yield from _of_event(article, event)


def _of_event(article: Article, event: Event) -> Iterator[Finding]:
    kinship = next((str(a.value) for a in event.arguments if a.role == "kinship"), None)
    owners = _owners(article, event)
    names = [article.entities[owner].name for owner in owners if article.resolution.is_named(owner)]
    if kinship is None or not names or len(names) < len(owners):
        return
    span, front = _with_tail(article, event.trigger), ""
    parted = with_front(article.parse, span, _PARTED) if event.phase == "ended" else None
    if parted is not None:
        span, front = parted, "" if kinship.startswith("ex-") else "former "
    for relative in _relatives(article, event, span):
        if relative not in owners:
            yield say(relative, "relative", f"{front}{kinship} of {' and '.join(names)}", span)


def _owners(article: Article, event: Event) -> list[str]:
    """Those whose relative it is; none where a pronoun leaves that in doubt."""
    found = list(dict.fromkeys(filling(event, "person")))
    for argument in event.arguments:
        if argument.role != "person" or argument.start is None or argument.end is None:
            continue
        token = article.parse.tokens[article.parse.tokens_in(Span(start=argument.start, end=argument.end))[0]]
        if token.lower in _OF_ONE and token.pos in ("PRON", "DET"):
            found = _owners_by_pronoun(article, token, argument.entities)
    return found


def _owners_by_pronoun(article: Article, pronoun: Token, entities: Sequence[str]) -> list[str]:
    """Whom "his" or "her" stands for: whoever it is paired with, else whom the sentence names last before it.

    Where that is not whom the pronoun was resolved to, there is doubt, and nobody is given.
    """
    paired = _paired(article, pronoun)
    if paired is not None:
        return [paired] if _may_be(article, paired, pronoun) else []
    nearest = _nearest(article, pronoun)
    if nearest is None:
        begins = pronoun.index - article.parse.sentences[pronoun.sentence][0] <= 1
        return list(entities) if begins else []
    return [nearest] if nearest in entities else []


def _may_be(article: Article, entity: str, pronoun: Token) -> bool:
    """Whether the gender of a given name does not keep somebody and a pronoun apart."""
    first = article.entities[entity].name.split()[0]
    return persons.gender_of_given_name(first) != ("f" if pronoun.lower == "his" else "m")


def _paired(article: Article, pronoun: Token) -> str | None:
    """Whom a pronoun means that stands right behind a name and "and": "*Berg* and his wife"."""
    tokens = article.parse.tokens
    if pronoun.index < 2 or tokens[pronoun.index - 1].lower != "and":
        return None
    for noun in (tokens[pronoun.head], tokens[tokens[pronoun.head].head]):
        if noun.relation != "conj" or _is_owned(article, noun.head, pronoun.index):
            continue
        entities = article.resolution.entities_at(noun.head)
        if len(entities) == 1 and article.entities[entities[0]].type == "person":
            return entities[0]
    return None


def _is_owned(article: Article, first: int, end: int) -> bool:
    """Whether the first of two is a relative too, of somebody else: "his wife *Ann* and his son"."""
    start, _ = article.parse.run(first)
    return any(token.lower in _OF_ONE for token in article.parse.tokens[start:end])


def _nearest(article: Article, pronoun: Token) -> str | None:
    """The last one in front of a pronoun, in its sentence, for whom it can stand; relatives do not count."""
    start = article.parse.tokens[article.parse.sentences[pronoun.sentence][0]].start
    if start == pronoun.start:
        return None
    before = article.resolution.within(Span(start=start, end=pronoun.start))
    people = [m for m in before if len(m.entities) == 1 and article.entities[m.entities[0]].type == "person"]
    for mention in sorted(people, key=lambda m: -m.end):
        inside = article.tokens_of(mention)
        head = article.parse.tokens[article.parse.head_of(inside[0], inside[-1])]
        is_relative = mention.form == "nominal" and "relative" in persons.classes_of(head.lemma)
        if not is_relative and _may_be(article, mention.entities[0], pronoun):
            return mention.entities[0]
    return None


def _relatives(article: Article, event: Event, span: Span) -> list[str]:
    """Who the relatives are: who is named right behind the word ("his son *Tom*"), else as the event says.

    Of several behind a noun for one it is the first only: "his wife *Ann* and son Tom".
    """
    noun = article.parse.tokens[article.parse.tokens_in(event.trigger)[-1]]
    plural = noun.feats.get("Number") == "Plur"
    named = None if plural else _named_behind(article, span)
    if named is not None:
        return _people(article, named.entities)
    people = _people(article, filling(event, "relative"))
    if span.end != event.trigger.end:  # A noun that a hyphen cuts has no mention of its own.
        people = [person for person in people if article.resolution.is_named(person)]
    return people if plural else people[:1]


def _named_behind(article: Article, span: Span) -> Mention | None:
    """The name that stands right behind the words."""
    behind = article.parse.tokens_in(span)[-1] + 1
    if behind == len(article.parse.tokens):
        return None
    start = article.parse.tokens[behind].start
    near = article.resolution.within(Span(start=start, end=start + _LONGEST_NAME))
    first = near[0] if near else None
    return first if first is not None and first.start == start and first.form == "name" else None


def _people(article: Article, entities: Iterable[str]) -> list[str]:
    return [entity for entity in entities if article.entities[entity].type == "person"]


def _with_tail(article: Article, span: Span) -> Span:
    """The span with an "-in-law" that the words were cut at."""
    end = span.end + len(_IN_LAW)
    is_cut = article.parse.text[span.end : end].lower() == _IN_LAW
    return Span(start=span.start, end=end) if is_cut else span
