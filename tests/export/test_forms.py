from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.export.forms import FORMS, check_form, export
from onrecord.model.kept import Kept
from onrecord.model.record import Record
from tests.export.records import keep, make_article

LINES = [name for name, form in FORMS.items() if form.shape == "lines"]
REST = [name for name, form in FORMS.items() if form.shape != "lines"]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written_whole_and_counts_its_articles(
    form: str, record: Record, tmp_path: Path
) -> None:
    other = make_article(url="https://daily.example/2")
    assert export(iter([keep(record), keep(other)]), form, tmp_path / "out") == 2
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".part")]
    files = [path for path in (tmp_path / "out", *(tmp_path / "out").rglob("*")) if path.is_file()]
    assert files
    assert all(path.stat().st_size for path in files)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_there_when_the_records_break_off(form: str, record: Record, tmp_path: Path) -> None:
    def break_off() -> Iterator[Kept]:
        yield keep(record)
        raise RuntimeError("the store went away")

    with pytest.raises(RuntimeError):
        export(break_off(), form, tmp_path / "out")
    assert not list(tmp_path.iterdir())


# A workbook holds the time at which it was made.
@pytest.mark.parametrize("form", [name for name in FORMS if name != "xlsx"])
def test_the_same_records_give_the_same_text(form: str, record: Record, tmp_path: Path) -> None:
    def written(out: Path) -> dict[str, bytes]:
        export([keep(record)], form, out)
        files = (path for path in (out, *out.rglob("*")) if path.is_file())
        return {str(path.relative_to(out)): path.read_bytes() for path in files}

    assert written(tmp_path / "one") == written(tmp_path / "two")


@pytest.mark.parametrize("form", LINES)
def test_lines_go_to_standard_output(
    form: str, record: Record, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    export([keep(record)], form, None)
    printed = capfdbinary.readouterr().out
    export([keep(record)], form, tmp_path / "out")
    assert printed == (tmp_path / "out").read_bytes()


@pytest.mark.parametrize("form", REST)
def test_what_is_no_lines_needs_a_name(form: str) -> None:
    for out in (None, Path("-")):
        with pytest.raises(InputError, match="name it"):
            check_form(form, out)


def test_an_unknown_form_is_named_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match=re.escape("docx: there is no such form") + ".*parquet.*brat"):
        export([], "docx", None)


@pytest.mark.parametrize("form", [name for name in REST if FORMS[name].shape == "folder"])
def test_what_people_have_in_a_folder_is_left_alone(form: str, record: Record, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="something is there already"):
        export([keep(record)], form, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    (tmp_path / "empty").mkdir()
    assert export([keep(record)], form, tmp_path / "empty") == 1


def test_records_come_back_from_their_lines(record: Record, tmp_path: Path) -> None:
    export([keep(record)], "jsonl", tmp_path / "out.jsonl")
    (line,) = (tmp_path / "out.jsonl").read_bytes().splitlines()
    assert Record.from_json(line) == record


def test_pages_are_listed_in_an_index(record: Record, tmp_path: Path) -> None:
    export([keep(record)], "html", tmp_path / "pages")
    page, index = sorted(path.name for path in (tmp_path / "pages").iterdir())
    assert (page, index) == ("index.html", f"lee-quits-over-says-herald-{record.document.id[:12]}.html")
    assert index in (tmp_path / "pages" / page).read_text()
    assert json.dumps(record.document.id).strip('"') in (tmp_path / "pages" / index).read_text()


def test_a_folder_may_be_entered_as_any_other(record: Record, tmp_path: Path) -> None:
    export([keep(record)], "csv", tmp_path / "out")
    (tmp_path / "usual").mkdir()
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "usual").stat().st_mode
