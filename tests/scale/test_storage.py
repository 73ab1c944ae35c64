from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.scale.storage import Folder, Objects, Storage, open_storage

Open = Callable[[Path], Storage]


def open_objects(path: Path) -> Storage:
    pytest.importorskip("fsspec")
    return open_storage(f"file://{path}")


def open_folder(path: Path) -> Storage:
    return open_storage(str(path))


@pytest.fixture(params=[open_folder, open_objects])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    opened: Storage = request.param(tmp_path / "out")
    return opened


def test_what_was_put_is_there(storage: Storage) -> None:
    storage.put(b"one", "deep/a.json")
    storage.put(b"two", "deep/a.json")
    storage.put(b"three", "deep/b.json")
    assert storage.get("deep/a.json") == b"two"
    assert storage.list("deep") == ["a.json", "b.json"]


def test_what_is_not_there_is_nothing(storage: Storage) -> None:
    assert storage.get("a.json") is None
    assert storage.list("deep") == []
    storage.remove("deep")


def test_a_file_is_put_from_a_work_folder(storage: Storage) -> None:
    folder = storage.work_folder(".staging/a")
    (folder / "records").write_bytes(b"records")
    storage.put_file(folder / "records", "records/a.jsonl.gz")
    assert storage.get("records/a.jsonl.gz") == b"records"
    assert storage.list(".staging/a") == []


def test_a_folder_is_removed_with_all_in_it(storage: Storage) -> None:
    storage.put(b"one", ".staging/a/1.part")
    storage.put(b"two", ".staging/b/1.part")
    storage.remove(".staging/a")
    assert storage.list(".staging/a") == []
    assert storage.list(".staging/b") == ["1.part"]


def test_a_put_that_fails_leaves_nothing(tmp_path: Path) -> None:
    storage = Folder(tmp_path)
    storage.put(b"before", "a.json")
    with pytest.raises(TypeError):
        storage.put("no bytes", "a.json")  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert storage.get("a.json") == b"before"


def test_files_have_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    Folder(tmp_path).put(b"one", "a.json")
    (tmp_path / "plain").touch()
    assert (tmp_path / "a.json").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_an_address_of_an_unknown_kind_is_refused() -> None:
    pytest.importorskip("fsspec")
    with pytest.raises(InputError, match="nothing is known"):
        Objects("nosuch://bucket/folder")
