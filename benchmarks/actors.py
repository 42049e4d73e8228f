"""How often the resolver gives the party that a hand-coded claim names, by kind of words.

    python benchmarks/actors.py [GOLD_DIR] [-v]

GOLD_DIR defaults to ../shared/gold beside the repository (skipped with a message where it is absent). A gold party counts
as right where a mention whose head stands in its words has its id (suffix aside); declined where the mention has no party.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

from dragoman.model import Article, Block, Mention, Parse
from dragoman.parse import parse_many
from dragoman.resolve.actors import find_actors
from dragoman.resolve.places import find_places

ROOT = Path(__file__).resolve().parent.parent


def article(gold: dict, text: str) -> Article:
    """Title, subtitle and body of the gold record as blocks; paragraphs are what blank lines part."""
    meta = gold["article"]
    start = text.find(meta["body_first"]) if meta.get("body_first") else 0
    end = text.find(meta["body_last"], max(start, 0)) if meta.get("body_last") else len(text)
    body = text[max(start, 0) : end + len(meta.get("body_last") or "")]
    parts = [("title", meta.get("title")), ("subtitle", meta.get("subtitle"))]
    parts += [("body", part.replace("\n", " ")) for part in re.split(r"\n\s*\n", body)]
    blocks, out = [], ""
    for kind, part in parts:
        if part and part.strip():
            out += "\n\n" if out else ""
            blocks.append(Block(kind, len(out), len(out) + len(part), 0))
            out += part
    return Article(
        gold["document"], gold["document"], out, tuple(blocks), published=meta.get("published"), title=meta.get("title")
    )


def verdict(parse: Parse, mentions: list[Mention], sentence: str, words: str, wanted: str) -> tuple[str, str]:
    """Right, wrong, declined or missing, and what was found instead."""
    text = parse.article.text
    at = text.find(re.sub(r"\n", " ", sentence))
    if at < 0:
        return "outside", ""
    found = []
    for hit in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", text[at : at + len(sentence)]):
        a, b = at + hit.start(), at + hit.end()
        inside = [
            m for m in mentions if m.kind == "actor" and a <= parse.sentences[m.sentence].tokens[m.head].start < b
        ]
        found += inside
    if not found:
        return "missing", ""
    ids = {p.id.partition(".")[0] for m in found for p in m.parties}
    if wanted.partition(".")[0] in ids:
        return "right", ""
    return ("wrong", ",".join(sorted(ids))) if ids else ("declined", ",".join(found[-1].candidates))


def kind(words: str) -> str:
    if re.fullmatch(r"(?i)(he|she|it|they|him|her|his|their|them|its|we|us|our|i|me|my)", words):
        return "pronoun"
    if re.match(r"(the|a|an|those|his|her|its|their|our|some|all|no|any) ", words) and not re.search(r"[A-Z]", words):
        return "description"
    return "name" if re.search(r"[A-Z]", words) else "noun"


def main(arguments: list[str]) -> None:
    loud = "-v" in arguments
    paths = [Path(a) for a in arguments if not a.startswith("-")]
    folder = paths[0] if paths else ROOT.parent / "shared" / "gold"
    if not folder.is_dir():
        print(f"No gold records at {folder}: nothing to compare.")
        return
    records = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.json"))
        if path.name != "floors.json"
    ]
    articles = []
    for gold in records:
        sources = [
            *folder.glob(f"docs/{gold['document']}.*"),
            *folder.parent.glob(f"reports/{gold['document']}.*"),
            *folder.glob(f"{gold['document']}.txt"),
        ]
        articles.append(article(gold, sources[0].read_text(encoding="utf-8")))
    parses = list(parse_many(articles))
    find_actors(parses[0])
    places = [find_places(parse) for parse in parses]
    began = time.perf_counter()
    resolved = [find_actors(parse, places=where) for parse, where in zip(parses, places, strict=True)]
    spent = time.perf_counter() - began
    tokens = sum(len(s.tokens) for p in parses for s in p.sentences)
    table: dict[str, Counter[str]] = {}
    for gold, parse, mentions in zip(records, parses, resolved, strict=True):
        for event in gold["events"]:
            for role in ("actors", "recipients"):
                for party in event[role]:
                    if not party["text"]:
                        continue
                    result, instead = verdict(parse, mentions, event["sentence"], party["text"], party["id"])
                    table.setdefault(kind(party["text"]), Counter())[result] += 1
                    table.setdefault("all", Counter())[result] += 1
                    if loud and result not in ("right", "outside"):
                        print(
                            f"{result:9}{gold['document'][:10]:11}{party['id']:18}{party['text'][:50]!r:54}{instead:24}{event['sentence'][:110]}"
                        )
    for name, counts in table.items():
        total = sum(counts.values()) - counts["outside"]
        shares = "  ".join(f"{v} {counts[v] / total:.3f}" for v in ("right", "wrong", "declined", "missing"))
        print(f"{name:12}{total:5}  {shares}  outside {counts['outside']}")
    print(f"{spent * 1e6 / tokens:.1f} µs a token ({tokens} tokens)")


if __name__ == "__main__":
    main(sys.argv[1:])
