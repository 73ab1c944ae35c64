"""What a report of somebody's words takes for granted is in the outlet's voice, what it asserts is not."""

from __future__ import annotations

import pytest

from onrecord.analyse.pipeline import analyse
from onrecord.model.document import Article, make_document


def voices_of(text: str, kind: str) -> set[str]:
    record = analyse(Article(document=make_document(text, location="test")))
    return {event.voice for event in record.events if event.type == kind}


@pytest.mark.parametrize(
    ("text", "kind", "voice"),
    [
        ("Ida Roe said on Monday that Mayor Karl Berg had lied to her.", "post", "outlet"),
        ("Ida Roe said on Monday that Karl Berg is the mayor of Leeds.", "post", "statement"),
        ("Ida Roe said: “Mayor Karl Berg has lied to me.”", "post", "statement"),
        ("Ida Roe condemned the attack on the market.", "attack", "outlet"),
        ("Ida Roe said that rebels had attacked the market.", "attack", "statement"),
        ("Ida Roe said the rebels planned an attack on the market.", "attack", "statement"),
    ],
)
def test_a_title_and_what_is_reacted_to_are_taken_for_granted(text: str, kind: str, voice: str) -> None:
    assert voices_of(text, kind) == {voice}
