"""A location gives its articles one at a time, and bad ones as their errors."""

from __future__ import annotations

import json
import os
import sys
import tracemalloc
from pathlib import Path

import pytest

from onrecord.errors import InputError, LocationNotFound, MalformedInput
from onrecord.ingest import archive
from onrecord.ingest.archive import Item, find_items, find_sources
from onrecord.ingest.extract import extract
from onrecord.ingest.skipped import Skipped
from onrecord.ingest.tables import Reading
from onrecord.model.capture import Capture
from onrecord.model.document import Source
from tests.ingest.test_fetch import StandardInput
from tests.records import make_record

NOW = "2026-01-01T00:00:00Z"

TEXT = "The mayor said that\r\nthe bridge was “shut”.\n \x00\ufeff Nobody asked why. "


def find_in(tmp_path: Path, content: bytes, name: str = "articles.jsonl") -> list[Source | InputError]:
    path = tmp_path / name
    path.write_bytes(content)
    return list(find_sources(str(path)))


def only(found: list[Source | InputError]) -> Source:
    assert len(found) == 1
    assert isinstance(found[0], Source), found[0]
    return found[0]


def only_error(found: list[Source | InputError]) -> InputError:
    assert len(found) == 1
    assert isinstance(found[0], InputError)
    return found[0]


def test_a_line_gives_its_article(tmp_path: Path) -> None:
    line = json.dumps(
        {
            "id": 7,
            "text": TEXT,
            "title": "Bridge shut",
            "published": "2018-08-05T10:00:00Z",
            "outlet": "The Shore",
            "url": "https://shore.example/a",
            "byline": "Ann Lee",
            "story": {"more": [1, 2]},
        }
    )
    source = only(find_in(tmp_path, line.encode("utf-8")))
    assert source == Source(
        location=f"{tmp_path}/articles.jsonl:1",
        text=TEXT,
        title="Bridge shut",
        published="2018-08-05T10:00:00Z",
        published_basis="metadata",
        outlet="The Shore",
        url="https://shore.example/a",
        byline=("Ann Lee",),
    )
    document = extract(source).document
    assert document.text == TEXT
    assert document.published is not None
    assert (document.published.value, document.published.basis) == ("2018-08-05", "metadata")


def test_markup_in_a_line_is_text_like_any_other(tmp_path: Path) -> None:
    text = "<html><body><p>The mayor said so.</p></body></html>"
    article = extract(only(find_in(tmp_path, json.dumps({"text": text}).encode())))
    assert article.document.text == text
    assert article.segments == ()


def test_several_authors(tmp_path: Path) -> None:
    source = only(find_in(tmp_path, b'{"text": "x", "byline": ["Ann Lee", " ", "Tom Reed"], "title": ""}'))
    assert source.byline == ("Ann Lee", "Tom Reed")
    assert source.title is None


@pytest.mark.parametrize("value", ['""', "null", '"None"', '"n/a"'])
def test_no_date_is_no_date_however_it_is_written(tmp_path: Path, value: str) -> None:
    source = only(find_in(tmp_path, f'{{"text": "x", "published": {value}}}'.encode()))
    assert source.published is None


def test_blank_lines_marks_and_line_ends_are_passed_over(tmp_path: Path) -> None:
    found = find_in(tmp_path, b'\xef\xbb\xbf{"text": "a"}\r\n\r\n  \n{"text": "b"}', "articles.NDJSON")
    assert [source.text for source in found if isinstance(source, Source)] == ["a", "b"]
    assert [Path(source.location).name for source in found if isinstance(source, Source)] == [
        "articles.NDJSON:1",
        "articles.NDJSON:4",
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"The mayor said so.", "not JSON"),
        (b'{"text": "a"', "not JSON"),
        (b'{"text": "a"} {"text": "b"}', "not JSON"),
        (b'["text"]', "not an article: Expected `object`"),
        (b'{"title": "a"}', "missing required field `text`"),
        (b'{"text": 1}', "Expected `str`, got `int`"),
        (b'{"text": null}', "Expected `str`, got `null`"),
        (b'{"text": "a", "published": 2018}', r"\$.published"),
        (b'{"text": "a", "byline": [1]}', r"\$.byline"),
        (b'{"text": "a\xff"}', "not UTF-8"),
        (b'{"text": "a\\ud800b"}', "half of a pair"),
        (b'{"text": "a", "title": "\\udc00"}', "half of a pair"),
        (b'{"text": "a", "more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
    ],
)
def test_a_bad_line_is_named_and_the_next_goes_on(tmp_path: Path, line: bytes, reason: str) -> None:
    found = find_in(tmp_path, b'{"text": "a"}\n' + line + b'\n{"text": "c"}\n')
    assert [type(item) for item in found] == [Source, MalformedInput, Source]
    with pytest.raises(MalformedInput, match=rf"articles\.jsonl:2: .*{reason}"):
        raise found[1]  # type: ignore[misc]
    assert isinstance(found[2], Source)
    assert found[2].location.endswith(":3")


