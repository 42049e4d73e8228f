"""Who is who: `python -m benchmarks.actors [--gold DIR] [--corpus SPLIT] [-v]`.

Prints (1) of the claims that pair with a hand-coded one, how often the ids of actors and recipients are right, against
0.85; (2) whether each party that a hand-coded claim names in words is resolved, by kind of words; (3) the same on the open
corpus (`--corpus dev` or train), whose reports are harder; (4) the table of persons on both sides of a change of office;
(5) what resolving costs beside parsing, against a quarter.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.corpus import ROOT, SHARED, article_of, given, run
from dragoman.data.book import load_book
from dragoman.data.spellings import fold
from dragoman.model import Article, Block, Mention, Name, Parse, Sentence, Token
from dragoman.parse import parse_many
from dragoman.resolve import resolve
from dragoman.resolve.actors.find import find_actors
from dragoman.resolve.places.find import find_places
from dragoman.show import score
from dragoman.show.gold import record

FLOOR, QUARTER = 0.85, 0.25
PERSONS = ROOT / "tests" / "persons.csv"
PRONOUN = re.compile(
    r"(?i)(he|she|it|they|him|her|his|their|them|its|we|us|our|i|me|my|you|who|those|both|itself|that)"
)
DETERMINED = re.compile(r"(?i)(the|a|an|those|these|this|his|her|its|their|our|some|all|no|any|both|several|each) ")
EMPTY = frozenset(["the", "of", "and", "party", "group", "movement", "front", "army", "for", "union", "council"])
VERDICTS = ("right", "country", "wrong", "declined", "missing")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.actors")
    parser.add_argument(
        "--gold", type=Path, default=SHARED / "gold", help="hand-coded records (default ../shared/gold)"
    )
    parser.add_argument("--corpus", choices=("dev", "train"), help="also the open corpus")
    parser.add_argument("-v", action="store_true", help="print what is wrong")
    asked = parser.parse_args(arguments)
    _claims(asked.gold, loud=asked.v)
    _mentions("given", list(_given(asked.gold)), loud=asked.v)
    if asked.corpus:
        _mentions(f"open corpus, {asked.corpus}", list(_open(asked.corpus)), loud=asked.v)
    _persons(PERSONS)


def _claims(folder: Path, *, loud: bool) -> None:
    """Ids among matched claims, and where the others went: to the roles, to resolution, or nobody is written there."""
    files = {stem: file for stem, file in given().items() if (folder / f"{stem}.json").exists()}
    if not files:
        print(f"No hand-coded records at {folder}: claims are skipped.")
        return
    counts: dict[str, Counter[str]] = {"actors": Counter(), "recipients": Counter()}
    blame: Counter[str] = Counter()
    for stem, file in files.items():
        hand = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
        document, article, parse, mentions, claims = run(file)
        coded = record(article, claims, document=stem, raw=document.text)
        for i, j in score.matched(hand["events"], coded["events"]):
            g, p = hand["events"][i], coded["events"][j]
            for role, found in counts.items():
                wanted, got = score.party_ids(g, role), score.party_ids(p, role)
                right = score.share_party(g, p, role)
                found["nobody" if not wanted else "right" if right else "wrong" if got else "missing"] += 1
                if wanted and not right:
                    why = _blame(g, role, article.text, parse, mentions)
                    blame[why] += 1
                    if loud:
                        print(
                            f"{role[:5]} {why:14} {[x['id'] for x in g[role]]} got {sorted(got)}: {g['sentence'][:120]}"
                        )
    print("matched claims of the given records")
    for role, c in counts.items():
        named = c["right"] + c["wrong"]
        share = c["right"] / named
        print(
            f"  {role:11} right {c['right']} of {named} coded: {share:.3f} (floor {FLOOR});"
            f" of all {named + c['missing']} hand-coded: {c['right'] / (named + c['missing']):.3f}"
        )
    both = sum((c["right"] for c in counts.values()), 0), sum((c["right"] + c["wrong"] for c in counts.values()), 0)
    print(f"  both        {both[0] / both[1]:.3f} of coded ids right (floor {FLOOR})")
    total = sum(blame.values())
    print("  where the rest went: " + ", ".join(f"{why} {n} ({n / total:.0%})" for why, n in blame.most_common()))


def _blame(g: dict[str, Any], role: str, text: str, parse: Parse, mentions: Sequence[Mention]) -> str:
    """Why a role of a hand-coded claim was missed: its party is resolved elsewhere (roles), wrongly, or not at all."""
    inside = [
        s for s, sen in enumerate(parse.sentences) if score.same_sentence(g["sentence"], text[sen.start : sen.end])
    ]
    reasons = set()
    for party in g[role]:
        words = score.plain(party.get("text"))
        if not words:
            reasons.add("not written")
            continue
        found = [
            m
            for m in mentions
            if m.kind == "actor"
            and m.sentence in inside
            and (score.plain(m.text) in words or words in score.plain(m.text))
        ]
        ids = {score.root_id(p.id) for m in found for p in m.parties}
        right = score.root_id(party["id"]) in ids
        reasons.add("roles" if right else "resolved wrong" if ids else "left open" if found else "no mention")
    for why in ("roles", "resolved wrong", "left open", "no mention"):
        if why in reasons:
            return why
    return "not written"


def _given(folder: Path) -> Iterator[tuple[dict[str, Any], Article]]:
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "article" not in gold:
            continue
        sources = [
            *folder.glob(f"docs/{gold['document']}.*"),
            *folder.parent.glob(f"reports/{gold['document']}.*"),
            *folder.glob(f"{gold['document']}.txt"),
        ]
        if sources:
            yield gold, _article(gold, sources[0].read_text(encoding="utf-8"))


def _article(gold: dict[str, Any], text: str) -> Article:
    """Title, subtitle and body of the hand-coded record as blocks; paragraphs are what blank lines part."""
    meta = gold["article"]
    start = text.find(meta["body_first"]) if meta.get("body_first") else 0
    end = text.find(meta["body_last"], max(start, 0)) if meta.get("body_last") else len(text)
    body = text[max(start, 0) : end + len(meta.get("body_last") or "")]
    parts = [("title", meta.get("title")), ("subtitle", meta.get("subtitle"))]
    parts += [("body", part.replace("\n", " ")) for part in re.split(r"\n\s*\n", body)]
    blocks: list[Block] = []
    out = ""
    for kind, part in parts:
        if part and part.strip():
            out += "\n\n" if out else ""
            blocks.append(Block(kind, len(out), len(out) + len(part), 0))  # type: ignore[arg-type]
            out += part
    return Article(gold["document"], gold["document"], out, tuple(blocks), published=meta.get("published"))


def _open(split: str) -> Iterator[tuple[dict[str, Any], Article]]:
    from training.corpus.load import reports

    for gold in reports(split, strict=False):
        yield gold, article_of(gold)


def _mentions(name: str, reports: list[tuple[dict[str, Any], Article]], *, loud: bool) -> None:
    if not reports:
        print(f"{name}: no reports, skipped")
        return
    began = time.process_time()
    parses = list(parse_many([article for _, article in reports]))
    parsing = time.process_time() - began
    resolve(parses[0])
    began = time.process_time()
    for parse in parses:
        resolve(parse)
    resolving = time.process_time() - began
    places = [find_places(parse) for parse in parses]
    began = time.process_time()
    found = [find_actors(parse, places=where) for parse, where in zip(parses, places, strict=True)]
    spent = time.process_time() - began
    table: dict[str, Counter[str]] = {}
    for (gold, _), parse, mentions in zip(reports, parses, found, strict=True):
        for party, start, end in wanted_parties(gold, parse):
            verdict, instead = _verdict(parse, mentions, party, start, end)
            for kind in (_kind(party["text"]), "all"):
                table.setdefault(kind, Counter())[verdict] += 1
            if loud and verdict not in ("right", "country"):
                print(f"{verdict:9}{party['id']:18}{party['text'][:50]!r:54}{instead}")
    print(f"parties written in the reports ({name}; country: right country, another body of it)")
    for kind, c in sorted(table.items()):
        total = sum(c.values())
        print(f"  {kind:12}{total:6}  " + "  ".join(f"{v} {c[v] / total:.3f}" for v in VERDICTS))
    words = sum(len(sentence.tokens) for parse in parses for sentence in parse.sentences)
    print(
        f"time: actors {spent * 1e6 / words:.1f} µs a word; resolve as a whole {resolving * 1e6 / words:.1f}, parse"
        f" {parsing * 1e6 / words:.1f}: {resolving / parsing:.3f} of it (at most {QUARTER})"
    )


def wanted_parties(gold: dict[str, Any], parse: Parse) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Each party that a hand-coded claim names in words, once, with its position in the text."""
    text, seen = parse.article.text, set()
    for event in gold["events"]:
        for party in (*event["actors"], *event["recipients"]):
            if not party.get("text"):
                continue
            start = party.get("start")
            if start is None:
                at = text.find(event["sentence"].replace("\n", " "))
                hit = (
                    re.search(r"(?<!\w)" + re.escape(party["text"]) + r"(?!\w)", text[max(at, 0) :])
                    if at >= 0
                    else None
                )
                if hit is None:
                    continue
                start = at + hit.start()
            key = (start, party["id"])
            if key not in seen:
                seen.add(key)
                yield party, start, start + len(party["text"])


