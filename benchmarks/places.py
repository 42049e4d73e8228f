"""Places: names found and placed on TR-News and LGL, and where claims of the hand-coded records happened.

    python -m benchmarks.places [--data ../shared/data] [--gold ../shared/gold] [--documents N] [--skip lgl] [-v]

TR-News and LGL are newspaper texts with place names and positions (Pragmatic Guide to Geoparsing Evaluation); they may be
measured on and not kept. Adjectives ("Syrian") are left out on both sides: they are no places here. A name counts as found
where our words overlap it. Positions are compared by great-circle distance; what is found without a position counts as far.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import ROOT, SHARED, coded, example, given
from dragoman.data.distance import kilometres
from dragoman.data.gazetteer import Entry, demonyms, fold, gazetteer
from dragoman.model import Article, Block, Mention, Parse
from dragoman.parse import parse_many
from dragoman.resolve.places.find import find_places
from dragoman.show.score import matched, same_place

RADIUS_KM = 161.0
FLOORS = {"TR-News": {"F1": 0.75, "near": 0.75}, "lgl": {"F1": 0.75, "near": 0.60}}
CLAIMS_FLOOR = 0.75


@dataclass(frozen=True)
class Toponym:
    """A gold place name: characters `[start, end)`, country name and position where the set gives them."""

    start: int
    end: int
    phrase: str
    country: str | None
    lat: float | None
    lon: float | None


@dataclass
class Tally:
    """Counts over a set of documents; `why` counts causes of names missed and of names placed far from gold."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    ours: int = 0
    right: int = 0
    country: int = 0
    with_country: int = 0
    near: int = 0
    located: int = 0
    with_place: int = 0
    reachable: int = 0
    adjectives: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    far: Counter[str] = field(default_factory=Counter)
    shown: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


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
            place = (float(lat), float(lon)) if lat and lon else (None, None)
            found.append(Toponym(start, start + len(phrase), phrase, top.findtext(".//country"), *place))
        day = (node.findtext("dltime") or "").strip()[:10] or None
        yield article(f"{path.stem}-{number}", text, day), found


def country_code(name: str | None) -> str | None:
    """The alpha-3 code of a country as GeoNames writes it."""
    found = gazetteer().find(" ".join(fold(name or "")))
    return found[0].code if found and found[0].kind == "country" else None


def _near(entry: Entry | None, top: Toponym) -> bool:
    if entry is None or entry.lat is None or entry.lon is None or top.lat is None or top.lon is None:
        return False
    return kilometres(top.lat, top.lon, entry.lat, entry.lon) <= RADIUS_KM


def tally(
    pairs: Sequence[tuple[Article, list[Toponym]]], parses: Sequence[Parse], found: Sequence[list[Mention]]
) -> Tally:
    """What was found of the gold names, and why not."""
    t = Tally()
    for (_, tops), parse, mentions in zip(pairs, parses, found, strict=True):
        adjectives = {top for top in tops if " ".join(fold(top.phrase)) in demonyms()}
        names = [top for top in tops if top not in adjectives]
        t.adjectives += len(adjectives)
        for m in mentions:
            over = [top for top in tops if top.start < m.end and m.start < top.end]
            if over and all(top in adjectives for top in over):
                continue
            t.ours += 1
            t.right += bool(over)
            if not over:
                t.shown["found, and not gold"][m.text] += 1
        for top in names:
            _count(t, top, mentions, parse)
    return t


def _count(t: Tally, top: Toponym, mentions: Sequence[Mention], parse: Parse) -> None:
    t.gold += 1
    fit = [m for m in mentions if top.start < m.end and m.start < top.end]
    known = gazetteer().find(" ".join(fold(top.phrase)))
    if not fit:
        why = _label(top, parse) or ("spelling not in the gazetteer" if not known else "taken for no place")
        t.missed[why] += 1
        t.shown["missed"][top.phrase] += 1
        return
    t.found += 1
    best = max(fit, key=lambda m: (min(m.end, top.end) - max(m.start, top.start), m.start - m.end))
    t.exact += (best.start, best.end) == (top.start, top.end)
    code = country_code(top.country)
    if code:
        t.with_country += 1
        t.country += best.place is not None and best.place.code == code
    if top.lat is None:
        return
    t.with_place += 1
    t.reachable += any(_near(entry, top) for entry in known)
    place = best.place
    if place is None:
        t.far["left open between countries"] += 1
        return
    if place.lat is None or place.lon is None:
        t.far["name known, position not"] += 1
        return
    t.located += 1
    if kilometres(top.lat, top.lon or 0.0, place.lat, place.lon) <= RADIUS_KM:
        t.near += 1
        return
    if any(_near(entry, top) for entry in known):
        t.far["another of that name chosen, the right one is in the gazetteer"] += 1
    elif place.kind not in ("city", "base/facility") and code in (None, place.code):
        t.far["a region: its middle lies elsewhere in gold"] += 1
    else:
        t.far["the place meant is not in the gazetteer, a namesake is"] += 1
    t.shown["far"][f"{best.text} = {place.name}, {place.code}; gold {top.country}"] += 1


