"""Coding sheets: a random sample of statements or events for people to judge, as CSV.

The sample is drawn by strata (outlet and form, or outlet and type), each in the share that it has of all.
Which items of a stratum are drawn follows from the seed and their permanent ids alone, so that the same store
and the same seed give the same sheet, on every machine and database.
"""

from __future__ import annotations

import csv
import hashlib
import heapq
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Literal, TextIO

from sqlalchemy import Connection, Select, func, select

from onrecord.errors import InputError
from onrecord.query.cite import Citation, cite
from onrecord.store import schema

SampleKind = Literal["statements", "events"]
VERDICTS = ("right", "source_right", "span_right", "type_right")
"""The columns that a coder fills in with yes or no; empty is not judged."""
FACTS = (
    "item",
    "document",
    "kind",
    "stratum",
    "outlet",
    "published",
    "title",
    "url",
    "before",
    "words",
    "after",
    "source",
    "reported_via",
    "told",
    "engine",
)
HEADER = (*FACTS, "coder", *VERDICTS, "note")
_DANGEROUS = "=+-@\t\r"
_MOST = 1_000_000


def write_sheet(connection: Connection, out: TextIO, *, kind: SampleKind, n: int, seed: int) -> int:
    """Write a coding sheet of `n` statements or events of current articles, and give how many there are.

    There are fewer where the store has fewer. The order is a random one too.

    Raises:
        InputError: there is nothing to draw from.
    """
    writer = csv.writer(out, lineterminator="\n")
    drawn = draw(connection, kind=kind, n=n, seed=seed)
    if not drawn:
        raise InputError(f"the store has no {kind} to draw from")
    writer.writerow(HEADER)
    for identity, stratum in drawn:
        writer.writerow([_defuse(one) for one in _make_row(cite(connection, identity), stratum)])
    return len(drawn)


def draw(connection: Connection, *, kind: SampleKind, n: int, seed: int) -> list[tuple[str, str]]:
    """The ids of a random sample, each with its stratum; at most `n`."""
    counts = {_name_stratum(row): int(row.items) for row in connection.execute(_query(kind, counted=True))}
    wanted = allot(counts, min(n, sum(counts.values()), _MOST))
    chosen: dict[str, list[tuple[int, str]]] = {stratum: [] for stratum in counts}
    for row in connection.execute(_query(kind, counted=False)):
        stratum = _name_stratum(row)
        lowest = chosen[stratum]
        if not wanted[stratum]:
            continue
        entry = (-_place(seed, row.id), row.id)
        if len(lowest) < wanted[stratum]:
            heapq.heappush(lowest, entry)
        elif entry > lowest[0]:
            heapq.heapreplace(lowest, entry)
    every = [(-place, identity, stratum) for stratum, some in chosen.items() for place, identity in some]
    return [(identity, stratum) for _, identity, stratum in sorted(every)]


def _place(seed: int, identity: str) -> int:
    """Where an item stands in the random order of a seed."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{identity}".encode()).digest()[:8])


def allot(counts: Mapping[str, int], n: int) -> dict[str, int]:
    """How many of `n` each stratum gets: its share, rounded so that the sum is `n` (largest remainders)."""
    total = sum(counts.values())
    if not total:
        return {}
    exact = {stratum: n * count / total for stratum, count in counts.items()}
    whole = {stratum: int(share) for stratum, share in exact.items()}
    order = sorted(counts, key=lambda stratum: (whole[stratum] - exact[stratum], -counts[stratum], stratum))
    for stratum in order[: n - sum(whole.values())]:
        whole[stratum] += 1
    return whole


def _query(kind: SampleKind, *, counted: bool) -> Select[Any]:
    table = schema.statements if kind == "statements" else schema.events
    label = table.c.form if kind == "statements" else table.c.type
    documents, outlets = schema.documents, schema.outlets
    columns = [outlets.c.name.label("outlet"), label.label("label")]
    query = (
        select(*columns, func.count().label("items")).group_by(*columns)
        if counted
        else select(table.c.id, *columns)
    )
    return (
        query.select_from(table)
        .join(documents, table.c.document == documents.c.key)
        .outerjoin(outlets, documents.c.outlet == outlets.c.key)
        .where(documents.c.status == "current")
    )


def _name_stratum(row: Any) -> str:
    return f"{row.outlet or 'no outlet'} / {row.label}"


def _make_row(citation: Citation, stratum: str) -> Sequence[str]:
    facts = {
        "item": citation.id,
        "document": citation.document,
        "kind": citation.kind,
        "stratum": stratum,
        "outlet": citation.outlet or "",
        "published": citation.published or "",
        "title": citation.title or "",
        "url": citation.url or "",
        "before": citation.before,
        "words": citation.quote,
        "after": citation.after,
        "source": "; ".join(citation.who),
        "reported_via": "; ".join(citation.via),
        "told": "; ".join(citation.told),
        "engine": citation.engine,
    }
    return [facts.get(name, "") for name in HEADER]


def _defuse(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] and value[0] in _DANGEROUS else value


def read_sheet(stream: TextIO, where: str) -> Iterator[dict[str, str]]:
    """The rows of a coding sheet, each with its cells by column.

    Raises:
        InputError: it is no coding sheet.
    """
    try:
        head = stream.readline()
        delimiter = max(",;\t", key=head.count)  # spreadsheets of many countries write semicolons
        reader = csv.DictReader(chain([head], stream), delimiter=delimiter, strict=True)
        if not {"item", *VERDICTS} <= set(reader.fieldnames or ()):
            raise InputError(f"{where}: this is no coding sheet of 'onrecord sample'")
        for row in reader:
            yield {name: value.strip() for name, value in row.items() if name and isinstance(value, str)}
    except (csv.Error, UnicodeDecodeError) as error:
        raise InputError(
            f"{where}: this is no CSV in UTF-8: save it as CSV UTF-8 in the spreadsheet ({error})"
        ) from error
