"""Write the network as ONNX files with 8-bit weights (`training.graph`), and beside them vocabulary, labels and licence."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch

from dragoman.parse.syntax import FORMAT
from dragoman.parse.wordpiece import WordPieces
from training.corpus.heads_data import TYPES
from training.data import read_ewt
from training.graph import POSITIONS, Block, Floats, Matrix, Norm, Parts, Table, graph, relations
from training.meaning import LINKS, ROLES, STATUSES
from training.model import HEADS, HIDDEN, LAYERS, Layer, Network
from training.prepare import Item, Lists, encode
from training.reference import Pairs, load_pairs


def _array(tensor: torch.Tensor) -> Floats:
    return np.ascontiguousarray(tensor.detach().float().numpy())


def rounded(weight: Floats, bias: Floats | None, levels: int) -> Matrix:
    """Weights (in, out) rounded to whole numbers up to `levels`."""
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / levels
    values = np.clip(np.round(weight / scale), -levels, levels).astype(np.int8)
    bias = np.zeros(weight.shape[1], dtype=np.float32) if bias is None else bias
    return Matrix(values, scale.astype(np.float32), bias)


def _table(table: Floats) -> Table:
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
    return Table(np.clip(np.round(table / scale), -127, 127).astype(np.int8), scale.astype(np.float32))


LOUD = 6.0  # numbers that come out of a layer are mostly below 2


def loudest(net: Network, items: Iterable[Item]) -> list[tuple[Floats, Floats]]:
    """By layer, the largest number that each column of the input of `up` and of `down` takes in these sentences."""
    found: dict[torch.nn.Module, torch.Tensor] = {}

    def look(module: torch.nn.Module, given: tuple[torch.Tensor, ...]) -> None:
        largest = given[0].abs().flatten(0, -2).amax(0)
        found[module] = torch.maximum(found[module], largest) if module in found else largest

    hooks = [m.register_forward_pre_hook(look) for b in net.stack() for m in (b.up, b.down)]
    with torch.inference_mode():
        for item in items:
            pieces, casings = torch.tensor([item.pieces]), torch.tensor([item.casings])
            net.encode(pieces, casings, torch.ones_like(pieces, dtype=torch.bool))
    for hook in hooks:
        hook.remove()
    return [(_array(found[b.up]), _array(found[b.down])) for b in net.stack()]


def parts_of(
    net: Network,
    *,
    vectors: torch.nn.Linear | None = None,
    levels: int = 63,
    loud: Sequence[tuple[Floats, Floats]] = (),
) -> Parts:
    """The network in 8 bits; `levels` is the largest quantised weight.

    A column or two of each layer carry numbers ten times as large as all others, and with one scale for a sentence these take the
    steps that the others need: with `loud` (see `loudest`) they are divided before, and their weights multiplied (Xiao et al.,
    2023, "SmoothQuant", for the loud columns alone). Scores of heads then err by 4 % instead of 6 % (2026-11-23).

    With 63, two products of a weight and an 8-bit activation fit into 16 bits: processors without VNNI add them there,
    and with 127 they would overflow and answer otherwise. No loss was measured (LAS within 0.1 of 127 on both tests).
    """

    def linear(layer: torch.nn.Linear) -> Matrix:
        bias = None if layer.bias is None else _array(layer.bias)
        return rounded(np.ascontiguousarray(_array(layer.weight).T), bias, levels)

    def norm(layer: torch.nn.LayerNorm) -> Norm:
        return Norm(_array(layer.weight), _array(layer.bias))

    def quietened(layer: torch.nn.Linear, largest: Floats | None) -> tuple[Matrix, Floats]:
        """The weights, and by what their input is multiplied."""
        shares = np.ones(layer.weight.shape[1], np.float32) if largest is None else np.maximum(largest / LOUD, 1)
        weight = np.ascontiguousarray(_array(layer.weight).T) * shares[:, None]
        return rounded(weight, _array(layer.bias), levels), (1 / shares).astype(np.float32)

    def block(layer: Layer, largest: tuple[Floats | None, Floats | None]) -> Block:
        (up, before_up), (down, before_down) = quietened(layer.up, largest[0]), quietened(layer.down, largest[1])
        first, second = norm(layer.norm1), norm(layer.norm2)
        return Block(linear(layer.qkv), linear(layer.out), first, up, down, second, (before_up, before_down))

    def bilinear(layer: torch.nn.Linear, kinds: int) -> Matrix:
        """The rows of the first side are weights, the last of them, which meets the constant one, is a bias."""
        side = layer.weight.shape[1] - 1
        full = _array(layer.weight).T.reshape(side + 1, kinds, side + 1)
        return rounded(full[:side].reshape(side, -1), full[side].reshape(-1).astype(np.float32), levels)

    sizes = net.sizes
    names = (
        "upos",
        "tags",
        "scripts",
        "arc_dep",
        "arc_head",
        "label_dep",
        "label_head",
        "role_dep",
        "role_arg",
        "marks",
    )
    heads = {name: linear(getattr(net, name)) for name in names}
    if vectors is not None:
        heads["vectors"] = linear(vectors)
    columns: Sequence[tuple[Floats | None, Floats | None]] = loud or [(None, None)] * LAYERS
    positions = _table(_array(net.positions.weight)[:POSITIONS])
    return Parts(
        pieces=_table(_array(net.pieces.weight)),
        positions=positions.values.astype(np.float32) * positions.scale,
        casings=_array(net.casings.weight),
        norm=norm(net.norm),
        layers=[block(b, found) for b, found in zip(net.stack(), columns, strict=True)],
        heads=heads,
        arc=(_array(net.arc.weight).T, _array(net.arc.bias)),
        label=bilinear(net.label, sizes.labels),
        role=bilinear(net.role, sizes.roles + sizes.links),
        attention=HEADS,
        roles=sizes.roles,
        links=sizes.links,
        types=sizes.types,
    )


LICENCE = """The weights in this folder are licensed under the Creative Commons Attribution-ShareAlike 4.0
International licence (CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/).

