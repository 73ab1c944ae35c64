"""Measure how well articles are grouped into stories, and what a new article costs in a large store.

    python bench/stories.py score ARTICLES [--records RECORDS]   articles whose `story` says which they are of
    python bench/stories.py pairs POLNEAR                        pairs of its articles, judged by reading them
    python bench/stories.py growth [SMALL LARGE]                 CPU time an article, small and large store
    python bench/stories.py frequencies CORPORA                  the table of how rare words are

`score` gives B-cubed (Bagga and Baldwin 1998) and the share of pairs, and both again where the threshold was
chosen on one half of the stories and measured on the other, over random halves: what is to be expected of
other stories. Articles are compared by title, text and date; with RECORDS (records of the same articles, one
a line) without the boilerplate that their analysis found. The pairs in `bench/judged/stories.json` were drawn
by digest from bands of likeness, to find the threshold on other news than it is measured on. Counts are CPU
time, since other programs run too.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from bench.made_records import make_records, make_world
from onrecord.evaluate.coreference import Score
from onrecord.evaluate.tally import Tally
from onrecord.model.document import Published, make_document
from onrecord.model.record import Record
from onrecord.resolve.stories.articles import day_of_key, read_articles
from onrecord.resolve.stories.grouping import Likeness, group
from onrecord.resolve.stories.likeness import JOINED
from onrecord.resolve.stories.pairs import load_terms
from onrecord.resolve.stories.parting import part
from onrecord.resolve.stories.terms import Terms, split_words
from onrecord.resolve.stories.units import Links
from onrecord.resolve.stories.updating import update
from onrecord.store import schema
from onrecord.store.opening import Store, open_store
from onrecord.store.writer import add_record

JUDGED = Path(__file__).parent / "judged" / "stories.json"
_NOW = "2026-11-27T00:00:00Z"
_BATCH = 50
_THRESHOLDS = [round(0.1 + 0.01 * step, 2) for step in range(21)]
_SPLITS = 50
_NEW = 400
"""How many articles are added to measure what one costs."""
_GROWN = 20
"""How many of them at once."""
_FLAT = 1.2
Owners = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Articles as a store compares them: their ids in order of publication, likeness, and terms by key."""

    keys: Mapping[str, int]
    likeness: Likeness
    terms: Mapping[int, Terms]
    stories: Owners

    def group(self, articles: Iterable[str], threshold: float) -> dict[str, int]:
        """The number of the story of each article, at a threshold and with no other articles."""
        ids = {self.keys[one]: one for one in articles}
        ordered = sorted(ids, key=lambda key: (day_of_key(key), ids[key]))
        groups = [
            smaller
            for story in group(ordered, self.likeness, joined=threshold)
            for smaller in part(story, self.terms, day_of_key)
        ]
        return {ids[key]: number for number, story in enumerate(groups) for key in story}


def compare_records(records: Iterable[Record]) -> Compared:
    """Add records to a store of their own and compare them there, as `onrecord add` does."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(Path(folder) / "s.db", create=True) as store,
        store.writing() as connection,
    ):
        keys = add_records(connection, records)
        return Compared(
            keys={one.id: key for key, one in read_articles(connection, keys).items()},
            likeness=Links(connection).load(keys),
            terms=load_terms(connection, keys),
            stories=_read_stories(connection),
        )


def add_records(connection: Connection, records: Iterable[Record]) -> list[int]:
    """Add and compare records; their keys."""
    table, waiting, done = schema.documents, iter(records), []
    while batch := list(islice(waiting, _BATCH)):
        for record in batch:
            add_record(connection, record, now=_NOW)
        ids = [record.document.id for record in batch]
        keys = list(connection.execute(select(table.c.key).where(table.c.id.in_(ids))).scalars())
        update(connection, keys)
        done += keys
    return done


def _read_stories(connection: Connection) -> dict[str, str]:
    documents, table = schema.documents, schema.story_articles
    query = select(documents.c.id, table.c.story).join(table, table.c.document == documents.c.key)
    return {row.id: row.story for row in connection.execute(query)}


def score(gold: Owners, found: Mapping[str, Any]) -> dict[str, Tally]:
    """B-cubed and pairs, of the articles that have a gold story."""
    wanted, ours = _gather(gold), _gather({one: found[one] for one in gold})
    scored = Score()
    scored.add(wanted, ours)
    counts = [sum(len(one) * (len(one) - 1) / 2 for one in side) for side in (ours, wanted)]
    both = _gather({one: (gold[one], found[one]) for one in gold})
    right = sum(len(one) * (len(one) - 1) / 2 for one in both)
    return {"B3": scored.tallies["b3"], "pairs": Tally(right, counts[0], right, counts[1])}


def _gather(owners: Mapping[str, Any]) -> list[frozenset[str]]:
    groups: defaultdict[Any, set[str]] = defaultdict(set)
    for one, owner in owners.items():
        groups[owner].add(one)
    return list(map(frozenset, groups.values()))


def measure_halves(gold: Owners, compared: Compared, seed: int = 7) -> list[float]:
    """B-cubed F1 of each half of the stories at the threshold that is best on the other half."""
    names, rng, found = sorted(set(gold.values())), Random(seed), []
    for _ in range(_SPLITS):
        chosen = set(rng.sample(names, len(names) // 2))
        halves = [
            {one: story for one, story in gold.items() if (story in chosen) is side} for side in (True, False)
        ]
        curves = [[_f1(half, compared, at) for at in _THRESHOLDS] for half in halves]
        for tuned, measured in (curves, curves[::-1]):
            best = [place for place, value in enumerate(tuned) if value == max(tuned)]
            found.append(measured[best[len(best) // 2]])
    return found


def _f1(gold: Owners, compared: Compared, threshold: float) -> float:
    return score(gold, compared.group(gold, threshold))["B3"].f1


def run_score(path: Path, records: Path | None) -> Iterator[str]:
    """The lines of `score`."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    plain = [_make_record(row["text"], row, row["url"] or row["id"]) for row in rows]
    used = list(_read_records(records)) if records is not None else plain
    by_address = {one.document.url: one.document.id for one in used}
    gold = {by_address[row["url"]]: row["story"] for row in rows if row["story"] is not None}
    compared = compare_records(used)
    yield f"{len(gold)} articles of {len(set(gold.values()))} stories"
    for name, tally in score(gold, compared.stories).items():
        yield f"{name}: {_tell(tally)}"
    curve = ", ".join(f"{at}: {_f1(gold, compared, at):.1%}" for at in _THRESHOLDS[::2])
    yield f"B3 by threshold (it is {JOINED}): {curve}"
    halves = sorted(measure_halves(gold, compared))
    yield (
        f"threshold from one half, measured on the other, {len(halves)} halves: "
        f"mean {sum(halves) / len(halves):.1%}, worst tenth below {halves[len(halves) // 10]:.1%}"
    )
    fixed = sorted(_each_story(gold, compared))
    yield "stories not found whole: " + "; ".join(
        f"{name} ({share:.0%})" for share, name in fixed if share < 1
    )


