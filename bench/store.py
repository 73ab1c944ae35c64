"""Measure a large store: rows written a second, and how long questions take.

    python bench/store.py [--statements N] [--keep PATH] [--store URL] [--queries N] [--seed N] [--json]

Records made at random (`made_records.py`), in the proportions of real ones, are written as `onrecord add`
writes records that were read before: one after the other, through the same function, many in a transaction.
Then questions are asked, drawn as people would ask them: words and names as often as they occur, so that
frequent ones are among them. The first of each kind are asked beforehand and not counted. `--keep` names the
file, which is used as it is where it is there; `--store` writes to a server instead.

Aims at a million statements, of 95 in 100 questions: full text and fields 50 ms, dossier and timeline 100 ms;
15,000 rows a second. The exit code is 1 where one is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from random import Random

import msgspec
from sqlalchemy import Connection, func, select

from bench.made_records import STATEMENTS, make_records, make_world
from onrecord.query.people import dossier
from onrecord.query.question import KINDS, Kind, Question
from onrecord.query.search import search
from onrecord.query.timeline import timeline
from onrecord.store import schema
from onrecord.store.opening import Store, open_store
from onrecord.store.writer import add_record

_NOW = "2026-11-27T00:00:00Z"
_BATCH = 200
_WARM = 5
_AIMED_ROWS = 15_000
_SHARE = 0.95
Ask = Callable[[Connection], object]


class Timing(msgspec.Struct, frozen=True):
    """How long the questions of one kind took, in milliseconds.

    `p95_busy` is of this process's own time on a processor: on a machine that does other things besides, it
    is what a store in a file takes; a server's time is not in it.
    """

    kind: str
    asked: int
    median: float
    p95: float
    longest: float
    p95_busy: float
    aim: float


class Writing(msgspec.Struct, frozen=True):
    """How fast records were written; seconds are those of writing alone, without making the records."""

    articles: int
    rows: int
    seconds: float

    @property
    def rows_a_second(self) -> float:
        """Rows of all tables in a second."""
        return self.rows / self.seconds


def fill(store: Store, statements: int, seed: int) -> Writing:
    """Write records with about so many statements."""
    articles = -(-statements // STATEMENTS)
    records = make_records(make_world(seed), articles)
    seconds, done = 0.0, 0
    while batch := list(islice(records, _BATCH)):
        begun = time.perf_counter()
        with store.writing() as connection:
            for record in batch:
                add_record(connection, record, now=_NOW)
        seconds += time.perf_counter() - begun
        done += len(batch)
        if done % 5_000 < _BATCH:
            print(f"{done} of {articles} articles", file=sys.stderr)
    with store.reading() as connection:
        rows = sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in schema.metadata.sorted_tables
        )
    return Writing(articles, rows, seconds)


class Drawing:
    """Draws words and names from the store itself, as often as they are in it."""

    def __init__(self, connection: Connection, seed: int) -> None:
        self._connection = connection
        self._rng = Random(seed)
        self._bounds = {
            table.name: connection.execute(select(func.min(table.c.key), func.max(table.c.key))).one()
            for table in (schema.statements, schema.entities, schema.documents)
        }

    def _draw_key(self, name: str) -> int:
        low, high = self._bounds[name]
        return self._rng.randint(low, high)

    def statement(self) -> tuple[str, str, str]:
        """Words, act and form of some statement."""
        table = schema.statements
        query = select(table.c.words, table.c.act, table.c.form).where(
            table.c.key >= self._draw_key(table.name)
        )
        row = self._connection.execute(query.order_by(table.c.key).limit(1)).one()
        return row.words, row.act, row.form

    def name(self) -> str:
        """The name of some entity; of a person now and then only the last part."""
        table = schema.entities
        query = select(table.c.name, table.c.type).where(table.c.key >= self._draw_key(table.name))
        row = self._connection.execute(query.order_by(table.c.key).limit(1)).one()
        short = row.type == "person" and self._rng.random() < 0.15
        return str(row.name.split()[-1] if short else row.name)

    def words(self) -> str:
        """A query: one word, two, a phrase, a prefix, alternatives, or one word without another."""
        words = [word.strip(".,") for word in self.statement()[0].split()]
        at = self._rng.randrange(len(words) - 1)
        first, second, other = words[at], words[at + 1], self._rng.choice(words)
        forms = (
            first,
            f"{first} {other}",
            f'"{first} {second}"',
            f"{first[: self._rng.randint(3, 6)]}*",
            f"{first} OR {other}",
            f"{first} -{other}" if first != other else first,
        )
        return self._rng.choice(forms)

    def fields(self) -> Question:
        """Some fields together, often with words, sometimes within dates."""
        rng, (_, act, form) = self._rng, self.statement()
        asked = (
            Question(speaker=self.name()),
            Question(speaker=self.name(), form=form),
            Question(speaker=self.name(), words=self.words()),
            Question(speaker=self.name(), about=self.name()),
            Question(about=self.name(), act=act),
            Question(act=act, form=form, polarity="negative"),
            Question(kind="events", entity=self.name()),
            Question(roles=(("person", self.name()),), type="arrest"),
            Question(type="post", modality="possible"),
            Question(type="attack", words=self.words()),
            Question(kind="events", words=self.words(), voice="statement"),
            Question(entity=self.name(), words=self.words()),
        )
        question = rng.choice(asked)
        if rng.random() < 0.3:
            year = rng.randrange(2010, 2025)
            question = msgspec.structs.replace(question, since=f"{year}", until=f"{year + rng.randrange(3)}")
        return question


def make_questions(drawing: Drawing, rng: Random) -> Iterator[tuple[str, float, Ask]]:
    """One question of each kind, with what it may take in milliseconds."""
    words, fields = drawing.words(), drawing.fields()
    kind: Kind = rng.choice(KINDS)
    name = drawing.name()
    yield "full text", 50, lambda connection: search(connection, Question(words=words, kind=kind))
    yield "fields", 50, lambda connection: search(connection, fields)
    yield "dossier", 100, lambda connection: dossier(connection, name)
    yield "timeline", 100, lambda connection: timeline(connection, name)


def measure(store: Store, queries: int, seed: int, slow: float) -> list[Timing]:
    """Ask so many questions of each kind; with `slow` tell those that took longer, in milliseconds."""
    from onrecord.errors import InputError

    taken: dict[str, list[float]] = {}
    busy: dict[str, list[float]] = {}
    aims: dict[str, float] = {}
    rng = Random(seed)
    with store.reading() as connection:
        drawing = Drawing(connection, seed)
        for number in range(queries + _WARM):
            for kind, aim, ask in make_questions(drawing, rng):
                aims[kind] = aim
                begun, on_processor = time.perf_counter(), time.process_time()
                try:
                    ask(connection)
                except InputError:  # a last name that nobody is called by alone
                    continue
                passed = (time.perf_counter() - begun) * 1_000
                if number >= _WARM:
                    taken.setdefault(kind, []).append(passed)
                    busy.setdefault(kind, []).append((time.process_time() - on_processor) * 1_000)
                if slow and passed > slow:
                    told = [cell.cell_contents for cell in ask.__closure__ or ()]
                    print(f"{passed:.0f} ms: {kind} {told}", file=sys.stderr)
    return [_sum_up(kind, sorted(times), sorted(busy[kind]), aims[kind]) for kind, times in taken.items()]


def _sum_up(kind: str, times: Sequence[float], busy: Sequence[float], aim: float) -> Timing:
    last = min(int(len(times) * _SHARE), len(times) - 1)
    return Timing(kind, len(times), times[len(times) // 2], times[last], times[-1], busy[last], aim)


def main() -> int:
    """Fill a store, ask it, and print the figures."""
    arguments = _read_arguments()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        path = arguments.store or arguments.keep or str(Path(folder) / "bench.db")
        known = arguments.store is None and Path(path).exists()
        store = stack.enter_context(open_store(path, create=True))
        writing = None if known else fill(store, arguments.statements, arguments.seed)
        timings = measure(store, arguments.queries, arguments.seed, arguments.slow)
    _print(writing, timings, as_json=arguments.json)
    missed = any(one.p95 > one.aim for one in timings)
    return int(missed or (writing is not None and writing.rows_a_second < _AIMED_ROWS))


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--keep", metavar="PATH")
    parser.add_argument("--store", metavar="URL")
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--slow", type=float, default=0, metavar="MS", help="tell questions slower than this")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _print(writing: Writing | None, timings: Sequence[Timing], *, as_json: bool) -> None:
    if as_json:
        print(msgspec.json.encode({"writing": writing, "questions": timings}).decode())
        return
    if writing is not None:
        print(
            f"{writing.articles} articles, {writing.rows} rows in {writing.seconds:.0f} s: "
            f"{writing.rows_a_second:.0f} rows a second (aim {_AIMED_ROWS})"
        )
    print("question       asked   median      p95  longest p95 busy      aim   (ms)")
    for one in timings:
        figures = f"{one.median:8.1f} {one.p95:8.1f} {one.longest:8.1f} {one.p95_busy:8.1f} {one.aim:8.0f}"
        print(f"{one.kind:12} {one.asked:7} {figures}{'' if one.p95 <= one.aim else '   missed'}")


if __name__ == "__main__":
    sys.exit(main())
