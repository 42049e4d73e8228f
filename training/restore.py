"""The encoder of exported weights, back in full precision, so that a training can start from what ships (`head --start FOLDER`).

The rounding stays in it: every number is the nearest of its 8-bit steps. Heads are not read; they are learned anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

from training.graph import Floats
from training.model import LAYERS, Network, Sizes


class Constants:
    """The constants of an exported network, by name, and those that a node is given."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._arrays = {one.name: one for one in model.graph.initializer}

    def of(self, node: onnx.NodeProto) -> list[NDArray[np.generic]]:
        """What of a node's input is constant, in order."""
        return [numpy_helper.to_array(self._arrays[name]) for name in node.input if name in self._arrays]


def encoder(folder: Path) -> tuple[Network, list[str]]:
    """A network without heads that has the encoder of the weights in `folder`, and its vocabulary.

    Raises ValueError where the graph is not one that `training.graph` writes.
    """
    kept = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    model = onnx.load(folder / "model.onnx")
    held = Constants(model)
    net = Network(Sizes(len(kept), 1, 1, 1, 1))
    before, halves = _outside(model), _bodies(model)
    if len(halves) < 2 * LAYERS:
        raise ValueError(
            f"{folder / 'model.onnx'} has {len(halves)} loops over sentences, fewer than the {2 * LAYERS} of an encoder."
        )
    with torch.no_grad():
        pieces, scale, positions, casings = (held.of(n)[0] for n in before if n.op_type == "Gather")
        net.pieces.weight.copy_(_full(pieces, scale))
        net.positions.weight[: len(positions)].copy_(_tensor(positions))
        net.casings.weight.copy_(_tensor(casings))
        _norm(net.norm, held, before)
        for layer, attention, inner in zip(net.stack(), halves[0::2], halves[1::2], strict=False):
            weight, bias, steps = _only(held, attention, "QAttention")[:3]
            _linear(layer.qkv, weight, steps, bias)
            _linear(layer.out, *_product(held, attention, 0))
            _norm(layer.norm1, held, attention)
            for which, part in enumerate((layer.up, layer.down)):
                values, steps, bias = _product(held, inner, which)
                _linear(part, values, steps, bias, quiet=_quiet(held, inner, which))
            _norm(layer.norm2, held, inner)
    return net, kept


def _outside(model: onnx.ModelProto) -> list[onnx.NodeProto]:
    return [node for node in model.graph.node if node.op_type != "Loop"]


def _bodies(model: onnx.ModelProto) -> list[list[onnx.NodeProto]]:
    loops = (node for node in model.graph.node if node.op_type == "Loop")
    return [list(next(a.g for a in node.attribute if a.name == "body").node) for node in loops]


def _of_kind(nodes: list[onnx.NodeProto], kind: str) -> Iterator[onnx.NodeProto]:
    return (node for node in nodes if node.op_type == kind)


def _only(held: Constants, nodes: list[onnx.NodeProto], kind: str) -> list[NDArray[np.generic]]:
    return held.of(next(_of_kind(nodes, kind)))


def _product(
    held: Constants, nodes: list[onnx.NodeProto], which: int
) -> tuple[NDArray[np.generic], NDArray[np.generic], NDArray[np.generic]]:
    """Values, steps and bias of a half layer's matrices, the first or the second."""
    values, steps, _, bias = held.of(list(_of_kind(nodes, "DynamicQuantizeMatMul"))[which])
    return values, steps, bias


def _quiet(held: Constants, nodes: list[onnx.NodeProto], which: int) -> Floats | None:
    """By what the input of `up` or `down` is multiplied; None in weights from before that was done."""
    found = [held.of(n)[0] for n in _of_kind(nodes, "Mul") if held.of(n)]
    return found[which].astype(np.float32) if found else None


def _tensor(values: NDArray[np.generic]) -> Tensor:
    return torch.from_numpy(values.astype(np.float32))


def _full(values: NDArray[np.generic], steps: NDArray[np.generic]) -> Tensor:
    return _tensor(values) * _tensor(steps)


def _linear(
    layer: nn.Linear,
    values: NDArray[np.generic],
    steps: NDArray[np.generic],
    bias: NDArray[np.generic],
    *,
    quiet: Floats | None = None,
) -> None:
    weight = _full(values, steps)
    if quiet is not None:
        weight = weight * torch.from_numpy(quiet)[:, None]
    layer.weight.copy_(weight.T)
    layer.bias.copy_(_tensor(bias))


def _norm(layer: nn.LayerNorm, held: Constants, nodes: list[onnx.NodeProto]) -> None:
    weight, bias = _only(held, nodes, "LayerNormalization")
    layer.weight.copy_(_tensor(weight))
    layer.bias.copy_(_tensor(bias))
