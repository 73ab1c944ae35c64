"""Other systems in the same run: `bench/peers.py` run by their own Python, their findings as records."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.suite.measure import ROOT
from onrecord.model.document import make_document
from onrecord.model.record import Record, Statement, StatementSource
from onrecord.model.span import Span


@dataclass(frozen=True, slots=True)
class Run:
    """What a peer found in each text, what it is called, and how many words it read in a second."""

    peer: str
    records: tuple[Record, ...]
    words_a_second: float


def run_peer(python: Path, peer: str, texts: Sequence[str]) -> Run:
    """Run a peer by its own Python on texts; raises CalledProcessError where it fails."""
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    command = [str(python), str(ROOT / "bench" / "peers.py"), peer]
    done = subprocess.run(command, input=lines, stdout=subprocess.PIPE, text=True, check=True)
    head, *found = [json.loads(line) for line in done.stdout.splitlines()]
    records = tuple(
        make_record(text, one["statements"], number)
        for number, (text, one) in enumerate(zip(texts, found, strict=True))
    )
    return Run(head["peer"], records, head["words"] / max(head["seconds"], 1e-9))


def make_record(text: str, statements: Sequence[dict[str, Any]], number: int = 0) -> Record:
    """A record that has these statements and nothing else; of two with one cue and content the first."""
    seen: dict[object, Statement] = {}
    for place, one in enumerate(statements):
        cue, content = _span(one["cue"]), tuple(_span(part) for part in one["content"])
        seen.setdefault(
            (cue, content),
            _make_statement(
                f"s{place}", StatementSource(start=one["source"][0], end=one["source"][1]), cue, content
            ),
        )
    document = make_document(text, location=f"article {number}")
    return Record(document=document, statements=tuple(seen.values()))


def _make_statement(
    identity: str, source: StatementSource, cue: Span, content: tuple[Span, ...]
) -> Statement:
    return Statement(
        id=identity,
        parent=None,
        source=source,
        cue=cue,
        content=content,
        form="direct",
        act="say",
        polarity="positive",
        hedged=False,
        confidence=1.0,
    )


def _span(bounds: Sequence[int]) -> Span:
    return Span(start=bounds[0], end=bounds[1])
