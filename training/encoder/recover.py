"""The weights of an exported model as a checkpoint again; what int8 lost stays lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from training.encoder.model import LAYERS

_FEATURES = ("casing", "quoting", "breaks")


def recover(path: Path) -> dict[str, np.ndarray]:
    """Trunk and attribution heads of a file that `export.py` wrote with int8 weights, by parameter."""
    model = onnx.load(path)
    graph = model.graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    user = {name: node for node in graph.node for name in node.input if name not in stored}
    linears, norms, tables = [], [], []
    for node in graph.node:
        if node.op_type == "MatMulIntegerToFloat":
            packed, scale = stored[node.input[1]], stored[node.input[3]]
            bias = stored[user[user[node.output[0]].output[0]].input[1]]
            linears.append(((packed.astype(np.float32) * scale).T, bias))
        elif node.op_type == "LayerNormalization":
            norms.append((stored[node.input[1]], stored[node.input[2]]))
        elif node.op_type in ("Gather", "Slice") and node.input[0] in stored:
            tables.append(stored[node.input[0]])
    words, scale, *features, positions = tables
    state = {"trunk.words.weight": words.astype(np.float32) * scale, "trunk.positions.weight": positions}
    state |= {f"trunk.{name}.weight": table for name, table in zip(_FEATURES, features, strict=True)}
    names = [f"trunk.layers.{n}.{part}" for n in range(LAYERS) for part in ("qkv", "out", "up", "down")]
    names += ["heads.attribution.tags", "heads.attribution.pointers"]
    norm_names = ["trunk.norm"] + [f"trunk.layers.{n}.norm{k}" for n in range(LAYERS) for k in (1, 2)]
    for name, (weight, bias) in [
        *zip(names, linears, strict=False),
        *zip(norm_names, norms, strict=True),
    ]:
        state |= {f"{name}.weight": weight, f"{name}.bias": bias}
    for entry in model.metadata_props:
        if entry.key in ("transitions", "distances"):
            flat = np.array(entry.value.split(), dtype=np.float32)
            rows = 2 if entry.key == "distances" else round(len(flat) ** 0.5)
            state[f"heads.attribution.{entry.key}"] = flat.reshape(rows, -1)
    return state
