"""Tests of how a happening that is told several times, and an amount, are shown."""

from __future__ import annotations

import pytest

from onrecord.model.record import Argument, Quantity, Record
from onrecord.render.amounts import show_amount
from onrecord.render.arrange import arrange_record
from onrecord.render.html import render_page
from onrecord.render.text import render_text
from tests.records import Sketch, make_record


def make_crash() -> Record:
    return make_record(
        "A bus crashed in Hull. The accident closed a road. [source:s1|e:lee Ann Lee] [cue:s1 said] "
        "[content:s1:indirect the collision was loud]. [source:s2|e:tom Tom Ash] [cue:s2 said] "
        "[content:s2:indirect the wreck burned].",
        entities={"lee": ("person", "Ann Lee"), "tom": ("person", "Tom Ash")},
        events=[
            Sketch("accident", "crashed", {"vehicle": "A bus"}, mentions=["accident"]),
            Sketch("accident", "collision", according_to="s1", same_as="v0"),
            Sketch("accident", "wreck", according_to="s2", same_as="v0"),
        ],
        outlet="The Argus",
    )


def test_an_event_tells_how_often_it_is_told_and_who_else_tells_it() -> None:
    first, second, third = arrange_record(make_crash()).events
    assert first.mentioned == "told 2 times, also as “accident”"
    assert [one.voice for one in first.also] == ["according to Ann Lee", "according to Tom Ash"]
    assert [one.voice for one in second.also] == ["asserted by The Argus"]
    assert (second.mentioned, [one.event for one in third.also]) == (None, ["v0"])


def test_the_same_word_again_is_counted_and_not_repeated() -> None:
    record = make_record("The crash. A CRASH.", events=[Sketch("accident", "crash", mentions=["CRASH"])])
    assert arrange_record(record).events[0].mentioned == "told 2 times"


def test_text_and_page_show_it() -> None:
    view = arrange_record(make_crash())
    text = " ".join(render_text(view).split())
    assert "asserted by The Argus · also according to Ann Lee · also according to Tom Ash" in text
    assert "told 2 times, also as “accident”" in text
    page = render_page(view)
    assert '<a href="#v1"><bdi>also according to Ann Lee</bdi></a>' in page
    assert 'id="at-v0-2"' in page
    assert 'href="#at-v0-2"><bdi>2</bdi></a>' in page


@pytest.mark.parametrize(
    ("words", "value", "quantity", "shown"),
    [
        ("30", 30, None, "30"),
        (None, 66, None, "66"),
        ("At least 40", 40, Quantity(least=40), "At least 40"),
        ("more than a dozen", 12, Quantity(least=12), "more than a dozen (at least 12)"),
        ("dozens", None, Quantity(least=24), "dozens (at least 24)"),
        ("nearly 50", 50, Quantity(most=50), "nearly 50 (at most 50)"),
        ("between 10 and 20", None, Quantity(least=10, most=20), "between 10 and 20 (10 to 20)"),
        ("some 30", 30, Quantity(approximate=True), "some 30 (about 30)"),
        ("$70,000", 70_000, Quantity(currency="USD"), "$70,000 (70,000 USD)"),
        ("3.9 per cent", 3.9, Quantity(unit="percent"), "3.9 per cent (3.9 percent)"),
    ],
)
def test_amounts(words: str | None, value: float | None, quantity: Quantity | None, shown: str) -> None:
    assert show_amount(words, Argument(role="amount", value=value, quantity=quantity)) == shown
