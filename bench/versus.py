"""Measure `read` against the bare parse of spaCy, in turn, in one process with one thread.

    python bench/versus.py CORPUS [--rounds N]

CORPUS is a folder of text files. Each round times three things on all of them: spaCy's `nlp.pipe` with all
of its components, the neural pass alone, and the whole of `read`. Printed are words a second of the fastest
round and the median of the rounds' ratios, which a noisy machine leaves alone. A word is what stands between
white space.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy and spaCy are loaded

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy

import onrecord
from onrecord.analyse.encoder import load_encoder
from onrecord.analyse.quotes import find_quotes
from onrecord.spacy.tokens import MODEL


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure read against the bare parse of spaCy.")
    parser.add_argument("corpus", type=Path, help="a folder of text files")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    paths = sorted(options.corpus.glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    if not texts:
        print(f"There is no text file in {options.corpus}.", file=sys.stderr)
        return 1
    print(f"{'peak memory':12}{peak_memory(paths):8.0f} MiB, of `onrecord read` alone")
    print("\n".join(format_table(measure(texts, options.rounds), sum(len(t.split()) for t in texts))))
    return 0


def measure(texts: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """The seconds of each round, by what was timed."""
    nlp = spacy.load(MODEL)
    segments = [onrecord.read(text, language="en").segments for text in texts]
    encoder = load_encoder()

    def parse() -> None:
        for _ in nlp.pipe(texts):
            pass

    def encode() -> None:
        for text, own in zip(texts, segments, strict=True):
            encoder.encode(text, own, find_quotes(text, own))

    def read() -> None:
        for text in texts:
            onrecord.read(text, language="en")

    timed: dict[str, Callable[[], None]] = {"bare parse": parse, "neural pass": encode, "read": read}
    seconds: dict[str, list[float]] = {name: [] for name in timed}
    for _ in range(rounds):
        for name, run in timed.items():
            since = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - since)
    return seconds


def format_table(seconds: dict[str, list[float]], words: int) -> list[str]:
    """The lines of the table."""
    lines = [f"{words} words, {len(seconds['read'])} rounds, one process, one thread"]
    for name, own in seconds.items():
        ratio = statistics.median(a / b for a, b in zip(own, seconds["bare parse"], strict=True))
        lines.append(
            f"{name:12}{words / min(own):8.0f} words a second{ratio:8.2f} times the bare parse's time"
        )
    return lines


def peak_memory(paths: Sequence[Path]) -> float:
    """The most memory, in MiB, that `onrecord read` takes for all of the files, in a process of its own."""
    command = [sys.executable, "-m", "onrecord", "read", "--jobs", "1", "--format", "jsonl"]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
