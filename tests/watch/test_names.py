"""Names of lists meet those of articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.watch.names import (
    ACRONYM,
    ALIAS,
    INITIALS,
    MIDDLE,
    MIDDLES,
    ONE_WORD,
    ORDER,
    SAME,
    article_keys,
    compare,
    list_keys,
)

_WORD = st.text("abcdefgh", min_size=2, max_size=6).map(str.title)
_NAME = st.lists(_WORD, min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("mine", "theirs", "reason"),
    [
        ("Ann Lee", "Lee, Ann", SAME),
        ("Dr Ann Lee", "ANN LEE", SAME),
        ("José Pérez", "Jose Perez", SAME),
        ("Jürgen Müller", "Juergen Mueller", SAME),
        ("Łukasz Ode", "Lukasz Ode", SAME),
        ("Ann Lee", "Ann Mary Lee", MIDDLE),
        ("Ann M. Lee", "Ann Mary Lee", MIDDLE),
        ("Ann Mary Lee", "Ann Lee", MIDDLE),
        ("Ann Mary Ruth Lee", "Ann Lee", MIDDLES),
        ("A. Lee", "Ann Lee", INITIALS),
        ("Ann Lee", "A. Lee", INITIALS),
        ("A. M. Lee", "Ann Mary Lee", INITIALS),
        ("Lee Ann", "Ann Lee", ORDER),
        ("Pele", "Pelé", ONE_WORD),
        ("John Roe", "John Roe Sr.", SAME),
    ],
)
def test_names_of_one_person(mine: str, theirs: str, reason: str) -> None:
    like = compare(mine, theirs, "person")
    assert like is not None
    assert like.reason == reason
    assert set(article_keys(mine, "person")) & list_keys(theirs, "person")


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("Ann Lee", "Bob Lee"),
        ("Ann Lee", "Ann Roe"),
        ("Lee", "Ann Lee"),
        ("Ann", "Ann Lee"),
        ("Ann R. Lee", "Ann Mary Lee"),
        ("Ann Mary Lee", "Ann Ruth Lee"),
        ("John Roe Jr.", "John Roe Sr."),
        ("B. Lee", "Ann Lee"),
    ],
)
def test_names_of_two_people(mine: str, theirs: str) -> None:
    assert compare(mine, theirs, "person") is None


def test_an_alias_is_told_as_such() -> None:
    like = compare("Ann Lee", "Ann Lee", "person", alias=True)
    assert like is not None
    assert like.reason == ALIAS


def test_organisations() -> None:
    like = compare("The Northern Rail Company", "Northern Rail Co.", "organisation")
    assert like is not None
    assert like.reason == SAME
    short = compare("NRC", "NRC", "organisation")
    assert short is not None
    assert short.reason == ACRONYM
    assert compare("Northern Rail", "Southern Rail", "organisation") is None


@given(_NAME, _NAME)
def test_what_is_alike_meets_by_a_key(mine: str, theirs: str) -> None:
    if compare(mine, theirs, "person") is not None:
        assert set(article_keys(mine, "person")) & list_keys(theirs, "person")


@given(_NAME)
def test_a_name_is_the_same_as_itself(name: str) -> None:
    like = compare(name, name, "person")
    assert like is not None
    assert like.reason in (SAME, ONE_WORD)
