"""Catalogues as they are used: from the command, and from Python."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import onrecord
from onrecord.api import Failure, Given, read_sources
from onrecord.catalogue import linking
from onrecord.cli import main
from onrecord.errors import LocationNotFound, MalformedCatalogue
from onrecord.model.document import Source

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SAMPLE = EXAMPLES / "catalogue.csv"
TEXT = "Ann Lee, the mayor, said on Monday that the bridge was closed. Tom Ash told Ash's staff so.\n"
TABLE = "id,name,type\np1,Ann Lee,person\np2,Tom Ash,person\np3,Tom Ash,person\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process and gives exit code, output and messages."""

    def run_main(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return run_main


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def links_of(record: onrecord.Record) -> dict[str, tuple[str, ...]]:
    return {entity.name: entity.links for entity in record.entities if entity.links}


def test_the_command_links_and_shows_it(run: Run, article: Path, table: Path) -> None:
    code, out, err = run("read", article, "--catalogue", table)
    assert (code, err) == (0, "")
    assert "catalogue: p1" in out
    assert "in the catalogue perhaps: p2 (0.50), p3 (0.50)" in " ".join(out.split())
    _, page, _ = run("read", article, "--catalogue", table, "--format", "html")
    assert "catalogue: p1" in page
    _, encoded, _ = run("read", article, "--catalogue", table, "--format", "json")
    record = onrecord.Record.from_json(encoded)
    assert links_of(record) == {"Ann Lee": ("p1",)}
    assert onrecord.read(article, catalogue=table) == record


def test_records_are_the_same_bytes_whatever_the_number_of_jobs(
    run: Run, tmp_path: Path, table: Path
) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(json.dumps({"text": f"{TEXT}{number} left."}) + "\n" for number in range(4)))
    one, two = (
        run("read", feed, "missing.txt", "-f", "jsonl", "--catalogue", table, "--jobs", jobs) for jobs in "12"
    )
    assert one == two
    assert one[1].count('"links":["p1"]') == 4


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file"),
        ("", "the catalogue is empty"),
        ("id,name\np1,\n", "people.csv:2: the entry 'p1'"),
    ],
)
def test_a_bad_catalogue_is_told_before_anything_is_read(
    run: Run, article: Path, tmp_path: Path, content: str | None, message: str
) -> None:
    table, out = tmp_path / "people.csv", tmp_path / "out.json"
    if content is not None:
        table.write_text(content)
    out.write_text("before")
    code, printed, err = run("read", article, "--catalogue", table, "--format", "json", "--out", out)
    assert (code, printed, err.count("\n")) == (1, "", 1)
    assert message in err
    assert str(table) in err
    assert out.read_text() == "before"


def test_python_takes_a_file_or_a_catalogue(article: Path, table: Path) -> None:
    catalogue = onrecord.read_catalogue(table)
    for given in (table, str(table), catalogue):
        assert links_of(onrecord.read(article, catalogue=given)) == {"Ann Lee": ("p1",)}
    [record, other] = onrecord.read_many([article, "Rain fell."], catalogue=catalogue)
    assert links_of(record) == {"Ann Lee": ("p1",)}
    assert links_of(other) == {}
    assert links_of(onrecord.read(article)) == {}


def test_python_is_told_of_a_bad_catalogue(article: Path, tmp_path: Path) -> None:
    with pytest.raises(LocationNotFound):
        onrecord.read(article, catalogue=tmp_path / "missing.csv")
    (tmp_path / "c").write_text("Ann Lee\n")
    with pytest.raises(MalformedCatalogue):
        list(onrecord.read_many([article], catalogue=tmp_path / "c", failed=print))


def test_a_bug_in_linking_is_told_with_the_article(monkeypatch: pytest.MonkeyPatch, table: Path) -> None:
    def fail(*_: object) -> None:
        raise KeyError("p1")

    monkeypatch.setattr(linking, "link_record", fail)
    source = Source(location="a", text=TEXT)
    [outcome] = read_sources([source], Given(), catalogue=onrecord.read_catalogue(table))
    assert isinstance(outcome, Failure)
    assert outcome.ours
    assert "please report it" in str(outcome.error)


def test_the_sample_catalogue_links_the_examples() -> None:
    article = EXAMPLES / "diplomacy" / "article.txt"
    record = onrecord.read(article, catalogue=SAMPLE)
    assert links_of(record).items() >= {
        ("Sigrun Aldis", ("p-aldis",)),
        ("Jon Petur Vald", ("p-vald",)),
        ("Karim Bensalah", ("p-bensalah-karim",)),
        ("Meridian Wire", ("o-meridian",)),
    }
    known = onrecord.read_catalogue(SAMPLE)
    assert {entry.type for entry in known.entries} == {"person", "organisation"}


def test_nothing_of_it_is_loaded_without_a_catalogue() -> None:
    code = (
        "import sys, onrecord.api, onrecord.reading\n"
        "rooms = ('rapidfuzz', 'onrecord.catalogue')\n"
        "print([name for name in sys.modules if name.startswith(rooms)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n"
