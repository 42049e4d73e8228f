"""Pages of open corpora as a reader of news meets them, rebuilt from `../shared/data`, and their hand-coded records.

The records in `gold/fresh` hold no text of the pages: sentences, triggers and parties are positions in the page as `page`
builds it. `record` puts the words back, so that the scorer can read it.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.corpus import ROOT, SHARED

FOLDER = ROOT / "gold" / "fresh"
CORPORA = {"GUM": "gum", "EWT": "ewt"}


def stand_off() -> list[dict[str, Any]]:
    """The shipped records in the order of their names, without the words of the pages."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.json"))]


def page(told: dict[str, Any]) -> str:
    """The text of a page. An error where the corpus at hand has another text than the one that was coded."""
    paragraphs = _statement(told["id"]) if told["corpus"] == "re3d" else _treebank(told["corpus"], told["id"])
    if told["date_line"] is not None:
        paragraphs.insert(told["date_line"]["at"], told["date_line"]["text"])
    text = "\n\n".join(paragraphs)[: told["length"]].rstrip() + "\n"
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != told["sha256"]:
        raise SystemExit(f"{told['document']}: the text in ../shared/data is not the one that was coded.")
    return text


def record(told: dict[str, Any], text: str) -> dict[str, Any]:
    """A record in the format of the given ones, with the words that its positions stand for."""
    events = []
    for event in told["events"]:
        sides = {
            side: [{**p, "text": _words(text, p.get("at"))} for p in event[side]] for side in ("actors", "recipients")
        }
        sentence = " ".join(_words(text, event["sentence"]).split())
        events.append({**event, **sides, "sentence": sentence, "trigger": _words(text, event["trigger"])})
    return {"document": told["document"], "article": {}, "events": events}


def _words(text: str, at: list[int] | None) -> str:
    return text[at[0] : at[1]] if at else ""


def _statement(name: str) -> list[str]:
    """A document of re3d: title and text."""
    for source in sorted((SHARED / "data" / "re3d").iterdir()):
        file = source / "documents.json"
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            told = json.loads(line)
            if told["_id"].startswith(name):
                return [told["title"], told["text"].strip()]
    raise SystemExit(f"re3d has no document {name}.")


@cache
def _documents(corpus: str) -> dict[str, list[str]]:
    """The paragraphs of every document of a treebank."""
    found: dict[str, list[str]] = {}
    for file in sorted((SHARED / "data" / CORPORA[corpus]).glob("*.conllu")):
        paragraphs: list[str] = []
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("# newdoc id"):
                paragraphs = found.setdefault(line.partition("=")[2].strip(), [])
            elif line.startswith("# newpar"):
                paragraphs.append("")
            elif line.startswith("# text ="):
                told = line.partition("=")[2].strip()
                if paragraphs:
                    paragraphs[-1] = f"{paragraphs[-1]} {told}".strip()
                else:
                    paragraphs.append(told)
    return found


def _treebank(corpus: str, name: str) -> list[str]:
    known = _documents(corpus)
    if name not in known:
        raise SystemExit(f"{corpus} has no document {name}.")
    return [p for p in known[name] if p]


def here(folder: Path = SHARED / "data") -> bool:
    """Whether the corpora that the pages come from are at hand."""
    return all((folder / name).is_dir() for name in ("re3d", *CORPORA.values()))