def _each_story(gold: Owners, compared: Compared) -> Iterator[tuple[float, str]]:
    """B-cubed F1 of each story's articles among all."""
    ours = {
        one: {other for other in gold if compared.stories[other] == compared.stories[one]} for one in gold
    }
    for story in sorted(set(gold.values())):
        members = {one for one, name in gold.items() if name == story}
        precision = sum(len(ours[one] & members) / len(ours[one]) for one in members) / len(members)
        recall = sum(len(ours[one] & members) / len(members) for one in members) / len(members)
        yield 2 * precision * recall / (precision + recall), story


def _tell(tally: Tally) -> str:
    return f"precision {tally.precision:.1%}, recall {tally.recall:.1%}, F1 {tally.f1:.1%}"


def _make_record(text: str, row: Mapping[str, Any], url: str) -> Record:
    """A record of an article that nothing was found in."""
    published = Published(value=row["published"], basis="given") if row.get("published") else None
    document = make_document(
        text, location=url, url=url, outlet=row.get("outlet"), title=row.get("title"), published=published
    )
    return Record(
        document=document, segments=(), entities=(), mentions=(), times=(), statements=(), events=()
    )


def _read_records(path: Path) -> Iterator[Record]:
    with path.open("rb") as stream:
        yield from map(Record.from_json, stream)


class JudgedPair(msgspec.Struct, frozen=True, kw_only=True):
    """Two articles of PolNeAR and whether they tell of one happening: same, different or unsure.

    An article is named by the first 16 digits of the SHA-256 of its file's name; `weight` is how many pairs
    of its band of likeness it stands for.
    """

    first: str
    second: str
    weight: float
    verdict: str
    reason: str


def run_pairs(folder: Path) -> Iterator[str]:
    """The lines of `pairs`: how many of the judged pairs that are grouped are the same, and the other way."""
    names = {}
    records = []
    for path, row in read_polnear(folder):
        records.append(_make_record(path.read_text(encoding="utf-8"), row, path.stem))
        names[hashlib.sha256(path.stem.encode()).hexdigest()[:16]] = records[-1].document.id
    compared = compare_records(records)
    judged = msgspec.json.decode(JUDGED.read_bytes(), type=list[JudgedPair])
    verdicts = Counter(one.verdict for one in judged)
    yield f"{len(records)} articles, {len(judged)} pairs: {dict(verdicts)}"
    sizes = Counter(compared.stories.values())
    yield f"{len(sizes)} stories, the largest of {max(sizes.values())} articles"
    for threshold in _THRESHOLDS[::2]:
        found = compared.group(compared.keys, threshold)
        tally = Tally()
        for one in judged:
            if one.verdict != "unsure":
                together = found[names[one.first]] == found[names[one.second]]
                same, weight = one.verdict == "same", one.weight
                right = weight * (together and same)
                tally += Tally(right, weight * together, right, weight * same)
        yield f"{threshold}: {_tell(tally)}"


