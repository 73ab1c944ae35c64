"""What must hold on the real articles that lie beside the project, where they do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onrecord.analyse.events.voice import Voices
from onrecord.analyse.pipeline import analyse
from onrecord.analyse.quotes import find_quotes
from onrecord.evaluate.expectations import check, read_expectations
from onrecord.ingest.archive import find_sources
from onrecord.ingest.extract import extract
from onrecord.model.document import Article, Published, Source, make_document
from onrecord.model.record import Record
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
FOUND = 42
"""How many of the reference article's 42 expectations this engine has to meet."""


def articles() -> Iterator[Article]:
    for source in find_sources(str(SHARED / "articles" / "real.jsonl")):
        assert isinstance(source, Source), source
        yield extract(source)


def test_the_reference_article() -> None:
    text = (SHARED / "articles" / "envoy.txt").read_text(encoding="utf-8")
    published = Published(value="2018-08-05", basis="given")
    record = analyse(Article(document=make_document(text, location="envoy.txt", published=published)))
    report = check(record, read_expectations(SHARED / "articles" / "envoy.expected.jsonl"))
    assert report.found >= FOUND
    assert report.held == report.probes


@pytest.fixture(scope="module")
def records() -> list[tuple[Article, Record]]:
    return [(article, analyse(article)) for article in articles()]


def test_real_articles_give_records_that_are_the_same_twice(records: list[tuple[Article, Record]]) -> None:
    for number, (article, record) in enumerate(records):
        assert record.document.text == article.document.text
        assert not record.document.unread
        encoded = record.to_json()
        assert Record.from_json(encoded) == record
        if number % 12 == 0:
            assert analyse(article).to_json() == encoded


def test_quoted_words_are_never_in_the_outlet_s_voice(records: list[tuple[Article, Record]]) -> None:
    """No trigger, main or other, of an event in the outlet's voice lies within quotation marks."""
    held = 0
    for _, record in records:
        quotes = find_quotes(record.document.text, record.segments)
        for event in record.events:
            for span in (event.trigger, *event.mentions):
                if any(quote.inner.covers(span) for quote in quotes):
                    assert event.voice != "outlet", event
                    held += 1
    assert held


def test_every_trigger_of_an_event_is_in_the_event_s_voice(records: list[tuple[Article, Record]]) -> None:
    """What a report of others' words takes for granted, and so is the outlet's, is no quotation."""
    for _, record in records:
        voices = Voices(record.statements, find_quotes(record.document.text, record.segments))
        for event in record.events:
            for span in event.mentions:
                if event.voice == "outlet" and voices.reporting(span) is not None:
                    assert not voices.in_quotes(span), event
                else:
                    assert voices.of(span) == (event.voice, event.according_to), event
