"""Write the network as one ONNX file with 8-bit weights, and beside it vocabulary, labels and licence.

The graph is written out node by node: that keeps it small, lets the heads share one matrix product and one
quantisation of their input, and needs no exporter. Embeddings have one scale a row, matrices one a column; what
flows between the layers is quantised at run time, one scale a sentence. That is why a sentence must be run alone: in
a batch its numbers would depend on its neighbours.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.corpus.heads_data import TYPES
from training.meaning import LINKS, ROLES, STATUSES
from training.model import EPS, HEADS, HIDDEN, LABEL, LAYERS, ROLE, Network
from training.prepare import Lists
from training.reference import Pairs, load_pairs

FORMAT = 2
# A word is looked at as a predicate, or as a trigger of a claim, from these differences of logits on: about one in eight
# and one in twenty. Lower, it costs time; what is lost is never found.
PRED_FROM, EVENT_FROM = -2.0, -3.0
MS = "com.microsoft"


class Graph:
    """Collects nodes and constants; every method returns the name of its output."""

    def __init__(self, *, levels: int) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.levels = levels

    def add(self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: Any) -> str:
        names = [f"{kind}_{len(self.nodes)}" + (f"_{i}" if i else "") for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def const(self, value: NDArray[Any]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def ints(self, *values: int) -> str:
        return self.const(np.array(values, dtype=np.int64))

    def quantised(self, weight: NDArray[np.float32]) -> tuple[str, str, str]:
        """Weights (in, out) in 8 bits with one scale a column: names of values, scales and zero points."""
        scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / self.levels
        values = np.clip(np.round(weight / scale), -self.levels, self.levels).astype(np.int8)
        zeros = np.zeros(weight.shape[1], dtype=np.int8)
        return self.const(values), self.const(scale.astype(np.float32)), self.const(zeros)

    def linear(self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32] | None = None) -> str:
        inputs = [x, *self.quantised(weight)]
        if bias is not None:
            inputs.append(self.const(bias))
        return self.add("DynamicQuantizeMatMul", *inputs, domain=MS)

    def rows(self, table: NDArray[np.float32], ids: str) -> str:
        """Look rows up in an 8-bit table with one scale a row."""
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
        values = self.const(np.clip(np.round(table / scale), -127, 127).astype(np.int8))
        found = self.add("Cast", self.add("Gather", values, ids), to=TensorProto.FLOAT)
        return self.add("Mul", found, self.add("Gather", self.const(scale.astype(np.float32)), ids))

    def columns(self, x: str, start: int, end: int) -> str:
        return self.add("Slice", x, self.ints(start), self.ints(end), self.ints(-1))


def _array(tensor: torch.Tensor) -> NDArray[np.float32]:
    return np.ascontiguousarray(tensor.detach().float().numpy())


def _encoder(g: Graph, net: Network) -> str:
    length = g.add("Shape", "pieces")
    positions = g.rows(_array(net.positions.weight), g.add("Slice", g.const(np.arange(512)), g.ints(0), length))
    x = g.add("Add", g.rows(_array(net.pieces.weight), "pieces"), positions)
    x = g.add("Add", x, g.add("Gather", g.const(_array(net.casings.weight)), "casings"))
    x = g.add("Unsqueeze", _norm(g, x, net.norm), g.ints(0))
    for layer in net.stack():
        quant = g.add("DynamicQuantizeLinear", x, outputs=3)
        weight, scale, zero = g.quantised(_array(layer.qkv.weight).T)
        mixed = g.add(
            "QAttention", quant, weight, g.const(_array(layer.qkv.bias)), f"{quant}_1", scale, "", f"{quant}_2", zero,
            domain=MS, num_heads=HEADS,
        )  # fmt: skip
        # A plain sum and norm: onnxruntime's fused SkipLayerNormalization takes three times as long on a CPU.
        x = _norm(g, g.add("Add", x, g.linear(mixed, _array(layer.out.weight).T, _array(layer.out.bias))), layer.norm1)
        up = g.linear(x, _array(layer.up.weight).T)
        up = g.add("BiasGelu", up, g.const(_array(layer.up.bias)), domain=MS)
        x = _norm(g, g.add("Add", x, g.linear(up, _array(layer.down.weight).T, _array(layer.down.bias))), layer.norm2)
    return x


def _norm(g: Graph, x: str, norm: torch.nn.LayerNorm) -> str:
    return g.add(
        "LayerNormalization", x, g.const(_array(norm.weight)), g.const(_array(norm.bias)), epsilon=EPS, axis=-1
    )


def _heads(g: Graph, net: Network, x: str, vectors: torch.nn.Linear | None) -> dict[str, str]:
    states = g.add("Gather", g.add("Squeeze", x, g.ints(0)), "at", axis=0)
    heads = [net.upos, net.tags, net.scripts, net.arc_dep, net.arc_head, net.label_dep, net.label_head]
    heads += [net.role_dep, net.role_arg, net.marks]
    if vectors is not None:
        heads.append(vectors)
    weight = np.concatenate([_array(h.weight) for h in heads]).T
    every = g.linear(states, weight, np.concatenate([_array(h.bias) for h in heads]))
    cuts = np.cumsum([0] + [h.weight.shape[0] for h in heads]).tolist()
    words = g.add("Slice", every, g.ints(1), g.ints(2**31), g.ints(0))
    found = {
        name: g.add("ArgMax", g.columns(words, cuts[i], cuts[i + 1]), axis=-1, keepdims=0)
        for i, name in ((0, "upos"), (2, "scripts"))
    }
    found["tag_scores"] = g.columns(words, cuts[1], cuts[2])  # names are decoded as wholes (`parse.names`)
    sides = g.add("Gelu", g.columns(every, cuts[3], cuts[9]), domain=MS)
    side = [g.columns(sides, cuts[i] - cuts[3], cuts[i + 1] - cuts[3]) for i in range(3, 9)]
    arc_dep, arc_head, label_dep, label_head, role_dep, role_arg = side
    found["marks"] = g.columns(every, cuts[9], cuts[10])
    if vectors is not None:
        found["vectors"] = g.columns(words, cuts[10], cuts[11])
    tail = (g.ints(1), g.ints(2**31), g.ints(0))
    arc_dep = g.add("MatMul", g.add("Slice", arc_dep, *tail), g.const(_array(net.arc.weight).T))
    arc_dep = g.add("Add", arc_dep, g.const(_array(net.arc.bias)))
    found["arcs"] = g.add("MatMul", arc_dep, g.add("Transpose", arc_head, perm=[1, 0]))
    # A constant one at the end of either side is a bias: the matrix splits into what meets it and what does not.
    n = net.sizes.labels
    full = _array(net.label.weight).T.reshape(LABEL + 1, n, LABEL + 1)
    mixed = g.linear(
        g.add("Slice", label_dep, *tail), full[:LABEL].reshape(LABEL, -1), full[LABEL].reshape(-1).astype(np.float32)
    )
    mixed = g.add("Reshape", mixed, g.ints(-1, n, LABEL + 1))
    ahead = g.columns(mixed, 0, LABEL)
    scores = g.add("MatMul", ahead, g.add("Transpose", label_head, perm=[1, 0]))
    scores = g.add("Add", scores, g.columns(mixed, LABEL, LABEL + 1))
    found["labels"] = g.add("ArgMax", scores, axis=1, keepdims=0)
    return found | _roles(g, net, g.columns(every, cuts[9], cuts[10]), role_dep, g.add("Slice", role_arg, *tail))


def _roles(g: Graph, net: Network, marks: str, dep: str, arg: str) -> dict[str, str]:
    """Roles and links of the words that may be predicates or triggers; the root stands first among them, for nothing."""
    n, types = net.sizes.roles + net.sizes.links, net.sizes.types
    pred = g.add("Greater", g.columns(marks, 0, 1), g.const(np.array(PRED_FROM, dtype=np.float32)))
    event = g.add("ReduceMax", g.columns(marks, 3, 2 + types), axes=[-1], keepdims=1)
    event = g.add("Sub", event, g.columns(marks, 2, 3))
    event = g.add("Greater", event, g.const(np.array(EVENT_FROM, dtype=np.float32)))
    # The root is always taken, so that no product ever has no row.
    chosen = g.add("Squeeze", g.add("Or", pred, event), g.ints(1))
    rest = g.add(
        "Add",
        g.add("Squeeze", g.add("NonZero", g.add("Slice", chosen, g.ints(1), g.ints(2**31), g.ints(0))), g.ints(0)),
        g.ints(1),
    )
    asked = g.add("Concat", g.ints(0), rest, axis=0)
    full = _array(net.role.weight).T.reshape(ROLE + 1, n, ROLE + 1)
    mixed = g.linear(
        g.add("Gather", dep, asked, axis=0), full[:ROLE].reshape(ROLE, -1), full[ROLE].reshape(-1).astype(np.float32)
    )
    mixed = g.add("Reshape", mixed, g.ints(-1, n, ROLE + 1))
    scores = g.add("MatMul", g.columns(mixed, 0, ROLE), g.add("Transpose", arg, perm=[1, 0]))
    scores = g.add("Add", scores, g.columns(mixed, ROLE, ROLE + 1))
    cut = g.ints(net.sizes.roles), g.ints(1)
    roles = g.add("Slice", scores, g.ints(0), *cut)
    links = g.add("Slice", scores, cut[0], g.ints(n), g.ints(1))
    return {
        "asked": asked,
        "roles": g.add("ArgMax", roles, axis=1, keepdims=0),
        "role_scores": g.add("ReduceMax", roles, axes=[1], keepdims=0),
        "links": g.add("Sigmoid", links),
        "types": g.add("Softmax", g.columns(marks, 2, 2 + types), axis=-1),
    }


def graph(net: Network, *, vectors: torch.nn.Linear | None = None, levels: int = 63) -> onnx.ModelProto:
    """The network as an ONNX model; `levels` is the largest quantised weight.

    With 63, two products of a weight and an 8-bit activation fit into 16 bits: processors without VNNI add them there,
    and with 127 they would overflow and answer otherwise. No loss was measured (LAS within 0.1 of 127 on both tests).
    """
    g = Graph(levels=levels)
    found = _heads(g, net, _encoder(g, net), vectors)
    kinds = {
        "tag_scores": (TensorProto.FLOAT, ["words", "tags"]),
        "arcs": (TensorProto.FLOAT, ["words", "heads"]),
        "labels": (TensorProto.INT64, ["words", "heads"]),
        "vectors": (TensorProto.FLOAT, ["words", "vectors"]),
        "marks": (TensorProto.FLOAT, ["heads", "marks"]),
        "roles": (TensorProto.INT64, ["asked", "words"]),
        "role_scores": (TensorProto.FLOAT, ["asked", "words"]),
        "links": (TensorProto.FLOAT, ["asked", "links", "words"]),
        "types": (TensorProto.FLOAT, ["heads", "types"]),
        "asked": (TensorProto.INT64, ["asked"]),
    }
    outputs = []
    for name, internal in found.items():
        g.nodes.append(helper.make_node("Identity", [internal], [name]))
        outputs.append(helper.make_tensor_value_info(name, *kinds.get(name, (TensorProto.INT64, ["words"]))))
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, [size])
        for name, size in (("pieces", "pieces"), ("casings", "pieces"), ("at", "heads"))
    ]
    body = helper.make_graph(g.nodes, "dragoman", inputs, outputs, g.constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MS, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=9, producer_name="dragoman")


LICENCE = """The weights in this folder are licensed under the Creative Commons Attribution-ShareAlike 4.0
International licence (CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/).

