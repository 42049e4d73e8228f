"""From examples to numbers: the vocabulary kept, label lists, lemma scripts and exceptions, batches."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import torch
from torch import Tensor

from dragoman.parse import lemmas
from dragoman.parse.wordpiece import LOWER_CASING, SPECIAL_CASING, TITLE_CASING, UPPER_CASING, WordPieces, casing
from training.data import UNKNOWN, Example
from training.meaning import LINKS, ROLES, Meaning, without_last_word
from training.model import minilm_folder

IGNORE = -100
MAX_PIECES = 160
SCRIPT_FLOOR = 3  # a lemma script seen less often goes to the table of exceptions or is dropped
NAME_TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-NORP", "I-NORP")
EXTRA_PIECES = ("–", "—", "€", "£", "°", "§", "•", "½", "×", "©", "®", "™")


def vocabulary() -> tuple[list[str], list[int]]:
    """The pieces kept (plain ASCII and a few marks) and their rows in MiniLM's table."""
    lines = (minilm_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    kept, rows = [], []
    for row, piece in enumerate(lines):
        special = piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
        if special or (piece and not piece.startswith("[") and piece.isascii()) or piece in ("[", *EXTRA_PIECES):
            kept.append(piece)
            rows.append(row)
    return kept, rows


@dataclass(slots=True)
class Lists:
    """What the numbers mean; goes into labels.json."""

    upos: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=lambda: list(NAME_TAGS))
    exceptions: dict[str, str] = field(default_factory=dict)


def learn(examples: list[Example]) -> Lists:
    """Label lists and lemma tables of the training data."""
    lists = Lists()
    scripts: Counter[str] = Counter()
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for e in examples:
        for word, upos, lemma in zip(e.words, e.upos, e.lemmas, strict=False):
            if lemma == "_" and word != "_":
                continue
            scripts[lemmas.script(word, lemma)] += 1
            # "American" keeps its capital and has an entry as it is written; "Great" does so in names only.
            seen[word, upos][lemma] += 1
            if word != word.lower() and lemma == lemma.lower():
                seen[word.lower(), upos][lemma] += 1
    lists.upos = sorted({u for e in examples for u in e.upos})
    lists.labels = sorted({r for e in examples for r in e.labels})
    lists.scripts = sorted(s for s, n in scripts.items() if n >= SCRIPT_FLOOR)
    # A form seen in training has its lemma in a table, the scripts are for new words. What the lower-cased word
    # already is needs no entry, unless it looks inflected ("troops", "news").
    for (form, upos), found in sorted(seen.items()):
        lemma, times = found.most_common(1)[0]
        if upos in ("PROPN", "X", "PUNCT", "SYM", "NUM") or times < 0.9 * found.total():
            continue
        if form != form.lower() and lemma == lemma.lower():
            continue  # the entry of the lower-cased form serves
        looks = form.endswith(("s", "ed", "ing", "er", "est", "en")) and times >= 2
        if lemma != form.lower() or looks:
            lists.exceptions[f"{form}\t{upos}"] = lemma
    return lists


@dataclass(slots=True)
class Item:
    """One sentence as numbers; `at` are the places of the first pieces, without the root's."""

    pieces: list[int]
    casings: list[int]
    at: list[int]
    words: tuple[str, ...]
    piece_counts: list[int]
    upos: list[int]
    scripts: list[int]
    heads: list[int]
    labels: list[int]
    tags: list[int]
    meaning: Meaning = field(default_factory=Meaning)


def encode(example: Example, pieces: WordPieces, lists: Lists, meaning: Meaning | None = None) -> Item | None:
    """Numbers of one example, None when it is too long."""
    cut = [pieces(w) for w in example.words]
    if not cut or sum(map(len, cut)) + 2 > MAX_PIECES:
        return None
    n = len(cut)
    ids = [pieces.first]
    cases = [SPECIAL_CASING]
    at = []
    for word, found in zip(example.words, cut, strict=True):
        at.append(len(ids))
        ids.extend(found)
        cases.extend([casing(word)] * len(found))
    ids.append(pieces.last)
    cases.append(SPECIAL_CASING)
    none = [IGNORE] * n
    if example.upos:
        scripts = {s: i for i, s in enumerate(lists.scripts)}
        upos = [lists.upos.index(u) for u in example.upos]
        edits = [
            IGNORE if lemma == "_" != word else scripts.get(lemmas.script(word, lemma), IGNORE)
            for word, lemma in zip(example.words, example.lemmas, strict=True)
        ]
        heads, labels = list(example.heads), [lists.labels.index(r) for r in example.labels]
    else:
        upos, edits, heads, labels = none, none, none, none
    tags = [IGNORE if t == UNKNOWN else lists.tags.index(t) for t in example.tags] if example.tags else none
    counts = [len(c) for c in cut]
    return Item(ids, cases, at, example.words, counts, upos, edits, heads, labels, tags, meaning or Meaning())


