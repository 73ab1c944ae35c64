"""Task: which mentions of OntoGUM are the same, learned on the trunk as the other tasks left it.

    python -m training.encoder.coreference CHECKPOINT --corpora ../shared/corpora --out build/linker

The trunk is frozen, so that nothing else is forgotten and a run takes minutes. Mentions are those that the
package finds itself in the training documents' raw text.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.analyse.coref.cluster import Clusters
from onrecord.analyse.coref.linker import HIDDEN, VECTOR, Link, Links
from onrecord.analyse.coref.pairs import PAIR, SINGLE, Table, antecedents, make_table, pair_features
from onrecord.analyse.encoder import Encoding
from onrecord.analyse.parse import Parse
from onrecord.analyse.pieces import Pieces, cut_windows
from onrecord.analyse.pipeline import analyse
from onrecord.evaluate.chains import Chained, read_chains
from onrecord.evaluate.coreference import Score
from onrecord.evaluate.trees import HELD_OUT
from onrecord.model.document import Article, make_document
from training.encoder.model import WIDTH, Batch, Mix, Trunk
from training.encoder.recover import depth_of


@dataclass(slots=True)
class Example:
    """A document: layers `[mentions, LAYERS, WIDTH]`, and its pairs as flat columns.

    `rows` and `others` number mentions; `right` tells the pairs of one chain; `opens` are mentions without
    any.
    """

    name: str
    layers: Tensor
    singles: Tensor
    rows: Tensor
    others: Tensor
    pairs: Tensor
    right: Tensor
    opens: Tensor
    phrases: list[tuple[int, int]]
    gold: list[frozenset[tuple[int, int]]]


class LinkerHead(nn.Module):
    """The score of each pair of mentions, 0 being that of a mention without one in front."""

    def __init__(self) -> None:
        super().__init__()
        self.mix = Mix()
        self.vector = nn.Linear(WIDTH, VECTOR)
        self.one = nn.Linear(VECTOR + SINGLE, HIDDEN)
        self.other = nn.Linear(VECTOR + SINGLE, HIDDEN, bias=False)
        self.both = nn.Linear(VECTOR + PAIR, HIDDEN, bias=False)
        self.score = nn.Linear(HIDDEN, 1)
        self.dropout = nn.Dropout(0.3)

    def forward(self, example: Example) -> Tensor:
        vectors = self.vector(self.dropout(self.mix(list(example.layers.float().unbind(1)))))
        each = torch.cat([vectors, example.singles], 1)
        joint = torch.cat([vectors[example.rows] * vectors[example.others], example.pairs.float()], 1)
        hidden = self.one(each)[example.rows] + self.other(each)[example.others] + self.both(joint)
        return self.score(self.dropout(torch.relu(hidden))).squeeze(-1)


def link_loss(scores: Tensor, example: Example) -> Tensor:
    """Minus the log of what a mention gives to all that are right: its chain's earlier ones, or none."""
    count = len(example.opens)
    top = torch.zeros(count).scatter_reduce(0, example.rows, scores, "amax", include_self=True).detach()
    each = (scores - top[example.rows]).exp()
    none = (-top).exp()
    total = none.index_add(0, example.rows, each)
    right = (none * example.opens).index_add(0, example.rows, each * example.right)
    return (total.log() - right.clamp(min=1e-12).log()).mean()


def read_layers(trunk: Trunk, pieces: Pieces) -> Tensor:
    """What the layers make of each piece, `[pieces, LAYERS, WIDTH]` in half precision."""
    parts = []
    for window in cut_windows(pieces.breaks):
        columns = {
            name: torch.tensor(np.concatenate([[a], getattr(pieces, name)[window.start : window.end], [b]]))[
                None
            ]
            for name, a, b in (("ids", 101, 102), ("casing", 0, 0), ("quoting", 0, 0), ("breaks", 0, 0))
        }
        mask = torch.ones_like(columns["ids"], dtype=torch.bool)
        layers = torch.stack(trunk(Batch(mask=mask, words=mask, **columns)), 2)[0, 1:-1]
        parts.append(layers[window.own_start - window.start : window.own_end - window.start].half())
    return torch.cat(parts)


def read_mentions(article: Chained) -> tuple[Table, Pieces, Parse]:
    """The mentions of a document as the linker gets them, the encoder's pieces, and the parse."""
    found: list[tuple[Table, Pieces, Parse]] = []

    def linking(encoding: Encoding) -> Link:
        def link(clusters: Clusters, told: Mapping[int, tuple[int, int | None]]) -> Links:
            found.append((make_table(clusters, told), encoding.pieces, clusters.parse))
            nothing = [np.zeros(0)] * len(clusters.candidates)
            return Links([part.astype(np.int64) for part in nothing], nothing)

        return link

    analyse(Article(document=make_document(article.text, location=article.name)), linking=linking)
    return found[0]


