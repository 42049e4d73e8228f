"""Date phrases and the dates of claims, against hand-coded ones: python -m benchmarks.times [gum|claims|hostile|speed ...].

gum      phrases of GUM dev and test (their published annotation) through our own sentences, words and trees, each document dated by
         its `dateCreated`. A gold phrase is found when a phrase of ours shares a character with it. Exact: the same first and last
         day; a bound that GUM leaves open is not compared; where ours is wider by a preposition, narrower by "late" or "the end of",
         or joins two dates to a range, the interval of the words alone counts too ("since 1990" holds 1990, and of "the late 1980s"
         GUM often marks the decade). Overlapping: a day in common. Both as shares of ALL gold phrases
         (missed and declined ones are wrong) and of those found. Phrases that name no interval of the calendar ("in July" of any year,
         years before the common era) are left out and counted. "Sound pages" leaves out the pages whose annotation is at odds with
         its own weekdays ("Tuesday" for a Thursday) or with the day the page was made ("today" for another day); "all genres" has them.
claims   dated claims of the given records, of the example case and of the open corpus (dev), matched as `benchmarks.claims` does:
         right, no date, declined, other date; and what we dated where the coders gave no date, by how we came to it.
hostile  for every pattern its example, whole, cut and as one word without blanks, repeated to 16 kB and to 64 kB: the ratio of the
         times on a processor (no collector of garbage, least of runs); with -v of every text. Linear is 4.
speed    microseconds a word of `find_times` on the parsed reports, one core.

Floors of the issue: exact .75, overlapping .88, dates of claims .80, ratio 6. Options: --data, --gold (default ../shared/...).
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.corpus import ROOT, SHARED, example, run
from benchmarks.times_gold import GoldDate, Page, contradicted, meets, pages, same
from dragoman.code import code
from dragoman.data.calendar import Days
from dragoman.model import Article, Block, Mention, Parse, Sentence, Token
from dragoman.parse import parse
from dragoman.resolve import resolve
from dragoman.resolve.times.find import entries, find_times
from dragoman.show.gold import record
from dragoman.show.score import dates_meet, matched

FLOORS = {"exact": 0.75, "overlapping": 0.88, "claims": 0.80, "ratio": 6.0}
NEWS = frozenset({"news", "interview", "speech", "court", "bio"})


# --- GUM --------------------------------------------------------------------------------------------------------------


def intervals(mention: Mention) -> list[Days]:
    """What a phrase of ours may stand for: its interval, and that of its words alone where a preposition widened it."""
    texts = [f"{mention.when.start}/{mention.when.end}"] if mention.when else []
    texts += mention.candidates if mention.basis != "date_conflict" else ()
    return [(date.fromisoformat(a), date.fromisoformat(b)) for a, _, b in (t.partition("/") for t in texts)]


def grade(gold: GoldDate, mention: Mention | None) -> str:
    """missed, declined, exact, overlapping or wrong."""
    if mention is None:
        return "missed"
    told = intervals(mention)
    if not told:
        return "declined"
    if any(same(gold, days) for days in told):
        return "exact"
    return "overlapping" if any(meets(gold, days) for days in told) else "wrong"


def grades(page: Page, mentions: Iterable[Mention]) -> Iterator[tuple[GoldDate, Mention | None, str]]:
    """Each gold phrase with the phrase of ours that shares most of it."""
    mentions = list(mentions)
    for gold in page.dates:
        shared = [(min(m.end, gold.end) - max(m.start, gold.start), -n) for n, m in enumerate(mentions)]
        best = max(shared, default=(0, 0))
        mention = mentions[-best[1]] if best[0] > 0 else None
        yield gold, mention, grade(gold, mention) if gold.days else "no interval"


def gum(data: Path, *, parts: Iterable[str] = ("dev", "test"), verbose: bool = False) -> None:
    """Print the scores of GUM, all genres and news-like ones, and what share of our own phrases GUM has."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    bases: dict[str, Counter[str]] = defaultdict(Counter)
    known = told = at_odds = 0
    for part in parts:
        for page in pages(data / "gum" / f"en_gum-ud-{part}.conllu"):
            sound = not contradicted(page)
            at_odds += not sound
            mentions = find_times(parse(page.article()))
            genre = page.id.split("_")[1]
            for gold, mention, verdict in grades(page, mentions):
                for name in (
                    "all genres",
                    part,
                    "news alone" if genre == "news" else "",
                    "news-like" if genre in NEWS else "",
                    "sound pages" if sound else "",
                ):
                    counts[name][verdict] += 1
                if mention is not None and verdict in {"exact", "overlapping", "wrong"}:
                    bases[mention.basis]["right"] += verdict != "wrong"
                    bases[mention.basis]["n"] += 1
                if verbose and verdict not in {"exact", "no interval"}:
                    print(
                        verdict, page.id, page.created, gold.value, "|", gold.text, "|", mention.text if mention else ""
                    )
            resolved = [m for m in mentions if m.when]
            told += len(resolved)
            known += sum(any(m.start < g.end and g.start < m.end for g in page.dates) for m in resolved)
    print(f"GUM {' and '.join(parts)}   (floors: exact {FLOORS['exact']}, overlapping {FLOORS['overlapping']})")
    print(f"  {at_odds} pages whose annotation is at odds with its own weekdays or with dateCreated; without them:")
    for name in ("sound pages", "all genres", *parts, "news-like", "news alone"):
        print(f"  {name:12} {scores(counts[name])}")
    print(f"  our resolved phrases that GUM marks too: {known} of {told} ({known / max(1, told):.2f})")
    print("  overlapping by basis, and the confidence we state:")
    for basis, count in sorted(bases.items(), key=lambda item: -item[1]["n"]):
        sure = entries()["confidence"].get(basis, "-")
        print(f"    {basis:14} {count['right'] / count['n']:.2f} of {count['n']:4}   stated {sure}")


