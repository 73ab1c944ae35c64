"""How well copies are found, and how fast: `python -m bench.copies [--articles 50000] [--store] [--real]`.

Made articles are copied as an agency's clients do, with 10 to 40 % of the words changed, among independent
reports on the same happenings that share quotations and the lines of their outlets. Precision is over the
pairs that are called copies, recall over the pairs of an original and its copy. With `--articles` the whole
is timed: from text to words, signatures, meeting, comparing; with `--store` also through the rows of a store.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from bench.made_copies import OPERATIONS, Made, Press, found_press, make_articles
from onrecord.model.document import digest_text
from onrecord.resolve.copies.candidates import FAR_DAYS, NEAR_DAYS, SHARED, Bands, make_bands
from onrecord.resolve.copies.comparing import Compared, Likeness, compare
from onrecord.resolve.copies.updating import update
from onrecord.resolve.copies.words import read_words
from onrecord.store.bulk import insert_rows
from onrecord.store.keys import make_key
from onrecord.store.opening import Store, open_store
from onrecord.store.schema import copies, documents, engines, texts

SHARED_TEXTS = Path("../shared")
_CHUNK, _HELD = 500, 5_000
_FIRST_DAY = date(2020, 1, 1)
Found = dict[tuple[int, int], Likeness]


@dataclass(frozen=True, slots=True)
class Score:
    """How many pairs were called copies, how many of these are, and how many originals were met again."""

    called: int
    right: int
    copies: int
    met: int

    @property
    def precision(self) -> float:
        """The share of pairs called copies that are."""
        return self.right / self.called if self.called else 1.0

    @property
    def recall(self) -> float:
        """The share of copies that were recognised beside what they were made from."""
        return self.met / self.copies if self.copies else 1.0


def find_pairs(articles: Sequence[tuple[str, int]]) -> Found:
    """The pairs of places in the list that are alike, where each article is a text and the number of its day.

    It is what a store does, with the bands in memory. The articles are in the order of their days.
    """
    index: dict[int, list[int]] = defaultdict(list)
    held: list[Compared] = []
    days = [day for _, day in articles]
    found: Found = {}
    for start in range(0, len(articles), _CHUNK):
        some = [Compared(read_words(text)) for text, _ in articles[start : start + _CHUNK]]
        held.extend(some)
        for place in range(max(start - _HELD, 0), max(start - _HELD + _CHUNK, 0)):
            held[place] = Compared(held[place].words)  # lets go of what was made from the words
        for place, bands in enumerate(make_bands(some), start):
            for other in _meet(index, days, place, bands):
                if likeness := compare(held[place], held[other]):
                    found[other, place] = likeness.turn()
            for band in (*bands[0], *bands[1]):
                index[band].append(place)
    return found


def _meet(index: dict[int, list[int]], days: Sequence[int], place: int, bands: Bands) -> set[int]:
    """The earlier articles that share bands, as `candidates.py` has it; the days rise."""
    near, far = (bisect_left(days, days[place] - within) for within in (NEAR_DAYS, FAR_DAYS))
    shared = Counter(other for band in bands[0] for other in _since(index.get(band), near))
    same = {other for band in bands[1] for other in _since(index.get(band), far)}
    return same | {other for other, count in shared.items() if count >= SHARED}


def _since(places: list[int] | None, first: int) -> list[int]:
    return places[bisect_left(places, first) :] if places else []


def score_pairs(made: Sequence[Made], found: Iterable[tuple[int, int]]) -> Score:
    """Hold the pairs that were found against what was made from what."""
    pairs = {(min(pair), max(pair)) for pair in found}
    original = {one.source: place for place, one in enumerate(made) if one.operation == "written"}
    expected = {
        (min(place, original[one.source]), max(place, original[one.source]))
        for place, one in enumerate(made)
        if one.operation != "written" and one.source in original
    }
    right = sum(made[first].source == made[second].source for first, second in pairs)
    return Score(len(pairs), right, len(expected), len(expected & pairs))


def measure_quality(originals: int, seed: int = 11) -> Iterator[tuple[str, float, Score, Counter[str]]]:
    """Precision and recall for each way to change a copy and each share of change, with the kinds told."""
    for operation in OPERATIONS:
        for share in (0.1, 0.2, 0.3, 0.4):
            press = found_press(seed)
            made = sorted(_copy_each(press, originals, operation, share), key=lambda one: one.day)
            found = find_pairs([(one.text, one.day) for one in made])
            kinds = Counter(str(likeness.kind) for likeness in found.values())
            yield operation, share, score_pairs(made, found), kinds


def _copy_each(press: Press, originals: int, operation: str, share: float) -> Iterator[Made]:
    for number in range(originals):
        reports = press.write_happening(number, 3, press.rng.randrange(60))
        yield from reports
        yield press.copy(reports[0], operation, share)


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds that passed, and seconds of the processor; on a busy machine the former are more."""

    passed: float
    worked: float

    def __str__(self) -> str:
        return f"{self.passed:.1f} s ({self.worked:.1f} s of the processor)"


class Watch:
    """Measures from when it is made."""

    def __init__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def read(self) -> Spent:
        """What was spent so far."""
        return Spent(time.perf_counter() - self._began[0], time.process_time() - self._began[1])


def measure_speed(made: Sequence[Made]) -> tuple[Spent, Score]:
    """What it takes from the texts to the pairs in memory, and how right the pairs are."""
    pairs = [(one.text, one.day) for one in made]
    watch = Watch()
    found = find_pairs(pairs)
    return watch.read(), score_pairs(made, found)


