"""Task: which facts a sentence states, learned on KnowledgeNet on the trunk as the other tasks left it.

    python -m training.encoder.facts weights/encoder.onnx --corpora ../shared/corpora --out build/facts

The trunk is frozen, so that nothing else is forgotten and a run takes minutes. Points are those that the
package finds itself in the passages' raw text. Folds 1 and 2 train; fold 3 is only tested on, and `--dev`
trains on fold 1 and tests on 2 instead. A relation for which a passage was not annotated counts a little as
not stated there (`--unknown`). KnowledgeNet's passages were chosen for their facts and news seldom states
one, so pairs of PolNeAR's training articles count as stating none (`--news`), save those of which a rule
finds that they do.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.analyse.encoder import Encoding
from onrecord.analyse.events.frames import find_candidates
from onrecord.analyse.facts.classifier import HIDDEN, PARTS, VECTOR
from onrecord.analyse.facts.finding import Fact, pair_document
from onrecord.analyse.facts.pairs import PAIR, Pairs
from onrecord.analyse.parse import Parse
from onrecord.analyse.pieces import Pieces
from onrecord.analyse.pipeline import analyse
from onrecord.analyse.resolution import Resolution
from onrecord.evaluate.knowledge import PROPERTIES, Passage, read_passages
from onrecord.model.document import Article, make_document
from onrecord.model.record import Time
from training.encoder.coreference import load_trunk, read_layers
from training.encoder.model import WIDTH, Mix, Trunk

TYPES = frozenset(
    """post employment membership appointment departure family marriage divorce birth origin death education
    founding ownership residence headquarters citizenship acquisition""".split()
)
"""Types of event that state a relation of KnowledgeNet, or nearly one."""
SIZE = 24
"""Passages a step."""


@dataclass(slots=True)
class Example:
    """A passage: layers `[words, LAYERS, WIDTH]`, its pairs, and for each pair what is stated of it.

    `stated` and `weights` are `[pairs, PROPERTIES]`; a weight of 1 is an annotator's word.
    """

    layers: Tensor
    pairs: Pairs
    stated: Tensor
    weights: Tensor


class FactsHead(nn.Module):
    """How likely each relation holds of each pair; the same sums as `facts.classifier` makes."""

    def __init__(self) -> None:
        super().__init__()
        self.mix = Mix()
        self.vector = nn.Linear(WIDTH, VECTOR)
        for part in PARTS:
            setattr(self, part, nn.Linear(VECTOR, HIDDEN, bias=part == "subject"))
        self.features = nn.Linear(PAIR, HIDDEN, bias=False)
        self.relation = nn.Linear(HIDDEN, len(PROPERTIES))
        self.dropout = nn.Dropout(0.3)

    def forward(self, layers: Tensor, columns: dict[str, Tensor]) -> Tensor:
        words = self.vector(self.dropout(self.mix(list(layers.float().unbind(1)))))
        subjects, objects = words[columns["subjects"]], words[columns["objects"]]
        path = torch.zeros(len(subjects), VECTOR).index_add(
            0, columns["path_rows"], words[columns["path_words"]]
        )
        counts = torch.bincount(columns["path_rows"], minlength=len(subjects)).clamp(min=1)
        sums = torch.cat([torch.zeros(1, VECTOR), words.cumsum(0)])
        low, high = columns["low"], columns["high"]
        between = (sums[high] - sums[low]) / (high - low).clamp(min=1)[:, None]
        hidden = self.subject(subjects) + self.object(objects) + self.path(path / counts[:, None])
        hidden = hidden + self.between(between) + self.both(subjects * objects)
        hidden = hidden + self.features(columns["features"])
        return self.relation(self.dropout(torch.relu(hidden)))


@dataclass(slots=True)
class _Read:
    """A text as the package reads it, and the pairs of which a rule finds a relation."""

    layers: Tensor
    pairs: Pairs
    starts: np.ndarray
    known: np.ndarray


def read_text(trunk: Trunk, text: str, name: str) -> _Read | None:
    """The points that the package finds in a text; None where there are no two in a sentence."""
    made: list[tuple[Pairs, Pieces, np.ndarray]] = []

    def pair(parse: Parse, resolution: Resolution, times: Sequence[Time], encoding: Encoding) -> list[Fact]:
        pairs = pair_document(parse, resolution, times)
        told = [
            {resolution.entities_at(filler.index) or filler.index for filler in candidate.arguments}
            for candidate in find_candidates(parse, resolution.type_at)
            if candidate.type in TYPES
        ]
        ends = [resolution.entities_at(point.index) or point.index for point in pairs.points]
        known = [
            any(ends[one] in fillers and ends[other] in fillers for fillers in told)
            for one, other in zip(pairs.subjects, pairs.objects, strict=True)
        ]
        made.append((pairs, encoding.pieces, np.array(known, dtype=bool)))
        return []

    analyse(Article(document=make_document(text, location=name)), facts=pair)
    [(pairs, pieces, known)] = made
    if not len(pairs.subjects):
        return None
    with torch.no_grad():
        layers = read_layers(trunk, pieces)[torch.tensor(pieces.words)]
    return _Read(layers, pairs, np.array([pieces.spans[p.index][0] for p in pairs.points]), known)


def make_example(trunk: Trunk, passage: Passage, unknown: float) -> Example | None:
    """A passage of KnowledgeNet with the points that the package finds in it."""
    read = read_text(trunk, passage.text, passage.name)
    if read is None:
        return None
    starts, pairs = read.starts, read.pairs
    stated = torch.zeros(len(pairs.subjects), len(PROPERTIES))
    for fact in passage.facts:
        one = (fact.subject.start <= starts) & (starts < fact.subject.end)
        other = (fact.object.start <= starts) & (starts < fact.object.end)
        stated[torch.tensor(one[pairs.subjects] & other[pairs.objects]), PROPERTIES.index(fact.property)] = 1
    annotated = torch.tensor([float(name in passage.annotated) for name in PROPERTIES])
    return Example(read.layers, pairs, stated, annotated + (1 - annotated) * unknown * (1 - stated))


def make_news(trunk: Trunk, path: Path, weight: float) -> Example | None:
    """An article of which no pair states anything, save those of which a rule finds that they do."""
    read = read_text(trunk, path.read_text(encoding="utf-8"), path.stem)
    if read is None:
        return None
    stated = torch.zeros(len(read.pairs.subjects), len(PROPERTIES))
    weights = torch.tensor(~read.known).float()[:, None].expand_as(stated) * weight
    return Example(read.layers, read.pairs, stated, weights)


def join(examples: list[Example]) -> tuple[Tensor, dict[str, Tensor], Tensor, Tensor]:
    """The layers, columns, labels and weights of several passages as of one."""
    columns: dict[str, list[np.ndarray]] = {}
    words = rows = 0
    for example in examples:
        pairs = example.pairs
        places = np.array([point.index for point in pairs.points])
        parts = {
            "subjects": places[pairs.subjects] + words,
            "objects": places[pairs.objects] + words,
            "path_rows": pairs.path_rows + rows,
            "path_words": pairs.path_words + words,
            "low": pairs.between[:, 0] + words,
            "high": pairs.between.max(1) + words,
            "features": pairs.features,
        }
        for name, part in parts.items():
            columns.setdefault(name, []).append(part)
        words += len(example.layers)
        rows += len(pairs.subjects)
    joined = {name: torch.tensor(np.concatenate(parts)) for name, parts in columns.items()}
    return (
        torch.cat([e.layers for e in examples]),
        joined,
        torch.cat([e.stated for e in examples]),
        torch.cat([e.weights for e in examples]),
    )


def measure(head: FactsHead, examples: list[Example], threshold: float) -> float:
    """F1 over single pairs of points, in per cent: for comparing epochs, not the corpus's own measure."""
    head.eval()
    right = found = wanted = 0.0
    with torch.no_grad():
        for first in range(0, len(examples), SIZE):
            layers, columns, stated, weights = join(examples[first : first + SIZE])
            answers = (head(layers, columns).sigmoid() > threshold).float() * (weights == 1)
            right += float((answers * stated).sum())
            found += float(answers.sum())
            wanted += float(stated.sum())
    head.train()
    return 200 * right / max(found + wanted, 1)