def scores(count: Counter[str]) -> str:
    """One line of shares."""
    gold = sum(n for verdict, n in count.items() if verdict != "no interval")
    if not gold:
        return "no dates"
    found = count["exact"] + count["overlapping"] + count["wrong"]
    some = count["exact"] + count["overlapping"]
    return (
        f"phrases {gold:4}  of all: exact {count['exact'] / gold:.3f} overlapping {some / gold:.3f}"
        f"   of the {found} resolved: exact {count['exact'] / max(1, found):.3f} overlapping {some / max(1, found):.3f}"
        f"   missed {count['missed']} declined {count['declined']} left out {count['no interval']}"
    )


# --- claims -----------------------------------------------------------------------------------------------------------

Case = tuple[str, dict[str, Any], str | None, Parse]


def given_cases(gold: Path) -> Iterator[Case]:
    """The given hand-coded documents, from the raw pages."""
    for file in [*sorted((gold.parent / "reports").glob("*.txt")), *sorted((gold / "docs").glob("*.txt"))]:
        if (gold / f"{file.stem}.json").exists():
            document, _, parsed, _, _ = run(file)
            yield file.stem, json.loads((gold / f"{file.stem}.json").read_text(encoding="utf-8")), document.text, parsed


def example_cases() -> Iterator[Case]:
    """The example case."""
    for stem, file in example().items():
        document, _, parsed, _, _ = run(file)
        yield stem, json.loads((ROOT / "gold" / f"{stem}.json").read_text(encoding="utf-8")), document.text, parsed


def corpus_cases(split: str) -> Iterator[Case]:
    """A split of the open corpus, from its clean text and given publication."""
    from training.corpus.load import reports

    for report in reports(split):
        head = report["article"]
        blocks = tuple(Block(b["kind"], b["start"], b["end"], b["start"]) for b in head["blocks"])
        name = report["document"]
        article = Article(name, name, head["text"], blocks, outlet=head.get("publisher"), published=head["published"])
        yield name, report, None, parse(article)


def claims(name: str, cases: Iterable[Case], *, verbose: bool = False) -> None:
    """Print how the dates of matched claims compare with the hand-coded ones."""
    count: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for stem, gold, raw, parsed in cases:
        mentions = resolve(parsed)
        claimed = code(parsed, mentions)
        times = [m for m in mentions if m.kind == "time"]
        coded = record(parsed.article, claimed, document=stem, raw=raw)["events"]
        for i, j in matched(gold["events"], coded):
            hand, ours = gold["events"][i], coded[j]
            if not hand.get("date"):
                extra[ours["when"]["basis"] if ours["date"] else "none"] += 1
                continue
            inside = [m for m in times if ours["start"] <= m.start < ours["end"]]
            verdict = claim_grade(hand["date"], ours["date"], inside, parsed.article.published)
            count[verdict] += 1
            if verbose and verdict != "right":
                print(
                    verdict,
                    stem,
                    parsed.article.published,
                    hand["date"],
                    ours["date"],
                    ours["trigger"],
                    "|",
                    ours["sentence"][:300],
                )
    dated = sum(count.values())
    given = count["right"] + count["another date"]
    spurious = sum(extra.values()) - extra["none"]
    print(
        f"{name}: {dated} dated claims matched, right {count['right'] / max(1, dated):.3f}   (floor {FLOORS['claims']})"
    )
    print("   " + "   ".join(f"{verdict} {n}" for verdict, n in count.most_common()))
    print(
        f"   of {sum(extra.values())} claims the coders left undated we dated {spurious}: {dict(extra.most_common())}"
    )
    print(f"   of {given + spurious} dates we gave, {count['right']} are the coders'")


