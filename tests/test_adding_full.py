"""`onrecord add` and `follow` where the store can be written no longer: one word on it, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from onrecord import adding
from onrecord.errors import StoreFull
from onrecord.intake import Taken, take_in
from onrecord.resolve import catching_up
from tests.ingest.web.server import Site
from tests.test_adding import PAGE, Desk, desk, lines_of, numbered, site

__all__ = ["desk", "site"]
_WAITING = "SELECT count(*) FROM unresolved"
_THERE = "SELECT count(*) FROM documents"


def fill_up(*_: Any, **__: Any) -> int:
    raise StoreFull("news.db: there is no room on the disk")


def take_none(*_: Any, **__: Any) -> Iterator[Taken]:
    fill_up()
    yield from ()


def test_what_is_added_before_the_disk_is_full_waits_to_be_compared(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = desk.write("a.jsonl", lines_of(*numbered(3)))

    def take_two(*arguments: Any, **options: Any) -> Iterator[Taken]:
        taken = take_in(*arguments, **options)
        yield next(taken)
        yield next(taken)
        fill_up()

    with monkeypatch.context() as full:
        full.setattr(adding, "take_in", take_two)
        full.setattr(catching_up, "compare_waiting", fill_up)
        code, out = desk.run("add", lines)
    assert (code, out) == (1, f"{desk.store}: 2 added\n")
    assert desk.err == "onrecord: news.db: there is no room on the disk\n"
    assert desk.run("add", lines)[0] == 0
    assert desk.ask(_THERE) == [(3,)]


def test_what_cannot_be_compared_waits(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = desk.write("a.jsonl", lines_of(*numbered(3)))
    with monkeypatch.context() as full:
        full.setattr(catching_up, "compare_waiting", fill_up)
        code, out = desk.run("add", lines)
    assert (code, out) == (1, f"{desk.store}: 3 added\n")
    assert desk.err.count("\n") == 1
    assert desk.err.startswith(
        "onrecord: 3 articles are not compared with the others yet: news.db: there is no"
    )
    assert desk.ask(_WAITING) == [(3,)]
    assert desk.run("add", lines) == (0, f"{desk.store}: 3 there before\n")
    assert desk.run("resolve") == (0, f"{desk.store}: 3 articles compared\n")
    assert desk.run("resolve", "--check")[0] == 0


def test_what_is_compared_before_the_disk_is_full_waits_no_longer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = catching_up.compare_waiting
    desk.run("add", "--no-compare", desk.write("a.jsonl", lines_of(*numbered(3))))
    done: list[int] = []

    def compare_one(*arguments: Any, **options: Any) -> int:
        done.append(compare(*arguments, **options) if not done else fill_up())
        return done[-1]

    with monkeypatch.context() as full:
        full.setattr(catching_up, "TOGETHER", 1)
        full.setattr(catching_up, "compare_waiting", compare_one)
        assert desk.run("resolve")[0] == 1
    assert desk.err.startswith("onrecord: 2 articles are not compared")
    assert desk.ask(_WAITING) == [(2,)]


def test_a_feed_is_polled_again_where_its_articles_were_not_kept(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"http://127.0.0.1:{site.port}"
    site.page("/bridge", PAGE.encode())
    feed = (
        "<rss version='2.0'><channel><title>The Argus</title><item><title>Bridge</title>"
        f"<link>{address}/bridge</link></item></channel></rss>"
    )
    site.page("/feed.xml", feed.encode(), content_type="application/rss+xml")
    follow = ("follow", f"{address}/feed.xml", "--once", "--allow-private", "--delay", "0")
    with monkeypatch.context() as full:
        full.setattr(adding, "take_in", take_none)
        assert desk.run(*follow)[0] == 1
    assert desk.err == "onrecord: news.db: there is no room on the disk\n"
    assert desk.run(*follow) == (0, f"{address}/feed.xml: 1 added\n")
