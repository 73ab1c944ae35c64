from __future__ import annotations

import pytest

from onrecord.analyse.attribution.clauses import cut_aside, has_holes, name_subject
from onrecord.analyse.attribution.draft import Draft
from onrecord.model.span import Span
from tests.analyse.parsing import parse


def drafted(text: str, cue: str, *content: str) -> Draft:
    def span(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words))

    draft = Draft(act="say", content=[span(words) for words in content], cue=span(cue), confidence=0.85)
    draft.cue_index = parse(text).tokens_in(span(cue))[-1]
    return draft


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Harbour spokesman Tom Roe said the ferry had sunk.", "Harbour spokesman Tom Roe"),
        ("It said the ferry had sunk.", None),
        ("A crater said the ferry had sunk.", None),
    ],
)
def test_a_cue_without_a_source_has_its_own_subject(text: str, subject: str | None) -> None:
    draft = drafted(text, "said", "the ferry had sunk")
    draft.abstains = True
    name_subject(parse(text), draft)
    assert (draft.source.slice(text) if draft.source else None) == subject
    assert draft.abstains is (subject is None)


@pytest.mark.parametrize(
    ("text", "cue", "whole", "parts", "lacking"),
    [
        (
            "The letters -- which lay in a desk -- are copies, Harbour News reported.",
            "reported",
            "The letters -- which lay in a desk -- are copies",
            ("The letters", "are copies"),
            True,
        ),
        (
            "Police said Tom Roe, 62, of Portby died in the fire.",
            "said",
            "Tom Roe, 62, of Portby died in the fire",
            ("of Portby died in the fire",),
            True,
        ),
        (
            "Roe told the paper it was clear that the ferry sank.",
            "told",
            "the paper it was clear that the ferry sank",
            ("it was clear that the ferry sank",),
            False,
        ),
    ],
)
def test_words_of_the_clause_that_are_lacking_are_seen(
    text: str, cue: str, whole: str, parts: tuple[str, ...], lacking: bool
) -> None:
    assert has_holes(parse(text), drafted(text, cue, whole), drafted(text, cue, *parts)) is lacking


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("She said she would go -- but not on a ship that is safe.", "she would go"),
        ("She said she would go -- though late -- by sea.", "she would go -- though late -- by sea"),
        ("She said she would go by sea -- or by rail.", "she would go by sea -- or by rail"),
    ],
)
def test_reported_speech_ends_at_an_aside_of_the_outlet(text: str, left: str) -> None:
    draft = drafted(text, "said", text.removeprefix("She said ").rstrip("."))
    cut_aside(parse(text), draft)
    assert [part.slice(text) for part in draft.content] == [left]
