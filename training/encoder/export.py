"""Write a checkpoint as the ONNX file that the package runs, int8 or float32.

    python -m training.encoder.export build/encoder/epoch-{2,4}.pt --out weights/encoder.onnx

The graph is made node by node. Weights are int8, a scale an output; what runs into a linear map is quantised
to int8 row by row while it runs, so that a piece is read as finely beside large numbers as beside small ones.
Weights take seven of the eight bits, since processors without VNNI add two products in sixteen bits, which
must not overflow.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from onrecord.analyse.facts.classifier import PARTS
from onrecord.analyse.syntax.heads import ARC_WIDTH, RELATION_WIDTH
from onrecord.evaluate.knowledge import PROPERTIES
from training.encoder.model import HEADS, WIDTH
from training.encoder.recover import depth_of, recover

INPUTS = ("ids", "casing", "quoting", "breaks")
OPSET = 20
BESIDE = {
    "links": ("one.weight", "one.bias", "other.weight", "both.weight", "score.weight", "score.bias"),
    "facts": (
        *(f"{part}.weight" for part in (*PARTS, "features", "relation")),
        "subject.bias",
        "relation.bias",
    ),
}
"""What the heads that were trained apart learned beside the network, by task."""
_TOP = 63
"""The largest weight in seven bits."""


class Graph:
    """Nodes and weights of a graph in the making."""

    def __init__(self, linear: str) -> None:
        self.linear_kind = linear
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def constant(self, value: np.ndarray) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(
        self, kind: str, inputs: list[str], *, outputs: int = 1, domain: str = "", **attributes: Any
    ) -> Any:
        names = [f"n{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def linear(self, value: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """`value @ weight.T + bias`; `weight` is `[out, in]` as torch keeps it."""
        if self.linear_kind == "float32":
            return self.node(
                "Add", [self.node("MatMul", [value, self.constant(weight.T)]), self.constant(bias)]
            )
        scale = np.maximum(np.abs(weight).max(axis=1), 1e-9) / _TOP
        packed = np.rint(weight / scale[:, None]).astype(np.int8)
        axis = self.constant(np.array([-1], dtype=np.int64))
        peak = self.node("ReduceMax", [self.node("Abs", [value]), axis], keepdims=1)
        peak = self.node("Max", [peak, self.constant(np.float32(1e-6))])
        row = self.node("Mul", [peak, self.constant(np.float32(1 / 127))])
        one, middle = self.constant(np.float32(1)), self.constant(np.uint8(128))
        quantised = self.node("QuantizeLinear", [self.node("Div", [value, row]), one, middle])
        product = self.node(
            "MatMulIntegerToFloat",
            [
                quantised,
                self.constant(packed.T),
                one,
                self.constant(scale.astype(np.float32)),
                middle,
                self.constant(np.zeros(len(scale), dtype=np.int8)),
            ],
            domain="com.microsoft",
        )
        return self.node("Add", [self.node("Mul", [product, row]), self.constant(bias)])

    def norm(self, value: str, weight: np.ndarray, bias: np.ndarray) -> str:
        return self.node(
            "LayerNormalization", [value, self.constant(weight), self.constant(bias)], axis=-1, epsilon=1e-12
        )

    def lookup(self, table: np.ndarray, ids: str) -> str:
        """Rows of a table; a large one is kept as int8 with a scale a row."""
        if len(table) < 1000 or self.linear_kind == "float32":
            return self.node("Gather", [self.constant(table), ids])
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-9) / 127
        rows = self.node("Gather", [self.constant(np.rint(table / scale).astype(np.int8)), ids])
        rows = self.node("Cast", [rows], to=TensorProto.FLOAT)
        return self.node("Mul", [rows, self.node("Gather", [self.constant(scale.astype(np.float32)), ids])])


def build(
    state: dict[str, np.ndarray], inventory: dict[str, dict[str, list[str]]], linear: str = "int8"
) -> onnx.ModelProto:
    """The graph of the trunk with all heads.

    Inputs: `ids`, `casing`, `quoting`, `breaks` as int64 `[windows, pieces]`, without padding.
    Outputs: those of `onrecord.analyse.encoder.Encoding`, float32 `[windows, pieces, width]`. The labels of
    `inventory`, by task and head, and what heads learned beside the network are the model's metadata. A graph
    without the linker's weights is for `coreference.py` to learn them on.
    """
    graph = Graph(linear)

    def weight(name: str) -> np.ndarray:
        return state[name].astype(np.float32)

    def pair(name: str) -> tuple[np.ndarray, np.ndarray]:
        return weight(f"heads.{name}.weight"), weight(f"heads.{name}.bias")

    layers = _trunk(graph, weight, depth_of(state))
    outputs: dict[str, int] = {}

    def output(name: str, value: str, width: int) -> None:
        graph.node("Identity", [value])
        graph.nodes[-1].output[0] = name
        outputs[name] = width

    for name in ("tags", "pointers"):
        head = pair(f"attribution.{name}")
        output(name, graph.linear(layers[-1], *head), len(head[1]))
    mixed = _mix(graph, layers, weight, "names")
    head = pair("names.tags")
    output("names", graph.linear(mixed, *head), len(head[1]))
    mixed = _mix(graph, layers, weight, "syntax")
    parts = ("readings", "starts", "arc_child", "arc_head", "relation_child", "relation_head")
    heads = [pair(f"syntax.{name}") for name in parts]
    joined = graph.linear(
        mixed, np.concatenate([w for w, _ in heads]), np.concatenate([bias for _, bias in heads])
    )
    sizes = graph.constant(np.array([len(bias) for _, bias in heads], dtype=np.int64))
    readings, starts, child, parent, *relations = graph.node(
        "Split", [joined, sizes], outputs=len(heads), axis=-1
    )
    output("readings", readings, len(heads[0][1]))
    output("starts", starts, 1)
    query = graph.linear(graph.node("Relu", [child]), *pair("syntax.arc"))
    output("arcs", graph.node("Concat", [query, graph.node("Relu", [parent])], axis=-1), 2 * ARC_WIDTH)
    output("relations", graph.node("Concat", relations, axis=-1), 2 * RELATION_WIDTH)
    learned = [task for task in BESIDE if f"heads.{task}.vector.weight" in state]
    for task in learned:
        mixed = _mix(graph, layers, weight, task)
        head = pair(f"{task}.vector")
        output({"links": "referents"}.get(task, task), graph.linear(mixed, *head), len(head[1]))
    shape = ["windows", "pieces"]
    made = helper.make_graph(
        graph.nodes,
        "onrecord-encoder",
        [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in INPUTS],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [*shape, width])
            for name, width in outputs.items()
        ],
        graph.weights,
    )
    model = helper.make_model(
        made,
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
    )
    stored = {
        "transitions": "attribution.transitions",
        "distances": "attribution.distances",
        "relations.weight": "syntax.relations.weight",
        "relations.bias": "syntax.relations.bias",
    } | {f"{task}.{part}": f"{task}.{part}" for task in learned for part in BESIDE[task]}
    metadata = {
        key: " ".join(f"{v:.6g}" for v in weight(f"heads.{name}").flatten()) for key, name in stored.items()
    }
    for labels in inventory.values():
        metadata |= {f"labels.{head}": "\n".join(names) for head, names in labels.items()}
    for key, value in metadata.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    return model


def read_inventory(path: Path) -> dict[str, dict[str, list[str]]]:
    """The labels that an exported file carries."""
    stored = {entry.key: entry.value for entry in onnx.load(path).metadata_props}
    labels = {k.removeprefix("labels."): v.split("\n") for k, v in stored.items() if k.startswith("labels.")}
    return {"stored": labels}


def mean_of(paths: Sequence[Path], shares: Sequence[float]) -> dict[str, np.ndarray]:
    """The weighed mean of checkpoints, the first of which is none that was exported.

    Of an exported file trunk and attribution count, since its other heads may have been learned apart.
    """
    total: dict[str, np.ndarray] = {}
    weight: dict[str, float] = {}
    for path, share in zip(paths, shares, strict=True):
        if path.suffix == ".onnx":
            state = {k: v for k, v in recover(path).items() if k.startswith(("trunk.", "heads.attribution."))}
        else:
            state = {k: v.numpy() for k, v in torch.load(path, weights_only=True).items()}
        for name, value in state.items():
            total[name] = total.get(name, 0.0) + share * value
            weight[name] = weight.get(name, 0.0) + share
    return {name: value / weight[name] for name, value in total.items()}


def _trunk(graph: Graph, weight: Any, depth: int) -> list[str]:
    """The outputs of all layers."""
    hidden = graph.lookup(weight("trunk.words.weight"), "ids")
    for name in INPUTS[1:]:
        hidden = graph.node("Add", [hidden, graph.lookup(weight(f"trunk.{name}.weight"), name)])
    length = graph.node("Shape", ["ids"], start=1, end=2)
    zero = graph.constant(np.array([0], dtype=np.int64))
    positions = graph.node("Slice", [graph.constant(weight("trunk.positions.weight")), zero, length])
    hidden = graph.node("Add", [hidden, positions])
    hidden = graph.norm(hidden, weight("trunk.norm.weight"), weight("trunk.norm.bias"))
    layers: list[str] = []
    for number in range(depth):
        hidden = _layer(graph, hidden, lambda name, n=number: weight(f"trunk.layers.{n}.{name}"))
        layers.append(hidden)
    return layers


def _mix(graph: Graph, layers: list[str], weight: Any, task: str) -> str:
    """The layers' mean as a head learned to take it."""
    shares = np.exp(weight(f"heads.{task}.mix.shares"))
    shares = shares / shares.sum() * weight(f"heads.{task}.mix.scale")
    shares = shares.reshape(len(layers), -1).sum(1)  # a layer of a small trunk stands for several
    parts = [
        graph.node("Mul", [layer, graph.constant(np.float32(share))])
        for layer, share in zip(layers, shares, strict=True)
    ]
    return graph.node("Sum", parts)


