"""Distil the encoder into one of fewer layers: the same heads, half of the work a word.

    python -m training.encoder.distil src/onrecord/analyse/weights/encoder.onnx --corpora ../shared/corpora \\
        --articles ../shared/articles/real.jsonl --silver build/silver.json --out build/fast

The pupil begins as every second layer of the teacher, with all of the teacher's heads. On raw news and on the
corpora's text it learns what the teacher's layers and heads make of each piece, and on the corpora the gold
data too. Word vectors stay as they are. Every `--keep` steps the averaged weights are written (`step-N.pt`),
and everything for going on (`last.pt`).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn

from onrecord.analyse.coref import linker
from onrecord.analyse.facts import classifier
from training.encoder.model import LAYERS, WIDTH, Batch, Mix, Trunk
from training.encoder.raw import Raw
from training.encoder.tasks import Example, Task, batch_of, batches
from training.encoder.train import (
    Shared,
    blend,
    declare_tasks,
    read_start,
    read_tokenizer,
    schedule,
    tell,
)


class Vector(nn.Module):
    """The vector that a head which was learned apart takes of each piece; the rest of it stays as it is."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.mix = Mix()
        self.vector = nn.Linear(WIDTH, width)

    def forward(self, layers: list[Tensor]) -> Tensor:
        return self.vector(self.mix(layers))


APART = {"links": linker.VECTOR, "facts": classifier.VECTOR}
"""The heads that were learned apart, with the width of their vectors."""


def make_models(path: Path, tasks: list[Task], depth: int, dropout: float) -> tuple[Shared, Shared]:
    """The teacher, and the pupil as it begins."""
    start = read_start(path)
    models = []
    for layers, drop in ((LAYERS, 0.0), (depth, dropout)):
        model = Shared(Trunk(dropout=drop, depth=layers), tasks)
        model.heads.update({name: Vector(width) for name, width in APART.items()})
        models.append(model)
    teacher, pupil = models
    teacher.load_state_dict(start, strict=False)
    step = LAYERS // depth
    begun = {name: value for name, value in start.items() if not name.startswith("trunk.layers.")}
    for number in range(depth):
        theirs = f"trunk.layers.{number * step + step - 1}."
        begun |= {
            f"trunk.layers.{number}.{name.removeprefix(theirs)}": value
            for name, value in start.items()
            if name.startswith(theirs)
        }
    missing = pupil.load_state_dict(begun, strict=False).missing_keys
    if missing:
        raise RuntimeError(f"{path} lacks {missing}")
    return teacher.eval().requires_grad_(False), pupil


def distance(ours: Tensor, theirs: Tensor, rows: Tensor) -> Tensor:
    """The mean squared distance of vectors over the variance of those that are wanted."""
    ours, theirs = ours[rows], theirs[rows]
    return (ours - theirs).pow(2).mean() / theirs.var().clamp(min=1e-6)


def losses_of(
    teacher: Shared, pupil: Shared, batch: Batch, tasks: list[Task]
) -> tuple[list[Tensor], dict[str, Tensor]]:
    """The pupil's layers, and how far they and all of its heads are from the teacher's, by name."""
    with torch.no_grad():
        taught = teacher.trunk(batch)
        vectors = {name: teacher.heads[name](taught) for name in APART}
    layers = pupil.trunk(batch)
    step = LAYERS // len(pupil.trunk.layers)
    places = range(step - 1, LAYERS, step)
    found = {"layers": sum(distance(layers[n], taught[n], batch.mask) for n in places) / len(places)}
    for task in tasks:
        found[f"like {task.name}"] = task.weight * task.echo(
            pupil.heads[task.name], layers, teacher.heads[task.name], taught, batch
        )
    for name, wanted in vectors.items():
        found[f"like {name}"] = distance(pupil.heads[name](layers), wanted, batch.words)
    return layers, found


def plan_epoch(
    tasks: list[Task], raw: Raw, rng: random.Random, room: int
) -> list[tuple[Task | None, list[Example]]]:
    """All batches of an epoch, shuffled; those without a task are raw text."""
    plan: list[tuple[Task | None, list[Example]]] = [
        (task, batch) for task in tasks for batch in batches(task, rng, room)
    ]
    plan += [(None, batch) for batch in raw.batches(rng, room)]
    rng.shuffle(plan)
    return plan


