from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.api import Given
from onrecord.errors import OnrecordError
from onrecord.export.columns import TABLES
from onrecord.export.rows import make_rows
from onrecord.model.kept import Kept
from onrecord.model.record import Record
from onrecord.scale.finishing import finish_shard
from onrecord.scale.ledger import Entry, read_ledger
from onrecord.scale.parts import Part, Read, Rejected, Stretch, list_staged, stage
from onrecord.scale.settings import Settings
from onrecord.scale.shards import Shard
from onrecord.scale.storage import Folder
from tests.records import make_record
from tests.scale.made import read_packed

pytest.importorskip("pyarrow")

SHARD = Shard(name="a.jsonl", path="/news/a.jsonl", size=10, stamp="1")
SETTINGS = Settings(engine="0.0.0+test", given=Given())


def make(number: int) -> Record:
    return make_record(
        f"[source:s1|e:lee Ann Lee] [cue:s1 said] [content:s1:indirect that bridge {number} is shut].",
        entities={"lee": ("person", "Ann Lee")},
        url=f"https://wire.example/{number}",
    )


def make_part(first: int, *records: Record, faults: int = 0) -> Part:
    """The part of items that begin at `first`."""
    rejected = [
        Rejected(
            shard="a.jsonl", location=f"a.jsonl:{first}", kind="NotText", reason="no text", ours=number > 0
        )
        for number in range(faults)
    ]
    return Part(
        stretch=Stretch(first, len(records) + faults),
        read=tuple(Read(record=one.to_json(), words=6, capture="c0ffee") for one in records),
        rejected=tuple(rejected),
        skipped={"HTTP status 404": 1},
    )


def finish(folder: Path, *parts: Part) -> Entry:
    storage = Folder(folder)
    for part in parts:
        stage(storage, SHARD.key, part)
    return finish_shard(storage, SHARD, SETTINGS, max(part.stretch.end for part in parts))


def test_a_shard_has_its_records_tables_faults_and_entry(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow.parquet")
    entry = finish(tmp_path, make_part(0, make(1), make(2), faults=2), make_part(4, make(3)))
    assert read_packed(tmp_path / f"records/{SHARD.key}.jsonl.gz") == [make(n).to_json() for n in (1, 2, 3)]
    assert len(read_packed(tmp_path / f"rejected/{SHARD.key}.jsonl.gz")) == 2
    for name, table in TABLES.items():
        rows = pyarrow.read_table(tmp_path / f"tables/{name}/{SHARD.key}.parquet").to_pylist()
        kept = [Kept(record=make(n), engine=SETTINGS.engine, added="", capture="c0ffee") for n in (1, 2, 3)]
        wanted = [row for one in kept for where, row in make_rows(one) if where == name]
        columns = [column.name for column in table.columns]
        assert [tuple(row[column] for column in columns) for row in rows] == [
            tuple(list(cell) if isinstance(cell, tuple) else cell for cell in row) for row in wanted
        ]
    assert (entry.articles, entry.words, entry.rejected, entry.ours) == (3, 18, {"NotText": 2}, 1)
    assert entry.skipped == {"HTTP status 404": 2}
    assert read_ledger(Folder(tmp_path)) == {SHARD.key: entry}
    assert (tmp_path / "tables/codebook.parquet").exists()


def test_the_parts_go_when_the_entry_is_there(tmp_path: Path) -> None:
    finish(tmp_path, make_part(0, make(1)))
    assert list_staged(Folder(tmp_path), SHARD.key) == []
    assert list((tmp_path / ".staging").iterdir()) == []


def test_without_faults_there_is_no_file_of_them(tmp_path: Path) -> None:
    entry = finish(tmp_path, make_part(0, make(1)))
    assert not (tmp_path / "rejected").exists()
    assert {output.name.partition("/")[0] for output in entry.outputs} == {"records", "tables"}


def test_an_article_that_stands_in_the_shard_again_is_left_out(tmp_path: Path) -> None:
    entry = finish(tmp_path, make_part(0, make(1), make(2)), make_part(2, make(1)))
    assert (entry.articles, entry.repeated, entry.words) == (2, 1, 12)
    assert read_packed(tmp_path / f"records/{SHARD.key}.jsonl.gz") == [make(1).to_json(), make(2).to_json()]


def test_the_bytes_do_not_depend_on_how_it_was_cut(tmp_path: Path) -> None:
    whole = finish(tmp_path / "one", make_part(0, make(1), make(2), make(3)))
    cut = finish(
        tmp_path / "two",
        without_skipped(make_part(0, make(1))),
        without_skipped(make_part(1, make(2))),
        make_part(2, make(3)),
    )
    assert cut == whole


def without_skipped(part: Part) -> Part:
    return Part(stretch=part.stretch, read=part.read, rejected=part.rejected, skipped={})


def test_a_shard_without_articles_has_empty_files(tmp_path: Path) -> None:
    storage = Folder(tmp_path)
    entry = finish_shard(storage, SHARD, SETTINGS, 0)
    assert entry.articles == 0
    assert read_packed(tmp_path / f"records/{SHARD.key}.jsonl.gz") == []


def test_a_missing_part_is_a_fault_and_nothing_is_entered(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="no part begins with item 0"):
        finish(tmp_path, make_part(2, make(1)))
    assert read_ledger(Folder(tmp_path)) == {}
    assert not (tmp_path / "records").exists()
