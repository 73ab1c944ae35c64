"""Train the shared encoder on all of its tasks: one command, seeded, checkpointed, resumable.

    python -m training.encoder.train --corpora ../shared/corpora --out build/encoder --epochs 5

Every epoch ends with a checkpoint of everything (`last.pt`) and the averaged weights of that epoch
(`epoch-N.pt`). Started again with the same --out it goes on behind the last one.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import time
from collections import defaultdict
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.encoder.attribution import Attribution
from training.encoder.model import Batch, Trunk, folder, pretrained
from training.encoder.names import Names
from training.encoder.recover import recover
from training.encoder.syntax import Syntax
from training.encoder.tasks import Task, batch_of, batches


class Shared(nn.Module):
    """The trunk with a head a task."""

    def __init__(self, trunk: Trunk, tasks: list[Task]) -> None:
        super().__init__()
        self.trunk = trunk
        self.heads = nn.ModuleDict({task.name: task.head() for task in tasks})


def read_tokenizer() -> Tokenizer:
    """The vocabulary of the pretrained weights, without its limit of length."""
    tokenizer = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def declare_tasks(corpora: Path, silver: Path | None) -> list[Task]:
    """All tasks of the encoder; a new one is added here and nowhere else."""
    tokenizer = read_tokenizer()
    return [
        Attribution(corpora / "polnear" / "train", tokenizer, share=0.35),
        Syntax(corpora / "ontogum", tokenizer, times=3, silver=silver, share=0.5),
        Names(corpora / "newswire-ner", tokenizer, share=0.4),
    ]


def read_start(path: Path) -> dict[str, torch.Tensor]:
    """The weights of a checkpoint, or of an exported model."""
    if path.suffix == ".onnx":
        return {name: torch.tensor(value) for name, value in recover(path).items()}
    state: dict[str, torch.Tensor] = torch.load(path, weights_only=True)
    return state


def schedule(step: int, steps: int, warm: int) -> float:
    """The share of the learning rate: a linear rise, then half a cosine down to a fiftieth."""
    if step < warm:
        return (step + 1) / warm
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, (step - warm) / max(1, steps - warm))))


def blend(average: dict[str, Tensor], model: nn.Module, keep: float) -> None:
    """Move averaged weights towards those of a model, of the former keeping that share."""
    with torch.no_grad():
        for name, value in model.state_dict().items():
            average[name].lerp_(value, 1 - keep)


def tell(line: dict[str, object], out: Path) -> None:
    """Print a line of figures, and write it into the log."""
    with (out / "log.jsonl").open("a") as log:
        log.write(json.dumps(line) + "\n")
    print(json.dumps(line), flush=True)


def echo_of(
    model: Shared, teacher: Shared, layers: list[Tensor], batch: Batch, tasks: list[Task], own: Task
) -> Tensor:
    """How far the heads of all other tasks have gone from what the teacher makes of the same text.

    What is trained on one kind of text is forgotten on another otherwise (Li and Hoiem 2016).
    """
    with torch.no_grad():
        taught = teacher.trunk(batch)
    total = layers[-1].new_zeros(())
    for task in tasks:
        if task is not own:
            total = total + task.weight * task.echo(
                model.heads[task.name], layers, teacher.heads[task.name], taught, batch
            )
    return total


def train(options: argparse.Namespace) -> None:
    """Run the epochs that are still to do, and leave their checkpoints in `options.out`."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    tasks = declare_tasks(options.corpora, options.silver)
    model = Shared(pretrained(options.dropout), tasks)
    if options.start:
        fresh = model.load_state_dict(read_start(options.start), strict=False)
        print(f"{options.start}: new are {sorted({name.split('.')[1] for name in fresh.missing_keys})}")
    teacher = None
    if options.echo:
        teacher = copy.deepcopy(model).eval().requires_grad_(False)
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    optimizer = torch.optim.AdamW(
        [
            {"params": model.trunk.parameters(), "lr": options.rate},
            {"params": model.heads.parameters(), "lr": options.head_rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    rates = [group["lr"] for group in optimizer.param_groups]
    inventory = {task.name: task.inventory() for task in tasks}
    (options.out / "inventory.json").write_text(json.dumps(inventory, indent=1) + "\n")
    begun, step = 0, 0
    last = options.out / "last.pt"
    if last.exists():
        state = torch.load(last, weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average, begun, step = state["average"], state["epoch"], state["step"]
        torch.set_rng_state(state["random"])
    for epoch in range(begun, options.epochs):
        rng = random.Random(f"{options.seed}:{epoch}")
        plan = [(task, batch) for task in tasks for batch in batches(task, rng, options.room)]
        rng.shuffle(plan)
        plan = plan[: options.limit or None]
        steps = len(plan) * options.epochs
        model.train()
        since, pieces, losses = time.perf_counter(), 0, defaultdict(list)
        for position, (task, examples) in enumerate(plan):
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * schedule(step, steps, options.warm)
            batch = batch_of(examples)
            layers = model.trunk(batch)
            loss = task.weight * task.loss(
                model.heads[task.name], layers, batch, [example.targets for example in examples]
            )
            if teacher is not None and position % 2:  # every second batch: a teacher takes time
                loss = loss + options.echo * echo_of(model, teacher, layers, batch, tasks, task)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            blend(average, model, min(options.average, step / (step + 10)))
            pieces += int(batch.mask.sum())
            losses[task.name].append(float(loss.detach()))
            if position % 20 == 19 or position == len(plan) - 1:
                seconds = time.perf_counter() - since
                line = {
                    "epoch": epoch + 1,
                    "batch": f"{position + 1}/{len(plan)}",
                    "loss": {name: round(sum(v) / len(v), 4) for name, v in sorted(losses.items())},
                    "pieces_a_second": round(pieces / seconds),
                    "seconds": round(seconds),
                }
                losses = defaultdict(list)
                tell(line, options.out)
        torch.save(average, options.out / f"epoch-{epoch + 1}.pt")
        torch.save(
            {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "average": average,
                "epoch": epoch + 1,
                "step": step,
                "random": torch.get_rng_state(),
            },
            last,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, required=True, help="the folder that holds the corpora")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints and the log go")
    parser.add_argument(
        "--start",
        type=Path,
        help="a checkpoint or an exported model to start from instead of the pretrained weights",
    )
    parser.add_argument(
        "--echo", type=float, default=0.0, help="how much heads are held to what they said at the start"
    )
    parser.add_argument("--silver", type=Path, help="trees that a parser made, from training.encoder.silver")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--rate", type=float, default=2e-4, help="learning rate of the trunk")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--room", type=int, default=2310, help="pieces a batch")
    parser.add_argument("--warm", type=int, default=120, help="steps of rising rate")
    parser.add_argument("--average", type=float, default=0.995, help="decay of the averaged weights")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=0, help="batches an epoch, for a trial")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
