from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analyse.attribution import Draft, find_parents, find_ruled
from onrecord.analyse.quotes import find_quotes
from onrecord.analyse.segments import find_segments
from onrecord.model.document import Article, Segment, make_document
from tests.analyse.parsing import lines_of, parse


def drafts_of(text: str) -> list[Draft]:
    segments = lines_of(text)
    return find_ruled(parse(text), find_quotes(text, segments), segments)


def rows(text: str) -> list[tuple[str | None, str | None, str]]:
    """(source, cue, content) of each statement, parts of a content joined by " … "."""
    return [
        (
            draft.source.slice(text) if draft.source else None,
            draft.cue.slice(text) if draft.cue else None,
            " … ".join(part.slice(text) for part in draft.content),
        )
        for draft in drafts_of(text)
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("“I resign,” said Ann Lee.", "Ann Lee", "said", "“I resign,”"),
        ('Ann Lee said: "We go home now."', "Ann Lee", "said", '"We go home now."'),
        ('"Nonsense," Ann Lee wrote.', "Ann Lee", "wrote", '"Nonsense,"'),
        ("The minister said that the talks had failed.", "The minister", "said", "that the talks had failed"),
        ("The talks have failed, the minister said.", "the minister", "said", "The talks have failed"),
        ("According to the police, the driver fled.", "the police", "According to", "the driver fled"),
        ("The driver fled, according to the police.", "the police", "according to", "The driver fled"),
        ("Lee, who believes the plan will fail, left.", "who", "believes", "the plan will fail"),
        ("She called the claim “a lie”.", "She", "called", "the claim “a lie”"),
        ("The firm promised to pay the workers.", "The firm", "promised", "to pay the workers"),
        ("The senator accused him of lying.", "The senator", "accused", "him of lying"),
        ("The president praised the decision.", "The president", "praised", "the decision"),
        ("He complained about the delay.", "He", "complained about", "the delay"),
        ("Lund has boasted of winning the race.", "Lund", "has boasted", "winning the race"),
        ("Lund spoke of Voss as “a calm voice”.", "Lund", "spoke of", "Voss as “a calm voice”"),
        ("She brushed the story aside as “a joke”.", "She", "brushed", "the story … as “a joke”"),
        ("Lund tells anyone who will listen that she won.", "Lund", "tells", "that she won"),
        ("They are reputed to have won the race.", None, "are reputed", "They … to have won the race"),
    ],
)
def test_constructions(text: str, source: str | None, cue: str, content: str) -> None:
    assert (source, cue, content) in rows(text)


def test_a_post_in_a_line_is_said_by_who_signs_it() -> None:
    text = "Many left. The ferry is gone pic.twitter.com/Ab12 -- Ida Voss (@idavoss) May 4, 2020 It sank."
    segments = find_segments(Article(document=make_document(text, location="x")))
    drafts = find_ruled(parse(text), find_quotes(text, segments), segments)
    assert [(d.source and d.source.slice(text), d.content[0].slice(text)) for d in drafts] == [
        ("Ida Voss", "The ferry is gone")
    ]


def test_a_quotation_cut_in_two_by_its_cue_is_one_statement() -> None:
    text = "“We are ready,” Ms Lee said. “We will not wait any longer.”"
    assert rows(text) == [("Ms Lee", "said", "“We are ready,” … “We will not wait any longer.”")]


def test_two_speakers_in_a_paragraph_are_kept_apart() -> None:
    text = "“We are ready,” Lee said. “We are not ready at all,” Roe replied."
    assert [(source, content) for source, _, content in rows(text)] == [
        ("Lee", "“We are ready,”"),
        ("Roe", "“We are not ready at all,”"),
    ]


def test_another_sentence_s_scare_quotes_are_not_the_speaker_s() -> None:
    text = "“We won the case,” said Ann Lee. The film was “good and funny.”"
    assert ("Ann Lee", "said", "“We won the case,”") in rows(text)


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    text = "The mayor said: “The bridge is old.\n“It must be closed by winter.”"
    assert ("The mayor", "said", "“The bridge is old. … “It must be closed by winter.”") in rows(text)


