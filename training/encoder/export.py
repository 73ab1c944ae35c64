"""Write a checkpoint as the ONNX file that the package runs, int8 or float32.

    python -m training.encoder.export build/encoder/epoch-{2,4}.pt --out weights/encoder.onnx

The graph is made node by node. Weights are int8, a scale an output; what runs into a linear map is quantised
to int8 row by row while it runs, so that a piece is read as finely beside large numbers as beside small ones.
Weights take seven of the eight bits, since processors without VNNI add two products in sixteen bits, which
must not overflow.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from onrecord.analyse.attribution.heads import POINTER_WIDTH
from training.encoder.model import HEADS, LAYERS, WIDTH

INPUTS = ("ids", "casing", "quoting", "breaks")
OPSET = 20
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


def build(state: dict[str, np.ndarray], linear: str = "int8") -> onnx.ModelProto:
    """The graph of the trunk with its attribution heads.

    Inputs: `ids`, `casing`, `quoting`, `breaks` as int64 `[windows, pieces]`, without padding.
    Outputs: `tags` `[windows, pieces, 7]`, `pointers` `[windows, pieces, 4 * POINTER_WIDTH]`, float32.
    """
    graph = Graph(linear)

    def weight(name: str) -> np.ndarray:
        return state[name].astype(np.float32)

    hidden = graph.lookup(weight("trunk.words.weight"), "ids")
    for name in INPUTS[1:]:
        hidden = graph.node("Add", [hidden, graph.lookup(weight(f"trunk.{name}.weight"), name)])
    length = graph.node("Shape", ["ids"], start=1, end=2)
    zero = graph.constant(np.array([0], dtype=np.int64))
    positions = graph.node("Slice", [graph.constant(weight("trunk.positions.weight")), zero, length])
    hidden = graph.node("Add", [hidden, positions])
    hidden = graph.norm(hidden, weight("trunk.norm.weight"), weight("trunk.norm.bias"))
    for number in range(LAYERS):
        hidden = _layer(graph, hidden, lambda name, n=number: weight(f"trunk.layers.{n}.{name}"))
    head = "heads.attribution."
    graph.node("Identity", [graph.linear(hidden, weight(f"{head}tags.weight"), weight(f"{head}tags.bias"))])
    graph.nodes[-1].output[0] = "tags"
    graph.node(
        "Identity", [graph.linear(hidden, weight(f"{head}pointers.weight"), weight(f"{head}pointers.bias"))]
    )
    graph.nodes[-1].output[0] = "pointers"
    shape = ["windows", "pieces"]
    made = helper.make_graph(
        graph.nodes,
        "onrecord-encoder",
        [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in INPUTS],
        [
            helper.make_tensor_value_info("tags", TensorProto.FLOAT, [*shape, 7]),
            helper.make_tensor_value_info("pointers", TensorProto.FLOAT, [*shape, 4 * POINTER_WIDTH]),
        ],
        graph.weights,
    )
    model = helper.make_model(
        made,
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)],
        ir_version=9,
    )
    for name in ("transitions", "distances"):
        tensor = numpy_helper.from_array(state[f"{head}{name}"].astype(np.float32), name)
        entry = model.metadata_props.add()
        entry.key, entry.value = name, " ".join(f"{v:.6g}" for v in numpy_helper.to_array(tensor).flatten())
    return model


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
    options = parser.parse_args()
    loaded = [torch.load(path, weights_only=True) for path in options.checkpoints]
    state = {name: np.mean([one[name].numpy() for one in loaded], axis=0) for name in loaded[0]}
    options.out.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(build(state, options.linear), options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
