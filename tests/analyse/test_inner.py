"""Tests of statements within statements: which of the rules' are told, and which words are theirs."""

from __future__ import annotations

import pytest

from onrecord.analyse.attribution.cues import find_cues
from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.attribution.inner import is_told, mend_content
from onrecord.analyse.attribution.nesting import split_second_verbs, tie_second_verbs
from onrecord.analyse.pipeline import analyse
from onrecord.model.document import Article, make_document
from onrecord.model.record import Record
from onrecord.model.span import Span
from tests.analyse.parsing import parse


def read(text: str) -> Record:
    return analyse(Article(document=make_document(text, location="x")), facts=None)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("You know that the ferry is old.", "know"),
        ("How do we know that the ferry is safe?", "know"),
        ("How do we say that the ferry is safe?", "say"),
        ("First findings suggest that the ferry was overloaded.", "suggest"),
        ("The council met to decide whether the bridge should stay.", "decide"),
        ("The council will say that the ferry is old.", "will say"),
        ("If the council says that the ferry is old, it must go.", "says"),
        ("The ferry seemed to sink.", "seemed"),
        ("The win I expected was gone.", "expected"),
        ("A plan to leave the ferry failed.", "plan"),
        ("The wreck was meant to warn sailors.", "warn"),
        ("The crew sought shelter.", "sought"),
    ],
)
def test_what_nobody_says_is_not_told(text: str, cue: str) -> None:
    found = [draft for draft in find_cues(parse(text)) if draft.cue and draft.cue.slice(text) == cue]
    assert [is_told(parse(text), draft) for draft in found] == [False]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Tom Roe went on to say that the ferry was old.", "say"),
        ("I want to say that the ferry was old.", "say"),
        ("I saw that the man was old.", "saw"),
        ("The council praised the crew.", "praised"),
        ("The crew heard the claim that the ferry was old.", "claim"),
        ("Roe's plan to leave the ferry failed.", "plan"),
        ("She wondered where the captain had gone.", "wondered"),
    ],
)
def test_what_somebody_says_is_told(text: str, cue: str) -> None:
    found = [draft for draft in find_cues(parse(text)) if draft.cue and draft.cue.slice(text) == cue]
    assert [is_told(parse(text), draft) for draft in found] == [True]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "whole"),
    [
        (
            "Voss doesn't know where the captain went.",
            "Voss",
            "know",
            ["the captain went"],
            ["where the captain went"],
        ),
        (
            "Voss says it makes sense for the crew to leave.",
            "Voss",
            "says",
            ["it makes sense for the crew"],
            ["it makes sense for the crew to leave"],
        ),
        (
            "Voss hopes that in spite of the storm the crew left.",
            "Voss",
            "hopes",
            ["that", "the crew left"],
            ["that in spite of the storm the crew left"],
        ),
        (
            "And today Voss thinks the ferry is old.",
            "Voss",
            "thinks",
            ["And", "the ferry is old"],
            ["the ferry is old"],
        ),
        (
            "Voss spoke of a man said to be ill.",
            "Voss",
            "said",
            ["of a man", "to be ill"],
            ["a man", "to be ill"],
        ),
        (
            "Voss did not know whether he had left.",
            "Voss",
            "know",
            ["not", "whether he had left"],
            ["whether he had left"],
        ),
        ("Voss says he left and plans to sue.", "Voss", "says", ["he left"], ["he left"]),
    ],
)
def test_a_content_gets_the_words_that_the_parser_lost(
    text: str, source: str, cue: str, content: list[str], whole: list[str]
) -> None:
    def span(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words))

    draft = Draft(act="say", content=[span(part) for part in content], cue=span(cue), source=span(source))
    draft.cue_index = parse(text).tokens_in(span(cue))[0]
    mend_content(parse(text), draft)
    assert [part.slice(text) for part in draft.content] == whole


def test_only_what_is_told_stands_within_a_quotation() -> None:
    text = "“You know that the ferry is old, and I believe that it will sink,” Ida Voss said."
    assert {s.cue.slice(text) for s in read(text).statements if s.cue} == {"said", "believe"}


