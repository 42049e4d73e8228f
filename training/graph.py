"""The network written out as an ONNX graph with 8-bit weights.

Node by node: that keeps it small, lets the heads share one quantisation of their input, and needs no exporter. Embeddings
have one scale a row, matrices one a column; what flows between the layers is quantised at run time, one scale a sentence.
That is why every sentence is computed alone, whatever stands beside it.

Some sentences are given at once all the same: each half of a layer is a loop over them. Its weights, which are larger than
all numbers of a sentence, then come from the processor's nearest cache for every sentence but the first, and nothing else
changes, the numbers of a sentence are the same bits: a sixth less time than sentence by sentence (2026-11-22).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

EPS = 1e-12
# A word is looked at as a predicate, or as a trigger of a claim, from these differences of logits on: about one in
# eight and one in twenty. Lower, it costs time; what is lost is never found.
PRED_FROM, EVENT_FROM = -2.0, -3.0
POSITIONS = 256
MS = "com.microsoft"
END = 2**31
EACH = "_each"  # behind the name of an output inside a loop over sentences

Floats = NDArray[np.float32]


class Matrix(NamedTuple):
    """Weights (in, out) in 8 bits with one scale a column, and a bias."""

    values: NDArray[np.int8]
    scale: Floats
    bias: Floats

    def columns(self, which: Any) -> Matrix:
        return Matrix(self.values[:, which], self.scale[which], self.bias[which])


class Table(NamedTuple):
    """Rows in 8 bits with one scale a row."""

    values: NDArray[np.int8]
    scale: Floats


class Norm(NamedTuple):
    weight: Floats
    bias: Floats


class Block(NamedTuple):
    """One layer of the encoder; what goes into `up` and `down` is first made `quiet`: multiplied, column by column."""

    qkv: Matrix
    out: Matrix
    norm1: Norm
    up: Matrix
    down: Matrix
    norm2: Norm
    quiet: tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class Parts:
    """The network as it is written: tables, layers, the heads' matrices by name, and what they are many of."""

    pieces: Table
    positions: Floats
    casings: Floats
    norm: Norm
    layers: Sequence[Block]
    heads: dict[str, Matrix]  # upos, tags, scripts, vectors, marks; arc, label and role, each _dep and _head
    arc: tuple[Floats, Floats]
    label: Matrix
    role: Matrix
    attention: int
    roles: int
    links: int
    types: int


