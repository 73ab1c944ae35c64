from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse.lexicon import persons


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("actor", {"performer"}),
        ("leading man", {"performer"}),
        ("foreign minister", {"minister"}),
        ("head of state", {"leader"}),
        ("defence lawyer", {"lawyer"}),
        ("special representative", {"diplomat"}),
        ("goalkeeper", {"athlete"}),
        ("mother-in-law", {"relative"}),
        ("ex-wife", {"relative"}),
        ("shopkeepers", {"executive"}),
        ("grandchildren", {"child", "relative"}),
        ("policewomen", {"police"}),
        ("secretary of state for health", {"minister"}),
        ("ichthyologist", {"expert"}),
        ("marimbist", {"person"}),
        ("trombonist", {"performer"}),
        ("centre-half", {"athlete"}),
        ("Frenchwoman", {"person"}),
        ("couple", {"group"}),
    ],
)
def test_nouns_for_persons_have_classes(noun: str, expected: set[str]) -> None:
    assert persons.classes_of(noun) == expected


def test_what_one_person_can_be_shares_a_class_only_where_it_should() -> None:
    assert persons.classes_of("singer") & persons.classes_of("entertainer")
    assert not persons.classes_of("singer") & persons.classes_of("senator")
    assert persons.classes_of("gunman") & persons.classes_of("suspect")
    assert not persons.classes_of("gunman") & persons.classes_of("judge")


@pytest.mark.parametrize(
    "noun",
    [
        *(
            "man",
            "people",
            "chairman",
            "human",
            "member",
            "spokeswoman",
            "passers-by",
            "bystander",
            "witness",
        ),
        *("eyewitness", "36-year-old", "deputy prime minister", "newspaperman", "boatswoman", "neighbour"),
        *("beautician", "churchgoer", "steelworker", "co-founder", "actresses", "MPs", "Congresswoman"),
    ],
)
def test_nouns_for_persons_are_known(noun: str) -> None:
    assert persons.is_person_noun(noun)


@pytest.mark.parametrize(
    "noun",
    [
        *(
            "number",
            "power",
            "letter",
            "career",
            "checklist",
            "short-list",
            "twist",
            "heist",
            "talisman",
            "news",
        ),
        *(
            "physics",
            "series",
            "bestseller",
            "best-seller",
            "Oman",
            "Newman",
            "ottoman",
            "business",
            "ministry",
        ),
        *("figure", "business model", "bomber", "crowd", "family", "", "-", "of"),
    ],
)
def test_other_nouns_are_not(noun: str) -> None:
    assert not persons.is_person_noun(noun)


def test_a_doubtful_noun_has_a_class_all_the_same() -> None:
    assert persons.classes_of("model") == {"performer"}
    assert persons.is_person_noun("role model")


def test_nouns_for_groups() -> None:
    assert all(map(persons.is_group_noun, ["couple", "duo", "family", "crowd", "rock band"]))
    assert not any(map(persons.is_group_noun, ["man", "twin", "table", "people"]))


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        *[
            ("father", "m"),
            ("sons", "m"),
            ("gunmen", "m"),
            ("spokesman", "m"),
            ("Frenchman", "m"),
            ("cowboy", "m"),
        ],
        *[("wife", "f"), ("actress", "f"), ("women", "f"), ("policewoman", "f"), ("first lady", "f")],
        *[("chairman", None), ("actor", None), ("doctor", None), ("cousin", None), ("human", None)],
        *[("ottoman", None), ("table", None), ("chairwoman", "f"), ("estranged husband", "m")],
    ],
)
def test_gender_is_given_where_the_noun_settles_it(noun: str, expected: str | None) -> None:
    assert persons.gender_of_noun(noun) == expected


def test_posts() -> None:
    held = [
        "president",
        "foreign minister",
        "chief executive",
        "spokesman",
        "head of the agency",
        "ex-mayor",
        "chair",
    ]
    assert all(map(persons.is_post, held))
    assert not any(map(persons.is_post, ["man", "singer", "witness", "ministry", "headline"]))


@pytest.mark.parametrize(
    "words",
    [
        *(
            "Mr",
            "Mr.",
            "Dr.",
            "Sen.",
            "Lt. Gen.",
            "Detective Inspector",
            "Prime Minister",
            "the Rev.",
            "Pope",
        ),
        *(
            "former President",
            "US Sen.",
            "South Korean President",
            "acting Attorney General",
        ),
        *("Deputy Foreign Minister", "White House press secretary", "New York Mayor", "Kremlin spokesman"),
    ],
)
def test_titles(words: str) -> None:
    assert persons.is_title(words)


