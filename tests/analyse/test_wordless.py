from __future__ import annotations

import pytest

from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.attribution.wordless import is_received, is_wordless
from onrecord.model.span import Span
from tests.analyse.parsing import parse


def drafted(text: str, source: str, cue: str, content: str, confidence: float = 0.4) -> Draft:
    def span(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words))

    speaker = parse(text).tokens_in(span(source))
    draft = Draft(act="believe", content=[span(content)], cue=span(cue), source=span(source))
    draft.cue_index = parse(text).tokens_in(draft.cue or draft.content[0])[-1]
    draft.speaker, draft.confidence = parse(text).head_of(speaker[0], speaker[-1]), confidence
    return draft


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "wordless"),
    [
        ("The dockers staged a protest.", "The dockers", "staged", "a protest", True),
        ("The dockers praised the protest.", "The dockers", "praised", "the protest", False),
        ("The crew responded to the fire.", "The crew", "responded", "to the fire", True),
        ("His presence suggests a change.", "His presence", "suggests", "a change", True),
        ("The mayor suggests a change.", "The mayor", "suggests", "a change", False),
        ("The survey suggests a change.", "The survey", "suggests", "a change", False),
        ("The ferry seemed to sink.", "The ferry", "seemed", "to sink", True),
        ("It seemed to the crew that we sank.", "the crew", "seemed", "that we sank", False),
        ("You can expect the ferry to be late.", "You", "expect", "the ferry to be late", True),
        ("You said the ferry was late.", "You", "said", "the ferry was late", False),
        ("Roe called off the trip.", "Roe", "called", "the trip", True),
        ("Roe called the crew a crowd.", "Roe", "called", "the crew a crowd", False),
        ("Roe was allowed to leave the ship.", "Roe", "allowed", "to leave the ship", True),
        ("The much awaited ferry sank.", "The", "awaited", "ferry", True),
    ],
)
def test_a_deed_or_a_sign_is_no_statement(
    text: str, source: str, cue: str, content: str, wordless: bool
) -> None:
    assert is_wordless(parse(text), drafted(text, source, cue, content)) is wordless


def test_a_likely_statement_is_kept_though_no_lexicon_knows_its_cue() -> None:
    text = "The dockers waved a banner."
    assert not is_wordless(parse(text), drafted(text, "The dockers", "waved", "a banner", confidence=0.9))
    assert is_wordless(parse(text), drafted(text, "The dockers", "waved", "a banner", confidence=0.4))


def test_a_deed_is_no_statement_however_likely() -> None:
    text = "The dockers staged a protest."
    assert is_wordless(parse(text), drafted(text, "The dockers", "staged", "a protest", confidence=0.9))


@pytest.mark.parametrize(
    ("text", "cue", "received"),
    [
        ("The pilot gained praise for her landing.", "praise", True),
        ("The pilot gave praise for her landing.", "praise", False),
    ],
)
def test_who_gets_praise_does_not_say_it(text: str, cue: str, received: bool) -> None:
    assert is_received(parse(text), drafted(text, "The pilot", cue, "her landing")) is received


@pytest.mark.parametrize(
    ("text", "cue", "content", "wordless"),
    [
        ("It was unclear whether the ferry sank.", "unclear", "whether the ferry sank", True),
        ("It was said that the ferry sank.", "said", "that the ferry sank", False),
        ("Roe was named captain of the year.", "named", "captain of the year", True),
        ("The ferry is known as the Swan.", "is known as", "the Swan", True),
    ],
)
def test_what_the_outlet_itself_sees_or_calls_has_no_other_teller(
    text: str, cue: str, content: str, wordless: bool
) -> None:
    draft = drafted(text, "It" if text.startswith("It") else text.split()[0], cue, content)
    if cue == "is known as":
        draft.cue_index = parse(text).tokens_in(draft.content[0])[0] - 2
    draft.source = draft.speaker = None
    assert is_wordless(parse(text), draft) is wordless


@pytest.mark.parametrize(
    ("text", "cue", "content", "wordless"),
    [
        ("The dockers repainted the pier.", "repainted", "the pier", True),
        ("The dockers voiced their anger.", "voiced", "their anger", False),
        ("The dockers grilled the mayor.", "grilled", "the mayor", False),
    ],
)
def test_a_stand_that_is_taken_is_no_deed(text: str, cue: str, content: str, wordless: bool) -> None:
    assert is_wordless(parse(text), drafted(text, "The dockers", cue, content, confidence=0.6)) is wordless


def test_who_is_identified_is_not_told_of() -> None:
    text = "The driver was identified as a docker."
    draft = drafted(text, "The driver", "identified", "The driver", confidence=0.6)
    draft.source = draft.speaker = None
    assert is_wordless(parse(text), draft)
