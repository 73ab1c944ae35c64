"""Whom a given name means."""

from __future__ import annotations

import pytest

from onrecord.errors import UnknownName
from onrecord.model.record import EntityType, Record
from onrecord.query.naming import find_name
from onrecord.store.opening import Store
from onrecord.store.writer import add_record
from tests.records import make_record
from tests.stores import NOW


def make(name: str, kind: EntityType, number: int) -> Record:
    key = f"e{number}"
    made = make_record(
        f"It rained on [e:{key} {name}].",
        entities={key: (kind, name)},
        location=f"{number}.txt",
    )
    return Record.from_json(made.to_json().decode().replace('"m0"', f'"m{number}"'))


@pytest.fixture
def filled(store: Store) -> Store:
    known: tuple[tuple[str, EntityType], ...] = (
        ("Ann Lee", "person"),
        ("Tom Lee", "person"),
        ("Port Lee", "place"),
        ("Söder Rail", "organisation"),
    )
    with store.writing() as connection:
        for number, (name, kind) in enumerate(known):
            add_record(connection, make(name, kind, number), now=NOW)
    return store


def names_of(store: Store, given: str, *, exact: bool = False) -> list[str]:
    with store.reading() as connection:
        return [one.name for one in find_name(connection, given, exact=exact).names]


def test_a_name_is_found_whatever_its_case_and_accents(filled: Store) -> None:
    assert names_of(filled, "SODER-RAIL") == ["Söder Rail"]


def test_a_last_name_that_nobody_has_alone_means_the_people_who_have_it(filled: Store) -> None:
    assert names_of(filled, "Lee") == ["Ann Lee", "Tom Lee"]


def test_part_of_a_name_of_no_person_is_not_enough(filled: Store) -> None:
    with pytest.raises(UnknownName):
        names_of(filled, "Rail")


def test_with_exact_a_last_name_is_not_enough(filled: Store) -> None:
    with pytest.raises(UnknownName, match="Lee"):
        names_of(filled, "Lee", exact=True)
