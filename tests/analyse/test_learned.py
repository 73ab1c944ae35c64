"""Statements of whole small articles, as the encoder and the rules give them together."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.model.record import Record, Statement


def read(text: str) -> Record:
    return onrecord.read(text, language="en")


def rows(record: Record) -> list[tuple[str | None, str]]:
    """(source, content) of each statement, parts of a content joined by " … "."""
    text = record.document.text
    return [
        (one.source.slice(text) if one.source else None, " … ".join(part.slice(text) for part in one.content))
        for one in record.statements
    ]


def bare(words: str) -> str:
    return words.strip(" “”\"'‘’«»„`.,")


def quoted_rows(text: str) -> list[tuple[str | None, str]]:
    return [(source, bare(content)) for source, content in rows(read(text))]


@pytest.mark.parametrize(
    "marks",
    [("“", "”"), ('"', '"'), ("''", "''"), ("``", "''"), ("‘", "’"), ("«", "»"), ("„", "“"), ("'", "'")],
    ids=["typographic", "straight", "doubled", "tex", "single", "French", "low", "straight single"],
)
def test_marks_of_every_style(marks: tuple[str, str]) -> None:
    opening, closing = marks
    text = (
        f"The council met on Tuesday.\n{opening}We cannot pay for a new bridge this year,{closing} "
        "said the mayor, Ida Voss."
    )
    assert any(
        source and "Ida Voss" in source and content == "We cannot pay for a new bridge this year"
        for source, content in quoted_rows(text)
    )


def test_a_closing_mark_that_is_missing() -> None:
    text = "Ida Voss said: “We cannot pay for a new bridge this year.\nThe council met on Tuesday."
    assert ("Ida Voss", "We cannot pay for a new bridge this year") in quoted_rows(text)


def test_a_quotation_cut_in_two_is_one_statement() -> None:
    text = "“We cannot pay for it,” the mayor said on Tuesday. “The money is gone.”"
    assert ("the mayor", "We cannot pay for it,” … “The money is gone") in quoted_rows(text)


def test_a_quotation_over_paragraphs_goes_on() -> None:
    text = (
        "The mayor told reporters: “The bridge was old when I was a child.\n"
        "“Nobody should wonder that it fell.”\nThe police closed the road."
    )
    contents = " ".join(content for source, content in rows(read(text)) if source == "The mayor")
    assert "old when I was a child" in contents
    assert "Nobody should wonder" in contents


def test_capitals_do_not_hide_a_statement() -> None:
    text = "THE MAYOR SAID ON TUESDAY THAT THE BRIDGE WAS CLOSED."
    assert any(
        source == "THE MAYOR" and "BRIDGE WAS CLOSED" in content for source, content in rows(read(text))
    )


def test_a_headline_without_a_verb_of_its_own() -> None:
    text = "Mayor: bridge will not open this year\n\nThe council met on Tuesday and talked for five hours."
    assert any("bridge will not open" in content for _, content in rows(read(text)))


def test_turns_of_a_transcript_have_their_speakers() -> None:
    text = (
        "MS. VOSS: I think that the bridge was safe when we opened it.\n"
        "MR. ASH: You were told by three engineers that it was not.\n"
    )
    found = rows(read(text))
    assert any(source == "MS. VOSS" and "safe when we opened it" in content for source, content in found)
    assert any(source == "MR. ASH" and "You were told" in content for source, content in found)


def test_a_chain_of_voices_is_kept() -> None:
    text = (
        "The Meridian Wire reported Ida Voss as saying: “We were told that the wall would hold for "
        "fifty years.” The mayor was not there."
    )
    record = read(text)
    by_id = {one.id: one for one in record.statements}
    inner = next(one for one in record.statements if source_of(one, text) == "Ida Voss")
    outer = by_id[inner.parent or ""]
    assert source_of(outer, text) == "The Meridian Wire"


def test_i_within_a_quotation_is_its_speaker() -> None:
    text = "“I told them in March that the wall was weak,” Ida Voss said."
    record = read(text)
    voss = next(entity.id for entity in record.entities if entity.name == "Ida Voss")
    assert any(m.slice(text) == "I" and m.entities == (voss,) for m in record.mentions)


def source_of(statement: Statement, text: str) -> str | None:
    return statement.source.slice(text) if statement.source else None


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("A senior official", "official"),
        ("Court papers", "document"),
        ("Eyewitnesses", "witness"),
        ("A person familiar with the talks", "knowledge"),
        ("Critics", "group"),
        ("A source", "unnamed"),
        ("Ida Voss", None),
        ("She", None),
    ],
)
def test_anonymous_sources_have_a_class(source: str, kind: str | None) -> None:
    text = f"{source} said that the wall had been weak for years."
    (statement,) = read(text).statements
    assert statement.source is not None
    assert statement.source.anonymous == kind


def test_confidence_is_given_by_field_and_rounded() -> None:
    (statement,) = read("Ida Voss said on Monday that the wall was weak.").statements
    assert statement.confidences is not None
    for share in (statement.confidence, statement.confidences.source, statement.confidences.content):
        assert 0 < share < 1
        assert round(share, 2) == share


def test_a_sure_floor_leaves_less() -> None:
    text = "Ida Voss said that the wall was weak. Some in the town saw a plot. “Nonsense,” she added."
    counts = [
        len(onrecord.read(text, language="en", min_confidence=floor).statements) for floor in (0, 0.8, 1.0)
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1] == 0


def test_a_transcript_that_is_quoted_as_a_whole() -> None:
    text = "“VOSS: The bridge stays shut for the rest of the year.\n\n“BERG: Nobody told the shops about it."
    assert [(source, bare(content)) for source, content in rows(read(text))] == [
        ("VOSS", "The bridge stays shut for the rest of the year"),
        ("BERG", "Nobody told the shops about it"),
    ]


def test_a_turn_goes_on_in_its_paragraphs_up_to_the_next_label() -> None:
    text = (
        "“VOSS: The bridge stays shut for the rest of the year.\n\n“And nobody will be paid for it.\n\n"
        "“(LAUGHTER.)\n\n“BERG: Nobody told the shops about it.\n\n“Follow us for more of this."
    )
    assert [(source, bare(content)) for source, content in rows(read(text))] == [
        ("VOSS", "The bridge stays shut for the rest of the year. … “And nobody will be paid for it"),
        ("BERG", "Nobody told the shops about it"),
    ]


def test_an_answer_ends_what_it_answers() -> None:
    text = "Local papers reported that the driver had ignored a warning, but his employer denied this."
    record = read(text)
    assert ("Local papers", "that the driver had ignored a warning") in rows(record)
    answer = next(one for one in record.statements if one.cue and one.cue.slice(text) == "denied")
    assert answer.parent is None


@pytest.mark.parametrize(
    "text",
    [
        "The singer could be seen standing on a truck next to the tower on Friday.",
        "After the family alerted the local authority, a team of rescuers arrived.",
        "Roe has often used so-called shadow accounts to pay for it.",
        "A note lay on the table. “We are closed until the first of March.” It rained.",
    ],
    ids=["sight", "who is told", "so-called", "in the air"],
)
def test_what_is_no_statement(text: str) -> None:
    assert rows(read(text)) == []


def test_words_that_describe_the_source_are_no_content() -> None:
    text = (
        "According to a diplomat close to the talks, who asked not to be named because of their sensitivity, "
        "the fishermen had demanded that a third of the catch be landed at Agadir."
    )
    contents = [content for source, content in rows(read(text)) if source and "a diplomat" in source]
    assert contents == ["the fishermen had demanded that a third of the catch be landed at Agadir"]


def test_a_lost_line_break_ends_a_content() -> None:
    text = "Ida Voss said the bridge would close for good Read more about the towers of the old town here."
    assert ("Ida Voss", "the bridge would close for good") in quoted_rows(text)


def test_where_and_when_are_no_part_of_a_cue() -> None:
    record = read("“We cannot pay for it,” the mayor said in a statement on Friday.")
    (statement,) = record.statements
    assert statement.cue is not None
    assert statement.cue.slice(record.document.text) == "said"
