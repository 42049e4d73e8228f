"""Which claims are joined to events, against ECB+ and Wikinews: `python -m benchmarks.events [ecb] [wikinews]`.

Eight topics of ECB+ (measured on only), each two stories of a like kind told by some twenty reports: two raids on pirates, two
releases of one make of telephone. A claim of ours whose trigger is a hand-coded event is right to be joined with another one of
the same topic where both are one event there. Pairs of claims: precision, recall and F1, within reports and across them. Only
sentences that the makers checked count, and only what our coder made a claim of, so this measures joining and not coding.

Ninety reports of Wikinews on companies and markets (SemEval-2015 task 4). The linker was **developed on** these: no measure of what
it does elsewhere. Our coder makes no claims of most of it, so the hand-coded events stand for claims: the subjects of their timelines
are who acts, a word's stem is the type, the day is the one that our rules give it. Most pairs across reports tell of an old event again.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.corpus import SHARED
from benchmarks.times_wikinews import reports, word_at
from dragoman.code import code
from dragoman.code.when.dates import Dates
from dragoman.link import link
from dragoman.link.stems import stem_of
from dragoman.model import Article, Block, Claim, Mention, Parse, Party, Voice
from dragoman.parse import parse
from dragoman.resolve import resolve
from dragoman.resolve.times.find import find_times

FOLDER = SHARED / "data" / "ecbplus_dev"
WIKINEWS = SHARED / "data" / "semeval2015_timeline" / "SemEval_Task4_data"
Spans = list[tuple[int, int, str]]


class Counted:
    """Pairs of claims: rightly joined, joined, and one event in the gold; within reports and across them."""

    def __init__(self) -> None:
        self.claims = 0
        self.pairs = {"within reports": [0, 0, 0], "across reports": [0, 0, 0]}

    def add(self, claims: Sequence[Claim], articles: Sequence[Article], gold: Mapping[str, str]) -> None:
        """Link some reports; `gold` says which event a claim is, where it is one."""
        _, events = link(claims, articles)
        ours = {c: e.id for e in events for c in e.claims}
        page = {c.id: c.article_id for c in claims}
        for a, b in combinations(sorted(one for one in gold if one in ours), 2):
            row = self.pairs["within reports" if page[a] == page[b] else "across reports"]
            row[0] += ours[a] == ours[b] and gold[a] == gold[b]
            row[1] += ours[a] == ours[b]
            row[2] += gold[a] == gold[b]
        self.claims += len(gold)

    def show(self, name: str) -> None:
        """Print precision, recall and F1."""
        print(f"{name}: {self.claims} claims on hand-coded events")
        for kind, (right, joined, one) in self.pairs.items():
            p, r = right / max(joined, 1), right / max(one, 1)
            f1 = 2 * p * r / max(p + r, 1e-9)
            print(f"   {kind:16} pairs joined {joined:5}  one event in gold {one:5}  P {p:.3f}  R {r:.3f}  F1 {f1:.3f}")


def main() -> None:
    wanted = sys.argv[1:] or ["ecb", "wikinews"]
    if "ecb" in wanted:
        if not FOLDER.is_dir():
            raise SystemExit(f"{FOLDER} is not here: nothing to measure.")
        ecb().show("ECB+")
    if "wikinews" in wanted:
        wikinews().show("Wikinews (developed on)")


def ecb() -> Counted:
    """Our claims on the hand-coded events of ECB+."""
    checked, counted = _checked(), Counted()
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
        counted.add(claims, articles, gold)
    return counted


def wikinews() -> Counted:
    """The hand-coded events of Wikinews as claims."""
    counted = Counted()
    for corpus in sorted(WIKINEWS.glob("corpus_*")):
        parsed = dict(reports(corpus / "corpus_trackB_CAT"))
        claims, gold = [], {}
        times: dict[str, list[Mention]] = {}
        for mention, (event, subjects) in _timelines(corpus / "TimeLines_Gold_Standard").items():
            document, number, word = mention.split("-", 2)
            told = parsed.get(document)
            at = word_at(told.sentences[int(number)], word) if told and int(number) < len(told.sentences) else None
            if told is None or at is None:
                continue
            if document not in times:
                times[document] = find_times(told)
            claims.append(_mention(mention, told, times[document], (int(number), at), subjects))
            gold[mention] = event
        counted.add(claims, [_dated(one.article) for one in parsed.values()], gold)
    return counted


def _timelines(folder: Path) -> dict[str, tuple[str, list[str]]]:
    """Each mention's event (that of the first mention on its line, over all lines that share one) and the subjects it concerns."""
    event: dict[str, str] = {}
    subjects: dict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines()[1:]:
            mentions = [one for one in line.split("\t")[2:] if re.fullmatch(r"\d+-\d+-.+", one)]
            known = {event[one] for one in mentions if one in event}
            for one in mentions:
                event.setdefault(one, mentions[0])
                subjects[one].append(file.stem)
            for one in [one for one in event if event[one] in known]:
                event[one] = min(known)
            for one in mentions:
                event[one] = min(known) if known else mentions[0]
    return {one: (event[one], subjects[one]) for one in sorted(event)}


def _mention(name: str, told: Parse, times: list[Mention], at: tuple[int, int], subjects: Sequence[str]) -> Claim:
    sentence = told.sentences[at[0]]
    word = sentence.tokens[at[1]]
    phrase, when = Dates(told, times).of(*at)
    return Claim(
        id=name,
        article_id=told.article.id,
        event=stem_of(word.text) or word.text,
        mode=None,
        actors=tuple(Party(one, one, "USA", "BUS", None, None, None) for one in subjects),
        recipients=(),
        status="actual",
        trigger=(word.start, word.end),
        sentence=(sentence.start, sentence.end),
        when=when,
        when_span=(phrase.start, phrase.end) if phrase else None,
        attribution=(Voice("Wikinews", "outlet"),),
        within=None if at[0] else "title",
    )


def _dated(article: Article) -> Article:
    """One of the reports has a day that is in no order of ours."""
    return article if re.match(r"\d{4}", article.published or "") else replace(article, published=None)


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
