"""The coreference of records against annotated texts, resolved as `read` does and by rule alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from onrecord.analyse.coref.linker import link_with
from onrecord.analyse.pipeline import Linking, analyse
from onrecord.evaluate.chains import Chained
from onrecord.evaluate.coreference import MEASURES, Score
from onrecord.evaluate.figures import Figures
from onrecord.model.document import Article, make_document
from onrecord.model.record import Record

Chain = frozenset[tuple[int, int]]
WAYS: dict[str, Linking | None] = {"as read": link_with, "by rule alone": None}
"""How mentions are resolved, for the two rows of the table."""


def chains_of(record: Record, article: Chained) -> list[Chain]:
    """The record's entities as chains of spans, as the corpus marks them.

    Where whole phrases are marked, a mention is its phrase, and entities mentioned once do not count; where
    only names are, mentions that nobody marked are left out.
    """
    marked = {(span.start, span.end) for chain in article.chains for span in chain}
    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for mention in record.mentions:
        span = mention if article.named or mention.phrase is None else mention.phrase
        if len(mention.entities) == 1 and (not article.named or (span.start, span.end) in marked):
            found[mention.entities[0]].add((span.start, span.end))
    least = 1 if article.named else 2
    return [frozenset(chain) for chain in found.values() if len(chain) >= least]


def gold_of(article: Chained) -> list[Chain]:
    """The chains of the annotators, those of one mention only where the corpus marks these throughout."""
    least = 1 if article.named else 2
    return [
        frozenset((span.start, span.end) for span in chain) for chain in article.chains if len(chain) >= least
    ]


def score_articles(articles: list[Chained], step: Callable[[], object]) -> dict[str, Score]:
    """The score of each way to resolve; `step` is called after every article."""
    scores = {way: Score() for way in WAYS}
    for article in articles:
        document = make_document(article.text, location=article.name)
        for way, linking in WAYS.items():
            record = analyse(Article(document=document), linking=linking)
            scores[way].add(gold_of(article), chains_of(record, article))
        step()
    return scores


def tabulate(scores: dict[str, Score], articles: list[Chained]) -> Figures:
    """The table of F1, with precision and recall of B-cubed, and the mean of the three measures."""
    count = sum(len(chain) for article in articles for chain in gold_of(article))
    columns = (*MEASURES, "b3 precision", "b3 recall", "CoNLL")
    rows = []
    for way, score in scores.items():
        b3 = score.tallies["b3"]
        figures = [score.tallies[name].f1 for name in MEASURES]
        rows.append((way, tuple(100 * v for v in (*figures, b3.precision, b3.recall, score.conll))))
    return Figures(f"{len(articles)} articles, {count} mentions annotated; F1", columns, tuple(rows))
