"""Measure what onrecord is worth, keep the results, and write `docs/scores.md` from them.

    python -m bench.suite [--shared ../shared] [--only NAME ...] [--slow] [--again] [--peers PYTHON]
    python -m bench.suite --list          what is measured, how long it takes, and how old the result is
    python -m bench.suite --page          only write the page

Each measure leaves a file of JSON in `bench/scores`: figures, and never text of an article. A measure with
a result of the code as it stands is not run again, save with --again or by its name, so that a run that
was interrupted goes on where it stopped. Without --slow what takes long is left out. Records of the articles
are kept in a folder outside of the repository (--work). PYTHON is one that has textacy (`bench/peers.py`
says how); without it there is no such row. The exit code is 1 where a measure failed.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is loaded: one thread, as the page says

import argparse
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bench.suite.catalogue import MEASURES, find_measure
from bench.suite.keeping import SCORES, Result, digest_code, keep, read_results, take
from bench.suite.material import forbid_repository
from bench.suite.measure import ROOT, Material, Measure
from bench.suite.page import write_page

PAGE = ROOT / "docs" / "scores.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the options ask for."""
    options = _read_options(arguments)
    if options.list:
        print("\n".join(list_measures(read_results(options.out))))
        return 0
    failed = []
    if not options.page:
        forbid_repository(options.work)
        material = Material(options.shared, options.work, options.peers)
        failed = [one.name for one in choose(options) if not run_one(one, material, options.out)]
    options.write.write_text(write_page(options.out), encoding="utf-8")
    print(f"{options.write} is written" + (f"; failed: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


def list_measures(results: dict[str, Result]) -> Iterator[str]:
    """A line for each measure."""
    for measure in MEASURES:
        result = results.get(measure.name)
        age = "no result" if result is None else _tell_age(measure, result)
        slow = "slow" if measure.speed == "slow" else ""
        yield f"{measure.name:20} {measure.layer:34} {measure.seconds:6,} s {slow:5} {age}"


def _tell_age(measure: Measure, result: Result) -> str:
    if not result.run:
        return f"{result.date[:10]}, not run anew"
    same = result.code == digest_code(measure)
    return f"{result.date[:10]}{'' if same else ', of an earlier state of the code'}"


def choose(options: argparse.Namespace) -> Iterable[Measure]:
    """The measures to run, each told with why it is left out where it is."""
    results = read_results(options.out)
    for measure in MEASURES:
        named = measure.name in options.only
        wanted = named if options.only else options.slow or measure.speed == "fast"
        if not wanted:
            continue
        result = results.get(measure.name)
        if missing := measure.missing(options.shared):
            print(f"{measure.name}: left out, since there is no {', '.join(missing)}", flush=True)
        elif result and result.run and result.code == digest_code(measure) and not (named or options.again):
            print(f"{measure.name}: measured on {result.date[:10]}, nothing has changed", flush=True)
        else:
            yield measure


def run_one(measure: Measure, material: Material, out: Path) -> bool:
    """Run a measure and keep what it gives; False where it failed, which is told."""
    print(f"{measure.name}: about {measure.seconds:,} s ...", flush=True)
    try:
        result = take(measure, material)
    except Exception:  # one that fails must not cost the others
        traceback.print_exc()
        print(f"{measure.name}: failed", flush=True)
        return False
    keep(result, out)
    print(f"{measure.name}: done in {result.seconds} s", flush=True)
    return True


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.suite",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--shared", type=Path, default=ROOT.parent / "shared", help="where corpora and articles lie")
    add("--only", nargs="+", default=[], metavar="NAME", help="these measures, whether they are slow or not")
    add("--slow", action="store_true", help="what takes long as well")
    add("--again", action="store_true", help="also what has a result of the code as it stands")
    add("--list", action="store_true", help="list the measures")
    add("--page", action="store_true", help="only write the page")
    add("--out", type=Path, default=SCORES, metavar="FOLDER", help="where results are kept")
    add("--write", type=Path, default=PAGE, metavar="FILE", help="where the page goes")
    add("--peers", type=Path, metavar="PYTHON", help="a Python that has textacy")
    work = Path(tempfile.gettempdir(), f"onrecord-suite-{os.getuid()}")
    add("--work", type=Path, default=work, metavar="FOLDER", help="where records are kept between measures")
    options = parser.parse_args(arguments)
    for name in options.only:
        if find_measure(name) is None:
            parser.error(f"there is no measure {name}; --list shows all")
    return options


if __name__ == "__main__":
    sys.exit(main())
