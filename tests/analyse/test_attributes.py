from __future__ import annotations

import pytest

from onrecord.analyse.pipeline import analyse
from onrecord.model.document import Article, make_document
from onrecord.model.record import Entity


def entities_of(text: str) -> dict[str, Entity]:
    record = analyse(Article(document=make_document(text, location="test")))
    return {entity.name: entity for entity in record.entities}


def told(text: str) -> dict[str, set[tuple[str, str, str]]]:
    """(name, value, words) of the attributes of each entity."""
    return {
        name: {(a.name, str(a.value), a.slice(text)) for a in entity.attributes}
        for name, entity in entities_of(text).items()
    }


def names_told(text: str, entity: str) -> set[str]:
    return {name for name, _, _ in told(text).get(entity, ())}


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("Karl Berg, 52, resigned on Monday.", ("age", "52", "52")),
        (
            "Foreign Minister Karl Berg resigned on Monday.",
            ("position", "Foreign Minister", "Foreign Minister"),
        ),
        ("Karl Berg, a former boxer, resigned.", ("description", "a former boxer", "a former boxer")),
    ],
)
def test_what_the_outlet_says_of_somebody_is_kept(text: str, attribute: tuple[str, str, str]) -> None:
    assert attribute in told(text)["Karl Berg"]


def test_what_only_a_source_says_is_not() -> None:
    said = names_told("“Karl Berg, 52, a Danish singer, is ill,” his wife said.", "Karl Berg")
    assert said <= {"given_name", "family_name"}


def test_attributes_are_sorted_and_each_is_there_once() -> None:
    text = "Dr Karl Berg, 52, a Danish writer, left. Dr Berg, a Danish writer, is 52. Dr Berg slept."
    attributes = entities_of(text)["Karl Berg"].attributes
    assert [a.start for a in attributes] == sorted(a.start for a in attributes)
    assert len({(a.name, a.value) for a in attributes}) == len(attributes)
    assert {"title", "age", "nationality", "given_name", "family_name"} <= {a.name for a in attributes}


# Titles and positions


@pytest.mark.parametrize(
    ("text", "entity", "attribute"),
    [
        ("Dr Karl Berg left the town.", "Karl Berg", ("title", "Dr", "Dr")),
        ("They met Lt. Col. Ann Roe on Monday.", "Ann Roe", ("title", "Lt. Col.", "Lt. Col.")),
        ("They met retired Gen. Jon Vald on Monday.", "Jon Vald", ("title", "Gen.", "Gen.")),
        ("US Senator Tom Roe left on Monday.", "Tom Roe", ("title", "Senator", "Senator")),
        ("The talks with President Ann Roe ended.", "Ann Roe", ("title", "President", "President")),
        (
            "They met Secretary of State Ann Roe.",
            "Ann Roe",
            ("position", "Secretary of State", "Secretary of State"),
        ),
        (
            "They met former President Jon Vald.",
            "Jon Vald",
            ("position", "former President", "former President"),
        ),
        ("They met Vice President Ann Lind.", "Ann Lind", ("position", "Vice President", "Vice President")),
        ("Karl Berg, a former mayor, was there.", "Karl Berg", ("position", "former mayor", "former mayor")),
    ],
)
def test_titles_and_positions_have_their_words(
    text: str, entity: str, attribute: tuple[str, str, str]
) -> None:
    assert attribute in told(text)[entity]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("They met former President Jon Vald on Monday.", "Jon Vald"),
        ("They met Vice President Ann Lind on Monday.", "Ann Lind"),
        ("They met former Ohio Governor Ann Lind on Monday.", "Ann Lind"),
        ("They met former New York Mayor Ann Lind on Monday.", "Ann Lind"),
        ("The town fears what a President Ann Lind would do.", "Ann Lind"),
        ("His brother Tom Roe left on Monday.", "Tom Roe"),
        ("Spokesman Tom Roe left on Monday.", "Tom Roe"),
    ],
)
def test_what_is_no_title_of_somebody_is_left_out(text: str, entity: str) -> None:
    assert "title" not in names_told(text, entity)


def test_a_position_that_is_over_says_so() -> None:
    positions = {
        words for name, _, words in told("Ann Roe, the former mayor, left.")["Ann Roe"] if name == "position"
    }
    assert positions == {"former mayor"}


# Nationalities and countries


@pytest.mark.parametrize(
    ("text", "entity", "attribute"),
    [
        ("The French writer Ann Roe left on Monday.", "Ann Roe", ("nationality", "fr", "French")),
        ("Karl Berg, a Dane, left on Monday.", "Karl Berg", ("nationality", "dk", "Dane")),
        ("Karl Berg is Danish and lives in Kenya.", "Karl Berg", ("nationality", "dk", "Danish")),
        ("Ann Roe is a Kenyan singer.", "Ann Roe", ("nationality", "ke", "Kenyan")),
        ("Ann Roe, a Russian citizen, left on Monday.", "Ann Roe", ("nationality", "ru", "Russian")),
        ("Ann Roe was granted Russian citizenship last year.", "Ann Roe", ("nationality", "ru", "Russian")),
        ("South Korean singer Ann Roe left on Monday.", "Ann Roe", ("nationality", "kr", "South Korean")),
        ("Norwegian oil firm Nordol closed on Monday.", "Nordol", ("country", "no", "Norwegian")),
        (
            "Radio Norte, a Peruvian radio station, closed on Monday.",
            "Radio Norte",
            ("country", "pe", "Peruvian"),
        ),
        (
            "The Russian Defence Ministry declined to comment.",
            "Russian Defence Ministry",
            ("country", "ru", "Russian"),
        ),
        ("Tom Roe left for Peru on Monday.", "Peru", ("country", "pe", "Peru")),
        ("The Danish border with Germany is open.", "Germany", ("country", "de", "Germany")),
    ],
)
def test_countries_are_told_by_their_codes(text: str, entity: str, attribute: tuple[str, str, str]) -> None:
    assert attribute in told(text)[entity]


