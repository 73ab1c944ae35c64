"""`onrecord add`, `follow` and `reanalyse` from the outside: what is stored, what is told, exit codes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.adding import count_items
from onrecord.analyse import pipeline
from onrecord.cli import main
from onrecord.model.document import Article
from onrecord.model.record import Record
from tests.ingest.web.server import Site, serve
from tests.records import make_record

PARAGRAPHS = (
    "The bridge was shut on Monday after cracks were found in two of its hangers, the harbour office said.",
    "“Nobody will cross it until I am sure,” the mayor, Ann Lee, told reporters at the town hall.",
)
TEXT = "\n\n".join(PARAGRAPHS)
PAGE = (
    "<html><head><title>Bridge shut</title><meta property='article:published_time' content='2019-03-14'>"
    f"</head><body><article><h1>Bridge shut</h1>{''.join(f'<p>{one}</p>' for one in PARAGRAPHS)}"
    "</article></body></html>"
)


class Desk:
    """A folder with a store, and the command run on it in this process."""

    def __init__(self, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.store = folder / "news.db"
        self._capfd = capfd
        self.err = ""

    def run(self, *arguments: str | Path) -> tuple[int, str]:
        command, *rest = map(str, arguments)
        code = main([command, *rest, "--store", str(self.store)])
        captured = self._capfd.readouterr()
        self.err = captured.err
        return code, captured.out

    def write(self, name: str, content: str) -> Path:
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        return path

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.store)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()


@pytest.fixture
def desk(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capfd)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


def lines_of(*records: Record) -> str:
    return "".join(record.to_json().decode() + "\n" for record in records)


def numbered(count: int) -> list[Record]:
    """Ready records of one article each, with ids of their own."""
    return [make_numbered(number) for number in range(count)]


def make_numbered(number: int, identity: int | None = None) -> Record:
    key = f"e{number if identity is None else identity}"
    record = make_record(
        f"It rained in [e:{key} Kiel].", location=f"rain-{number}.txt", entities={key: ("place", "Kiel")}
    )
    return Record.from_json(record.to_json().decode().replace('"m0"', f'"m{key}"'))


def test_articles_are_added_once(desk: Desk) -> None:
    article = desk.write("a.txt", TEXT)
    assert desk.run("add", article) == (0, f"{desk.store}: 1 added\n")
    assert desk.run("add", article) == (0, f"{desk.store}: 1 there before\n")
    assert desk.ask("SELECT count(*) FROM documents") == [(1,)]
    assert desk.ask("SELECT speaker, form FROM who_said_what WHERE speaker LIKE '%Ann Lee%'") == [
        ("Ann Lee", "direct")
    ]


def test_what_was_added_before_is_not_analysed_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    article = desk.write("a.txt", TEXT)
    desk.run("add", article)

    def analyse(_: Article) -> Record:
        raise AssertionError("it is analysed again")

    monkeypatch.setattr(pipeline, "analyse", analyse)
    assert desk.run("add", article) == (0, f"{desk.store}: 1 there before\n")


def test_records_need_no_second_analysis(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def analyse(_: Article) -> Record:
        raise AssertionError("it is analysed again")

    monkeypatch.setattr(pipeline, "analyse", analyse)
    records = desk.write("records.jsonl", lines_of(*numbered(120)))
    assert desk.run("add", records) == (0, f"{desk.store}: 120 added\n")
    assert desk.run("add", records) == (0, f"{desk.store}: 120 there before\n")


def test_what_cannot_be_read_is_told_and_stops_nothing(desk: Desk) -> None:
    picture = desk.folder / "a.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    code, out = desk.run("add", picture, desk.write("b.txt", TEXT), desk.folder / "none.txt")
    assert (code, out) == (1, f"{desk.store}: 1 added, 2 not read\n")
    assert "PNG picture" in desk.err
    assert "no such file" in desk.err
    assert desk.ask("SELECT outcome, message LIKE '%PNG%' FROM inputs ORDER BY outcome") == [
        ("failed", 1),
        ("kept", None),
    ]


def test_a_record_that_is_none_is_told_and_the_others_are_kept(desk: Desk) -> None:
    one, two = numbered(2)
    broken = two.to_json().decode().replace("It rained", "It snowed")
    records = desk.write("records.jsonl", lines_of(one) + broken + "\n" + lines_of(two))
    code, out = desk.run("add", records)
    assert (code, out) == (1, f"{desk.store}: 2 added, 1 not read\n")
    assert "records.jsonl:2" in desk.err


def test_records_with_ids_that_are_taken_stop_nothing(desk: Desk) -> None:
    one, two = numbered(2)
    other = make_numbered(7, identity=0)
    code, out = desk.run("add", desk.write("records.jsonl", lines_of(one, other, two)))
    assert (code, out) == (1, f"{desk.store}: 2 added, 1 not read\n")


def test_every_article_is_listed_with_its_id(desk: Desk) -> None:
    code, out = desk.run("add", desk.write("records.jsonl", lines_of(*numbered(2))), "--json")
    told = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(one["outcome"], one["location"]) for one in told] == [
        ("added", "rain-0.txt"),
        ("added", "rain-1.txt"),
    ]
    assert {one["document"] for one in told} == {row[0] for row in desk.ask("SELECT id FROM documents")}


def test_a_page_keeps_its_capture_and_where_its_segments_come_from(desk: Desk) -> None:
    page = desk.write("page.html", PAGE)
    assert desk.run("add", page)[0] == 0
    (size, start, end), *_ = desk.ask(
        "SELECT captures.size, capture_start, capture_end FROM segments JOIN captures USING (document) "
        "WHERE kind = 'body' ORDER BY position"
    )
    content = page.read_bytes()
    assert size == len(content)
    assert content[start:end].decode() == PARAGRAPHS[0]


def test_the_same_address_with_another_text_is_a_newer_version(desk: Desk) -> None:
    article = {"url": "https://paper.example/bridge", "text": TEXT}
    desk.run("add", desk.write("old.jsonl", json.dumps(article)))
    article["text"] += "\n\nIt will open again in June, she said."
    desk.run("add", desk.write("new.jsonl", json.dumps(article)))
    assert desk.ask("SELECT version, status FROM documents ORDER BY version") == [
        (1, "superseded"),
        (2, "current"),
    ]


def test_pages_are_fetched_and_feeds_lead_to_theirs(desk: Desk, site: Site) -> None:
    address = f"http://127.0.0.1:{site.port}"
    site.page("/bridge", PAGE.encode())
    feed = (
        "<rss version='2.0'><channel><title>The Argus</title><item><title>Bridge</title>"
        f"<link>{address}/bridge</link></item></channel></rss>"
    )
    site.page("/feed.xml", feed.encode(), content_type="application/rss+xml")
    options = ("--allow-private", "--no-cache", "--delay", "0")
    assert desk.run("add", f"{address}/feed.xml", *options) == (0, f"{desk.store}: 1 added\n")
    assert desk.ask("SELECT url, published FROM articles") == [(f"{address}/bridge", "2019-03-14")]
    assert desk.ask("SELECT status, media_type FROM captures") == [(200, "text/html")]


def test_private_addresses_are_refused(desk: Desk, site: Site) -> None:
    site.page("/bridge", PAGE.encode())
    code, out = desk.run("add", f"http://127.0.0.1:{site.port}/bridge", "--no-cache")
    assert (code, out) == (1, f"{desk.store}: 1 not read\n")
    assert "--allow-private" in desk.err
    assert f"http://127.0.0.1:{site.port}/bridge" in desk.err
    assert site.asked == []


def test_a_feed_is_followed(desk: Desk, site: Site) -> None:
    address = f"http://127.0.0.1:{site.port}"
    site.page("/bridge", PAGE.encode())
    feed = (
        "<rss version='2.0'><channel><title>The Argus</title><item><title>Bridge</title>"
        f"<link>{address}/bridge</link></item></channel></rss>"
    )
    site.page("/feed.xml", feed.encode(), content_type="application/rss+xml")
    options = ("--once", "--allow-private", "--delay", "0")
    code, out = desk.run("follow", f"{address}/feed.xml", *options)
    assert (code, out) == (0, f"{address}/feed.xml: 1 added\n")
    assert desk.run("follow", *options) == (0, "")  # it is not due yet
    code, out = desk.run("follow", "--list")
    assert out.split("\t")[:2] == [f"{address}/feed.xml", "The Argus"]
    assert desk.run("follow", f"{address}/feed.xml", "--drop") == (0, "")
    assert desk.run("follow", "--list") == (0, "")
    code, _ = desk.run("follow", f"{address}/feed.xml", "--drop")
    assert code == 2


def test_an_older_analysis_is_replaced_and_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        older.setattr(pipeline, "name_engine", lambda: "0.0.1+old")
        desk.run("add", desk.write("a.txt", TEXT))
        assert desk.run("reanalyse") == (0, f"{desk.store}: 0 analysed anew, 0 the same as before\n")
    before = desk.ask("SELECT id FROM statements ORDER BY id")
    assert desk.run("reanalyse") == (0, f"{desk.store}: 1 analysed anew, 0 the same as before\n")
    assert desk.ask("SELECT id FROM statements ORDER BY id") == before
    assert desk.ask(
        "SELECT engines.engine FROM former_analyses JOIN engines ON engines.key = former_analyses.engine"
    ) == [("0.0.1+old",)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "a.txt", "--published", "soon"), "no date of publication"),
        (("add", "a.txt", "b.txt", "--title", "T"), "--title names one article"),
        (("follow", "--drop"), "name the feeds"),
        (("follow", "ftp://paper.example/feed"), "http"),
    ],
)
def test_wrong_usage_is_told(desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    assert desk.run(*arguments)[0] == 2
    assert said in desk.err


def test_a_file_of_another_kind_is_no_store(desk: Desk) -> None:
    desk.store.write_text("notes")
    assert desk.run("add", desk.write("a.txt", TEXT))[0] == 1
    assert "no store of onrecord's" in desk.err
    assert desk.store.read_text() == "notes"


def test_without_a_store_there_is_nothing_to_reanalyse(desk: Desk) -> None:
    assert desk.run("reanalyse")[0] == 1
    assert "there is no store here" in desk.err


def test_the_number_of_articles_is_known_where_that_is_cheap(desk: Desk) -> None:
    lines = desk.write("a.jsonl", lines_of(*numbered(3)))
    article = desk.write("a.txt", TEXT)
    assert count_items([str(lines), str(article), "https://paper.example/a"]) == 5
    assert count_items([str(desk.folder)]) == 4
    assert count_items([str(desk.folder / "*.jsonl")]) == 3
    assert count_items([str(lines), "-"]) is None
    assert count_items([str(desk.folder / "crawl.warc.gz")]) is None


def test_interrupted_it_goes_on_where_it_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [json.dumps({"text": f"{TEXT}\n\nNumber {number}."}) for number in range(4)]
    articles = desk.write("a.jsonl", "\n".join(texts))
    analyse: Callable[[Article], Record] = pipeline.analyse
    analysed: list[str] = []

    def analyse_two(article: Article) -> Record:
        if len(analysed) == 2:
            raise KeyboardInterrupt
        analysed.append(article.document.location)
        return analyse(article)

    monkeypatch.setattr(pipeline, "analyse", analyse_two)
    code, out = desk.run("add", articles)
    assert code == 130
    assert out.endswith("interrupted: the same command goes on where it stopped\n")
    assert desk.ask("SELECT count(*) FROM documents") == [(2,)]
    monkeypatch.setattr(pipeline, "analyse", analyse)
    assert desk.run("add", articles) == (0, f"{desk.store}: 2 added, 2 there before\n")
