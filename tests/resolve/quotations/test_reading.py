"""Quotations as they are read: found by ids, told the earliest first, listed by how many give them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection

from onrecord.errors import InputError, UnknownId
from onrecord.query.naming import find_name
from onrecord.query.quotation_words import tell_quotation, tell_quotations
from onrecord.resolve.quotations.difference import mark_difference
from onrecord.resolve.quotations.listing import list_quotations, page_quotations
from onrecord.resolve.quotations.reading import find_quotation, read_quotation
from onrecord.store.opening import Store
from tests.resolve.quotations.articles import Saying, add_articles, make_article

BRIDGE = "The northern bridge will stay shut until engineers have replaced every cracked girder"
SHIPS = "We are going to sell the shipyard to the Norwegian investors"
TOLD = "they were going to sell the shipyard to the Norwegian investors"
SAYINGS = [
    Saying(BRIDGE, day="2019-03-15"),
    Saying(BRIDGE.replace("shut", "open"), day="2019-03-16", outlet="Harbour Post"),
    Saying("The northern bridge will stay shut until engineers have replaced every girder", day="2019-03-14"),
    Saying(SHIPS, speaker="Bo Ash", day="2018-05-01"),
    Saying(TOLD, speaker="Bo Ash", form="indirect", day="2018-05-02"),
    Saying("Nobody was hurt in the fire at the cannery", day="2018-05-01"),
    Saying("the cannery would never burn down again", form="indirect", day="2018-06-01"),
    Saying("the cannery would never burn down again", form="indirect", day="2018-06-01"),
]


@pytest.fixture
def connection(store: Store) -> Iterator[Connection]:
    with store.writing() as connection:
        add_articles(connection, [make_article(number, saying) for number, saying in enumerate(SAYINGS)])
    with store.reading() as connection:
        yield connection


def test_a_quotation_is_found_by_any_of_its_statements(connection: Connection) -> None:
    assert {find_quotation(connection, one) for one in ("s0", "s1", "s2")} == {"s2"}


@pytest.mark.parametrize(
    ("identity", "error", "message"),
    [
        ("s5", UnknownId, "no other article"),
        ("e0", InputError, "kind entity"),
        ("s99", UnknownId, "at least the first 6"),
    ],
)
def test_what_is_no_quotation_says_so(
    connection: Connection, identity: str, error: type[InputError], message: str
) -> None:
    with pytest.raises(error, match=message):
        find_quotation(connection, identity)


def test_there_has_to_be_a_quotation_to_read(connection: Connection) -> None:
    with pytest.raises(UnknownId, match="no quotation of this id"):
        read_quotation(connection, "s0")


def test_the_earliest_is_first_and_the_others_are_held_against_it(connection: Connection) -> None:
    found = read_quotation(connection, "s2")
    assert (found.articles, found.independent, found.quoted) == (3, 3, 3)
    told = [(one.statement, one.kind, one.against) for one in found.statements]
    assert told == [("s2", None, None), ("s0", "longer", "s2"), ("s1", "edited", "s2")]
    assert mark_difference(found.statements[2].difference) == (
        "The northern bridge will stay [-shut-] {+open+} until engineers have replaced every "
        "{+cracked+} girder"
    )
    first = found.statements[0]
    assert (first.speakers, first.outlet, first.published) == (("Ann Lee",), "Meridian Wire", "2019-03-14")
    assert first.words == f"“{SAYINGS[2].words}”"


def test_spans_are_those_of_the_text(connection: Connection) -> None:
    later = read_quotation(connection, "s2").statements[1]
    text = make_article(0, SAYINGS[0]).document.text
    assert [span.slice(text) for span in later.spans] == [f"“{BRIDGE}”"]
    added = next(step for step in later.difference if step.change == "added")
    assert [span.slice(text) for span in added.after_spans] == ["cracked"]


def test_a_paraphrase_is_told_as_one(connection: Connection) -> None:
    found = read_quotation(connection, "s3")
    assert [(one.form, one.kind) for one in found.statements] == [
        ("direct", None),
        ("indirect", "paraphrased"),
    ]
    assert found.quoted == 1


def test_the_most_given_are_listed_first(connection: Connection) -> None:
    listed = list_quotations(connection)
    assert [(one.id, one.articles) for one in listed] == [("s2", 3), ("s3", 2)]
    assert listed[1].speakers == ("Bo Ash",)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"since": "2019"}, ["s2"]),
        ({"until": "2018-05-01"}, ["s3"]),
        ({"limit": 1}, ["s2"]),
        ({"minimum": 3}, ["s2"]),
        ({"minimum": 4}, []),
    ],
)
def test_lists_can_be_narrowed(connection: Connection, asked: dict[str, Any], ids: list[str]) -> None:
    assert [one.id for one in list_quotations(connection, **asked)] == ids


def test_lists_are_read_page_by_page(connection: Connection) -> None:
    first = page_quotations(connection, limit=1)
    assert [one.id for one in first.quotations] == ["s2"]
    behind = page_quotations(connection, limit=1, after=first.next)
    assert [one.id for one in behind.quotations] == ["s3"]
    assert behind.next is None


@pytest.mark.parametrize(
    "token", ["", "3", "3.", "3.x", "-3.4", "x.4", "0x3.4", "3_0.4", " 3.4", "A.4", f"3.{'9' * 40}"]
)
def test_a_page_has_to_be_behind_another(connection: Connection, token: str) -> None:
    with pytest.raises(InputError, match="no token of a page"):
        page_quotations(connection, after=token)


def test_quotations_of_one_speaker(connection: Connection) -> None:
    names = find_name(connection, "Ash").keys
    assert [one.id for one in list_quotations(connection, names=names)] == ["s3"]


def test_in_words(connection: Connection) -> None:
    told = tell_quotation(read_quotation(connection, "s3"))
    assert told == (
        "2 articles, 2 independent; 1 quote it\n\n"
        "1. Bo Ash, in Meridian Wire, 1 May 2018 (direct, s3)\n"
        f"   “{SHIPS}”\n\n"
        "2. Bo Ash, in Meridian Wire, 2 May 2018 (indirect, s4)\n"
        "   told otherwise than 1:\n"
        "   [-We are-] {+they were+} going to sell the shipyard to the Norwegian investors"
    )
    sheet = tell_quotations(list_quotations(connection))
    assert [row[:3] for row in sheet.rows] == [("s2", 3, 3), ("s3", 2, 2)]
