"""Quotations across the articles of a file of records: how many, how many are right, how many are missed.

    python -m bench.quotations RECORDS                 how many pairs and groups
    python -m bench.quotations RECORDS --sheet N       N pairs of each kind to judge, by smallest digest
    python -m bench.quotations RECORDS --judged        how many of the judged pairs are right, by kind
    python -m bench.quotations RECORDS --missed    direct quotations that share many words but are not paired

RECORDS is one record a line. A pair is right where both statements give the same utterance or the same text,
whole or in part; its kind is judged apart. `judged/quotations.json` keeps ids, verdicts and reasons, no text.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from onrecord.model.record import Record
from onrecord.resolve.quotations.alignment import align
from onrecord.resolve.quotations.loading import Loaded, find_statements, load_rows, load_statements
from onrecord.resolve.quotations.runs import WINDOWS
from onrecord.resolve.quotations.updating import update
from onrecord.store import schema
from onrecord.store.opening import open_store
from onrecord.store.writer import add_record

JUDGED = Path(__file__).parent / "judged" / "quotations.json"
_NOW = "2026-11-28T00:00:00Z"
_LEAST_WORDS, _LEAST_SHARE = 5, 0.6
_SHOWN = 500


class Pair(NamedTuple):
    """Two statements that were paired: the later one, the earlier one, and what the first is beside it."""

    later: Loaded
    earlier: Loaded
    kind: str
    score: float

    @property
    def name(self) -> str:
        """Both ids, in an order that is the same everywhere."""
        return " ".join(sorted((self.later.id, self.earlier.id)))


class Verdict(msgspec.Struct, frozen=True):
    """What a reader says of a pair: whether it is one, and whether it is of the kind that is given."""

    pair: str
    kind: str
    is_right: bool
    kind_is_right: bool
    reason: str


def main() -> None:
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("records", type=Path)
    parser.add_argument("--sheet", type=int, metavar="N")
    parser.add_argument("--judged", action="store_true")
    parser.add_argument("--missed", action="store_true")
    given = parser.parse_args()
    with fill_store(given.records) as connection:
        pairs = read_pairs(connection)
        print_counts(connection, pairs)
        if given.sheet:
            print_sheet(connection, draw(pairs, given.sheet))
        if given.judged:
            print_precision(pairs)
        if given.missed:
            print_missed(connection, pairs)


@contextmanager
def fill_store(records: Path) -> Iterator[Connection]:
    """A store of the records in a folder that is gone afterwards, with all quotations found."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/store.db", create=True) as store:
        with store.writing() as connection:
            for line in records.read_bytes().splitlines():
                add_record(connection, Record.from_json(line), now=_NOW)
        with store.writing() as connection:
            update(connection, list(connection.execute(select(schema.documents.c.key)).scalars()))
        with store.reading() as connection:
            yield connection


def read_pairs(connection: Connection) -> list[Pair]:
    """All pairs of a store, by the digest of their ids."""
    rows = connection.execute(select(schema.quotation_pairs)).all()
    keys = {key for row in rows for key in (row.statement, row.other)}
    loaded = {one.key: one for one in load_statements(connection, sorted(keys))}
    pairs = [Pair(loaded[row.statement], loaded[row.other], row.kind, row.score) for row in rows]
    return sorted(pairs, key=lambda pair: sha256(pair.name.encode()).digest())


def draw(pairs: Iterable[Pair], count: int) -> list[Pair]:
    """The first so many pairs of each kind."""
    by_kind: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_kind[pair.kind].append(pair)
    return [pair for _, some in sorted(by_kind.items()) for pair in some[:count]]


def print_counts(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Print how many pairs of each kind there are, and how many groups of how many articles."""
    print("pairs", dict(sorted(Counter(pair.kind for pair in pairs).items())))
    found = Counter(connection.execute(select(schema.quotations.c.articles)).scalars())
    print("groups", sum(found.values()), "by articles", dict(sorted(found.items())))


def print_sheet(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Print pairs with their words, who speaks, and where; this is text of articles and stays outside."""
    table, articles = schema.statements, schema.documents
    query = select(table.c.key, table.c.words, table.c.form, articles.c.published, articles.c.location)
    told = {
        row.key: row for row in connection.execute(query.join(articles, articles.c.key == table.c.document))
    }
    for pair in pairs:
        print(f"== {pair.kind} {pair.score} {pair.name}")
        for one in (pair.later, pair.earlier):
            row, who = told[one.key], ", ".join(party.name for party in one.said.parties)
            print(f"  {row.published} {row.form} [{who}] {row.words[:_SHOWN]}")


def print_precision(pairs: Iterable[Pair]) -> None:
    """Print the shares of judged pairs that are right, of those that are still found with this kind."""
    verdicts = {one.pair: one for one in msgspec.json.decode(JUDGED.read_bytes(), type=list[Verdict])}
    seen: dict[str, list[Verdict]] = defaultdict(list)
    for pair in pairs:
        verdict = verdicts.get(pair.name)
        if verdict is not None and verdict.kind == pair.kind:
            seen[pair.kind].append(verdict)
            seen["all"].append(verdict)
    for kind, some in sorted(seen.items()):
        right, named = sum(one.is_right for one in some), sum(one.kind_is_right for one in some)
        print(
            f"{kind:12} judged {len(some):3}  right {right:3} ({right / len(some):.1%})  kind right {named:3}"
        )


def print_missed(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Compare all direct quotations of five words or more with each other and print what was not paired."""
    documents = list(connection.execute(select(schema.documents.c.key)).scalars())
    said = [
        one
        for one in load_rows(connection, find_statements(connection, documents))
        if one.said.form == "direct"
    ]
    said = [one for one in said if len(one.said.wording.words) >= _LEAST_WORDS]
    paired = {frozenset((pair.later.key, pair.earlier.key)) for pair in pairs}
    alike = [both for both in combinations(said, 2) if _are_alike(*both)]
    missed = [both for both in alike if frozenset(one.key for one in both) not in paired]
    print(f"alike {len(alike)}, of these not paired {len(missed)}")
    print_sheet(connection, [Pair(*both, _why(*both), 0.0) for both in missed])


def _are_alike(one: Loaded, other: Loaded) -> bool:
    """Whether the words that both have, in order, are most of those of the shorter one."""
    if one.document == other.document:
        return False
    few, many = sorted((one.said.wording.norms, other.said.wording.norms), key=len)
    if sum((Counter(few) & Counter(many)).values()) < _LEAST_SHARE * len(few):
        return False
    shared = sum(block.size for block in align(one.said.wording, other.said.wording).blocks)
    return shared >= _LEAST_SHARE * len(few)


def _why(one: Loaded, other: Loaded) -> str:
    """Whether the two met at all."""
    shared = one.runs & other.runs
    apart = abs(one.said.day - other.said.day)
    near = [run for run in shared if (window := WINDOWS[run.family]) is None or apart <= window]
    met = sum(1 if run.family == "speaker" else 2 for run in near) >= 2
    return "met, not accepted" if met else "did not meet"


if __name__ == "__main__":
    main()