They were trained on, and credit is due to:
- UD English EWT, English Web Treebank (CC BY-SA 4.0), Universal Dependencies contributors
- UD English GUM, Georgetown University Multilayer corpus, freely licensed genres only (annotations CC BY 4.0)
- Universal NER, UNER English EWT (CC BY-SA 4.0)
- English PropBank on EWT (CC BY-SA 4.0), Palmer and others, the PropBank project
- UDS It-Happened (CC BY-SA 4.0), White, Rudinger and others, the Decompositional Semantics Initiative
- The open corpus of this project (CC BY 4.0)
- CrossNER, politics domain (MIT; sentences from Wikipedia, CC BY-SA)
- re3d, Relationship and Entity Extraction Evaluation Dataset, Dstl; without its BBC part (Open Government Licence v3.0,
  CC BY 3.0 AU, CC BY-SA 3.0, public domain, reuse with acknowledgement of the European Union, by source)

They start from the encoder all-MiniLM-L6-v2 (Apache License 2.0, sentence-transformers), whose word pieces were cut
down to plain English ones.
"""


def export(
    net: Network,
    lists: Lists,
    kept: list[str],
    out: Path,
    *,
    seed: int,
    steps: int,
    levels: int = 63,
    pairs: Pairs | None = None,
) -> None:
    """Write model.onnx, vocab.txt, labels.json, LICENSE and, with `pairs`, reference.npy into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(graph(net, vectors=pairs.vectors if pairs else None, levels=levels), out / "model.onnx")
    arrays = pairs.arrays() if pairs else {}
    if arrays:
        np.save(out / "reference.npy", np.concatenate([a.ravel() for a in arrays.values()]))
    (out / "vocab.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    about = {
        "format": FORMAT,
        "seed": seed,
        "steps": steps,
        "hidden": HIDDEN,
        "layers": LAYERS,
        "scores": {},
        "upos": lists.upos,
        "labels": lists.labels,
        "tags": lists.tags,
        "roles": list(ROLES),
        "links": list(LINKS),
        "types": list(TYPES),
        "statuses": list(STATUSES),
        "scripts": lists.scripts,
        "exceptions": lists.exceptions,
        "reference": {name: list(a.shape) for name, a in arrays.items()},
    }
    (out / "labels.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (out / "LICENSE").write_text(LICENCE, encoding="utf-8")


def main() -> None:
    """Export a checkpoint: `python -m training.export CHECKPOINT --reference PAIRS.pt --out FOLDER`."""
    from training.train import network

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--reference", type=Path, help="what training.reference learned")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    net, kept, lists = network(args.checkpoint)
    pairs = load_pairs(args.reference) if args.reference else None
    steps = int(torch.load(args.checkpoint, weights_only=False)["steps"])
    export(net, lists, kept, args.out, seed=args.seed, steps=steps, pairs=pairs)


if __name__ == "__main__":
    main()
