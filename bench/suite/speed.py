"""Words a second, stage by stage and beside spaCy, memory, and what two processes gain."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.suite.measure import Material, Row, Table
from onrecord.model.document import Article

DEV_TEXT = "corpora/polnear/dev/text"
REAL = "articles/real.jsonl"
_ROUNDS, _PAIRS = 3, 5
_EVERY = 2
"""Of the articles every second is timed beside spaCy, so that all rounds take minutes."""


def measure_speed(material: Material) -> Iterator[Table]:
    """The neural pass and the whole of `read` beside spaCy's bare parse, in turn."""
    from bench import versus

    paths = sorted((material.shared / DEV_TEXT).glob("*.txt"))[::_EVERY]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    words = sum(len(text.split()) for text in texts)
    seconds = versus.measure(texts, _ROUNDS)
    rows = [
        Row(
            _NAMES.get(name, name),
            (
                round(words / min(own)),
                _ratio(own, seconds["bare parse"]),
                _ratio(own, seconds["neural pass"]),
            ),
            "peer" if name == "bare parse" else "onrecord",
        )
        for name, own in seconds.items()
    ]
    columns = ("words a second", "times spaCy's time", "times the neural pass")
    note = f"{len(texts)} articles, {words:,} words, {_ROUNDS} rounds: the fastest, and medians of ratios"
    places = {columns[1]: 2, columns[2]: 2}
    yield Table(name="speed", columns=columns, rows=tuple(rows), note=note, places=places)


_NAMES = {"bare parse": "spaCy, `en_core_web_sm`, all components", "read": "the whole of `read`"}


def _ratio(own: Sequence[float], other: Sequence[float]) -> float:
    return round(statistics.median(a / b for a, b in zip(own, other, strict=True)), 2)


def measure_stages(material: Material) -> Iterator[Table]:
    """Where the time of `analyse` goes, on the real articles, in this process."""
    from bench import speed
    from onrecord.analyse.pipeline import analyse

    def read(article: Article, watch: speed.Watch) -> object:
        return analyse(article, watch=watch)

    found = speed.measure(speed.load_articles(str(material.shared / REAL)), read, 2)
    named = [*found.stages.items(), ("the rest", max(0.0, found.seconds - sum(found.stages.values())))]
    rows = [Row(name, (round(spent, 2), round(100 * spent / found.seconds, 1))) for name, spent in named]
    rows.append(Row("all", (round(found.seconds, 2), 100.0)))
    note = (
        f"{found.articles} articles, {found.words:,} words: {found.words_a_second:,.0f} words a second, the "
        f"faster of two passes; the first article with loading {found.loading:.2f} s"
    )
    yield Table(name="stages", columns=("seconds", "%"), rows=tuple(rows), note=note, places={"seconds": 2})


def measure_jobs(material: Material) -> Iterator[Table]:
    """The command with one process and with two, in turn, each with its start."""
    lines = (material.shared / REAL).read_bytes().splitlines(keepends=True)
    with TemporaryDirectory() as folder:
        path = Path(folder, "articles.jsonl")
        path.write_bytes(b"".join(lines))
        pairs = [(time_command(path, 1), time_command(path, 2)) for _ in range(_PAIRS)]
    ratio = statistics.median(one / two for one, two in pairs)
    rows = [
        Row(f"--jobs {jobs}", (round(statistics.median(pair[at] for pair in pairs), 2), None))
        for at, jobs in ((0, 1), (1, 2))
    ]
    rows.append(Row("median of the pairs", (None, round(ratio, 2))))
    columns = ("seconds", "times as fast")
    note = f"{len(lines)} articles, {_PAIRS} pairs in turn"
    yield Table(name="jobs", columns=columns, rows=tuple(rows), note=note, places=dict.fromkeys(columns, 2))


def time_command(path: Path, jobs: int) -> float:
    """The seconds that `onrecord read` takes for a file."""
    command = [sys.executable, "-m", "onrecord", "read", "--jobs", str(jobs), "--format", "jsonl", str(path)]
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def measure_memory(material: Material) -> Iterator[Table]:
    """The most memory that `onrecord read` takes, in a process of its own, for one article and for all."""
    rows = []
    for name, path in (
        ("one article", material.shared / "articles" / "envoy.txt"),
        ("all real articles", material.shared / REAL),
    ):
        rows.append(Row(name, (peak_memory(path),)))
    yield Table(name="memory", columns=("MiB",), rows=tuple(rows))


_PROBE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak_memory(path: Path) -> int:
    """In MiB; a process between keeps other children of this one out of the figure."""
    read = [sys.executable, "-m", "onrecord", "read", "--jobs", "1", "--format", "jsonl", str(path)]
    done = subprocess.run([sys.executable, "-c", _PROBE, *read], check=True, capture_output=True, text=True)
    return round(int(done.stdout) / (1024 * 1024 if sys.platform == "darwin" else 1024))
