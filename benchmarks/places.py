"""How well places and dates are found: place names on TR-News and LGL, places and dates of hand-coded claims.

    python benchmarks/places.py [--shared DIR] [--documents N] [--skip lgl]

Both geoparsing sets hold newspaper texts that may be measured on and not kept; nothing of them is in this repository.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.code.when import date_of
from dragoman.data.calendar import published_days
from dragoman.data.gazetteer import demonyms, fold, gazetteer
from dragoman.model import Article, Block, Mention, Parse
from dragoman.parse import parse_many
from dragoman.resolve.places import find_places
from dragoman.resolve.times import find_times

RADIUS_KM = 161.0


@dataclass(frozen=True)
class Toponym:
    """A gold place name: characters `[start, end)`, country name and position where the set gives them."""

    start: int
    end: int
    phrase: str
    country: str | None
    lat: float | None
    lon: float | None


def article(name: str, text: str, published: str | None) -> Article:
    """An article whose blocks are the lines of the text."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("body", at, at + len(line), at))
        at += len(line) + 1
    return Article(name, name, text, tuple(blocks), published=published)


def read(path: Path) -> Iterator[tuple[Article, list[Toponym]]]:
    """The documents of a set with their gold names."""
    for number, node in enumerate(ET.parse(path).getroot().iter("article")):
        text = node.findtext("text") or ""
        found = []
        for top in node.iter("toponym"):
            tag = top.find("gaztag")
            lat = top.findtext(".//lat") or (tag.findtext("lat") if tag is not None else None)
            lon = top.findtext(".//lon") or (tag.findtext("lon") if tag is not None else None)
            start, phrase = int(top.findtext("start") or 0), (top.findtext("phrase") or "").strip()
            # In some documents the offsets are shifted: the nearest place where the phrase stands is taken.
            spots = [m.start() for m in re.finditer(re.escape(phrase), text)]
            start = min((abs(spot - start), spot) for spot in spots)[1] if spots else start
            found.append(
                Toponym(
                    start,
                    start + len(phrase),
                    phrase,
                    top.findtext(".//country"),
                    float(lat) if lat else None,
                    float(lon) if lon else None,
                )
            )
        day = (node.findtext("dltime") or "").strip()[:10] or None
        yield article(f"{path.stem}-{number}", text, day), found


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def country_code(name: str | None) -> str | None:
    """The alpha-3 code of a country as GeoNames writes it."""
    found = gazetteer().find(" ".join(fold(name or "")))
    return found[0].code if found and found[0].kind == "country" else None


def measure(path: Path, documents: int, *, verbose: bool) -> None:
    """Print recall, precision, country and distance accuracy for one set."""
    pairs = list(read(path))[:documents]
    parses = list(parse_many(a for a, _ in pairs))
    words = sum(len(s.tokens) for p in parses for s in p.sentences)
    find_places(parses[0])
    began = time.perf_counter()
    mentions = [find_places(p) for p in parses]
    micro = (time.perf_counter() - began) / words * 1e6
    gold = hit = adjectives = guessed = right = resolved = country = country_of = near = near_of = town = town_of = 0
    missed: dict[str, int] = {}
    spurious: dict[str, int] = {}
    wrong: dict[str, int] = {}
    for (_, tops), found in zip(pairs, mentions, strict=True):
        guessed += len(found)
        for m in found:
            if any(t.start < m.end and m.start < t.end for t in tops):
                right += 1
            else:
                spurious[m.text] = spurious.get(m.text, 0) + 1
        for t in tops:
            if " ".join(fold(t.phrase)) in demonyms():
                adjectives += 1
                continue
            gold += 1
            fit = [m for m in found if t.start < m.end and m.start < t.end]
            if not fit:
                missed[t.phrase] = missed.get(t.phrase, 0) + 1
                continue
            hit += 1
            best = max(fit, key=lambda m: min(m.end, t.end) - max(m.start, t.start))
            if best.place is None:
                continue
            resolved += 1
            code = country_code(t.country)
            if code:
                country_of += 1
                country += best.place.code == code
                if best.place.code != code:
                    label = f"{best.text}={best.place.code} not {code}"
                    wrong[label] = wrong.get(label, 0) + 1
            if t.lat is not None and t.lon is not None and best.place.lat is not None and best.place.lon is not None:
                close = kilometres((t.lat, t.lon), (best.place.lat, best.place.lon)) <= RADIUS_KM
                near_of += 1
                near += close
                # A country or a division is no point; what its middle is called differs between gazetteers.
                if best.place.kind in {"city", "base/facility"}:
                    town_of += 1
                    town += close
    print(
        f"{path.stem}: {len(pairs)} documents, {words} words, {micro:.1f} µs a word; {gold} names"
        f" (besides {adjectives} adjectives)\n  found {hit / gold:.3f}, precision {right / max(1, guessed):.3f},"
        f" resolved {resolved / max(1, hit):.3f}\n  country right {country / max(1, country_of):.3f} of {country_of},"
        f" within {RADIUS_KM:.0f} km {near / max(1, near_of):.3f} of {near_of}; towns and sites"
        f" {town / max(1, town_of):.3f} of {town_of}"
    )
    if verbose:
        for title, table in (("missed", missed), ("spurious", spurious), ("wrong", wrong)):
            print(" ", title, sorted(table.items(), key=lambda item: -item[1])[:70])


def gold_report(path: Path) -> tuple[Parse, dict[str, Any]]:
    """The sentences of one gold record as a report, parsed; and its records."""
    record = json.loads(path.read_text("utf-8"))
    sentences = list(dict.fromkeys(" ".join(e["sentence"].split()) for e in record["events"]))
    text = "\n".join(sentences)
    return next(iter(parse_many([article(path.stem, text, record["article"]["published"])]))), record


