"""A location gives its articles one at a time, and bad ones as their errors."""

from __future__ import annotations

import json
import sys
import tracemalloc
from pathlib import Path

import pytest

from onrecord.errors import InputError, LocationNotFound, MalformedInput
from onrecord.ingest import archive
from onrecord.ingest.archive import find_sources
from onrecord.ingest.extract import extract
from onrecord.model.document import Source
from tests.ingest.test_fetch import StandardInput

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
