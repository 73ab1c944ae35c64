"""Check how WARC files of mixed kinds are read: right counts, little memory, nothing lost, all bad named.

    python bench/warc.py [--records N]

N records (1,000 if not said) are written with warcio from pages made here: good pages, what is no article
(redirects, pictures, robots.txt), and bad ones (broken, cut off, mislabelled, gzip bombs, lines of 50 MB). A
process of its own reads them with `find_items` and extracts each article, so that its memory can be measured.
The exit code is 1 if anything is not as it should be.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

MEMORY_LIMIT = 400.0
"""Mebibytes that the reader may take."""
_MARKER = re.compile(r"bridge number (\d+) of the harbour would stay shut until spring")


class Seen(msgspec.Struct, frozen=True):
    """What the reader found; memory in mebibytes, time in seconds."""

    articles: int
    skipped: dict[str, int]
    errors: list[str]
    markers: list[int]
    unread: list[str]
    peak_memory: float
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the records, read them, and print what is right and what is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, default=1_000, metavar="N", help="how many (1,000)")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    parser.add_argument("--read", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.write:
        print(write(options.write, options.records))
        return 0
    if options.read:
        print(msgspec.json.encode(read(options.read)).decode())
        return 0
    with tempfile.TemporaryDirectory() as folder:
        written, seen = run(Path(folder), options.records)
    faults = list(find_faults(written, seen))
    report(written, seen, faults)
    return 1 if faults else 0


def run(folder: Path, records: int) -> tuple[list[dict[str, object]], Seen]:
    """Write the archives into the folder and read them, each in a process of its own."""
    written = json.loads(_call("--write", str(folder), "--records", str(records)))
    return written, msgspec.json.decode(_call("--read", str(folder)), type=Seen)


def _call(*arguments: str) -> bytes:
    command = [sys.executable, str(Path(__file__).resolve()), *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


def write(folder: Path, records: int) -> str:
    """Write the archives, and give what stands in them as JSON."""
    from bench.warc_records import write_archives

    return json.dumps([one._asdict() for one in write_archives(folder, records)])


def read(folder: Path) -> Seen:
    """Read all that is in the folder, extract each article, and measure."""
    from onrecord.errors import InputError
    from onrecord.ingest.archive import find_items
    from onrecord.ingest.extract import extract
    from onrecord.ingest.skipped import Skipped
    from onrecord.model.document import Source

    begin = time.perf_counter()
    skipped: Counter[str] = Counter()
    errors: list[str] = []
    markers: list[int] = []
    unread: list[str] = []
    articles = 0
    for item in find_items(str(folder)):
        if isinstance(item, Skipped):
            skipped[item.reason] += 1
        elif isinstance(item, InputError):
            errors.append(str(item))
        elif isinstance(item, Source):
            articles += 1
            try:
                text = extract(item).document.text
            except InputError as error:
                unread.append(str(error))
            else:
                markers += sorted({int(number) for number in _MARKER.findall(" ".join(text.split()))})
    memory = _measure_peak()
    seconds = time.perf_counter() - begin
    return Seen(articles, dict(skipped), errors, markers, unread, memory, seconds)


def _measure_peak() -> float:
    """The most memory that this process had, in MiB.

    On Linux what `getrusage` tells is at least what the process had that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def find_faults(written: Sequence[dict[str, object]], seen: Seen) -> Iterator[str]:
    """What is not as it should be, in words."""
    good = [one for one in written if one["outcome"] == "good"]
    skipped = sum(one["outcome"] == "skipped" for one in written)
    bad = [one for one in written if one["outcome"] == "bad"]
    if seen.articles != len(good):
        yield f"{seen.articles} articles were found, not {len(good)}"
    if sum(seen.skipped.values()) != skipped:
        yield f"{sum(seen.skipped.values())} records were skipped, not {skipped}"
    if len(seen.errors) != len(bad):
        yield f"{len(seen.errors)} errors, not {len(bad)}"
    found = Counter(seen.markers)
    for one in good:
        if found[int(str(one["number"]))] != 1:
            yield f"the {one['kind']} {one['number']} was found {found[int(str(one['number']))]} times"
    for one in bad:
        if not any(_names(error, one) for error in seen.errors):
            yield f"no error names the {one['kind']} at {one['file']}, byte {one['offset']}"
    yield from seen.unread
    if seen.peak_memory > MEMORY_LIMIT:
        yield f"{seen.peak_memory:.0f} MiB of memory, more than {MEMORY_LIMIT:.0f}"


def _names(error: str, one: dict[str, object]) -> bool:
    """Whether an error names the file and the byte of a record, and its id where the header could be read."""
    offset = f"{one['offset']:,}"
    if f"{one['file']}: bytes {offset} to" in error:
        return one["kind"] in ("garbage", "gzip head broken")
    named = str(one["identity"]) in error or "without an id" in error
    return f"{one['file']}: the record at byte {offset} (" in error and named


def report(written: Sequence[dict[str, object]], seen: Seen, faults: Sequence[str]) -> None:
    """Print the counts, the memory and the faults."""
    counts = Counter(str(one["outcome"]) for one in written)
    garbage = sum(one["kind"] == "garbage" for one in written)
    print(
        f"{len(written) - garbage} records and {garbage} stretches of garbage, read in {seen.seconds:.1f} s"
    )
    print(f"articles {seen.articles} of {counts['good']}, their sentences {len(set(seen.markers))}")
    print(f"skipped  {sum(seen.skipped.values())} of {counts['skipped']}")
    for reason, count in sorted(seen.skipped.items()):
        print(f"    {count:4} {reason}")
    print(f"bad      {len(seen.errors)} of {counts['bad']}, each named")
    for error in seen.errors[:20]:
        print(f"    {error}")
    print(f"peak memory {seen.peak_memory:.0f} MiB (limit {MEMORY_LIMIT:.0f})")
    print("\n".join(f"WRONG: {fault}" for fault in faults) or "all as it should be")


if __name__ == "__main__":
    sys.exit(main())