def claim_grade(hand: list[str], ours: list[str] | None, inside: list[Mention], published: str | None) -> str:
    """right, another date, or why there is none."""
    if ours:
        return "right" if dates_meet(hand, ours) else "another date"
    if any(m.when for m in inside):
        return "phrase in the sentence not bound"
    if any(m.when is None for m in inside):
        return "phrase declined, publication unknown" if published is None else "phrase declined"
    return "no phrase, publication unknown" if published is None else "no phrase in the sentence"


# --- hostile text and speed -------------------------------------------------------------------------------------------


def flat(text: str) -> Parse:
    """A parse of one sentence whose words all hang on the first, as the worst tree there is."""
    tokens: list[Token] = []
    at = 0
    for word in text.split(" "):
        if word:
            tokens.append(
                Token(word, at, at + len(word), word.lower(), "NOUN", "obl" if at else "root", 0 if tokens else -1)
            )
        at += len(word) + 1
    article = Article("a", "d", text, (Block("body", 0, len(text), 0),), published="2019-03-06")
    return Parse(article, (Sentence(0, len(text), tuple(tokens), "body", 0),), ())


def hostile_texts() -> Iterator[tuple[str, str]]:
    """For each pattern a piece of text that makes it try and fail: its example whole, cut off, and its last word in blanks."""
    for entry in entries()["patterns"]:
        text = entry["examples"][0][0].rstrip(".")
        words = text.split()
        yield f"{entry['name']}, no blanks", text.replace(" ", "-")
        yield entry["name"], f"{text} {text[: len(text) * 3 // 4]} {' '.join(words[-3:-1])} {words[-1]}     "
    for piece in ("1", "19", "2019-", "the ", "mid-", "of the ", "     ", "may ", "12 ", "a few ", "'", "1990s and "):
        yield f"run of {piece!r}", piece


def timed(text: str) -> float:
    """Least of two runs, in seconds of this process on a core, without the collector of garbage."""
    parsed, best = flat(text), float("inf")
    gc.collect()
    gc.disable()
    for _ in range(2):
        began = time.process_time()
        find_times(parsed)
        best = min(best, time.process_time() - began)
    gc.enable()
    return best


def hostile(*, sizes: tuple[int, int] = (16_384, 65_536), verbose: bool = False) -> float:
    """Print and give the worst ratio of the time for the longer text to that for the shorter; with `verbose` all of them."""
    worst: list[tuple[float, str, float]] = []
    for name, piece in hostile_texts():
        texts = [piece * max(1, size // len(piece)) for size in sizes]
        small, large = map(timed, texts)
        for _ in range(3):  # what else runs on the machine only ever slows one of them down
            if large / max(small, 0.002) > 4.6:
                small, large = min(small, timed(texts[0])), min(large, timed(texts[1]))
        worst.append((large / max(small, 0.002), name, large))
    worst.sort(reverse=True)
    print(
        f"hostile text, {sizes[1] // 1024} kB against {sizes[0] // 1024} kB, {len(worst)} texts   (floor {FLOORS['ratio']})"
    )
    ratios = sorted(ratio for ratio, _, _ in worst)
    print(
        f"   median {ratios[len(ratios) // 2]:.2f}, nine in ten under {ratios[len(ratios) * 9 // 10]:.2f}, over 5: {sum(r > 5 for r in ratios)}"
    )
    for ratio, name, seconds in worst if verbose else worst[:5]:
        print(f"   ratio {ratio:5.2f}   {seconds * 1000:6.0f} ms   {name}")
    return worst[0][0]


def speed(parses: list[Parse]) -> None:
    """Print microseconds a word, least of five runs."""
    words = sum(len(s.tokens) for p in parses for s in p.sentences)
    best = float("inf")
    for _ in range(5):
        began = time.process_time()
        for one in parses:
            find_times(one)
        best = min(best, time.process_time() - began)
    print(f"speed: {best / max(1, words) * 1e6:.1f} microseconds a word on {words} words")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", metavar="gum|claims|hostile|speed", help="what to measure; all without")
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("--gold", type=Path, default=SHARED / "gold")
    parser.add_argument("--parts", default="dev,test", help="parts of GUM, by comma")
    parser.add_argument("-v", "--verbose", action="store_true", help="print what is not exact or not right")
    args = parser.parse_args()
    what = args.what or ["gum", "claims", "hostile", "speed"]
    if unknown := set(what) - {"gum", "claims", "hostile", "speed"}:
        parser.error(f"{sorted(unknown)} can't be measured: choose gum, claims, hostile or speed.")
    if "gum" in what and (args.data / "gum").exists():
        gum(args.data, parts=args.parts.split(","), verbose=args.verbose)
    if "claims" in what:
        if args.gold.exists():
            claims("given records", given_cases(args.gold), verbose=args.verbose)
        claims("example case", example_cases(), verbose=args.verbose)
        claims("open corpus, dev", corpus_cases("dev"), verbose=args.verbose)
    if "hostile" in what:
        hostile(verbose=args.verbose)
    if "speed" in what:
        speed([parsed for _, _, _, parsed in example_cases()])


if __name__ == "__main__":
    main()
