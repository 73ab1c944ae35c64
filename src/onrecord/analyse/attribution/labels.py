"""Speakers named by layout: transcripts ("SMITH: ..."), signed quotations, posts with a handle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.lexicon import persons
from onrecord.analyse.parse import Parse
from onrecord.analyse.quotes import Quote
from onrecord.model.document import Segment
from onrecord.model.span import Span, trimmed

_LABEL = re.compile(
    r"(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,3}|Q|A)(?: \([^)\n]{1,40}\))?(?P<cue>:)\s+(?=\S)"
)
_LONGEST_TURN = 20
"""Paragraphs of a turn that are looked through for its end."""
_OPENING = frozenset('“"«„')
_NAMED = re.compile(r"(?P<name>[A-Z][\w.’'-]*(?: [\w.’'-]+){0,4})(?: \([^)\n]{1,40}\))?(?P<cue>:)\s+(?=\S)")
_SIGNED = re.compile(
    r"\s*(?P<cue>[―—–]|--)\s*(?P<name>[A-Z@][^\n“”\"]{2,80}?)\.?(?=\s*$|\s*[\n“”\"])", re.MULTILINE
)
_POST = re.compile(
    r"(?P<words>.{3,400}?) (?P<cue>—|–|--) (?P<name>[^()—]{1,40}) \(@\w+\) [A-Z][a-z]+ \d{1,2}, \d{4}"
)


_SIGNATURE = re.compile(r"(?P<cue>—|–|--) (?P<name>[^()\n]{1,40}) \(@\w+\) [A-Z][a-z]+ \d{1,2}, \d{4}")
_STOP = re.compile(r"[.!?…][\"'”’)]*\s")
_NEAREST = 60
"""Characters between a post's words and its signature: a picture's address stands there."""
_LONGEST_POST = 60


def find_labelled(parse: Parse, quotes: Sequence[Quote], segments: Sequence[Segment]) -> Iterator[Draft]:
    """The statements of a transcript's turns, embedded posts, and quotations that are signed."""
    named = [_named(parse, one) if one.kind in ("body", "headline", "subhead") else None for one in segments]
    turns = sum(label is not None for label, one in zip(named, segments, strict=True) if one.kind == "body")
    for position, (segment, label) in enumerate(zip(segments, named, strict=True)):
        if segment.kind in ("body", "headline"):
            yield from _turn(parse, segments, position)
        if label is not None and (segment.kind != "body" or turns > 1):
            yield from _named_turn(parse, segment, label)
        elif segment.kind == "embed":
            yield from _post(parse, segment)
            yield from _post_in_line(parse, segments, position)
    for quote in quotes:
        yield from _signed(parse, quote)


def _turn(parse: Parse, segments: Sequence[Segment], position: int) -> Iterator[Draft]:
    paragraph = segments[position]
    label = _label(parse, paragraph)
    content = trimmed(parse.text, label.end(), paragraph.end) if label is not None else None
    if label is not None and content is not None and len(content.slice(parse.text).split()) >= 3:
        yield _draft(parse, label, content, *_continued(parse, segments, position))


def _label(parse: Parse, paragraph: Span) -> re.Match[str] | None:
    """The speaker's label; in a transcript that is quoted as a whole it stands behind a mark."""
    return _LABEL.match(
        parse.text, paragraph.start + (parse.text[paragraph.start] in _OPENING), paragraph.end
    )


def _continued(parse: Parse, segments: Sequence[Segment], position: int) -> list[Span]:
    """The paragraphs that a turn goes on in, up to the next label, where every paragraph has its mark."""
    found: list[Span] = []
    if parse.text[segments[position].start] not in _OPENING:
        return found
    for paragraph in segments[position + 1 : position + _LONGEST_TURN]:
        if parse.text[paragraph.start] not in _OPENING:
            break
        aside = parse.text.startswith("(", paragraph.start + 1)
        if aside or _label(parse, paragraph) is not None:
            return found
        if paragraph.kind != "body":
            break
        found.append(Span(start=paragraph.start, end=paragraph.end))
    return []


def _named(parse: Parse, segment: Segment) -> re.Match[str] | None:
    """The label of a line that begins with a name or a post: "Mayor: bridge stays shut", "Tom Roe: No." """
    label = _NAMED.match(parse.text, segment.start, segment.end)
    if label is None or _LABEL.match(parse.text, segment.start, segment.end):
        return None
    inside = parse.tokens_in(Span(start=label.start("name"), end=label.end("name")))
    if not inside or any(parse.tokens[index].pos in ("VERB", "AUX", "ADP") for index in inside):
        return None
    last = parse.tokens[inside[-1]]
    person = any(name.type == "person" and name.last == last.index for name in parse.names)
    known = persons.is_person_noun(last.lower) or persons.is_institution(last.lower)
    return label if person or known else None


def _named_turn(parse: Parse, segment: Segment, label: re.Match[str]) -> Iterator[Draft]:
    content = trimmed(parse.text, label.end(), segment.end)
    if content is not None and len(content.slice(parse.text).split()) >= 3:
        yield _draft(parse, label, content)


def _post(parse: Parse, segment: Segment) -> Iterator[Draft]:
    post = _POST.fullmatch(parse.text, segment.start, segment.end)
    if post is not None:
        yield _draft(parse, post, Span(start=post.start("words"), end=post.end("words")))


def _post_in_line(parse: Parse, segments: Sequence[Segment], position: int) -> Iterator[Draft]:
    """The last sentence in front of the signature of a post: "... It is gone. -- Ida Voss (@voss) ..." ."""
    signature = _SIGNATURE.fullmatch(parse.text, segments[position].start, segments[position].end)
    before = [one for one in segments[max(position - 2, 0) : position] if one.kind == "body"]
    if signature is None or not before:
        return
    body = before[-1]
    stops = [stop.end() for stop in _STOP.finditer(parse.text, body.start, body.end - 1)]
    content = trimmed(parse.text, stops[-1] if stops else body.start, body.end)
    near = segments[position].start - body.end < _NEAREST
    if content is not None and near and 3 <= len(content.slice(parse.text).split()) <= _LONGEST_POST:
        yield _draft(parse, signature, content)


def _signed(parse: Parse, quote: Quote) -> Iterator[Draft]:
    signature = _SIGNED.match(parse.text, quote.span.end)
    if quote.closed and signature is not None and len(quote.inner.slice(parse.text).split()) >= 3:
        yield _draft(parse, signature, quote.span)


def _draft(parse: Parse, label: re.Match[str], *content: Span) -> Draft:
    source = Span(start=label.start("name"), end=label.end("name"))
    inside = parse.tokens_in(source)
    return Draft(
        act="say",
        content=list(content),
        cue=Span(start=label.start("cue"), end=label.end("cue")),
        source=source,
        speaker=parse.head_of(inside[0], inside[-1]) if inside and label["name"] not in ("Q", "A") else None,
        confidence=0.8,
    )