@pytest.mark.parametrize(
    ("text", "entity", "name"),
    [
        ("English teacher Ann Roe left on Monday.", "Ann Roe", "nationality"),
        ("American football player Tom Roe left on Monday.", "Tom Roe", "nationality"),
        ("The Latin American singer Jon Vald left on Monday.", "Jon Vald", "nationality"),
        ("Ann Roe and pro-Russian activist Karl Berg were arrested.", "Karl Berg", "nationality"),
        ("The Russian ambassador, Karl Berg, left on Monday.", "Karl Berg", "nationality"),
        ("Ann Roe is not Danish.", "Ann Roe", "nationality"),
        ("Ann Roe may be granted Russian citizenship.", "Ann Roe", "nationality"),
        (
            "South Korean singer Ann Roe and local activist Karl Berg were arrested.",
            "Karl Berg",
            "nationality",
        ),
        ("Tom Roe grew up in Georgia, near Atlanta.", "Georgia", "country"),
        ("Tom Roe left for Scotland on Monday.", "Scotland", "country"),
    ],
)
def test_a_country_in_doubt_is_left_out(text: str, entity: str, name: str) -> None:
    assert name not in names_told(text, entity)


def test_georgia_is_a_state_where_its_people_or_capital_are_named() -> None:
    assert "country" in names_told("Tom Roe grew up in Georgia, near the old town of Tbilisi.", "Georgia")


# Relatives


@pytest.mark.parametrize(
    ("text", "entity", "attribute"),
    [
        ("Karl Berg's wife Ann Roe left on Monday.", "Ann Roe", ("relative", "wife of Karl Berg", "wife")),
        ("Karl Berg and his wife, Ann, left for Peru.", "Ann", ("relative", "wife of Karl Berg", "wife")),
        (
            "Ann Roe, the daughter of Karl Berg, left on Monday.",
            "Ann Roe",
            ("relative", "daughter of Karl Berg", "daughter"),
        ),
        (
            "Karl Berg was met by his wife Ann and his son Tom.",
            "Tom",
            ("relative", "son of Karl Berg", "son"),
        ),
    ],
)
def test_relatives_are_told_by_whose_they_are(
    text: str, entity: str, attribute: tuple[str, str, str]
) -> None:
    assert attribute in told(text)[entity]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Ann Roe, the daughter of a miner, left on Monday.", "Ann Roe"),
        ("“Ann Roe, the daughter of Karl Berg, lied,” Tom Lind said.", "Ann Roe"),
        ("Ann Roe is not the sister of Karl Berg.", "Ann Roe"),
    ],
)
def test_relatives_of_nobody_named_are_left_out(text: str, entity: str) -> None:
    assert "relative" not in names_told(text, entity)


# Outlets


@pytest.mark.parametrize(
    ("text", "entity", "attribute"),
    [
        (
            "The television station Norte closed.",
            "Norte",
            ("outlet", "broadcaster", "television station"),
        ),
        (
            "The state news agency Tass showed it first.",
            "Tass",
            ("outlet", "news agency", "news agency"),
        ),
        ("The newspaper Nordlys closed on Monday.", "Nordlys", ("outlet", "newspaper", "newspaper")),
        ("Le Monde reported the case first.", "Le Monde", ("outlet", "newspaper", "Le Monde")),
        ("Tom Roe told Reuters that he had left.", "Reuters", ("outlet", "news agency", "Reuters")),
    ],
)
def test_outlets_have_their_kind(text: str, entity: str, attribute: tuple[str, str, str]) -> None:
    assert attribute in told(text)[entity]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("The oil firm Nordol closed on Monday.", "Nordol"),
        ("The spy agency Nordint declined to comment.", "Nordint"),
    ],
)
def test_other_organisations_are_no_outlets(text: str, entity: str) -> None:
    assert "outlet" not in names_told(text, entity)


# Given and family names


def test_a_name_is_split_in_the_first_full_mention() -> None:
    text = "Berg left. Karl Berg had been ill. “Karl Berg is well,” a nurse said."
    names = {a.name: (a.start, a.slice(text)) for a in entities_of(text)["Karl Berg"].attributes}
    assert names["given_name"] == (text.index("Karl"), "Karl")
    assert names["family_name"] == (text.index("Karl Berg") + 5, "Berg")


def test_popes_have_no_family_name() -> None:
    assert "given_name" not in names_told("Pope John Paul left for Peru.", "John Paul")


def test_a_name_in_front_of_a_noun_may_be_nobodys() -> None:
    assert "given_name" not in names_told("A Crystal Palace fan left on Monday.", "Crystal Palace")