def _verdict(parse: Parse, mentions: Sequence[Mention], party: dict[str, Any], start: int, end: int) -> tuple[str, str]:
    inside = [
        m for m in mentions if m.kind == "actor" and start <= parse.sentences[m.sentence].tokens[m.head].start < end
    ]
    outer = [m for m in inside if not governed(parse, m, start, end)] or inside
    if not outer:
        return "missing", ""
    parties = [p for m in outer for p in m.parties]
    if not parties:
        return "declined", ",".join(outer[-1].candidates)
    root = party["id"].partition(".")[0]
    ids = {p.id.partition(".")[0] for p in parties}
    if root in ids:
        return "right", ""
    # what the report's writer invented has an id of his own: there the words of the name decide
    if root not in load_book().actors:
        words = set(re.findall(r"\w+", fold(party.get("name") or ""))) - EMPTY
        if any(set(re.findall(r"\w+", fold(p.name))) & words for p in parties):
            return "right", ""
    codes = ids | {p.code for p in parties if p.code}
    return ("country" if root in codes or party.get("code") in codes else "wrong"), ",".join(sorted(ids))


def governed(parse: Parse, mention: Mention, start: int, end: int) -> bool:
    """Whether the mention hangs, in its sentence's tree, on a word within `[start, end)` of the text."""
    tokens = parse.sentences[mention.sentence].tokens
    head = tokens[mention.head].head
    return head >= 0 and start <= tokens[head].start < end


