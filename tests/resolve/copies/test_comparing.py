"""Whether one article is made from another."""

from __future__ import annotations

import pytest

from bench.made_copies import OPERATIONS
from onrecord.resolve.copies.comparing import compare
from tests.resolve.copies.texts import make_press, make_reports, read, shuffle_sentences

FOOTER = (
    "Vale Post brings you the stories of the valley every day from its newsroom in Orrin. "
    "Our readers are our strength and we thank all those who give what they can for the paper. "
    "Write to the desk if you know of something that we ought to look into in your town."
)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("share", [0.1, 0.2, 0.3])
def test_changed_copies_are_recognised(operation: str, share: float) -> None:
    for seed in range(3):
        press = make_press(seed)
        report = press.write_happening(1, 1, day=1)[0]
        likeness = compare(read(report.text), read(press.copy(report, operation, share).text))
        assert likeness is not None
        assert likeness.kind in ("edited", "rewrite")


def test_the_same_words_in_other_dress_are_verbatim() -> None:
    text = make_reports(1)[0].text
    dressed = f"A headline\n\n{text.replace(' ', '  ').replace(chr(10), ' ')}\n\nFollow us on Twitter."
    likeness = compare(read(text), read(dressed))
    assert likeness is not None
    assert likeness.kind == "verbatim"


def test_a_copy_cut_from_the_end_is_edited_and_its_shares_say_so() -> None:
    made = make_reports(2)[0]
    likeness = compare(read(made.text), read("\n\n".join((made.title, *made.paragraphs[:6]))))
    assert likeness is not None
    assert likeness.kind == "edited"
    assert likeness.second_share > 0.95 > 0.6 > likeness.first_share
    assert likeness.turn().first_share == likeness.second_share


def test_the_same_sentences_in_another_order_are_a_rewrite() -> None:
    text = make_reports(3)[0].text
    likeness = compare(read(text), read(shuffle_sentences(text, 1)))
    assert likeness is not None
    assert likeness.kind == "rewrite"


def test_half_of_the_sentences_among_own_ones_are_a_rewrite() -> None:
    first, second = make_reports(4)
    mixed = [part for pair in zip(first.paragraphs, second.paragraphs, strict=False) for part in pair]
    likeness = compare(read(first.text), read("\n\n".join(mixed)))
    assert likeness is not None
    assert likeness.first_share < 0.95


@pytest.mark.parametrize("seed", range(12))
def test_reports_on_one_happening_are_no_copies(seed: int) -> None:
    first, second = make_reports(seed)
    assert compare(read(first.text), read(second.text)) is None


@pytest.mark.parametrize("seed", range(6))
def test_the_same_long_quotations_make_no_copy(seed: int) -> None:
    speech = [
        f"“{part.replace('“', '').replace('”', '')}” he said." for part in make_reports(50)[0].paragraphs
    ]
    texts = ["\n\n".join((*one.paragraphs[:6], *speech)) for one in make_reports(seed)]
    assert compare(read(texts[0]), read(texts[1])) is None


@pytest.mark.parametrize("seed", range(6))
def test_the_same_lines_of_an_outlet_make_no_copy(seed: int) -> None:
    texts = ["\n\n".join((*one.paragraphs[:3], FOOTER)) for one in make_reports(seed)]
    assert compare(read(texts[0]), read(texts[1])) is None


def test_short_texts_are_copies_only_word_for_word() -> None:
    short = "A lorry fell into the river Tammel near Orrin Vale on Monday, police said."
    other = "A lorry fell into the river Tammel near Orrin Vale on Sunday night, and its driver swam."
    same = compare(read(short), read(short.upper()))
    assert same is not None
    assert same.kind == "verbatim"
    assert compare(read(short), read(other)) is None


def test_texts_without_words_are_no_copies() -> None:
    assert compare(read(""), read("")) is None
    assert compare(read("One."), read("One.")) is None


def test_it_makes_no_difference_which_is_asked_about_first() -> None:
    press = make_press(8)
    report = press.write_happening(1, 1, day=1)[0]
    for operation in OPERATIONS:
        one, other = read(report.text), read(press.copy(report, operation, 0.3).text)
        forth, back = compare(one, other), compare(other, one)
        assert forth is not None
        assert back is not None
        assert forth == back.turn()