def test_escapes_of_whole_pairs_are_characters(tmp_path: Path) -> None:
    assert only(find_in(tmp_path, b'{"text": "\\ud83d\\ude00 \\u0000"}')).text == "😀 \x00"


@pytest.mark.parametrize("end", [b"\n", b""])
def test_a_line_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: bytes) -> None:
    monkeypatch.setattr(archive, "LINE_LIMIT", 64)
    long = b'{"text": "' + b"a" * 5000 + b'"}'
    found = find_in(tmp_path, b'{"text": "a"}\n' + long + end)
    assert [type(item) for item in found] == [Source, MalformedInput]
    assert ":2: the line is longer" in str(found[1])
    found = find_in(tmp_path, long + b'\n{"text": "c"}\n')
    assert [type(item) for item in found] == [MalformedInput, Source]


def test_an_empty_file_of_lines_has_no_articles(tmp_path: Path) -> None:
    assert find_in(tmp_path, b"\n \n") == []


def test_any_other_file_is_one_article(tmp_path: Path) -> None:
    source = only(find_in(tmp_path, b'{"text": "a"}\n{"text": "b"}', "article.txt"))
    assert source.content == b'{"text": "a"}\n{"text": "b"}'


@pytest.mark.parametrize("name", ["missing.txt", "missing.jsonl"])
def test_the_location_s_own_error_is_yielded(tmp_path: Path, name: str) -> None:
    assert isinstance(only_error(list(find_sources(str(tmp_path / name)))), LocationNotFound)


def find_in_standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes) -> list[Source | InputError]:
    monkeypatch.setattr(sys, "stdin", StandardInput(content))
    return list(find_sources("-"))


def test_standard_input_with_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    found = find_in_standard_input(monkeypatch, b'\n\xef\xbb\xbf{"text": "a"}\n')
    assert isinstance(only_error(found), MalformedInput)
    found = find_in_standard_input(monkeypatch, b'\n {"text": "a"}\n{"text": 1}\n{"text": "c"}')
    assert [item.location for item in found if isinstance(item, Source)] == ["-:2", "-:4"]
    assert str(found[1]).startswith("standard input:3: not an article")


