"""The agency that a text credits."""

from __future__ import annotations

import pytest

from onrecord.resolve.copies.agencies import find_agency, name_publisher


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("ORRIN, Aug 5 (Reuters) - A bridge fell.", "Reuters"),
        ("By Ann Lee ORRIN, Nov 6 (Reuters) - A bridge fell.", "Reuters"),
        ("ORRIN VALE, Tam. (AP) — A bridge fell.", "AP"),
        ("ORRIN, August 5. /TASS/. A bridge fell.", "TASS"),
        ("ORRIN, Aug. 5 (Xinhua) -- A bridge fell.", "Xinhua"),
        ("ORRIN (dpa) A bridge fell.", "dpa"),
        ("ORRIN, Aug 5, Kyodo - A bridge fell.", "Kyodo"),
        ("A bridge fell.\n© AFP", "AFP"),
        ("A bridge fell. Copyright 2026 The Associated Press. All rights reserved.", "AP"),
        ("A bridge fell.\n\nAdditional reporting by Reuters", "Reuters"),
        ("A bridge fell. With AFP and Reuters", "AFP"),
        ("A bridge fell. With agencies", "agencies"),
        ("A bridge fell.\n\nAssociated Press writer Ann Lee contributed from Orrin.", "AP"),
        ("A bridge fell.\n\nThe Associated Press contributed to this report.", "AP"),
        ("A bridge fell.\n\njar/jm (AFP, EFE)", "AFP"),
        ("A bridge fell.\n\n— ANSA", "ANSA"),
        ("A bridge fell.\nOur Standards: The Thomson Reuters Trust Principles.", "Reuters"),
    ],
)
def test_credits_name_the_agency(text: str, agency: str) -> None:
    assert find_agency(text) == agency


@pytest.mark.parametrize(
    "text",
    [
        "A bridge fell, Ann Lee told Reuters on Monday - the second this year.",
        "The Associated Press reported it. AFP and Interfax said so too.",
        "A bridge fell. (AP Photo/Ann Lee) It was old.",
        "A bridge fell. (Bo Moe/AFP/Getty) It was old.",
        "She works for Bloomberg - a firm with many desks.",
        "The price was 5 (ap) — no more.",
        "",
    ],
)
def test_agencies_that_are_only_mentioned_are_not_credited(text: str) -> None:
    assert find_agency(text) is None


@pytest.mark.parametrize(
    ("author", "agency"),
    [
        ("Associated Press", "AP"),
        ("By The Associated Press", "AP"),
        ("Ann Lee, Associated Press", "AP"),
        ("Ann Lee | AP", "AP"),
        ("Reuters Staff", "Reuters"),
        ("Agence France-Presse in Orrin", "AFP"),
        ("Staff and agencies", "agencies"),
        ("Ann Pa", None),
        ("Tass Moe", None),
    ],
)
def test_bylines_name_the_agency(author: str, agency: str | None) -> None:
    assert find_agency("A bridge fell.", (author,)) == agency


@pytest.mark.parametrize(
    ("outlet", "agency"),
    [
        ("www.reuters.com", "Reuters"),
        ("The Associated Press", "AP"),
        ("tass", "TASS"),
        ("Vale Post", None),
        (None, None),
    ],
)
def test_outlets_that_are_agencies_are_known(outlet: str | None, agency: str | None) -> None:
    assert name_publisher(outlet) == agency
