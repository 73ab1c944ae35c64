"""What a task gives to the shared trunk: a head, examples, and a loss; declared beside its data."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.analyse.pieces import Pieces, Window, cut_windows
from training.encoder.model import Batch

OPENING, CLOSING = 101, 102
"""[CLS] and [SEP] of the vocabulary."""


@dataclass(slots=True)
class Example:
    """One window without its marks, and what is right for it (with them, as the task likes it)."""

    ids: np.ndarray
    casing: np.ndarray
    quoting: np.ndarray
    breaks: np.ndarray
    words: np.ndarray
    targets: Any


def draw_windows(breaks: np.ndarray, rng: random.Random) -> list[Window]:
    """The windows of a document, mostly cut elsewhere than where running would cut them."""
    return cut_windows(breaks, shift=rng.randint(30, 300) if rng.random() < 0.7 else 0)


def cut_example(pieces: Pieces, casing: np.ndarray, window: Window, targets: Any) -> Example:
    """One window of a document as an example, with that casing."""
    part = slice(window.start, window.end)
    words = np.zeros(len(pieces), dtype=bool)
    words[pieces.words] = True
    return Example(
        pieces.ids[part], casing[part], pieces.quoting[part], pieces.breaks[part], words[part], targets
    )


class Task(Protocol):
    """A task: `weight` scales its loss; `examples` are drawn anew each epoch with the given generator.

    `inventory` names the labels that the data decide on, by number.
    """

    name: str
    weight: float

    def head(self) -> nn.Module: ...
    def inventory(self) -> dict[str, list[str]]: ...
    def examples(self, rng: random.Random) -> list[Example]: ...
    def loss(self, head: nn.Module, layers: list[Tensor], batch: Batch, targets: list[Any]) -> Tensor: ...
    def echo(
        self, head: nn.Module, layers: list[Tensor], model: nn.Module, taught: list[Tensor], batch: Batch
    ) -> Tensor:
        """How far the head is from a model's that is to be kept to, on text of another task."""
        ...


def divergence(scores: Tensor, wanted: Tensor, rows: Tensor) -> Tensor:
    """Mean Kullback-Leibler divergence of the rows' scores from those wanted, over the last axis."""
    if not rows.any():
        return scores.new_zeros(())
    ours, theirs = scores[rows].log_softmax(-1), wanted[rows].log_softmax(-1)
    return functional.kl_div(ours, theirs, reduction="batchmean", log_target=True)


def collate(rows: Sequence[np.ndarray], length: int, fill: int) -> np.ndarray:
    """Rows of different lengths as one array `[rows, length]`."""
    out = np.full((len(rows), length), fill, dtype=np.int64)
    for position, row in enumerate(rows):
        out[position, : len(row)] = row
    return out


def batch_of(examples: Sequence[Example]) -> Batch:
    """The examples with their marks, padded to the longest."""
    length = max(len(example.ids) for example in examples) + 2
    ids = [np.array([OPENING, *example.ids, CLOSING]) for example in examples]
    columns = {
        name: torch.tensor(collate([np.array([0, *getattr(e, name), 0]) for e in examples], length, 0))
        for name in ("casing", "quoting", "breaks", "words")
    }
    columns["words"] = columns["words"].bool()
    mask = torch.tensor(collate([np.ones(len(row)) for row in ids], length, 0)).bool()
    return Batch(ids=torch.tensor(collate(ids, length, 0)), mask=mask, **columns)


def batches(task: Task, rng: random.Random, room: int) -> list[list[Example]]:
    """An epoch of a task in batches of about `room` pieces."""
    return group(task.examples(rng), rng, room)


def group(examples: list[Example], rng: random.Random, room: int) -> list[list[Example]]:
    """The examples in batches of about `room` pieces, windows of like length together, shuffled."""
    examples.sort(key=lambda example: (len(example.ids) // 24, rng.random()))
    found: list[list[Example]] = [[]]
    for example in examples:
        if found[-1] and (len(found[-1]) + 1) * (len(example.ids) + 2) > room:
            found.append([])
        found[-1].append(example)
    rng.shuffle(found)
    return found