def endless(options: argparse.Namespace, tasks: list[Task], raw: Raw) -> Iterator[tuple[Task | None, list]]:
    """The batches of one epoch after the other."""
    epoch = 0
    while True:
        yield from plan_epoch(tasks, raw, random.Random(f"{options.seed}:{epoch}"), options.room)
        epoch += 1


def distil(options: argparse.Namespace) -> None:
    """Run the steps that are still to do, and leave checkpoints in `options.out`."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    tasks = declare_tasks(options.corpora, options.silver)
    raw = Raw(options.corpora, options.articles, read_tokenizer())
    teacher, pupil = make_models(options.teacher, tasks, options.depth, options.dropout)
    pupil.trunk.words.weight.requires_grad_(False)
    inventory = {task.name: task.inventory() for task in tasks}
    (options.out / "inventory.json").write_text(json.dumps(inventory, indent=1) + "\n")
    heads = [value for name, value in pupil.heads.named_parameters()]
    optimizer = torch.optim.AdamW(
        [
            {"params": [v for v in pupil.trunk.parameters() if v.requires_grad], "lr": options.rate},
            {"params": heads, "lr": options.head_rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    average = {name: value.detach().clone() for name, value in pupil.state_dict().items()}
    begun, last = 0, options.out / "last.pt"
    if last.exists():
        state = torch.load(last, weights_only=False)
        pupil.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average, begun = state["average"], state["step"]
    pupil.train()
    since, pieces = time.perf_counter(), 0
    sums: dict[str, list[float]] = defaultdict(list)
    for step, (task, examples) in enumerate(endless(options, tasks, raw)):
        if step < begun:
            continue
        if step >= options.steps:
            break
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * schedule(step, options.steps, options.warm)
        batch = batch_of(examples)
        layers, losses = losses_of(teacher, pupil, batch, tasks)
        if task is not None and options.gold:
            losses[task.name] = (
                options.gold
                * task.weight
                * task.loss(pupil.heads[task.name], layers, batch, [example.targets for example in examples])
            )
        loss = torch.stack([value.reshape(()) for value in losses.values()]).sum()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(pupil.parameters(), 1.0)
        optimizer.step()
        blend(average, pupil, min(options.average, (step + 1) / (step + 11)))
        pieces += int(batch.mask.sum())
        for name, value in losses.items():
            sums[name].append(float(value.detach()))
        if step % 50 == 49:
            line = {
                "step": step + 1,
                "loss": {name: round(sum(v) / len(v), 4) for name, v in sorted(sums.items())},
                "pieces_a_second": round(pieces / (time.perf_counter() - since)),
                "seconds": round(time.perf_counter() - since),
            }
            sums = defaultdict(list)
            tell(line, options.out)
        if (step + 1) % options.keep == 0 or step + 1 == options.steps:
            torch.save(average, options.out / f"step-{step + 1}.pt")
            saved = {"model": pupil.state_dict(), "optimizer": optimizer.state_dict()}
            torch.save({**saved, "average": average, "step": step + 1}, last)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("teacher", type=Path, help="an exported model with all of its heads")
    parser.add_argument("--corpora", type=Path, required=True, help="the folder that holds the corpora")
    parser.add_argument("--articles", type=Path, help="a JSONL file of raw news besides")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints and the log go")
    parser.add_argument("--silver", type=Path, help="trees that a parser made, from training.encoder.silver")
    parser.add_argument("--depth", type=int, default=3, help="layers of the pupil")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--gold", type=float, default=0.5, help="how much gold data weigh")
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--rate", type=float, default=4e-4, help="learning rate of the trunk")
    parser.add_argument("--head-rate", type=float, default=4e-4)
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--room", type=int, default=1800, help="pieces a batch")
    parser.add_argument("--warm", type=int, default=100, help="steps of rising rate")
    parser.add_argument("--average", type=float, default=0.995, help="decay of the averaged weights")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--keep", type=int, default=500, help="steps between checkpoints")
    distil(parser.parse_args())


if __name__ == "__main__":
    main()
