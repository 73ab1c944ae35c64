from __future__ import annotations

import pytest

from onrecord.analyse.attribution.citations import chain_reported
from onrecord.analyse.attribution.draft import Draft
from onrecord.analyse.attribution.set_phrases import find_phrased, settle_phrased
from onrecord.analyse.quotes import find_quotes
from onrecord.model.span import Span
from tests.analyse.parsing import lines_of, parse

Row = tuple[str | None, str | None, str]


def row(draft: Draft, text: str) -> Row:
    return (
        draft.source.slice(text) if draft.source else None,
        draft.cue.slice(text) if draft.cue else None,
        " … ".join(part.slice(text) for part in draft.content),
    )


def phrased(text: str) -> list[Draft]:
    return list(find_phrased(parse(text), find_quotes(text, lines_of(text))))


def span(text: str, words: str) -> Span:
    return Span(start=text.index(words), end=text.index(words) + len(words))


def said(text: str, cue: str, source: str, *content: str) -> Draft:
    at = span(text, cue)
    index = parse(text).tokens_in(at)[0]
    parts = [span(text, words) for words in content]
    return Draft(act="say", content=parts, cue=at, cue_index=index, source=span(text, source))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The plan was, in her words, “a boat without a keel”.",
            ("her", "in her words", "The plan was … “a boat without a keel”"),
        ),
        (
            "In the council’s phrase, the ferry is “a bridge that moves.”",
            ("the council", "In the council’s phrase", "the ferry is “a bridge that moves.”"),
        ),
        (
            "By her own account, the captain was hired by a bank; she left in May.",
            ("her", "By her own account", "the captain was hired by a bank"),
        ),
        (
            "By most accounts, the two became friends over boats.",
            (None, "By most accounts", "the two became friends over boats"),
        ),
        (
            "Rumour has it that the two men met over old boats.",
            (None, "Rumour has it", "that the two men met over old boats"),
        ),
        ("“A bridge of paper” was how the council put it.", ("the council", "put", "“A bridge of paper”")),
        (
            "Ida Voss has let it be known that she is sure the ferry will return.",
            ("Ida Voss", "has let it be known", "that she is sure the ferry will return"),
        ),
        (
            "Lund, reported the Harbour Post, once hailed Voss as a saint.",
            ("the Harbour Post", "reported", "Lund … once hailed Voss as a saint"),
        ),
        (
            "Harbour Radio reported Lund's reaction: “I have been here since May and I like it.”",
            ("Lund", "reaction", "“I have been here since May and I like it.”"),
        ),
        (
            "Harbour Radio attributed these words to the captain: “I have been here since May.”",
            ("the captain", "words", "“I have been here since May.”"),
        ),
    ],
)
def test_a_set_phrase_makes_a_statement(text: str, expected: Row) -> None:
    assert expected in [row(draft, text) for draft in phrased(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He wrote it down in his own words and went home.",
        "The bank has it that way in all of its branches.",
        "She paid by her own account at the bank.",
        "Lund, said to be ill, stayed at home.",
        "The ferry, called the Harbour Queen, sank.",
        "The paper printed the statement: “Closed”, it said.",
    ],
)
def test_words_that_look_like_a_set_phrase_make_none(text: str) -> None:
    assert phrased(text) == []


def test_what_nobody_is_named_for_is_hedged() -> None:
    assert [draft.hedged for draft in phrased("By most accounts, the two became friends over boats.")] == [
        True
    ]
    assert [draft.hedged for draft in phrased("By her own account, she was hired by a bank.")] == [False]


def test_a_set_phrase_takes_its_words_from_other_statements() -> None:
    text = "In her words, it is “a hat”. “I have seen it,” Roe joked."
    other = said(text, "joked", "Roe", "it is “a hat”", "“I have seen it,”")
    settled = settle_phrased(phrased(text), [other])
    assert [row(draft, text) for draft in settled] == [
        ("Roe", "joked", "“I have seen it,”"),
        ("her", "In her words", "it is “a hat”"),
    ]


def test_who_is_quoted_stands_within_who_quotes() -> None:
    text = "“We go now,” Lund was quoted as saying by the Harbour Post."
    draft = said(text, "was quoted as saying", "the Harbour Post", "“We go now,”")
    outer, inner = chain_reported(parse(text), [draft])
    assert row(outer, text) == ("the Harbour Post", "was quoted", "“We go now,”")
    assert row(inner, text) == ("Lund", "saying", "“We go now,”")
    assert inner.within is outer


def test_what_is_said_according_to_somebody_else_is_within_their_words() -> None:
    text = "“We go now,” Lund said, according to the Harbour Post."
    outer, inner = chain_reported(
        parse(text), [said(text, "according to", "the Harbour Post", "“We go now,”")]
    )
    assert row(inner, text) == ("Lund", "said", "“We go now,”")
    assert inner.within is outer
