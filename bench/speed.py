"""Measure how fast articles are read, stage by stage, in one process.

    python bench/speed.py [LOCATION] [--repeat N] [--json]

LOCATION is a file that onrecord reads, such as JSONL; without one it is the real articles in the shared
folder beside the project, where that is there, else the examples. The first article is read once beforehand,
so that loading the models is timed apart. Of several passes the fastest counts. A word is what stands between
white space.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from onrecord.errors import InputError
from onrecord.evaluate.examples import read_examples
from onrecord.ingest.archive import find_sources
from onrecord.ingest.extract import extract
from onrecord.model.document import Article

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "articles" / "real.jsonl"
Watch = Callable[[str, float], None]
Read = Callable[[Article, Watch], object]


class Measurement(msgspec.Struct, frozen=True):
    """What one run measured; times in seconds, memory in mebibytes."""

    articles: int
    words: int
    loading: float
    seconds: float
    stages: dict[str, float]
    peak_memory: float

    @property
    def words_a_second(self) -> float:
        """The words read in a second of the fastest pass."""
        return self.words / self.seconds

    @property
    def articles_a_second(self) -> float:
        """The articles read in a second of the fastest pass."""
        return self.articles / self.seconds


def main(arguments: Sequence[str] | None = None, read: Read | None = None) -> int:
    """Measure and print; `read` is the analysis to measure, onrecord's own where it is left out."""
    options = _read_options(arguments)
    articles = load_articles(options.location)
    if not articles:
        print("There is no article to read.", file=sys.stderr)
        return 1
    measurement = measure(articles, read or _own(), options.repeat)
    print(_encode(measurement) if options.json else "\n".join(format_table(measurement)))
    return 0


def load_articles(location: str | None) -> list[Article]:
    """The articles at the location, those that cannot be read left out."""
    if location is None and not REAL.exists():
        return [example.article for example in read_examples(ROOT / "examples")]
    return list(_extract_all(location or str(REAL)))


def measure(articles: Sequence[Article], read: Read, repeat: int) -> Measurement:
    """Read the articles `repeat` times and keep the fastest pass.

    `read` calls what it is given as second argument with the name of each stage and its seconds.
    """
    loading = _time_pass(articles[:1], read)[0]
    seconds, stages = min((_time_pass(articles, read) for _ in range(repeat)), key=lambda timed: timed[0])
    return Measurement(
        articles=len(articles),
        words=sum(len(article.document.text.split()) for article in articles),
        loading=loading,
        seconds=seconds,
        stages=dict(stages),
        peak_memory=_peak_memory(),
    )


def format_table(measurement: Measurement) -> list[str]:
    """The lines of the table."""
    total = measurement.seconds
    rows = [
        f"{'articles':20}{measurement.articles:10}{measurement.articles_a_second:12.1f} a second",
        f"{'words':20}{measurement.words:10}{measurement.words_a_second:12.0f} a second",
        f"{'peak memory':20}{measurement.peak_memory:10.0f} MiB",
        f"{'loading':20}{measurement.loading:10.2f} s",
        f"{'reading':20}{total:10.2f} s",
    ]
    named = sum(measurement.stages.values())
    stages = {**measurement.stages, "(the rest)": max(0.0, total - named)}
    return [
        *rows,
        *(f"  {name:18}{spent:10.2f} s{100 * spent / total:10.1f} %" for name, spent in stages.items()),
    ]


def _time_pass(articles: Iterable[Article], read: Read) -> tuple[float, Mapping[str, float]]:
    stages: dict[str, float] = defaultdict(float)

    def watch(stage: str, seconds: float) -> None:
        stages[stage] += seconds

    start = time.perf_counter()
    for article in articles:
        read(article, watch)
    return time.perf_counter() - start, stages


def _extract_all(location: str) -> Iterable[Article]:
    for source in find_sources(location):
        try:
            if isinstance(source, InputError):
                raise source
            yield extract(source)
        except InputError as error:
            print(f"left out: {error}", file=sys.stderr)


def _own() -> Read:
    from onrecord.analyse.pipeline import analyse

    return lambda article, watch: analyse(article, watch=watch)


def _peak_memory() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _encode(measurement: Measurement) -> str:
    rates = {
        "words_a_second": measurement.words_a_second,
        "articles_a_second": measurement.articles_a_second,
    }
    return msgspec.json.format(msgspec.json.encode({**msgspec.to_builtins(measurement), **rates})).decode()


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how fast articles are read.")
    parser.add_argument("location", nargs="?", help="a file of articles")
    parser.add_argument(
        "--repeat", type=_count, default=1, help="how many passes to make; the fastest counts"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("there must be one pass at least")
    return number


if __name__ == "__main__":
    sys.exit(main())
