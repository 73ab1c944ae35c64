"""Score names against a corpus: a name is right where its characters and its type are.

    python -m onrecord.evaluate.names ../shared/corpora/newswire-ner
    python -m onrecord.evaluate.names ../shared/corpora/dwie/dev.json

Of a folder, the files are read that training holds out; names within other names do not count.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.analyse.encoder import load_encoder
from onrecord.analyse.naming import read_names
from onrecord.analyse.quotes import find_quotes
from onrecord.evaluate.marked import HELD_OUT, PARTS, Marked, read_dwie, read_newswire
from onrecord.model.span import Span

CORE = ("person", "organisation", "place")
"""The types that the figure over all is taken of."""


@dataclass(slots=True)
class Score:
    """Names wanted, found and right, by type."""

    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, wanted: Iterable[tuple[Span, str]], found: Iterable[tuple[Span, str]]) -> None:
        """Add one article."""
        gold = {(span.start, span.end, kind) for span, kind in wanted}
        ours = {(span.start, span.end, kind) for span, kind in found}
        for counter, names in ((self.wanted, gold), (self.found, ours), (self.right, gold & ours)):
            counter.update(kind for _, _, kind in names)

    def f1(self, *kinds: str) -> float:
        """Exact F1 over the given types, 0 to 1."""
        total = sum(self.wanted[kind] + self.found[kind] for kind in kinds)
        return 2 * sum(self.right[kind] for kind in kinds) / total if total else 0.0


def outermost(names: Sequence[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The names that stand in no other; of two for the same words the first."""
    kept: list[tuple[Span, str]] = []
    for span, kind in sorted(names, key=lambda name: (name[0].start, -name[0].end)):
        if not kept or span.end > kept[-1][0].end:
            kept.append((span, kind))
    return kept


def held_out(corpus: Path) -> Iterator[Marked]:
    """The articles of the newswire corpus that training never saw."""
    for number, file in enumerate(sorted(corpus.glob("*.tsv"))):
        if number % PARTS == HELD_OUT:
            yield read_newswire(file)


def find(article: Marked) -> list[tuple[Span, str]]:
    """The outer names that the encoder marks in an article."""
    quotes = find_quotes(article.text, article.lines)
    encoding = load_encoder().encode(article.text, article.lines, quotes)
    return [(name.span, name.type) for name in read_names(encoding, article.text) if not name.inner]


def main() -> None:
    """Print the score of a corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    options = parser.parse_args()
    score = Score()
    articles = held_out(options.corpus) if options.corpus.is_dir() else read_dwie(options.corpus)
    for article in articles:
        score.add(outermost(article.names), find(article))
    for kind in sorted(score.wanted):
        sys.stdout.write(f"{kind:14} F1 {100 * score.f1(kind):5.1f}  of {score.wanted[kind]}\n")
    sys.stdout.write(f"{'all three':14} F1 {100 * score.f1(*CORE):5.1f}\n")


if __name__ == "__main__":
    main()