def test_a_quotation_that_goes_on_is_no_statement_within_itself() -> None:
    text = "“If you look at the ferry [it is] old,” said Voss.\n\n“It should have been scrapped long ago.”\n"
    assert [(len(s.content), s.parent) for s in read(text).statements] == [(2, None)]


def test_what_a_set_phrase_says_in_a_quotation_ends_with_it() -> None:
    text = "“The ferry, in our view, is old and that is why we will not sail,” he said."
    outer, inner = read(text).statements
    assert inner.parent == outer.id
    assert inner.content[-1].slice(text) == "is old and that is why we will not sail,"


def test_a_verb_with_its_own_object_does_not_say_the_sentence_before() -> None:
    text = "The ferry is old, she knows it, the crew knows it."
    assert read(text).statements == ()


def test_when_somebody_worries_is_not_what_about() -> None:
    text = "Ida Voss said the crew was worried about a storm on the lake, after the ferry had turned back."
    assert [s.cue.slice(text) for s in read(text).statements if s.cue] == ["said"]


def test_a_statement_ends_where_its_speakers_next_verb_begins() -> None:
    text = "Roe said that the ferry was old, and denied that it had sunk."

    def span(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words))

    whole = Span(start=text.index("that"), end=len(text) - 1)
    outer = Draft(act="say", content=[whole], cue=span("said"), cue_index=1, source=span("Roe"))
    inner = Draft(act="deny", content=[span("that it had sunk")], cue=span("denied"), source=span("Roe"))
    inner.cue_index = parse(text).tokens_in(span("denied"))[0]
    split_second_verbs(parse(text), [outer, inner])
    assert [part.slice(text) for part in outer.content] == ["that the ferry was old"]


def test_a_statement_of_somebody_else_within_it_does_not_end_one() -> None:
    text = "Roe said that Voss was tired, and denied that it had sunk."

    def span(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words))

    whole = Span(start=text.index("that"), end=len(text) - 1)
    outer = Draft(act="say", content=[whole], cue=span("said"), cue_index=1, source=span("Roe"))
    inner = Draft(act="deny", content=[span("that it had sunk")], cue=span("denied"), source=span("Voss"))
    inner.cue_index = parse(text).tokens_in(span("denied"))[0]
    split_second_verbs(parse(text), [outer, inner])
    assert outer.content == [whole]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Roe said the mayor must resign and said his party would join the talks.",
            "the mayor must resign",
        ),
        (
            "Roe confirmed that there had been losses and warned that more would follow.",
            "that there had been losses",
        ),
    ],
)
def test_a_second_verb_has_the_speaker_of_the_first(text: str, said: str) -> None:
    parsed, start = parse(text), text.index(said)
    outer, inner = find_cues(parsed)
    outer.content = [Span(start=start, end=len(text) - 1)]
    tie_second_verbs(parsed, [outer, inner])
    assert [part.slice(text) for part in outer.content] == [said]
    assert inner.source is not None
    assert inner.source.slice(text) == "Roe"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("But Roe allegedly stole the boat.", ["Roe", "stole the boat"]),
        ("Roe allegedly stole the boat, and police think that he sold it.", ["Roe", "stole the boat"]),
    ],
)
def test_what_is_alleged_is_one_clause(text: str, content: list[str]) -> None:
    found = [draft for draft in find_cues(parse(text)) if draft.cue and draft.cue.slice(text) == "allegedly"]
    assert [[part.slice(text) for part in draft.content] for draft in found] == [content]


@pytest.mark.parametrize(
    ("text", "cue", "lost", "mended"),
    [
        ("We believe that is why it sank.", "believe", "why it sank", "that is why it sank"),
        (
            "I suggest that opening the harbour would help us.",
            "suggest",
            "that opening the harbour",
            "that opening the harbour would help us",
        ),
    ],
)
def test_a_content_gets_its_lost_verb(text: str, cue: str, lost: str, mended: str) -> None:
    parsed, start, own = parse(text), text.index(lost), text.index(cue)
    draft = Draft(
        act="believe",
        content=[Span(start=start, end=start + len(lost))],
        cue=Span(start=own, end=own + len(cue)),
    )
    draft.cue_index = parsed.tokens_in(Span(start=own, end=own + len(cue)))[-1]
    mend_content(parsed, draft)
    assert [part.slice(text) for part in draft.content] == [mended]
