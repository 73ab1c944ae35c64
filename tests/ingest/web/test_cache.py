"""Pages that still hold are not asked for again."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import InputError, NotFetched
from onrecord.ingest.web.cache import clear_cache, find_cache_directory
from onrecord.ingest.web.client import Limits
from tests.ingest.web.server import Clock, Site, make_web, reply


def fetch(site: Site, directory: Path, path: str = "/a", **changes: Any) -> tuple[bytes, str]:
    with make_web(cache=True, cache_directory=directory, **changes) as web:
        source = web.fetch(site.at(path))
    assert source.capture is not None
    return source.content, source.capture.fetched


def test_a_page_that_holds_is_fetched_once(site: Site, tmp_path: Path) -> None:
    site.page("/a", b"one", cache_control="max-age=3600", content_encoding="identity")
    first = fetch(site, tmp_path)
    site.page("/a", b"two")
    clock = Clock()
    assert fetch(site, tmp_path, clock=clock) == first
    assert site.paths() == ["/a"]
    # Nor is there anything to wait for but the rules.
    assert clock.slept == []


def test_a_page_that_came_packed_is_kept_packed(site: Site, tmp_path: Path) -> None:
    packed = gzip.compress(b"one" * 1000)
    site.page("/a", packed, cache_control="max-age=3600", content_encoding="gzip")
    first, second = fetch(site, tmp_path), fetch(site, tmp_path)
    assert first == second
    assert second[0] == b"one" * 1000
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("control", ["no-store", "max-age=0", "no-cache"])
def test_a_page_that_does_not_hold_is_fetched_again(site: Site, tmp_path: Path, control: str) -> None:
    site.page("/a", b"one", cache_control=control)
    fetch(site, tmp_path)
    site.page("/a", b"two", cache_control=control)
    assert fetch(site, tmp_path)[0] == b"two"


def test_an_old_page_is_asked_for_by_its_tag(site: Site, tmp_path: Path) -> None:
    site.page("/a", b"one", etag='"1"', cache_control="max-age=0")
    fetch(site, tmp_path)
    site.pages["/a"] = lambda handler: reply(handler, status=304, etag='"1"')
    assert fetch(site, tmp_path)[0] == b"one"
    assert site.asked[-1][1]["if-none-match"] == '"1"'


def test_what_was_too_large_is_not_kept(site: Site, tmp_path: Path) -> None:
    site.page("/a", b"x" * 5000, cache_control="max-age=3600")
    for _ in range(2):
        with pytest.raises(NotFetched, match="larger than"):
            fetch(site, tmp_path, limits=Limits(size=1000))
    assert len(site.paths()) == 2


def test_private_pages_are_kept_apart(site: Site, tmp_path: Path) -> None:
    site.page("/a", b"one", cache_control="max-age=3600")
    fetch(site, tmp_path)
    assert (tmp_path / "pages-private.db").exists()
    assert not (tmp_path / "pages.db").exists()


@pytest.mark.parametrize("content", [b"this is no database" * 100, b""])
def test_a_broken_cache_is_no_obstacle(
    site: Site, tmp_path: Path, content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pages-private.db").write_bytes(content)
    site.page("/a", b"one", cache_control="max-age=3600")
    assert fetch(site, tmp_path)[0] == b"one"
    assert capfd.readouterr() == ("", "")


def test_everything_can_be_erased(site: Site, tmp_path: Path) -> None:
    site.page("/a", b"the mayor's words", cache_control="max-age=3600")
    fetch(site, tmp_path)
    assert any(b"mayor" in path.read_bytes() for path in tmp_path.iterdir())
    clear_cache(tmp_path)
    clear_cache(tmp_path)
    assert not any(b"mayor" in path.read_bytes() for path in tmp_path.iterdir())
    site.page("/a", b"two")
    assert fetch(site, tmp_path)[0] == b"two"


def test_a_cache_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match="ONRECORD_CACHE"):
        make_web(cache=True, cache_directory=tmp_path / "file" / "cache")


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "here"))
    assert find_cache_directory() == tmp_path / "here"
    monkeypatch.delenv("ONRECORD_CACHE")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert find_cache_directory() == tmp_path / "onrecord"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert re.search(r"\.cache.onrecord$", str(find_cache_directory()))
