"""Tests of what a crawler ran into the words of a statement."""

from __future__ import annotations

import pytest

from onrecord.analyse.attribution.captions import (
    beside_cue,
    less_repeated,
    own_quotation,
    own_sentence,
    without_captions,
    without_rest,
)
from onrecord.analyse.attribution.draft import Draft
from onrecord.model.span import Span
from tests.analyse.parsing import parse, spanned


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


def drafted(text: str, cue: str, content: str) -> Draft:
    return Draft(act="say", content=[spanned(text, content)], cue=spanned(text, cue))


def test_a_sentence_before_its_own_quotation_is_not_said() -> None:
    text = 'Roe called it a "disgrace." "We saw it sink," he declared.'
    draft = drafted(text, "declared", text[: text.index(" he declared")])
    own = spanned(text, '"We saw it sink,"')
    assert own_quotation(parse(text), [own], draft) == [own]
    text = 'What he called a "total mess," he declared.'
    draft = drafted(text, "declared", 'What he called a "total mess,"')
    assert own_quotation(parse(text), [spanned(text, '"total mess,"')], draft) == draft.content


@pytest.mark.parametrize(
    ("content", "own"),
    [
        ('Voss "only watched." Roe left early', "Roe left early"),
        ('Voss "only watched" Roe leave early', 'Voss "only watched" Roe leave early'),
    ],
)
def test_a_sentence_in_front_that_ends_with_a_quotation_is_another(content: str, own: str) -> None:
    text = f"{content}, according to the letter."
    assert [part.slice(text) for part in own_sentence(text, drafted(text, "according to", content))] == [own]


def test_a_sentence_behind_a_clause_that_ends_with_a_quotation_is_another() -> None:
    text = 'Roe argued that the ferry "was our life." Nobody in the town will forget the night'
    draft = drafted(text, "argued", text[text.index("that") :])
    assert [part.slice(text) for part in without_rest(parse(text), [], draft)] == [
        'that the ferry "was our life."'
    ]
    draft.cue = spanned(text, "Roe")
    turn = 'ROE: It "was our life." Nobody will forget the night'
    said = Draft(act="say", content=[spanned(turn, turn[5:])], cue=spanned(turn, ":"))
    assert without_rest(parse(turn), [], said) == said.content


def test_a_heading_that_repeats_what_is_said_is_not_said_twice() -> None:
    text = "'It is over'\n\"It is over now,\" Roe said."
    heading, said = spanned(text, "'It is over'"), spanned(text, '"It is over now,"')
    assert less_repeated(text, [heading, said]) == [said]
    other = spanned(text, "Roe")
    assert less_repeated(text, [other, said]) == [other, said]
