"""Pages of open corpora as a reader of news meets them, rebuilt from `../shared/data`, and their hand-coded records.

The records in `gold/fresh` hold no text of the pages: sentences, triggers and parties are positions in the page as `page`
builds it. `record` puts the words back, so that the scorer can read it.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from benchmarks.corpus import ROOT, SHARED

FOLDER = ROOT / "gold" / "fresh"
TREEBANKS = {"GUM": "gum", "EWT": "ewt"}
WIKINEWS = "semeval2015_timeline/SemEval_Task4_data"  # MEANTIME as SemEval-2015 task 4 gave it out
CROSSNER = "crossner"
_BLANK = re.compile(r"\n\s*\n")
# Where words that stand apart in a corpus are written together, in the order they are applied.
_TOGETHER = (
    (re.compile(r" ([,.;:!?%)\]’”]|'s\b|n't\b|'re\b|'ve\b|'ll\b|'d\b)"), r"\1"),
    (re.compile(r"([(\[$£€“]) "), r"\1"),
    (re.compile(r'" ([^"]*?) "'), r'"\1"'),
    (re.compile(r"'' "), '" '),
    (re.compile(r"`` ?"), '"'),
)


def stand_off(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """The shipped records in the order of their names, without the words of the pages."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]


def page(told: dict[str, Any]) -> str:
    """The text of a page. An error where the corpus at hand has another text than the one that was coded."""
    paragraphs = _paragraphs(told)
    if told["date_line"] is not None:
        paragraphs.insert(told["date_line"]["at"], told["date_line"]["text"])
    text = "\n\n".join(paragraphs)[: told["length"]].rstrip() + "\n"
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != told["sha256"]:
        raise SystemExit(f"{told['document']}: the text in ../shared/data is not the one that was coded.")
    return text


@contextmanager
def page_file(told: dict[str, Any]) -> Iterator[Path]:
    """A page as a file of its name, which is there as long as the block runs: the coder is asked of files."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{told['document']}.txt"
        file.write_text(page(told), encoding="utf-8")
        yield file


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


def _paragraphs(told: dict[str, Any]) -> list[str]:
    """The whole of what a page was cut from, titles as paragraphs of their own."""
    corpus, name = told["corpus"], told["id"]
    if corpus == "re3d":
        return _statement(name)
    if corpus == "MEANTIME":
        return _wikinews(name)
    if corpus == "CrossNER":
        return [name.capitalize(), *(_sentences(name, part)[number] for part, number in told["sentences"])]
    return _treebank(corpus, name)


def _statement(name: str) -> list[str]:
    """A document of re3d: the title and the paragraphs, which blank lines part."""
    for source in sorted((SHARED / "data" / "re3d").iterdir()):
        file = source / "documents.json"
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            told = json.loads(line)
            if told["_id"].startswith(name):
                return [told["title"], *_BLANK.split(told["text"].strip())]
    raise SystemExit(f"re3d has no document {name}.")


def _wikinews(number: str) -> list[str]:
    """A report of MEANTIME by its number: the title, the day and the body as one paragraph."""
    for file in (SHARED / "data" / WIKINEWS).glob(f"corpus_*/corpus_trackB_CAT/{number}_*.xml"):
        sentences: dict[int, list[str]] = {}
        for token in ElementTree.parse(file).getroot().iter("token"):
            sentences.setdefault(int(token.get("sentence") or 0), []).append(token.text or "")
        title, day, *body = (together(sentences[place]) for place in sorted(sentences))
        return [title, day, " ".join(body)]
    raise SystemExit(f"MEANTIME has no report {number}.")


@cache
def _sentences(domain: str, part: str) -> list[str]:
    """The sentences of one part of a domain of CrossNER, in the order of the file."""
    text = (SHARED / "data" / CROSSNER / domain / f"{part}.txt").read_text(encoding="utf-8")
    return [together([line.split("\t")[0] for line in told.splitlines()]) for told in _BLANK.split(text.strip())]


def together(words: list[str]) -> str:
    """Words of a corpus as a line of print; not perfectly (a closing '' keeps the blank before it), but as the pages were coded.

    >>> together(["He", "did", "n't", "say", '"', "yes", '"', "(", "or", "no", ")", "."])
    'He didn\\'t say "yes" (or no).'
    """
    line = " ".join(words)
    for apart, written in _TOGETHER:
        line = apart.sub(written, line)
    return line


@cache
def _documents(corpus: str) -> dict[str, list[str]]:
    """The paragraphs of every document of a treebank."""
    found: dict[str, list[str]] = {}
    for file in sorted((SHARED / "data" / TREEBANKS[corpus]).glob("*.conllu")):
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
    return all((folder / name).is_dir() for name in ("re3d", *TREEBANKS.values(), WIKINEWS, CROSSNER))
