from __future__ import annotations

import pytest

from onrecord.analyse.lexicon.geography import (
    Country,
    by_capital,
    by_demonym,
    by_seat,
    country_of,
    is_inhabitant,
    is_place_name,
)


def name_of(country: Country | None) -> str | None:
    return country.name if country else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Russia", "Russia"),
        ("RUSSIA", "Russia"),
        ("Russian Federation", "Russia"),
        ("the Netherlands", "Netherlands"),
        ("The Gambia", "Gambia"),
        ("US", "United States"),
        ("the U.S.", "United States"),
        ("America", "United States"),
        ("UK", "United Kingdom"),
        ("Great Britain", "United Kingdom"),
        ("Burma", "Myanmar"),
        ("Türkiye", "Turkey"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("Scotland", "Scotland"),
        ("EU", "European Union"),
        ("Congo-Brazzaville", "Republic of the Congo"),
    ],
)
def test_a_country_is_found_by_its_names(name: str, expected: str) -> None:
    assert name_of(country_of(name)) == expected


@pytest.mark.parametrize(
    "word", ["us", "Us", "uk", "turkey", "china", "Korea", "Moscow", "Russian", "", "the "]
)
def test_what_is_no_name_of_one_country_is_not_found(word: str) -> None:
    assert country_of(word) is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Russian", "Russia"),
        ("Russians", "Russia"),
        ("Frenchman", "France"),
        ("Frenchwomen", "France"),
        ("Dutch", "Netherlands"),
        ("Danes", "Denmark"),
        ("Germans", "Germany"),
        ("Turkmens", "Turkmenistan"),
        ("Czechs", "Czech Republic"),
        ("Swiss", "Switzerland"),
        ("Filipina", "Philippines"),
        ("South Koreans", "South Korea"),
        ("Nigerien", "Niger"),
        ("Nigerian", "Nigeria"),
        ("Scots", "Scotland"),
        ("British", "United Kingdom"),
        ("European", "European Union"),
    ],
)
def test_a_country_is_found_by_its_adjectives_and_people(word: str, expected: str) -> None:
    assert name_of(by_demonym(word)) == expected


@pytest.mark.parametrize("word", ["polish", "Korean", "Germen", "France", "Swisss", "czech"])
def test_other_words_are_no_demonyms(word: str) -> None:
    assert by_demonym(word) is None


def test_capitals_and_seats_stand_for_their_countries() -> None:
    assert name_of(by_capital("Kiev")) == name_of(by_capital("Kyiv")) == "Ukraine"
    assert name_of(by_capital("Washington, D.C.")) == name_of(by_capital("Washington")) == "United States"
    assert name_of(by_capital("Bogotá")) == "Colombia"
    assert by_capital("Munich") is None
    assert name_of(by_seat("the Kremlin")) == "Russia"
    assert name_of(by_seat("Élysée")) == "France"
    assert name_of(by_seat("Downing Street")) == name_of(by_seat("Whitehall")) == "United Kingdom"
    assert by_seat("Moscow") is None


def test_brussels_is_by_capital_a_state_and_by_seat_the_union() -> None:
    assert name_of(by_capital("Brussels")) == "Belgium"
    assert name_of(by_seat("Brussels")) == "European Union"


def test_a_part_shares_the_code_of_its_state_and_is_another_country() -> None:
    wales, britain = country_of("Wales"), country_of("Britain")
    assert wales is not None
    assert britain is not None
    assert wales.code == britain.code == "GB"
    assert (wales.kind, britain.kind) == ("part", "state")
    assert wales != britain


@pytest.mark.parametrize(
    "name",
    [
        "Siberia",
        "the Middle East",
        "MUNICH",
        "São Paulo",
        "Łódź",
        "New Hampshire",
        "Calif.",
        "D.C.",
        "NY",
        "Asia",
    ],
)
def test_names_of_places_are_known(name: str) -> None:
    assert is_place_name(name)


@pytest.mark.parametrize("name", ["munich", "Ny", "OR", "IN", "Ann", "Kremlin", "", "Russian"])
def test_other_names_are_no_places(name: str) -> None:
    assert not is_place_name(name)


@pytest.mark.parametrize("word", ["Ohioan", "Londoner", "New Yorker", "Yorkshirewoman", "African"])
def test_people_of_parts_cities_and_continents_are_known(word: str) -> None:
    assert is_inhabitant(word)


@pytest.mark.parametrize("word", ["ohioan", "Ohio", "Dane", "Roman", ""])
def test_other_words_are_no_inhabitants(word: str) -> None:
    assert not is_inhabitant(word)
