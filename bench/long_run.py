"""Measure whether the memory of `onrecord read` stays flat over thousands of articles and all are read.

    python -m bench.long_run [LOCATION] [--articles 3000] [--jobs 2] [--out FILE]

The articles of LOCATION are taken again and again, with the names of people changed each time, so that no
cache meets the same article twice; without one they are the real articles in the shared folder beside the
project, else the examples. Each article carries its number in its outlet, and each record has to tell it once
and in order. The memory of the command's own process, and of its workers, is looked at ten times a second.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

import onrecord
from bench.made_words import LETTERS
from bench.processes import find_descendants, read_memory
from bench.speed import load_articles
from onrecord.model.document import Article

_PAUSE = 0.1


class Run(msgspec.Struct, frozen=True):
    """What a run showed; memory in MiB, the parent's as its mean over each tenth of the articles."""

    articles: int
    lost: int
    doubled: int
    out_of_order: int
    seconds: float
    parent: tuple[float, ...]
    workers: tuple[float, ...]

    @property
    def growth(self) -> float:
        """The parent's memory in the last tenth over that in the second; NaN where the run was too short."""
        if not self.parent[1]:
            return math.nan
        return self.parent[-1] / self.parent[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where an article was lost, doubled or out of order."""
    parser = argparse.ArgumentParser(description="Measure the memory of a long run of onrecord read.")
    parser.add_argument("location", nargs="?", help="a file of articles")
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path, help="write the figures to a JSON file too")
    options = parser.parse_args(arguments)
    run = measure(load_articles(options.location), options.articles, options.jobs)
    print("\n".join(format_run(run)))
    if options.out:
        options.out.write_bytes(msgspec.json.format(msgspec.json.encode(run)) + b"\n")
    return 1 if run.lost or run.doubled or run.out_of_order else 0


def measure(articles: Sequence[Article], count: int, jobs: int) -> Run:
    """Read `count` made articles in a command of its own, and look at it meanwhile."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "articles.jsonl")
        with path.open("w", encoding="utf-8") as lines:
            for made in vary(articles, count):
                lines.write(json.dumps(made) + "\n")
        return _watch(path, count, jobs)


def vary(articles: Sequence[Article], count: int) -> Iterator[dict[str, str]]:
    """So many articles, with the words of people's names changed in each, and its number as the outlet."""
    named = [(article.document, find_names(article.document.text)) for article in articles]
    for number in range(count):
        document, names = named[number % len(named)]
        rng = random.Random(number)
        made = {name: make_name(rng) for name in sorted(names)}
        text = rename(document.text, made)
        published = document.published.value if document.published else "2018-08-05"
        yield {"text": text, "outlet": f"Outlet {number}", "published": published}


def rename(text: str, made: Mapping[str, str]) -> str:
    """The text with each of these words changed, the longest first."""
    pattern = "|".join(map(re.escape, sorted(made, key=len, reverse=True))) or "(?!)"
    return re.sub(pattern, lambda match: made[match[0]], text)


def find_names(text: str) -> set[str]:
    """The words of the names of people in a text."""
    record = onrecord.read(text, language="en")
    people = [entity.name for entity in record.entities if entity.type == "person"]
    return {word for name in people for word in re.findall(r"[A-Z][a-z]{2,}", name)}


def make_name(rng: random.Random) -> str:
    """A name that nobody has."""
    opening, vowels, closing = LETTERS
    syllables = [rng.choice(opening) + rng.choice(vowels) for _ in range(rng.randint(1, 3))]
    return ("".join(syllables) + rng.choice(closing)).capitalize()


def _watch(path: Path, count: int, jobs: int) -> Run:
    command = [sys.executable, "-m", "onrecord", "read", "--jobs", str(jobs), "--format", "jsonl", str(path)]
    own: list[list[float]] = [[] for _ in range(10)]
    others: list[list[float]] = [[] for _ in range(10)]
    seen: list[int] = []
    output = path.with_name("records.jsonl")
    begun = time.perf_counter()
    with output.open("wb") as out, output.open("rb") as back:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        rest, ended = b"", False
        while not ended:
            ended = process.poll() is not None
            lines = (rest + back.read()).split(b"\n")
            rest = lines.pop()
            seen += [_number_of(line) for line in lines]
            if not ended and seen:
                tenth = min(10 * len(seen) // count, 9)
                own[tenth].append(read_memory(process.pid))
                others[tenth].append(sum(map(read_memory, find_descendants(process.pid))))
            time.sleep(_PAUSE)
    return Run(
        articles=count,
        lost=count - len(set(seen)),
        doubled=len(seen) - len(set(seen)),
        out_of_order=sum(one > other for one, other in pairwise(seen)),
        seconds=round(time.perf_counter() - begun, 1),
        parent=tuple(round(statistics.mean(part), 2) if part else 0.0 for part in own),
        workers=tuple(round(statistics.mean(part), 2) if part else 0.0 for part in others),
    )


def _number_of(line: bytes) -> int:
    return int(json.loads(line)["document"]["outlet"].split()[-1])


def format_run(run: Run) -> list[str]:
    """The lines of the table."""
    tenths = [f"{own:8.1f}{others:10.1f}" for own, others in zip(run.parent, run.workers, strict=True)]
    return [
        f"{run.articles} articles in {run.seconds:.0f} s: {run.lost} lost, {run.doubled} doubled, "
        f"{run.out_of_order} out of order",
        "tenth  parent, MiB  workers, MiB",
        *(f"{number + 1:5}{line}" for number, line in enumerate(tenths)),
        f"the parent's last tenth over its second: {run.growth:.3f}",
    ]


if __name__ == "__main__":
    sys.exit(main())
