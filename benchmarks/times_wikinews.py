"""Dates of events in Wikinews against the timelines of SemEval-2015 task 4: python -m benchmarks.times_wikinews [--data ...].

120 reports about companies; the timelines give an event word and the day, month or year it is anchored to, settled across all
reports of a subject (so a report need not tell the date it is scored on). Words, sentences and the day of the report are the
corpus's; trees are ours. Each event word that has a date is asked of `dragoman.code.when.dates.Dates`, by how it came to its answer;
"publication" is what an event gets that no phrase dates: the interval that ends there.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.corpus import SHARED
from dragoman.code.when.dates import Dates
from dragoman.data.calendar import Days, published_days
from dragoman.model import Article, Block, Parse, Sentence, Token
from dragoman.parse import load_model
from dragoman.resolve.times.find import find_times

DATE_LINE = 1  # the second sentence of each page is its date


def reports(folder: Path) -> Iterator[tuple[str, Parse]]:
    """The parsed reports of a CAT folder by document number."""
    model = load_model()
    for file in sorted(folder.glob("*.xml")):
        root = ElementTree.parse(file).getroot()
        sentences: dict[int, list[str]] = defaultdict(list)
        for token in root.iter("token"):
            sentences[int(token.get("sentence", "0"))].append(token.text or "-")
        made = next(
            (t.get("value") for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"), None
        )
        numbers = sorted(sentences)
        text, out = "", []
        for number, got in zip(numbers, model.annotate([sentences[n] for n in numbers]), strict=True):
            start, tokens = len(text), []
            for i, word in enumerate(sentences[number]):
                tokens.append(
                    Token(word, len(text), len(text) + len(word), got.lemmas[i], got.pos[i], got.deps[i], got.heads[i])
                )
                text += word + " "
            kind = "title" if number == 0 else "dateline" if number == DATE_LINE else "body"
            out.append(Sentence(start, len(text) - 1, tuple(tokens), kind, 0))  # type: ignore[arg-type]
        article = Article(file.name, file.name, text, (Block("body", 0, len(text), 0),), published=made)
        yield root.get("doc_id", file.name), Parse(article, tuple(out), ())


def events(folder: Path) -> Iterator[tuple[str, int, str, Days]]:
    """(document, sentence, word, days) of each dated event of the timelines, once."""
    seen = set()
    for file in sorted(folder.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            day, *mentions = line.split("\t")[1:] or [""]
            days = published_days(day.replace("-XX", ""))
            for mention in mentions if days else ():
                parts = re.fullmatch(r"(\d+)-(\d+)-(.+)", mention)
                if parts and days and (key := (*parts.groups(), days)) not in seen:
                    seen.add(key)
                    yield parts[1], int(parts[2]), parts[3], days


def word_at(sentence: Sentence, word: str) -> int | None:
    """The position of an event word (its first part where it has several)."""
    first = re.split(r"[ _]", word)[0]
    return next((i for i, t in enumerate(sentence.tokens) if t.text == first), None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for corpus in sorted((args.data / "semeval2015_timeline" / "SemEval_Task4_data").glob("corpus_*")):
        parsed = dict(reports(corpus / "corpus_trackB_CAT"))
        dates: dict[str, Dates] = {}
        for document, number, word, days in events(corpus / "TimeLines_Gold_Standard"):
            parse = parsed.get(document)
            at = word_at(parse.sentences[number], word) if parse and number < len(parse.sentences) else None
            if parse is None or at is None:
                continue
            if document not in dates:
                dates[document] = Dates(parse, find_times(parse))
            _, when = dates[document].of(number, at)
            told = published_days(when.start), published_days(when.end)
            right = bool(told[0] and told[1] and told[0][0] <= days[1] and days[0] <= told[1][1])
            basis = when.basis if when.basis in {"publication", "carried", "governing", "none"} else "own phrase"
            count[basis]["right"] += right
            count[basis]["n"] += 1
            if args.verbose and not right:
                sentence = parse.sentences[number]
                text = parse.article.text[sentence.start : sentence.end]
                print(
                    f"{basis} {when.start}/{when.end} gold {days[0]}/{days[1]} {word} | {parse.article.published} {text[:300]}"
                )
    everything = sum((c for c in count.values()), Counter())
    print(f"events with a date: {everything['n']}, overlapping {everything['right'] / max(1, everything['n']):.3f}")
    for basis, c in sorted(count.items(), key=lambda item: -item[1]["n"]):
        print(f"   {basis:12} {c['right'] / c['n']:.2f} of {c['n']}")


if __name__ == "__main__":
    main()
