"""Titles right in front of names: "Dr", "Lt. Col.", "President"; a post there is a position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.analyse.attributes.finding import Article, Finding, say
from onrecord.analyse.lexicon import geography, persons, titles
from onrecord.analyse.parse import Parse, Token
from onrecord.model.span import Span

_LONGEST = 5
"""Tokens of one title: "Lt", "-", "Col" are three."""
_OF_PHRASE = ("compound", "amod", "flat", "nmod:desc")
_OVER = frozenset({"former", "ex", "then", "late", "outgoing", "incoming", "future", "next"})


def find_titles(article: Article, states: Sequence[Finding]) -> Iterator[Finding]:
    """The titles in front of people's names, and the posts there that no event tells of."""
    known: dict[str, list[Span]] = {}
    for finding in states:
        if finding.attribute.name == "position":
            known.setdefault(finding.entity, []).append(finding.attribute)
    for identity, mention, inside in article.names_of("person"):
        first = read_title(article.parse, inside[0])
        if first is None or titles.is_plain_title(mention.slice(article.parse.text)):
            continue
        front = _front(article.parse, first, inside)
        span = article.parse.span(front, inside[0] - 1)
        if not article.is_own_wording(span) or _is_supposed(article.parse, front):
            continue
        words = span.slice(article.parse.text)
        if front == first and not titles.is_job(words):
            yield say(identity, "title", words, span)
        elif persons.is_post(article.parse.tokens[inside[0] - 1].lower) and not _meets(span, known, identity):
            yield say(identity, "position", words, span)


def read_title(parse: Parse, end: int) -> int | None:
    """The first token of the titles that end right in front of the token `end`; None where none do."""
    first = end
    if end == 0 or not parse.tokens[end - 1].text[:1].isupper():
        return None
    while (start := _one_title(parse, first)) is not None:
        first = start
    return first if first < end and not _is_noun_alone(parse, first, end) else None


def _one_title(parse: Parse, end: int) -> int | None:
    for start in range(max(end - _LONGEST, 0), end):
        tokens = parse.tokens[start:end]
        words = parse.span(start, end - 1).slice(parse.text)
        same = tokens[0].sentence == parse.tokens[end].sentence
        if same and titles.is_plain_title(words) and _is_written_as_title(tokens):
            return start
    return None


def _is_written_as_title(tokens: Sequence[Token]) -> bool:
    """Whether all words have capitals; "Earl" and the like are as often given names."""
    return (
        all(t.text[:1].isupper() or t.text in ("-", "of") for t in tokens)
        and persons.gender_of_given_name(tokens[0].text) is None
    )


def _is_noun_alone(parse: Parse, first: int, end: int) -> bool:
    """Whether a capital says nothing, since it begins a sentence: "*Mother* Ann Lee", no nun."""
    begins = parse.sentences[parse.tokens[first].sentence][0] == first
    return begins and end == first + 1 and "relative" in persons.classes_of(parse.tokens[first].lower)


def _front(parse: Parse, first: int, inside: range) -> int:
    """The first token of the post that a title ends: "*Deputy Foreign* Minister", "*former* President"."""
    below = {*range(first, inside[0]), *inside}
    tokens = parse.tokens
    while first > 0 and tokens[first - 1].sentence == tokens[inside[0]].sentence:
        before = tokens[first - 1]
        hangs = before.head in below and before.relation in _OF_PHRASE and before.pos != "PUNCT"
        if before.text == "-" and tokens[first - 2].lower in _OVER:
            return first - 2
        if _stands_apart(before) or not (hangs or _qualifies(before)):
            break
        below.add(first - 1)
        first -= 1
    return _over(parse, first)


def _qualifies(token: Token) -> bool:
    return token.lower in _OVER or (token.text[:1].isupper() and titles.qualifies(token.text))


def _over(parse: Parse, first: int) -> int:
    """The word in front of a place or a people that says a title is over: "*former* Ohio Governor"."""
    for index in range(first - 1, max(first - _LONGEST, -1), -1):
        token = parse.tokens[index]
        if token.lower in _OVER:
            return index
        if token.pos not in ("PROPN", "ADJ", "NOUN"):
            break
    return first


def _stands_apart(token: Token) -> bool:
    """Whether a title holds whatever such a word in front of it: a people, a place, "retired"."""
    word = token.text
    if titles.leaves_title(word) or word.endswith(("'s", "’s")):
        return True
    return bool(geography.by_demonym(word) or geography.is_place_name(word))


def _is_supposed(parse: Parse, first: int) -> bool:
    """Whether "a" says that nobody need bear the title: "under *a* President Roe"."""
    return first > 0 and parse.tokens[first - 1].lower in ("a", "an")


def _meets(span: Span, known: dict[str, list[Span]], identity: str) -> bool:
    return any(other.start < span.end and span.start < other.end for other in known.get(identity, ()))
