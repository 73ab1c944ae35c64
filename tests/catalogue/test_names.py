from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.catalogue.countries import country_code, find_countries
from onrecord.catalogue.entries import KINDS, Catalogue, Entry
from onrecord.catalogue.names import EntryType, find_generation, is_acronym, split_name


@pytest.mark.parametrize(
    ("kind", "names", "words"),
    [
        ("person", ["Jane Roe", "ROE, Jane", "Dr. Jane Roe", "Roe, Dr Jane", "Jane Roe, MP"], "jane roe"),
        ("person", ["Łukasz Žák", "Lukasz Zak", "ŽÁK, Łukasz"], "lukasz zak"),
        ("person", ["Seán O’Brien", "Sean O'Brien"], "sean obrien"),
        ("person", ["Jean-Luc Roe", "Jean Luc Roe"], "jean luc roe"),
        ("person", ["J. R. Roe", "J.R. Roe Jr.", "Roe, J. R., Jr"], "j r roe"),
        ("person", ["Mr Roe", "Lord Roe", "Roe"], "roe"),
        ("organisation", ["The Roe Group Ltd", "Roe Group Inc.", "ROE GROUP, L.L.C."], "roe group"),
        ("organisation", ["Roe & Vane", "Roe and Vane plc", "Roe & Vane & Co"], "roe and vane"),
        ("organisation", ["Société Roe S.A.", "Societe Roe"], "societe roe"),
        ("organisation", ["WHO", "W.H.O."], "WHO"),
        ("organisation", ["Nato", "NATO", "N.A.T.O."], "nato"),
        ("organisation", ["Limited"], "limited"),
    ],
)
def test_names_that_are_the_same_have_the_same_words(kind: EntryType, names: list[str], words: str) -> None:
    assert {split_name(name, kind) for name in names} == {tuple(words.split())}


def test_names_that_differ_have_different_words() -> None:
    assert split_name("Gordon James", "person") != split_name("James Gordon", "person")
    assert split_name("Who", "organisation") != split_name("WHO", "organisation")
    assert split_name("?!", "person") == ()
    assert split_name("陳大文", "person") == ("陳大文",)


def test_a_son_is_told_from_his_father() -> None:
    assert [
        find_generation(name) for name in ("John Roe Jr.", "John Roe junior", "John Roe", "Junior Roe")
    ] == [
        "jr",
        "jr",
        None,
        None,
    ]


def test_acronyms_are_told() -> None:
    assert [name for name in ("WHO", "U.N.", "Who", "A", "VERYLONG", "BBC 1") if is_acronym(name)] == [
        "WHO",
        "U.N.",
    ]


def test_countries_are_told_by_code_name_and_adjective() -> None:
    assert [
        country_code(one) for one in ("fr", "FR", "France", "gb-sct", "the Netherlands", "Ruritania")
    ] == [
        "FR",
        "FR",
        "FR",
        "GB",
        "the Netherlands",
        "Ruritania",
    ]
    assert find_countries("Morocco’s ambassador, a South Korean") == (frozenset({"MA"}), frozenset({"KR"}))
    assert find_countries("polish on a turkey") == (frozenset(), frozenset())


@given(st.text() | st.text("JaneRoe.,&’ -"))
def test_any_text_can_be_looked_up_as_a_name(text: str) -> None:
    names = Catalogue([Entry(id="x1", name="Jane Roe"), Entry(id="x2", name=text)])
    for kind in KINDS:
        words = split_name(text, kind)
        assert all(words)
        assert not words or [known.entry for known in names.names_of(kind).same(words)][-1] == 1
        assert len(list(names.names_of(kind).near(words, 9))) <= 2
    find_countries(text)
    country_code(text)
