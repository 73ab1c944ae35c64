"""Descriptions that are told apart: by names, owners, ages, what is to come, and whom else they are of."""

from __future__ import annotations

import pytest

from tests.analyse.test_coref import entities_of, name_of, read


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Karl Berg, 23, waved. Peter Brandt, 62, left. The 62-year-old was tired.",
            "The 62-year-old",
            "Peter Brandt",
        ),
        ("Karl Berg, 16, swam. Peter Brandt, 62, left. The teenager was tired.", "The teenager", "Karl Berg"),
        (
            "President Karl Berg met Vice President Luc Roe in Oslo. The president was late.",
            "The president",
            "Karl Berg",
        ),
        (
            "Ida Voss beat Karl Berg and Peter Brandt, the champion, on Sunday.",
            "the champion",
            "Peter Brandt",
        ),
        (
            "Berg will leave, The Washington Post reported. The paper said he was ill.",
            "The paper",
            "Washington Post",
        ),
        ("Berg will leave, Reuters reported. The agency gave no source.", "The agency", "Reuters"),
        ("HSBC cut jobs, Reuters reported. The bank said it was sorry.", "The bank", "HSBC"),
        ("Nissan cut jobs. The Japanese carmaker said it had to.", "The Japanese carmaker", "Nissan"),
    ],
)
def test_it_is_whom_age_rank_place_and_kind_tell(text: str, words: str, name: str) -> None:
    assert name_of(read(text), words) == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "President Ida Voss spoke in Oslo. The next president will have to pay.",
            "The next president",
            "Ida Voss",
        ),
        (
            "Karl Berg, the police spokesman, spoke. The Nato spokesman was late.",
            "The Nato spokesman",
            "Karl Berg",
        ),
        ("Ida Voss, the singer, spoke. The other singer was late.", "The other singer", "Ida Voss"),
        ("Karl Berg, 23, waved to us. The 62-year-old was tired.", "The 62-year-old", "Karl Berg"),
        ("Ida Voss is not fit to serve as president, he said.", "president", "Ida Voss"),
        ("The law bars Ida Voss from becoming president of Norland.", "president of Norland", "Ida Voss"),
        (
            "Berg spoke to the New York Times. The railway station was shut.",
            "The railway station",
            "New York Times",
        ),
        ("Berg spoke to the Treasury. The company said it had paid.", "The company", "Treasury"),
        ("Nissan cut jobs. The five companies said nothing.", "The five companies", "Nissan"),
    ],
)
def test_nobody_is_meant_whom_the_words_keep_apart(text: str, words: str, name: str) -> None:
    record = read(text)
    assert name not in {entity.name for entity in entities_of(record, words)}


def test_a_surname_is_nobodys_whom_the_pronouns_are_not_of() -> None:
    record = read(
        "President Berg said he was tired. Berg said he would rest in Oslo. Later Maria Berg met the press."
    )
    assert name_of(record, "Maria Berg") != name_of(record, "Berg")


def test_the_two_are_those_who_were_named_together() -> None:
    record = read("Karl Berg and Peter Brandt met in Oslo. Luc Roe said the two men talked for an hour.")
    assert {entity.name for entity in entities_of(record, "the two men")} == {"Karl Berg", "Peter Brandt"}


def test_two_sides_are_no_two_people() -> None:
    record = read("Karl Berg met Peter Brandt in Oslo. The two sides signed a treaty.")
    assert not {entity.name for entity in entities_of(record, "The two sides")} & {
        "Karl Berg",
        "Peter Brandt",
    }


def test_who_is_the_name_right_before_where_the_parser_is_lost() -> None:
    record = read(
        "“Plainly, it’s a sign of dents in the rock-hard hold of the guild,” said Sen. Ida Voss (D-Conn.),"
        " who’s been noisily calling for new road rules."
    )
    sources = [s.source for s in record.statements if s.source is not None]
    named = {entity.id for entity in record.entities if entity.name == "Ida Voss"}
    assert all(set(source.entities) == named for source in sources)
    assert "who" in {record.document.text[source.start : source.end] for source in sources}


def test_no_pronoun_is_a_name() -> None:
    record = read("Ida Voss spoke first. She had paid for loud posters. She spoke of the war.")
    assert name_of(record, "She", 1) == "Ida Voss"


def test_the_premier_is_whose_ministry_is_named() -> None:
    record = read(
        "Ida Voss’s interior ministry shut the harbour. Voss spoke in Oslo. The fishermen shouted at the"
        " premier."
    )
    assert name_of(record, "the premier") == "Ida Voss"
