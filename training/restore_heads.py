"""The heads of exported weights, back in full precision: with `training.restore` the whole network, as a checkpoint to go on from.

python -m training.restore_heads dragoman/parse/weights CHECKPOINT
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

from training.meaning import LINKS, ROLES, STATUSES
from training.model import LABEL, ROLE, Network, Sizes
from training.prepare import Lists
from training.restore import encoder

Values = tuple[Tensor, Tensor]  # weights (out, in) and bias of one product


class Body:
    """The nodes inside one loop of an exported network, asked by what they make."""

    def __init__(self, model: onnx.ModelProto, number: int) -> None:
        loops = [node for node in model.graph.node if node.op_type == "Loop"]
        self._arrays = {one.name: one for one in model.graph.initializer}
        self.nodes = list(next(a.g for a in loops[number].attribute if a.name == "body").node)
        self._makers = {name: node for node in self.nodes for name in node.output}

    def maker(self, name: str) -> onnx.NodeProto:
        """The node that makes a number of that name; names that are only passed on are followed back."""
        node = self._makers[name]
        return self.maker(node.input[0]) if node.op_type == "Identity" else node

    def constant(self, name: str) -> NDArray[np.float32]:
        """A constant as floating point numbers."""
        return numpy_helper.to_array(self._arrays[name]).astype(np.float32)

    def behind(self, name: str, *kinds: str) -> onnx.NodeProto:
        """Follow the first input back through nodes of `kinds`; returns the last of them. Raises ValueError on another node."""
        node = self.maker(name)
        for number, kind in enumerate(kinds):
            if node.op_type != kind:
                raise ValueError(
                    f"{name!r} is made by {node.op_type}, not by {kind}: this graph is not of training.graph."
                )
            if number + 1 < len(kinds):
                node = self.maker(node.input[0])
        return node

    def product(self, node: onnx.NodeProto) -> Values:
        """Weights and bias of a MatMulIntegerToFloat."""
        weight, steps, bias = (self.constant(node.input[n]) for n in (1, 3, 6))
        return torch.from_numpy((weight * steps).T.copy()), torch.from_numpy(bias.copy())


PRODUCT = "MatMulIntegerToFloat"
PLAIN = {
    "upos": "ArgMax",
    "scripts": "ArgMax",
    "tag_scores": "",
    "marks": "",
    "label_dep": "Gelu",
    "label_head": "Gelu",
}


def checkpoint(folder: Path) -> tuple[Network, list[str], Lists]:
    """The network that was exported to `folder` in full precision, its vocabulary and its lists.

    Raises ValueError where the graph is not one that `training.graph` writes.
    """
    lists, types = _lists(folder)
    trunk, kept = encoder(folder)
    sizes = (len(ROLES) + 1, len(LINKS), types + 1, len(STATUSES))
    net = Network(Sizes(len(kept), len(lists.upos), len(lists.labels), len(lists.scripts), len(lists.tags), *sizes))
    net.load_state_dict(trunk.state_dict() | {n: v for n, v in net.state_dict().items() if _is_head(n)})
    model = onnx.load(folder / "model.onnx")
    heads, roles = Body(model, -2), Body(model, -1)
    with torch.no_grad():
        for name, over in PLAIN.items():
            layer = getattr(net, "tags" if name == "tag_scores" else name)
            _set(layer, heads.product(heads.behind(f"{name}_each", *filter(None, (over, PRODUCT)))))
        _arcs(net, heads)
        _labels(net, heads)
        _roles(net, heads, roles)
    return net.eval(), kept, lists


def _is_head(name: str) -> bool:
    return name.split(".")[0] not in ("pieces", "positions", "casings", "norm", "layers")


def _lists(folder: Path) -> tuple[Lists, int]:
    """The lists of the weights, and how many event types there are."""
    told = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return Lists(told["upos"], told["labels"], told["scripts"], told["tags"], told["exceptions"]), len(told["types"])


def _set(layer: nn.Module, values: Values) -> None:
    if not isinstance(layer, nn.Linear) or layer.weight.shape != values[0].shape:
        raise ValueError(f"{layer} is not of the shape {tuple(values[0].shape)} of the weights that were exported.")
    layer.weight.copy_(values[0])
    layer.bias.copy_(values[1])


def _arcs(net: Network, body: Body) -> None:
    scores = body.behind("arcs_each", "MatMul")
    added = body.behind(scores.input[0], "Add")
    inner = body.behind(added.input[0], "MatMul")
    net.arc.weight.copy_(torch.from_numpy(body.constant(inner.input[1]).T.copy()))
    net.arc.bias.copy_(torch.from_numpy(body.constant(added.input[1]).copy()))
    _set(net.arc_dep, body.product(body.behind(inner.input[0], "Gelu", PRODUCT)))
    _set(net.arc_head, body.product(body.behind(scores.input[1], "Transpose", "Gelu", PRODUCT)))


def _labels(net: Network, body: Body) -> None:
    best = body.behind("labels_each", "ArgMax", "Add")
    met = body.behind(best.input[0], "Squeeze", "MatMul")
    mixed, bias = body.product(body.behind(met.input[1], "Reshape", PRODUCT))
    extra, extra_bias = body.product(body.behind(best.input[1], PRODUCT))
    count = net.sizes.labels
    full = torch.zeros(LABEL + 1, count, LABEL + 1)  # the dependent's side, the kind, the head's side
    full[:LABEL, :, :LABEL] = mixed.T.reshape(LABEL, LABEL, count).transpose(1, 2)
    full[LABEL, :, :LABEL] = bias.reshape(LABEL, count).T
    full[:LABEL, :, LABEL] = extra.T
    full[LABEL, :, LABEL] = extra_bias
    net.label.weight.copy_(full.reshape(LABEL + 1, -1).T)


def _roles(net: Network, heads: Body, body: Body) -> None:
    _set(net.role_dep, heads.product(heads.behind("asking_each", "Gather", "Gelu", PRODUCT)))
    _set(net.role_arg, heads.product(heads.behind("answering_each", "Gelu", PRODUCT)))
    scores = body.behind(body.behind("roles_each", "ArgMax", "Slice").input[0], "Add")
    met = body.behind(scores.input[0], "MatMul")
    mixed, bias = body.product(body.behind(met.input[0], "Reshape", PRODUCT))
    extra, extra_bias = body.product(body.behind(scores.input[1], "Reshape", PRODUCT))
    count = net.sizes.roles + net.sizes.links
    full = torch.zeros(ROLE + 1, count, ROLE + 1)
    full[:ROLE, :, :ROLE] = mixed.T.reshape(ROLE, count, ROLE)
    full[ROLE, :, :ROLE] = bias.reshape(count, ROLE)
    full[:ROLE, :, ROLE] = extra.T
    full[ROLE, :, ROLE] = extra_bias
    net.role.weight.copy_(full.reshape(ROLE + 1, -1).T)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("checkpoint", type=Path)
    args = parser.parse_args()
    net, kept, lists = checkpoint(args.weights)
    steps = json.loads((args.weights / "labels.json").read_text(encoding="utf-8"))["steps"]
    torch.save({"net": net.state_dict(), "lists": lists, "kept": kept, "steps": steps, "args": {}}, args.checkpoint)
    print(f"{args.checkpoint}: {len(kept)} word pieces, {steps} steps")


if __name__ == "__main__":
    main()
