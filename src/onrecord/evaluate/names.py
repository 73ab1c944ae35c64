"""Score names against a corpus: a name is right where its characters and its type are.

Names within other names do not count. `onrecord evaluate mentions` prints the scores.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.analyse.encoder import load_encoder
from onrecord.analyse.naming import read_names, type_of
from onrecord.analyse.quotes import find_quotes
from onrecord.evaluate.marked import Marked
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
        return self.rates(*kinds)[2]

    def rates(self, *kinds: str) -> tuple[float, float, float]:
        """Exact precision, recall and F1 over the given types, 0 to 1."""
        right, found, wanted = (
            sum(counter[kind] for kind in kinds) for counter in (self.right, self.found, self.wanted)
        )
        total = found + wanted
        return (
            right / found if found else 0.0,
            right / wanted if wanted else 0.0,
            2 * right / total if total else 0.0,
        )


def outermost(names: Sequence[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The names that stand in no other; of two for the same words the first."""
    kept: list[tuple[Span, str]] = []
    for span, kind in sorted(names, key=lambda name: (name[0].start, -name[0].end)):
        if not kept or span.end > kept[-1][0].end:
            kept.append((span, kind))
    return kept


def find(article: Marked, *, typed: bool = False) -> list[tuple[Span, str]]:
    """The outer names that the encoder marks, with its own types or, `typed`, with those of records."""
    quotes = find_quotes(article.text, article.lines)
    encoding = load_encoder().encode(article.text, article.lines, quotes)
    return [
        (name.span, type_of(article.text, name) if typed else name.type)
        for name in read_names(encoding, article.text)
        if not name.inner
    ]