def make_example(trunk: Trunk, article: Chained) -> Example:
    """A document with the mentions that the package finds in it."""
    table, pieces, parse = read_mentions(article)
    heads = torch.tensor([int(pieces.words[c.head]) for c in table.candidates])
    with torch.no_grad():
        layers = read_layers(trunk, pieces)[heads]
    by_head: dict[int, int] = {}
    for number, chain in enumerate(article.chains):
        for span in sorted(chain, key=lambda s: s.start - s.end):
            inside = parse.tokens_in(span)
            if inside:
                by_head[parse.head_of(inside[0], inside[-1])] = number
    chains = [by_head.get(c.head, -1 - n) for n, c in enumerate(table.candidates)]
    rows, others, right, opens = [], [], [], []
    for row, earlier in enumerate(antecedents(table)):
        same = np.array([chains[n] == chains[row] for n in earlier], dtype=bool)
        rows.append(np.full(len(earlier), row))
        others.append(earlier)
        right.append(same)
        opens.append(not same.any())
    spans = [parse.span(a, b) for a, b in zip(table.firsts.tolist(), table.lasts.tolist(), strict=True)]
    return Example(
        article.name,
        layers,
        torch.tensor(table.singles),
        torch.tensor(np.concatenate(rows)),
        torch.tensor(np.concatenate(others)),
        torch.tensor(pair_features(table, np.concatenate(rows), np.concatenate(others))).half(),
        torch.tensor(np.concatenate(right)).float(),
        torch.tensor(opens).float(),
        [(span.start, span.end) for span in spans],
        [frozenset((s.start, s.end) for s in chain) for chain in article.chains if len(chain) > 1],
    )


def chains_of(scores: Tensor, example: Example, threshold: float = 0.0) -> list[frozenset[tuple[int, int]]]:
    """The chains that the best earlier mentions make."""
    best: dict[int, tuple[float, int]] = {}
    for row, other, score in zip(
        example.rows.tolist(), example.others.tolist(), scores.tolist(), strict=True
    ):
        if score > threshold and score > best.get(row, (-9e9, 0))[0]:
            best[row] = (score, other)
    owner = list(range(len(example.opens)))
    for row in range(len(owner)):
        if row in best:
            owner[row] = owner[best[row][1]]
    found: dict[int, set[tuple[int, int]]] = {}
    for row, number in enumerate(owner):
        found.setdefault(number, set()).add(example.phrases[row])
    return [frozenset(chain) for chain in found.values() if len(chain) > 1]


def measure(head: LinkerHead, examples: list[Example], threshold: float = 0.0) -> Score:
    """The score of held-out documents, every phrase a mention that a chain of two has."""
    score = Score()
    head.eval()
    with torch.no_grad():
        for example in examples:
            score.add(example.gold, chains_of(head(example), example, threshold))
    head.train()
    return score


def load_trunk(path: Path) -> Trunk:
    """The trunk of a checkpoint or of an exported file."""
    from training.encoder.train import read_start

    start = read_start(path)
    trunk = Trunk(dropout=0.0, depth=depth_of(start))
    state = {k.removeprefix("trunk."): v for k, v in start.items() if k.startswith("trunk.")}
    trunk.load_state_dict(state)
    return trunk.eval()


def train(examples: list[Example], held: list[Example], options: argparse.Namespace) -> LinkerHead:
    """Train a head and say after every fifth epoch what it is worth."""
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    head = LinkerHead()
    optimizer = torch.optim.AdamW(head.parameters(), lr=options.rate, weight_decay=0.01)
    steps = options.epochs * len(examples)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / 100) * max(0.02, 1 - step / steps)
    )
    for epoch in range(options.epochs):
        rng.shuffle(examples)
        total, since = 0.0, time.perf_counter()
        for example in examples:
            loss = link_loss(head(example), example)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        line = {
            "epoch": epoch + 1,
            "loss": round(total / len(examples), 4),
            "seconds": round(time.perf_counter() - since),
        }
        if epoch % 5 == 4 or epoch == options.epochs - 1:
            score = measure(head, held)
            line |= {
                "conll": round(100 * score.conll, 1),
                **{k: round(100 * t.f1, 1) for k, t in score.tallies.items()},
            }
        print(json.dumps(line), flush=True)
    return head


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trunk", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    trunk = load_trunk(options.trunk)
    examples, held = [], []
    for article in read_chains(options.corpora / "ontogum"):
        (held if article.name in HELD_OUT else examples).append(make_example(trunk, article))
    print(len(examples), "documents,", sum(len(e.rows) for e in examples), "pairs", flush=True)
    head = train(examples, held, options)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(head.state_dict(), options.out / "linker.pt")


if __name__ == "__main__":
    main()