def _label(top: Toponym, parse: Parse) -> str | None:
    """What the model took a missed name for, where that explains it."""
    for name in parse.names:
        tokens = parse.sentences[name.sentence].tokens
        if tokens[name.first].start <= top.start < tokens[name.last - 1].end:
            return {"ORG": "part of an organisation's name", "PER": "taken for a person"}.get(name.label)
    return None


def measure(path: Path, documents: int, *, verbose: bool) -> None:
    """Print the figures of one set."""
    pairs = list(read(path))[:documents]
    parses = list(parse_many(a for a, _ in pairs))
    words = sum(len(s.tokens) for p in parses for s in p.sentences)
    find_places(parses[0])
    began = time.process_time()
    found = [find_places(p) for p in parses]
    micro = (time.process_time() - began) / words * 1e6
    t = tally(pairs, parses, found)
    p, r = t.right / max(1, t.ours), t.found / max(1, t.gold)
    floors = FLOORS.get(path.stem, {})
    print(f"\n{path.stem}: {len(pairs)} documents, {words} words; {t.gold} names (besides {t.adjectives} adjectives)")
    print(f"  names    P {p:.3f}  R {r:.3f}  F1 {2 * p * r / (p + r):.3f} (floor {floors.get('F1')});", end=" ")
    print(f"of the found, {t.exact / t.found:.3f} have the very words")
    print(f"  country  {t.country / t.with_country:.3f} right of {t.with_country} found")
    print(
        f"  within {RADIUS_KM:.0f} km: {t.near / t.with_place:.3f} of {t.with_place} found (floor {floors.get('near')});",
        end=" ",
    )
    print(f"{t.near / t.located:.3f} of the {t.located} that we give a position")
    print(
        f"  the gazetteer's bound: {t.reachable / t.with_place:.3f} of the found have a place of that name within reach"
    )
    for title, causes, total in (
        ("missed", t.missed, t.gold - t.found),
        ("found and far", t.far, t.with_place - t.near),
    ):
        print(f"  {title}: {total}")
        for cause, count in causes.most_common():
            print(f"    {count:5}  {cause}")
        if (rest := total - causes.total()) > 0:
            print(f"    {rest:5}  other")
    print(f"  speed    {micro:.1f} µs of processor time a word")
    if verbose:
        for title, table in t.shown.items():
            print(f"  {title}: {', '.join(f'{name} {n}' for name, n in table.most_common(60))}")


def claims(name: str, files: Mapping[str, Path], folder: Path, *, verbose: bool) -> None:
    """Print how many hand-coded places our claims have right, and what the places rest on."""
    by_basis: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    right = placed = 0
    for stem, file in files.items():
        hand = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))["events"]
        ours = coded(file)["events"]
        assert isinstance(ours, list)
        for i, j in matched(hand, ours):
            g, p = hand[i], ours[j]
            same = bool(g.get("place")) and same_place(g["place"], p.get("place"))
            placed += bool(g.get("place"))
            right += same
            if p.get("place"):
                basis = next((r.partition(":")[2] for r in p["reasons"] if r.startswith("place:")), "own words")
                by_basis[basis][0 if same else 1 if g.get("place") else 2] += 1
            if verbose and g.get("place") and not same:
                print(f"  {stem}: {g['trigger']!r} gold {g['place']['name']}, ours {p.get('place')}")
    if not placed:
        print(f"\nclaims, {name}: not here, skipped")
        return
    print(
        f"\nclaims, {name}: place right {right / placed:.3f} of {placed} matched claims with one (floor {CLAIMS_FLOOR})"
    )
    print("  what our place rests on                 right  wrong  gold has none")
    for basis, (good, bad, none) in sorted(by_basis.items(), key=lambda item: -sum(item[1])):
        print(f"  {basis:38} {good:6} {bad:6} {none:6}")


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--skip", nargs="*", default=[], help="tr, lgl, claims")
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_args()
    for name, file in (("tr", "TR-News.xml"), ("lgl", "lgl.xml")):
        path = arguments.data / "geoparsing" / file
        if name in arguments.skip or not path.exists():
            print(f"{path.stem}: skipped")
            continue
        measure(path, arguments.documents, verbose=arguments.verbose)
    if "claims" not in arguments.skip:
        claims("given", given(), arguments.gold, verbose=arguments.verbose)
        claims("example", example(), ROOT / "gold", verbose=arguments.verbose)


if __name__ == "__main__":
    main()
