from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from onrecord.errors import InputError, LocationNotFound
from onrecord.scale.shards import check_apart, find_shards
from tests.scale.made import make_article, write_lines


def write_some(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_lines(path, [make_article(1)])


def names_of(location: str, prefix: str = "") -> list[str]:
    return [shard.name for shard in find_shards(location, prefix=prefix)]


def test_a_folder_gives_its_shards_and_nothing_else(tmp_path: Path) -> None:
    write_some(tmp_path, "b.jsonl", "a.jsonl.gz", "deep/c.parquet", "d.warc.gz", "notes.txt", "e.csv")
    found = names_of(str(tmp_path))
    assert found == [
        str(tmp_path / name) for name in ("a.jsonl.gz", "b.jsonl", "d.warc.gz", "deep/c.parquet")
    ]


def test_a_pattern_gives_what_it_matches(tmp_path: Path) -> None:
    write_some(tmp_path, "a-1.jsonl", "a-2.jsonl", "b-1.jsonl")
    assert [Path(name).name for name in names_of(f"{tmp_path}/a-*")] == ["a-1.jsonl", "a-2.jsonl"]


@pytest.mark.parametrize("name", ["shards.txt", "warc.paths.gz"])
def test_a_list_names_shards_behind_a_prefix(tmp_path: Path, name: str) -> None:
    write_some(tmp_path, "a.jsonl", "b.jsonl")
    content = f"# those of March\na.jsonl\n\n{tmp_path}/b.jsonl\n".encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    found = names_of(str(tmp_path / name), prefix=f"{tmp_path}/")
    assert found == [f"{tmp_path}/a.jsonl", f"{tmp_path}/b.jsonl"]


def test_a_shard_that_is_listed_twice_is_one(tmp_path: Path) -> None:
    write_some(tmp_path, "a.jsonl")
    (tmp_path / "list.txt").write_text(f"{tmp_path}/a.jsonl\n{tmp_path}/./a.jsonl\n")
    assert len(find_shards(str(tmp_path / "list.txt"))) == 1


def test_files_at_an_address_are_found_too(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    write_some(tmp_path, "a.jsonl", "b.warc.gz", "notes.txt")
    address = f"file://{tmp_path}"
    for location in (address, f"{address}/*"):
        assert names_of(location) == [f"{address}/a.jsonl", f"{address}/b.warc.gz"]
    (shard,) = find_shards(f"{address}/a.jsonl")
    assert shard.size == (tmp_path / "a.jsonl").stat().st_size


def test_a_shard_is_called_by_its_name_and_its_path(tmp_path: Path) -> None:
    write_some(tmp_path, "one/Straße 1.warc.gz", "two/Straße 1.warc.gz")
    first, second = find_shards(str(tmp_path))
    assert first.key.startswith("Stra-e-1-")
    assert len(first.key) == len("Stra-e-1-") + 8
    assert first.key != second.key


def test_a_shard_that_changes_has_another_stamp(tmp_path: Path) -> None:
    write_some(tmp_path, "a.jsonl")
    (before,) = find_shards(str(tmp_path))
    os.utime(tmp_path / "a.jsonl", (1, 1))
    (after,) = find_shards(str(tmp_path))
    assert (before.key, before.size) == (after.key, after.size)
    assert before.stamp != after.stamp


@pytest.mark.parametrize("name", ["nowhere.jsonl", "nowhere.txt", "no*.jsonl", "nowhere"])
def test_what_is_not_there_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"nowhere|no file has a name|neither"):
        find_shards(str(tmp_path / name))


def test_a_list_with_what_is_no_shard_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("a.pdf\n")
    with pytest.raises(InputError, match=r"a\.pdf"):
        find_shards(str(tmp_path / "list.txt"))
    (tmp_path / "list.txt").write_text("a.jsonl\n")
    with pytest.raises(LocationNotFound):
        find_shards(str(tmp_path / "list.txt"))


def test_a_folder_without_shards_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no shard is in it"):
        find_shards(str(tmp_path))


def test_an_output_within_the_input_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="within the folder"):
        check_apart(str(tmp_path), str(tmp_path / "out"))
    with pytest.raises(InputError, match="within the folder"):
        check_apart("s3://news/in/", "s3://news/in/out")
    check_apart(str(tmp_path / "in"), str(tmp_path / "in-records"))
    check_apart("s3://news/in", str(tmp_path))