class Graph:
    """Collects nodes and constants; every method returns the name of its output. All names begin with `prefix`."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._known: dict[tuple[str, tuple[int, ...], bytes], str] = {}
        self._count = 0

    def add(self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: Any) -> str:
        self._count += 1
        names = [f"{self.prefix}{kind}_{self._count}" + (f"_{i}" if i else "") for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def const(self, value: NDArray[Any]) -> str:
        value = np.ascontiguousarray(value)
        key = (value.dtype.str, value.shape, value.tobytes())
        if key not in self._known:
            self._known[key] = f"{self.prefix}c{len(self.constants)}"
            self.constants.append(numpy_helper.from_array(value, self._known[key]))
        return self._known[key]

    def ints(self, *values: int) -> str:
        return self.const(np.array(values, dtype=np.int64))

    def linear(self, x: str, weight: Matrix) -> str:
        """A product with a matrix; `x` is quantised for it."""
        zeros = np.zeros(len(weight.scale), dtype=np.int8)
        constants = [self.const(v) for v in (weight.values, weight.scale, zeros, weight.bias)]
        return self.add("DynamicQuantizeMatMul", x, *constants, domain=MS)

    def product(self, x: str, scales: str, weight: Matrix) -> str:
        """A product of what is quantised already: `x` are its values or some rows of them, `scales` the node's name."""
        w, s, b = self.const(weight.values), self.const(weight.scale), self.const(weight.bias)
        zeros = self.const(np.zeros(len(weight.scale), dtype=np.int8))
        return self.add("MatMulIntegerToFloat", x, w, f"{scales}_1", s, f"{scales}_2", zeros, b, domain=MS)

    def norm(self, x: str, norm: Norm) -> str:
        return self.add("LayerNormalization", x, self.const(norm.weight), self.const(norm.bias), epsilon=EPS, axis=-1)

    def gelu(self, x: str) -> str:
        return self.add("Gelu", x, domain=MS)

    def columns(self, x: str, start: int, end: int) -> str:
        return self.add("Slice", x, self.ints(start), self.ints(end), self.ints(-1))

    def rest(self, x: str) -> str:
        """All rows but the first, the root's."""
        return self.add("Slice", x, self.ints(1), self.ints(END), self.ints(0))

    def loop(self, count: str, given: Sequence[str], body: Callable[..., dict[str, int]]) -> list[str]:
        """Do `body` for every sentence: it gets one tensor of each sequence `given`, and tells its outputs, with types."""
        outside, self.nodes = self.nodes, []
        self._count += 1
        at, go = f"at_{self._count}", f"go_{self._count}"
        found = body(*(self.add("SequenceAt", sequence, at) for sequence in given))
        inputs = [
            helper.make_tensor_value_info(at, TensorProto.INT64, []),
            helper.make_tensor_value_info(go, TensorProto.BOOL, []),
        ]
        outputs = [helper.make_tensor_value_info(self.add("Identity", go), TensorProto.BOOL, [])]
        names = [name.removesuffix(EACH) if name.endswith(EACH) else f"{name}_all" for name in found]
        for name, kind in found.items():
            inputs.append(helper.make_tensor_sequence_value_info(f"{name}_so_far", kind, None))
            longer = self.add("SequenceInsert", f"{name}_so_far", name)
            outputs.append(helper.make_tensor_sequence_value_info(longer, kind, None))
        graph = helper.make_graph(self.nodes, at, inputs, outputs)
        self.nodes = outside
        empty = [self.add("SequenceEmpty", dtype=kind) for kind in found.values()]
        self.nodes.append(helper.make_node("Loop", [count, "", *empty], names, body=graph))
        return names


FLOAT, INT = TensorProto.FLOAT, TensorProto.INT64


def _encoder(g: Graph, parts: Parts, count: str) -> str:
    found = g.add("Cast", g.add("Gather", g.const(parts.pieces.values), "pieces"), to=FLOAT)
    x = g.add("Mul", found, g.add("Gather", g.const(parts.pieces.scale), "pieces"))
    x = g.add("Add", x, g.add("Gather", g.const(parts.positions), "positions"))
    x = g.add("Add", x, g.add("Gather", g.const(parts.casings), "casings"))
    x = g.add("Unsqueeze", g.norm(x, parts.norm), g.ints(0))
    states = g.add("SplitToSequence", x, "lengths", axis=1, keepdims=1)
    for layer in parts.layers:
        for half in (_attention, _inner):
            (states,) = g.loop(count, [states], lambda x, half=half, layer=layer: half(g, layer, x, parts.attention))
    return states


def _attention(g: Graph, layer: Block, x: str, heads: int) -> dict[str, int]:
    quant = g.add("DynamicQuantizeLinear", x, outputs=3)
    qkv = layer.qkv
    weight, bias, scale = g.const(qkv.values), g.const(qkv.bias), g.const(qkv.scale)
    zeros = g.const(np.zeros(len(qkv.scale), dtype=np.int8))
    mixed = g.add(
        "QAttention", quant, weight, bias, f"{quant}_1", scale, "", f"{quant}_2", zeros, domain=MS, num_heads=heads
    )
    # A plain sum and norm: onnxruntime's fused SkipLayerNormalization takes three times as long on a CPU.
    return {g.norm(g.add("Add", x, g.linear(mixed, layer.out)), layer.norm1): FLOAT}


def _inner(g: Graph, layer: Block, x: str, _: int) -> dict[str, int]:
    before_up, before_down = (g.const(q) for q in layer.quiet)
    up = g.gelu(g.linear(g.add("Mul", x, before_up), layer.up))
    down = g.linear(g.add("Mul", up, before_down), layer.down)
    return {g.norm(g.add("Add", x, down), layer.norm2): FLOAT}


