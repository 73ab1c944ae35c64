"""Count what goes wrong with statements, by kind, against an attribution corpus.

    python bench/errors.py CORPUS RECORDS

CORPUS is in PolNeAR's layout, RECORDS what `onrecord read --format jsonl` wrote of its texts. Counted are
annotated attributions that no statement agrees with, and statements that count and agree with none, each
apart for those with a quotation.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.evaluate.attribution import judge_fields, wanted_of
from onrecord.evaluate.brat import Annotated, read_corpus
from onrecord.evaluate.expectations import dice
from onrecord.evaluate.statements import Told, tell
from onrecord.evaluate.tally import match_best
from onrecord.evaluate.words import Words
from onrecord.evaluating import read_records
from onrecord.model.record import Record

_ENOUGH = 0.5


def main(arguments: Sequence[str] | None = None) -> int:
    """Count and print."""
    parser = argparse.ArgumentParser(description="Count what goes wrong with statements, by kind.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("records", type=Path)
    options = parser.parse_args(arguments)
    by_text = {record.document.text: record for record in read_records(options.records)}
    counts: Counter[tuple[str, bool]] = Counter()
    for article in read_corpus(options.corpus):
        counts.update(count_errors(by_text[article.text], article))
    print(f"{'':62}{'all':>6}{'quoted':>8}")
    for kind in sorted({kind for kind, _ in counts}, key=lambda kind: (kind[0], -_total(counts, kind))):
        print(f"{kind:62}{_total(counts, kind):6}{counts[kind, True]:8}")
    return 0


def _total(counts: Counter[tuple[str, bool]], kind: str) -> int:
    return counts[kind, True] + counts[kind, False]


def count_errors(record: Record, article: Annotated) -> Iterator[tuple[str, bool]]:
    """The kind of each error, and whether its content holds a quotation."""
    words = Words(article.text)
    wanted = wanted_of(words, article.annotations[0])
    found = [tell(words, s.id, s.source, (s.cue,) if s.cue else (), s.content) for s in record.statements]
    met = {other.key for _, other in match_best(found, wanted, Told.likeness)}
    for one in wanted:
        if one.key not in met:
            yield f"missed: {_why(one, found)}", words.hold_quote(one.content)
    told = {one.key: one for one in found}
    for fields in judge_fields(record, article):
        if not fields.statement:
            one = told[fields.statement_of.id]
            yield f"wrong: {_why(one, wanted)}", fields.quoted


def _why(one: Told, others: Sequence[Told]) -> str:
    best = max(others, key=lambda other: dice(other.content, one.content), default=None)
    if best is not None and dice(best.content, one.content) >= _ENOUGH:
        return f"content agrees, source does not ({_sources(one, best)})"
    if any(other.cue & one.cue for other in others):
        return "cue agrees, content does not"
    if any(other.content & one.content for other in others):
        return "content overlaps another statement's"
    return "nothing on the other side"


def _sources(one: Told, other: Told) -> str:
    if not one.source:
        return "it has none, the other has"
    return "it has one, the other has none" if not other.source else "another one"


if __name__ == "__main__":
    sys.exit(main())