def _kind(words: str) -> str:
    if PRONOUN.fullmatch(words):
        return "pronoun"
    if re.search(r"[A-Z]", DETERMINED.sub("", words)):
        return "name"
    return "description" if DETERMINED.match(words) else "noun"


def _persons(path: Path) -> None:
    """The table of persons: whom each speaks for on a day before and a day after a change of office."""
    if not path.exists():
        print("No table of persons here: skipped.")
        return
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    wrong = [row for row in rows if speaks_for(row["person"], row["day"]) != (row["party"].partition(".")[0] or None)]
    for row in wrong:
        print(
            f"  {row['person']} on {row['day']}: {speaks_for(row['person'], row['day'])}, not {row['party'] or 'former'}"
        )
    people = len({row["person"] for row in rows})
    print(
        f"persons on both sides of a change of office: {len(rows) - len(wrong)} of {len(rows)} ({people} persons; all wanted)"
    )


def speaks_for(name: str, day: str) -> str | None:
    """Whom the person called `name` speaks for on `day` in a sentence that names them; None out of office.

    >>> speaks_for("Boris Yeltsin", "1996-07-04"), speaks_for("Boris Yeltsin", "2000-03-01")
    ('RUS', None)
    """
    words = [*name.split(), "spoke", "."]
    count, at, tokens = len(words) - 2, 0, []
    for n, word in enumerate(words):
        pos, dep, head = ("PROPN", "flat", 0) if 0 < n < count else ("PROPN", "nsubj", count)
        if n >= count:
            pos, dep, head = ("VERB", "root", -1) if n == count else ("PUNCT", "punct", count)
        tokens.append(Token(word, at, at + len(word), word, pos, dep, head))
        at += len(word) + (n + 2 < len(words))
    text = " ".join(words[:-1]) + "."
    article = Article("a", "d", text, (Block("body", 0, len(text), 0),), published=day)
    sentence = Sentence(0, len(text), tuple(tokens), "body", 0)
    found = find_actors(Parse(article, (sentence,), (Name(0, 0, count, "PER"),)))
    ids = {p.id.partition(".")[0] for m in found if m.kind == "actor" for p in m.parties}
    return next((i for i in sorted(ids) if i not in load_book().persons), None)


if __name__ == "__main__":
    main()
