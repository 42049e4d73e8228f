"""Which claims are joined to events, against ECB+: `python -m benchmarks.events`.

Eight topics of ECB+ (measured on only), each two stories of a like kind told by some twenty reports: two raids on pirates, two
releases of one make of telephone. A claim of ours whose trigger is a hand-coded event is right to be joined with another one of
the same topic where both are one event there. Pairs of claims: precision, recall and F1, within reports and across them. Only
sentences that the makers checked count, and only what our coder made a claim of, so this measures joining and not coding.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.corpus import SHARED
from dragoman.code import code
from dragoman.link import link
from dragoman.model import Article, Block, Claim
from dragoman.parse import parse
from dragoman.resolve import resolve

FOLDER = SHARED / "data" / "ecbplus_dev"
Spans = list[tuple[int, int, str]]


def main() -> None:
    if not FOLDER.is_dir():
        raise SystemExit(f"{FOLDER} is not here: nothing to measure.")
    checked = _checked()
    counted = {"within reports": [0, 0, 0], "across reports": [0, 0, 0]}
    claims_in_gold = events_of_two = 0
    for folder in sorted((FOLDER / "ECB+").iterdir(), key=lambda f: int(f.name)):
        gold: dict[str, str] = {}
        claims: list[Claim] = []
        articles = []
        for file in sorted(folder.glob("*.xml")):
            article, spans = _report(file, checked[folder.name, file.stem.split("_", 1)[1]])
            parsed = parse(article)
            found = code(parsed, resolve(parsed))
            articles.append(article)
            claims += found
            gold |= {c.id: name for c in found if (name := _event(c, spans)) is not None}
        _, events = link(claims, articles)
        ours = {c: e.id for e in events for c in e.claims}
        page = {c.id: c.article_id for c in claims}
        for a, b in combinations(sorted(gold), 2):
            row = counted["within reports" if page[a] == page[b] else "across reports"]
            row[0] += ours[a] == ours[b] and gold[a] == gold[b]
            row[1] += ours[a] == ours[b]
            row[2] += gold[a] == gold[b]
        claims_in_gold += len(gold)
        events_of_two += sum(len(e.claims) > 1 for e in events)
    print(f"{claims_in_gold} claims on hand-coded events; {events_of_two} of our events have two claims or more")
    for name, (right, joined, one) in counted.items():
        p, r = right / max(joined, 1), right / max(one, 1)
        f1 = 2 * p * r / max(p + r, 1e-9)
        print(f"{name:16} pairs joined {joined:5}  one event in gold {one:5}  P {p:.3f}  R {r:.3f}  F1 {f1:.3f}")


def _checked() -> dict[tuple[str, str], set[int]]:
    with (FOLDER / "ECBplus_coreference_sentences.csv").open(encoding="utf-8", newline="") as file:
        found: dict[tuple[str, str], set[int]] = defaultdict(set)
        for row in csv.DictReader(file):
            found[row["Topic"], row["File"]].add(int(row["Sentence Number"]))
        return found


def _report(file: Path, checked: set[int]) -> tuple[Article, Spans]:
    """A report as an article without title and date, and its hand-coded events as spans of the text with their names."""
    root = ElementTree.parse(file).getroot()
    text, at, where = "", {}, {}
    for token in root.iter("token"):
        word, number = token.text or "", int(token.get("sentence") or 0)
        if text and not (word in {".", ",", ";", ":", "!", "?", "'s", "n't", ")"} or text.endswith("(")):
            text += " "
        at[token.get("t_id")] = (len(text), len(text) + len(word))
        where[token.get("t_id")] = number
        text += word
    article = Article(file.stem, file.stem, text, (Block("body", 0, len(text), 0),), language="en")
    return article, list(_events(root, at, where, checked))


def _events(
    root: ElementTree.Element,
    at: dict[str | None, tuple[int, int]],
    where: dict[str | None, int],
    checked: set[int],
) -> Iterator[tuple[int, int, str]]:
    anchors = {}
    for mention in root.iterfind("Markables/*"):
        tokens = [t.get("t_id") for t in mention.iterfind("token_anchor")]
        if tokens and mention.tag.startswith(("ACTION", "NEG_ACTION")) and where[tokens[0]] in checked:
            anchors[mention.get("m_id")] = (min(at[t][0] for t in tokens), max(at[t][1] for t in tokens))
    for relation in root.iterfind("Relations/CROSS_DOC_COREF"):
        for source in relation.iterfind("source"):
            if source.get("m_id") in anchors:
                yield (*anchors[source.get("m_id")], relation.get("note") or "")
    for relation in root.iterfind("Relations/INTRA_DOC_COREF"):
        for source in relation.iterfind("source"):
            if source.get("m_id") in anchors:
                yield (*anchors[source.get("m_id")], f"{root.get('doc_name')}:{relation.get('r_id')}")


def _event(claim: Claim, spans: Spans) -> str | None:
    return next((name for start, end, name in spans if start < claim.trigger[1] and claim.trigger[0] < end), None)


if __name__ == "__main__":
    main()
