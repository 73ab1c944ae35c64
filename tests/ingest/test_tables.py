"""Rows of tables become articles, whatever the delimiter, the encoding and the names of the columns."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError, MalformedInput
from onrecord.ingest import tables
from onrecord.ingest.extract import extract
from onrecord.ingest.tables import Reading, read_table
from onrecord.model.document import Source

TEXT = "The mayor said that the bridge was “shut”.\r\nNobody asked why, or when."


def read(content: bytes, reading: Reading | None = None) -> list[Source | InputError]:
    return list(read_table(io.BytesIO(content), "articles.csv", reading or Reading()))


def texts_of(found: list[Source | InputError]) -> list[str | None]:
    assert all(isinstance(one, Source) for one in found), found
    return [one.text for one in found if isinstance(one, Source)]


def write_row(*cells: str, delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerow(cells)
    return stream.getvalue()


def test_a_row_gives_its_article() -> None:
    names = ("id", "Headline", "Full_Text", "URL", "newspaper", "Pub date", "Authors")
    cells = (
        "7",
        "Bridge shut",
        TEXT,
        "https://shore.example/a",
        "The Shore",
        "2018-08-05",
        "Ann Lee; Tom Reed",
    )
    row = write_row(*cells).encode()
    assert read(write_row(*names).encode() + row) == [
        Source(
            location="articles.csv:2",
            content=row,
            media_type="text/csv",
            text=TEXT,
            title="Bridge shut",
            url="https://shore.example/a",
            outlet="The Shore",
            published="2018-08-05",
            published_basis="metadata",
            byline=("Ann Lee", "Tom Reed"),
        )
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_first_line(delimiter: str) -> None:
    content = write_row("title", "text", delimiter=delimiter) + write_row("a", TEXT, delimiter=delimiter)
    assert texts_of(read(content.encode())) == [TEXT]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    content = (
        write_row("text", "title") + write_row(TEXT, "Ċ" if "utf" in encoding else "é") + write_row("b", "")
    )
    found = read(content.encode(encoding))
    assert texts_of(found) == [TEXT, "b"]
    assert [one.location for one in found if isinstance(one, Source)] == ["articles.csv:2", "articles.csv:4"]


def test_the_bytes_of_the_rows_are_those_of_the_file() -> None:
    head = b"text\tnote\r\n"
    rows = b'"two\nlines"\t\x93x\x94\r\n', b"plain\t\n", b"last\t"
    found = read(head + b"".join(rows))
    assert [one.content for one in found if isinstance(one, Source)] == list(rows)


def test_columns_can_be_named() -> None:
    content = b"text,body,date\nwrong,right,2018\n"
    (source,) = read(content, Reading(text_column="body", published_column=""))
    assert isinstance(source, Source)
    assert (source.text, source.published) == ("right", None)


@pytest.mark.parametrize(
    ("content", "reading", "message"),
    [
        (b"id,words\n1,a\n", Reading(), "--text-column; there are: 'id', 'words'"),
        (b"text\na\n", Reading(text_column="body"), "no column has the name 'body' that --text-column"),
        (
            b"text,x,x\na,b,c\n",
            Reading(title_column="x"),
            "two columns have the name 'x' that --title-column",
        ),
        (b"", Reading(), "the table is empty"),
        (b"\n \n", Reading(), "the table is empty"),
        (b"%PDF-1.4", Reading(), "this is a PDF"),
    ],
)
def test_a_table_that_cannot_be_read(content: bytes, reading: Reading, message: str) -> None:
    (error,) = read(content, reading)
    assert isinstance(error, InputError)
    assert message in str(error)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (b'"a" b,c\n', "not a row of a table"),
        (b"a,b,c\n", "3 cells, but the first line names 2"),
        (b"a\xff\xc3\xa9\xc3\xa9\xc3\xa9,\n", "neither UTF-8 nor Windows-1252"),
        (b'"never closed,x\n', "not a row of a table"),
    ],
)
def test_a_bad_row_is_named_and_the_next_go_on(row: bytes, message: str) -> None:
    found = read(b"text,title\nfirst,\n" + row + b"third,\nfourth,\n")
    assert isinstance(found[1], MalformedInput | InputError)
    assert str(found[1]).startswith("articles.csv:3: ")
    assert message in str(found[1])
    assert texts_of([found[0], *found[2:]]) == ["first", "third", "fourth"]


def test_blank_rows_and_short_rows() -> None:
    found = read(b"text,title\n\n,\na\n")
    assert texts_of(found) == ["a"]


def test_cells_are_longer_than_the_library_s_usual_limit() -> None:
    before = csv.field_size_limit()
    text = "word " * 100_000
    assert texts_of(read(f"text\n{text}\n".encode())) == [text]
    assert csv.field_size_limit() == before


def test_a_row_that_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROW_LIMIT", 100)
    found = read(b"text\n" + b"a" * 1_000 + b"\nshort\n")
    assert "longer than" in str(found[0])
    assert texts_of(found[1:]) == ["short"]


def test_quotation_marks_made_to_stall_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_REREAD_LIMIT", 1_000_000)
    begin = time.monotonic()
    found = read(b"text,b\n" + b'a","\n' * 100_000)
    assert time.monotonic() - begin < 20
    assert any(isinstance(one, InputError) for one in found)


def test_a_row_is_read_as_an_article() -> None:
    (source,) = read(f"text,date\n{TEXT.splitlines()[0]},2018-08-05\n".encode())
    assert isinstance(source, Source)
    document = extract(source).document
    assert document.text == TEXT.splitlines()[0]
    assert document.published is not None
    assert (document.published.value, document.published.basis) == ("2018-08-05", "metadata")


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(CELLS, CELLS), max_size=5),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_what_is_written_is_read(rows: list[tuple[str, str]], delimiter: str, encoding: str) -> None:
    content = write_row("text", "note", delimiter=delimiter)
    content += "".join(write_row(*row, delimiter=delimiter) for row in rows)
    kept = [first for first, second in rows if first.strip() or second.strip()]
    assert texts_of(read(content.encode(encoding))) == kept


def test_rows_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    path.write_bytes(b"text\n" + b"a\n" * 1_000_000)
    with path.open("rb") as stream:
        found = read_table(stream, "articles.csv", Reading())
        assert isinstance(next(found), Source)
        assert stream.tell() < 100_000