They were trained on, and credit is due to:
- UD English EWT, English Web Treebank (CC BY-SA 4.0), Universal Dependencies contributors
- UD English GUM, Georgetown University Multilayer corpus, freely licensed genres only (annotations CC BY 4.0)
- Universal NER, UNER English EWT (CC BY-SA 4.0)
- English PropBank on EWT (CC BY-SA 4.0), Palmer and others, the PropBank project
- UDS It-Happened (CC BY-SA 4.0), White, Rudinger and others, the Decompositional Semantics Initiative
- The open corpus, the lexicon's examples and the hand-coded pages of this project (CC BY 4.0; records alone, the pages are those of
  the corpora named here and of MEANTIME, Wikinews, CC BY)
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
    sample: Iterable[Item] = (),
) -> None:
    """Write model.onnx, relations.onnx, vocab.txt, labels.json, LICENSE and, with `pairs`, reference.npy into `out`.

    `sample` are sentences that show which numbers are loud (see `parts_of`).
    """
    out.mkdir(parents=True, exist_ok=True)
    sample = list(sample)
    loud = loudest(net, sample) if sample else ()
    parts = parts_of(net, vectors=pairs.vectors if pairs else None, levels=levels, loud=loud)
    onnx.save(graph(parts), out / "model.onnx")
    onnx.save(relations(parts), out / "relations.onnx")
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


def sample(data: Path, kept: list[str], lists: Lists) -> list[Item]:
    """One sentence in sixty of EWT train."""
    pieces = WordPieces({p: n for n, p in enumerate(kept)})
    return [i for e in read_ewt(data, "train")[::60] if (i := encode(e, pieces, lists)) is not None]


def main() -> None:
    """Export a checkpoint: `python -m training.export CHECKPOINT --reference PAIRS.pt --out FOLDER`."""
    from training.train import network

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--reference", type=Path, help="what training.reference learned")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="where ewt lies: some of its sentences are run"
    )
    args = parser.parse_args()
    net, kept, lists = network(args.checkpoint)
    pairs = load_pairs(args.reference) if args.reference else None
    steps = int(torch.load(args.checkpoint, weights_only=False)["steps"])
    export(net, lists, kept, args.out, seed=args.seed, steps=steps, pairs=pairs, sample=sample(args.data, kept, lists))


if __name__ == "__main__":
    main()
