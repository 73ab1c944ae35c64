"""An article to its record: the stages in order, each a call. Read this first."""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from onrecord.analyse.attributes import describe_entities
from onrecord.analyse.attribution import Draft, find_drafts
from onrecord.analyse.attribution.finish import finish_statements
from onrecord.analyse.attribution.learned import read_attributions
from onrecord.analyse.coref import Voice, resolve_entities
from onrecord.analyse.coref.linker import Link, link_with
from onrecord.analyse.cover import Cover
from onrecord.analyse.dating import dates_by_sentence
from onrecord.analyse.encoder import Encoding, load_encoder
from onrecord.analyse.events.frames import find_candidates
from onrecord.analyse.events.joining import join_events
from onrecord.analyse.events.known import add_facts
from onrecord.analyse.events.linking import Context, link_events
from onrecord.analyse.events.voice import Voices
from onrecord.analyse.facts.finding import FactFinder, find_facts
from onrecord.analyse.mentions import find_mentions
from onrecord.analyse.parse import Parse
from onrecord.analyse.quotes import Quote, find_quotes
from onrecord.analyse.segments import find_segments
from onrecord.analyse.times import find_times
from onrecord.analyse.timex.dateline import date_document
from onrecord.analyse.tokens import parse_text
from onrecord.model.document import Article, Document, Segment
from onrecord.model.record import Record
from onrecord.model.span import trimmed
from onrecord.model.version import VERSION

MAX_LENGTH = 200_000
"""Characters of one document that are analysed; what lies behind is named in `document.unread`."""
ASIDES = frozenset({"promo", "caption", "boilerplate", "embed"})
"""Segments that stand beside the article's own prose."""
_MARKS = frozenset("“\"‘'«")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s|\n")

Linking = Callable[[Encoding], Link]
Watch = Callable[[str, float], None]
"""Called with the name of a stage and the seconds that it took."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the collector of cycles: an analysis makes many objects that it would look at, and few cycles.

    Only who will turn it on again turns it off, so that it is on after all of several threads.
    """
    enabled = gc.isenabled()
    if enabled:
        gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_uncollected()
def analyse(
    article: Article,
    *,
    watch: Watch | None = None,
    linking: Linking | None = link_with,
    facts: FactFinder | None = find_facts,
) -> Record:
    """The record of one article.

    `watch`, where given, is called after each stage with its name and its time in seconds. `linking` makes
    the learned linker of mentions; without it they are resolved by rule alone, to compare with. `facts`
    likewise finds the learned facts about people and organisations.
    """
    clock = _Clock(watch)
    segments = find_segments(article)
    document, read = _limit(date_document(article.document, segments), segments)
    clock.done("segments")
    quotes = find_quotes(document.text, read)
    encoder = load_encoder()
    encoding = encoder.encode(document.text, read, quotes)
    clock.done("encoder")
    parse = parse_text(document.text, read, encoding)
    clock.done("tokens")
    drafts = find_drafts(parse, quotes, read, read_attributions(encoder, encoding, _starts(parse)))
    clock.done("attribution")
    times = find_times(document, parse)
    dated = dates_by_sentence(parse, times)
    clock.done("times")
    speakers = {draft.speaker for draft in drafts if draft.speaker is not None}
    candidates = find_mentions(parse, speakers, others=linking is not None)
    clock.done("mentions")
    aside = _aside(parse, segments)
    resolution = resolve_entities(
        document,
        parse,
        candidates,
        _voices(document.text, drafts, quotes),
        aside.__contains__,
        linking(encoding) if linking is not None else None,
    )
    clock.done("coreference")
    statements = finish_statements(document, parse, drafts, quotes, resolution, dated)
    clock.done("statements")
    context = Context(document, parse, resolution, dated, statements)
    voices = Voices(statements, quotes)
    happenings = find_candidates(parse, resolution.type_at)
    if facts is not None:
        happenings = add_facts(parse, resolution, happenings, facts(parse, resolution, times, encoding))
    events = link_events(context, happenings, voices)
    entities = describe_entities(parse, resolution, events, voices)
    events = join_events(parse, events, entities, resolution.mentions, times, aside.__contains__)
    clock.done("events")
    return Record(
        engine=name_engine(),
        document=document,
        segments=tuple(segments),
        entities=tuple(entities),
        mentions=tuple(resolution.mentions),
        times=tuple(times),
        statements=tuple(statements),
        events=tuple(events),
    )


def name_engine() -> str:
    """What this version is called in its records: the package's version and a digest of the weights."""
    return f"{VERSION}+{load_encoder().digest}"


class _Clock:
    """Tells `watch` how long it is since the last stage was done."""

    def __init__(self, watch: Watch | None) -> None:
        self._watch = watch
        self._since = time.perf_counter()

    def done(self, stage: str) -> None:
        now = time.perf_counter()
        if self._watch is not None:
            self._watch(stage, now - self._since)
        self._since = now


def _limit(document: Document, segments: list[Segment]) -> tuple[Document, list[Segment]]:
    """The document with what is too long for analysis marked unread, and the segments that are read."""
    if len(document.text) <= MAX_LENGTH:
        return document, segments
    end = _cut(document.text)
    unread = trimmed(document.text, end, len(document.text))
    if unread is not None:
        document = msgspec.structs.replace(document, unread=(*document.unread, unread))
    return document, [
        msgspec.structs.replace(segment, end=min(segment.end, end))
        for segment in segments
        if segment.start < end
    ]


def _cut(text: str) -> int:
    """The end of the last sentence before the limit, or the limit itself."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, MAX_LENGTH - 2_000, MAX_LENGTH)]
    return ends[-1] if ends else MAX_LENGTH


def _starts(parse: Parse) -> list[int]:
    """Where sentences begin, in code points."""
    return [parse.tokens[first].start for first, _ in parse.sentences]


def _aside(parse: Parse, segments: Sequence[Segment]) -> frozenset[int]:
    return frozenset(
        index for segment in segments if segment.kind in ASIDES for index in parse.tokens_in(segment)
    )


def _voices(text: str, drafts: Sequence[Draft], quotes: Sequence[Quote]) -> list[Voice]:
    """The quotations, with the speaker of the innermost statement that holds them, if any does."""
    contents = Cover(
        (part, sum(p.end - p.start for p in draft.content), position)
        for position, draft in enumerate(drafts)
        for part in draft.content
    )
    found = []
    for quote in quotes:
        position = contents.smallest(quote.inner)
        draft = drafts[position] if position is not None else None
        if draft is None:
            found.append(Voice(quote.span, None))
        else:
            found.append(Voice(quote.span, draft.speaker, draft.addressee))
    whole = {voice.span for voice in found}
    found += [  # quotations within quotations
        Voice(part, draft.speaker, draft.addressee)
        for draft in drafts
        for part in draft.content
        if part not in whole and _MARKS & set(text[max(part.start - 1, 0) : part.start + 1])
    ]
    return found
