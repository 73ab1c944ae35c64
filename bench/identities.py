"""Pairs of entities of different articles judged by hand: which ones, and how often `same` is right.

    python -m bench.identities sample --store STORE > sheet.txt    200 pairs with what stands around them
    python -m bench.identities score --store STORE bench/judged/identities-a.json [-b.json]

The population is all pairs of named entities of different articles that share a block: a word by which names
are looked up. It is split by what onrecord says of them; of each band those pairs are taken whose SHA-256 of
both ids is smallest, so nobody chooses them. The sheet holds text of articles and stays outside of the
repository, and it does not say what onrecord says. A file of verdicts has no text: ids, a verdict (same,
different, unsure) and a reason in a few words; `surname` marks different people of one family name.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from onrecord.resolve.identities.clustering import Bearer
from onrecord.resolve.identities.names import block_keys
from onrecord.resolve.identities.rows import name_of, read_bearers
from onrecord.resolve.identities.verdicts import compare_bearers
from onrecord.store import schema
from onrecord.store.opening import open_store

_SIZES = {"same, one name": 70, "same, other names": 50, "unsure, likely": 30, "unsure": 25, "different": 25}
_LIKELY = 0.45
_AROUND, _CONTEXTS = 130, 3


class Member(msgspec.Struct, frozen=True):
    """An entity of an article that has a name."""

    key: int
    id: str
    document: int
    bearer: str


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict on a pair: the ids of both entities; `surname`: different people of one family name."""

    left: str
    right: str
    verdict: str
    reason: str = ""
    surname: bool = False