def _named(g: Graph, found: Mapping[str, tuple[str, int]]) -> dict[str, int]:
    for name, (internal, _) in found.items():
        g.nodes.append(helper.make_node("Identity", [internal], [name + EACH]))
    return {name + EACH: kind for name, (_, kind) in found.items()}


def _heads(g: Graph, parts: Parts, x: str, at: str) -> dict[str, int]:
    h = parts.heads
    states = g.add("Gather", g.add("Squeeze", x, g.ints(0)), at, axis=0)
    every = g.add("DynamicQuantizeLinear", states, outputs=3)
    words = g.rest(every)

    def best(name: str) -> str:
        return g.add("ArgMax", g.product(words, every, h[name]), axis=-1, keepdims=0)

    def side(rows: str, name: str) -> str:
        return g.gelu(g.product(rows, every, h[name]))

    weight, bias = parts.arc
    dep = g.add("Add", g.add("MatMul", side(words, "arc_dep"), g.const(weight)), g.const(bias))
    arcs = g.add("MatMul", dep, g.add("Transpose", side(every, "arc_head"), perm=[1, 0]))
    marks = g.product(every, every, h["marks"])
    asked = _asked(g, parts, marks)
    label_dep, label_head = side(words, "label_dep"), side(every, "label_head")
    found = {
        "upos": (best("upos"), INT),
        "scripts": (best("scripts"), INT),
        "tag_scores": (g.product(words, every, h["tags"]), FLOAT),  # names are decoded as wholes (`parse.names`)
        "arcs": (arcs, FLOAT),
        "labels": (_best_labels(g, parts, label_dep, label_head, g.add("ArgMax", arcs, axis=1, keepdims=0)), INT),
        "label_dep": (label_dep, FLOAT),
        "label_head": (label_head, FLOAT),
        "marks": (marks, FLOAT),
        "types": (g.add("Softmax", g.columns(marks, 2, 2 + parts.types), axis=-1), FLOAT),
        "asked": (asked, INT),
        "asking": (g.add("Gather", side(every, "role_dep"), asked, axis=0), FLOAT),
        "answering": (side(words, "role_arg"), FLOAT),
    }
    if "vectors" in h:
        found["vectors"] = g.product(words, every, h["vectors"]), FLOAT
    return _named(g, found)


def _asked(g: Graph, parts: Parts, marks: str) -> str:
    """The words that may be predicates or triggers; the root stands first among them, so that no product has no row."""
    pred = g.add("Greater", g.columns(marks, 0, 1), g.const(np.array(PRED_FROM, dtype=np.float32)))
    event = g.add("ReduceMax", g.columns(marks, 3, 2 + parts.types), axes=[-1], keepdims=1)
    event = g.add("Sub", event, g.columns(marks, 2, 3))
    event = g.add("Greater", event, g.const(np.array(EVENT_FROM, dtype=np.float32)))
    chosen = g.rest(g.add("Squeeze", g.add("Or", pred, event), g.ints(1)))
    words = g.add("Add", g.add("Squeeze", g.add("NonZero", chosen), g.ints(0)), g.ints(1))
    return g.add("Concat", g.ints(0), words, axis=0)


# A constant one at the end of either side of a bilinear form is a bias: for every kind `Parts.label` and `Parts.role` have
# one column more than the other side has numbers. Two products spare copying the large one apart.


def _mixed_labels(g: Graph, weight: Matrix, size: int, dep: str) -> tuple[str, str]:
    """(words, size, labels) to be met by the heads, and (words, labels) that come on top."""
    order = np.arange(len(weight.scale)).reshape(-1, size + 1)
    quant = g.add("DynamicQuantizeLinear", dep, outputs=3)
    mixed = g.product(quant, quant, weight.columns(order[:, :size].T.reshape(-1)))
    return g.add("Reshape", mixed, g.ints(-1, size, len(order))), g.product(
        quant, quant, weight.columns(order[:, size])
    )


