"""Feed a reader with bytes that were made to break it, for as long as is said.

    python bench/fuzz.py TARGET [--minutes N] [--engine atheris|hypothesis] [--seed N]

TARGET is a module of `tests/fuzz`: text, html, jsonl, warc or feeds. Its `fuzz` may refuse bytes with an
InputError, and nothing else; its `SEEDS`, made by hand, are where the engine begins. An input that takes more
than 10 seconds counts as a failure too. At the end the executions and the result are printed, and with a
failure also the bytes that caused it; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import importlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

TARGETS = ("text", "html", "jsonl", "warc", "feeds")
SLOWEST = 10
LARGEST = 64 * 1024
"""Bytes of the longest input that an engine makes."""
_ENTRY = b"<id>a1</id><title>Bridge shut</title><link href='https://shore.example/a'/>"
_FEEDS = (
    b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><entry>%s</entry></feed>" % _ENTRY,
    b"<rss version='2.0'><channel><title>Shore</title><item><title>Bridge &amp; ferry</title><guid>b</guid>"
    b"<link>https://shore.example/b</link><pubDate>Thu, 04 Mar 2021 10:00:00 GMT</pubDate></item></channel>"
    b"</rss>",
    b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel><item><title>&a;</title></item></channel></rss>",
    b"<html><body>no feed</body></html>",
)
"""Seeds for a target that has none of its own."""
Fuzz = Callable[[bytes], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the target with the engine, and print what came of it."""
    options = _read_options(arguments)
    if options.inside:
        _run_atheris(options.target, options.inside, options.corpus, options.seed)
        return 0
    run = fuzz_by_coverage if options.engine == "atheris" else fuzz_by_mutation
    return run(options.target, options.minutes * 60, options.seed)


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=10.0, metavar="N", help="how long (10)")
    parser.add_argument("--engine", choices=("atheris", "hypothesis"), default="atheris")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="for the same run again (1)")
    parser.add_argument("--inside", type=float, metavar="SECONDS", help=argparse.SUPPRESS)
    parser.add_argument("--corpus", default="", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def load_target(name: str) -> tuple[Fuzz, tuple[bytes, ...]]:
    """The target's function and its seeds."""
    module = importlib.import_module(f"tests.fuzz.{name}")
    return module.fuzz, tuple(getattr(module, "SEEDS", _FEEDS))


def fuzz_by_coverage(target: str, seconds: float, seed: int) -> int:
    """Run atheris in a process of its own, which libFuzzer ends as it likes; 1 if it found a failure."""
    try:
        import atheris  # type: ignore[import-untyped]  # noqa: F401
    except ImportError:
        print("atheris is not installed here: use --engine hypothesis")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate(load_target(target)[1]):
            Path(folder, f"seed{number}").write_bytes(content)
        command = [sys.executable, str(Path(__file__).resolve()), target]
        command += ["--inside", str(seconds), "--corpus", folder, "--seed", str(seed)]
        run = subprocess.run(
            command, check=False, capture_output=True, text=True, errors="replace", cwd=folder
        )
        failures = sorted(Path(folder).glob("*-*"))
        _report_coverage(target, run.stderr, failures)
        return 1 if failures or run.returncode else 0


def _run_atheris(target: str, seconds: float, corpus: str, seed: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["onrecord"], enable_loader_override=False):
        fuzz, seeds = load_target(target)
    for content in seeds:  # what is loaded at first use, such as the model of languages, is no slow input
        fuzz(content)
    options = [
        f"-max_total_time={int(seconds)}",
        f"-max_len={LARGEST}",
        f"-timeout={SLOWEST}",
        f"-seed={seed}",
    ]
    options += ["-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=1"]
    atheris.Setup([sys.argv[0], *options, corpus], fuzz)
    atheris.Fuzz()


def _report_coverage(target: str, output: str, failures: Sequence[Path]) -> None:
    lines = output.splitlines()
    stats = dict(line[6:].split(": ", 1) for line in lines if line.startswith("stat::") and ": " in line)
    count = stats.get("number_of_executed_units", "?").strip()
    speed = stats.get("average_exec_per_sec", "?").strip()
    memory = stats.get("peak_rss_mb", "?").strip()
    edges = next((line.split("cov: ")[1].split()[0] for line in reversed(lines) if "cov: " in line), "?")
    result = f"FAILED: {len(failures)} inputs" if failures else "no failure"
    print(f"{target} (atheris): {count} executions, {speed} a second, {edges} edges, {memory} MiB: {result}")
    if failures:
        print("\n".join(lines[-40:]))
    for failure in failures:
        print(f"{failure.name}: {failure.read_bytes()!r}")


def fuzz_by_mutation(target: str, seconds: float, seed: int) -> int:
    """Run Hypothesis over changed seeds, again and again until the time is over; 1 after a failure."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded

    from tests.fuzz.mutation import mutations

    fuzz, seeds = load_target(target)
    begin, count = time.monotonic(), 0
    phases = (Phase.generate, Phase.target, Phase.shrink)

    @settings(
        max_examples=500, deadline=None, database=None, phases=phases, suppress_health_check=list(HealthCheck)
    )
    @given(mutations(seeds))
    def run(data: bytes) -> None:
        nonlocal count
        count += 1
        if time.monotonic() - begin < seconds:
            started = time.process_time()
            fuzz(data)
            assert time.process_time() - started < SLOWEST, "too slow"

    chance = random.Random(seed)
    result = "no failure"
    while time.monotonic() - begin < seconds:
        try:
            seeded(chance.getrandbits(32))(run)()
        except Exception as error:
            result = f"FAILED: {type(error).__name__}: {error} {getattr(error, '__notes__', '')}"
            break
    speed = count / (time.monotonic() - begin)
    print(f"{target} (hypothesis): {count} executions, {speed:.0f} a second: {result}")
    return int(result != "no failure")


if __name__ == "__main__":
    sys.exit(main())
