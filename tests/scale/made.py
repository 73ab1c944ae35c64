"""Shards for tests: a few invented articles as WARC, JSONL and Parquet; and analyses that die over one."""

from __future__ import annotations

import gzip
import json
import os
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from onrecord.api import Failure, Given
from onrecord.model.document import Source
from onrecord.model.record import Record
from onrecord.scale.analysing import analyse
from onrecord.scale.shards import Shard, find_shards

PLACES = ("Harrow Quay", "Ostley", "Brennick", "Calder Point", "Wexmoor", "Tarn Bridge")
POISON = "Nobody survives this sentence."
FRAIL = "Somebody stumbles over this sentence."


def make_text(number: int) -> str:
    """An article that is short and differs from those of other numbers."""
    place = PLACES[number % len(PLACES)]
    return (
        f"Mayor Ann Lee said on Monday that bridge {number} at {place} would stay shut until spring.\n\n"
        f"“We cannot open what may fall,” Lee told reporters. The council dismissed {number + 2} engineers."
    )


def make_article(number: int, **more: str) -> dict[str, str]:
    """An article as a line of JSONL has it."""
    told = {"title": f"Bridge {number} shut", "outlet": "Meridian Wire", "published": "2019-03-04"}
    return {"text": make_text(number), "url": f"https://wire.example/{number}", **told, **more}


def write_lines(path: Path, articles: Iterable[Mapping[str, str] | str]) -> Path:
    """Write articles, or lines as they are, into a file of JSONL, in gzip where its name says so."""
    lines = (one if isinstance(one, str) else json.dumps(one) for one in articles)
    content = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
    return path


def write_warc(path: Path, numbers: Sequence[int], *, gone: int = 1) -> Path:
    """Write pages of articles as a WARC file of gzip members, with so many pages that are gone."""
    members = [_pack(_record(number, _page(number), "200 OK")) for number in numbers]
    members += [_pack(_record(900 + number, "gone", "404 Not Found")) for number in range(gone)]
    path.write_bytes(b"".join(members))
    return path


def _page(number: int) -> str:
    paragraphs = "".join(f"<p>{words}</p>" for words in make_text(number).split("\n\n"))
    return (
        f"<html><head><title>Bridge {number} shut</title></head>"
        f"<body><article><h1>Bridge {number} shut</h1>{paragraphs}</article></body></html>"
    )


def _record(number: int, page: str, status: str) -> bytes:
    body = page.encode()
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"WARC-Target-URI: https://shore.example/{number}.html\r\nWARC-Date: 2021-03-04T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def _pack(record: bytes) -> bytes:
    return gzip.compress(record, mtime=0)


def find_shard(path: Path | str) -> Shard:
    """The one shard at a path."""
    (shard,) = find_shards(str(path))
    return shard


def read_packed(path: Path) -> list[bytes]:
    """The lines of a file in gzip."""
    return gzip.decompress(path.read_bytes()).splitlines()


def die_of_poison(sources: Sequence[Source], given: Given) -> Iterator[Record | Failure]:
    """As `analyse`, but an article with the poison ends the process."""
    if any(POISON in (one.text or "") for one in sources):
        os.kill(os.getpid(), signal.SIGKILL)
    yield from analyse(sources, given)


def die_once(sources: Sequence[Source], given: Given) -> Iterator[Record | Failure]:
    """As `analyse`, but the process ends the first time that it meets a frail article.

    The outlet of that article is the path of a file that tells of the first time.
    """
    for one in sources:
        if FRAIL in (one.text or "") and one.outlet and not Path(one.outlet).exists():
            Path(one.outlet).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    yield from analyse(sources, given)


def kill_reader(sources: Sequence[Source], given: Given) -> Iterator[Record | Failure]:
    """As `analyse`, but the process that reads the shard is killed at the first article.

    The outlet of that article is the path of a file that then tells what was killed.
    """
    mark = Path(sources[0].outlet or "")
    if mark.is_absolute() and not mark.exists():
        # Other tests may have readers too: those of this Ray have the same parent.
        readers = [pid for pid in find_siblings() if read_title(pid).startswith("ray::Reader")]
        for pid in readers:
            os.kill(pid, signal.SIGKILL)
        mark.write_text("ray::Reader" if readers else "nothing")
    yield from analyse(sources, given)


def find_siblings() -> list[int]:
    """The processes that have the same parent as this one."""
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if find_parent(path) == os.getppid()]


def find_parent(process: Path) -> int | None:
    """The parent of a process, if that is still there."""
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def read_title(pid: int) -> str:
    """What a process calls itself."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace")
    except OSError:
        return ""


def fill_disk(*_: object) -> Iterator[Record | Failure]:
    """What a worker meets whose disk is full."""
    raise OSError(28, "No space left on device")
