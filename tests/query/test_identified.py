"""Whom a name means where articles were compared, and how many articles call them so."""

from __future__ import annotations

import pytest

from onrecord.query.naming import Taken, find_name
from onrecord.resolve.identities.reading import find_identities
from onrecord.store.moments import reading_as_of
from onrecord.store.opening import Store
from tests.resolve.identities import people
from tests.resolve.identities.people import Article, add_all

FULL, SHORT = "person: Zelda Quillfeather", "person: Quillfeather"


def take(store: Store, name: str, as_of: str | None = None) -> Taken:
    with reading_as_of(store, as_of) as connection:
        return find_name(connection, name)


def count(taken: Taken) -> list[tuple[str, int]]:
    return [(one.name, one.articles) for one in taken.names]


def test_all_names_of_somebody_are_counted_and_what_others_share_is_told(store: Store) -> None:
    with store.writing() as connection:
        articles = [
            Article(1, {"a": FULL}, "s1"),
            Article(2, {"a": FULL}, "s2"),
            Article(3, {"a": SHORT}, "s1"),
            Article(4, {"a": SHORT}, "s3"),
        ]
        add_all(connection, articles)
    taken = take(store, "Zelda Quillfeather")
    assert count(taken) == [("Zelda Quillfeather", 2), ("Quillfeather", 1)]
    assert [one.name for one in taken.names if one.key in taken.shared] == ["Quillfeather"]


def test_who_is_called_so_beside_a_fuller_name_is_found(store: Store) -> None:
    with store.writing() as connection:
        add_all(
            connection,
            [
                Article(1, {"a": "organisation: Northern Rail Company/Brightrail"}),
                Article(2, {"a": "organisation: Brightrail"}),
                Article(3, {"a": "organisation: Coastal Rail Company/Brightrail"}),
            ],
        )
        found = {one.name for one in find_identities(connection, "Brightrail")}
    assert {"Northern Rail Company", "Coastal Rail Company"} <= found


def test_only_what_there_was_is_counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.writing() as connection:
        add_all(connection, [Article(1, {"a": FULL}, "s1"), Article(2, {"a": SHORT}, "s1")])
    monkeypatch.setattr(people, "NOW", "2026-11-28T12:00:00Z")
    with store.writing() as connection:
        add_all(connection, [Article(3, {"a": FULL}, "s2"), Article(4, {"a": SHORT}, "s1")])
    assert count(take(store, "Zelda Quillfeather")) == [("Quillfeather", 2), ("Zelda Quillfeather", 2)]
    then = take(store, "Zelda Quillfeather", as_of="2026-11-27T23:00:00Z")
    assert count(then) == [("Quillfeather", 1), ("Zelda Quillfeather", 1)]
    assert then.identity is not None