def test_one_bad_escape_does_not_make_lines_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    found = find_in_standard_input(monkeypatch, b'{"text": "a\\ud800"}\n{"text": "b"}\n')
    assert [type(item) for item in found] == [MalformedInput, Source]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n  \n",
        b"The mayor said so.\r\nNobody asked why.",
        b"\n \n{ The mayor } said so.\n",
        b'{"title": "no text"}\nThe mayor said so.',
        b"\xef\xbb\xbfThe mayor said so.",
        b"{" * 100_000,
    ],
)
def test_standard_input_with_one_article_is_kept_to_the_byte(
    monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    source = only(find_in_standard_input(monkeypatch, content))
    assert (source.location, source.content, source.text) == ("-", content, None)


def test_lines_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    line = json.dumps({"text": "The mayor said so. " * 5000}).encode() + b"\n"
    with path.open("wb") as stream:
        for _ in range(200):
            stream.write(line)
    tracemalloc.start()
    try:
        count = sum(isinstance(item, Source) for item in find_sources(str(path)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 200
    assert peak < 10 * len(line)


def items_in(tmp_path: Path, content: bytes, name: str) -> list[Item]:
    (tmp_path / name).write_bytes(content)
    return list(find_items(str(tmp_path / name), clock=lambda: NOW))


def test_items_have_the_bytes_of_their_line_and_a_capture(tmp_path: Path) -> None:
    line = b'{"text": "a", "published": "2018"}'
    found = items_in(tmp_path, line + b"\r\n" + b'{"text": 1}\n', "articles.jsonl")
    assert found[0] == Source(
        location=f"{tmp_path}/articles.jsonl:1",
        content=line,
        media_type="application/json",
        text="a",
        published="2018",
        published_basis="metadata",
        capture=Capture(fetched=NOW),
    )
    assert isinstance(found[1], MalformedInput)


@pytest.mark.parametrize("name", ["records.jsonl", "records.json"])
def test_records_come_as_they_are(tmp_path: Path, name: str) -> None:
    record = make_record("[source:s1 Ann Lee] [cue:s1 said] [content:s1:direct “I quit.”]")
    line = record.to_json()
    content = line + b"\n" + b'{"text": "a"}\n' + line if name.endswith("l") else b"[\n" + line + b"\n]\n"
    found = items_in(tmp_path, content, name)
    assert found[0] == found[-1] == record
    (refused,) = {str(one) for one in find_sources(str(tmp_path / name)) if isinstance(one, InputError)}
    assert "read already" in refused


def test_json_that_is_no_record_is_an_article_as_before(tmp_path: Path) -> None:
    source = only(find_in(tmp_path, b'{"title": "a"}', "a.json"))
    assert source == Source(location=f"{tmp_path}/a.json", content=b'{"title": "a"}')


@pytest.mark.parametrize("listed", [False, True])
def test_records_in_standard_input(monkeypatch: pytest.MonkeyPatch, listed: bool) -> None:
    record = make_record("[source:s1 Ann Lee] [cue:s1 said] [content:s1:direct “I quit.”]")
    line = record.to_json()
    content = b"[\n" + line + b",\n" + line + b"\n]\n" if listed else line + b"\n" + line + b"\n"
    monkeypatch.setattr(sys, "stdin", StandardInput(content))
    assert list(find_items("-")) == [record, record]


def test_a_folder_gives_what_its_files_do(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / "a.txt").write_bytes(b"The mayor said so.")
    (folder / "b" / "c.csv").write_bytes(b"text,title\nfirst,A\nsecond,B\n")
    (folder / "b" / "d.jsonl").write_bytes(b'{"text": "third"}\nno JSON\n')
    (folder / "e.png").write_bytes(b"")
    found = list(find_items(str(folder), clock=lambda: NOW))
    places = [one.location for one in found if isinstance(one, Source | Skipped)]
    assert [str(Path(place).relative_to(folder)) for place in places] == [
        "a.txt", "b/c.csv:2", "b/c.csv:3", "b/d.jsonl:1", "e.png",
    ]  # fmt: skip
    assert [type(one) for one in found] == [Source, Source, Source, Source, MalformedInput, Skipped]
    assert all(one.capture == Capture(fetched=NOW) for one in found if isinstance(one, Source))
    assert [type(one) for one in find_sources(str(folder))] == [
        Source,
        Source,
        Source,
        Source,
        MalformedInput,
    ]


def test_options_reach_the_tables(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"words\tx\nfirst\ty\n")
    source = only(list(find_sources(str(tmp_path), Reading(text_column="words"))))
    assert (source.text, source.content) == ("first", b"")


def test_a_pattern_gives_what_its_files_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    (tmp_path / "b.html").write_bytes(b"x")
    source = only(list(find_sources(str(tmp_path / "*.txt"))))
    assert source.location == str(tmp_path / "a.txt")
    assert isinstance(only_error(list(find_sources(str(tmp_path / "*.pdf")))), LocationNotFound)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_of_a_folder_that_may_not_be_read_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    (tmp_path / "b.txt").write_bytes(b"x")
    (tmp_path / "a.txt").chmod(0)
    first, second = find_items(str(tmp_path))
    assert "not allowed" in str(first)
    assert isinstance(second, Source)


def test_a_broken_link_of_a_pattern_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("missing.txt")
    (tmp_path / "b.txt").write_bytes(b"x")
    first, second = find_items(str(tmp_path / "*.txt"))
    assert isinstance(first, Skipped)
    assert isinstance(second, Source)


def test_one_line_of_fifty_megabytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"word " * 10_000_000)
    assert len(only(list(find_sources(str(tmp_path / "a.txt")))).content) == 50_000_000
    (tmp_path / "a.txt").write_bytes(b"word " * 14_000_000)
    assert "larger than 64 MiB" in str(only_error(list(find_sources(str(tmp_path / "a.txt")))))
