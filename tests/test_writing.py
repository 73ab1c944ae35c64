from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.writing import open_sink


def test_a_file_appears_when_all_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    with open_sink(out) as sink:
        sink.write(b"one")
        assert not out.exists()
        sink.write(b" two")
    assert out.read_bytes() == b"one two"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_file_stays_as_it_was_when_something_goes_wrong(tmp_path: Path, error: type[BaseException]) -> None:
    out = tmp_path / "out.txt"
    out.write_text("before")
    with pytest.raises(error), open_sink(out) as sink:  # noqa: PT012 (what is tested is the leaving)
        sink.write(b"half")
        raise error
    assert out.read_text() == "before"
    assert list(tmp_path.iterdir()) == [out]


def test_a_file_stays_as_it_was_when_there_is_nothing_to_write(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    out.write_text("before")
    with open_sink(out):
        pass
    with open_sink(tmp_path / "other.txt"):
        pass
    assert out.read_text() == "before"
    assert list(tmp_path.iterdir()) == [out]


def test_permissions_are_kept_or_as_for_any_new_file(tmp_path: Path) -> None:
    kept, new, usual = tmp_path / "kept", tmp_path / "new", tmp_path / "usual"
    kept.touch()
    kept.chmod(0o640)
    usual.touch()
    for path in (kept, new):
        with open_sink(path) as sink:
            sink.write(b"x")
    assert kept.stat().st_mode & 0o777 == 0o640
    assert new.stat().st_mode == usual.stat().st_mode


def test_what_a_link_leads_to_is_replaced_and_not_the_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("before")
    link.symlink_to(target)
    with open_sink(link) as sink:
        sink.write(b"after")
    assert link.is_symlink()
    assert target.read_text() == "after"


def test_a_device_is_written_to_as_it_stands() -> None:
    with open_sink(Path(os.devnull)) as sink:
        sink.write(b"x")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("name", ["missing/out.txt", "."])
def test_what_cannot_be_written_is_an_error_at_once(tmp_path: Path, name: str) -> None:
    with pytest.raises(OSError), open_sink(tmp_path / name):  # noqa: PT011 (of any kind)
        raise AssertionError("the block must not be entered")


def test_standard_output_sees_every_write_at_once(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with open_sink(None) as sink:
        sink.write(b"one\n")
        assert capfdbinary.readouterr().out == b"one\n"
    with open_sink(Path("-")) as sink:
        sink.write(b"two\n")
    assert capfdbinary.readouterr().out == b"two\n"