def train(examples: list[Example], held: list[Example], options: argparse.Namespace) -> FactsHead:
    """Train a head and say after each third epoch what it is worth."""
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    head = FactsHead()
    optimizer = torch.optim.AdamW(head.parameters(), lr=options.rate, weight_decay=0.01)
    steps = options.epochs * (len(examples) // SIZE + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / 60) * max(0.02, 1 - step / steps)
    )
    for epoch in range(options.epochs):
        rng.shuffle(examples)
        total, since = 0.0, time.perf_counter()
        for first in range(0, len(examples), SIZE):
            layers, columns, stated, weights = join(examples[first : first + SIZE])
            each = functional.binary_cross_entropy_with_logits(
                head(layers, columns), stated, reduction="none"
            )
            loss = (each * weights).sum() / (stated.sum() + 1)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        line: dict[str, object] = {"epoch": epoch + 1, "loss": round(total * SIZE / len(examples), 3)}
        line["seconds"] = round(time.perf_counter() - since)
        if epoch % 3 == 2 or epoch == options.epochs - 1:
            line["f1"] = {bar: round(measure(head, held, bar), 1) for bar in (0.3, 0.4, 0.5)}
        print(json.dumps(line), flush=True)
    return head


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trunk", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dev", action="store_true", help="train on fold 1, test on fold 2")
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--unknown", type=float, default=0.2)
    parser.add_argument("--news", type=float, default=0.3, help="the weight of a pair of news")
    parser.add_argument("--every", type=int, default=8, help="each of so many articles of news is taken")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    trunk = load_trunk(options.trunk)
    folds: dict[str, list[Example]] = {"1": [], "2": [], "3": []}
    for passage in read_passages(options.corpora / "knowledgenet" / "folds123.json"):
        if not (options.dev and passage.fold == "3"):
            example = make_example(trunk, passage, options.unknown)
            folds[passage.fold] += [example] if example is not None else []
    held = folds["2"] if options.dev else folds["3"]
    examples = folds["1"] if options.dev else folds["1"] + folds["2"]
    files = sorted((options.corpora / "polnear" / "train" / "text").glob("*.txt"))[:: options.every]
    news = [make_news(trunk, path, options.news) for path in files]
    examples += [example for example in news if example is not None]
    print(len(examples), "passages,", sum(len(e.stated) for e in examples), "pairs", flush=True)
    head = train(examples, held, options)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(head.state_dict(), options.out / "facts.pt")


if __name__ == "__main__":
    main()
