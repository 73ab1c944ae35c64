from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet  # type: ignore[import-untyped]

from onrecord.export import parquet_tables, xlsx_tables
from onrecord.export.columns import CODEBOOK, TABLES, codebook_markdown, codebook_rows
from onrecord.export.csv_tables import disarm
from onrecord.export.forms import export
from onrecord.export.rows import make_rows
from onrecord.model.record import Record
from tests.export.records import keep, make_article
from tests.records import make_record

KINDS: Mapping[str, type | tuple[type, ...]] = {
    "text": str,
    "texts": tuple,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "date": str,
}


def read_csv(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def count_rows(record: Record) -> dict[str, int]:
    """How many rows each table should have, counted from the record."""
    arguments = (argument for event in record.events for argument in event.arguments)
    return {
        "documents": 1,
        "segments": len(record.segments),
        "entities": len(record.entities),
        "mentions": len(record.mentions),
        "times": len(record.times),
        "statements": len(record.statements),
        "events": len(record.events),
        "arguments": sum(max(1, len(argument.entities)) for argument in arguments),
    }


def test_rows_fit_the_columns_of_their_tables(record: Record, read_records: tuple[Record, ...]) -> None:
    for one in (record, *read_records):
        for table, row in make_rows(keep(one)):
            for column, cell in zip(TABLES[table].columns, row, strict=True):
                assert cell is None or isinstance(cell, KINDS[column.type]), (table, column.name, cell)


def test_a_statement_is_one_row_with_its_words(record: Record, tmp_path: Path) -> None:
    export([keep(record)], "csv", tmp_path / "out")
    first, second, third = read_csv(tmp_path / "out", "statements")
    assert second == {
        "document": record.document.id,
        "statement": "s2",
        "outlet": "The Daily",
        "published": "2024-05-02",
        "source_words": "Ann Lee",
        "source_start": "25",
        "source_end": "32",
        "speakers": "Ann Lee",
        "speaker_ids": "lee",
        "anonymous": "",
        "cue": "said",
        "cue_start": "37",
        "cue_end": "41",
        "content": "“I quit”",
        "content_start": "42",
        "content_end": "50",
        "content_parts": "42-50",
        "form": "direct",
        "act": "announce",
        "polarity": "positive",
        "hedged": "true",
        "time": "t0",
        "time_words": "1 May",
        "earliest": "2024-05-01",
        "latest": "2024-05-01",
        "medium": "The Herald",
        "medium_id": "herald",
        "addressees": "Jo May",
        "addressee_ids": "may",
        "about": "Acme Ltd",
        "about_ids": "acme",
        "parent": "s1",
        "chain": "Ann Lee, via The Herald",
        "abstained": "",
        "confidence": "0.9",
    }
    assert first["parent"] == ""
    assert third["content"] == "He … “was\nready”"


def test_events_and_arguments_tell_whose_word_it_is(record: Record, tmp_path: Path) -> None:
    export([keep(record)], "csv", tmp_path / "out")
    events = {one["type"]: one for one in read_csv(tmp_path / "out", "events")}
    assert (events["departure"]["voice"], events["departure"]["according_to"]) == ("statement", "s2")
    assert (events["departure"]["chain"], events["departure"]["speaker_ids"]) == (
        "Ann Lee, via The Herald",
        "lee",
    )
    assert (events["appointment"]["place"], events["appointment"]["chain"]) == ("Rome", "")
    assert (events["fine"]["polarity"], events["fine"]["modality"]) == ("negative", "future")
    arguments = [one for one in read_csv(tmp_path / "out", "arguments") if one["event_type"] == "appointment"]
    assert [(one["number"], one["role"], one["name"], one["words"]) for one in arguments] == [
        ("1", "person", "Jo May", ""),
        ("2", "position", "", "chief executive"),
        ("3", "organisation", "Acme Ltd", ""),
    ]


def test_csv_is_after_the_rfc(record: Record, tmp_path: Path) -> None:
    export([keep(record)], "csv", tmp_path / "out")
    written = (tmp_path / "out" / "documents.csv").read_bytes().decode("utf-8")
    assert written.startswith("document,location,")
    assert written.endswith("\r\n")
    (row,) = read_csv(tmp_path / "out", "documents")
    assert row["text"] == record.document.text
    assert row["title"] == '=Lee quits: "over", says Herald'


def test_safe_csv_holds_no_formula(record: Record, tmp_path: Path) -> None:
    export([keep(record)], "csv", tmp_path / "out", safe=True)
    (row,) = read_csv(tmp_path / "out", "documents")
    assert row["title"] == '\'=Lee quits: "over", says Herald'
    assert row["text"] == record.document.text


@given(st.text(min_size=1))
def test_disarming_only_puts_an_apostrophe_in_front(cell: str) -> None:
    safe = disarm(cell)
    assert safe in (cell, f"'{cell}")
    assert safe[0] not in "=+-@\t\r"


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx"])
def test_every_table_comes_back_with_all_its_rows(
    form: str, read_records: tuple[Record, ...], tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    export(map(keep, read_records), form, out)
    tables = read_tables(form, out)
    assert set(tables) == {*TABLES, "codebook"}
    for name in TABLES:
        assert len(tables[name]) == sum(count_rows(record)[name] for record in read_records), name
    assert len(tables["codebook"]) == sum(len(table.columns) for table in TABLES.values())
    first = read_records[0]
    told = tables["statements"][0]["content"].split(" … ")[0]
    assert told == first.statements[0].content[0].slice(first.document.text)


def read_tables(form: str, out: Path) -> dict[str, list[dict[str, Any]]]:
    if form == "csv":
        return {path.stem: list(read_csv(out, path.stem)) for path in out.iterdir()}
    if form == "parquet":
        return {path.stem: parquet.read_table(path).to_pylist() for path in out.iterdir()}
    return read_workbook(out)


def read_workbook(out: Path) -> dict[str, list[dict[str, Any]]]:
    workbook = openpyxl.load_workbook(out, read_only=True)
    tables = {}
    for sheet in workbook.worksheets:
        head, *rows = sheet.iter_rows(values_only=True)
        tables[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    workbook.close()
    return tables


def test_parquet_has_types_descriptions_and_groups(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_tables, "GROUP_ROWS", 4)
    others = [make_article(url=f"https://daily.example/{number}") for number in range(3)]
    export(map(keep, [record, *others]), "parquet", tmp_path / "out")
    with parquet.ParquetFile(tmp_path / "out" / "statements.parquet") as file:
        assert file.metadata.num_row_groups == 3
        assert file.schema_arrow.field("speakers").metadata == {b"description": b"the names of who speaks"}
    rows = parquet.read_table(tmp_path / "out" / "statements.parquet").to_pylist()
    assert [one["statement"] for one in rows] == ["s1", "s2", "s3"] * 4
    assert rows[1]["speakers"] == ["Ann Lee"]
    assert rows[1]["earliest"] == date(2024, 5, 1)
    assert rows[0]["earliest"] is None
    assert (rows[1]["hedged"], rows[0]["hedged"]) == (True, False)


def test_a_day_that_no_calendar_has_is_left_out_of_parquet(tmp_path: Path) -> None:
    import msgspec

    record = make_record("on [t:2024-05-01 May Day].")
    odd = msgspec.structs.replace(record.times[0], earliest="2024-13-01", latest="0044-03-15")
    export([keep(msgspec.structs.replace(record, times=(odd,)))], "parquet", tmp_path / "out")
    (row,) = parquet.read_table(tmp_path / "out" / "times.parquet").to_pylist()
    assert (row["earliest"], row["latest"]) == (None, date(44, 3, 15))


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.skipif(find_spec("duckdb") is None, reason="duckdb is not installed")
def test_duckdb_joins_the_tables(form: str, read_records: tuple[Record, ...], tmp_path: Path) -> None:
    export(map(keep, read_records), form, tmp_path / "out")
    statements, documents = (f"'{tmp_path}/out/{name}.{form}'" for name in ("statements", "documents"))
    query = f"SELECT count(*) FROM {statements} JOIN {documents} USING (document)"
    (row,) = import_module("duckdb").sql(query).fetchall()
    assert row == (sum(len(one.statements) for one in read_records),)


def test_a_workbook_holds_texts_and_never_formulas(tmp_path: Path) -> None:
    title = "=1+1"
    text = "<r>@x https://a.example \x01 🦊</r>"
    export([keep(make_record(text, title=title))], "xlsx", tmp_path / "out.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "out.xlsx")
    cells = {cell.value: cell for cell in workbook["documents"][2]}
    assert cells[title].data_type == "s"
    (words,) = (value for value in cells if isinstance(value, str) and "🦊" in value)
    assert words.strip().startswith("<r>@x https://a.example")
    assert all(cell.hyperlink is None for cell in cells.values())
    workbook.close()


def test_a_text_too_long_for_a_cell_is_cut(tmp_path: Path) -> None:
    export([keep(make_record("🦊" * 20_000))], "xlsx", tmp_path / "out.xlsx")
    (row,) = read_workbook(tmp_path / "out.xlsx")["documents"]
    assert row["text"] == "🦊" * ((xlsx_tables.CELL_UNITS - 1) // 2) + "…"
    assert row["characters"] == 20_000


def test_a_full_sheet_is_continued_on_another(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_tables, "SHEET_ROWS", 100)
    others = [make_article(url=f"https://daily.example/{number}") for number in range(30)]
    export(map(keep, [record, *others]), "xlsx", tmp_path / "out.xlsx")
    tables = read_workbook(tmp_path / "out.xlsx")
    found = [one for name, rows in tables.items() if name.startswith("mentions") for one in rows]
    assert len(found) == 31 * len(record.mentions)
    assert max(map(len, tables.values())) == 99
    assert {"mentions", "mentions 2", "mentions 3"} <= set(tables)


def test_the_codebook_tells_of_every_column() -> None:
    rows = list(codebook_rows())
    assert all(len(row) == len(CODEBOOK.columns) for row in rows)
    page = codebook_markdown()
    for table, _, column, _, description in rows:
        assert f"## {table}\n" in page
        assert f"| `{column}` | " in page
        assert str(description) in page