def read_polnear(folder: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """The files of PolNeAR's texts, in order, with title, outlet and date of each."""
    with (folder / "metadata.tsv").open(encoding="utf-8") as stream:
        known = {
            row["filename"]: row for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
    for part_name in ("train", "dev"):
        for path in sorted((folder / part_name / "text").glob("*.txt")):
            outlet, published, _ = path.stem.split("_", 2)
            title = known.get(path.stem, {}).get("title") or ""
            yield path, {"title": title, "outlet": outlet, "published": published}


def run_growth(sizes: Sequence[int]) -> Iterator[str]:
    """The lines of `growth`: CPU milliseconds an article, in stores of so many, and how they compare."""
    costs = measure_costs(sizes)
    for size, cost in zip(sizes, costs, strict=True):
        yield f"{size} articles: {cost:.2f} ms for one more"
    yield f"{costs[-1] / costs[0]:.2f} times as much (at most {_FLAT})"


def measure_costs(sizes: Sequence[int]) -> list[float]:
    """CPU milliseconds to compare an article with a store of so many made ones, over the same years.

    The stores take turns, batch by batch, since a processor that others use too is not always as fast; the
    cost is the median of the batches.
    """
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        stores = [stack.enter_context(open_store(Path(folder) / f"{size}.db", create=True)) for size in sizes]
        batches = [_fill(store, size) for store, size in zip(stores, sizes, strict=True)]
        connections = [stack.enter_context(store.writing()) for store in stores]
        spent: list[list[float]] = [[] for _ in sizes]
        for turn in zip(*batches, strict=True):
            for connection, keys, times in zip(connections, turn, spent, strict=True):
                begun = time.process_time()
                update(connection, keys)
                times.append((time.process_time() - begun) / len(keys) * 1_000)
        return [median(times) for times in spent]


def _fill(store: Store, size: int) -> list[list[int]]:
    """Fill a store with compared articles, and add some that are not; the keys of those, in batches."""
    world = make_world()
    with store.writing() as connection:
        add_records(connection, map(_strip, make_records(world, size)))
    fresh = list(map(_strip, make_records(world, _NEW, first=size)))
    table = schema.documents
    with store.writing() as connection:
        for record in fresh:
            add_record(connection, record, now=_NOW)
        query = select(table.c.key).where(table.c.id.in_([one.document.id for one in fresh]))
        keys = sorted(connection.execute(query).scalars())
    Random(7).shuffle(keys)
    return [keys[start : start + _GROWN] for start in range(0, len(keys), _GROWN)]


def _strip(record: Record) -> Record:
    """The record without what stories are not made from, so that a large store is filled in minutes."""
    return msgspec.structs.replace(record, entities=(), mentions=(), times=(), statements=(), events=())


def run_frequencies(corpora: Path) -> Iterator[str]:
    """The lines of the table of word frequencies: for each count the words that are in so many articles."""
    counts: Counter[str] = Counter()
    articles = 0
    for text in read_corpora(corpora):
        counts.update(set(split_words(text)))
        articles += 1
    yield "# In how many of so many articles of news each word is: first that number, then counts with words."
    yield str(articles)
    by_count: defaultdict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count > 1 and 1 < len(word) <= 30 and (word.isdigit() or not word[0].isdigit()):
            by_count[count].append(word)
    for count in sorted(by_count, reverse=True):
        yield f"{count} {' '.join(sorted(by_count[count]))}"


def read_corpora(corpora: Path) -> Iterator[str]:
    """The texts of the corpora that the frequencies come from."""
    for path in sorted((corpora / "newswire-ner").glob("*.tsv")):
        yield " ".join(line.split("\t")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    for path in sorted((corpora / "timebank").glob("*/*.tml")):
        body = path.read_text(encoding="utf-8").split("<TEXT>")[1].split("</TEXT>")[0]
        yield re.sub(r"<[^>]+>", "", body)
    for path in sorted((corpora / "ontogum").glob("*.conllu")):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield " ".join(line.split("\t")[1] for line in lines if "\t" in line)
    for article in json.loads((corpora / "dwie" / "dev.json").read_text(encoding="utf-8")):
        yield " ".join(word for sentence in article["sents"] for word in sentence)
    for path, row in read_polnear(corpora / "polnear"):
        yield f"{row['title']}\n{path.read_text(encoding='utf-8')}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description="How well and how fast articles are grouped into stories.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("score", "pairs", "frequencies"):
        commands.add_parser(name).add_argument("path", type=Path)
    commands.choices["score"].add_argument("--records", type=Path)
    commands.add_parser("growth").add_argument("sizes", type=int, nargs="*", default=[1_000, 20_000])
    options = parser.parse_args(arguments)
    lines = {
        "score": lambda: run_score(options.path, options.records),
        "pairs": lambda: run_pairs(options.path),
        "growth": lambda: run_growth(options.sizes or [1_000, 20_000]),
        "frequencies": lambda: run_frequencies(options.path),
    }
    for line in lines[options.command]():
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
