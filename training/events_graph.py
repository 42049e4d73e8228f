"""The head that says which words tell a claim, set into the network that was exported: its encoder and all other heads stay as they are.

It looks at the states of several layers of every verb, noun and adjective, so that it can be learned anew within minutes
(`training.events`) without a word of any tree changing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import onnx
from onnx import TensorProto, helper

from training.graph import Graph, Matrix, Norm

LAYERS = (2, 3, 4, 5)  # the states looked at: of the last four of six
TOLD_FROM = 0.03  # a word that is less likely than this to tell a claim isn't asked for its parties
PREFIX = "events_"  # of the names of all that is added


class Head(NamedTuple):
    """Two layers: from the normed states of LAYERS to an inner one, from there to "no claim", the types, and whether it is somebody.

    It is asked of words of the parts of speech `tags` (their numbers). What is told is its word and, by 1 - `share`, that of the head
    the encoder was trained with.
    """

    inner: Matrix
    outer: Matrix
    tags: tuple[int, ...]
    share: float


def loops(model: onnx.ModelProto) -> list[onnx.NodeProto]:
    """The loops over sentences, in order: two a layer, then the heads, then roles and links."""
    return [node for node in model.graph.node if node.op_type == "Loop"]


def states(model: onnx.ModelProto) -> list[str]:
    """The names of the sequences of states behind each of LAYERS."""
    return [loops(model)[2 * layer + 1].output[0] for layer in LAYERS]


def showing_states(model: onnx.ModelProto) -> onnx.ModelProto:
    """A copy that tells the states too, as outputs under the names of `states`."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    for name in states(copy):
        copy.graph.output.append(helper.make_tensor_sequence_value_info(name, TensorProto.FLOAT, None))
    return copy


def with_events(model: onnx.ModelProto, head: Head) -> onnx.ModelProto:
    """A copy that tells the types of the head, too, and asks for the parties of the words that it holds to tell a claim."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    body: onnx.GraphProto = next(a.g for a in loops(copy)[-2].attribute if a.name == "body")
    # What was set in before goes first: its names are those of the new head.
    either, told, tagged, earlier = _joints(body)
    either.input[1], told.input[0] = either.input[0], earlier.output[0]
    _prune(copy, body)
    either, told, tagged, earlier = _joints(body)
    given, at = (n for n in body.node if n.op_type == "SequenceAt")
    g = Graph(PREFIX)
    rows = [g.add("Squeeze", g.add("SequenceAt", name, given.input[1]), g.ints(0)) for name in states(copy)]
    types = _types(g, head, rows, at.output[0], tagged.input[0], earlier.output[0])
    likeliest = g.add("ReduceMax", g.columns(types, 1, len(head.outer.scale) - 1), axes=[-1], keepdims=1)
    either.input[1] = g.add("Greater", likeliest, g.const(np.array(TOLD_FROM, dtype=np.float32)))
    told.input[0] = types
    ordered = _ordered([*body.node, *g.nodes])
    del body.node[:]
    body.node.extend(ordered)
    copy.graph.initializer.extend(g.constants)
    return copy


def _joints(body: onnx.GraphProto) -> tuple[onnx.NodeProto, ...]:
    """Where the head is set in: which words are asked, the types told, the parts of speech, and the earlier head's types."""
    (either,) = (n for n in body.node if n.op_type == "Or")
    (told,) = (n for n in body.node if n.output[0] == "types_each")
    (tagged,) = (n for n in body.node if n.output[0] == "upos_each")
    (earlier,) = (n for n in body.node if n.op_type == "Softmax" and not n.output[0].startswith(PREFIX))
    return either, told, tagged, earlier


def _types(g: Graph, head: Head, rows: Sequence[str], at: str, tags: str, earlier: str) -> str:
    """(W + 1, 1 + types + 1) probabilities: those of `earlier` for words of other parts of speech, the mean for those looked at.

    The last column is whether a word stands for somebody, 0 for words not looked at. The root is computed too, so that no product has no row.
    """
    wanted = g.add("Equal", g.add("Unsqueeze", tags, g.ints(1)), g.const(np.array([head.tags], dtype=np.int64)))
    wanted = g.add("ReduceMax", g.add("Cast", wanted, to=TensorProto.INT64), axes=[1], keepdims=0)
    words = g.add("Add", g.add("Squeeze", g.add("NonZero", wanted), g.ints(0)), g.ints(1))
    words = g.add("Concat", g.ints(0), words, axis=0)
    pieces = g.add("Gather", at, words, axis=0)
    joined = g.add("Concat", *(g.add("Gather", x, pieces, axis=0) for x in rows), axis=-1)
    width = head.inner.values.shape[0]
    plain = Norm(np.ones(width, dtype=np.float32), np.zeros(width, dtype=np.float32))
    found = g.linear(g.gelu(g.linear(g.norm(joined, plain), head.inner)), head.outer)
    last = len(head.outer.scale) - 1
    shares = g.add("Softmax", g.columns(found, 0, last), axis=-1)
    mean = [
        g.add("Mul", x, g.const(np.array(share, dtype=np.float32)))
        for x, share in ((shares, head.share), (g.add("Gather", earlier, words, axis=0), 1 - head.share))
    ]
    told = g.add("Concat", g.add("Add", *mean), g.add("Sigmoid", g.columns(found, last, last + 1)), axis=-1)
    nobody = g.add("Mul", g.columns(earlier, 0, 1), g.const(np.array(0, dtype=np.float32)))
    return g.add("ScatterND", g.add("Concat", earlier, nobody, axis=-1), g.add("Unsqueeze", words, g.ints(1)), told)


def _prune(model: onnx.ModelProto, body: onnx.GraphProto) -> None:
    """Take out the nodes of a loop's body that nothing needs, and the constants that are then left over."""
    while True:
        used = {name for node in body.node for name in node.input} | {o.name for o in body.output}
        kept = [node for node in body.node if used.intersection(node.output)]
        if len(kept) == len(body.node):
            break
        del body.node[:]
        body.node.extend(kept)
    used = {name for node in _nodes(model.graph) for name in node.input}
    constants = [c for c in model.graph.initializer if c.name in used]
    del model.graph.initializer[:]
    model.graph.initializer.extend(constants)


def _nodes(graph: onnx.GraphProto) -> Iterator[onnx.NodeProto]:
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            if attribute.name == "body":
                yield from _nodes(attribute.g)


def _ordered(nodes: Sequence[onnx.NodeProto]) -> list[onnx.NodeProto]:
    """The nodes in an order in which each stands behind those it needs, and otherwise as given."""
    makers = {name: i for i, node in enumerate(nodes) for name in node.output}
    found: dict[int, onnx.NodeProto] = {}

    def place(i: int) -> None:
        if i not in found:
            for name in nodes[i].input:
                if name in makers:
                    place(makers[name])
            found[i] = nodes[i]

    for i in range(len(nodes)):
        place(i)
    return list(found.values())
