"""Age and positions of people, from the states among the events."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.analyse.attributes.finding import Article, Finding, say
from onrecord.analyse.lexicon import titles
from onrecord.analyse.parse import Parse, Token
from onrecord.model.record import Argument, Event
from onrecord.model.span import Span

_TOLD = {"age": "age", "post": "position"}
"""Types of states, and the role whose filler is what is told."""
_LONGEST_END = 2
"""Tokens of a title behind its noun."""
_OVER = frozenset(
    {"former", "ex", "onetime", "one-time", "then", "late", "previous", "erstwhile", "ousted", "-"}
)


def find_states(article: Article) -> Iterator[Finding]:
    """The ages and positions that the outlet gives people, as facts."""
    for event in article.events:
        if event.type in _TOLD and is_told(event):
            yield from _told(article, event)


def is_told(event: Event) -> bool:
    """Whether the outlet itself tells of an event, as a fact."""
    return event.voice == "outlet" and event.polarity == "positive" and event.modality == "actual"


def _told(article: Article, event: Event) -> Iterator[Finding]:
    role = _TOLD[event.type]
    told = next((a for a in event.arguments if a.role == role), Argument(role=role))
    span = event.trigger
    if told.start is not None and told.end is not None:
        span = Span(start=told.start, end=told.end)
    if role == "position":
        over = event.phase == "ended"
        span = _whole_title(article.parse, span)
        whole = with_front(article.parse, span, _OVER) if over else _with_first_part(article.parse, span)
        if whole is None:
            return
        span = whole
    value = told.value if told.value is not None else span.slice(article.parse.text)
    for person in filling(event, "person"):
        if role != "position" or (
            article.resolution.is_named(person) and not _holds_name(article, person, span)
        ):
            yield say(person, role, value, span)


def _with_first_part(parse: Parse, span: Span) -> Span:
    """The span with the first part of a word that a hyphen cuts: "*well*-respected manager"."""
    first = parse.tokens_in(span)[0]
    if first < 2 or parse.tokens[first - 1].text != "-" or parse.tokens[first - 1].end != span.start:
        return span
    return Span(start=parse.tokens[first - 2].start, end=span.end)


def _holds_name(article: Article, person: str, span: Span) -> bool:
    """Whether the words for a position run over the person's name: the sentence was misread."""
    return any(span.start < name.end and name.start < span.end for name in article.named.get(person, ()))


def with_front(parse: Parse, span: Span, words: frozenset[str]) -> Span | None:
    """The span with the words in front that say it is over ("*former* minister"); None where none do."""
    tokens = parse.tokens
    first = start = parse.tokens_in(span)[0]
    if tokens[first].lower.startswith("ex-"):
        return span
    while start > 0 and tokens[start - 1].lower in words:
        start -= 1
    return Span(start=tokens[start].start, end=span.end) if start < first else None


def _whole_title(parse: Parse, span: Span) -> Span:
    """The span with all of a title, but no pronoun in front: "*Press* Secretary", "Chief *of Staff*"."""
    tokens, inside = parse.tokens, parse.tokens_in(span)
    first = next((i for i in inside if tokens[i].pos not in ("DET", "PRON")), inside[0])
    last = inside[-1]
    while first > 0 and _belongs(tokens[first - 1], tokens[first]):
        first -= 1
    for end in range(last + _LONGEST_END, last, -1):
        if end >= len(tokens) or not tokens[end].text.isalpha():
            continue
        if titles.is_plain_title(parse.span(last, end).slice(parse.text)):
            return parse.span(first, end)
    return parse.span(first, last)


def _belongs(before: Token, first: Token) -> bool:
    """Whether the word in front is part of a post: "*Vice* President", "*Press* Secretary"."""
    if before.sentence != first.sentence or before.pos not in ("ADJ", "NOUN", "PROPN"):
        return False
    both = before.text[:1].isupper() == first.text[:1].isupper()
    plain = before.lower not in _OVER and not titles.leaves_title(before.text)
    return both and plain and titles.qualifies(before.text)


def filling(event: Event, role: str) -> list[str]:
    """The entities that fill a role of an event."""
    return [entity for argument in event.arguments if argument.role == role for entity in argument.entities]
