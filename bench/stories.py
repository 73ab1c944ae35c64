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
import hashlib
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from bench.story_corpora import read_polnear, run_frequencies
from bench.story_stores import add_records, run_growth
from onrecord.evaluate.coreference import Score
from onrecord.evaluate.tally import Tally
from onrecord.model.document import Published, make_document
from onrecord.model.record import Record
from onrecord.resolve.stories.articles import day_of_key, read_articles
from onrecord.resolve.stories.grouping import Likeness, group
from onrecord.resolve.stories.likeness import JOINED
from onrecord.resolve.stories.pairs import load_terms
from onrecord.resolve.stories.parting import part
from onrecord.resolve.stories.terms import Terms
from onrecord.resolve.stories.units import Links
from onrecord.store import schema
from onrecord.store.opening import open_store

JUDGED = Path(__file__).parent / "judged" / "stories.json"
_THRESHOLDS = [round(0.1 + 0.01 * step, 2) for step in range(21)]
_SPLITS = 50
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
