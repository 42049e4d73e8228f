"""The documents of GUM with their entities: what reference is learned from and measured on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import Token
from training.data import GUM_FREE, conllu, gum_names


@dataclass(frozen=True, slots=True)
class Report:
    """A document of GUM: its sentences as words, and the entity of each mention by its head (sentence, word)."""

    id: str
    sentences: tuple[tuple[Token, ...], ...]
    names: tuple[tuple[int, int, int, str], ...]
    speakers: tuple[int, ...]
    entities: dict[tuple[int, int], str]


def read_documents(path: Path, *, free: bool) -> Iterator[Report]:
    """The documents of a file of GUM; `free` keeps only the freely licensed genres."""
    groups: dict[str, list[tuple[list[list[str]], list[str]]]] = defaultdict(list)
    for sent_id, rows, lines in conllu(path):
        if not free or sent_id.split("_")[1] in GUM_FREE:
            groups[sent_id.rsplit("-", 1)[0]].append((rows, lines))
    for name, group in groups.items():
        sentences, speakers = [], []
        known: dict[str, int] = {}
        found: dict[tuple[int, int], str] = {}
        names: list[tuple[int, int, int, str]] = []
        open_: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, (rows, lines) in enumerate(group):
            heads = [int(r[6]) - 1 for r in rows]
            sentences.append(tuple(Token(r[1], 0, 1, r[2], r[3], r[7], h) for r, h in zip(rows, heads, strict=True)))
            speaker = next((line[12:] for line in lines if line.startswith("# speaker = ")), None)
            speakers.append(-1 if speaker is None else known.setdefault(speaker, len(known)))
            tags = gum_names(rows)
            for i, tag in enumerate(tags):
                if tag.startswith("B-"):
                    end = i + 1
                    while end < len(tags) and tags[end] == f"I-{tag[2:]}":
                        end += 1
                    names.append((number, i, end, tag[2:]))
            for i, row in enumerate(rows):
                entity = next((p[7:] for p in row[9].split("|") if p.startswith("Entity=")), "")
                for piece in re.findall(r"\([^()]+\)?|[^()]+\)", entity):
                    group_id = piece.strip("()").split("-")[0]
                    if piece.startswith("("):
                        open_[group_id].append((number, i))
                    if piece.endswith(")") and open_[group_id]:
                        at, start = open_[group_id].pop()
                        if at == number:
                            head = next((k for k in range(start, i + 1) if not start <= heads[k] <= i), start)
                            found.setdefault((number, head), group_id)
        yield Report(name, tuple(sentences), tuple(names), tuple(speakers), found)
