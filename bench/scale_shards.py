"""Shards of invented pages for runs on a cluster: WARC files, most of them sound, some damaged."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from bench.made_copies import Made, found_press, make_articles

_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="2021-{month:02}-{day:02}T08:00:00Z">
<meta property="og:site_name" content="{outlet}"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{paragraphs}</article></body></html>
"""
_GERMAN = """
<p>Der Rat der Stadt hat am Montag beschlossen, dass die Brücke bis zum Frühjahr gesperrt bleibt.</p>
<p>Die Bürgermeisterin sagte, die Arbeiten würden länger dauern als geplant, weil das Geld fehlt.</p>
<p>Viele Anwohner sind verärgert und haben sich bei der Verwaltung schriftlich beschwert.</p>
<p>Nun soll eine Fähre die Menschen über den Fluss bringen, solange an den Pfeilern gearbeitet wird.</p>"""
CUT_OFF, GARBLED = 4, 9
"""The shard whose end is missing, and the one with bytes in its middle that are no record's."""


def write_shards(folder: Path, shards: int, articles: int, seed: int = 7) -> int:
    """Write so many shards of so many articles each and give the number of articles.

    In each stand also what a crawler meets: pages that are gone, and now and then one in another language
    and an article once more.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = make_articles(found_press(seed), shards * articles)
    for number in range(shards):
        own = made[number * articles : (number + 1) * articles]
        content = b"".join(_pack(number, own))
        if number == CUT_OFF:
            content = content[: -len(content) // 4]
        elif number == GARBLED:
            middle = len(content) // 2
            content = content[:middle] + bytes(2_000) + content[middle + 2_000 :]
        (folder / f"made-{number:03}.warc.gz").write_bytes(content)
    return len(made)


def _pack(shard: int, articles: list[Made]) -> Iterator[bytes]:
    for number, one in enumerate(articles):
        yield _write(shard, number, _make_page(one), "200 OK")
        yield _write(shard, 1_000 + number, b"gone", "404 Not Found")
    if shard % 3 == 0:
        yield _write(shard, 2_000, f"<html><body><article>{_GERMAN}</article></body></html>".encode())
    if shard % 4 == 0:
        yield _write(shard, 0, _make_page(articles[0]))


def _make_page(one: Made) -> bytes:
    paragraphs = "".join(f"<p>{html.escape(words)}</p>\n" for words in (*one.paragraphs, *one.footer))
    month, day = one.day // 31 % 12 + 1, one.day % 28 + 1
    title, outlet = html.escape(one.title), html.escape(one.outlet)
    return _PAGE.format(title=title, outlet=outlet, month=month, day=day, paragraphs=paragraphs).encode()


def _write(shard: int, number: int, body: bytes, status: str = "200 OK") -> bytes:
    """A record in a gzip member of its own."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=True)
    http = StatusAndHeaders(status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    record = writer.create_warc_record(
        f"https://shore.example/{shard}/{number}.html",
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=http,
        warc_headers_dict={
            "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-{shard:04}-{number:012}>",
            "WARC-Date": "2021-03-04T10:00:00Z",
        },
    )
    writer.write_record(record)
    return stream.getvalue()