@dataclass(frozen=True, slots=True)
class Kept:
    """What it takes to keep a store in step, and milliseconds of the processor for an article: among the
    first thousand, and among the last.
    """

    spent: Spent
    first: float
    last: float
    score: Score


def measure_store(made: Sequence[Made], batch: int = 50) -> Kept:
    """What it takes to bring the rows of a store up to date, so many articles at a time."""
    days = ((_FIRST_DAY + timedelta(one.day)).isoformat() for one in made)
    keys = [make_key(day, place) for place, day in enumerate(days)]
    with TemporaryDirectory() as folder, open_store(Path(folder, "copies.db"), create=True) as store:
        _fill(store, keys, made)
        watch, each = Watch(), []
        for start in range(0, len(keys), batch):
            began = watch.read().worked
            with store.writing() as connection:
                update(connection, keys[start : start + batch])
            each.append(1_000 * (watch.read().worked - began) / batch)
        spent = watch.read()
        with store.reading() as connection:
            rows = connection.execute(select(copies.c.document, copies.c.other)).all()
    places = {key: place for place, key in enumerate(keys)}
    few = max(1, 1_000 // batch)
    first, last = (sum(some) / len(some) for some in (each[:few], each[-few:]))
    return Kept(spent, first, last, score_pairs(made, [(places[one], places[other]) for one, other in rows]))


def _fill(store: Store, keys: Sequence[int], made: Sequence[Made]) -> None:
    with store.writing() as connection:
        insert_rows(connection, engines, [{"key": 1, "engine": "made"}])
        for start in range(0, len(made), _CHUNK):
            rows = [
                _make_rows(*one)
                for one in zip(keys[start : start + _CHUNK], made[start : start + _CHUNK], strict=True)
            ]
            insert_rows(connection, texts, [text for text, _ in rows])
            insert_rows(connection, documents, [document for _, document in rows])


def _make_rows(key: int, made: Made) -> tuple[dict[str, object], dict[str, object]]:
    identity = digest_text(f"{key} {made.text}")[:32]
    told = dict.fromkeys("outlet url title published_basis previous".split())
    fixed = {"language": "en", "unread": "[]", "byline": "[]", "engine": 1, "status": "current", "version": 1}
    day = (_FIRST_DAY + timedelta(made.day)).isoformat()
    stamps = {"published": day, "added": day, "analysed": day, "record_digest": "", "seal": ""}
    text = {"key": key, "digest": identity, "text": made.text, "length": len(made.text)}
    return text, {"key": key, "id": identity, "text": key, "location": "made", **told, **fixed, **stamps}


def read_real(shared: Path) -> list[tuple[str, str, int]]:
    """Real articles, each with its name, text and day, where they lie beside the project."""
    found = []
    for line in (shared / "articles" / "real.jsonl").read_text().splitlines():
        one = json.loads(line)
        found.append((f"{one['outlet']}: {one['title']}", one["text"], _count_days(one["published"] or "")))
    for path in sorted((shared / "corpora" / "polnear").glob("*/text/*.txt")):
        day = path.name.split("_")[1]
        found.append((path.stem, path.read_text(), _count_days(day)))
    return found


def _count_days(day: str) -> int:
    known = re.match(r"\d{4}-\d\d-\d\d", day)
    return date.fromisoformat(known.group()).toordinal() if known else 0


def main() -> None:
    """Measure what the options ask for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--originals", type=int, default=150, help="originals for each kind of change")
    parser.add_argument("--articles", type=int, default=0, help="time so many articles")
    parser.add_argument("--store", action="store_true", help="time them through a store as well")
    parser.add_argument("--real", action="store_true", help="list what is found in the real articles")
    options = parser.parse_args()
    if options.articles:
        _print_speed(options.articles, in_store=options.store)
    elif options.real:
        _print_real()
    else:
        _print_quality(options.originals)


def _print_quality(originals: int) -> None:
    print(f"{'change':10}{'share':>6}{'precision':>11}{'recall':>8}  kinds")
    for operation, share, score, kinds in measure_quality(originals):
        told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
        print(f"{operation:10}{share:6.0%}{score.precision:11.2%}{score.recall:8.1%}  {told}")


def _print_speed(articles: int, *, in_store: bool) -> None:
    made = make_articles(found_press(), articles)
    spent, score = measure_speed(made)
    print(f"in memory: {articles} articles in {spent}; {_describe(score)}", flush=True)
    if in_store:
        kept = measure_store(made)
        print(f"in a store: {articles} articles in {kept.spent}; {_describe(kept.score)}")
        print(f"an article: {kept.first:.2f} ms among the first thousand, {kept.last:.2f} ms among the last")


def _describe(score: Score) -> str:
    return f"{score.called} pairs, precision {score.precision:.2%}, recall {score.recall:.2%}"


def _print_real() -> None:
    real = sorted(read_real(SHARED_TEXTS), key=lambda one: one[2])
    found = find_pairs([(text, day) for _, text, day in real])
    for (first, second), likeness in sorted(found.items()):
        shares = f"{likeness.first_share:.2f} {likeness.second_share:.2f}"
        print(f"{likeness.kind:9}{shares}  {real[first][0][:60]} | {real[second][0][:60]}")
    print(f"{len(found)} pairs among {len(real)} articles")


if __name__ == "__main__":
    main()
