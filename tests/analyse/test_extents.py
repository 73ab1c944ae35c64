"""Tests of how far a content or a source reaches: beside its cue, in one line, with whole quotations."""

from __future__ import annotations

import pytest

from onrecord.analyse.attribution.extents import (
    in_one_line,
    join_close,
    less_asked,
    near_cue,
    whole_source,
    with_quotations,
    without_address,
)
from onrecord.analyse.pipeline import analyse
from onrecord.model.document import Article, make_document
from onrecord.model.span import Span
from tests.analyse.parsing import spanned

FAR = "Roe warned that the ferry was old.\n\nIt rained.\n\nThe pier was full.\n\n“Go home,” the paper wrote."
LONG = "Roe warned that the ferry was old. " + "It rained on the lake. " * 20 + "The pier was full."
NEXT = "Roe warned that the ferry was old.\n\n“It rained on the lake.”\n\n“The pier was full.”"


@pytest.mark.parametrize(
    ("text", "parts", "kept"),
    [
        (FAR, ["that the ferry was old", "“Go home,”"], ["that the ferry was old"]),
        (LONG, ["that the ferry was old", "The pier was full"], ["that the ferry was old"]),
        (
            NEXT,
            ["that the ferry was old", "“It rained on the lake.”", "“The pier was full.”"],
            ["that the ferry was old", "“It rained on the lake.”", "“The pier was full.”"],
        ),
        (FAR, ["“Go home,”"], []),
    ],
)
def test_a_content_stands_beside_its_cue_or_goes_on(text: str, parts: list[str], kept: list[str]) -> None:
    near = near_cue(text, spanned(text, "warned"), [spanned(text, part) for part in parts])
    assert [part.slice(text) for part in near] == kept


@pytest.mark.parametrize(
    ("text", "source", "one"),
    [
        ("'Adrift'\nHarbour chief Voss spoke.", "'Adrift'\nHarbour chief Voss", "Harbour chief Voss"),
        ("ANNA ROE Actress Anna Roe spoke.", "ANNA ROE Actress Anna Roe", "Actress Anna Roe"),
        ("ANNA ROE The singer spoke.", "ANNA ROE The singer", "The singer"),
        ("NATO chief Roe spoke.", "NATO chief Roe", "NATO chief Roe"),
        ("ANNA ROE spoke.", "ANNA ROE", "ANNA ROE"),
    ],
)
def test_a_heading_is_no_part_of_a_source(text: str, source: str, one: str) -> None:
    assert in_one_line(text, spanned(text, source), spanned(text, "spoke")).slice(text) == one


@pytest.mark.parametrize(
    ("text", "parts", "joined"),
    [
        ("Roe asked her to get dressed.", ["to", "dressed"], ["to get dressed"]),
        ("Roe asked her to go, get dressed.", ["to go", "dressed"], ["to go", "dressed"]),
        ("To go Roe asked her.", ["To go", "her"], ["To go", "her"]),
    ],
)
def test_what_a_word_or_two_part_is_one(text: str, parts: list[str], joined: list[str]) -> None:
    found = join_close(text, spanned(text, "asked"), [spanned(text, part) for part in parts])
    assert [part.slice(text) for part in found] == joined


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("She sank at once, on the lake,'", "'We saw it all. She sank at once, on the lake,'"),
        ("it all", "it all"),
        (
            "out. 'We saw it all. She sank at once, on the lake,'",
            "out. 'We saw it all. She sank at once, on the lake,'",
        ),
    ],
)
def test_a_speaker_speaks_up_to_the_mark(part: str, whole: str) -> None:
    text = "Voss called out. 'We saw it all. She sank at once, on the lake,' said Roe."
    closed = [spanned(text, "'We saw it all. She sank at once, on the lake,'")]
    found = with_quotations(text, closed, spanned(text, "said"), [spanned(text, part)])
    assert [one.slice(text) for one in found] == [whole]


def test_a_sentence_of_the_outlets_takes_nothing_of_the_quotation_before() -> None:
    text = (
        "“They fled at once,” Tom Roe said. “Nobody stayed on the pier.” By noon the harbour was closed "
        "again, said Ida Voss, chief of the coastguard."
    )
    record = analyse(Article(document=make_document(text, location="x")), facts=None)
    assert record.statements[-1].content[0].slice(text) == "By noon the harbour was closed again"


@pytest.mark.parametrize(
    ("text", "source", "whole"),
    [
        ("Yesterday Mr Roe spoke.", "Roe", "Mr Roe"),
        ("The Dockers Union (PDU) spoke.", "The Dockers Union (PDU", "The Dockers Union (PDU)"),
        ("The Dockers Union (PDU) spoke.", "The Dockers Union", "The Dockers Union"),
        ("The drummer Roe spoke.", "Roe", "Roe"),
    ],
)
def test_a_source_has_its_title_and_closes_its_brackets(text: str, source: str, whole: str) -> None:
    assert whole_source(text, spanned(text, source)).slice(text) == whole


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("“Yes,” Roe said when asked about the boat.", ["“Yes,”"]),
        ("“Yes,” Roe said of the boat.", ["“Yes,”", "the boat"]),
    ],
)
def test_what_somebody_is_asked_about_is_not_said(text: str, kept: list[str]) -> None:
    parts = less_asked(text, [spanned(text, "“Yes,”"), spanned(text, "the boat")])
    assert [part.slice(text) for part in parts] == kept


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("https://news.example/a/1 The boat sank", "The boat sank"),
        ("The boat sank https://news.example/a/1", "The boat sank https://news.example/a/1"),
    ],
)
def test_a_web_address_in_front_is_not_said(text: str, content: str) -> None:
    found = without_address(text, [Span(start=0, end=len(text))])
    assert [part.slice(text) for part in found] == [content]
