from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import msgspec
import pytest

from onrecord.ingest.archive import find_items
from onrecord.ingest.skipped import Skipped
from onrecord.model.document import Source
from onrecord.scale import reading
from onrecord.scale.parts import Rejected
from onrecord.scale.reading import Batch, Item, cut_batches, read_items
from tests.records import make_record
from tests.scale.made import find_shard, make_article, make_text, write_lines, write_warc

BAD = ['{"title": "no text"}', "no JSON"]


def read_here(path: Path | str) -> list[Item]:
    return list(read_items(find_shard(path)))


def without_capture(items: list[Item]) -> list[Item]:
    return [msgspec.structs.replace(one, capture=None) if isinstance(one, Source) else one for one in items]


def sources(items: list[Item]) -> list[Source]:
    return [one for one in items if isinstance(one, Source)]


def rejected(items: list[Item]) -> list[Rejected]:
    return [one for one in items if isinstance(one, Rejected)]


def test_a_warc_file_gives_what_the_command_reads(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc.gz", range(3), gone=2)
    items = read_here(path)
    assert items == list(find_items(str(path)))
    assert len(sources(items)) == 3
    assert [one.reason for one in items if isinstance(one, Skipped)] == ["HTTP status 404"] * 2


def test_lines_give_what_the_command_reads(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", [make_article(1), *BAD, make_article(2)])
    items = read_here(path)
    found = [one for one in find_items(str(path)) if isinstance(one, Source)]
    assert without_capture(list(sources(items))) == without_capture(list(found))
    assert [one.kind for one in rejected(items)] == ["MalformedInput"] * 2
    assert all(str(path) in one.reason for one in rejected(items))


def test_lines_in_gzip_are_the_same_lines(tmp_path: Path) -> None:
    articles: list[Mapping[str, str] | str] = [make_article(1), BAD[0], make_article(2)]
    plain = read_here(write_lines(tmp_path / "a.jsonl", articles))
    packed = read_here(write_lines(tmp_path / "a.jsonl.gz", articles))
    assert [one.content for one in sources(packed)] == [one.content for one in sources(plain)]
    assert [one.location for one in sources(packed)] == [f"{tmp_path}/a.jsonl.gz:{line}" for line in (1, 3)]


def test_of_lines_in_broken_gzip_those_before_are_read(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl.gz", [make_article(number) for number in range(40)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    items = read_here(path)
    assert 5 < len(sources(items)) < 40
    (fault,) = rejected(items)
    assert "cut off or broken" in fault.reason
    path.write_bytes(b"nothing that was ever packed")
    assert [one.kind for one in rejected(read_here(path))] == ["MalformedInput"]


def test_of_a_warc_file_that_is_cut_off_what_stands_before_is_read(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc.gz", range(4), gone=0)
    path.write_bytes(path.read_bytes()[:-30])
    items = read_here(path)
    assert len(sources(items)) == 3
    assert len(rejected(items)) == 1
    path.write_bytes(b"garbage" * 1000)
    assert sources(read_here(path)) == []
    assert len(rejected(read_here(path))) == 1


def write_columns(path: Path, columns: dict[str, list[object]]) -> Path:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.table(columns), path)
    return path


def test_columns_give_the_articles_that_lines_do(tmp_path: Path) -> None:
    articles = [make_article(number) for number in range(3)]
    columns: dict[str, list[object]] = {name: [one[name] for one in articles] for name in articles[0]}
    there = sources(read_here(write_columns(tmp_path / "a.parquet", {**columns, "other": [1, 2, 3]})))
    lines = sources(read_here(write_lines(tmp_path / "a.jsonl", articles)))
    assert [one.location for one in there] == [f"{tmp_path}/a.parquet:{row}" for row in (1, 2, 3)]
    for column, line in zip(there, lines, strict=True):
        bare = msgspec.structs.replace(line, content=b"", media_type=None, location=column.location)
        assert column == bare


def test_columns_may_have_dates_lists_and_gaps(tmp_path: Path) -> None:
    columns: dict[str, list[object]] = {
        "text": [make_text(1), None, make_text(2)],
        "published": [date(2019, 3, 4), None, None],
        "byline": [["Ann Lee", ""], None, None],
    }
    items = read_here(write_columns(tmp_path / "a.parquet", columns))
    first, last = sources(items)
    assert (first.published, first.byline) == ("2019-03-04", ("Ann Lee",))
    assert (last.published, last.byline, last.url) == (None, (), None)
    assert [one.reason for one in rejected(items)] == [
        f"{tmp_path}/a.parquet:2: not an article: its text is missing"
    ]


def test_a_broken_file_of_columns_is_a_fault(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and nothing else")
    assert [one.kind for one in rejected(read_here(tmp_path / "a.parquet"))] == ["MalformedInput"]
    (fault,) = rejected(read_here(write_columns(tmp_path / "b.parquet", {"words": [1]})))
    assert "no column that is called text" in fault.reason


def test_a_record_that_was_read_already_is_rejected(tmp_path: Path) -> None:
    record = make_record("The bridge is shut.", location="b.txt").to_json().decode()
    (fault,) = rejected(read_here(write_lines(tmp_path / "a.jsonl", [record])))
    assert "read already" in fault.reason


@pytest.mark.parametrize(
    "write", [write_warc, lambda path, numbers: write_lines(path, map(make_article, numbers))]
)
def test_a_shard_at_an_address_is_named_by_it(tmp_path: Path, write: Callable[..., Path]) -> None:
    pytest.importorskip("fsspec")
    path = write(tmp_path / ("a.warc.gz" if write is write_warc else "a.jsonl"), [1, 2])
    here, there = read_here(path), read_here(f"file://{path}")
    assert [one.location for one in there] == [f"file://{one.location}" for one in here]
    assert [one.content for one in sources(there)] == [one.content for one in sources(here)]


def test_batches_hold_each_item_once_and_in_order(tmp_path: Path) -> None:
    shard = find_shard(write_lines(tmp_path / "a.jsonl", [*map(make_article, range(37)), *BAD]))
    batches = list(cut_batches(shard))
    assert [(one.stretch.first, one.stretch.count) for one in batches] == [(0, 16), (16, 16), (32, 7)]
    assert [item for batch in batches for item in batch.items] == list(read_items(shard))


def test_batches_are_bounded_by_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "BATCH_BYTES", 800)
    shard = find_shard(write_lines(tmp_path / "a.jsonl", map(make_article, range(4))))
    assert [one.stretch.count for one in cut_batches(shard)] == [1, 1, 1, 1]


def test_an_empty_shard_has_no_batch(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.warc.gz"):
        (tmp_path / name).write_bytes(b"")
        assert list[Batch](cut_batches(find_shard(tmp_path / name))) == []


def test_gzip_of_several_members_is_read_to_its_end(tmp_path: Path) -> None:
    first = write_lines(tmp_path / "a.jsonl.gz", [make_article(1)]).read_bytes()
    (tmp_path / "a.jsonl.gz").write_bytes(first + gzip.compress(b'{"text": "The bridge is shut."}\n'))
    assert len(sources(read_here(tmp_path / "a.jsonl.gz"))) == 2
