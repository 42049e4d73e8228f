"""Dates of events against the SemEval-2015 timelines (Wikinews, CC BY 3.0): python -m benchmarks.timelines [-v]."""

from __future__ import annotations

import argparse
import xml.etree.ElementTree as ET
from pathlib import Path

from benchmarks.corpus import SHARED
from benchmarks.places import article
from dragoman.code.when.dates import date_of
from dragoman.data.calendar import published_days
from dragoman.model import Article, Parse
from dragoman.parse import parse_many
from dragoman.resolve.times.find import find_times


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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_args()
    timelines(arguments.data / "semeval2015_timeline", verbose=arguments.verbose)


if __name__ == "__main__":
    main()
