from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import onrecord
from onrecord import errors
from onrecord.analyse import pipeline
from onrecord.api import Failure, Given, read_sources
from onrecord.model.document import Article, Published, Source
from onrecord.model.record import Record

TEXT = "Ann Lee, the mayor, said on Monday that the bridge was closed.\n"


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments], capture_output=True, text=True, timeout=120
    )


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_file_is_read_whether_it_is_named_by_a_path_or_a_string(article: Path) -> None:
    record = onrecord.read(article)
    assert record.document.text == TEXT
    assert record.document.location == str(article)
    assert [statement.content[0].slice(TEXT) for statement in record.statements] == [
        "that the bridge was closed"
    ]
    assert onrecord.read(str(article)) == record


def test_any_other_string_is_the_text_itself() -> None:
    record = onrecord.read(TEXT)
    assert record.document.text == TEXT
    assert record.statements
    long = "Lee-said/" * 200 + "."
    assert onrecord.read(long).document.text == long
    assert onrecord.read("Rain.\n.txt").document.text == "Rain.\n.txt"
    assert onrecord.read("Rain").document.text == "Rain"


@pytest.mark.parametrize("name", ["missing.txt", "some/where", "./-", "a\0.txt"])
def test_what_looks_like_a_path_and_is_none_is_an_error(name: str) -> None:
    with pytest.raises(errors.LocationNotFound):
        onrecord.read(name)


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(errors.LocationNotFound, match="missing"):
        onrecord.read(tmp_path / "missing")
    with pytest.raises(errors.LocationNotFound):
        onrecord.read(Path("-"))


def test_a_web_address_is_not_taken_for_a_text() -> None:
    with pytest.raises(errors.InputError, match="save the page"):
        onrecord.read("https://argus.example/1")
    with pytest.raises(errors.InputError, match="cannot be read"):
        onrecord.read("x" * 300 + ".txt")


def test_bad_input_is_an_error_that_names_it(tmp_path: Path) -> None:
    binary = tmp_path / "picture.png"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    with pytest.raises(errors.NotText, match="picture"):
        onrecord.read(binary)
    with pytest.raises(errors.EmptyDocument):
        onrecord.read(" \n ")
    with pytest.raises(errors.UnsupportedLanguage):
        onrecord.read(TEXT, language="fr")
    with pytest.raises(errors.MalformedInput, match="tomorrow"):
        onrecord.read(TEXT, published="tomorrow")


@pytest.mark.parametrize("published", ["2018-08-05", date(2018, 8, 5)])
def test_what_is_given_is_kept_and_used(published: str | date) -> None:
    record = onrecord.read(TEXT, published=published, outlet="The Argus", title="Bridge shut", language="en")
    document = record.document
    assert document.published == Published(value="2018-08-05", basis="given")
    assert (document.outlet, document.title) == ("The Argus", "Bridge shut")
    assert [time.value for time in record.times] == ["2018-07-30"]