def augment(item: Item, chance: random.Random) -> Item:
    """Now and then the sentence as a headline: capitals on every long word, or everywhere, or no full stop."""
    roll = chance.random()
    cases, n = item.casings, len(item.words)
    if roll < 0.11:
        cases = list(cases)
        for i, word in enumerate(item.words):
            for k in range(item.at[i], item.at[i] + item.piece_counts[i]):
                if cases[k] == LOWER_CASING and roll < 0.06:
                    if len(word) > 3 or i == 0:
                        cases[k] = TITLE_CASING
                elif cases[k] in (LOWER_CASING, TITLE_CASING) and 0.06 <= roll < 0.08:
                    cases[k] = UPPER_CASING
                elif cases[k] in (TITLE_CASING, UPPER_CASING) and roll >= 0.08:
                    cases[k] = LOWER_CASING
    ends = n > 3 and item.words[-1] in (".", "!") and item.piece_counts[-1] == 1
    if ends and chance.random() < 0.08 and all(h != n for h in item.heads):
        end = item.at[-1]
        return Item(
            [*item.pieces[:end], item.pieces[-1]],
            [*cases[:end], cases[-1]],
            item.at[:-1],
            item.words[:-1],
            item.piece_counts[:-1],
            item.upos[:-1],
            item.scripts[:-1],
            item.heads[:-1],
            item.labels[:-1],
            item.tags[:-1],
            without_last_word(item.meaning, n - 1),
        )
    if cases is item.casings:
        return item
    return Item(
        item.pieces, cases, item.at, item.words, item.piece_counts, item.upos, item.scripts, item.heads, item.labels,
        item.tags, item.meaning,
    )  # fmt: skip


def batches(
    items: list[Item], size: int, chance: random.Random, rename: Callable[[Item], Item] | None = None
) -> Iterator[dict[str, Tensor]]:
    """One pass over the items in batches of about `size` pieces and of like length, in random order; `rename` changes names."""
    order = [augment(rename(i) if rename else i, chance) for i in items]
    chance.shuffle(order)
    # Lengths in steps of four: few distinct shapes, for which the matrix kernels are built once.
    order.sort(key=lambda i: -(-len(i.pieces) // 4))
    groups: list[list[Item]] = []
    group: list[Item] = []
    width = 0
    for item in order:
        width = -(-len(item.pieces) // 4) * 4
        if group and width * (len(group) + 1) > size:
            groups.append(group)
            group = []
        group.append(item)
    if group:
        groups.append(group)
    chance.shuffle(groups)
    for group in groups:
        yield _pad(group)


def _pad(group: list[Item]) -> dict[str, Tensor]:
    length = -(-max(len(i.pieces) for i in group) // 4) * 4
    width = max(len(i.at) for i in group)
    out = {
        "pieces": torch.zeros(len(group), length, dtype=torch.long),
        "casings": torch.zeros(len(group), length, dtype=torch.long),
        "mask": torch.zeros(len(group), length, dtype=torch.bool),
        "at": torch.zeros(len(group), width + 1, dtype=torch.long),
        "valid": torch.zeros(len(group), width + 1, dtype=torch.bool),
    }
    for name in ("upos", "scripts", "heads", "labels", "tags"):
        out[name] = torch.full((len(group), width), IGNORE, dtype=torch.long)
    out["valid"][:, 0] = True
    for row, item in enumerate(group):
        n, w = len(item.pieces), len(item.at)
        out["pieces"][row, :n] = torch.tensor(item.pieces)
        out["casings"][row, :n] = torch.tensor(item.casings)
        out["mask"][row, :n] = True
        out["at"][row, 1 : w + 1] = torch.tensor(item.at)
        out["valid"][row, 1 : w + 1] = True
        for name in ("upos", "scripts", "heads", "labels", "tags"):
            out[name][row, :w] = torch.tensor(getattr(item, name))
    return out | _pad_meaning([i.meaning for i in group], [len(i.at) for i in group], width)


def _pad_meaning(group: list[Meaning], lengths: list[int], width: int) -> dict[str, Tensor]:
    """Predicates (B, P), what they are told to have, and marks of words; IGNORE or NaN where nothing is annotated."""
    # In EWT the predicates are PropBank's, in the corpus they are triggers; no sentence has both.
    asked = [sorted({*(m.preds or ()), *(t for t, _ in m.triggers)}) for m in group]
    size = max(1, *map(len, asked)) if asked else 1
    rows = len(group)
    out = {
        "preds": torch.zeros(rows, size, dtype=torch.long),
        "is_pred": torch.full((rows, width), torch.nan),
        "facts": torch.full((rows, width), torch.nan),
        "types": torch.full((rows, width), IGNORE, dtype=torch.long),
        "statuses": torch.full((rows, width), IGNORE, dtype=torch.long),
        "roles": torch.full((rows, size, width), IGNORE, dtype=torch.long),
        "links": torch.full((rows, size, len(LINKS), width), torch.nan),
    }
    for row, (meaning, words, preds) in enumerate(zip(group, lengths, asked, strict=True)):
        places = {p: n for n, p in enumerate(preds)}
        out["preds"][row, : len(preds)] = torch.tensor(preds, dtype=torch.long)
        if meaning.preds is not None:
            out["is_pred"][row, :words] = 0
            out["is_pred"][row, list(meaning.preds)] = 1
            out["roles"][row, : len(preds), :words] = 0
            for pred, role, word in meaning.roles:
                out["roles"][row, places[pred], word] = ROLES.index(role) + 1
        for word, value in meaning.facts:
            out["facts"][row, word] = value
        if meaning.types is not None:
            out["types"][row, :words] = torch.tensor(meaning.types)
            out["links"][row, : len(preds), :, :words] = 0
            for word, status in meaning.triggers:
                out["statuses"][row, word] = status
            for trigger, kind, word in meaning.links:
                out["links"][row, places[trigger], kind, word] = 1
    return out
