"""Dossiers, on both databases."""

from __future__ import annotations

import pytest

from onrecord.errors import UnknownName
from onrecord.query import deeds
from onrecord.query.people import Dossier, dossier
from onrecord.query.roles import find_part
from onrecord.query.shares import Share
from onrecord.store.opening import Store
from tests.query.press import add, happening, on, own_ids, quote
from tests.records import Sketch, make_record


def look(store: Store, name: str, *, limit: int = 10, exact: bool = False) -> Dossier:
    with store.reading() as connection:
        return dossier(connection, name, limit=limit, exact=exact)


@pytest.fixture
def press(store: Store) -> Store:
    lee = make_record(
        "Dr [e:lee Ann Lee], 51, the head of Northern Rail, [cue:s1 told] [e:marsh Bob Marsh]: "
        "[content:s1:direct “Go.”] Police arrested [e:lee Lee] later. [e:lee She] sacked [e:marsh Marsh].",
        entities={"lee": ("person", "Ann Lee"), "marsh": ("person", "Bob Marsh")},
        events=[
            Sketch("post", "head", {"person": "lee", "position": "head", "organisation": "Northern Rail"}),
            Sketch("arrest", "arrested", {"person": "lee", "authority": "Police"}),
            Sketch("departure", "sacked", {"person": "marsh", "remover": "lee"}),
        ],
        attributes={"lee": [("age", "51"), ("title", "Dr")]},
        location="lee.txt",
        outlet="Herald",
        published=on("2018-08-05"),
    )
    add(
        store,
        own_ids(lee, "a"),
        quote("b", "Ann Lee", "“No comment.”", day="2018-09-01"),
        quote("c", "Bob Marsh", "“They lied.”", about="Ann Lee", day="2018-10-01"),
        quote("d", "Ann Lee", "“I did not lie.”", about="Ann Lee", day="2018-11-01"),
        quote("e", "Ann Lee", "“In a caption.”", day="2018-12-01", hidden=True),
    )
    return store


def test_what_they_said_is_told_from_what_others_said_of_them(press: Store) -> None:
    found = look(press, "Ann Lee")
    assert [hit.id for hit in found.said] == ["d-s", "b-s"]
    assert [hit.id for hit in found.about] == ["c-s"]
    assert found.about[0].speakers == ("Bob Marsh",)


def test_what_they_did_is_told_from_what_befell_them(press: Store) -> None:
    found = look(press, "Ann Lee")
    assert [hit.type for hit in found.did] == ["departure"]
    assert [hit.type for hit in found.befell] == ["arrest"]
    assert [hit.type for hit in look(press, "Bob Marsh").did] == []


def test_posts_and_attributes_say_who_somebody_is(press: Store) -> None:
    found = look(press, "Ann Lee")
    (post,) = found.posts
    assert (post.position, post.organisation, post.phase) == ("head", "Northern Rail", "begins")
    assert (post.voices, post.published, post.modality) == (("outlet",), "2018-08-05", "actual")
    assert [(one.name, one.value, one.id) for one in found.attributes] == [
        ("age", "51", "a-lee"),
        ("title", "Dr", "a-lee"),
    ]
    assert found.also == ("Lee",)
    assert found.types == (("person", 6),)


def test_a_post_that_may_be_is_told_from_one_that_is(store: Store) -> None:
    roles = {"person": "lee", "position": "mayor"}
    sentence, people_of = "[e:lee Ann Lee], the mayor, may stay.", {"lee": "Ann Lee"}
    certain, possible = Sketch("post", "stay", roles), Sketch("post", "may", roles, modality="possible")
    for number, sketches in enumerate(([certain], [certain, possible])):
        add(store, happening(f"a{number}", sentence, sketches, people_of, day=f"2018-08-0{number + 1}"))
    assert [
        (one.modality, one.position, one.articles, one.since) for one in look(store, "Ann Lee").posts
    ] == [
        ("possible", "mayor", 1, "2018-08-02"),
        ("actual", "mayor", 2, "2018-08-01"),
    ]


def test_shares_add_up_to_the_articles(press: Store) -> None:
    found = look(press, "Ann Lee")
    assert found.by_outlet == (
        Share(label="Herald", articles=1, said=0, events=3),
        Share(label="Meridian Wire", articles=4, said=3, events=0),
    )
    assert [(one.label, one.articles) for one in found.by_month] == [
        ("2018-08", 1),
        ("2018-09", 1),
        ("2018-10", 1),
        ("2018-11", 1),
        ("2018-12", 1),
    ]


def test_the_names_that_a_name_may_mean_are_told_apart(press: Store) -> None:
    add(press, quote("f", "Lee", "“Another.”", day="2019-01-01"))
    assert [(one.name, one.articles) for one in look(press, "lee").taken.names] == [
        ("Ann Lee", 1),
        ("Lee", 1),
    ]
    assert [hit.id for hit in look(press, "Lee", exact=True).said] == ["f-s"]
    assert [hit.id for hit in look(press, "Ann Lee").said] == ["d-s", "b-s"]


def test_lists_are_as_long_as_asked_for(press: Store) -> None:
    assert [hit.id for hit in look(press, "Ann Lee", limit=1).said] == ["d-s"]


def test_an_older_version_is_not_in_a_dossier(store: Store) -> None:
    address = "https://herald.example/1"
    add(store, quote("a", "Ann Lee", "“Yes.”", url=address))
    add(store, quote("b", "Ann Lee", "“No.”", url=address), now="2026-11-28T12:00:00Z")
    found = look(store, "Ann Lee")
    assert [hit.id for hit in found.said] == ["b-s"]
    assert [(one.articles, one.said) for one in found.by_outlet] == [(1, 1)]


def test_events_are_looked_at_round_by_round(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [f"2018-08-0{number}" for number in range(1, 8)]
    sentence, people_of = "Police arrested [e:lee Ann Lee].", {"lee": "Ann Lee"}
    arrest = Sketch("arrest", "arrested", {"person": "lee"})
    add(store, *(happening(f"a{day[-1]}", sentence, [arrest], people_of, day=day) for day in days))
    monkeypatch.setattr(deeds, "_ROUND", 3)
    newest_first = [f"a{number}-v0" for number in range(7, 0, -1)]
    assert [hit.id for hit in look(store, "Ann Lee").befell] == newest_first
    monkeypatch.setattr(deeds, "_LOOKED_AT", 4)
    assert [hit.id for hit in look(store, "Ann Lee").befell] == newest_first[:4]


def test_nobody_has_no_dossier(press: Store) -> None:
    with pytest.raises(UnknownName, match="did you mean"):
        look(press, "Bob Marsch")


@pytest.mark.parametrize(
    ("event_type", "role", "part"),
    [
        ("arrest", "person", "befell"),
        ("arrest", "authority", "did"),
        ("attack", "target", "befell"),
        ("attack", "attacker", "did"),
        ("travel", "person", "did"),
        ("family", "relative", "state"),
        ("a type of a later version", "person", "did"),
    ],
)
def test_parts_are_told_by_role_and_type(event_type: str, role: str, part: str) -> None:
    assert find_part(event_type, role) == part
