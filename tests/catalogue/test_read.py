from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from onrecord.catalogue.entries import Catalogue, Entry
from onrecord.catalogue.linking import link_record
from onrecord.catalogue.read import LINE_LIMIT, read_catalogue
from onrecord.errors import InputError, LocationNotFound, MalformedCatalogue
from tests.catalogue.articles import name_one

ENTRIES = (
    Entry(
        id="p1",
        name="Jane Roe",
        aliases=("Jane Vane", "J. Roe"),
        type="person",
        countries=("FR", "BE"),
        positions=("mayor", "harbour master"),
        notes="Born in Lille; a sailor",
        identifiers=(("wikidataId", "Q1"),),
    ),
    Entry(id="o1", name="Roe & Vane, Ltd", type="organisation", identifiers=(("innCode", "77"),)),
    Entry(id="x1", name="Žák", aliases=("Zakas",), countries=("CZ",)),
)
TABLE = """\
id,name,aliases,type,country,positions,notes,wikidataId,innCode
p1,Jane Roe,Jane Vane; J. Roe ;,person,fr;Belgium,mayor;harbour master,Born in Lille; a sailor,Q1,
o1,"Roe & Vane, Ltd",,Company,,,,,77

x1,Žák,Zakas,,CZ
"""
OBJECTS: list[dict[str, object]] = [
    {
        "id": "p1",
        "name": "Jane Roe",
        "aliases": ["Jane Vane", "J. Roe"],
        "type": "person",
        "country": "fr;be",
        "positions": ["mayor", "harbour master"],
        "notes": "Born in Lille; a sailor",
        "identifiers": {"wikidataId": "Q1"},
    },
    {"id": "o1", "name": "Roe & Vane, Ltd", "type": "organization", "innCode": 77, "country": None},
    {"id": "x1", "name": "Žák", "aliases": "Zakas", "country": ["cz"], "nested": {"a": [1]}},
]
ENTITIES: list[dict[str, object]] = [
    {
        "id": "p1",
        "schema": "Person",
        "properties": {
            "name": ["Jane Roe", "Jane Vane"],
            "alias": ["J. Roe"],
            "weakAlias": ["Janey"],
            "nationality": ["fr", "be"],
            "position": ["mayor", "harbour master"],
            "notes": ["Born in Lille; a sailor"],
            "wikidataId": ["Q1"],
            "addressEntity": [{"id": "a1", "schema": "Address", "properties": {}}],
        },
    },
    {"id": "v1", "schema": "Vessel", "properties": {"name": ["Hafbrun"]}},
    {"id": "o1", "schema": "Company", "properties": {"name": ["Roe & Vane, Ltd"], "innCode": ["77"]}},
    {
        "id": "x1",
        "schema": "LegalEntity",
        "caption": "Žák",
        "properties": {"name": ["Zakas", "Žák"], "country": ["cz"]},
    },
]


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def to_lines(objects: list[dict[str, object]]) -> str:
    return "".join(json.dumps(one) + "\n" for one in objects)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("people.csv", TABLE),
        ("people.csv", "\ufeff" + TABLE.replace("\n", "\r\n")),
        ("people.tsv", TABLE.replace(",", "\t").replace('"Roe & Vane\t Ltd"', "Roe & Vane, Ltd")),
        ("people.jsonl", to_lines(OBJECTS)),
        ("people", "\n" + to_lines(OBJECTS)),
        ("people.ftm.json", to_lines(ENTITIES)),
    ],
    ids=["csv", "csv of Windows", "tabs", "jsonl", "jsonl by content", "FollowTheMoney"],
)
def test_all_forms_give_equal_catalogues(tmp_path: Path, name: str, content: str) -> None:
    catalogue = read_catalogue(write(tmp_path / name, content))
    assert catalogue.entries == ENTRIES
    assert catalogue == Catalogue(ENTRIES)
    assert catalogue == read_catalogue(str(tmp_path / name))


def test_a_table_may_be_set_apart_by_semicolons_and_have_schemata(tmp_path: Path) -> None:
    table = 'id;schema;name;aliases\np1;Person;"Roe, Jane";"Jane Vane;J. Roe"\nv1;Vessel;Hafbrun;\n'
    [entry] = read_catalogue(write(tmp_path / "people.csv", table)).entries
    assert (entry.name, entry.aliases, entry.type) == ("Roe, Jane", ("Jane Vane", "J. Roe"), "person")


