"""Fit how likely a mention is resolved right, on the documents that training never saw.

    python -m training.encoder.calibrate_links ../shared/corpora

It needs no torch, but the package itself, whose weights it calibrates: run it after every export. Pronouns,
what the linker says of descriptions, and first mentions are judged on OntoGUM, which marks neither what
syntax ties nor a name that only modifies; names therefore on Deutsche Welle's articles, and the "I" of
quotations on the project's own examples. What the rules say of descriptions is hardly marked anywhere: one
reader counted it in news of 2015 to 2017, drawn at random, and `bench/judged/links.json` keeps how many were
right of how many. It prints the expected calibration error with each document judged by what the others gave,
for the model card.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import msgspec
import numpy as np

from onrecord.analyse.coref.cluster import Clusters
from onrecord.analyse.coref.confidence import WAYS
from onrecord.analyse.coref.linker import Link, Links, link_with
from onrecord.analyse.encoder import Encoding
from onrecord.analyse.pipeline import analyse
from onrecord.evaluate.attribution import calibration_error, reliability
from onrecord.evaluate.chains import Chained, read_chains
from onrecord.evaluate.examples import Example, read_examples
from onrecord.evaluate.trees import HELD_OUT
from onrecord.model.document import Article, make_document
from onrecord.model.span import Span
from training.encoder.calibrate import fit

_ELSEWHERE = {"speaker"}
"""Ways that OntoGUM does not mark."""

Judged = tuple[str, float, bool, int]
"""A mention's way and score, whether it is right, and the number of its document."""


def judge(article: Chained, number: int) -> list[Judged]:
    """The mentions of a document: right where gold has the one before it of its entity with it, or none."""
    seen: list[Clusters] = []

    def linking(encoding: Encoding) -> Link:
        inner = link_with(encoding)

        def link(clusters: Clusters, told: Mapping[int, tuple[int, int | None]]) -> Links:
            seen.append(clusters)
            return inner(clusters, told)

        return link

    analyse(Article(document=make_document(article.text, location=article.name)), linking=linking)
    clusters = seen[0]
    gold = _gold_by_head(clusters, article)
    begun: set[int] = set()
    latest: dict[int, frozenset[int]] = {}
    found = []
    for position, numbers in sorted(clusters.of.items()):
        head = clusters.candidates[position].head
        if article.named and head not in gold:
            continue
        chains = gold.get(head, frozenset({-1 - position}))
        before = [latest[n] for n in numbers if n in latest]
        right = all(chains & one for one in before) if before else not chains & begun
        way = clusters.ways[position]
        found.append((way.name if before else "new", way.score, right, number))
        begun |= chains
        if len(numbers) == 1:
            latest[numbers[0]] = chains
    return found


def chained(example: Example) -> Chained:
    """An example with its gold chains."""
    chains: dict[str, list[Span]] = defaultdict(list)
    for mention in example.gold.mentions:
        for key in mention.entities:
            chains[key].append(mention.span)
    return Chained(example.name, example.gold.text, [], list(chains.values()))


def _gold_by_head(clusters: Clusters, article: Chained) -> dict[int, frozenset[int]]:
    """The chains of each token that heads a mention of one, or of several."""
    parse = clusters.parse
    found: dict[int, frozenset[int]] = {}
    for number, chain in enumerate(article.chains):
        for span in chain:
            inside = parse.tokens_in(span)
            if inside:
                head = parse.head_of(inside[0], inside[-1])
                found[head] = found.get(head, frozenset()) | {number}
    return found


class Counted(msgspec.Struct, frozen=True):
    """How many mentions that were resolved in one way a reader found right, and of how many."""

    right: int
    of: int


def read_counted(path: Path) -> defaultdict[str, list[Judged]]:
    """What a reader counted by way, each ten mentions as if of one document; their numbers are negative."""
    found: defaultdict[str, list[Judged]] = defaultdict(list)
    for way, counted in msgspec.json.decode(path.read_bytes(), type=dict[str, Counted]).items():
        places = [number * counted.of // max(counted.right, 1) for number in range(counted.right)]
        found[way] = [(way, 0.0, number in places, -1 - number // 10) for number in range(counted.of)]
    return found


def fit_way(judged: list[Judged]) -> tuple[float, float]:
    """Bias and slope of a regression on the score; the slope is 0 where there is none to learn from."""
    features = np.array([[1.0, score] for _, score, _, _ in judged]).reshape(-1, 2)
    right = np.array([float(one[2]) for one in judged])
    if len(judged) < 20 or np.ptp(features[:, 1]) == 0:
        share = (right.sum() + 1) / (len(judged) + 2)
        return round(float(np.log(share / (1 - share))), 3), 0.0
    bias, slope = fit(features, right)
    return round(float(bias), 3), round(float(slope), 3)


def likelihood(judged: Judged, fitted: tuple[float, float]) -> float:
    """The confidence that a fit gives to a mention."""
    return float(1 / (1 + np.exp(-(fitted[0] + fitted[1] * judged[1]))))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--examples", type=Path, default=Path("examples"))
    parser.add_argument("--counted", type=Path, default=Path("bench/judged/links.json"))
    parser.add_argument("--out", type=Path, default=Path("src/onrecord/analyse/weights/links.json"))
    options = parser.parse_args()
    by_way = read_counted(options.counted)
    counted = set(by_way)
    for ways, articles in (
        (set(WAYS) - _ELSEWHERE - counted - {"name"}, read_chains(options.corpora / "ontogum", HELD_OUT)),
        ({"name"}, read_chains(options.corpora / "dwie" / "dev.json")),
        (_ELSEWHERE, map(chained, read_examples(options.examples))),
    ):
        for number, article in enumerate(articles):
            for one in judge(article, number):
                if one[0] in ways:
                    by_way[one[0]].append(one)
    pairs = []
    for judged in by_way.values():
        for number in {one[3] for one in judged}:
            fitted = fit_way([one for one in judged if one[3] != number])
            pairs += [(likelihood(one, fitted), one[2]) for one in judged if one[3] == number]
    print(f"{len(pairs)} mentions, held-out ECE {calibration_error(pairs):.3f}")
    for sure, share, size in reliability(pairs):
        print(f"  said {sure:.2f}  right {share:.2f}  {size:5d}  {'#' * round(40 * share)}")
    fits = {way: fit_way(by_way[way]) for way in WAYS}
    for way, judged in by_way.items():
        print(f"  {way:14} {len(judged):5d}  right {np.mean([one[2] for one in judged]):.2f}  {fits[way]}")
    options.out.write_bytes(msgspec.json.format(msgspec.json.encode(fits), indent=1) + b"\n")


if __name__ == "__main__":
    main()
