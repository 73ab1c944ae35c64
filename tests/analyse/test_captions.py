"""Tests of what a crawler ran into the words of a statement."""

from __future__ import annotations

import pytest

from onrecord.analyse.attribution.captions import beside_cue, without_captions, without_rest
from onrecord.analyse.attribution.draft import Draft
from onrecord.model.span import Span
from tests.analyse.parsing import parse


def spanned(text: str, words: str) -> Span:
    return Span(start=text.index(words), end=text.index(words) + len(words))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            '"We saw it sink. Divers at the pier on Monday (Portby News) "Nobody was on board."',
            ['"We saw it sink.', '"Nobody was on board."'],
        ),
        (
            '"We saw it sink. "It was old. Ida Voss at the pier "Nobody was on board."',
            ['"We saw it sink. "It was old.', '"Nobody was on board."'],
        ),
        ('"We saw it sink. Ida Voss, also known as "Tank"', ['"We saw it sink.']),
        ('"We saw it sink. "Nobody was on board."', ['"We saw it sink. "Nobody was on board."']),
        (
            '"We saw it sink," he said, and called it "Fate"',
            ['"We saw it sink," he said, and called it "Fate"'],
        ),
        ("that the ferry is old", ["that the ferry is old"]),
    ],
)
def test_a_caption_in_front_of_a_mark_is_not_said(text: str, parts: list[str]) -> None:
    found = without_captions(text, [Span(start=0, end=len(text))])
    assert [part.slice(text) for part in found] == parts


@pytest.mark.parametrize(
    ("text", "content", "left"),
    [
        ("Roe added: “It sank.” The pier was shut.", "“It sank.” The pier", "“It sank.”"),
        ("Roe added: “It sank.” ‘It was old.’", "“It sank.” ‘It was old.’", "“It sank.” ‘It was old.’"),
        ("Roe added that “it sank” at once.", "that “it sank” at once", "that “it sank” at once"),
    ],
)
def test_what_stands_behind_a_quotation_is_not_said(text: str, content: str, left: str) -> None:
    draft = Draft(act="say", content=[spanned(text, content)], cue=spanned(text, "added"))
    quotation = Span(start=text.index("“"), end=text.index("”") + 1)
    assert [part.slice(text) for part in without_rest(parse(text), [quotation], draft)] == [left]


def test_words_of_another_sentence_are_said_only_in_quotation_marks_or_in_a_row() -> None:
    text = "The pier was shut. Roe said the ferry was old. It had sunk. “It was late.” Nobody came."
    said = ["The pier", "the ferry was old.", "It had sunk.", "“It was late.”"]
    draft = Draft(act="say", content=[spanned(text, part) for part in said], cue=spanned(text, "said"))
    assert [part.slice(text) for part in beside_cue(parse(text), draft)] == said[1:]