def test_what_an_outlet_reports_somebody_as_saying_is_nested() -> None:
    text = "The Herald reported Roe as saying: “I have done nothing wrong.”"
    drafts = drafts_of(text)
    assert [draft.source.slice(text) if draft.source else None for draft in drafts] == ["The Herald", "Roe"]
    assert find_parents(drafts) == [None, 0]


def test_whom_an_outlet_cites_is_a_link_of_the_chain() -> None:
    text = "The Herald reported, citing a source in Oslo, that the minister had resigned."
    drafts = drafts_of(text)
    assert [draft.source.slice(text) if draft.source else None for draft in drafts] == [
        "The Herald",
        "a source in Oslo",
    ]
    assert find_parents(drafts) == [None, 0]
    assert drafts[1].content == drafts[0].content


def test_what_somebody_cites_as_a_reason_is_no_source() -> None:
    text = "The mayor resigned, citing poor health."
    assert all(row[0] != "poor health" for row in rows(text))


def test_a_hope_inside_an_announcement_is_nested() -> None:
    text = "Lee announced that she hoped the deal would hold."
    drafts = drafts_of(text)
    assert [draft.act for draft in drafts] == ["announce", "hope"]
    assert find_parents(drafts) == [None, 0]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The two men are said to have met in Oslo.", "The two men … to have met in Oslo"),
        ("He rejected claims they had cheated.", "they had cheated"),
        ("He allegedly stole the car.", "He … stole the car"),
    ],
)
def test_nobody_is_named_as_the_source(text: str, content: str) -> None:
    assert (None, content) in [(source, said) for source, _, said in rows(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The minister declined to comment.",
        "The film “Night Train” opened in May.",
        "The council closed the bridge on Monday.",
        "He made the claims in March.",
        "They repeated the claims they made in March.",
    ],
)
def test_no_statement(text: str) -> None:
    assert rows(text) in ([], [("They", "repeated", "the claims they made in March")])


def test_a_promo_line_has_no_speaker() -> None:
    text = "READ MORE: Council closes the old bridge"
    promo = [Segment(start=0, end=len(text), kind="promo")]
    cues = [draft.cue.slice(text) for draft in find_ruled(parse(text), [], promo) if draft.cue]
    assert ":" not in cues


def test_a_transcript_s_turns_have_their_speakers() -> None:
    text = "Q: Did you see the fire that night?\nA: I saw it from the window of my room."
    assert ("Q", ":", "Did you see the fire that night?") in rows(text)
    assert ("A", ":", "I saw it from the window of my room.") in rows(text)


def test_a_signed_quotation_is_its_signer_s() -> None:
    text = "“This town deserves a better bridge.” — Ida Voss"
    assert rows(text) == [("Ida Voss", "—", "“This town deserves a better bridge.”")]


def test_an_embedded_post_is_its_author_s() -> None:
    text = "Thank you all. — Ida Voss (@idavoss) May 4, 2020"
    embed = [Segment(start=0, end=len(text), kind="embed")]
    found = find_ruled(parse(text), [], embed)
    assert [(d.source.slice(text), d.content[0].slice(text)) for d in found if d.source] == [
        ("Ida Voss", "Thank you all.")
    ]


def test_a_relative_pronoun_speaks_for_its_noun() -> None:
    text = "The envoy, who has claimed to have met the king, left."
    draft = next(d for d in drafts_of(text) if d.act == "claim")
    assert draft.speaker is not None
    assert parse(text).tokens[draft.speaker].text == "envoy"


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            ['"', "“", "”", "Lee", "said", "that", "the plan failed", ".", ",", "\n", "‘", "’", ":"]
        ),
        max_size=40,
    )
)
def test_contents_are_within_the_text_and_nesting_has_no_cycle(words: list[str]) -> None:
    text = " ".join(words)
    drafts = drafts_of(text)
    for draft in drafts:
        assert draft.content
        assert all(0 <= part.start < part.end <= len(text) for part in draft.content)
    for position, parent in enumerate(find_parents(drafts)):
        assert parent != position
