"""A location gives its bytes, or an error that says what to do."""

from __future__ import annotations

import io
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from onrecord.errors import InputError, LocationNotFound
from onrecord.ingest import fetch as fetching
from onrecord.ingest.fetch import fetch
from onrecord.model.clock import now_utc


class StandardInput:
    """What the tests put in the place of `sys.stdin`."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def test_a_file_gives_its_bytes_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(b"\xef\xbb\xbfOne\r\ntwo\x00")
    source = fetch(str(path))
    assert source.content == b"\xef\xbb\xbfOne\r\ntwo\x00"
    assert source.location == str(path)
    assert source.text is None


def test_standard_input_gives_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", StandardInput(b"One\r\n"))
    source = fetch("-")
    assert (source.location, source.content) == ("-", b"One\r\n")


def test_closed_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="standard input is not open"):
        fetch("-")


@pytest.mark.parametrize("location", ["missing.txt", "", "with\0nul", "lone\ud800surrogate"])
def test_a_file_that_is_not_there(location: str) -> None:
    with pytest.raises(LocationNotFound) as caught:
        fetch(location)
    str(caught.value).encode("utf-8")


def test_a_file_taken_for_a_directory(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_bytes(b"x")
    with pytest.raises(LocationNotFound, match=r"no such file"):
        fetch(str(tmp_path / "article.txt" / "more.txt"))


def test_a_directory_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"directory: name the files in it, for example .*\*\.txt"):
        fetch(str(tmp_path))


@pytest.mark.parametrize("location", ["http://shore.example/a", "HTTPS://shore.example/a"])
def test_a_web_address_is_refused_with_advice(location: str) -> None:
    with pytest.raises(InputError, match="save the page and give the saved file"):
        fetch(location)


def test_a_name_that_is_too_long_is_an_error() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        fetch("a" * 5000)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read every file"
)
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_bytes(b"x")
    path.chmod(0)
    with pytest.raises(InputError, match="not allowed"):
        fetch(str(path))


def test_the_size_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SIZE_LIMIT", 1024)
    path = tmp_path / "article.txt"
    path.write_bytes(b"x" * 1024)
    assert len(fetch(str(path)).content) == 1024
    path.write_bytes(b"x" * 1025)
    with pytest.raises(InputError, match="JSONL"):
        fetch(str(path))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such file names")
def test_a_file_name_that_is_not_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(str(tmp_path)) + b"/caf\xe9.txt")
    Path(name).write_bytes(b"One.")
    source = fetch(name)
    assert source.content == b"One."
    assert source.location.endswith("caf\\udce9.txt")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other devices")
@pytest.mark.parametrize("location", ["/dev/zero", "/dev/null", "/dev/tty0"])
def test_a_device_is_refused(location: str) -> None:
    with pytest.raises(InputError, match=r"device|no such file|not allowed"):
        fetch(location)


def test_a_pipe_with_a_name_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match=r"this is a pipe, not a file.* give - as the location"):
        fetch(str(tmp_path / "pipe"))


def test_a_pipe_put_in_the_place_of_a_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe")
    opened = os.open
    monkeypatch.setattr(os, "open", lambda _, flags: opened(tmp_path / "pipe", flags))
    with pytest.raises(InputError, match="this is a pipe"):
        fetch(str(tmp_path / "a.txt"))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems name descriptors otherwise")
def test_a_pipe_that_the_shell_hands_over_is_read() -> None:
    reading, writing = os.pipe()
    try:
        os.write(writing, b"One.")
        os.close(writing)
        assert fetch(f"/dev/fd/{reading}").content == b"One."
    finally:
        os.close(reading)


def test_the_clock_gives_utc() -> None:
    now = datetime.fromisoformat(now_utc())
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)