def _layer(graph: Graph, hidden: str, weight: Any) -> str:
    mixed = graph.linear(hidden, weight("qkv.weight"), weight("qkv.bias"))
    sizes = graph.constant(np.array([WIDTH] * 3, dtype=np.int64))
    query, key, value = graph.node("Split", [mixed, sizes], outputs=3, axis=-1)
    mixed = graph.node("MultiHeadAttention", [query, key, value], domain="com.microsoft", num_heads=HEADS)
    mixed = graph.linear(mixed, weight("out.weight"), weight("out.bias"))
    hidden = graph.norm(graph.node("Add", [hidden, mixed]), weight("norm1.weight"), weight("norm1.bias"))
    inner = graph.node("Gelu", [graph.linear(hidden, weight("up.weight"), weight("up.bias"))])
    down = graph.linear(inner, weight("down.weight"), weight("down.bias"))
    return graph.norm(graph.node("Add", [hidden, down]), weight("norm2.weight"), weight("norm2.bias"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoints", type=Path, nargs="+", help="of several, the mean is taken")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--linear", choices=("int8", "float32"), default="int8")
    parser.add_argument("--shares", type=float, nargs="+", help="how much each checkpoint weighs in the mean")
    parser.add_argument("--linker", type=Path, help="what training.encoder.coreference learned")
    parser.add_argument("--facts", type=Path, help="what training.encoder.facts learned")
    options = parser.parse_args()
    shares = options.shares or [1.0] * len(options.checkpoints)
    if len(shares) != len(options.checkpoints):
        parser.error("--shares takes one number a checkpoint")
    first = options.checkpoints[0]
    if first.suffix == ".onnx" and len(options.checkpoints) == 1:
        state, inventory = recover(first), read_inventory(first)
    else:
        state = mean_of(options.checkpoints, shares)
        inventory = json.loads((first.parent / "inventory.json").read_text())
    for task, path in (("links", options.linker), ("facts", options.facts)):
        if path:
            learned = torch.load(path, weights_only=True)
            state |= {f"heads.{task}.{name}": value.numpy() for name, value in learned.items()}
    if options.facts:
        inventory["facts"] = {"facts": list(PROPERTIES)}
    options.out.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(build(state, inventory, options.linear), options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
