"""Folders and patterns give their files in order, and nothing outside them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.errors import InputError, LocationNotFound
from onrecord.ingest.folders import Found, expand_pattern, is_pattern, walk_folder
from onrecord.ingest.skipped import Skipped


def make_files(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"The mayor said so.")


def names_of(found: list[Found], folder: Path) -> list[str]:
    return [str(Path(one).relative_to(folder)) for one in found if isinstance(one, str)]


def reasons_of(found: list[Found], folder: Path) -> dict[str, str]:
    return {
        str(Path(one.location).relative_to(folder)): one.reason for one in found if isinstance(one, Skipped)
    }


def test_files_come_sorted_folder_by_folder(tmp_path: Path) -> None:
    make_files(tmp_path, "b.txt", "a/z.html", "a/b/c.pdf", "c.WARC.GZ", "article", "a.b/x.md")
    found = list(walk_folder(str(tmp_path)))
    assert names_of(found, tmp_path) == [
        "a/b/c.pdf", "a/z.html", "a.b/x.md", "article", "b.txt", "c.WARC.GZ",
    ]  # fmt: skip
    assert len(found) == 6


def test_hidden_files_are_passed_over(tmp_path: Path) -> None:
    make_files(tmp_path, ".a.txt", ".git/b.txt", "c/.d/e.txt", "f.txt")
    assert list(walk_folder(str(tmp_path))) == [str(tmp_path / "f.txt")]


def test_files_of_other_kinds_are_skipped(tmp_path: Path) -> None:
    make_files(tmp_path, "a.png", "b.txt", "c.MP4")
    found = list(walk_folder(str(tmp_path)))
    assert reasons_of(found, tmp_path) == {"a.png": "a file of kind .png", "c.MP4": "a file of kind .mp4"}


def test_links_that_leave_the_folder_or_go_in_circles_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    make_files(tmp_path, "outside.txt", "in/a.txt", "in/.kept/3.txt", "in/sub/b.txt")
    (folder / "out.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "again.txt").symlink_to("a.txt")
    (folder / "latest.txt").symlink_to(".kept/3.txt")
    (folder / "nowhere.txt").symlink_to("missing.txt")
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "self").symlink_to("self")
    found = list(walk_folder(str(folder)))
    assert names_of(found, folder) == ["a.txt", "latest.txt", "sub/b.txt"]
    skipped = reasons_of(found, folder)
    assert set(skipped) == {"out.txt", "again.txt", "nowhere.txt", "sub/up", "self"}
    assert set(skipped.values()) == {"a link"}


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert list(walk_folder(str(tmp_path))) == [Skipped(str(tmp_path / "pipe.txt"), "not a file")]


def test_a_name_with_a_line_end_is_a_name(tmp_path: Path) -> None:
    make_files(tmp_path, "a\nb.txt")
    assert list(walk_folder(str(tmp_path))) == [f"{tmp_path}/a\nb.txt"]


def test_folders_in_folders_without_end(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(105):
        deep /= "d"
    make_files(tmp_path, "z.txt")
    make_files(deep, "never.txt")
    first, second = walk_folder(str(tmp_path))
    assert isinstance(first, InputError)
    assert "folders deep" in str(first)
    assert second == str(tmp_path / "z.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may list every folder")
def test_a_folder_that_may_not_be_listed_is_an_error_and_the_next_goes_on(tmp_path: Path) -> None:
    make_files(tmp_path, "a/b.txt", "c.txt")
    (tmp_path / "a").chmod(0)
    try:
        first, second = walk_folder(str(tmp_path))
    finally:
        (tmp_path / "a").chmod(0o700)
    assert "cannot be listed" in str(first)
    assert second == str(tmp_path / "c.txt")


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("[!a].txt", ["b.txt"]),
        ("?.*", ["a.txt", "b.txt", "c.html"]),
        ("**/*.txt", ["a.txt", "b.txt", "sub/d.txt", "sub/more/e.txt"]),
        ("**", ["a.txt", "b.txt", "c.html", "sub/d.txt", "sub/more/e.txt"]),
        ("**/**/more/**/*", ["sub/more/e.txt"]),
        ("*/d.txt", ["sub/d.txt"]),
        ("sub/*", ["sub/d.txt"]),
        ("s*/more/*.txt", ["sub/more/e.txt"]),
        (".*", [".hidden.txt"]),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, names: list[str]) -> None:
    make_files(tmp_path, "a.txt", "b.txt", "c.html", "sub/d.txt", "sub/more/e.txt", ".hidden.txt", ".h/i.txt")
    assert is_pattern(str(tmp_path / pattern))
    assert names_of(list(expand_pattern(str(tmp_path / pattern))), tmp_path) == names


def test_a_pattern_counts_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_files(tmp_path, "a.txt", "sub/b.txt")
    monkeypatch.chdir(tmp_path / "sub")
    assert list(expand_pattern("*.txt")) == ["b.txt"]
    assert list(expand_pattern("../*.txt")) == ["../a.txt"]


def test_links_that_a_pattern_matches(tmp_path: Path) -> None:
    make_files(tmp_path, "in/a.txt", "in/2020/b.html", "outside.txt")
    (tmp_path / "in" / "again.txt").symlink_to("a.txt")
    (tmp_path / "in" / "latest.txt").symlink_to("2020/b.html")
    (tmp_path / "in" / "out.txt").symlink_to(tmp_path / "outside.txt")
    found = list(expand_pattern(str(tmp_path / "in" / "*.txt")))
    assert names_of(found, tmp_path) == ["in/a.txt", "in/latest.txt"]
    assert reasons_of(found, tmp_path) == {"in/again.txt": "a link", "in/out.txt": "a link"}


@pytest.mark.parametrize("pattern", ["*.html", "missing/*.txt", "missing/**"])
def test_a_pattern_that_nothing_matches(tmp_path: Path, pattern: str) -> None:
    make_files(tmp_path, "a.txt")
    (error,) = expand_pattern(str(tmp_path / pattern))
    assert isinstance(error, LocationNotFound)


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path: Path) -> None:
    make_files(tmp_path, "a[1].txt")
    assert not is_pattern(str(tmp_path / "a[1].txt"))
    assert not is_pattern(str(tmp_path / "a.txt"))
    assert not is_pattern("with\0nul*") or list(expand_pattern("with\0nul*"))