def _best_labels(g: Graph, parts: Parts, dep: str, head: str, heads: str) -> str:
    """The relation of every word to its best head; that to all others is asked of `relations` where they make no tree."""
    mixed, extra = _mixed_labels(g, parts.label, parts.label.values.shape[0], dep)
    chosen = g.add("Unsqueeze", g.add("Gather", head, heads, axis=0), g.ints(1))
    scores = g.add("Add", g.add("Squeeze", g.add("MatMul", chosen, mixed), g.ints(1)), extra)
    return g.add("ArgMax", scores, axis=1, keepdims=0)


def _roles(g: Graph, parts: Parts, asking: str, answering: str) -> dict[str, int]:
    """Roles and links of the words asked."""
    size, n = parts.role.values.shape[0], parts.roles + parts.links
    order = np.arange(len(parts.role.scale)).reshape(n, size + 1)
    quant = g.add("DynamicQuantizeLinear", asking, outputs=3)
    mixed = g.add(
        "Reshape", g.product(quant, quant, parts.role.columns(order[:, :size].reshape(-1))), g.ints(-1, n, size)
    )
    extra = g.add("Reshape", g.product(quant, quant, parts.role.columns(order[:, size])), g.ints(-1, n, 1))
    scores = g.add("Add", g.add("MatMul", mixed, g.add("Transpose", answering, perm=[1, 0])), extra)
    roles = g.add("Slice", scores, g.ints(0), g.ints(parts.roles), g.ints(1))
    links = g.add("Slice", scores, g.ints(parts.roles), g.ints(n), g.ints(1))
    return _named(
        g,
        {
            "roles": (g.add("ArgMax", roles, axis=1, keepdims=0), INT),
            "role_scores": (g.add("ReduceMax", roles, axes=[1], keepdims=0), FLOAT),
            "links": (g.add("Sigmoid", links), FLOAT),
        },
    )


def graph(parts: Parts) -> onnx.ModelProto:
    """The network as an ONNX model.

    Inputs: pieces, casings and positions of all sentences in a row; `at`, the piece of its sentence at which the root and each
    word begins; `lengths` and `sizes`, how many of either a sentence has. Every output is a sequence, one tensor a sentence.
    """
    g = Graph()
    count = g.add("Squeeze", g.add("Shape", "lengths"), g.ints(0))
    states = _encoder(g, parts, count)
    places = g.add("SplitToSequence", "at", "sizes", axis=0, keepdims=1)
    heads = g.loop(count, [states, places], lambda x, at: _heads(g, parts, x, at))
    sides = ["asking", "answering"]
    roles = g.loop(count, sides, lambda asking, answering: _roles(g, parts, asking, answering))
    whole = ("upos", "scripts", "labels", "asked", "roles")
    outputs = [
        helper.make_tensor_sequence_value_info(name, INT if name in whole else FLOAT, None)
        for name in (*heads, *roles)
        if name not in sides
    ]
    pieces = (("pieces", "pieces"), ("casings", "pieces"), ("positions", "pieces"))
    given = (*pieces, ("at", "heads"), ("lengths", "sentences"), ("sizes", "sentences"))
    inputs = [helper.make_tensor_value_info(name, INT, [size]) for name, size in given]
    return _model(g, inputs, outputs)


def relations(parts: Parts) -> onnx.ModelProto:
    """The relation to every head, for the sentences whose best heads make no tree: from the two sides `graph` tells."""
    g = Graph()
    size = parts.label.values.shape[0]
    mixed, extra = _mixed_labels(g, parts.label, size, "label_dep")
    scores = g.add("Add", g.add("MatMul", "label_head", mixed), g.add("Unsqueeze", extra, g.ints(1)))
    g.nodes.append(helper.make_node("ArgMax", [scores], ["labels"], axis=-1, keepdims=0))
    inputs = [
        helper.make_tensor_value_info("label_dep", FLOAT, ["words", size]),
        helper.make_tensor_value_info("label_head", FLOAT, ["heads", size]),
    ]
    return _model(g, inputs, [helper.make_tensor_value_info("labels", INT, ["words", "heads"])])


def _model(g: Graph, inputs: list[Any], outputs: list[Any]) -> onnx.ModelProto:
    body = helper.make_graph(g.nodes, "dragoman", inputs, outputs, g.constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MS, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=9, producer_name="dragoman")
