"""What is found across articles: stories, copies, who is who, quotations, disagreements."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from bench import disagreements, quotations
from bench.copies import measure_quality
from bench.disagreements import find_verdict
from bench.identities import Judged, Population, draw
from bench.stories import compare_records, measure_halves, score
from bench.suite.judged import JUDGED
from bench.suite.material import REAL, open_real, read_real
from bench.suite.measure import Material, Row, Table, percent
from onrecord.evaluate.tally import Tally
from onrecord.evaluating import read_records

_MANY = 100_000
_ORIGINALS = 150


def measure_stories(material: Material) -> Iterator[Table]:
    """Stories of the real articles, and with the threshold chosen on one half and measured on the other."""
    lines = (material.shared / REAL).read_text(encoding="utf-8").splitlines()
    gold_of = {row["url"]: row["story"] for row in map(json.loads, lines) if row["story"] is not None}
    records = list(read_records(read_real(material)))
    gold = {one.document.id: gold_of[one.document.url] for one in records if one.document.url in gold_of}
    compared = compare_records(records)
    rows = [Row(name, _rates(tally)) for name, tally in score(gold, compared.stories).items()]
    halves = measure_halves(gold, compared)
    rows.append(Row("B3, threshold from the other half", (None, None, percent(sum(halves) / len(halves)))))
    note = f"{len(gold)} articles of {len(set(gold.values()))} stories; mean of {len(halves)} halves"
    yield Table(name="stories", columns=("precision", "recall", "F1"), rows=tuple(rows), note=note)


def _rates(tally: Tally) -> tuple[float, float, float]:
    return percent(tally.precision), percent(tally.recall), percent(tally.f1)


def measure_copies(_: Material) -> Iterator[Table]:
    """Copies of invented articles, by what was changed and how much of it."""
    rows = [
        Row(f"{operation}, {share:.0%}", (percent(found.precision), percent(found.recall), found.copies))
        for operation, share, found, _kinds in measure_quality(_ORIGINALS)
    ]
    yield Table(name="copies", columns=("precision", "recall", "copies"), rows=tuple(rows))


def measure_identities(material: Material) -> Iterator[Table]:
    """How often `same` is right of entities of different articles, weighted back to the population."""
    with open_real(material) as connection:
        population = Population(connection)
        bands = {band: len(pairs) for band, pairs in population.bands().items()}
        drawn = {frozenset((left.id, right.id)): band for band, left, right in draw(population)}
    readers = [_read_verdicts(f"identities-{letter}.json") for letter in "ab"]
    rows = [
        Row(f"reader {name}", _weigh(bands, drawn, verdicts))
        for name, verdicts in zip(("one", "two"), readers, strict=True)
    ]
    both = [pair for pair in readers[0].keys() & readers[1].keys() if pair in drawn]
    alike = sum(readers[0][pair].verdict == readers[1][pair].verdict for pair in both)
    note = f"{sum(bands.values()):,} pairs; both readers agree on {alike} of {len(both)} judged pairs"
    yield Table(
        name="same",
        columns=("same, right", "judged of these", "merged namesakes"),
        rows=tuple(rows),
        note=note,
    )


def _read_verdicts(name: str) -> dict[frozenset[str], Judged]:
    found = msgspec.json.decode((JUDGED / name).read_bytes(), type=list[Judged])
    return {frozenset((one.left, one.right)): one for one in found}


def _weigh(
    bands: Mapping[str, int], drawn: Mapping[frozenset[str], str], verdicts: Mapping[frozenset[str], Judged]
) -> tuple[float | None, int, int]:
    """Of the pairs called the same: the share right, how many were judged, and namesakes among the wrong."""
    parts, judged, namesakes = [], 0, 0
    for band in (band for band in bands if band.startswith("same")):
        said = [verdicts[pair] for pair, of in drawn.items() if of == band and pair in verdicts]
        decided = [one for one in said if one.verdict != "unsure"]
        judged += len(decided)
        namesakes += sum(one.surname and one.verdict == "different" for one in decided)
        if decided:
            parts.append((bands[band], sum(one.verdict == "same" for one in decided) / len(decided)))
    weight = sum(size for size, _ in parts)
    return (percent(sum(size * part for size, part in parts) / weight) if weight else None), judged, namesakes


def measure_quotations(material: Material) -> Iterator[Table]:
    """Quotations of the same words: the judged pairs that are found, and how many of them are right."""
    with quotations.fill_store(read_real(material)) as connection:
        pairs = {pair.name: pair.kind for pair in quotations.read_pairs(connection)}
    rows = []
    for reader, name in (
        ("first reader", "quotations.json"),
        ("second reader, on others", "quotations-b.json"),
    ):
        verdicts = msgspec.json.decode((JUDGED / name).read_bytes(), type=list[quotations.Verdict])
        rows.append(Row(reader, count_right(pairs, verdicts)))
    columns = ("judged", "found now", "right", "kind right too")
    yield Table(name="quotations", columns=columns, rows=tuple(rows), note=f"{len(pairs):,} pairs found")


def count_right(
    pairs: Mapping[str, str], verdicts: Sequence[quotations.Verdict]
) -> tuple[int, int, int, int]:
    """Verdicts, those on pairs that are found with this kind, and of these how many are right, and wholly."""
    known = [one for one in verdicts if pairs.get(one.pair) == one.kind]
    right = [one for one in known if one.is_right]
    return len(verdicts), len(known), len(right), sum(one.kind_is_right for one in right)


def measure_disagreements(material: Material) -> Iterator[Table]:
    """Disagreements that are found, by kind, with what was judged of them."""
    from onrecord.resolve.claims.reading import list_disagreements

    with open_real(material) as connection:
        found = [
            *list_disagreements(connection, limit=_MANY),
            *list_disagreements(connection, kinds=["development"], limit=_MANY),
        ]
    judged = disagreements.read_judged()
    kinds: defaultdict[str, list[bool | None]] = defaultdict(list)
    for one in found:
        verdict = find_verdict(one, judged)
        kinds[one.kind].append(None if verdict is None else bool(verdict["real"]))
    rows = [Row(kind, _count(verdicts)) for kind, verdicts in sorted(kinds.items())]
    every = _count([verdict for verdicts in kinds.values() for verdict in verdicts])
    columns = ("found", "judged", "real")
    yield Table(name="disagreements", columns=columns, rows=(*rows, Row("all", every)))


def _count(verdicts: Collection[bool | None]) -> tuple[int, int, int]:
    return len(verdicts), sum(one is not None for one in verdicts), sum(one is True for one in verdicts)
