"""Write a checkpoint as the ONNX file that the package runs, int8 or float32.

    python -m training.encoder.export build/encoder/epoch-5.pt --out src/onrecord/analyse/weights/encoder.onnx

The graph is made node by node, for two reasons: the weights of every linear map are int8 in blocks along the
input, and what runs into them is quantised block by block and row by row (`MatMulNBits`, accuracy level 4), so
that a window's result does not depend on what it is batched with; and the file holds nothing else.
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


class Graph:
    """Nodes and weights of a graph in the making."""

    def __init__(self, linear: str, block: int) -> None:
        self.linear_kind, self.block = linear, block
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def constant(self, value: np.ndarray) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], *, outputs: int = 1, domain: str = "", **attributes: Any) -> Any:
        names = [f"n{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def static(self, value, weight, bias, name):
        peak = self.peaks[name]            # [in] absmax per channel
        smooth = np.sqrt(np.maximum(peak,1e-3)) / np.sqrt(np.maximum(np.abs(weight).max(0),1e-3))
        smooth = (smooth/ smooth.mean()).astype(np.float32)
        if self.clip < 0:
            W = weight*smooth[None] if self.clip == -1 else weight
            ws = np.maximum(np.abs(W).max(1),1e-9)/self.wmax
            wq = np.rint(W/ws[:,None]).astype(np.int8)
            if self.clip == -1: value = self.node("Mul",[value,self.constant((1/smooth).astype(np.float32))])
            rs = self.node("ReduceMax",[self.node("Abs",[value]),self.constant(np.array([-1],dtype=np.int64))],keepdims=1)
            rs = self.node("Mul",[rs,self.constant(np.float32(1/127))])
            q = self.node("QuantizeLinear",[self.node("Div",[value,rs]),self.constant(np.float32(1)),self.constant(np.uint8(128))])
            o = self.node("MatMulIntegerToFloat",[q,self.constant(wq.T),self.constant(np.float32(1)),self.constant(ws.astype(np.float32)),self.constant(np.uint8(128)),self.constant(np.zeros(len(ws),np.int8))],domain="com.microsoft")
            return self.node("Add",[self.node("Mul",[o,rs]),self.constant(bias)])
        top = (peak/smooth).max()*self.clip
        scale = np.float32(2*top/255)
        W = weight*smooth[None]
        ws = np.maximum(np.abs(W).max(1),1e-9)/self.wmax
        wq = np.rint(W/ws[:,None]).astype(np.int8)
        value = self.node("Mul",[value,self.constant((1/smooth).astype(np.float32))])
        sc=self.constant(scale); zp=self.constant(np.uint8(128))
        q = self.node("QuantizeLinear",[value,sc,zp])
        return self.node("MatMulIntegerToFloat",[q,self.constant(wq.T),sc,self.constant(ws.astype(np.float32)),zp,self.constant(np.zeros(len(ws),np.int8)),self.constant(bias)],domain="com.microsoft")

    def linear(self, value: str, weight: np.ndarray, bias: np.ndarray, name: str = "") -> str:
        """`value @ weight.T + bias`; `weight` is `[out, in]` as torch keeps it."""
        if self.linear_kind == "float32":
            return self.node("Add", [self.node("MatMul", [value, self.constant(weight.T)]), self.constant(bias)])
        if self.linear_kind == "static":
            return self.static(value, weight, bias, name)
        out, inner = weight.shape
        blocks = weight.reshape(out, inner // self.block, self.block)
        scale = np.maximum(np.abs(blocks).max(axis=2), 1e-9) / 127
        packed = np.rint(blocks / scale[..., None]).clip(-128, 127) + 128
        return self.node(
            "MatMulNBits",
            [value, self.constant(packed.astype(np.uint8)), self.constant(scale.reshape(-1).astype(np.float32)),
             "", "", self.constant(bias)],
            domain="com.microsoft", K=inner, N=out, bits=8, block_size=self.block, accuracy_level=4,
        )

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


def build(state: dict[str, np.ndarray], linear: str = "int8", block: int = 32, peaks=None, clip=1.0, wmax=63) -> onnx.ModelProto:
    """The graph of the trunk with its attribution heads.

    Inputs: `ids`, `casing`, `quoting`, `breaks` as int64 `[windows, pieces]`, `lengths` as int32 `[windows]`.
    Outputs: `tags` `[windows, pieces, 7]`, `pointers` `[windows, pieces, 4 * POINTER_WIDTH]`, float32.
    """
    graph = Graph(linear, block)
    graph.peaks, graph.clip, graph.wmax = peaks, clip, wmax

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
        part = lambda name, n=number: weight(f"trunk.layers.{n}.{name}")
        part.name = f"layers.{number}."
        hidden = _layer(graph, hidden, part)
    head = "heads.attribution."
    graph.node("Identity", [graph.linear(hidden, weight(f"{head}tags.weight"), weight(f"{head}tags.bias"), "head")])
    graph.nodes[-1].output[0] = "tags"
    graph.node("Identity", [graph.linear(hidden, weight(f"{head}pointers.weight"), weight(f"{head}pointers.bias"), "head")])
    graph.nodes[-1].output[0] = "pointers"
    shape = ["windows", "pieces"]
    made = helper.make_graph(
        graph.nodes,
        "onrecord-encoder",
        [*(helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in INPUTS),
         helper.make_tensor_value_info("lengths", TensorProto.INT32, ["windows"])],
        [helper.make_tensor_value_info("tags", TensorProto.FLOAT, [*shape, 7]),
         helper.make_tensor_value_info("pointers", TensorProto.FLOAT, [*shape, 4 * POINTER_WIDTH])],
        graph.weights,
    )
    model = helper.make_model(
        made, opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)], ir_version=9
    )
    for name in ("transitions", "distances"):
        tensor = numpy_helper.from_array(state[f"{head}{name}"].astype(np.float32), name)
        entry = model.metadata_props.add()
        entry.key, entry.value = name, " ".join(f"{v:.6g}" for v in numpy_helper.to_array(tensor).flatten())
    return model


def _layer(graph: Graph, hidden: str, weight: Any) -> str:
    mixed = graph.linear(hidden, weight("qkv.weight"), weight("qkv.bias"), weight.name + "qkv")
    sizes = graph.constant(np.array([WIDTH] * 3, dtype=np.int64))
    query, key, value = graph.node("Split", [mixed, sizes], outputs=3, axis=-1)
    mixed = graph.node(
        "MultiHeadAttention", [query, key, value, "", "lengths"], domain="com.microsoft", num_heads=HEADS
    )
    mixed = graph.linear(mixed, weight("out.weight"), weight("out.bias"), weight.name + "out")
    hidden = graph.norm(graph.node("Add", [hidden, mixed]), weight("norm1.weight"), weight("norm1.bias"))
    inner = graph.node("Gelu", [graph.linear(hidden, weight("up.weight"), weight("up.bias"), weight.name + "up")])
    down = graph.linear(inner, weight("down.weight"), weight("down.bias"), weight.name + "down")
    return graph.norm(graph.node("Add", [hidden, down]), weight("norm2.weight"), weight("norm2.bias"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--linear", choices=("int8", "float32"), default="int8")
    parser.add_argument("--block", type=int, default=32)
    options = parser.parse_args()
    state = {name: value.numpy() for name, value in torch.load(options.checkpoint, weights_only=True).items()}
    options.out.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(build(state, options.linear, options.block), options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
