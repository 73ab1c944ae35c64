"""The weights of an exported model as a checkpoint again; what int8 lost stays lost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from onrecord.analyse.coref import linker
from onrecord.analyse.facts import classifier
from training.encoder.model import LAYERS

_HIDDEN = {"links": linker.HIDDEN, "facts": classifier.HIDDEN}
_FEATURES = ("casing", "quoting", "breaks")
_HEADS = ("attribution.tags", "attribution.pointers", "names.tags", "syntax.joined", "syntax.arc")
"""The heads' linear maps in the order in which `export.py` makes them."""
_JOINED = ("readings", "starts", "arc_child", "arc_head", "relation_child", "relation_head")


def recover(path: Path) -> dict[str, np.ndarray]:
    """Trunk and heads of a file that `export.py` wrote with int8 weights, by parameter."""
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
    depth = (len(norms) - 1) // 2
    names = [f"trunk.layers.{n}.{part}" for n in range(depth) for part in ("qkv", "out", "up", "down")]
    names += [f"heads.{name}" for name in _HEADS]
    names += [f"heads.{task}.vector" for task in ("links", "facts")][: len(linears) - len(names)]
    norm_names = ["trunk.norm"] + [f"trunk.layers.{n}.norm{k}" for n in range(depth) for k in (1, 2)]
    for name, (weight, bias) in [
        *zip(names, linears, strict=True),
        *zip(norm_names, norms, strict=True),
    ]:
        state |= {f"{name}.weight": weight, f"{name}.bias": bias}
    made = {name: node for node in graph.node for name in node.output}
    means = [node for node in graph.node if node.op_type == "Sum"]
    for task, mean in zip(("names", "syntax", "links", "facts"), means, strict=False):
        shares = np.array([stored[made[value].input[1]].item() for value in mean.input], dtype=np.float32)
        each = np.repeat(shares / (LAYERS // depth), LAYERS // depth)
        state[f"heads.{task}.mix.shares"] = np.log(each) - np.log(each).mean()
        state[f"heads.{task}.mix.scale"] = shares.sum(keepdims=True)
    sizes = next(
        stored[node.input[1]]
        for node in graph.node
        if node.op_type == "Split" and len(node.output) == len(_JOINED)
    )
    cuts = np.cumsum(sizes)[:-1]
    for kind in ("weight", "bias"):
        parts = np.split(state.pop(f"heads.syntax.joined.{kind}"), cuts)
        state |= {f"heads.syntax.{name}.{kind}": part for name, part in zip(_JOINED, parts, strict=True)}
    stored_beside = {entry.key: entry.value for entry in model.metadata_props}
    rows = {"distances": 2, "relations.weight": stored_beside["labels.relations"].count("\n") + 1}
    for key in ("transitions", "distances", "relations.weight", "relations.bias"):
        flat = np.array(stored_beside[key].split(), dtype=np.float32)
        count = round(len(flat) ** 0.5) if key == "transitions" else rows.get(key, 0)
        task = "syntax" if key.startswith("relations") else "attribution"
        state[f"heads.{task}.{key}"] = flat.reshape(count, -1) if count else flat
    state |= _beside(stored_beside)
    return state


def depth_of(state: Mapping[str, object]) -> int:
    """How many layers the trunk of a checkpoint has."""
    return len({name.split(".")[2] for name in state if name.startswith("trunk.layers.")})


def _beside(stored: dict[str, str]) -> dict[str, np.ndarray]:
    """What the linker and the classifier of facts learned beside the network, if the file has it."""
    rows = {"links.score": 1, "facts.relation": stored.get("labels.facts", "").count("\n") + 1}
    found = {}
    for key, values in stored.items():
        task, _, _ = key.partition(".")
        if task in _HIDDEN:
            flat = np.array(values.split(), dtype=np.float32)
            count = rows.get(key.rpartition(".")[0], _HIDDEN[task])
            found[f"heads.{key}"] = flat.reshape(count, -1) if key.endswith("weight") else flat
    return found
