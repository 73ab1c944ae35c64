"""What lies in the folder in which the examples of a page are run, and what placeholders stand for.

The manual speaks of `article.txt`, of `people.csv` and of ids that are nobody's. Here they are given to it.
"""

from __future__ import annotations

import csv
import gzip
import json
import shutil
from pathlib import Path

import onrecord
from tests.docs.shell import Shell

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ARTICLES = Path(__file__).with_name("articles.jsonl")
_PAGE = """<!DOCTYPE html><html><head><title>Ferry crews strike</title></head><body><article>
<h1>Ferry crews strike</h1>
<p>The ferry crews of Fell stopped work on Monday. “We have waited for a year,” said Olav Brandt, the leader
of their union, and added that no boat would leave before the company had made an offer.</p>
<p>The company said that it regretted the strike. It had offered four per cent in March, it said in a
statement, and the union had refused.</p></article></body></html>"""
_LEE = {"id": "p1", "name": "Ann Lee", "type": "person", "country": "GB", "positions": "transport minister"}


def fill_folder(folder: Path) -> None:
    """Lay the files into the folder that the pages speak of."""
    (folder / "examples").symlink_to(EXAMPLES)
    shutil.copy(EXAMPLES / "diplomacy" / "article.txt", folder)
    for name in ("feed.jsonl", "articles.jsonl"):
        (folder / name).write_text("".join(ARTICLES.read_text("utf-8").splitlines(True)[:2]), "utf-8")
    for name in ("saved-page.html", "page.html", "pages/a.html", "archive/2018/b.html", "articles/c.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(_PAGE, "utf-8")
    (folder / "crawl.warc.gz").write_bytes(gzip.compress(_make_warc(_PAGE.encode())))
    _write_table(folder / "articles.csv", ",", "title", "body", "date", "paper")
    _write_table(folder / "articles.tsv", "\t", "head", "text", "published", "link")
    _write_lists(folder)
    (folder / "webhook.key").write_text("whsec_bm9ib2R5IGdldHMgYW55dGhpbmcgYnkgaXQ=\n")


def fill_store(folder: Path, shell: Shell) -> dict[str, str]:
    """Make the store that the manual asks, and say what stands for the ids that it names."""
    done = shell.run(
        "sh", f"onrecord add {ARTICLES} examples/bridge/articles.jsonl\nonrecord add {ARTICLES} -s news.db"
    )
    assert done.code == 0, done.told
    made = shell.run("sh", "onrecord sample --n 200 --kind statements --out bo.csv")
    assert made.code == 0, made.told
    _judge(folder / "bo.csv")
    with onrecord.open_store(folder / "onrecord.db") as store, store.reading() as connection:

        def look_up(query: str) -> list[str]:
            return [str(row[0]) for row in connection.exec_driver_sql(query)]

        said = look_up(
            "SELECT id FROM who_said_what WHERE speaker = 'Ann Lee' AND form = 'direct' ORDER BY id"
        )
        quoted = look_up(
            "SELECT statements.id FROM quotation_statements "
            "JOIN statements ON statements.key = quotation_statements.statement"
        )
        lees = look_up(
            "SELECT entities.id FROM entities JOIN documents ON documents.key = entities.document "
            "WHERE name = 'Ann Lee' ORDER BY documents.published"
        )
        return {
            "s41f0c2": said[0],
            "s1f0c2a9b": quoted[0],
            "v90ab11c2": look_up("SELECT id FROM claims ORDER BY id")[0],
            "v90ab11": look_up("SELECT id FROM who_did_what WHERE type = 'arrest'")[0],
            "9c1d04aa": look_up("SELECT id FROM documents WHERE version = 2")[0],
            "3aaaea40": look_up("SELECT id FROM documents WHERE status = 'superseded'")[0],
            "y52473ad4": look_up("SELECT id FROM stories WHERE articles > 1")[0],
            "i5ca63c1": look_up("SELECT id FROM identities WHERE name = 'Ann Lee'")[0],
            "e3f0a1": lees[0],
            "e77b20": lees[1],
        }


def _make_warc(page: bytes) -> bytes:
    """A web archive that holds one page."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://argus.example/2023/crews\r\n"
        "WARC-Date: 2023-04-24T08:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:6b6e6f1e-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def _write_table(path: Path, delimiter: str, *columns: str) -> None:
    rows = [
        columns,
        (
            "Bridge shut",
            "The mayor said on Monday that the bridge would stay shut.",
            "2023-01-18",
            "The Argus",
        ),
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)


def _write_lists(folder: Path) -> None:
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(_LEE))
        writer.writeheader()
        writer.writerow(_LEE)
    (folder / "people.jsonl").write_text(json.dumps(_LEE) + "\n", "utf-8")
    entity = {"id": "q1", "schema": "Person", "properties": {"name": ["Ann Lee"], "country": ["gb"]}}
    (folder / "sanctions.ftm.json").write_text(json.dumps(entity) + "\n", "utf-8")


def _judge(path: Path) -> None:
    """Fill in a coding sheet, as a coder would who finds everything right."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "coder": "bo", "right": "yes", "source_right": "yes"} for row in rows)