def test_a_cell_may_go_on_over_several_lines(tmp_path: Path) -> None:
    table = 'id,name,notes\np1,Jane Roe,"a sailor,\nand a mayor"\np1,Tom Ash,\n'
    with pytest.raises(MalformedCatalogue, match=r"people\.csv:4: .*'p1' stands in line 2"):
        read_catalogue(write(tmp_path / "people.csv", table))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the catalogue is empty"),
        (" \n\n", "the catalogue is empty"),
        ("id,name\n", "no people and no organisations"),
        ('{"id": "v1", "schema": "Vessel", "properties": {"name": ["X"]}}', "no people and no organisations"),
        ("name,type\nJane Roe,person\n", "c:1: the first line names no column id"),
        ("Jane Roe\n", "c:1: .*no column id and no column name"),
        ("id,name,alias,aliases\n", "c:1: two columns are for 'aliases'"),
        ("id,name\np1,Jane Roe\n,Tom Ash\n", "c:3: the entry has no id"),
        ("id,name\np1,\n", "c:2: the entry 'p1' has no name"),
        ("id,name\np1,?!\n", "c:2: .*neither letters nor digits"),
        ("id,name\np1,Jane Roe\np1,Tom Ash\n", "c:3: the id 'p1' stands in line 2 already"),
        ("id,name\np1,Roe, Jane\n", "c:2: 3 cells, but the first line names 2 columns"),
        ('id,name\np1,"Jane" Roe\n', "c:2: not a row of CSV"),
        ('id,name\np1,"Jane Roe\np2,Tom Ash\n', "c:2: not a row of CSV"),
        ("id,name,type\np1,Jane Roe,ship\n", "c:2: the type 'ship' is not known"),
        ('{"id": "p1", "name": "Jane Roe"}\n{"id": "p2"\n', "c:2: not a JSON object"),
        ('{"id": "p1", "name": "Jane Roe"}\n["p2"]\n', "c:2: not a JSON object"),
        ('{"id": "p1"}', "c:1: the entry 'p1' has no name"),
        ('{"name": "Jane Roe"}', "c:1: the entry has no id"),
        ('{"id": "p1", "name": {"first": "Jane"}}', "c:1: the value of 'name' is neither"),
        ('{"id": "p1", "name": true}', "c:1: the value of 'name' is neither"),
        ('{"id": "p1", "schema": "Person", "properties": {}}', "c:1: the entry 'p1' has no name"),
        ('{"id": "p1", "schema": "Person", "properties": []}', "c:1: not an entity of FollowTheMoney"),
        ('{"a": ' * 5_000, "c:1: not a JSON object"),
        (b"id,name\np1,Jos\xe9 Roe\n", "c:2: not text in UTF-8"),
        ("id,name\n".encode("utf-16"), "c:1: not text in UTF-8"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "c:1: not text in UTF-8"),
        (bytes(LINE_LIMIT * 3), "c:1: longer than 1 MiB"),
        (b"id,name\np1," + b"x" * LINE_LIMIT * 3, "c:2: longer than 1 MiB"),
        (b"id,name\np1," + b"x" * (LINE_LIMIT // 2), "c:2: not a row of CSV"),
    ],
)
def test_bad_catalogues_are_told(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(MalformedCatalogue, match=message):
        read_catalogue(write(tmp_path / "c", content))


def test_a_file_of_json_lines_is_told_by_its_suffix(tmp_path: Path) -> None:
    with pytest.raises(MalformedCatalogue, match=r"c\.jsonl:1: not a JSON object"):
        read_catalogue(write(tmp_path / "c.jsonl", '[{"id": "p1"}]'))


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    for name in ("missing.csv", "a\0b"):
        with pytest.raises(LocationNotFound, match="no such file"):
            read_catalogue(tmp_path / name)
    with pytest.raises(InputError, match="directory"):
        read_catalogue(tmp_path)


def test_ids_differ_however_a_catalogue_is_made() -> None:
    with pytest.raises(MalformedCatalogue, match="one id"):
        Catalogue([ENTRIES[0], ENTRIES[0]])


def test_entries_are_found_by_id() -> None:
    catalogue = Catalogue(ENTRIES)
    assert catalogue["o1"] == ENTRIES[1]
    assert "o1" in catalogue
    assert "o2" not in catalogue
    assert len(catalogue) == 3


def test_a_hundred_thousand_entries_are_read_and_linked_fast(tmp_path: Path) -> None:
    chance = random.Random(7)
    parts = "ba ke li mo nu ra se ti vo za dor fen gil han jor kas".split()
    surnames = ["".join(chance.choices(parts, k=3)).title() for _ in range(2_000)]
    names = ["".join(chance.choices(parts, k=2)).title() for _ in range(100)]
    rows = [
        f"p{number},{chance.choice(names)} {chance.choice(surnames)},{chance.choice(names)} X,person,FR"
        if number % 2
        else f"o{number},{chance.choice(surnames)} {chance.choice(names)} Bank Ltd,,company,DE"
        for number in range(100_000)
    ]
    path = write(tmp_path / "big.csv", "\n".join(["id,name,aliases,type,country", *rows]))
    begin = time.process_time()
    catalogue = read_catalogue(path)
    assert len(catalogue) == 100_000
    assert time.process_time() - begin < 30
    begin = time.process_time()
    for name in (f"{names[0]} {surnames[0]}", surnames[1], f"{names[1][0]}. {surnames[2]}", "Bank Nobody"):
        for kind in ("person", "organisation"):
            link_record(name_one(name, kind=kind), catalogue)
    assert time.process_time() - begin < 2
