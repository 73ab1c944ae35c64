from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse.segments import find_segments
from onrecord.model.document import Article, Segment, make_document

PAGE = """Harbour board names new chief after months of doubt
By Nora Quill and Sam Petrie
PORT ELLIS, March 3 (Argus) — The harbour board has named Ida Voss as its chief, ending months of doubt.
Ms Voss takes over in May.
READ MORE: Ferry fares to rise again
A long search
The board had spoken to eleven candidates, the chairman said.
Photo: Tom Reed/Argus
Advertisement
She said: “I am ready.”
© 2021 The Argus. All rights reserved."""


def kinds(text: str) -> list[tuple[str, str]]:
    article = Article(document=make_document(text, location="x"))
    return [(segment.kind, segment.slice(text)) for segment in find_segments(article)]


def test_a_page_of_plain_text_is_told_apart() -> None:
    assert [kind for kind, _ in kinds(PAGE)] == [
        "headline", "byline", "dateline", "body", "body", "promo",
        "subhead", "body", "caption", "boilerplate", "body", "boilerplate",
    ]  # fmt: skip
    assert ("dateline", "PORT ELLIS, March 3 (Argus) —") in kinds(PAGE)


@pytest.mark.parametrize(
    ("inline", "kind"),
    [
        ("(Photo: Ann Roe)", "caption"),
        ("pic.twitter.com/Ab12Cd", "embed"),
        ("-- Ann Roe (@annroe) May 4, 2020", "embed"),
        ("Click to share on Chirper (Opens in new window)", "boilerplate"),
    ],
)
def test_the_frame_of_a_page_is_told_apart_inside_a_line(inline: str, kind: str) -> None:
    text = f"The bridge was closed at noon. {inline} It reopened at dusk, the council said."
    assert kinds(text) == [
        ("body", "The bridge was closed at noon."),
        (kind, inline),
        ("body", "It reopened at dusk, the council said."),
    ]


def test_a_line_that_ends_with_a_photographer_is_a_caption() -> None:
    text = "The mayor left at noon.\nThe mayor on the old bridge (Photo: Tom Reed)"
    assert kinds(text)[1] == ("caption", "The mayor on the old bridge (Photo: Tom Reed)")


def test_a_post_on_a_line_of_its_own_is_embedded() -> None:
    text = "The mayor left at noon.\nThank you all. — Ida Voss (@idavoss) May 4, 2020"
    assert kinds(text)[1] == ("embed", "Thank you all. — Ida Voss (@idavoss) May 4, 2020")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The ferry is back. Image caption The ferry left at dawn The council says it will stay.",
            [
                ("body", "The ferry is back."),
                ("caption", "Image caption The ferry left at dawn"),
                ("body", "The council says it will stay."),
            ],
        ),
        (
            "It sank. Getty Images 9 Crowds at the quay Getty Images 9 Ida Voss said so. She left.",
            [
                ("body", "It sank."),
                ("caption", "Getty Images 9 Crowds at the quay"),
                ("caption", "Getty Images 9"),
                ("body", "Ida Voss said so. She left."),
            ],
        ),
        (
            "News 1/3 A ferry at sea Reuters 2/3 A tram on a hill 3/3 A bus in town She left.",
            [
                ("body", "News"),
                ("caption", "1/3 A ferry at sea"),
                ("caption", "Reuters 2/3 A tram on a hill"),
                ("caption", "3/3 A bus in town"),
                ("body", "She left."),
            ],
        ),
        (
            "He gave up his post May 2, 2009: Voss is sworn in",
            [("body", "He gave up his post"), ("body", "May 2, 2009: Voss is sworn in")],
        ),
        (
            "Flowers lay at the foot of the bridge He said it was safe.",
            [("body", "Flowers lay at the foot of the bridge"), ("body", "He said it was safe.")],
        ),
        (
            "It was late. WHAT THE COUNCIL KNEW IN MAY The report came out.",
            [
                ("body", "It was late."),
                ("subhead", "WHAT THE COUNCIL KNEW IN MAY"),
                ("body", "The report came out."),
            ],
        ),
    ],
)
def test_lines_that_were_run_together_are_told_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The racing team of Formula One has a new car, and Marine One flew over it.",
        "He told The Sun that he would go, and wrote The Long Way in a week.",
        "“We sat by the harbour He knows well,” she said.",
        "Voss told Reuters that 3/4 of the crew had left on 9/11 that year.",
    ],
)
def test_capitals_within_a_sentence_do_not_part_it(text: str) -> None:
    assert kinds(text) == [("body", text)]


def test_lines_cut_by_their_width_are_joined() -> None:
    text = (
        "The mayor of the old harbour town said on Monday that the bridge\n"
        "would close before the winter comes, since nobody would pay for\n"
        "its repair.\n\n"
        "The council had met for three hours on the night before, and the\n"
        "vote was close in the end."
    )
    assert [kind for kind, _ in kinds(text)] == ["body", "body"]


@pytest.mark.parametrize(
    "line", ["AA-" * 300 + "x", "By Aa" + ",AND" * 40 + "," + "z" * 70, "A" * 5_000, "- " * 3_000]
)
def test_odd_lines_take_no_time(line: str) -> None:
    start = time.process_time()
    kinds(f"{line}\n{line}\nThe end of it.")
    assert time.process_time() - start < 1


def test_a_single_line_is_body_not_headline() -> None:
    assert [kind for kind, _ in kinds("Mayor resigns over bridge")] == ["body"]


def test_a_short_quotation_is_no_subhead() -> None:
    text = "The mayor spoke at noon.\n“I resign.”\nNobody answered her.\n“I mean it!”\nShe left."
    assert {kind for kind, _ in kinds(text)} == {"body"}


def test_what_the_format_told_apart_is_kept() -> None:
    text = "Mayor resigns\nREAD MORE: Bridge closed\nShe left at noon."
    marked = (Segment(start=0, end=13, kind="headline"), Segment(start=14, end=len(text), kind="body"))
    article = Article(document=make_document(text, location="x"), segments=marked)
    assert [segment.kind for segment in find_segments(article)] == ["headline", "promo", "body"]


@given(st.text())
def test_segments_are_disjoint_trimmed_and_leave_out_nothing_but_white_space(text: str) -> None:
    article = Article(document=make_document(text, location="x"))
    position = 0
    for segment in find_segments(article):
        assert not text[position : segment.start].strip()
        assert segment.slice(text) == segment.slice(text).strip()
        position = segment.end
    assert not text[position:].strip()