@pytest.mark.parametrize("words", ["", "actor", "Big", "former", "US", "the", "President of", "Wednesday"])
def test_what_is_no_title(words: str) -> None:
    assert not persons.is_title(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        *[
            ("Mr.", "m"),
            ("Mrs", "f"),
            ("Queen", "f"),
            ("Prince", "m"),
            ("Congresswoman", "f"),
            ("Mr Justice", "m"),
        ],
        *[("Dr", None), ("President", None), ("Lord Mayor", None), ("First Lady", "f"), ("", None)],
        *[("former King", "m"), ("Crown Princess", "f"), ("Judge", None)],
    ],
)
def test_the_gender_of_titles(words: str, expected: str | None) -> None:
    assert persons.gender_of_title(words) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *[
            ("Robert", "m"),
            ("JOHN", "m"),
            ("José", "m"),
            ("Łukasz", "m"),
            ("Vladimir", "m"),
            ("Mohammed", "m"),
        ],
        *[
            ("Mary", "f"),
            ("Anne-Marie", "f"),
            ("Zoë", "f"),
            ("Svetlana", "f"),
            ("Fatima", "f"),
            ("Priya", "f"),
        ],
        *[("Jean-Claude", "m"), ("Hans-Peter", "m"), ("Jean", None), ("Andrea", None), ("Kim", None)],
        *[("will", None), ("Will", "m"), ("Quux", None), ("", None)],
    ],
)
def test_the_gender_of_given_names(name: str, expected: str | None) -> None:
    assert persons.gender_of_given_name(name) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        *[("Bob", "Robert"), ("Bill", "William"), ("Liz", "Elizabeth"), ("Bob", "Rob"), ("Ted", "Eddie")],
        *[
            ("J.", "John"),
            ("J", "Jane"),
            ("J.", "J.R."),
            ("J.-P.", "J.P."),
            ("R.", "Bob"),
            ("Al", "A"),
            ("Dmitry", "Dmitri"),
        ],
        *[("ANN", "Ann"), ("José", "Jose"), ("Quux", "Quux")],
    ],
)
def test_names_that_can_be_one_persons(first: str, second: str) -> None:
    assert persons.same_given_name(first, second)
    assert persons.same_given_name(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("John", "James"),
        ("J.R.", "J.K."),
        ("Alexander", "Alexandra"),
        ("K.", "John"),
        ("Ed", "Jo"),
    ],
)
def test_names_that_cannot(first: str, second: str) -> None:
    assert not persons.same_given_name(first, second)
    assert not persons.same_given_name(second, first)


@pytest.mark.parametrize(
    "noun",
    [
        *(
            "ministry",
            "ministries",
            "police",
            "court",
            "drug company",
            "prosecutor's office",
            "prosecutor’s office",
        ),
        *("central bank", "political party", "university", "news agency", "army", "broadcaster", "military"),
    ],
)
def test_institutions(noun: str) -> None:
    assert persons.is_institution(noun)


@pytest.mark.parametrize(
    "noun", ["minister", "birthday party", "third party", "tennis court", "side", "table", ""]
)
def test_what_is_no_institution(noun: str) -> None:
    assert not persons.is_institution(noun)


def test_state_organs() -> None:
    assert all(
        map(
            persons.is_state_organ, ["foreign ministry", "government", "army", "troops", "parliament", "side"]
        )
    )
    assert not any(map(persons.is_state_organ, ["company", "football club", "minister", "newspaper"]))


@pytest.mark.parametrize(
    "name",
    [
        "Brightwell Inc.",
        "Brightwell, Inc",
        "Ostmark GmbH",
        "Ferro S.p.A.",
        "Pell & Co.",
        "Pell and Sons",
        "Zeta Group",
    ],
)
def test_names_of_companies(name: str) -> None:
    assert persons.has_corporate_suffix(name)


@pytest.mark.parametrize("name", ["Group", "the group", "Denver, CO", "a PLC", "Zeta", "", "he joined Group"])
def test_other_names(name: str) -> None:
    assert not persons.has_corporate_suffix(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Reuters",
            "the New York Times",
            "The Guardian",
            "BBC",
            "RT",
            "AP",
            "Le Monde",
            "Süddeutsche Zeitung",
        ),
        *(
            "Lagos Herald",
            "Cape Town Times",
            "Daily Express",
            "Morning Globe",
            "Radio Farda",
            "Channel 7",
            "Newsnight",
        ),
        *("Brightwell Evening News", "Danish Chronicle", "TASS"),
    ],
)
def test_outlets(name: str) -> None:
    assert persons.is_outlet(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Time",
            "The Sun",
            "Modern Times",
            "Breaking News",
            "Reality TV",
            "American Express",
            "Australia Post",
        ),
        *(
            "Channel Tunnel",
            "fox news",
            "bbc",
            "World Record",
            "Tomorrow's News",
            "Daily Bread",
            "News",
            "",
            "Nation",
        ),
    ],
)
def test_what_is_no_outlet_by_its_name_alone(name: str) -> None:
    assert not persons.is_outlet(name)


def test_a_name_that_is_a_word_too_is_an_outlet_when_read_loosely() -> None:
    assert persons.is_outlet("The Sun", loosely=True)
    assert not persons.is_outlet("Breaking News", loosely=True)


@given(st.text(max_size=40))
def test_any_text_can_be_asked_about(text: str) -> None:
    assert persons.is_person_noun(text) <= bool(persons.classes_of(text))
    assert persons.is_group_noun(text) <= bool(persons.classes_of(text))
    answers = {persons.is_title(text), persons.is_post(text), persons.is_institution(text)}
    answers |= {persons.is_state_organ(text), persons.has_corporate_suffix(text), persons.is_outlet(text)}
    assert answers <= {True, False}
    assert persons.gender_of_noun(text) in {"m", "f", None}
    assert persons.gender_of_title(text) in {"m", "f", None}
    assert persons.gender_of_given_name(text) in {"m", "f", None}


@given(st.text(max_size=20), st.text(max_size=20))
def test_having_the_same_given_name_goes_both_ways(first: str, second: str) -> None:
    assert persons.same_given_name(first, first)
    assert persons.same_given_name(first, second) is persons.same_given_name(second, first)