def gold_shares(folder: Path, *, verbose: bool) -> None:
    """Print the share of gold places whose words are found and of gold dates that overlap what `date_of` says."""
    places = place_hits = dates = date_hits = undated = overdated = 0
    for path in sorted(folder.glob("*.json")):
        parse, record = gold_report(path)
        mentions: list[Mention] = find_places(parse) + find_times(parse)
        for event in record["events"]:
            sentence = " ".join(event["sentence"].split())
            trigger = " ".join(event["trigger"].split())
            base = parse.article.text.find(sentence)
            at = base + max(0, sentence.find(trigger))
            spot = _token(parse, at)
            if spot is None:
                continue
            place = event.get("place")
            if place and any(re.search(rf"\b{w}\b", sentence) for w in place["name"].split() if w[0].isupper()):
                places += 1
                near = [m for m in mentions if m.kind == "place" and base <= m.start < base + len(sentence)]
                name = " ".join(fold(place["name"]))
                ok = any(
                    m.place and (m.place.code == place["code"] or " ".join(fold(m.place.name)) == name) for m in near
                )
                place_hits += ok
                if verbose and not ok:
                    print("  place", place, "|", sentence[:150])
            mention, when = date_of(parse, mentions, *spot)
            told = event.get("date")
            if told:
                dates += 1
                ok = bool(when.start) and when.start <= told[1] and told[0] <= when.end
                date_hits += ok
                if verbose and not ok:
                    print("  date", told, when.start, when.end, when.basis, "|", trigger, "|", sentence[:170])
            else:
                undated += 1
                overdated += mention is not None
                if verbose and mention is not None:
                    print("  undated", mention.text, when.basis, "|", trigger, "|", sentence[:200])
    print(
        f"gold: place or its country named in the sentence {place_hits / places:.3f} of {places};"
        f" dates overlap {date_hits / dates:.3f} of {dates}; undated claims that got a date"
        f" {overdated / undated:.3f} of {undated}"
    )


def timelines(folder: Path, *, verbose: bool) -> None:
    """Print how `date_of` agrees with the anchor dates of the SemEval-2015 timelines (Wikinews, CC BY 3.0)."""
    texts: dict[str, tuple[Article, list[tuple[int, int, int]]]] = {}
    for path in sorted(folder.glob("SemEval_Task4_data/corpus_*/corpus_trackB_CAT/*.xml")):
        root = ET.parse(path).getroot()
        sentences: dict[int, list[str]] = {}
        for token in root.iter("token"):
            sentences.setdefault(int(token.get("sentence") or 0), []).append(token.text or "")
        day = next((t.get("value") for t in root.iter("TIMEX3")), None)
        lines, starts, at = [], [], 0
        for number in sorted(sentences):
            words = [w if w not in {"``", "''"} else '"' for w in sentences[number]]
            starts.append((number, at, words))
            lines.append(" ".join(words))
            at += len(lines[-1]) + 1
        spots = [
            (number, start + sum(len(w) + 1 for w in words[:i]), i)
            for number, start, words in starts
            for i in range(len(words))
        ]
        texts[root.get("doc_id") or path.stem] = article(path.stem, "\n".join(lines), day), spots
    parses = dict(zip(texts, parse_many(a for a, _ in texts.values()), strict=True))
    dated = right = fine = fine_right = 0
    for path in sorted(folder.glob("SemEval_Task4_data/corpus_*/TimeLines_Gold_Standard/*.txt")):
        for line in path.read_text("utf-8").splitlines()[1:]:
            _, value, *events = line.split("\t")
            if value.startswith("XXXX"):
                continue
            low = published_days(value.replace("-XX", ""))
            for event in events:
                name, sentence, spelled = event.split("-", 2)
                if name not in parses or low is None:
                    continue
                parse = parses[name]
                word = spelled.split("-")[-1].split("_")[-1].lower()
                fit = [
                    s
                    for n, s, i in texts[name][1]
                    if n == int(sentence) and parse.article.text[s:].lower().startswith(word)
                ]
                spot = _token(parse, fit[0]) if fit else None
                if spot is None:
                    continue
                mentions = find_times(parse)
                mention, when = date_of(parse, mentions, *spot)
                start, end = low[0].isoformat(), low[1].isoformat()
                ok = bool(when.start) and when.start <= end and start <= when.end
                dated += 1
                right += ok
                fine += mention is not None
                fine_right += ok and mention is not None
                if verbose and not ok:
                    told = mention.text if mention else "-"
                    print("  ", value, when.start, when.end, when.basis, told, "|", word, parse.article.published)
    print(
        f"timelines: dates overlap {right / max(1, dated):.3f} of {dated} event mentions;"
        f" of those with a date phrase {fine_right / max(1, fine):.3f} of {fine}"
    )


def _token(parse: Parse, at: int) -> tuple[int, int] | None:
    for number, sentence in enumerate(parse.sentences):
        if sentence.start <= at < sentence.end:
            for index, token in enumerate(sentence.tokens):
                if token.end > at:
                    return number, index
    return None


def main() -> None:
    """Read the arguments and print the tables."""
    root = Path(__file__).resolve().parent.parent.parent / "shared"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=root)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--skip", nargs="*", default=[])
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_args()
    for name, file in (("tr", "TR-News.xml"), ("lgl", "lgl.xml")):
        if name not in arguments.skip:
            measure(arguments.shared / "data" / "geoparsing" / file, arguments.documents, verbose=arguments.verbose)
    if "timelines" not in arguments.skip:
        timelines(arguments.shared / "data" / "semeval2015_timeline", verbose=arguments.verbose)
    if "gold" not in arguments.skip:
        gold_shares(arguments.shared / "gold", verbose=arguments.verbose)


if __name__ == "__main__":
    main()
