from __future__ import annotations

import pytest

from onrecord.analyse.lexicon import outlets, titles


@pytest.mark.parametrize(
    ("words", "plain"), [("Lt. Col.", True), ("Dr", True), ("former President", False), ("teacher", False)]
)
def test_plain_titles_have_nothing_around_them(words: str, plain: bool) -> None:
    assert titles.is_plain_title(words) == plain


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("REUTERS", "news agency"),
        ("Radio Norte", "broadcaster"),
        ("Lagos Herald", "newspaper"),
        ("Newsweek", "magazine"),
        ("Harbour News", "outlet"),
    ],
)
def test_the_kind_of_an_outlet_shows_in_its_name(name: str, kind: str) -> None:
    assert outlets.kind_of_name(name) == kind
