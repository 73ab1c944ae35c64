"""Whole runs, on a real Ray of this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord import scaling
from onrecord.api import Given
from onrecord.cli import main
from onrecord.errors import InputError
from onrecord.scale.analysing import Analyse, analyse
from onrecord.scale.settings import begin_output
from onrecord.scaling import ScaleOrder, run_scale
from tests.scale.made import (
    FRAIL,
    POISON,
    die_of_poison,
    die_once,
    fill_disk,
    kill_reader,
    make_article,
    make_text,
    read_packed,
    write_lines,
    write_warc,
)

pytest.importorskip("ray")
parquet = pytest.importorskip("pyarrow.parquet")
pyarrow = pytest.importorskip("pyarrow")


@pytest.fixture(scope="module", autouse=True)
def ray() -> Iterator[None]:
    """One Ray for all tests of this module, since to begin one takes seconds."""
    from onrecord.scale.cluster import open_crew

    with open_crew(None, 1):
        yield


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    folder = tmp_path / "shards"
    folder.mkdir()
    return folder


def run(shards: Path, out: Path, analyse: Analyse = analyse, **more: object) -> int:
    order = ScaleOrder(location=str(shards), output=str(out), workers=1, **more)  # type: ignore[arg-type]
    return run_scale(order, analyse)


def records_of(out: Path) -> list[bytes]:
    return [line for path in sorted((out / "records").iterdir()) for line in read_packed(path)]


def rejected_of(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for path in sorted((out / "rejected").iterdir()) for line in read_packed(path)]


def files_of(out: Path) -> dict[str, bytes]:
    """The files of an output but for what tells of one run."""
    found = (path for path in out.rglob("*") if path.is_file() and path.name not in ("summary.json", ".lock"))
    return {str(path.relative_to(out)): path.read_bytes() for path in found}


def write_mixed(shards: Path) -> None:
    write_warc(shards / "a.warc.gz", range(3))
    write_lines(shards / "b.jsonl", [make_article(4), '{"title": "no text"}', make_article(5)])
    columns = {name: [make_article(6)[name]] for name in make_article(6)}
    parquet.write_table(pyarrow.table(columns), shards / "c.parquet")


def test_records_are_those_of_the_command(shards: Path, tmp_path: Path) -> None:
    write_mixed(shards)
    out = tmp_path / "out"
    assert run(shards, out) == 1
    read = [
        one.to_json() for one in onrecord.read_many([shards / "a.warc.gz", shards / "b.jsonl"], failed=print)
    ]
    records = records_of(out)
    assert records[:-1] == read
    assert json.loads(records[-1])["document"]["location"] == f"{shards}/c.parquet:1"
    (fault,) = rejected_of(out)
    assert fault["shard"] == str(shards / "b.jsonl")
    assert str(fault["reason"]).startswith(f"{shards}/b.jsonl:2: not an article")
    table = pyarrow.concat_tables(
        parquet.read_table(one) for one in sorted((out / "tables/documents").iterdir())
    )
    assert table["document"].to_pylist() == [json.loads(one)["document"]["id"] for one in records]
    assert table["text"].to_pylist() == [json.loads(one)["document"]["text"] for one in records]
    assert table["fetched"].to_pylist() == ["2021-03-04T10:00:00Z"] * 3 + [None] * 3


def test_a_second_run_does_nothing(shards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_mixed(shards)
    assert run(shards, tmp_path / "out") == 1
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.parquet")}
    monkeypatch.setattr(scaling, "open_crew", None)  # Ray is not even begun
    assert run(shards, tmp_path / "out") == 1
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.parquet")} == before


def test_a_run_takes_new_shards_and_refuses_other_options(shards: Path, tmp_path: Path) -> None:
    write_lines(shards / "a.jsonl", [make_article(1)])
    out = tmp_path / "out"
    assert run(shards, out) == 0
    write_lines(shards / "b.jsonl", [make_article(2)])
    assert run(shards, out) == 0
    assert len(records_of(out)) == 2
    with pytest.raises(InputError, match="other options"):
        run(shards, out, given=Given(outlet="The Argus"))


def test_a_worker_that_dies_costs_nothing(shards: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    frail = make_article(3, text=f"{make_text(3)} {FRAIL}", outlet=str(mark))
    write_lines(shards / "a.jsonl", [make_article(1), frail, make_article(2)])
    assert run(shards, tmp_path / "plain") == 0
    assert run(shards, tmp_path / "out", die_once) == 0
    assert mark.exists()
    assert files_of(tmp_path / "out") == files_of(tmp_path / "plain")
    assert json.loads((tmp_path / "out/summary.json").read_text())["deaths"] == 1


def test_an_article_that_kills_its_worker_is_rejected_alone(shards: Path, tmp_path: Path) -> None:
    poison = make_article(3, text=f"{make_text(3)} {POISON}")
    write_lines(shards / "a.jsonl", [make_article(1), poison, make_article(2)])
    out = tmp_path / "out"
    assert run(shards, out, die_of_poison) == 3
    (fault,) = rejected_of(out)
    assert (fault["kind"], fault["location"], fault["ours"]) == ("Died", f"{shards}/a.jsonl:2", True)
    assert [json.loads(one)["document"]["url"] for one in records_of(out)] == [
        "https://wire.example/1",
        "https://wire.example/2",
    ]


def test_a_corrupt_shard_gives_what_can_be_read(shards: Path, tmp_path: Path) -> None:
    cut = write_lines(shards / "a.jsonl.gz", map(make_article, range(12)))
    cut.write_bytes(cut.read_bytes()[:-150])
    (shards / "b.warc.gz").write_bytes(b"garbage" * 99)
    write_lines(shards / "c.jsonl", [make_article(20)])
    assert run(shards, tmp_path / "out") == 1
    assert 2 < len(records_of(tmp_path / "out")) < 13
    assert [one["shard"] for one in rejected_of(tmp_path / "out")] == [str(cut), str(shards / "b.warc.gz")]
    assert len(list((tmp_path / "out/ledger").iterdir())) == 3


def test_a_shard_that_cannot_be_opened_is_left_for_later(
    shards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(shards / "a.jsonl", [make_article(1)])
    write_lines(shards / "b.jsonl", [make_article(2)])

    def begin_and_lose(*parts: Any) -> None:
        begin_output(*parts)
        (shards / "a.jsonl").unlink()

    with monkeypatch.context() as patch:
        patch.setattr(scaling, "begin_output", begin_and_lose)
        assert run(shards, tmp_path / "out") == 1
    told = capsys.readouterr()
    assert f"{shards}/a.jsonl: there is no such file" in told.err
    assert "1 of 2 shards done" in told.out
    write_lines(shards / "a.jsonl", [make_article(1)])
    assert run(shards, tmp_path / "out") == 0
    assert len(records_of(tmp_path / "out")) == 2


def test_a_reader_that_dies_costs_nothing(shards: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    first = make_article(0, outlet=str(mark))
    write_lines(shards / "a.jsonl", [first, *map(make_article, range(1, 90))])
    assert run(shards, tmp_path / "plain") == 0
    assert run(shards, tmp_path / "out", kill_reader) == 0
    assert mark.read_text() == "ray::Reader"
    assert files_of(tmp_path / "out") == files_of(tmp_path / "plain")


def test_a_full_disk_ends_the_run_and_says_so(
    shards: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(shards / "a.jsonl", [make_article(1)])
    assert run(shards, tmp_path / "out", fill_disk) == 1
    assert "cannot be written: No space left on device" in capsys.readouterr().err
    assert run(shards, tmp_path / "out") == 0
    assert len(records_of(tmp_path / "out")) == 1


def test_an_output_at_an_address_is_the_same(shards: Path, tmp_path: Path) -> None:
    write_lines(shards / "a.jsonl", [make_article(1), "bad"])
    assert run(shards, tmp_path / "here") == 1
    order = ScaleOrder(location=str(shards), output=f"file://{tmp_path}/there", workers=1)
    assert run_scale(order) == 1
    assert files_of(tmp_path / "there") == files_of(tmp_path / "here")


def test_another_run_in_the_same_output_is_refused(shards: Path, tmp_path: Path) -> None:
    write_lines(shards / "a.jsonl", [make_article(1)])
    with scaling._alone(str(tmp_path / "out")), pytest.raises(InputError, match="another run writes there"):
        run(shards, tmp_path / "out")


def test_a_driver_that_was_killed_is_gone_on_with(shards: Path, tmp_path: Path) -> None:
    for number in range(3):
        write_lines(shards / f"{number}.jsonl", map(make_article, range(40 * number, 40 * number + 40)))
    out = tmp_path / "out"
    command = [sys.executable, "-m", "onrecord", "scale", "run", str(shards), str(out), "--workers", "1"]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            while process.poll() is None and not list(out.glob(".staging/*/*.part")):
                time.sleep(0.05)
        finally:
            process.kill()
            process.wait()
    assert process.returncode == -9, (tmp_path / "log").read_text()
    assert len(list((out / "ledger").glob("*"))) < 3
    assert main(["scale", "status", str(out)]) == 1
    assert run(shards, out) == 0
    assert run(shards, tmp_path / "plain") == 0
    assert files_of(out) == files_of(tmp_path / "plain")
    assert main(["scale", "status", str(out)]) == 0


def test_a_store_takes_what_was_read(shards: Path, tmp_path: Path) -> None:
    write_lines(shards / "a.jsonl", [make_article(1), make_article(2)])
    write_lines(shards / "b.jsonl", [make_article(2), make_article(3)])
    assert run(shards, tmp_path / "out") == 0
    with onrecord.open_store(str(tmp_path / "store.db"), create=True) as store:
        outcomes = [one.outcome for one in onrecord.add(store, [str(tmp_path / "out/records")])]
    assert outcomes == ["added", "added", "known", "added"]


def test_the_command_prints_what_was_done(
    shards: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(shards / "a.jsonl", [make_article(1)])
    assert main(["scale", "run", str(shards), str(tmp_path / "out"), "--json", "--workers", "1"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["done"]["articles"], summary["failed"]) == (1, {})
    assert main(["scale", "status", str(tmp_path / "out"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["left"] == []
    assert main(["scale", "status", str(tmp_path)]) == 2
    assert main(["scale", "run", str(tmp_path / "nowhere"), str(tmp_path / "out")]) == 2
