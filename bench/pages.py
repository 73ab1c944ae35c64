"""How long pages take while twenty people read, who think two seconds between two pages.

    python -m bench.pages [--store PATH] [--seconds 60] [--readers 20] [--analysing]

The store is served by `onrecord serve` on this machine. Without one, 100,000 generated articles are put into
a store first and compared, which takes hours: `bench.growth --keep PATH` leaves such a store. With
--analysing somebody has articles read one after the other meanwhile. For each kind of page the median and the
95th percentile are told, and the memory of the server: what is its own, and with what it has of the store's
file before it, which the system takes back when it needs it. The exit code is 1 where a 95th percentile is
above 150 ms, or its own memory above 500 MB.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from urllib.parse import quote

import httpx

from bench.growth import fill, make_articles
from bench.made_records import make_world
from bench.processes import find_descendants
from onrecord.store.opening import open_store

ARTICLES = 100_000
MOST_MILLISECONDS, MOST_MEGABYTES = 150, 500
_THINKS = 2.0
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
_EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "diplomacy" / "article.txt"
_DRAWN = 400
Times = dict[str, list[float]]


def main() -> int:
    """Serve a store, let people read, print what they waited for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--analysing", action="store_true")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        store = arguments.store or make_store(Path(folder) / "made.db")
        pages = draw_pages(store)
        with serving(store) as (process, address):
            reading = read_all(
                address, pages, arguments.readers, arguments.seconds, analysing=arguments.analysing
            )
            times, analysed = asyncio.run(reading)
            own, whole = measure_memory(process.pid)
    return tell(times, own, whole, analysed)


def make_store(path: Path) -> Path:
    """A store of generated articles, compared."""
    with open_store(path, create=True) as store:
        fill(store, make_articles(make_world(), ARTICLES), ARTICLES)
    return path


def draw_pages(store: Path, seed: int = 1) -> Mapping[str, list[str]]:
    """Addresses by kind of page: names and words as often as articles have them."""
    random = Random(seed)
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as file:
        last = file.execute("SELECT count(*) FROM documents").fetchone()[0]
        ids, names, words = [], [], []
        for _ in range(_DRAWN):
            row = random.randrange(last)
            key, identity = file.execute(
                "SELECT key, id FROM documents ORDER BY key LIMIT 1 OFFSET ?", (row,)
            ).fetchone()
            ids.append(identity)
            found = file.execute("SELECT name FROM entities WHERE document = ? AND type = 'person'", (key,))
            names.append(random.choice(found.fetchall() or [("Nobody",)])[0])
            said = file.execute("SELECT words FROM statements WHERE document = ?", (key,)).fetchall()
            words.append(" ".join(random.choice(said or [("nothing at all",)])[0].split()[2:4]))
    return {
        "home": ["/"],
        "search": [f"/search?words={quote(one)}" for one in words],
        "speaker": [f"/search?kind=statements&speaker={quote(one)}" for one in names],
        "dossier": [f"/who?name={quote(one)}" for one in names],
        "article": [f"/articles/{one}" for one in ids],
    }


@contextmanager
def serving(store: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`onrecord serve`, and where it is."""
    command = [sys.executable, "-m", "onrecord", "serve", "--store", str(store), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        found = _ADDRESS.search(process.stdout.readline())
        assert found is not None
        yield process, found.group()
    finally:
        process.terminate()
        process.wait()


async def read_all(
    address: str, pages: Mapping[str, list[str]], readers: int, seconds: float, *, analysing: bool
) -> tuple[Times, int]:
    """What all readers waited for, in seconds by kind of page, and how many articles were analysed."""
    times: Times = defaultdict(list)
    ends = time.monotonic() + seconds
    limits = httpx.Limits(max_connections=readers + 4)
    headers = {"accept": "text/html"}
    async with httpx.AsyncClient(base_url=address, timeout=60, limits=limits, headers=headers) as client:
        await client.get("/")
        analyst = asyncio.create_task(analyse(client, ends if analysing else 0.0))
        people = (read(client, pages, Random(number), ends, times) for number in range(readers))
        await asyncio.gather(*people)
        return times, await analyst


async def read(
    client: httpx.AsyncClient, pages: Mapping[str, list[str]], random: Random, ends: float, times: Times
) -> None:
    """One person: a page, some thought, the next page."""
    await asyncio.sleep(random.random() * _THINKS)
    while time.monotonic() < ends:
        kind = random.choice(list(pages))
        begun = time.perf_counter()
        answered = await client.get(random.choice(pages[kind]))
        times[kind].append(time.perf_counter() - begun)
        assert answered.status_code == 200, (answered.url, answered.status_code)
        await asyncio.sleep(_THINKS)


async def analyse(client: httpx.AsyncClient, ends: float) -> int:
    """Have an article read, again and again; how many there were."""
    text, done = _EXAMPLE.read_text("utf-8"), 0
    while time.monotonic() < ends:
        # A different text each time, in case one is known.
        sent = f"{text}\n\nThis was report {done}.".encode()
        answered = await client.post("/read.jsonl", content=sent, headers={"content-type": "text/plain"})
        assert answered.status_code == 200, answered.text
        done += 1
    return done


def measure_memory(process: int) -> tuple[float, float]:
    """Megabytes of a process and those below it: its own, and with the parts of files that it has mapped."""
    own = whole = 0.0
    for one in [process, *find_descendants(process)]:
        told = Path(f"/proc/{one}/smaps_rollup").read_text()
        sizes = {name: int(size) / 1000 for name, size in re.findall(r"^(\w+):\s+(\d+) kB", told, re.M)}
        own += sizes["Anonymous"]
        whole += sizes["Pss"]
    return own, whole


def tell(times: Times, own: float, whole: float, analysed: int) -> int:
    """Print the figures; 1 where one is above what is allowed."""
    slow = False
    print(f"{'page':10}{'asked':>8}{'p50 ms':>10}{'p95 ms':>10}{'most ms':>10}")
    for kind, waited in sorted(times.items()):
        cuts = quantiles(waited, n=20, method="inclusive")
        slow = slow or cuts[18] * 1000 > MOST_MILLISECONDS
        told = "".join(f"{1000 * one:10.0f}" for one in (cuts[9], cuts[18], max(waited)))
        print(f"{kind:10}{len(waited):8}{told}")
    print(f"memory: {own:.0f} MB of its own, {whole:.0f} MB with mapped files")
    if analysed:
        print(f"{analysed} articles were analysed meanwhile")
    return int(slow or own > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