class Population:
    """All pairs of a store, by band."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        told, entities = schema.identity_entities, schema.entities
        rows = connection.execute(select(told, entities.c.id).join(entities, entities.c.key == told.c.entity))
        self.members = [Member(row.entity, row.id, row.document, row.bearer) for row in rows]
        bearers = read_bearers(connection, schema.identity_bearers.c.id, {one.bearer for one in self.members})
        self.bearers = {one.id: one for one in bearers}
        self._bands: dict[tuple[str, str], str] = {}

    def bands(self) -> dict[str, list[tuple[Member, Member]]]:
        """The pairs of each band, those with the smallest digests first."""
        found: dict[str, list[tuple[Member, Member]]] = {band: [] for band in _SIZES}
        for left, right in self._pair():
            found[self._find_band(left, right)].append((left, right))
        return {band: sorted(pairs, key=_digest) for band, pairs in found.items()}

    def _pair(self) -> set[tuple[Member, Member]]:
        blocks: dict[str, list[Member]] = defaultdict(list)
        for one in self.members:
            for block in _blocks(self.bearers[one.bearer]):
                blocks[block].append(one)
        pairs = set()
        for members in blocks.values():
            for pair in combinations(sorted(members, key=lambda one: one.id), 2):
                if pair[0].document != pair[1].document:
                    pairs.add(pair)
        return pairs

    def _find_band(self, left: Member, right: Member) -> str:
        key = (min(left.bearer, right.bearer), max(left.bearer, right.bearer))
        if key not in self._bands:
            self._bands[key] = self._compare(*key)
        return self._bands[key]

    def _compare(self, left: str, right: str) -> str:
        mine, theirs = self.bearers[left], self.bearers[right]
        verdict = compare_bearers(self._connection, mine, theirs)
        if verdict.decision == "same":
            return "same, one name" if mine.folded == theirs.folded else "same, other names"
        if verdict.decision == "different":
            return "different"
        return "unsure, likely" if verdict.score >= _LIKELY else "unsure"


def _blocks(one: Bearer) -> set[str]:
    name = name_of(one)
    keys = set(block_keys(name))
    if one.type == "person":
        keys.add(f"person last {name.words[-1]}")
        if len(name.words) == 1 or one.standing == "short":
            keys |= {f"person first {name.words[0]}", f"person last {name.words[0]}"}
        keys.add(f"person first {name.words[0]}")
    return keys


def _digest(pair: tuple[Member, Member]) -> str:
    return hashlib.sha256("".join(sorted(one.id for one in pair)).encode()).hexdigest()


def draw(population: Population) -> list[tuple[str, Member, Member]]:
    """The sample with its bands, mixed."""
    chosen = [(band, *pair) for band, pairs in population.bands().items() for pair in pairs[: _SIZES[band]]]
    return sorted(chosen, key=lambda one: _digest((one[1], one[2]))[::-1])


def write_sheet(connection: Connection) -> Iterator[str]:
    """What is needed to judge each pair of the sample."""
    for number, (_, left, right) in enumerate(draw(Population(connection)), start=1):
        yield f"\n#{number} {left.id} {right.id}"
        for side, one in zip("AB", (left, right), strict=True):
            yield from _show(connection, side, one)


def _show(connection: Connection, side: str, one: Member) -> Iterator[str]:
    entities, documents, texts, outlets = schema.entities, schema.documents, schema.texts, schema.outlets
    query = (
        select(
            entities, documents.c.title, documents.c.published, texts.c.text, outlets.c.name.label("outlet")
        )
        .join(documents, documents.c.key == entities.c.document)
        .join(texts, texts.c.key == documents.c.text)
        .outerjoin(outlets, outlets.c.key == documents.c.outlet)
        .where(entities.c.key == one.key)
    )
    row = connection.execute(query).one()
    where = f"[{row.outlet}, {row.published}: {row.title}]"
    yield f"  {side}: {row.name} ({row.type}) also {row.aliases}   {where}"
    told = schema.attributes
    facts = connection.execute(select(told.c.name, told.c.value).where(told.c.entity == one.key)).all()
    yield f"     {'; '.join(f'{fact.name}={fact.value}' for fact in facts if 'name' not in fact.name)}"
    mentions, links = schema.mentions, schema.mention_entities
    places = connection.execute(
        select(mentions.c.start_char, mentions.c.end_char)
        .join(links, links.c.mention == mentions.c.key)
        .where(links.c.entity == one.key, mentions.c.form != "pronoun")
        .order_by(mentions.c.start_char)
    ).all()
    for start, end in places[:_CONTEXTS]:
        before, after = row.text[max(start - _AROUND, 0) : start], row.text[end : end + _AROUND]
        yield f"     ...{before}>>>{row.text[start:end]}<<<{after}...".replace("\n", " ¶ ")


def score(connection: Connection, files: Sequence[Path]) -> Iterator[str]:
    """The precision of `same`, weighted back to the population, by judge, and how far judges agree."""
    population = Population(connection)
    bands = population.bands()
    of_pair = {frozenset((left.id, right.id)): band for band, left, right in draw(population)}
    judged = {path.stem: _read(path) for path in files}
    for band, pairs in bands.items():
        yield f"{band:20} {len(pairs):7} pairs, {sum(of == band for of in of_pair.values())} judged"
    for name, verdicts in judged.items():
        yield f"\n{name}"
        yield from _score_one(bands, of_pair, verdicts)
    if len(judged) == 2:
        yield f"\n{_agree(*judged.values())}"


def _score_one(
    bands: Mapping[str, Sequence[object]],
    of_pair: Mapping[frozenset[str], str],
    verdicts: Mapping[frozenset[str], Judged],
) -> Iterator[str]:
    shares: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for band in bands:
        said = [verdicts[pair].verdict for pair, of in of_pair.items() if of == band and pair in verdicts]
        counts = {word: said.count(word) for word in ("same", "different", "unsure")}
        yield f"  {band:20} {counts}"
        decided = counts["same"] + counts["different"]
        if decided:
            kind = band.split(",")[0]
            shares[kind].append((len(bands[band]), counts["same"] / decided))
    for kind, parts in shares.items():
        share = sum(size * part for size, part in parts) / sum(size for size, _ in parts)
        yield f"  {kind}: {100 * share:.1f}% of the population's decided pairs are the same"
    merged = [
        one
        for pair, one in verdicts.items()
        if one.surname and one.verdict == "different" and of_pair.get(pair, "").startswith("same")
    ]
    yield f"  merges of different people of one family name: {len(merged)}"


def _agree(one: Mapping[frozenset[str], Judged], other: Mapping[frozenset[str], Judged]) -> str:
    both = set(one) & set(other)
    alike = sum(one[pair].verdict == other[pair].verdict for pair in both)
    against = sum({one[pair].verdict, other[pair].verdict} == {"same", "different"} for pair in both)
    return f"of {len(both)} pairs both say the same of {alike}; one says same and one different of {against}"


def _read(path: Path) -> dict[frozenset[str], Judged]:
    found = msgspec.json.decode(path.read_bytes(), type=list[Judged])
    return {frozenset((one.left, one.right)): one for one in found}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the sheet or the scores."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("sample", "score"))
    parser.add_argument("files", type=Path, nargs="*", help="verdicts, for score")
    parser.add_argument("--store", required=True)
    options = parser.parse_intermixed_args(arguments)
    with open_store(options.store) as store, store.reading() as connection:
        lines = write_sheet(connection) if options.what == "sample" else score(connection, options.files)
        print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