def test_a_file_of_many_articles_is_for_read_many(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text("\n".join(json.dumps({"text": TEXT, "outlet": outlet}) for outlet in ("A", "B")))
    with pytest.raises(errors.MalformedInput, match="read_many"):
        onrecord.read(path)
    records = list(onrecord.read_many([path, TEXT], outlet="C"))
    assert [record.document.outlet for record in records] == ["C", "C", "C"]
    assert [record.document.outlet for record in onrecord.read_many([path])] == ["A", "B"]
    path.write_text(json.dumps({"text": TEXT}))
    assert onrecord.read(path).document.location == f"{path}:1"


def test_of_many_the_first_error_is_raised_or_each_is_handed_over(article: Path) -> None:
    with pytest.raises(errors.LocationNotFound):
        list(onrecord.read_many(["missing.txt", article]))
    failed: list[errors.OnrecordError] = []
    records = list(onrecord.read_many(["missing.txt", article, "  "], failed=failed.append))
    assert [record.document.location for record in records] == [str(article)]
    assert [type(error) for error in failed] == [errors.LocationNotFound, errors.EmptyDocument]


def test_records_are_the_same_whatever_the_number_of_processes(article: Path) -> None:
    texts: list[str | Path] = [
        article,
        "missing.txt",
        *(f"{TEXT}{number} people were hurt." for number in range(6)),
    ]
    one, two = (
        [record.to_json() for record in onrecord.read_many(texts, jobs=jobs, failed=lambda _: None)]
        for jobs in (1, 2)
    )
    assert len(one) == 7
    assert one == two


def test_a_bug_is_told_from_bad_input(monkeypatch: pytest.MonkeyPatch) -> None:
    analyse = pipeline.analyse

    def break_at_hull(article: Article) -> Record:
        text = article.document.text
        if text == "Hull":
            raise errors.BrokenInvariant("two items have the id s1")
        if text == "York":
            raise KeyError("lemma")
        return analyse(article)

    monkeypatch.setattr(pipeline, "analyse", break_at_hull)
    sources = [Source(location=text, text=text) for text in ("Hull", "York", "", TEXT)]
    hull, york, empty, whole = read_sources(sources, Given())
    assert isinstance(hull, Failure)
    assert isinstance(york, Failure)
    assert isinstance(empty, Failure)
    assert isinstance(whole, Record)
    assert (hull.ours, york.ours, empty.ours) == (True, True, False)
    assert isinstance(hull.error, errors.BrokenInvariant)
    assert str(hull.error).startswith("Hull: ")
    assert "two items have the id s1" in str(hull.error)
    assert "KeyError: 'lemma' (test_api.py, line " in str(york.error)
    assert "please report" in str(york.error)


class Deadly(Source, frozen=True, kw_only=True):
    """A source that ends the process which it is sent to."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


def test_a_process_that_dies_is_told_and_the_others_go_on() -> None:
    sources = [
        Source(location="a", text=TEXT),
        Deadly(location="b", text=TEXT),
        Source(location="c", text=TEXT),
    ]
    first, dead, last = read_sources(sources, Given(), jobs=2)
    assert isinstance(first, Record)
    assert isinstance(dead, Failure)
    assert isinstance(last, Record)
    assert dead.ours
    assert str(dead.error).startswith("b: the process that read it ended")


def test_the_public_names_are_there() -> None:
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    assert set(onrecord.__all__) <= set(dir(onrecord))
    with pytest.raises(AttributeError, match="nothing"):
        onrecord.nothing  # noqa: B018


def test_importing_loads_nothing_heavy() -> None:
    done = run_python("import sys, onrecord; print(*sys.modules)")
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert (
        loaded & {"spacy", "numpy", "trafilatura", "lxml", "py3langid", "rich", "typer", "msgspec"} == set()
    )


def test_reading_a_file_opens_no_connection(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<!DOCTYPE html SYSTEM "http://argus.example/x.dtd"><html><head><title>Bridge shut</title>'
        '<link rel="stylesheet" href="http://argus.example/x.css"></head><body><article>'
        '<img src="http://argus.example/x.png">' + f"<p>{TEXT * 5}</p>" * 4 + "</article></body></html>"
    )
    watched = (
        "import sys\n"
        # Making a socket is allowed: a library does so to find out whether there is IPv6.
        "wanted = ('socket.connect', 'socket.get', 'socket.send', 'urllib.', 'http.', 'ftplib.')\n"
        "def watch(event, arguments):\n"
        "    if event.startswith(wanted):\n"
        "        print(event, arguments, file=sys.stderr)\n"
        "        sys.exit(9)\n"
        "sys.addaudithook(watch)\n"
        "import onrecord\n"
        "for path in sys.argv[1:]:\n"
        "    print(len(onrecord.read(path).statements))\n"
    )
    text = tmp_path / "article.txt"
    text.write_text(TEXT)
    done = run_python(watched, str(text), str(page))
    assert (done.returncode, done.stderr) == (0, "")
    assert all(int(number) for number in done.stdout.split())


def test_the_watch_of_the_last_test_would_notice() -> None:
    done = run_python(
        "import sys\n"
        "sys.addaudithook(lambda event, _: event.startswith('socket.get') and sys.exit(9))\n"
        "import socket\n"
        "socket.getaddrinfo('localhost', 80)\n"
    )
    assert done.returncode == 9
